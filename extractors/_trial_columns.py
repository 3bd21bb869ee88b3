"""Headers of trial balances: opening, movement and closing over debit and credit, in one or two rows, or one balance with 方向."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extractors._columns import SKIP, Column, joined
from extractors._fragments import Fragment, line_height

CODE, NAME, SIDE = "code", "name", "side"
_CODE = re.compile(r"(?:会计)?科目(?:编码|代码|编号|号)|编码|代码|科目编码及名称")
_NAME = re.compile(r"(?:会计)?科目(?:名称)?|名称|总账科目|会计科目名")
_SIDE = re.compile(r"方向|借或贷|借/贷|余额方向|借贷方向|(?:期初|期末|年初)?方向")
_PARTS = (
    ("ytd", re.compile(r"(?:本年|全年)?累计.*|本年.*发生.*")),
    ("opening", re.compile(r"(?:期初|年初|上期|月初|上年结转|上年).*")),
    ("closing", re.compile(r"(?:期末|年末|月末|本期余额).*")),
    ("period", re.compile(r"(?:本期|本月|当期|期间|发生).*")),
)
_DEBIT, _CREDIT = re.compile(r"借方(?:金额|余额|发生额?)?"), re.compile(r"[贷货]方(?:金额|余额|发生额?)?")
_AMOUNT = re.compile(r"(?:余额|金额)")
_SKIPPED = re.compile(r"序号|行次|级次|币种|币别|辅助.*|备注|科目类别|数量|原币.*")


@dataclass(frozen=True)
class TrialHeader:
    """The columns of a trial balance and where their header ends."""

    columns: tuple[Column, ...]
    top: float
    bottom: float


def find(items: Sequence[Fragment]) -> TrialHeader | None:
    """The header of a trial balance on a page or sheet, null when it has none."""
    height = line_height(items)
    words = [(f, kind) for f in joined(items, kind_of) if (kind := kind_of(f.squeezed)) is not None]
    anchors = [f for f, k in words if k in (CODE, NAME)]
    for anchor in sorted(anchors, key=lambda f: f.middle_y):
        reach = 2.2 * max(height, 0.5 * anchor.height)
        band = [(f, k) for f, k in words if abs(f.middle_y - anchor.middle_y) <= reach]
        columns = _columns(band)
        roles = {c.role for c in columns}
        if roles & {CODE, NAME} and any("_" in r for r in roles):
            return TrialHeader(
                tuple(columns), min(f.top for f, _ in band), max(f.bottom for f, _ in band) - 0.2 * height
            )
    return None


@lru_cache(maxsize=4096)
def kind_of(text: str) -> str | None:
    """What a header's text is: code, name, side, skip, a part of the year, a side of the account, or both at once.

    >>> [kind_of(t) for t in ('科目编码', '期初余额', '借方', '期末借方余额', '本年累计', '方向', '库存现金')]
    ['code', 'opening', 'debit', 'closing_debit', 'ytd', 'side', None]
    """
    plain = re.sub(r"\([^()]*\)|[:/]", "", text)
    for kind, pattern in ((CODE, _CODE), (NAME, _NAME), (SIDE, _SIDE), (SKIP, _SKIPPED)):
        if pattern.fullmatch(plain) or pattern.fullmatch(text):
            return kind
    if len(plain) > 10:
        return None
    side = "debit" if _DEBIT.fullmatch(plain) else "credit" if _CREDIT.fullmatch(plain) else None
    if side is not None:
        return side
    for part, pattern in _PARTS:
        if pattern.fullmatch(plain):
            ends = "debit" if "借" in plain else "credit" if re.search("[贷货]", plain) else None
            return f"{part}_{ends}" if ends else part
    return "amount" if _AMOUNT.fullmatch(plain) else None


def _columns(band: Sequence[tuple[Fragment, str]]) -> list[Column]:
    """Columns from a header band: sides take the part of the year that stands over them."""
    parts = [(f, k) for f, k in band if k in ("opening", "closing", "period", "ytd")]
    below = [(f, k) for f, k in band if k in ("debit", "credit", "amount", SIDE)]
    columns = [Column(k, f.x0, f.x1) for f, k in band if k in (CODE, NAME, SKIP) or "_" in k]
    used: set[int] = set()
    for f, k in below:
        over = _over(f, below, parts)
        if over is None:
            columns += [Column(SIDE, f.x0, f.x1)] if k == SIDE else []
            continue
        used.add(id(over[0]))
        columns.append(Column(SIDE if k == SIDE else f"{over[1]}_{'balance' if k == 'amount' else k}", f.x0, f.x1))
    for f, k in parts:
        if id(f) not in used:
            columns.append(Column(f"{k}_balance", f.x0, f.x1))
    moves = any(c.role.startswith("period_") for c in columns)
    return [_settled(c, moves) for c in sorted(columns, key=lambda c: c.middle_x)]


def _settled(column: Column, moves: bool) -> Column:
    """The year's movement is left aside where the period's stands beside it; alone it is the period's."""
    if not column.role.startswith("ytd_"):
        return column
    return replace(column, role=SKIP if moves else column.role.replace("ytd_", "period_"))


def _over(
    f: Fragment, below: Sequence[tuple[Fragment, str]], parts: Sequence[tuple[Fragment, str]]
) -> tuple[Fragment, str] | None:
    """The part of the year over a header of the second row: the one that spans it, else sides in turn, else the nearest."""
    higher = [(g, k) for g, k in parts if g.middle_y < f.middle_y - 0.3 * f.height]
    if not higher:
        return None
    spanning = [(g, k) for g, k in higher if g.x0 <= f.middle_x <= g.x1]
    if len(spanning) == 1:
        return spanning[0]
    order = sorted((g for g, k in below if k in ("debit", "credit", "amount")), key=lambda g: g.middle_x)
    ranked = sorted(higher, key=lambda pair: pair[0].middle_x)
    if f in order and len(order) == 2 * len(ranked):
        return ranked[order.index(f) // 2]
    return min(higher, key=lambda pair: abs(pair[0].middle_x - f.middle_x))
