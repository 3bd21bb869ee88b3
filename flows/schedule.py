"""The re-check as a flow on the Prefect server: a cron schedule, history, runs by hand from its interface.

The flow takes no parameters and finds today by itself, so late runs after downtime find nothing left to do.
"""

from __future__ import annotations

from datetime import UTC, datetime

from prefect import flow
from prefect.schedules import Cron, Schedule

import settings as settings_module
from flows import recheck
from settings import Settings
from store import ledger as ledgers

NAME = "daily"
ZONE = "Asia/Shanghai"


@flow(name="recheck", persist_result=False)
def recheck_flow() -> list[int]:
    """Re-check once; how many rungs fired and how many cases flipped."""
    settings = settings_module.load()
    ledger = ledgers.open(settings)
    try:
        done = recheck.run(settings, ledger, datetime.now(UTC))
    finally:
        ledger.close()
    return [done.fired, done.flipped]


def cron(settings: Settings) -> Schedule:
    """The schedule of the settings."""
    return Cron(f"{settings.recheck_at.minute} {settings.recheck_at.hour} * * *", timezone=ZONE)


def main() -> None:
    """Offer the flow until the process ends."""
    recheck_flow.serve(name=NAME, schedule=cron(settings_module.load()), limit=1, print_starting_message=False)
