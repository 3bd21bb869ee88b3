"""Working days of mainland China, and the last day for paying a tax by the fifteenth.

Statutory holidays and the Saturdays and Sundays worked for them are chinesecalendar's; outside of its years only weekends
count. A deadline on a day of rest moves to the next working day; days of rest that form a run of three or more around a
statutory holiday and lie within the term move it on by as many working days (税收征管法实施细则 art. 109). Extensions that
the tax authority granted by notice (as in early 2020) are not known here.

>>> is_working_day(date(2021, 10, 9)), is_working_day(date(2021, 10, 7)), is_working_day(date(2021, 10, 10))
(True, False, False)
>>> is_working_day(date(2003, 10, 1))
True
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import chinese_calendar

_DAY = timedelta(days=1)
_RUN = 3


def is_working_day(day: date) -> bool:
    """Whether people work on the day."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def _is_statutory(day: date) -> bool:
    """Whether the day of rest belongs to a statutory holiday."""
    try:
        rest, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return False
    return bool(rest and name)


def moved(day: date) -> date:
    """The day itself, or the next working day.

    >>> moved(date(2022, 10, 15)), moved(date(2022, 10, 14))
    (datetime.date(2022, 10, 17), datetime.date(2022, 10, 14))
    """
    while not is_working_day(day):
        day += _DAY
    return day


def monthly_deadline(year: int, month: int, day: int = 15) -> date:
    """The last day of a term from the first to the given day of a month, as holidays move it.

    >>> monthly_deadline(2021, 10), monthly_deadline(2021, 4), monthly_deadline(2021, 9)
    (datetime.date(2021, 10, 26), datetime.date(2021, 4, 20), datetime.date(2021, 9, 15))
    >>> monthly_deadline(2019, 6), monthly_deadline(2003, 11)
    (datetime.date(2019, 6, 19), datetime.date(2003, 11, 17))
    """
    end = date(year, month, day)
    for _ in range(_days_of_long_holidays(end)):
        end = moved(end + _DAY)
    return moved(end)


def _days_of_long_holidays(end: date) -> int:
    """Days of rest from the first of the month to `end` that belong to runs of three or more with a statutory holiday."""
    return sum(
        sum(end.replace(day=1) <= d <= end for d in run)
        for run in _runs(end.replace(day=1) - 9 * _DAY, end + 9 * _DAY)
        if len(run) >= _RUN and any(_is_statutory(d) for d in run)
    )


def _runs(first: date, last: date) -> Iterator[list[date]]:
    """Unbroken runs of days of rest."""
    run: list[date] = []
    day = first
    while day <= last:
        if is_working_day(day):
            yield run
            run = []
        else:
            run.append(day)
        day += _DAY
    yield run
