"""The one-working-day clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register import clock
from standards.working_days import is_working_day


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2024-04-03 10:00", "2024-04-07 17:30"),  # 清明节, the Sunday after it is worked
        ("2024-09-14 09:00", "2024-09-18 17:30"),  # 中秋节
        ("2024-09-30 23:59", "2024-10-08 17:30"),  # 国庆节
        ("2026-11-20 16:00", "2026-11-23 17:30"),  # a Friday
        ("2026-11-21 16:00", "2026-11-23 17:30"),  # a Saturday
        ("2026-11-23 00:01", "2026-11-24 17:30"),
    ],
)
def test_the_answer_is_due_at_the_end_of_the_next_working_day(received: str, due: str) -> None:
    at = clock.due(datetime.fromisoformat(received).replace(tzinfo=clock.CHINA))
    assert at.at == datetime.fromisoformat(due).replace(tzinfo=clock.CHINA)
    assert at.certain


def test_the_day_of_receipt_is_that_of_china() -> None:
    assert clock.due(datetime(2026, 11, 23, 16, 30, tzinfo=UTC)).at.date() == date(2026, 11, 25)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)))
def test_the_answer_is_always_due_on_a_working_day_after_the_receipt(received: datetime) -> None:
    received = received.replace(tzinfo=clock.CHINA)
    due = clock.due(received, time(18))
    assert received < due.at
    assert is_working_day(due.at.date())
    between = [received.date() + timedelta(n) for n in range(1, (due.at.date() - received.date()).days)]
    assert not any(is_working_day(day) for day in between)


def test_outside_of_the_calendars_years_the_answer_is_not_certain_and_the_limit_is_said() -> None:
    last = datetime(clock.LAST_YEAR, 12, 31, 12, tzinfo=clock.CHINA)
    assert not clock.due(last).certain
    said = clock.limit_said(last)
    assert said is not None
    assert str(clock.LAST_YEAR) in said
    assert clock.limit_said(datetime(clock.LAST_YEAR, 6, 1, tzinfo=clock.CHINA)) is None


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError):
        clock.due(datetime(2026, 11, 23))
