"""The clock of `heyan up`: the re-check once a day, notices, due times, packages made anew after an upgrade, retention.

It looks by itself whether today's re-check was done, at its start and every minute, and does not need Prefect. Where a
Prefect server answers, a child also offers the re-check there on a cron schedule, for its history and for runs by hand.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from types import FrameType

from sqlalchemy.exc import DBAPIError

import settings as settings_module
from flows import answering, recheck, recheck_notices, rejudge, retention
from flows.child import PARENT
from settings import Settings
from store import ledger as ledgers
from store.ledger import Ledger, cases, rechecks
from store.ledger.records import CaseState

log = logging.getLogger(__name__)

LOOK_SECONDS = 60.0
_SCHEDULE_AGAIN = 60.0
"""Seconds before the child is started again."""


class Clock:
    """What is done every minute; each part on its own, so that a fault in one leaves the others alone."""

    def __init__(
        self, settings: Settings, ledger: Ledger, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._settings = settings
        self._ledger = ledger
        self._now = now
        self._parts: tuple[Callable[[], object], ...] = (
            self._due_times,
            self._recheck,
            self._notices,
            self._renew,
            self._retention,
        )

    def look(self) -> None:
        """Do what is due now."""
        for part in self._parts:
            try:
                part()
            except (DBAPIError, OSError) as fault:
                log.warning("%s: %s", part.__name__.strip("_"), type(fault).__name__)
            except Exception as fault:
                # Without the message: it may quote what stands in the papers.
                trace = "".join(traceback.format_tb(fault.__traceback__))
                log.error("%s: %s\n%s", part.__name__.strip("_"), type(fault).__name__, trace)

    def _due_times(self) -> None:
        answering.due_times(self._settings, self._ledger)

    def _recheck(self) -> None:
        if recheck.is_due(self._settings, self._ledger, self._now()):
            recheck.run(self._settings, self._ledger, self._now())

    def _notices(self) -> None:
        recheck_notices.deliver(self._settings, self._ledger, self._now())

    def _renew(self) -> None:
        """Ask for one package made by other code anew, while nothing else is to be done."""
        if cases.all_in(self._ledger, CaseState.READY, CaseState.WORKING):
            return
        current = rejudge.versions_now(self._settings)
        for case_id in rejudge.outdated(self._ledger, self._settings.data.resolve(), current)[:1]:
            rechecks.asked(self._ledger, case_id, current.key)
            cases.ask_again(self._ledger, case_id, self._now(), "new_version")

    def _retention(self) -> None:
        retention.purge_due(self._settings, self._ledger, self._now())


class _Schedule:
    """The child that offers the re-check on the Prefect server, when there is one."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._due = 0.0

    def look(self) -> None:
        """Start it when it is not there."""
        if not os.environ.get("PREFECT_API_URL") or time.monotonic() < self._due:
            return
        if self._process is None or self._process.poll() is not None:
            self._due = time.monotonic() + _SCHEDULE_AGAIN
            environment = {**os.environ, PARENT: str(os.getpid())}
            command = [sys.executable, "-P", "-m", "flows.child", "schedule"]
            self._process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL)

    def stop(self) -> None:
        """End it. Prefect's runner does not heed SIGTERM here, and a re-check that is cut short is done again."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()


def main() -> None:
    """Run until SIGTERM."""
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    settings = settings_module.load()
    schedule, clock = _Schedule(), None
    while not stopping.is_set():
        try:
            clock = clock or Clock(settings, ledgers.open(settings))
            clock.look()
        except DBAPIError as fault:
            log.warning("the ledger cannot be reached: %s", type(fault).__name__)
        schedule.look()
        stopping.wait(LOOK_SECONDS)
    schedule.stop()
