"""Dates that stand without a label of their own: beside a seal, under a signature, at the foot of a letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set

from extractors._values import from_span
from extractors._view import PageView, Span
from schemas.core import NOT_FOUND, FieldValue
from standards import chinese_date

_SIGN = "一二三四五六七八九零〇○OQoD0"
PATTERN = re.compile(
    rf"(?:19|20)\d{{2}}年\d{{1,2}}月\d{{1,2}}[日曰口]?|[{_SIGN}]{{4}}年[{_SIGN}十元]{{1,2}}月[{_SIGN}十廿]{{1,3}}[日曰口]?"
    r"|(?<!\d)(?:19|20)\d{2}[.\-/]\d{1,2}[.\-/]\d{1,2}(?!\d)"
)


def spans(view: PageView) -> Iterable[Span]:
    """Every stretch of a page's rows that looks like one date."""
    for row in view.rows:
        for match in PATTERN.finditer(row.text):
            yield Span(view.index, row.chars[match.start() : match.end()])


def used(fields: dict[str, FieldValue], names: Sequence[str]) -> set[tuple[int, float]]:
    """Where the dates of other fields stand: (page, top)."""
    return {
        (e.page, e.box.top)
        for n in names
        if n in fields and (e := fields[n].evidence) is not None and e.box is not None
    }


def lowest(views: Sequence[PageView], extractor: str, taken: Set[tuple[int, float]] = frozenset()) -> FieldValue:
    """The lowest date of the last page that has one and that no other field uses."""
    for view in reversed(views):
        best: Span | None = None
        for span in spans(view):
            if any(page == view.index and abs(top - span.box.top) < 0.004 for page, top in taken):
                continue
            if chinese_date.parse(span.text) is None:
                continue
            if best is None or span.box.middle_y > best.box.middle_y:
                best = span
        if best is not None:
            complete = best.text[-1] in "日曰口" or "年" not in best.text
            return from_span(
                best,
                chinese_date.parse(best.text),
                method="lowest_date",
                extractor=extractor,
                accept=0.93,
                doubt=None if complete else "date_cut_short",
            )
    return NOT_FOUND
