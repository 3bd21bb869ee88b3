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
    return (span for span, _, _ in _placed(view))


def _placed(view: PageView) -> Iterable[tuple[Span, str, str]]:
    """The stretches with what stands before and behind each on its row."""
    for row in view.rows:
        for match in PATTERN.finditer(row.text):
            span = Span(view.index, row.chars[match.start() : match.end()])
            yield span, row.text[: match.start()], row.text[match.end() :]


_OF_A_PERIOD = re.compile(r"(?:[自从至到]|截[至止])\W{0,2}$")
_TO_A_PERIOD = re.compile(r"\W{0,2}(?:[至到起止]|[之以]?前)")
_INSPECTED = re.compile(r"年检|检验|通过.{0,4}检|年度.{0,3}(?:合格|通过)")


def _of_another_matter(view: PageView, span: Span, before: str, behind: str) -> bool:
    """Whether a date begins or ends a period, or is that of an inspection's stamp."""
    if _OF_A_PERIOD.search(before) or _TO_A_PERIOD.match(behind):
        return True
    box = span.box
    above = box.top - 3.2 * box.height
    return any(
        above <= line.box.top < box.middle_y
        and line.box.x0 < box.x1
        and line.box.x1 > box.x0
        and len(line.text) <= _STAMPED
        and _INSPECTED.search(line.text) is not None
        for line in view.lines
    )


_STAMPED = 12
"""Characters on a line of a stamp."""


def used(fields: dict[str, FieldValue], names: Sequence[str]) -> set[tuple[int, float]]:
    """Where the dates of other fields stand: (page, top)."""
    return {
        (e.page, e.box.top)
        for n in names
        if n in fields and (e := fields[n].evidence) is not None and e.box is not None
    }


def lowest(views: Sequence[PageView], extractor: str, taken: Set[tuple[int, float]] = frozenset()) -> FieldValue:
    """The lowest date of the last page that has one and that no other field uses.

    Ends of periods and dates in stamps of inspections are passed over.
    """
    for view in reversed(views):
        best: Span | None = None
        for span, before, behind in _placed(view):
            if _of_another_matter(view, span, before, behind):
                continue
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
