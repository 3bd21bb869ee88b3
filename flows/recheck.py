"""The re-check of a day: collect dates, fire the rungs that are due, judge open cases again, tell, report.

Every step is idempotent: what was done is in the ledger, and running again does what is left. The day's report is made from
the ledger, so a run that was cut short, or a second one, gives the same.
"""

from __future__ import annotations

import logging
from datetime import date, datetime

from flows import recheck_notices, recheck_report, rejudge
from register import clock
from register.ladder import parse
from register.report import Report
from schemas.core import Record
from settings import Settings
from store.ledger import Ledger, expiries, rechecks

log = logging.getLogger(__name__)


class Done(Record):
    """What one run did. `fired` and `flipped` count what is new in it; `report` is the whole day's."""

    fired: int
    flipped: int
    folder: str
    report: Report

    @property
    def news(self) -> bool:
        """Whether something fell due or flipped."""
        return bool(self.fired or self.flipped)


def run(settings: Settings, ledger: Ledger, now: datetime, as_of: date | None = None) -> Done:
    """Re-check once.

    Args:
        settings: where the data lie, the ladder, where notices go.
        ledger: the ledger.
        now: the time.
        as_of: the day to take for today; rungs that fire are recorded as on any other day.

    Raises:
        OSError: the report cannot be written.
        sqlalchemy.exc.OperationalError: the ledger cannot be reached.
    """
    today, data, ladder = as_of or clock.today(now), settings.data.resolve(), parse(settings.notice_days)
    rechecks.start(ledger, today, now)
    expiries.close_cases(ledger, today)
    found = rejudge.open_cases(ledger)
    unreadable = rejudge.collect(ledger, data, found, today, ladder)
    fired = expiries.fire(ledger, today, ladder)
    current = rejudge.versions_now(settings)
    flipped = rejudge.judge(ledger, data, found, current, today)
    places = {case.case_id: data / str(case.package) for case in found}
    recheck_notices.queue(settings, ledger, places, today, now)
    report = recheck_report.make(ledger, places, unreadable, today, now)
    folder = recheck_report.write(data, report, ledger, now)
    rechecks.finish(ledger, today, now, report.counts)
    log.info("re-check of %s: %d rungs, %d cases with flips", today, fired, flipped)
    return Done(fired=fired, flipped=flipped, folder=str(folder), report=report)


def is_due(settings: Settings, ledger: Ledger, now: datetime) -> bool:
    """Whether today's re-check has not been done yet and its hour has come, or an earlier day's was missed."""
    today = clock.today(now)
    done = rechecks.run_of(ledger, today)
    if done is not None and done.finished_at is not None:
        return False
    last = rechecks.last(ledger)
    missed = last is None or (today - last.day).days > 1
    return missed or now.astimezone(clock.CHINA).time() >= settings.recheck_at
