"""Headers of the value columns of statements, with what they mean; one misread character is forgiven in longer words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from extractors._columns import DATED, LABEL, SKIP, Column

_TAILS = ("余额", "数", "金额", "")
_ENDING = tuple(a + b for a in ("期末", "年末", "本期期末", "本年年末", "期末账面") for b in _TAILS)
_OPENING = tuple(
    a + b for a in ("年初", "期初", "上年年末", "上年末", "上期期末", "上年期末", "年初账面") for b in _TAILS
)
_SKIP = ("行次", "行号", "附注", "注释", "附注号", "注释号", "附注编号", "序号", "附注序号", "报表附注")
_LABEL_WORDS = ("资产", "项目", "项目名称", "报表项目", "资产类", "负债类", "补充资料")
_EQUITY = re.compile(r"负债(?:和|及|与|、)?.{0,4}(?:所有者|股东|净资产|权益|所有着).*")
_YEAR_TAILS = ("金额", "数", "发生额", "累计", "累计数", "累计金额", "累计发生额", "实际数", "实际", "")
_YTD = (
    "本年累计",
    "本年累计数",
    "本年累计金额",
    "本年累计发生额",
    "累计数",
    "累计金额",
    "本年金额",
    "本年数",
    "本年发生额",
    "本年实际数",
    "本年度",
    "本年",
    "本年合计",
    "本期累计",
    "本期累计数",
    "本期累计金额",
)
_PERIOD = tuple("本期" + t for t in ("金额", "数", "发生额", "实际数", "")) + (
    "本月",
    "本月数",
    "本月金额",
    "本月发生额",
    "本月实际数",
)
_PRIOR = tuple(
    a + t for a in ("上期", "上年", "上年同期", "去年同期", "上年度", "上期同期", "上年累计") for t in _YEAR_TAILS
)
_DATE = re.compile(r"(\d{4})(?:年(?:度|(\d{1,2})月(\d{1,2})日)?|[-./](\d{1,2})[-./](\d{1,2}))(?:余额|金额)?")

YTD, PERIOD, PRIOR = "ytd", "period", "prior"


def _plain(text: str) -> str:
    return re.sub(r"\([^()]*\)|[:;*]", "", text).replace("帐", "账")


def _among(text: str, words: Sequence[str]) -> bool:
    return text in words or (len(text) >= 4 and any(_slip(text, w) for w in words if len(w) == len(text)))


def _slip(a: str, b: str) -> bool:
    return a[-1] == b[-1] and sum(x != y for x, y in zip(a, b, strict=True)) == 1 and a[0] == b[0]


@lru_cache(maxsize=4096)
def balance_role(text: str) -> str | None:
    """The role of a header of a balance sheet.

    >>> [balance_role(t) for t in ('期末余额', '年初数', '上年年末余额', '行次', '资产', '负债和所有者权益(或股东权益)', '货币资金')]
    ['ending', 'opening', 'opening', 'skip', 'label', 'label', None]
    """
    plain = _plain(text)
    if plain in _SKIP:
        return SKIP
    if plain in _LABEL_WORDS or (_EQUITY.fullmatch(plain) and not plain.endswith(("总计", "合计"))):
        return LABEL
    if plain in _OPENING or plain in _ENDING:
        return "opening" if plain in _OPENING else "ending"
    if _DATE.fullmatch(plain):
        return DATED
    if _among(plain, _OPENING):
        return None if _among(plain, _ENDING) else "opening"
    return "ending" if _among(plain, _ENDING) else None


@lru_cache(maxsize=4096)
def period_role(text: str) -> str | None:
    """The role of a header of an income or cash-flow statement.

    >>> [period_role(t) for t in ('本期金额', '本年累计金额', '上年数', '项目', '本月数')]
    ['period', 'ytd', 'prior', 'label', 'period']
    """
    plain = _plain(text)
    if plain in _SKIP:
        return SKIP
    if plain in _LABEL_WORDS:
        return LABEL
    for role, words in ((PRIOR, _PRIOR), (YTD, _YTD), (PERIOD, _PERIOD)):
        if plain in words:
            return role
    if _DATE.fullmatch(plain):
        return DATED
    found = [role for role, words in ((PRIOR, _PRIOR), (YTD, _YTD), (PERIOD, _PERIOD)) if _among(plain, words)]
    return found[0] if len(found) == 1 else None


def resolve_balance(columns: Sequence[Column]) -> Sequence[Column]:
    """Columns headed by dates: the later one is the ending."""
    return _dated(columns, "ending", "opening")


def resolve_period(columns: Sequence[Column]) -> Sequence[Column]:
    """This year's and last year's amounts; a month beside the year to date is left aside."""
    columns = _dated(columns, "current", PRIOR)
    has_ytd = any(c.role == YTD for c in columns)
    roles = {YTD: "current", PERIOD: SKIP if has_ytd else "current", PRIOR: "prior"}
    return tuple(replace(c, role=roles.get(c.role, c.role)) for c in columns)


def _dated(columns: Sequence[Column], later: str, earlier: str) -> tuple[Column, ...]:
    days = {i: _day(c) for i, c in enumerate(columns) if c.role == DATED}
    if not days:
        return tuple(columns)
    newest = max(days.values())
    return tuple(
        replace(c, role=later if days[i] == newest else earlier) if i in days else c for i, c in enumerate(columns)
    )


def _day(column: Column) -> tuple[int, int, int]:
    match = _DATE.fullmatch(_plain(column.text))
    if match is None:
        return (0, 0, 0)
    month, day = match[2] or match[4], match[3] or match[5]
    return int(match[1]), int(month or 12), int(day or 31)
