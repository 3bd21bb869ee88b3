"""The header of a statement whose headings are too blurred to be words: the numbers tell the columns, a character their meaning.

«期末余额» read as «范末余籍» still says 末. Two value columns, or two on either side, run in one order on a page; what is
found here is unclear by nature, so every value waits for a person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors._columns import LABEL, SKIP, Column, Header, stacks
from extractors._fragments import Fragment, line_height
from extractors._statement_titles import PERIOD, PRIOR, YTD

_FEWEST = 6
"""Numbers over each other that make a column of values."""

_BALANCE = {"ending": re.compile("末"), "opening": re.compile("[初上]")}
_MOVEMENT = {PRIOR: re.compile("[上去]"), YTD: re.compile("累"), PERIOD: re.compile("[本月]")}
_BESIDE = re.compile("[期年末初余额金数累计月本度发生上]")


def blurred_header(items: Sequence[Fragment], period: bool) -> Header | None:
    """The header of a page on which no header could be read; null when the numbers or the characters do not say.

    Args:
        items: the page's fragments.
        period: whether the statement is of a period (income, cash flow) and not of a day.
    """
    found = [s for s in stacks([f for f in items if f.is_amount_like]) if len(s) >= _FEWEST]
    values = [s for s in found if not _is_numbering(s)]
    if len(values) not in (2, 4):
        return None
    height = line_height(items)
    begin = min(sorted(f.top for f in s)[0] for s in values)
    heads = [
        f for f in items if begin - 6 * height < f.top and f.bottom < begin + 0.5 * height and not f.is_amount_like
    ]
    order = _order([[_role(h, s, period) for h in heads] for s in values])
    if order is None:
        return None
    bottom = begin - 0.2 * height
    return Header(tuple(_columns(found, values, order)), min((h.top for h in heads), default=bottom), bottom)


def _is_numbering(stack: Sequence[Fragment]) -> bool:
    return sum(f.squeezed.isdigit() and 0 < len(f.squeezed) <= 2 and f.squeezed != "0" for f in stack) > 0.5 * len(
        stack
    )


def _role(head: Fragment, stack: Sequence[Fragment], period: bool) -> str | None:
    """What a heading over a stack says by one of its characters."""
    text = head.squeezed
    x0, x1 = min(f.x0 for f in stack), max(f.x1 for f in stack)
    if not 2 <= len(text) <= 8 or not x0 - 0.02 <= head.middle_x <= x1 + 0.02:
        return None
    if sum(_BESIDE.match(c) is not None for c in text) < 2:
        return None
    told = [role for role, mark in (_MOVEMENT if period else _BALANCE).items() if mark.search(text)]
    if not period and len(told) == 2:
        return "opening" if "上" in text else None
    return told[0] if told else None


def _order(said: Sequence[Sequence[str | None]]) -> tuple[str, str] | None:
    """The roles of the first and the second column of each pair, from what any of their headings says."""
    votes: dict[tuple[str, str], int] = {}
    for i, roles in enumerate(said):
        for role in {r for r in roles if r is not None}:
            for order in _ORDERS:
                votes[order] = votes.get(order, 0) + (order[i % 2] == role)
    ranked = sorted(votes.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] == 0 or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


_ORDERS = (("ending", "opening"), ("opening", "ending"), (PERIOD, PRIOR), (PRIOR, PERIOD), (YTD, PRIOR), (PERIOD, YTD))


def _columns(
    found: Sequence[Sequence[Fragment]], values: Sequence[Sequence[Fragment]], order: tuple[str, str]
) -> list[Column]:
    """A column of labels before each pair of value columns, and the columns of line numbers."""
    columns: list[Column] = []
    end, seen = 0.0, 0
    for stack in found:
        x0, x1 = min(f.x0 for f in stack), max(f.x1 for f in stack)
        block = seen // 2
        if not any(c.block == block for c in columns):
            columns.append(Column(LABEL, end, max(end, x0 - 0.01), block))
        is_value = any(stack is s for s in values)
        columns.append(Column(order[seen % 2] if is_value else SKIP, x0, x1, block, unclear=is_value))
        end, seen = x1, seen + is_value
    return columns
