"""Sums over a table's cells: which hold, which fail, and which cells that makes sure or doubtful.

A cell that stands in a sum that holds is borne out by the others. A cell of a failing sum that no other sum bears out is
never used unseen. Where every cell of a failing sum is borne out otherwise, the table itself is out of balance and stays so.
A weak digit on the crossing of two sums that fail by the same amount is read anew when it alone explains both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from extractors._book_rows import TOTAL, BookRow, amount_of
from extractors._fragments import Fragment
from extractors._values import ACCEPT, value_of
from schemas.core import ABSENT, BoundingBox, FieldValue, Plain

Key = tuple[int, str]
"""A cell: its row's index and its column's role."""

Equation = tuple[tuple[Key, int], ...]
"""Signed cells whose sum must be nothing."""

_WEAK = 0.9
"""A digit less sure than this may be the misread one."""

_TRUSTED = 0.7
"""Where this share of the sums hold, the table's columns and rows came out right."""


@dataclass(frozen=True)
class Verdict:
    """What the sums say; `proposed` are amounts that two sums demand in place of what was read."""

    held: frozenset[Key] = frozenset()
    broken: frozenset[Key] = frozenset()
    share: float = 0.0
    proposed: Mapping[Key, Decimal] = field(default_factory=dict)


def amounts_of(rows: Sequence[BookRow], roles: Iterable[str]) -> dict[Key, Decimal]:
    """Every amount of the rows by cell."""
    wanted = tuple(roles)
    return {(i, role): a for i, row in enumerate(rows) for role in wanted if (a := row.amount(role)) is not None}


def judge(
    equations: Sequence[Equation],
    amounts: Mapping[Key, Decimal],
    rows: Sequence[BookRow] = (),
    slack: Decimal = Decimal(0),
) -> Verdict:
    """What the equations say about the cells that they hold; those of fewer than two amounts say nothing.

    Args:
        equations: signed cells; a cell without an amount counts as nothing.
        amounts: what was read.
        rows: the fragments behind the amounts, for proposing a misread digit anew.
        slack: how far a sum of rounded amounts may be off, for each of its terms.
    """
    told = [e for e in equations if sum(amounts.get(k, 0) != 0 for k, _ in e) >= 2]
    off = {e: gap(e, amounts) for e in told}
    proposed = _proposals(off, amounts, rows)
    now = {**amounts, **proposed}
    off = {e: gap(e, now) for e in told}
    held = {k for e in told if off[e] == 0 for k, _ in e if k in amounts}
    failing = [e for e in told if abs(off[e]) > slack * len(e)]
    broken = {k for e in failing for k, _ in e if k in amounts} - held
    share = 1 - len(failing) / len(told) if told else 0.0
    return Verdict(frozenset(held), frozenset(broken), share, proposed)


def _proposals(
    off: Mapping[Equation, Decimal], amounts: Mapping[Key, Decimal], rows: Sequence[BookRow]
) -> dict[Key, Decimal]:
    """Cells whose two sums fail by the same amount, which one weak digit read otherwise would mend."""
    wanted: dict[Key, list[Decimal]] = {}
    for equation, rest in off.items():
        if rest:
            for key, sign in equation:
                if key in amounts:
                    wanted.setdefault(key, []).append(amounts[key] - sign * rest)
    whole = {k for e, rest in off.items() if not rest for k, _ in e}
    found: dict[Key, Decimal] = {}
    for key, values in wanted.items():
        right = next((v for v in values if values.count(v) >= 2), None)
        if right is None or key in whole or key[0] >= len(rows):
            continue
        cell = rows[key[0]].cells.get(key[1])
        if cell and _one_weak_digit(cell[0], right):
            found[key] = right
    return found


def _one_weak_digit(f: Fragment, right: Decimal) -> bool:
    """Whether the amount is what was read but for one digit, and that digit is the weakest of a doubtful reading."""
    read = amount_of(f)
    digits = [c for c in f.chars if c.text.isdigit()]
    if read is None or not digits:
        return False
    shown = "".join(c.text for c in digits)
    meant = re.sub(r"\D", "", f"{abs(right):.{read.decimals}f}").rjust(len(shown), "0")
    if len(meant) != len(shown):
        return False
    differing = [c for c, d in zip(digits, meant, strict=True) if c.text != d]
    weakest = min(c.sureness for c in digits)
    return len(differing) == 1 and differing[0].sureness == weakest < _WEAK


def totals(
    rows: Sequence[BookRow], is_member: Callable[[BookRow], bool], roles: Sequence[str], amounts: Mapping[Key, Decimal]
) -> list[Equation]:
    """Every row of totals against the rows that it adds up: all above it, or those since the last one, as it holds.

    Where neither holds, 小计 adds up the rows since the last total, any other total all rows.
    """
    found: list[Equation] = []
    members: list[int] = []
    since: list[int] = []
    for i, row in enumerate(rows):
        if is_total(row):
            both = [column_sums(part, i, roles, amounts) for part in ((since, members) if since else (members,))]
            holding = [sum(gap(e, amounts) == 0 for e in sums) for sums in both]
            default = 0 if "小计" in row.label + row.words else len(both) - 1
            found += both[holding.index(max(holding))] if max(holding) else both[default]
            since = []
        elif is_member(row):
            members.append(i)
            since.append(i)
    return found


def is_total(row: BookRow) -> bool:
    """Whether a row adds up others."""
    return not row.is_text and TOTAL.search(row.label + row.words) is not None


def column_sums(
    members: Sequence[int], total: int, roles: Iterable[str], amounts: Mapping[Key, Decimal]
) -> list[Equation]:
    """For every role, the members' cells against the total's, where the total shows one."""
    return [(*(((i, role), 1) for i in members), ((total, role), -1)) for role in roles if (total, role) in amounts]


def gap(equation: Equation, amounts: Mapping[Key, Decimal]) -> Decimal:
    """By how much a sum is off."""
    return sum((sign * amounts.get(k, Decimal(0)) for k, sign in equation), Decimal(0))


def value(
    row: BookRow,
    key: Key,
    verdict: Verdict,
    extractor: str,
    size: Decimal = Decimal(1),
    doubt: str | None = None,
) -> FieldValue:
    """The value of an amount's cell under the sums' witness; absent when nothing is printed there."""
    cell = row.cells.get(key[1])
    if not cell:
        return ABSENT
    f = cell[0]
    found = amount_of(f)
    amount = found.value if found is not None else Decimal(0)
    if key in verdict.proposed:
        amount = abs(verdict.proposed[key]).copy_sign(amount)
    confidence = f.sureness * (0.9 if found is not None and found.repaired else 1.0)
    method = "cell" if f.exact is not None else "column"
    doubt = doubt or row.doubts.get(key[1])
    if key in verdict.held and doubt != "two_amounts" and (f.sureness >= 0.35 or f.exact is not None):
        confidence, method = max(confidence, 0.985), f"{method}+sum"
        doubt = None
    elif key in verdict.broken and f.exact is None and not (f.sureness >= 0.9999 and verdict.share >= _TRUSTED):
        doubt = doubt or "sum_differs"
    if key in verdict.proposed:
        method += "+proposed"
    return value_of(
        amount * size if found is not None else None,
        raw=f.text,
        place=f.place,
        confidence=confidence,
        method=method,
        extractor=extractor,
        doubt=doubt,
        accept=ACCEPT,
    )


def words(row: BookRow, role: str, extractor: str, accept: float = 0.93) -> FieldValue:
    """The text of a cell; absent when nothing is printed there."""
    cell = row.cells.get(role)
    text = row.text(role).strip(" |_")
    if not cell or not re.search(r"\w", text):
        return ABSENT
    return told(text, cell, extractor, row.doubts.get(role), accept)


def filled(rows: Sequence[BookRow], role: str) -> bool:
    """Whether nearly every row has something in a column: an empty cell was then rather not read."""
    return len(rows) >= 5 and sum(role in row.cells for row in rows) >= 0.8 * len(rows)


def told(
    plain: Plain | None, cell: Sequence[Fragment], extractor: str, doubt: str | None = None, accept: float = 0.93
) -> FieldValue:
    """A value read from a cell's fragments."""
    first = cell[0].place
    boxes = [f.place.box for f in cell if f.place.box is not None and f.place.page == first.page]
    place = replace(first, box=BoundingBox.around(boxes)) if boxes else first
    return value_of(
        plain,
        raw="".join(f.text for f in cell),
        place=place,
        confidence=min(f.sureness for f in cell),
        method="cell" if first.cell is not None else "column",
        extractor=extractor,
        doubt=doubt,
        accept=accept,
    )
