"""Tax returns: value added tax for general and for small-scale taxpayers, enterprise income tax of a year or quarter."""

from __future__ import annotations

import calendar
import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

from samples._book_grid import Entry, Grid, Look
from samples._book_tables import ZERO, made, money
from samples._data import Company
from samples._paper import Paper

Values = dict[int, Decimal | None]
_CENT = Decimal("0.01")

_GENERAL = (
    (1, "1", "（一）按适用税率计税销售额"), (2, "2", "其中：应税货物销售额"), (3, "3", "应税劳务销售额"), (4, "4", "纳税检查调整的销售额"),
    (5, "5", "（二）按简易办法计税销售额"), (6, "6", "其中：纳税检查调整的销售额"), (7, "7", "（三）免、抵、退办法出口销售额"), (8, "8", "（四）免税销售额"),
    (9, "9", "其中：免税货物销售额"), (10, "10", "免税劳务销售额"), (11, "11", "销项税额"), (12, "12", "进项税额"), (13, "13", "上期留抵税额"),
    (14, "14", "进项税额转出"), (15, "15", "免、抵、退应退税额"), (16, "16", "按适用税率计算的纳税检查应补缴税额"), (17, "17=12+13-14-15+16", "应抵扣税额合计"),
    (18, "18(如17<11,则为17,否则为11)", "实际抵扣税额"), (19, "19=11-18", "应纳税额"), (20, "20=17-18", "期末留抵税额"),
    (21, "21", "简易计税办法计算的应纳税额"), (22, "22", "按简易计税办法计算的纳税检查应补缴税额"), (23, "23", "应纳税额减征额"), (24, "24=19+21-23", "应纳税额合计"),
    (25, "25", "期初未缴税额（多缴为负数）"), (26, "26", "实收出口开具专用缴款书退税额"), (27, "27=28+29+30+31", "本期已缴税额"), (28, "28", "①分次预缴税额"),
    (29, "29", "②出口开具专用缴款书预缴税额"), (30, "30", "③本期缴纳上期应纳税额"), (31, "31", "④本期缴纳欠缴税额"), (32, "32=24+25+26-27", "期末未缴税额（多缴为负数）"),
    (33, "33=25+26-27", "其中：欠缴税额（≥0）"), (34, "34＝24-28-29", "本期应补（退）税额"), (35, "35", "即征即退实际退税额"),
    (36, "36", "期初未缴查补税额"), (37, "37", "本期入库查补税额"), (38, "38=16+22+36-37", "期末未缴查补税额"),
)  # fmt: skip
_SURCHARGES = ((39, "39", "城市维护建设税本期应补（退）税额"), (40, "40", "教育费附加本期应补（退）费额"), (41, "41", "地方教育附加本期应补（退）费额"))  # fmt: skip
_SMALL = (
    (1, "1", "（一）应征增值税不含税销售额（3%征收率）"), (2, "2", "增值税专用发票不含税销售额"), (3, "3", "其他增值税发票不含税销售额"),
    (4, "4", "（二）应征增值税不含税销售额（5%征收率）"), (5, "5", "增值税专用发票不含税销售额"), (6, "6", "其他增值税发票不含税销售额"),
    (7, "7(7≥8)", "（三）销售使用过的固定资产不含税销售额"), (8, "8", "其中：其他增值税发票不含税销售额"), (9, "9=10+11+12", "（四）免税销售额"),
    (10, "10", "其中：小微企业免税销售额"), (11, "11", "未达起征点销售额"), (12, "12", "其他免税销售额"), (13, "13(13≥14)", "（五）出口免税销售额"),
    (14, "14", "其中：其他增值税发票不含税销售额"), (15, "15", "本期应纳税额"), (16, "16", "本期应纳税额减征额"), (17, "17", "本期免税额"),
    (18, "18", "其中：小微企业免税额"), (19, "19", "未达起征点免税额"), (20, "20=15-16", "应纳税额合计"), (21, "21", "本期预缴税额"), (22, "22=20-21", "本期应补（退）税额"),
)  # fmt: skip
_ANNUAL = (
    (1, "一、营业收入(填写A101010\\101020\\103000)"), (2, "减：营业成本(填写A102010\\102020\\103000)"), (3, "减：税金及附加"), (4, "减：销售费用(填写A104000)"),
    (5, "减：管理费用(填写A104000)"), (6, "减：财务费用(填写A104000)"), (7, "减：资产减值损失"), (8, "加：公允价值变动收益"), (9, "加：投资收益"),
    (10, "二、营业利润(1-2-3-4-5-6-7+8+9)"), (11, "加：营业外收入(填写A101010\\101020\\103000)"), (12, "减：营业外支出(填写A102010\\102020\\103000)"), (13, "三、利润总额(10+11-12)"),
    (14, "减：境外所得(填写A108010)"), (15, "加：纳税调整增加额(填写A105000)"), (16, "减：纳税调整减少额(填写A105000)"), (17, "减：免税、减计收入及加计扣除(填写A107010)"),
    (18, "加：境外应税所得抵减境内亏损(填写A108000)"), (19, "四、纳税调整后所得(13-14+15-16-17+18)"), (20, "减：所得减免(填写A107020)"), (21, "减：弥补以前年度亏损(填写A106000)"),
    (22, "减：抵扣应纳税所得额(填写A107030)"), (23, "五、应纳税所得额(19-20-21-22)"), (24, "税率(25%)"), (25, "六、应纳所得税额(23×24)"), (26, "减：减免所得税额(填写A107040)"),
    (27, "减：抵免所得税额(填写A107050)"), (28, "七、应纳税额(25-26-27)"), (29, "加：境外所得应纳所得税额(填写A108000)"), (30, "减：境外所得抵免所得税额(填写A108000)"),
    (31, "八、实际应纳所得税额(28+29-30)"), (32, "减：本年累计实际已缴纳的所得税额"), (33, "九、本年应补(退)所得税额(31-32)"), (34, "其中：总机构分摊本年应补(退)所得税额(填写A109000)"),
    (35, "财政集中分配本年应补(退)所得税额(填写A109000)"), (36, "总机构主体生产经营部门分摊本年应补(退)所得税额(填写A109000)"),
)  # fmt: skip
_PREPAID = (
    (1, "营业收入"), (2, "营业成本"), (3, "利润总额"), (4, "加：特定业务计算的应纳税所得额"), (5, "减：不征税收入"), (6, "减：资产加速折旧、摊销(扣除)调减额(填写A201020)"),
    (7, "减：免税收入、减计收入、加计扣除"), (8, "减：弥补以前年度亏损"), (9, "实际利润额(3+4-5-6-7-8)"), (10, "税率(25%)"), (11, "应纳所得税额(9×10)"), (12, "减：减免所得税额"),
    (13, "减：本年实际已缴纳所得税额"), (14, "减：特定业务预缴(征)所得税额"), (15, "本期应补(退)所得税额(11-12-13-14)"),
)  # fmt: skip


def vat(c: Company, year: int, rng: random.Random, look: Look, form: str = "paper") -> tuple[Paper, bytes | None]:
    """A month's return of a general taxpayer, or a quarter's of a small-scale one."""
    look = replace(look, upright=True, points=min(look.points, 7.5), height=5.0, zero="0.00")
    return _general(c, year, rng, look, form) if rng.random() < 0.65 else _small(c, year, rng, look, form)


def _head(c: Company, name: str, first: date, last: date, filed: date, rng: random.Random) -> list[list[Entry]]:
    to = rng.choice(("至", " 至 "))
    days = f"{first.year}年{first.month:02d}月{first.day:02d}日{to}{last.year}年{last.month:02d}月{last.day:02d}日"
    label = "税款所属时间：自" if name == "vat" else "税款所属期间："
    day: Entry = (f"填表日期：{filed.year}年{filed.month}月{filed.day}日", "filing_date")
    unit: Entry = ("金额单位：元（列至角分）", None)
    first_line: list[Entry] = [(label + days, "period_start|period_end"), day if name == "vat" else unit]
    return [first_line, [(f"纳税人识别号：{c.uscc}", "taxpayer_id"), (f"纳税人名称：{c.name}", "taxpayer_name")]]


def _fields(c: Company, kind: str, first: date, last: date) -> dict[str, object]:
    return {
        "form_kind": kind,
        "taxpayer_id": c.uscc,
        "taxpayer_name": c.name,
        "period_start": first.isoformat(),
        "period_end": last.isoformat(),
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"


def _general(c: Company, year: int, rng: random.Random, look: Look, form: str) -> tuple[Paper, bytes | None]:
    month = rng.choice((12, 12, 6, 3, 9))
    first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    filed = date(year + (month == 12), month % 12 + 1, rng.randrange(8, 15))
    current = _general_month(rng)
    ytd = {
        n: None if v is None else v * month + (money(rng, 100, 90000) if v and n < 19 else ZERO)
        for n, v in current.items()
    }
    ytd[13] = ytd[17] = ytd[20] = ytd[25] = ytd[32] = ytd[33] = None
    used = min(ytd[18] or ZERO, ytd[11] or ZERO)
    due = (ytd[11] or ZERO) - used
    ytd |= {18: used, 19: due, 24: due + (ytd[21] or ZERO) - (ytd[23] or ZERO)}
    ytd[27] = sum((ytd[n] or ZERO for n in (28, 29, 30, 31)), ZERO)
    lines = _GENERAL + (_SURCHARGES if year >= 2021 else ())
    rows: list[list[Entry]] = []
    truth = []
    for i, (n, printed, label) in enumerate(lines):
        values = (current.get(n), ytd.get(n) if n < 39 else None, ZERO if n < 25 else None, ZERO if n < 25 else None)
        cells: list[Entry] = [(label, f"items[{i}].label"), (printed, f"items[{i}].number")]
        for column, v in zip(("current", "ytd", "refund_current", "refund_ytd"), values, strict=True):
            cells.append((v if v is not None else "——", f"items[{i}].{column}"))
        rows.append(cells)
        truth.append(
            {"number": n, "key": None, "label": label}
            | dict(zip(("current", "ytd", "refund_current", "refund_ytd"), map(_text, values), strict=True))
        )
    kinds = (
        ("一般项目", "即征即退项目") if year >= 2016 else ("一般货物、劳务和应税服务", "即征即退货物、劳务和应税服务")
    )
    title = (
        "增值税及附加税费申报表（一般纳税人适用）"
        if year >= 2021
        else rng.choice(("增值税纳税申报表（一般纳税人适用）", "增值税纳税申报表"))
    )
    grid = Grid(
        title,
        _head(c, "vat", first, last, filed, rng),
        ["项目", "栏次", "本月数", "本年累计", "本月数", "本年累计"],
        [58.0, 32.0, 26.0, 28.0, 20.0, 20.0],
        rows,
        [("", 2), (kinds[0], 2), (kinds[1], 2)],
        title_mark="form_kind",
    )
    paper = Paper(
        "vat_return", "vat", _fields(c, "general", first, last) | {"filing_date": filed.isoformat()}, {"items": truth}
    )
    return made(paper, grid, form, look, "增值税")


def _general_month(rng: random.Random) -> Values:
    taxed = money(rng, 200000, 5000000)
    output = (taxed * Decimal("0.13")).quantize(_CENT)
    values: Values = dict.fromkeys(range(1, 42), ZERO)
    values |= {
        1: taxed,
        2: taxed,
        5: rng.choice((ZERO, money(rng, 5000, 90000))),
        8: rng.choice((ZERO, money(rng, 5000, 90000))),
    }
    values |= {
        11: output,
        12: (output * Decimal(str(round(rng.uniform(0.5, 1.2), 3)))).quantize(_CENT),
        13: rng.choice((ZERO, money(rng, 800, 60000))),
    }
    values[9] = values[8]
    values[14] = rng.choice((ZERO, ZERO, money(rng, 100, 3000)))
    values[17] = _sum(values, 12, 13, -14, -15, 16)
    values[18] = min(_sum(values, 17), output)
    values[19] = output - _sum(values, 18)
    values[20] = _sum(values, 17, -18)
    values[21] = (_sum(values, 5) * Decimal("0.03")).quantize(_CENT)
    values[24] = _sum(values, 19, 21, -23)
    values[25] = values[30] = money(rng, 500, 90000)
    values[27] = _sum(values, 28, 29, 30, 31)
    values[32] = _sum(values, 24, 25, 26, -27)
    values[33] = _sum(values, 25, 26, -27)
    values[34] = _sum(values, 24, -28, -29)
    values[38] = ZERO
    due = _sum(values, 34)
    for n, rate in ((39, "0.07"), (40, "0.03"), (41, "0.02")):
        values[n] = (due * Decimal(rate)).quantize(_CENT)
    return values


def _sum(values: Values, *numbers: int) -> Decimal:
    return sum(((values[abs(n)] or ZERO) * (1 if n > 0 else -1) for n in numbers), ZERO)


def _small(c: Company, year: int, rng: random.Random, look: Look, form: str) -> tuple[Paper, bytes | None]:
    quarter = rng.randrange(1, 5)
    first, last = date(year, 3 * quarter - 2, 1), date(year, 3 * quarter, 31 if quarter in (1, 4) else 30)
    filed = date(year + (quarter == 4), 3 * quarter % 12 + 1, rng.randrange(8, 15))
    taken = rng.choice(((0,), (1,), (0, 1)))
    columns = []
    for k in (0, 1):
        now = _small_quarter(rng) if k in taken else dict.fromkeys(range(1, 23), ZERO)
        columns.append((now, {n: v if v is None else v * quarter for n, v in now.items()}))
    order = (columns[0][0], columns[1][0], columns[0][1], columns[1][1])
    names = ("current", "services_current", "ytd", "services_ytd")
    rows: list[list[Entry]] = []
    truth = []
    for i, (n, printed, label) in enumerate(_SMALL):
        cells: list[Entry] = [(label, f"items[{i}].label"), (printed, f"items[{i}].number")]
        values = [
            v[n] if not (k in (0, 2) and n in (4, 5, 6)) and not (k in (1, 3) and n in (7, 8)) else None
            for k, v in enumerate(order)
        ]
        for name, v in zip(names, values, strict=True):
            cells.append((v if v is not None else "——", f"items[{i}].{name}"))
        rows.append(cells)
        truth.append({"number": n, "key": None, "label": label} | dict(zip(names, map(_text, values), strict=True)))
    kinds = ["货物及劳务", "服务、不动产和无形资产"]
    title = "增值税及附加税费申报表（小规模纳税人适用）" if year >= 2021 else "增值税纳税申报表（小规模纳税人适用）"
    grid = Grid(
        title,
        _head(c, "vat", first, last, filed, rng),
        ["项目", "栏次", *kinds, *kinds],
        [66.0, 22.0, 24.0, 24.0, 24.0, 24.0],
        rows,
        [("", 2), ("本期数", 2), ("本年累计", 2)],
        title_mark="form_kind",
    )
    paper = Paper(
        "vat_return",
        "vat",
        _fields(c, "small_scale", first, last) | {"filing_date": filed.isoformat()},
        {"items": truth},
    )
    return made(paper, grid, form, look, "增值税")


def _small_quarter(rng: random.Random) -> Values:
    values: Values = dict.fromkeys(range(1, 23), ZERO)
    if rng.random() < 0.5:
        values[1] = money(rng, 40000, 450000)
        values[2] = money(rng, 100, 30000)
        values[3] = _sum(values, 1, -2)
        values[15] = (_sum(values, 1) * Decimal("0.03")).quantize(_CENT)
        values[16] = (_sum(values, 1) * Decimal("0.02")).quantize(_CENT)
    else:
        values[9] = values[10] = money(rng, 10000, 290000)
        values[17] = values[18] = (_sum(values, 10) * Decimal("0.03")).quantize(_CENT)
    values[20] = _sum(values, 15, -16)
    values[21] = rng.choice((ZERO, _sum(values, 20)))
    values[22] = _sum(values, 20, -21)
    return values


def cit(
    c: Company,
    year: int,
    rng: random.Random,
    look: Look,
    form: str = "paper",
    kind: str | None = None,
    known: dict[int, Decimal] | None = None,
) -> tuple[Paper, bytes | None]:
    """A year's return, or a quarter's prepayment; `known` are amounts of lines that other papers fix."""
    look = replace(look, upright=True, points=min(look.points, 8.5), height=5.6, zero=rng.choice(("0.00", "0.00", "")))
    kind = kind or rng.choice(("annual", "prepayment"))
    quarter = 4 if kind == "annual" else rng.randrange(1, 5)
    first, last = date(year, 1, 1), date(year, 3 * quarter, 31 if quarter in (1, 4) else 30)
    if kind != "annual" and rng.random() < 0.5:
        first = date(year, 3 * quarter - 2, 1)
    values = _annual(rng, known or {}) if kind == "annual" else _prepaid(rng)
    lines = _ANNUAL if kind == "annual" else _PREPAID
    blank = look.zero == "" and form == "paper"
    rows: list[list[Entry]] = []
    truth = []
    for i, (n, label) in enumerate(lines):
        v = values.get(n, ZERO)
        shown: Entry = ("25%" if n == (24 if kind == "annual" else 10) else v, f"items[{i}].amount")
        rows.append([(n, f"items[{i}].number"), (label, f"items[{i}].label"), shown])
        printed = "0.25" if shown[0] == "25%" else None if blank and not v else _text(v)
        truth.append({"number": n, "key": None, "label": label, "amount": printed, "current": None})
    filed = date(year + 1, 4, 20)
    title = (
        "A100000 中华人民共和国企业所得税年度纳税申报表（A类）"
        if kind == "annual"
        else rng.choice(
            (
                "A200000 中华人民共和国企业所得税月（季）度预缴纳税申报表（A类）",
                "企业所得税月（季）度预缴纳税申报表（A类）",
            )
        )
    )
    above = _head(c, "cit", first, last, filed, rng)
    grid = Grid(title, above, ["行次", "项目", "金额" if kind == "annual" else rng.choice(("本年累计金额", "本年累计"))], [14.0, 118.0, 46.0], rows, title_mark="form_kind")  # fmt: skip
    names = ("revenue", "cost", "total_profit", "adjusted_income", "taxable_income", "tax_payable")
    where: tuple[int | None, ...] = (1, 2, 13, 19, 23, 25) if kind == "annual" else (1, 2, 3, None, 9, 11)
    fields = _fields(c, kind, first, last)
    for name, line in zip(names, where, strict=True):
        fields[name] = None if line is None or (blank and not values.get(line, ZERO)) else _text(values.get(line, ZERO))
    paper = Paper("cit_return", f"cit{kind}", fields, {"items": truth})
    paper, data = made(paper, grid, form, look, "企业所得税")
    at = {n: f"items[{i}].amount" for i, (n, _) in enumerate(lines)}
    for name, line in zip(names, where, strict=True):
        mark = at.get(line or 0, "")
        for sheet in paper.sheets:
            if mark in sheet.marks:
                sheet.marks[name] = sheet.marks[mark]
        if mark in paper.cells:
            paper.cells[name] = paper.cells[mark]
    return paper, data


def _annual(rng: random.Random, known: dict[int, Decimal]) -> Values:
    revenue = money(rng, 2000000, 60000000)
    values: Values = dict.fromkeys(range(1, 37), ZERO)
    values |= {1: revenue}
    for n, low, high in ((2, 0.7, 0.85), (3, 0.003, 0.006), (4, 0.02, 0.05), (5, 0.03, 0.06), (6, 0.005, 0.012)):
        values[n] = (revenue * Decimal(str(round(rng.uniform(low, high), 4)))).quantize(_CENT)
    values |= {11: money(rng, 500, 90000), 12: money(rng, 300, 40000)}
    values |= known
    values[10] = _sum(values, 1, -2, -3, -4, -5, -6, -7, 8, 9)
    values[13] = _sum(values, 10, 11, -12)
    values[15] = money(rng, 2000, 90000)
    values[16] = rng.choice((ZERO, money(rng, 1000, 50000)))
    values[19] = _sum(values, 13, -14, 15, -16, -17, 18)
    values[21] = rng.choice((ZERO, ZERO, money(rng, 1000, 30000)))
    values[23] = max(ZERO, _sum(values, 19, -20, -21, -22))
    values[25] = (_sum(values, 23) * Decimal("0.25")).quantize(_CENT)
    values[26] = rng.choice((ZERO, (_sum(values, 23) * Decimal("0.15")).quantize(_CENT)))
    values[28] = values[31] = _sum(values, 25, -26, -27)
    values[32] = (_sum(values, 31) * Decimal(str(rng.choice((0.6, 0.8, 1, 1.1))))).quantize(_CENT)
    values[33] = _sum(values, 31, -32)
    return values


def _prepaid(rng: random.Random) -> Values:
    values: Values = dict.fromkeys(range(1, 16), ZERO)
    values[1] = money(rng, 500000, 30000000)
    values[2] = (_sum(values, 1) * Decimal(str(round(rng.uniform(0.7, 0.9), 3)))).quantize(_CENT)
    values[3] = (_sum(values, 1) * Decimal(str(round(rng.uniform(0.02, 0.12), 4)))).quantize(_CENT)
    values[8] = rng.choice((ZERO, money(rng, 1000, 9000)))
    values[9] = max(ZERO, _sum(values, 3, 4, -5, -6, -7, -8))
    values[11] = (_sum(values, 9) * Decimal("0.25")).quantize(_CENT)
    values[12] = rng.choice((ZERO, (_sum(values, 9) * Decimal("0.2")).quantize(_CENT)))
    values[13] = rng.choice((ZERO, money(rng, 100, 2000)))
    values[15] = _sum(values, 11, -12, -13, -14)
    return values
