"""Extracts of the enterprise register and annual reports as printed from the public system, in the layouts of several years."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from samples import _data, _names, _style
from samples._data import Company
from samples._draw import Cell, Sheet
from samples._paper import Paper
from samples._style import Row

_STATUS = ("存续", "存续(在营、开业、在册)", "在营(开业)企业", "开业", "在业", "存续")
_REASONS = (
    "未依照《企业信息公示暂行条例》第八条规定的期限公示年度报告",
    "通过登记的住所或者经营场所无法联系的",
    "公示企业信息隐瞒真实情况、弄虚作假的",
)


class _Pages:
    """Sheets that follow one another, with the print's head and foot on each."""

    def __init__(self, rng: random.Random, foot: str) -> None:
        self.rng, self.foot = rng, foot
        self.sheets: list[Sheet] = []
        self.y = 0.0
        self.start()

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    def start(self) -> None:
        self.sheets.append(Sheet(210, 297))
        self.y = 24.0
        self.sheet.text(18, 290, self.foot, 7, "song")
        self.sheet.text(192, 290, f"{len(self.sheets)}", 7, "song", align="r")

    def need(self, room: float) -> None:
        if self.y + room > 280:
            self.start()


def extract(c: Company, rng: random.Random, as_of: date) -> Paper:
    """企业信用信息公示报告: what the licence says, shareholders, entries of abnormality, now and then the last annual report."""
    printed = as_of - timedelta(days=rng.randrange(1, 28))
    v = _identity(c, rng, printed)
    st = replace(_style.style(rng, 0.0), points=rng.choice((8.5, 9, 9.5, 10)), place="beside", colon="", wide=False)
    foot = rng.choice(("http://www.gsxt.gov.cn", "国家企业信用信息公示系统 http://www.gsxt.gov.cn", ""))
    pages = _Pages(rng, foot)
    titled = _title(pages, c, rng, printed, v)
    _base(pages, st, c, rng, v)
    tables: dict[str, list[dict[str, object]]] = {"shareholders": [], "abnormal": []}
    _shareholders(pages, st, c, rng, tables)
    _people(pages, st, c, rng)
    _abnormal(pages, st, rng, c, printed, tables)
    if rng.random() < 0.5:
        _report(pages, st, c, rng, printed.year - 1, v, heading=True)
    if not titled:
        pages.need(12)
        pages.sheet.text(
            18, pages.y + 6, f"报告生成时间:{printed:%Y年%m月%d日}", st.points, st.font, mark="report_date"
        )
    paper = Paper("registry_extract", "registry", v, tables)
    paper.sheets = pages.sheets
    return paper


def annual_report(c: Company, rng: random.Random, as_of: date) -> Paper:
    """企业年度报告: one year's report as filed by the company."""
    year = as_of.year - 1 if as_of.month > 3 else as_of.year - 2
    printed = as_of - timedelta(days=rng.randrange(1, 28))
    v = _identity(c, rng, printed) | {
        "company_type": None,
        "registered_capital": None,
        "establishment_date": None,
        "valid_from": None,
        "valid_to": None,
        "address": None,
        "business_scope": None,
        "legal_representative": None,
        "issuing_authority": None,
        "report_date": None,
    }
    st = replace(_style.style(rng, 0.0), points=rng.choice((8.5, 9, 9.5, 10)), place="beside", colon="", wide=False)
    pages = _Pages(rng, rng.choice(("国家企业信用信息公示系统", "")))
    pages.sheet.text(
        105,
        26,
        f"{year}年度报告",
        rng.choice((16, 18, 20)),
        rng.choice(("hei", "song", "bold")),
        align="c",
        mark="report_year",
    )
    if rng.random() < 0.5:
        pages.sheet.text(105, 35, c.name, 13, "hei", align="c")
    pages.y = 44
    tables: dict[str, list[dict[str, object]]] = {"shareholders": [], "abnormal": []}
    _report(pages, st, c, rng, year, v, heading=False)
    _shareholders(pages, st, c, rng, tables)
    paper = Paper("registry_extract", "annual_report", v, tables)
    paper.sheets = pages.sheets
    return paper


def _identity(c: Company, rng: random.Random, printed: date) -> dict[str, object]:
    return {
        "unified_social_credit_code": c.uscc,
        "company_name": c.name,
        "company_type": c.kind,
        "legal_representative": c.head.name,
        "registered_capital": None if c.sole else _data.yuan(c.capital),
        "establishment_date": c.founded.isoformat(),
        "valid_from": None,
        "valid_to": None,
        "address": c.address,
        "business_scope": c.scope,
        "issuing_authority": c.market_authority,
        "issue_date": None,
        "operating_status": rng.choice(_STATUS),
        "report_date": printed.isoformat(),
        "report_year": None,
        "filed_on": None,
        "total_assets": None,
        "total_liabilities": None,
        "owners_equity": None,
        "revenue": None,
        "total_profit": None,
        "net_profit": None,
        "tax_paid": None,
    }


def _title(pages: _Pages, c: Company, rng: random.Random, printed: date, v: dict[str, object]) -> bool:
    s, dated = pages.sheet, rng.random() < 0.75
    if rng.random() < 0.4:
        s.text(105, 70, "企业信用信息公示报告", 26, rng.choice(("hei", "heavy")), align="c")
        s.text(40, 110, f"企业名称:{c.name}", 13, "song")
        if dated:
            end = s.text(40, 122, rng.choice(("报告生成时间:", "报告日期:")), 13, "song")
            s.text(end, 122, _data.chinese(printed), 13, "song", mark="report_date")
        pages.start()
        return dated
    s.text(105, 26, "企业信用信息公示报告", rng.choice((18, 20)), rng.choice(("hei", "heavy", "song")), align="c")
    if dated:
        end = s.text(120, 36, rng.choice(("报告生成时间:", "打印时间:")), 9, "song")
        s.text(end, 36, f"{printed:%Y-%m-%d}", 9, "song", mark="report_date")
    pages.y = 44.0
    return dated


def _head(pages: _Pages, st: _style.Style, text: str) -> None:
    pages.need(24)
    pages.sheet.text(18, pages.y + 5, text, st.points + 1.5, "hei")
    pages.y += 9


def _grid(pages: _Pages, st: _style.Style, widths: list[float], rows: list[list[Row | str]]) -> None:
    for row in rows:
        pages.need(16 + sum(len(r[1]) for r in row if not isinstance(r, str)) * 0.12)
        pages.y = _style.grid(pages.sheet, st, 18, pages.y, widths, [row], 8)


def _base(pages: _Pages, st: _style.Style, c: Company, rng: random.Random, v: dict[str, object]) -> None:
    """The block 营业执照信息 (before 2017: 登记信息 / 基本信息)."""
    write = rng.choice((_data.chinese, lambda d: f"{d.year}年{d.month:02d}月{d.day:02d}日"))
    checked = _data.day_between(rng, c.founded, date.fromisoformat(str(v["report_date"])))
    v["issue_date"] = checked.isoformat()
    v["valid_from"] = c.founded.isoformat()
    v["valid_to"] = c.term_end.isoformat() if c.term_end else rng.choice(("long_term", None))
    until = write(c.term_end) if c.term_end else "长期" if v["valid_to"] else ""
    words = rng.choice(
        (f"{c.capital / 10000:.6f}万人民币", f"{c.capital / 10000:.0f}万元人民币", f"{c.capital / 10000:.4f}万元")
    )
    rows: list[Row] = [
        (rng.choice(("统一社会信用代码", "统一社会信用代码/注册号")), c.uscc, "unified_social_credit_code"),
        ("企业名称", c.name, "company_name"),
        ("类型", c.kind, "company_type"),
        ("法定代表人", c.head.name, "legal_representative"),
        ("注册资本", words, "registered_capital"),
        ("成立日期", write(c.founded), "establishment_date"),
    ]
    both: list[Row] = [
        (rng.choice(("营业期限自", "经营期限自")), write(c.founded), "valid_from"),
        (rng.choice(("营业期限至", "经营期限至")), until, "valid_to" if v["valid_to"] else None),
    ]
    tail: list[Row] = [
        ("登记机关", c.market_authority, "issuing_authority"),
        ("核准日期", write(checked), "issue_date"),
    ]
    state: Row = (rng.choice(("登记状态", "登记状态", "经营状态")), str(v["operating_status"]), "operating_status")
    if c.sole:
        rows = [r for r in rows if r[2] != "registered_capital"]
    long: list[Row] = [("住所", c.address, "address"), ("经营范围", c.scope, "business_scope")]
    _head(pages, st, rng.choice(("营业执照信息", "一、营业执照信息", "登记信息 基本信息", "基本信息")))
    way = rng.random()
    if way < 0.5:
        order = [*rows, *both, *tail, state]
        table = [list(order[i : i + 2]) for i in range(0, len(order), 2)]
        _grid(pages, st, [34, 53, 34, 53], [list[Row | str](row) for row in table])
        _grid(pages, st, [34, 140], [[row] for row in long])
    elif way < 0.8:
        _grid(pages, st, [44, 130], [[row] for row in (*rows, *both, *tail, state, *long)])
    else:
        fit = replace(st, colon=":", spread="none", step=2.5)
        everything = [*rows, *both, *tail, state, *long]
        for i in range(0, len(everything) - 2, 2):
            pages.need(10)
            below = [
                _style.entry(pages.sheet, fit, 18 + 88 * k, pages.y + 4, row, 54, 10)
                for k, row in enumerate(everything[i : min(i + 2, len(everything) - 2)])
            ]
            pages.y = max(below) - 2
        for row in long:
            pages.need(24)
            pages.y = _style.entry(pages.sheet, fit, 18, pages.y + 4, row, 140, 10)


def _shareholders(
    pages: _Pages, st: _style.Style, c: Company, rng: random.Random, tables: dict[str, list[dict[str, object]]]
) -> None:
    """股东及出资信息 with subscribed and paid amounts in units of ten thousand yuan."""
    if c.sole:
        return
    _head(pages, st, rng.choice(("股东及出资信息", "股东及出资信息(发起人)", "二、股东及出资信息")))
    count = rng.randrange(1, 5)
    parts = sorted(rng.sample(range(1, 100), count - 1)) if count > 1 else []
    shares = [b - a for a, b in zip((0, *parts), (*parts, 100), strict=True)]
    unit = rng.choice(("(万元)", "(万元)", ""))
    heads = [
        "序号",
        "股东名称" if unit else "股东",
        f"认缴额{unit}",
        "认缴出资方式",
        "认缴出资日期",
        f"实缴额{unit}",
        "实缴出资方式",
        "实缴出资日期",
    ]
    wide = [10.0, 30.0, 24.0, 22.0, 22.0, 24.0, 20.0, 22.0]
    pages.need(30)
    pages.y = pages.sheet.row(18, pages.y, wide, [Cell(h, None, "c") for h in heads], st.points - 1, st.label, least=8)
    for i, share in enumerate(shares):
        pages.need(14)
        amount = c.capital * share / 100
        paid = amount if rng.random() < 0.6 else Decimal(0)
        day = _data.day_between(rng, c.founded, _data.anniversary(c.founded, 3))
        name = (
            c.head.name
            if i == 0
            else rng.choice((_names.name(rng), f"{c.place.city.rstrip('市')}{_names.name(rng)[:2]}投资有限公司"))
        )
        sign, places = "" if unit else "万元", rng.choice((2, 4))
        cells = [
            Cell(str(i + 1), None, "c"),
            Cell(name, f"shareholders[{i}].name"),
            Cell(f"{amount / 10000:.{places}f}{sign}", f"shareholders[{i}].subscribed", "r"),
            Cell("货币", f"shareholders[{i}].subscribed_method", "c"),
            Cell(f"{day:%Y-%m-%d}", f"shareholders[{i}].subscribed_date", "c"),
            Cell(f"{paid / 10000:.{places}f}{sign}" if paid else "", f"shareholders[{i}].paid" if paid else None, "r"),
            Cell("货币" if paid else "", None, "c"),
            Cell(f"{day:%Y-%m-%d}" if paid else "", f"shareholders[{i}].paid_date" if paid else None, "c"),
        ]
        if len(pages.sheets) > 1:
            cells = [replace(x, mark=x.mark) for x in cells]
        pages.y = pages.sheet.row(18, pages.y, wide, cells, st.points - 1, st.font, least=8)
        tables["shareholders"].append(
            {
                "name": name,
                "subscribed": _data.yuan(amount),
                "subscribed_method": "货币",
                "subscribed_date": day.isoformat(),
                "paid": _data.yuan(paid) if paid else None,
                "paid_date": day.isoformat() if paid else None,
            }
        )


def _people(pages: _Pages, st: _style.Style, c: Company, rng: random.Random) -> None:
    _head(pages, st, rng.choice(("主要人员信息", "三、主要人员信息")))
    cells = [Cell(t, None, "c") for t in (c.head.name, "执行董事兼总经理", _names.name(rng), "监事")]
    pages.y = pages.sheet.row(18, pages.y, [30, 57, 30, 57], cells, st.points, st.font, least=8)
    _head(pages, st, rng.choice(("变更信息", "动产抵押登记信息", "行政处罚信息")))
    pages.sheet.text(105, pages.y + 5, "暂无相关信息", st.points, st.font, align="c")
    pages.y += 10


def _abnormal(
    pages: _Pages,
    st: _style.Style,
    rng: random.Random,
    c: Company,
    printed: date,
    tables: dict[str, list[dict[str, object]]],
) -> None:
    """列入经营异常名录信息: none, or entries that were removed again or not."""
    _head(pages, st, rng.choice(("列入经营异常名录信息", "经营异常信息", "四、列入经营异常名录信息")))
    if rng.random() < 0.6:
        pages.sheet.text(
            105,
            pages.y + 5,
            rng.choice(("暂无相关信息", "暂未查询到列入经营异常名录信息", "无")),
            st.points,
            st.font,
            align="c",
        )
        pages.y += 10
        return
    wide = [10.0, 62.0, 24.0, 40.0, 24.0, 14.0]
    heads = ("序号", "列入经营异常名录原因", "列入日期", "移出经营异常名录原因", "移出日期", "机关")
    pages.y = pages.sheet.row(18, pages.y, wide, [Cell(h, None, "c") for h in heads], st.points - 1, st.label, least=8)
    for i in range(rng.randrange(1, 3)):
        pages.need(20)
        listed = _data.day_between(rng, c.founded, printed)
        removed = _data.day_between(rng, listed, printed) if rng.random() < 0.5 else None
        reason = rng.choice(_REASONS)
        cells = [
            Cell(str(i + 1), None, "c"),
            Cell(reason, f"abnormal[{i}].reason"),
            Cell(f"{listed:%Y-%m-%d}", f"abnormal[{i}].listed_on", "c"),
            Cell("补报未报年份的年度报告并公示" if removed else ""),
            Cell(f"{removed:%Y-%m-%d}" if removed else "", f"abnormal[{i}].removed_on" if removed else None, "c"),
            Cell(c.place.district),
        ]
        pages.y = pages.sheet.row(18, pages.y, wide, cells, st.points - 1, st.font, least=8)
        tables["abnormal"].append(
            {"reason": reason, "listed_on": listed.isoformat(), "removed_on": removed.isoformat() if removed else None}
        )


def _report(
    pages: _Pages, st: _style.Style, c: Company, rng: random.Random, year: int, v: dict[str, object], heading: bool
) -> None:
    """The company's report of a year: basics, and figures of its assets or that it does not publish them."""
    v["report_year"] = year
    filed = _data.day_between(rng, date(year + 1, 1, 5), date(year + 1, 6, 29))
    v["filed_on"] = filed.isoformat()
    if heading:
        _head(pages, st, f"{year}年度报告")
        pages.sheet.mark("report_year", (18, pages.y - 8, 60, pages.y))
    end = pages.sheet.text(18, pages.y + 4, rng.choice(("填报时间:", "填报日期:", "公示日期:")), st.points, st.font)
    pages.sheet.text(end, pages.y + 4, _data.chinese(filed), st.points, st.font, mark="filed_on")
    pages.y += 8
    basics: list[list[Row | str]] = [
        [
            ("统一社会信用代码/注册号", c.uscc, None if heading else "unified_social_credit_code"),
            ("企业名称", c.name, None if heading else "company_name"),
        ],
        [("企业通信地址", c.address, None), ("邮政编码", _data.digits(rng, 6), None)],
        [("企业联系电话", _data.digits(rng, 11), None), ("企业电子邮箱", f"{_data.digits(rng, 8)}@qq.com", None)],
        [
            ("从业人数", rng.choice(("企业选择不公示", f"{rng.randrange(3, 300)}人")), None),
            (
                "企业经营状态" if not heading else "企业登记状态",
                "开业" if not heading else "存续",
                None if heading else "operating_status",
            ),
        ],
    ]
    if not heading:
        v["operating_status"] = "开业"
    _grid(pages, st, [36, 51, 36, 51], basics)
    _head(pages, st, rng.choice(("企业资产状况信息", "资产状况信息", "生产经营情况信息")))
    open_ = rng.random() < 0.6
    keys = (
        ("资产总额", "total_assets"),
        ("所有者权益合计", "owners_equity"),
        ("营业总收入", "revenue"),
        ("利润总额", "total_profit"),
        ("营业总收入中主营业务收入", None),
        ("净利润", "net_profit"),
        ("纳税总额", "tax_paid"),
        ("负债总额", "total_liabilities"),
    )
    items: list[Row] = []
    for text, key in keys:
        amount = (
            Decimal(rng.randrange(10000, 900000000))
            / 100
            * (-1 if key in ("total_profit", "net_profit") and rng.random() < 0.15 else 1)
        )
        if key and open_:
            v[key] = _data.yuan(amount * 10000)
        items.append((text, f"{amount}万元" if open_ else "企业选择不公示", key if open_ else None))
    table = [list[Row | str](items[i : i + 2]) for i in range(0, 8, 2)]
    _grid(pages, st, [40, 47, 40, 47], table)
