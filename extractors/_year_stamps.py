"""Years of yearly inspections (年检, 年审): from stamps and stickers below their heading, or from lines printed there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors._seal_kinds import kind_of
from extractors._values import Place, value_of
from extractors._view import PageView, Span
from schemas.core import ABSENT, NOT_FOUND, BoundingBox, FieldValue, Seal

_WHOLE = re.compile(r"(?<!\d)\d?((?:19[89]|20[012])\d)(?=\D|\d{0,3}\D|\d{0,3}$)")
"""A stray sign before or after the year, a misread 年 behind it, do no harm."""

_CUT = re.compile(r"(?<!\d)(9[89]\d|0[0-2]\d)年")
"""A year whose first figure lies under the ring: the other three leave but one."""

_MOST_SURE = 0.999
"""A stamp may have been passed over: a list of years is never surer than this."""

_PRINTED = 0.98
"""The same where years are printed: a line that was passed over leaves no trace."""

_OTHERS = frozenset({"copy_check", "copy_use", "company", "contract", "finance", "invoice", "personal"})
"""Kinds of stamps that are nobody's inspection."""

_UNKNOWN = 0.98
"""How sure the lines of stamps are whose characters' probabilities were not kept."""


@dataclass
class Found:
    """Years with their places, the text that says them and how sure it is; and whether some stamp could not be read."""

    years: dict[int, tuple[Place, str, float]] = field(default_factory=dict)
    unread: bool = False

    def add(self, year: int, place: Place, text: str, sureness: float) -> None:
        """Note a year once, as it was read most surely."""
        known = self.years.get(year)
        if known is None or sureness > known[2]:
            self.years[year] = place, text, sureness

    def value(self, extractor: str, method: str = "stamps", doubt: str | None = None) -> FieldValue:
        """The years in order: before a person when a stamp was not read or a year between two others is missing."""
        if not self.years:
            return NOT_FOUND if self.unread else ABSENT
        ordered = tuple(sorted(self.years))
        gap = "years_missing" if ordered[-1] - ordered[0] != len(ordered) - 1 else None
        return value_of(
            ordered,
            raw="; ".join(self.years[year][1] for year in ordered),
            place=self.years[ordered[-1]][0],
            confidence=min(_MOST_SURE, *(sureness for _, _, sureness in self.years.values())),
            method=method,
            extractor=extractor,
            doubt="stamp_unread" if self.unread else doubt or gap,
        )


def of_stamps(view: PageView, seals: Iterable[Seal], found: Found) -> None:
    """The years in some of a page's stamps."""
    for seal in seals:
        said = year_of(seal)
        if said is None:
            found.unread |= kind_of(seal) not in _OTHERS
        else:
            year, sureness = said
            found.add(year, Place(view.index, seal.box), " ".join((seal.text or "", *seal.inner)).strip(), sureness)


def of_lines(view: PageView, below: float, above: float, word: str, found: Found) -> None:
    """The years printed between two heights of a page with `word` (a pattern) behind them, but not in a stamp that was read."""
    stamped = [seal.box for seal in view.seals if year_of(seal) is not None]
    for row in view.rows:
        if not below < row.top < above:
            continue
        for match in re.finditer(rf"(?<!\d)((?:19|20)\d\d)(?:{word})", row.text):
            span = Span(view.index, tuple(row.chars[match.start(1) : match.end(1)]))
            if any(box.contains_point(span.box.middle_x, span.box.middle_y) for box in stamped):
                continue
            if span.sureness <= 0.8:
                found.unread = True
            else:
                found.add(int(match[1]), Place(view.index, span.box), match[0], min(span.sureness, _PRINTED))


def year_of(seal: Seal) -> tuple[int, float] | None:
    """The year in a stamp's lines and how sure its line is."""
    for pattern in (_WHOLE, _CUT):
        for index, line in enumerate(seal.inner):
            match = pattern.search(line)
            if match:
                figures = match[1] if len(match[1]) == 4 else ("2" if match[1].startswith("0") else "1") + match[1]
                known = index < len(seal.inner_sureness)
                return int(figures), seal.inner_sureness[index] if known else _UNKNOWN
    return None


def below(title: BoundingBox, seal: Seal, reach: float) -> bool:
    """Whether a stamp stands below a heading, or a little beside it, at most `reach` of the page's height away."""
    return title.top < seal.box.middle_y < title.bottom + reach
