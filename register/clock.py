"""The one-working-day clock: when the customer must have been told whether the papers are complete (工作手册 art. 9, 10).

The day of receipt does not count; the term ends with office hours of the next working day. Working days are
chinesecalendar's, which knows the years FIRST_YEAR to LAST_YEAR; outside of them only weekends count, and `certain` says so.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import chinese_calendar

from schemas.core import Record
from standards.working_days import moved

CHINA = timezone(timedelta(hours=8), "UTC+8")
"""China has had no summer time since 1991."""
FIRST_YEAR = min(chinese_calendar.holidays).year
LAST_YEAR = max(chinese_calendar.holidays).year
OFFICE_CLOSES = time(17, 30)
WORKING = ("open", "ready", "working", "needs_attention")
"""States of a case whose papers have not been answered yet."""


class Due(Record):
    """When an answer is due. `certain` is false when the calendar does not know the holidays of that time."""

    at: datetime
    certain: bool


def due(received: datetime, closes: time = OFFICE_CLOSES) -> Due:
    """When the answer to papers received then is due; `received` must know its time zone.

    >>> due(datetime(2024, 9, 30, 10, 0, tzinfo=CHINA)).at.isoformat()
    '2024-10-08T17:30:00+08:00'
    >>> due(datetime(2024, 9, 27, 10, 0, tzinfo=CHINA)).at.isoformat()
    '2024-09-29T17:30:00+08:00'
    >>> due(datetime(2031, 9, 26, 10, 0, tzinfo=CHINA))
    Due(at=datetime.datetime(2031, 9, 29, 17, 30, tzinfo=datetime.timezone(datetime.timedelta(seconds=28800), 'UTC+8')), certain=False)
    """
    if received.tzinfo is None:
        raise ValueError("a time without its zone")
    today = received.astimezone(CHINA).date()
    day = moved(today + timedelta(days=1))
    return Due(at=datetime.combine(day, closes, CHINA), certain=known(today) and known(day))


def known(day: date) -> bool:
    """Whether the calendar knows the holidays of the day's year.

    >>> known(date(2025, 1, 1)), known(date(1999, 1, 1))
    (True, False)
    """
    return bool(FIRST_YEAR <= day.year <= LAST_YEAR)


def today(now: datetime) -> date:
    """The day in China."""
    return now.astimezone(CHINA).date()


def is_overdue(state: str, due_at: datetime | None, now: datetime) -> bool:
    """Whether a case should have been answered by now and was not.

    >>> at = datetime(2024, 9, 29, 17, 30, tzinfo=CHINA)
    >>> is_overdue("open", at, at), is_overdue("open", at, at + timedelta(1)), is_overdue("packaged", at, at + timedelta(1))
    (False, True, False)
    """
    return due_at is not None and state in WORKING and now > due_at


def limit_said(now: datetime) -> str | None:
    """A warning for whoever looks after the machine, when the calendar ends with this year or before."""
    if today(now).year < LAST_YEAR or (today(now).year == LAST_YEAR and today(now).month < 12):
        return None
    return f"工作日历只含 {FIRST_YEAR} 至 {LAST_YEAR} 年的法定节假日，此后只按周末计算；请更新 chinesecalendar"
