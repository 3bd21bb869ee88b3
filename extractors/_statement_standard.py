"""Which format a statement follows: lines that only one format prints, the form's number, and the year it is for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from extractors._fragments import Fragment
from extractors._grid_rows import GridRow
from extractors._statement_head import Head
from extractors._values import value_of
from schemas import statement_lines
from schemas.core import NOT_FOUND, FieldValue

SMALL = "small_enterprise"


def standard_field(
    statement: str, keys: Sequence[str], rows: Sequence[GridRow], head: Head, headers: frozenset[str], extractor: str
) -> FieldValue:
    """`standard`, with the form's number or the telling line as evidence.

    `headers` are the table's: small enterprises head their columns 本年累计金额 and 上年金额, others 本期金额 and 上期金额.
    """
    end = head.period[2] if head.period else None
    marks = _marks(statement, keys)
    form = head.form
    place = form or _place_of(statement, marks, rows)
    if place is None:
        return NOT_FOUND
    value, confidence, method = _decide(statement, keys, marks, form, end, headers)
    return value_of(value, raw=place.text, place=place.place, confidence=confidence, method=method, extractor=extractor)


def _decide(
    statement: str,
    keys: Sequence[str],
    marks: frozenset[str],
    form: Fragment | None,
    end: date | None,
    headers: frozenset[str],
) -> tuple[str | None, float, str]:
    printed = SMALL if marks else statement_lines.standard_of(keys)
    small_form = form is not None and "小企" in form.squeezed
    if small_form:
        return SMALL, 0.99 if printed in (SMALL, None) else 0.9, "form"
    if printed in (SMALL, "old_2001"):
        return printed, 0.985, "lines"
    if printed is None and {"本年累计金额", "上年金额"} <= headers and not _SUBTOTALS & set(keys):
        return SMALL, 0.96, "columns"
    if printed is not None:
        return _by_lines(statement, keys, end)
    value, confidence, method = _by_year(end)
    return value, confidence if {"本期金额", "上期金额"} <= headers else min(confidence, 0.9), method


_SUBTOTALS = {"cf_op_in", "cf_op_out", "cf_inv_in", "cf_inv_out", "cf_fin_in", "cf_fin_out"}
"""Sums of inflow and outflow, which small enterprises do not print."""

_YEARS = {
    "cas_2007": (2007, 2018),
    "cas_2017": (2017, 2018),
    "cas_2018": (2018, 2018),
    "cas_2019a": (2019, 2021),
    "cas_2019": (2019, 2100),
}
"""Years whose statements were drawn up in a format of the accounting standards for enterprises."""


def _by_lines(statement: str, keys: Sequence[str], end: date | None) -> tuple[str | None, float, str]:
    """The format that fits the printed lines best; of those that fit about as well, the one of the year."""
    costs = {s: c for s, c in statement_lines.misfits(keys, statement).items() if s in _YEARS}
    ranked = sorted(costs, key=lambda s: costs[s])
    near = [s for s in ranked if costs[s] < costs[ranked[0]] + 0.9]
    if len(near) == 1:
        return near[0], 0.985, "lines"
    of_year = [s for s in near if end is not None and _YEARS[s][0] <= end.year <= _YEARS[s][1]]
    if len(of_year) == 1:
        return of_year[0], 0.97, "lines+year"
    return (of_year or near)[0], 0.85, "lines"


def _by_year(end: date | None) -> tuple[str | None, float, str]:
    """Where no line tells, the year does, but for those in which several formats were in use."""
    if end is None:
        return None, 0.0, "year"
    if end.year >= 2021:
        return "cas_2019", 0.975, "year"
    if end.year >= 2019:
        return "cas_2019", 0.9, "year"
    return "cas_2007", 0.975 if end.year <= 2016 else 0.9, "year"


def _marks(statement: str, keys: Sequence[str]) -> frozenset[str]:
    """Keys that only the small enterprises' format has."""
    only = {line.key for line in statement_lines.lines(statement) if line.standards == {SMALL}}
    return frozenset(only & set(keys))


def _place_of(statement: str, marks: frozenset[str], rows: Sequence[GridRow]) -> Fragment | None:
    """A row that stands as evidence: one with a telling key, else the first with a known one."""
    named = [(statement_lines.key_of(r.text, statement), r) for r in rows]
    telling = [r for k, r in named if k in marks or (k is not None and statement_lines.standard_of([k]) is not None)]
    known = telling or [r for k, r in named if k is not None]
    return known[0].labels[0] if known else None
