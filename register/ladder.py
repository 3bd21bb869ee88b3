"""The ladder of notices: 60, 30 and 7 days before a date, on the day, then every week.

A rung is named by its distance to the date in days, negative before it. Each rung is due once: who keeps the last rung that
was fired never fires one twice, whatever the clock does. A date that is met for the first time fires only the rung that it
stands on; rungs that were missed later (the machine was off, a snooze) all count as fired, and one notice tells them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count

from register.expiries import later

WEEK = 7


@dataclass(frozen=True)
class Ladder:
    """Days before a date on which a notice is due, and how many days lie between notices after it."""

    before: tuple[int, ...] = (60, 30, 7, 0)
    every: int = WEEK

    def __post_init__(self) -> None:
        if self.every < 1 or not self.before or any(d < 0 for d in self.before):
            raise ValueError("a ladder has days before a date and at least a day between notices after it")

    def rungs(self) -> Iterator[int]:
        """All rungs, in the order of time; there is no last one.

        >>> from itertools import islice
        >>> list(islice(Ladder().rungs(), 6))
        [-60, -30, -7, 0, 7, 14]
        """
        yield from sorted({-d for d in self.before})
        yield from count(self.every, self.every)

    def reached(self, day: date, as_of: date) -> int | None:
        """The last rung that is due by `as_of`, null when the first one is still to come."""
        distance = (as_of - day).days
        passed = [-d for d in self.before if -d <= distance]
        if not passed:
            return None
        weekly = distance // self.every * self.every
        return max(*passed, weekly) if weekly > 0 else max(passed)

    def due(self, day: date, as_of: date, last: int | None) -> tuple[int, ...]:
        """The rungs to fire now, in the order of time.

        Args:
            day: the date that is watched.
            as_of: today.
            last: the last rung that was fired, null when none was.

        >>> Ladder().due(date(2024, 6, 30), date(2024, 6, 25), None)
        (-7,)
        >>> Ladder().due(date(2024, 6, 30), date(2024, 7, 15), -30)
        (-7, 0, 7, 14)
        >>> Ladder().due(date(2024, 6, 30), date(2024, 6, 1), -7)
        ()
        """
        newest = self.reached(day, as_of)
        if newest is None or (last is not None and newest <= last):
            return ()
        if last is None:
            return (newest,)
        return tuple(self._between(last, newest))

    def _between(self, last: int, newest: int) -> Iterator[int]:
        """Rungs after `last` up to `newest`."""
        yield from sorted({-d for d in self.before if last < -d <= newest})
        yield from range(max(last, 0) // self.every * self.every + self.every, newest + 1, self.every)

    def next_day(self, day: date, last: int | None) -> date:
        """The day on which the next rung is due.

        >>> Ladder().next_day(date(2024, 6, 30), None), Ladder().next_day(date(2024, 6, 30), 0)
        (datetime.date(2024, 5, 1), datetime.date(2024, 7, 7))
        """
        ahead = [-d for d in self.before if last is None or -d > last]
        if ahead:
            return later(day, min(ahead))
        assert last is not None
        return later(day, max(last, 0) // self.every * self.every + self.every)


def parse(text: str) -> Ladder:
    """A ladder from days as an operator writes them.

    Raises:
        ValueError: these are not days.

    >>> parse("90, 30,0").before
    (90, 30, 0)
    """
    return Ladder(before=tuple(int(part) for part in text.replace("，", ",").split(",") if part.strip()))
