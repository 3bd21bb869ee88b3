"""增值税纳税申报表 (value added tax return), since August 2021 增值税及附加税费申报表; for general and for small-scale taxpayers.

Issuer: the taxpayer, on the form of the State Taxation Administration. General: lines 1 to 34 (38, later 41) under 一般项目 and
即征即退项目, each 本月数 and 本年累计. Small-scale: lines 1 to 22 (25) under 本期数 and 本年累计, each 货物及劳务 and 服务、不动产和无形资产.
Traps: formulas beside the line numbers; «——» where no amount belongs; words that run down the left edge; the supplements
(附列资料) carry the same title and are other papers.
Sources: 国家税务总局公告2013年第32号, 2016年第13号, 2019年第15号, 2021年第20号.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import _book_rows, _return_head, _return_lines, _words
from extractors._book_columns import BookHeader, Layout, RoleOf, find, plain
from extractors._book_rows import Block
from extractors._book_sums import Verdict
from extractors._columns import SKIP
from extractors._fragments import Fragment, fragments, levels
from extractors._return_lines import Formula, ReturnLine
from extractors._values import Extraction, value_of
from extractors._view import PageView
from schemas.core import ABSENT, NOT_FOUND, FieldValue, Row

TITLE_ZH = "增值税纳税申报表"
VERSION = "vat_return/1"

_TITLE = re.compile(r"增值税(?:纳税申报表|及附加税费(?:纳税)?申报表|(?:及附加税费)?预缴)|增值税.{0,12}申报表")
_OTHER = re.compile(r"附列资料|明细表|减免税申报|预缴|抵扣情况|完税证明|汇总表|情况表")
_LABEL = re.compile(r"项目|项目名称|项目及栏次")
_NUMBER = re.compile(r"栏次|行次")
_CURRENT = re.compile(r"本[月期](?:数|金额|发生额)?")
_YTD = re.compile(r"本年累计(?:数|金额)?|累计(?:数|金额)")
_GENERAL = re.compile(r"一般(?:货物|项目|计税).{0,16}")
_REFUND = re.compile(r"即征即退.{0,16}")
_GOODS = re.compile(r"(?:应税)?货物及?(?:应税)?劳务")
_SERVICES = re.compile(r"(?:应税)?服务.{0,9}|销售服务.{0,9}")


def _own(text: str) -> str | None:
    core = plain(text)
    return "label" if _LABEL.fullmatch(core) else "number" if _NUMBER.fullmatch(core) else None


def _one_of(*choices: tuple[str, re.Pattern[str]]) -> RoleOf:
    def meaning(text: str) -> str | None:
        core = plain(text)
        return next((name for name, pattern in choices if pattern.fullmatch(core)), None)

    return meaning


_period = _one_of(("current", _CURRENT), ("ytd", _YTD))
_kind = _one_of(("general", _GENERAL), ("refund", _REFUND))
_object = _one_of(("goods", _GOODS), ("services", _SERVICES))

_PERIODS = ("current", "ytd")
_GENERAL_ROLES = tuple(f"{kind}_{period}" for kind in ("general", "refund") for period in _PERIODS)
_SMALL_ROLES = tuple(f"{period}_{kind}" for period in _PERIODS for kind in ("goods", "services"))
_COLUMNS = {
    "general_current": "current",
    "general_ytd": "ytd",
    "refund_current": "refund_current",
    "refund_ytd": "refund_ytd",
    "current_goods": "current",
    "ytd_goods": "ytd",
    "current_services": "services_current",
    "ytd_services": "services_ytd",
    "current": "current",
    "ytd": "ytd",
}
"""Roles of columns to the package's names."""

_AMOUNTS = ("current", "ytd", "refund_current", "refund_ytd", "services_current", "services_ytd")


def _is_amount(role: str) -> bool:
    return role in _COLUMNS or role in ("goods", "services", "general", "refund")


GENERAL = Layout(
    _own, lambda roles: "number" in roles and {"general_current", "general_ytd"} <= roles, _is_amount, _kind, _period
)
SMALL = Layout(
    _own,
    lambda roles: "number" in roles and ({"current_goods", "ytd_goods"} <= roles or {"current", "ytd"} <= roles),
    _is_amount,
    _period,
    _object,
)

_GENERAL_KEYS = {
    1: ("taxed_sales", "适用税率"),
    5: ("simplified_sales", "简易"),
    7: ("export_sales", "抵"),
    8: ("exempt_sales", "免税"),
    11: ("output_tax", "销项"),
    12: ("input_tax", "进项"),
    13: ("opening_credit", "留抵"),
    14: ("input_tax_reversed", "转出"),
    17: ("deductible_total", "抵扣"),
    18: ("deducted", "抵扣"),
    19: ("tax_due", "应纳税额"),
    20: ("closing_credit", "留抵"),
    21: ("simplified_tax", "简易"),
    23: ("tax_reduction", "减征"),
    24: ("tax_due_total", "合计"),
    27: ("paid", "已缴"),
    34: ("tax_to_pay", "应补"),
}
_SMALL_KEYS = {
    1: ("taxed_sales", "不含税"),
    4: ("taxed_sales_5", "不含税"),
    9: ("exempt_sales", "免税"),
    13: ("export_sales", "出口"),
    15: ("tax_due", "应纳税额"),
    16: ("tax_reduction", "减征"),
    20: ("tax_due_total", "合计"),
    21: ("paid", "预缴"),
    22: ("tax_to_pay", "应补"),
}
"""Key and a word of the label, by line number."""

_GENERAL_FORMULAS: dict[int, Formula] = {
    17: ((12, 1), (13, 1), (14, -1), (15, -1), (16, 1)),
    19: ((11, 1), (18, -1)),
    20: ((17, 1), (18, -1)),
    24: ((19, 1), (21, 1), (23, -1)),
    27: ((28, 1), (29, 1), (30, 1), (31, 1)),
    34: ((24, 1), (28, -1), (29, -1)),
}
_SMALL_FORMULAS: dict[int, Formula] = {
    9: ((10, 1), (11, 1), (12, 1)),
    20: ((15, 1), (16, -1)),
    22: ((20, 1), (21, -1)),
}
_YEARLY = frozenset({19, 24, 27})
"""Lines whose formulas hold for the year too; balances carried from month to month do not add up."""


def recognise(view: PageView) -> float:
    """How surely the page is a return's main form (0..1); a page that only carries its lines on scores 0.55."""
    items = fragments(view)
    header, _ = _header(items)
    top = "".join(_words.heads(view, 8))
    text = _words.page_text(view)
    if _OTHER.search(top) or "企业所得税" in top:
        return 0.1
    titled = _TITLE.search(top) is not None
    marks = _words.count(
        text,
        (
            r"销项税额",
            r"进项税额",
            r"应纳税额合计",
            r"免税销售额",
            r"应补\(?退\)?税额",
            r"本年累计",
            r"所属(?:时间|期)",
            r"纳税人识别号",
            r"简易",
        ),
    )
    if titled and (header is not None or marks >= 5):
        return round(min(0.98, 0.7 + 0.03 * marks + (0.08 if header is not None else 0.0)), 4)
    if header is not None and marks >= 4:
        return 0.7
    return 0.55 if marks >= 6 and "增值税" in text else 0.05 * marks if titled else 0.0


def _header(items: Sequence[Fragment]) -> tuple[BookHeader | None, bool]:
    """The form's header, and whether it is the one for general taxpayers."""
    general = find(items, GENERAL)
    return (general, True) if general is not None else (find(items, SMALL), False)


def extract(views: Sequence[PageView]) -> Extraction:
    """The head and every numbered line."""
    items = [f for view in views for f in fragments(view)]
    is_general = any(find(fragments(view), GENERAL) is not None for view in views)
    blocks = _book_rows.read(views, GENERAL if is_general else SMALL)
    lines = _return_lines.lines_of(blocks)
    fields = _return_head.read(blocks, items, VERSION)
    fields = {"form_kind": _form_kind(items, blocks, is_general), **fields}
    roles = [r for r in _COLUMNS if any(c.role == r for b in blocks for c in b.header.columns)]
    strict = {r: None if "current" in r else _YEARLY for r in roles}
    known = _GENERAL_FORMULAS if is_general else _SMALL_FORMULAS
    verdict = _return_lines.judged(lines, roles, known, strict)
    keys = _GENERAL_KEYS if is_general else _SMALL_KEYS
    table = tuple(_row(line, i, roles, keys, verdict) for i, line in enumerate(lines))
    return Extraction(fields=fields, tables={"items": table})


def _form_kind(items: Sequence[Fragment], blocks: Sequence[Block], is_general: bool) -> FieldValue:
    """Which form it is, by its columns and by what its title says."""
    if not blocks:
        return NOT_FOUND
    word = re.compile(r"一般纳税人|小规模纳税人")
    for level in levels(items):
        match = word.search(level.text)
        if match is None:
            continue
        f = level.part(match.start(), match.end())
        agrees = (match[0] == "一般纳税人") == is_general
        kind = "general" if is_general else "small_scale"
        return value_of(
            kind,
            raw=f.text,
            place=f.place,
            confidence=max(f.sureness, 0.98) if agrees else 0.5,
            method="vocabulary",
            extractor=VERSION,
            doubt=None if agrees else "contradiction",
        )
    head = next(c.source for c in blocks[0].header.columns if c.source is not None and c.role != SKIP)
    return value_of(
        "general" if is_general else "small_scale",
        raw=head.text,
        place=head.place,
        confidence=0.98,
        method="columns",
        extractor=VERSION,
    )


def _row(line: ReturnLine, index: int, roles: Sequence[str], keys: dict[int, tuple[str, str]], verdict: Verdict) -> Row:
    key, word = keys.get(line.number, (None, ""))
    key = key if word in line.label else None
    amounts = dict.fromkeys(_AMOUNTS, ABSENT)
    for role in roles:
        amounts[_COLUMNS[role]] = _return_lines.amount(line, index, role, verdict, VERSION)
    return {
        "number": _return_lines.number_value(line, key is not None, VERSION),
        "key": _return_lines.key_value(line, key, VERSION),
        "label": _return_lines.label_value(line, key is not None, VERSION),
        **amounts,
    }


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
