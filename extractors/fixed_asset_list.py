"""固定资产清单 (list of fixed assets), also 固定资产卡片列表, 固定资产折旧明细表.

Issuer: the company, out of its asset program or a spreadsheet. A row an asset: code, name, class, specification, quantity,
day of purchase or first use, life, cost, depreciation, net value. Layouts seen: a column for the class, or rows that head
the assets of a class; 小计 a class and 合计 at the end (no rows of the table, they vouch for the others). Traps: life in years
or months; purchase dates of a month only; several depreciation columns (this month's, this year's, accumulated).
Source: 企业会计准则第4号——固定资产, 会计基础工作规范.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from extractors import _book_rows, _book_sums, _words
from extractors._book_columns import Layout, find, plain
from extractors._book_head import heading_of, own_head
from extractors._book_rows import BookRow
from extractors._book_sums import Equation, Verdict, told, words
from extractors._columns import SKIP
from extractors._fragments import fragments
from extractors._statement_head import day_field, owner_field, unit_field, unit_of
from extractors._values import Extraction
from extractors._view import PageView
from schemas.core import ABSENT, NOT_FOUND, FieldValue, Row
from standards import chinese_date, money

TITLE_ZH = "固定资产清单"
VERSION = "fixed_asset_list/1"

_ROLES = (
    ("asset_code", re.compile(r"(?:固定)?(?:资产|卡片|设备)(?:编[码号]|代码|号码?)|编[码号]")),
    ("asset_class", re.compile(r"(?:固定)?(?:资产)?(?:大类|类别|分类|类型|种类)(?:名称)?")),
    ("name", re.compile(r"(?:固定)?(?:资产|设备)?名称(?:及规格)?|固定资产|资产")),
    ("specification", re.compile(r"规格(?:及)?(?:型号)?|型号(?:规格)?|规格型号")),
    ("quantity", re.compile(r"数量")),
    (
        "acquisition_date",
        re.compile(
            r"(?:购[置入买建]|取得|入[账帐]|开始使用|投入使用|启用|使用|建造|增加)(?:日期|时间|年月)|(?:购置|启用)年月"
        ),
    ),
    ("life", re.compile(r"(?:预计|规定|折旧)?(?:可?使用|折旧)(?:年限|寿命|期限|月[份数限]|年数)")),
    ("cost", re.compile(r"(?:固定资产|资产|账面|购置|期末|入账)?(?:原值|原价|原始价值|入账价值|价值)(?:金额)?")),
    ("accumulated_depreciation", re.compile(r"(?:期末)?(?:累计|已提|已计提)折旧(?:额|金额|余额)?")),
    ("period_depreciation", re.compile(r"(?:本[年期月]|当[年月期]|月|年)(?:计提|应计提|应提)?折旧(?:额|金额)?")),
    ("impairment", re.compile(r"(?:固定资产)?减值准备(?:余额)?")),
    ("net_value", re.compile(r"(?:固定资产|资产|账面|期末)?(?:净值|净额|净价)|账面价值")),
)
_AMOUNTS = ("cost", "accumulated_depreciation", "period_depreciation", "impairment", "net_value")
_CLASSES = re.compile(r"房屋|建筑|构筑|机器|机械|设备|运输|车辆|电子|办公|家具|工具|器具|土地|其他|仪器|生产|通[用讯]")
_NO_CLASS = re.compile(r"小计|合计|总计|说明|备注|[:]|\d{3}|审核|制表|负责")


def _role(text: str) -> str | None:
    core = plain(text)
    found = next((role for role, pattern in _ROLES if pattern.fullmatch(core)), None)
    return found or (
        SKIP
        if re.search(r"残值|率|部门|地点|状态|方法|已[使计].*月|序号|单位|备注|保管", core) and len(core) < 9
        else None
    )


def _good(roles: frozenset[str]) -> bool:
    return "name" in roles and "cost" in roles and bool(roles & {"accumulated_depreciation", "net_value"})


LAYOUT = Layout(_role, _good, lambda role: role in _AMOUNTS or role == "quantity")


def recognise(view: PageView) -> float:
    """How surely the page is a list of fixed assets (0..1)."""
    items = fragments(view)
    header = find(items, LAYOUT)
    if header is None:
        return 0.0
    heading = heading_of(items, header.top)
    if _words.count(_words.page_text(view), (r"审计报告", r"财务报表附注", r"评估价值|评估值")):
        return 0.2
    titled = (
        re.search(r"固定资产.{0,8}(?:清单|明细|卡片|列表|台[账帐]|登记|折旧|盘点|表)|折旧.{0,4}(?:明细|计提)", heading)
        is not None
    )
    roles = {c.role for c in header.columns}
    score = 0.45 + 0.03 * len(roles & {r for r, _ in _ROLES}) + (0.25 if titled else 0.0)
    return round(min(0.97, score), 4)


def extract(views: Sequence[PageView]) -> Extraction:
    """The head, every asset, and the totals that its parts must add up to."""
    blocks = _book_rows.read(views, LAYOUT)
    head = own_head(blocks)
    size = money.size_of(unit_of(head) or "元")
    rows = [row for block in blocks for row in block.rows]
    verdict = _judged(rows)
    sums = [i for i, row in enumerate(rows) if _book_sums.is_total(row)]
    last = sums[-1] if sums else None

    def total(role: str) -> FieldValue:
        return ABSENT if last is None else _book_sums.value(rows[last], (last, role), verdict, VERSION, size)

    fields = {
        "company_name": owner_field(head, VERSION),
        "period_end": day_field(head, 2, VERSION),
        "unit": unit_field(head, VERSION),
        "total_cost": total("cost"),
        "total_depreciation": total("accumulated_depreciation"),
        "total_net_value": total("net_value"),
    }
    in_months = any("月" in c.text for b in blocks for c in b.header.columns if c.role == "life")
    return Extraction(fields=fields, tables={"assets": _assets(rows, verdict, size, in_months)})


def _is_asset(row: BookRow) -> bool:
    return not _book_sums.is_total(row) and "cost" in row.cells


def _judged(rows: Sequence[BookRow]) -> Verdict:
    """Cost less depreciation and impairment is the net value; assets add up to subtotals and totals."""
    roles = (*_AMOUNTS, "quantity")
    amounts = _book_sums.amounts_of(rows, roles)
    equations: list[Equation] = [
        (((i, "cost"), 1), ((i, "accumulated_depreciation"), -1), ((i, "impairment"), -1), ((i, "net_value"), -1))
        for i in range(len(rows))
        if (i, "net_value") in amounts and (i, "cost") in amounts
    ]
    equations += _book_sums.totals(rows, _is_asset, roles, amounts)
    return _book_sums.judge(equations, amounts, rows)


def _assets(rows: Sequence[BookRow], verdict: Verdict, size: Decimal, in_months: bool) -> tuple[Row, ...]:
    table: list[Row] = []
    heading: FieldValue = ABSENT
    own_rows = [row for row in rows if _is_asset(row)]
    full = {r for r in ("quantity", "acquisition_date", "life", "name", "net_value") if _book_sums.filled(own_rows, r)}
    for i, row in enumerate(rows):
        if not _is_asset(row):
            heading = _class_of(row) or heading
            continue
        own = words(row, "asset_class", VERSION)
        amounts = {role: _book_sums.value(row, (i, role), verdict, VERSION, size) for role in _AMOUNTS}
        cells: Row = {
            "asset_code": words(row, "asset_code", VERSION),
            "name": words(row, "name", VERSION),
            "asset_class": own if own.value is not None else heading,
            "specification": words(row, "specification", VERSION),
            "quantity": _book_sums.value(row, (i, "quantity"), verdict, VERSION),
            "acquisition_date": _day(row),
            "life_months": _life(row, in_months),
            **amounts,
        }
        unread = {("life_months" if r == "life" else r) for r in full if r not in row.cells}
        table.append({c: NOT_FOUND if c in unread and v.value is None else v for c, v in cells.items()})
    return tuple(table)


def _class_of(row: BookRow) -> FieldValue | None:
    """The class that a row of text alone names for the assets below it."""
    if any(LAYOUT.is_amount(role) for role in row.cells):
        return None
    parts = row.parts or row.cells.get("asset_code") or row.cells.get("name") or row.cells.get("asset_class") or ()
    name = re.sub(r"^[一二三四五六七八九十\d]+[、.,]|^(?:资产)?类别[:]", "", "".join(f.squeezed for f in parts))
    if not _CLASSES.search(name) or _NO_CLASS.search(name) or len(name) > 12:
        return None
    return told(name, parts, VERSION)


def _day(row: BookRow) -> FieldValue:
    """The day of purchase; a bare month is its first day."""
    cell = row.cells.get("acquisition_date")
    if not cell:
        return ABSENT
    text = row.text("acquisition_date").replace(" ", "")
    found = chinese_date.parse(text)
    month = re.fullmatch(r"((?:19|20)\d{2})[-./年]?(0?[1-9]|1[0-2])月?", text)
    if not isinstance(found, date) and month is not None:
        found = date(int(month[1]), int(month[2]), 1)
    good = (
        isinstance(found, date) and 1950 <= found.year <= 2100 and calendar.monthrange(found.year, found.month)[1] > 0
    )
    return told(found if good else None, cell, VERSION, row.doubts.get("acquisition_date"))


def _life(row: BookRow, in_months: bool) -> FieldValue:
    """The life in months; a number without a unit counts as the header says, else as years up to 50."""
    cell = row.cells.get("life")
    match = re.fullmatch(r"(\d{1,3})(?:\.0+)?(年|个?月)?(?:(\d{1,2})个?月)?", row.text("life").replace(" ", ""))
    if not cell:
        return ABSENT
    if match is None:
        return told(None, cell, VERSION)
    number, unit = int(match[1]), match[2] or ("月" if in_months or int(match[1]) > 50 else "年")
    months = number * 12 + int(match[3] or 0) if unit == "年" else number
    return told(months, cell, VERSION, row.doubts.get("life"))


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
