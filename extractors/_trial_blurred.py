"""Columns of a trial balance whose headings cannot be read: six or eight columns of amounts that add up say what they are.

Opening plus movement is closing, debit less credit; where three accounts and more say so of the columns in their usual
order, that is the order. With eight columns the third pair is the movement of the year, which is left aside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extractors import _amounts
from extractors._columns import SKIP, Column
from extractors._fragments import Fragment, line_height
from extractors._trial_columns import CODE, NAME, TrialHeader
from extractors._trial_rows import AccountRow, read_rows

_ACCOUNT = re.compile(r"[1-6]\d{3}(?:[.\-]?\d{2,3})*")
_PARTS = ("opening", "period", "ytd", "closing")
_APART = 0.02
"""Right edges of two columns are further apart than this share of the page's width."""

_ENOUGH = 3
"""Accounts that must add up."""


def header_by_sums(items: Sequence[Fragment]) -> TrialHeader | None:
    """The header that the numbers tell; null when they do not add up in any usual order."""
    codes = _codes(items)
    amounts = [f for f in items if f.is_amount_like and re.search(r"\d[.,]\d\d$", f.squeezed)]
    amounts = [f for f in amounts if not any(f is c for c in codes)]
    columns = _clusters(amounts)
    if len(codes) < 5 or len(columns) not in (6, 8):
        return None
    parts = _PARTS if len(columns) == 8 else ("opening", "period", "closing")
    roles = [f"{part}_{side}" for part in parts for side in ("debit", "credit")]
    found = [
        Column(SKIP if role.startswith("ytd") else role, min(f.x0 for f in c), max(f.x1 for f in c))
        for role, c in zip(roles, columns, strict=True)
    ]
    left, right = max(c.x1 for c in codes), found[0].x0
    found += [Column(CODE, min(c.x0 for c in codes), left), Column(NAME, left, max(left, right))]
    found.sort(key=lambda c: c.middle_x)
    height = line_height(items)
    top = min(f.top for f in (*codes, *amounts)) - 0.2 * height
    rows, _ = read_rows(found, [f for f in items if f.middle_y > top], None)
    if sum(map(_adds_up, rows)) < _ENOUGH:
        return None
    return TrialHeader(tuple(found), top - height, top)


def _codes(items: Sequence[Fragment]) -> list[Fragment]:
    """Account numbers that stand over each other on the left."""
    found = [f for f in items if _ACCOUNT.fullmatch(f.squeezed)]
    if not found:
        return []
    left = sorted(f.x0 for f in found)[len(found) // 2]
    return [f for f in found if abs(f.x0 - left) < 0.04 and left < 0.3]


def _clusters(amounts: Sequence[Fragment]) -> list[list[Fragment]]:
    """Amounts by their right edges, from left to right; strays are left out."""
    clusters: list[list[Fragment]] = []
    for f in sorted(amounts, key=lambda f: f.x1):
        if not clusters or f.x1 - clusters[-1][-1].x1 > _APART:
            clusters.append([])
        clusters[-1].append(f)
    return [c for c in clusters if len(c) >= 3]


def _adds_up(row: AccountRow) -> bool:
    """Whether an account with a movement adds up."""
    read = {role: _amounts.read(f.text) for role, f in row.numbers.items()}
    values = {role: amount.value for role, amount in read.items() if amount is not None}

    def net(part: str) -> Decimal:
        return values.get(f"{part}_debit", Decimal(0)) - values.get(f"{part}_credit", Decimal(0))

    moved = any(values.get(f"period_{side}") for side in ("debit", "credit"))
    stood = any(values.get(f"closing_{side}") for side in ("debit", "credit"))
    return moved and stood and net("opening") + net("period") == net("closing")
