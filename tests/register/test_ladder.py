"""The ladder over random downtime and clocks that jump."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.ladder import Ladder, parse

DAY = date(2024, 6, 30)
LADDER = Ladder()
visits = st.lists(st.integers(-90, 120), min_size=1, max_size=30)
"""Days, counted from the date that is watched, on which the machine was on."""


def fired(offsets: list[int]) -> list[int]:
    """All rungs fired, with the machine on at these days only."""
    last, rungs = None, []
    for offset in offsets:
        for rung in LADDER.due(DAY, DAY + timedelta(offset), last):
            rungs.append(rung)
            last = rung
    return rungs


def expected(offsets: list[int]) -> list[int]:
    """Every rung from the first that was stood on, to the last that was passed."""
    met = next((r for o in offsets if (r := LADDER.reached(DAY, DAY + timedelta(o))) is not None), None)
    if met is None:
        return []
    return [r for r in (-60, -30, -7, 0, *range(7, 200, 7)) if met <= r <= max(offsets)]


def test_a_machine_that_is_always_on_fires_each_rung_on_its_day() -> None:
    for offset in range(-90, 60):
        due = LADDER.due(DAY, DAY + timedelta(offset), None if offset <= -60 else fired(list(range(-90, offset)))[-1])
        assert due == ((offset,) if offset in {-60, -30, -7, 0, 7, 14, 21, 28, 35, 42, 49, 56} else ())


@given(visits)
def test_each_rung_fires_exactly_once_whatever_the_downtime(offsets: list[int]) -> None:
    assert fired(sorted(offsets)) == expected(sorted(offsets))


@given(visits)
def test_a_clock_that_jumps_back_and_forth_fires_no_rung_twice_and_loses_none(offsets: list[int]) -> None:
    assert fired(offsets) == expected(offsets)


@given(st.integers(-90, 120), st.none() | st.sampled_from([-60, -30, -7, 0, 7, 70]))
def test_the_next_day_is_the_first_on_which_something_is_due(start: int, last: int | None) -> None:
    following = LADDER.next_day(DAY, last)
    assert LADDER.due(DAY, following, last)
    assert not LADDER.due(DAY, following - timedelta(1), last)


@pytest.mark.parametrize("text", ["", "x", "-3", "30;7"])
def test_what_is_no_ladder_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse(text)
