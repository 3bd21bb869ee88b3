"""Business licences as registrars of many places and years print them: entities, label wordings, layouts, ways of writing terms."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from samples import _data, _fonts, _forms, _seals, _style
from samples._data import Company
from samples._draw import RED, Colour, Sheet, guilloche
from samples._paper import Paper
from samples._style import Row, Style

DayText = Callable[[date], str]

_FRAMES: tuple[Colour, ...] = ((150, 112, 44), (120, 70, 60), (60, 90, 70), (170, 60, 50), (96, 96, 110))
_TITLES: tuple[Colour, ...] = ((24, 24, 28), (70, 52, 20), (150, 30, 30), (60, 40, 30))


@dataclass(frozen=True)
class Entity:
    """What kind of undertaking the licence is of, and how its form words the labels."""

    kind: str
    head: tuple[str, ...]
    address: tuple[str, ...]
    capital: tuple[str, ...] = ()
    founded: tuple[str, ...] = ("成立日期",)
    term: tuple[str, ...] = ("营业期限",)
    name: tuple[str, ...] = ("名称", "名称", "企业名称")
    type: tuple[str, ...] = ("类型", "类型", "公司类型")
    scope: tuple[str, ...] = ("经营范围",)
    place: tuple[str, ...] = ("登记机关",)


COMPANY = Entity(
    "company", ("法定代表人", "法定代表人", "法定代表人姓名"), ("住所",), ("注册资本", "注册资本", "注册资金")
)
PARTNERSHIP = Entity(
    "partnership", ("执行事务合伙人",), ("主要经营场所",), ("出资额", ""), term=("合伙期限",), type=("类型", "企业类型")
)
BRANCH = Entity("branch", ("负责人",), ("营业场所",), name=("名称",))
PROPRIETORSHIP = Entity(
    "proprietorship", ("投资人", "投资人姓名"), ("住所", "企业住所"), ("出资额", ""), type=("类型", "企业类型")
)
SOLE = Entity(
    "sole",
    ("经营者", "经营者姓名"),
    ("经营场所",),
    founded=("注册日期", "成立日期"),
    term=("执照有效期", "有效期限", "营业期限"),
    name=("名称", "字号名称"),
    type=("类型",),
    scope=("经营范围", "经营范围及方式"),
    place=("登记机关", "发照机关"),
)
KINDS = {
    "partnership": ("有限合伙企业", "普通合伙企业", "普通合伙", "合伙企业"),
    "branch": ("有限责任公司分公司(自然人投资或控股)", "有限责任公司分公司", "分公司"),
    "proprietorship": ("个人独资企业",),
    "sole": ("个体工商户", "个体"),
    "company": (
        "有限责任公司",
        "有限责任公司(自然人投资或控股)",
        "有限责任公司(自然人独资)",
        "有限责任公司(法人独资)",
        "有限责任公司(自然人投资或控股的法人独资)",
        "其他有限责任公司",
        "一人有限责任公司",
        "股份有限公司(非上市、自然人投资或控股)",
        "股份有限公司(非上市)",
        "有限责任公司(台港澳法人独资)",
    ),
}


def licence(c: Company, rng: random.Random, issued: date, old: bool = False) -> Paper:
    """A licence of the company in a random layout; `old` gives one with a 15-digit number and without inspections."""
    e = SOLE if c.sole else rng.choice((COMPANY,) * 7 + (PARTNERSHIP, BRANCH, PROPRIETORSHIP))
    c = replace(c, kind=rng.choice(KINDS[e.kind]), name=_named(c, e, rng))
    shenzhen = not old and e is COMPANY and rng.random() < 0.12
    term = not shenzhen and issued < date(2022, 9, 1) and (e is not SOLE or old) and rng.random() < 0.92
    authority = _authority(c, issued, rng)
    v = _values(c, e, issued, authority, old, rng)
    if shenzhen or e.capital == () or (capital := rng.choice(e.capital)) == "":
        v["registered_capital"] = capital = None
    st = _style.style(rng, 0.35)
    rows = _rows(c, e, v, rng, capital, term, shenzhen)
    landscape = issued >= date(2019, 3, 1) and rng.random() < 0.8 or rng.random() < 0.1
    if not old and (landscape or shenzhen) and rng.random() < 0.85:
        code = f"https://www.szcredit.org.cn/mobile/index.aspx?cid={c.uscc}"
        v["qr_payload"] = code if shenzhen else _payload(c, rng)
    draw = _landscape if landscape else _electronic if not old and rng.random() < 0.12 else _portrait
    if draw is _electronic:
        v["copy_kind"] = rng.choice(("duplicate", "original"))
    paper = Paper("business_licence", "licence", v)
    paper.sheets = [draw(c, e, rng, st, v, rows, shenzhen)]
    _share(paper.sheets[0])
    return paper


def _named(c: Company, e: Entity, rng: random.Random) -> str:
    if e.kind == "partnership":
        return c.name.replace("有限公司", "").replace("科技", "") + rng.choice(
            ("合伙企业(有限合伙)", "投资中心(有限合伙)")
        )
    if e.kind == "branch":
        return c.name + rng.choice(("分公司", f"{c.place.district.rstrip('区市')}分公司"))
    if e.kind == "proprietorship":
        return c.name.replace("科技有限公司", "厂").replace("有限公司", rng.choice(("厂", "加工厂")))
    return c.name


def _authority(c: Company, issued: date, rng: random.Random) -> str:
    if "authority" in c.extra:
        return c.extra["authority"]
    p = c.place
    if issued < date(2018, 11, 1):
        return rng.choice(
            (
                c.commerce_authority,
                f"{p.city}工商行政管理局",
                f"{p.town}工商行政管理局",
                f"{p.city}{p.district}市场监督管理局",
            )
        )
    return rng.choice(
        (c.market_authority,) * 3
        + (f"{p.city}市场监督管理局", f"{p.town}行政审批局", f"{p.city}行政审批局", f"{p.town}行政审批服务局")
    )


def _payload(c: Company, rng: random.Random) -> str:
    return rng.choice(
        (
            f"http://www.gsxt.gov.cn/index.html?uniscid={c.uscc}",
            f"http://www.gsxt.gov.cn/corp-query-entprise-info-search-1.html?uniscid={c.uscc}",
            _data.digits(rng, 32),
        )
    )


def _values(c: Company, e: Entity, issued: date, authority: str, old: bool, rng: random.Random) -> dict[str, object]:
    return {
        "unified_social_credit_code": None if old else c.uscc,
        "registration_number": c.registration_number if old else None,
        "company_name": c.name,
        "company_type": c.kind,
        "address": c.address,
        "legal_representative": c.head.name,
        "registered_capital": _data.yuan(c.capital),
        "paid_in_capital": None,
        "establishment_date": c.founded.isoformat(),
        "valid_from": None,
        "valid_to": None,
        "business_scope": c.scope,
        "issuing_authority": authority,
        "issue_date": issued.isoformat(),
        "copy_kind": rng.choice(("duplicate", "duplicate", "original")),
        "annual_inspection_years": None,
        "qr_payload": None,
    }


def _rows(
    c: Company, e: Entity, v: dict[str, object], rng: random.Random, capital: str | None, term: bool, shenzhen: bool
) -> list[Row]:
    """The form's rows in one of the usual orders; sets what the paper says of its term."""
    name_label = rng.choice(e.name)
    blank_name = e is SOLE and name_label == "字号名称" and rng.random() < 0.5
    if blank_name:
        v["company_name"] = None
    day = _day_text(rng)
    name: Row = (name_label, "****" if blank_name else c.name, None if blank_name else "company_name")
    kind: Row = ("主体类型" if shenzhen else rng.choice(e.type), c.kind, "company_type")
    place: Row = (rng.choice(e.address), c.address, "address")
    head: Row = (rng.choice(e.head), c.head.name, "legal_representative")
    founded: Row = (rng.choice(e.founded), day(c.founded), "establishment_date")
    scope: Row = (rng.choice(e.scope), c.scope, "business_scope")
    rows = [name, kind, place, head] if rng.random() < 0.6 else [name, place, head, kind]
    if e is SOLE:
        rows.insert(rng.choice((3, 4)), ("组成形式", rng.choice(("个人经营", "家庭经营")), None))
    if e is SOLE and v["registration_number"] and rng.random() < 0.3:
        own = rng.randrange(1, 50)
        v["registered_capital"] = _data.yuan(Decimal(own * 10000))
        rows.append(("资金数额", f"{own}万元", "registered_capital"))
    if capital and v["registered_capital"]:
        rows.append((capital, _capital_text(c.capital, rng), "registered_capital"))
        if v["registration_number"] and rng.random() < 0.4:
            v["paid_in_capital"] = v["registered_capital"]
            rows.append(("实收资本", _capital_text(c.capital, rng), "paid_in_capital"))
    rows.append(founded)
    if term:
        rows.append((rng.choice(e.term), _term_text(c, v, rng, day), "valid_to"))
    if shenzhen:
        v["business_scope"] = None
        return rows
    rows.insert(rng.choice((len(rows), len(rows), len(rows) - 1 if term else len(rows))), scope)
    return rows


def _day_text(rng: random.Random) -> DayText:
    """One way of writing days, used throughout a paper."""
    return rng.choice(
        (
            _data.chinese,
            _data.chinese,
            lambda d: f"{d.year}年{d.month:02d}月{d.day:02d}日",
            lambda d: f"{d.year}年{d.month:02d}月{d.day:02d}日",
            lambda d: f"{d:%Y-%m-%d}",
            _data.numerals,
        )
    )


def _term_text(c: Company, v: dict[str, object], rng: random.Random, day: DayText) -> str:
    start, lead = day(c.founded), rng.choice(("", "", "自"))
    v["valid_from"] = c.founded.isoformat()
    if c.term_end is None:
        way = rng.random()
        v["valid_to"] = "long_term"
        if way < 0.25:
            v["valid_from"] = None
            return rng.choice(("长期", "永久", "不约定期限", "长期有效"))
        if way < 0.4:
            v["valid_to"] = None
            return rng.choice((f"{lead}{start}至", f"{lead}{start}至　　年　月　日"))
        return f"{lead}{start}{rng.choice(('至', ' 至 '))}{rng.choice(('长期', '永久', '不约定期限', '无固定期限'))}"
    v["valid_to"] = c.term_end.isoformat()
    return f"{lead}{start}{rng.choice(('至', '至', ' 至 ', '　至　'))}{day(c.term_end)}"


def _capital_text(amount: Decimal, rng: random.Random) -> str:
    tens, words = amount / 10000, _data.in_capitals(amount)
    return rng.choice(
        (
            f"{words}元整",
            f"{words}圆整",
            f"{words}圆",
            f"{words}元人民币",
            f"人民币{words}元整",
            f"人民币{words}圆整",
            f"人民币{words}元",
            f"{tens:.0f}万元整",
            f"{tens:.0f}万元",
            f"{tens:.0f}万元人民币",
            f"{tens:.0f}万人民币",
            f"{tens:.4f}万元整",
            f"人民币{tens:.4f}万元整",
            f"人民币{tens:.0f}万元整",
            f"{tens:.6f}万人民币",
            f"{tens:.2f}万元",
            f"(人民币){tens:.0f}万元",
        )
    )


def _share(s: Sheet) -> None:
    """Both ends of a term stand in one box."""
    if "valid_to" in s.marks:
        s.mark("valid_from", s.marks["valid_to"])


def _head(s: Sheet, rng: random.Random, v: dict[str, object], middle: float, y: float, sole: bool) -> None:
    """Emblem, title and what says 正本 or 副本."""
    title = (
        rng.choice(("营业执照", "营业执照", "营 业 执 照", "营　业　执　照"))
        if not sole or rng.random() < 0.5
        else rng.choice(("个体工商户营业执照", "营业执照"))
    )
    size = rng.choice((30, 34, 38, 42)) * (0.72 if len(title) > 7 else 1)
    _forms.emblem(s, middle, y, rng.choice((18, 22, 26)))
    font = rng.choice(_fonts.installed("heavy", "heavy", "hei", "kai", "bold", "wenkai/times"))
    s.text(middle, y + 32, title, size, font, rng.choice(_TITLES), "c")
    if v["copy_kind"] == "duplicate":
        mark = rng.choice(
            ("(副　本)", "(副本)", "副　本", "(副　本)　1-1", "(副本)(1-1)", "(副本) 2-1", "副本编号:1-1")
        )
        s.text(middle, y + 41, mark, rng.choice((11, 13, 15)), rng.choice(("kai", "hei", "song")), align="c")
    elif rng.random() < 0.4:
        s.text(middle, y + 41, rng.choice(("(正　本)", "(正本)")), 13, "kai", align="c")


def _code_line(s: Sheet, rng: random.Random, v: dict[str, object], x: float, y: float, stacked: bool) -> None:
    """The code's label with the code beside or below it; now and then (副本) is printed over the label."""
    code, number = v["unified_social_credit_code"], v["registration_number"]
    lead = "统一社会信用代码" if code else rng.choice(("注册号", "注册号", "注册登记号"))
    mark = "unified_social_credit_code" if code else "registration_number"
    font = rng.choice(_fonts.installed("sans", "hei", "song", "micro", "arial", "times", "courier", "narrow"))
    end = s.text(x, y, lead + rng.choice(("", ":", " ")), rng.choice((10, 11, 12)), rng.choice(("hei", "song", "kai")))
    value, size = str(code or number), rng.choice((11, 12.5, 14))
    gap = rng.choice((0, 0, 1.5)) if size < 14 else 0
    if stacked:
        s.text(x, y + 7.5, value, size, font, mark=mark, spread=len(value) * (size * 0.18 + gap) if gap else None)
    else:
        s.text(end + rng.choice((1.0, 2.5, 6.0)), y + rng.uniform(-0.8, 0.8), value, size, font, mark=mark)
    if v["copy_kind"] == "duplicate" and rng.random() < 0.12:
        s.text(end - 13, y + 0.6, "(副本)", 13, "kai", rng.choice((RED, (24, 24, 28))))


def _foot(s: Sheet, e: Entity, rng: random.Random, v: dict[str, object], x: float, y: float) -> None:
    """The registrar's label, the seal that names it, and the day under the seal."""
    issued, authority = date.fromisoformat(str(v["issue_date"])), str(v["issuing_authority"])
    text = rng.choice(e.place) + rng.choice(("", "", ":", "(章)"))
    s.text(x, y, text, rng.choice((11, 13)), rng.choice(("hei", "song", "kai")), spread=rng.choice((None, 28.0, 34.0)))
    size, below = rng.choice((36.0, 40.0, 44.0)), y + rng.choice((11.0, 14.0, 17.0))
    font, points = rng.choice(_fonts.installed("song", "kai", "hei", "times", "song/times")), rng.choice((11, 12, 13))
    way = rng.random()
    if way < 0.45:
        day = (str(issued.year), f"{issued.month:02d}", f"{issued.day:02d}")
        _style.split_date(
            s, rng, x + rng.uniform(-6, 6), below, day, points, font if font != "times" else "song", "issue_date"
        )
    elif way < 0.85:
        s.text(
            x + rng.uniform(-6, 8),
            below,
            f"{issued.year}年{issued.month:02d}月{issued.day:02d}日",
            points,
            font if font != "times" else "song",
            mark="issue_date",
        )
    else:
        s.text(x, below, _data.numerals(issued), points, "kai", mark="issue_date")
    middle = (x + rng.uniform(12, 30), y + rng.uniform(-4, 6))
    code = _data.digits(rng, 13) if rng.random() < 0.7 else ""
    s.stamp(_seals.round_seal(authority, code=code, rng=rng), *middle, size)
    s.mark(
        "issuing_authority", (middle[0] - size / 2, middle[1] - size / 2, middle[0] + size / 2, middle[1] + size / 2)
    )


def _qr(s: Sheet, rng: random.Random, v: dict[str, object], x: float, y: float, size: float) -> None:
    if v["qr_payload"] is None:
        return
    s.picture(_forms.qr(str(v["qr_payload"])), (x, y, x + size, y + size))
    s.mark("qr_payload", (x, y, x + size, y + size))
    notes = ("扫描二维码登录国家", "企业信用信息公示系", "统了解更多登记、备", "案、许可、监管信息。")
    if rng.random() < 0.7:
        for i, line in enumerate(notes):
            s.text(x + size + 2, y + 6 + 3.4 * i, line, 6.5, "song")


def _paper_of(rng: random.Random, width: float, height: float) -> Sheet:
    s = Sheet(
        width, height, rng.choice(((254, 252, 244), (253, 251, 246), (255, 255, 255), (250, 246, 230), (248, 250, 246)))
    )
    colour = rng.choice(((214, 186, 110), (200, 190, 170), (226, 206, 150), (190, 200, 190), (222, 190, 190)))
    if rng.random() < 0.8:
        s.picture(
            guilloche(int(width * 4), int(height * 4), colour, rng, rng.choice((9, 12, 15, 19))),
            (12, 12, width - 12, height - 12),
        )
    if rng.random() < 0.85:
        _forms.border(s, rng.choice(_FRAMES), 7, rng)
    return s


def _hints(s: Sheet, rng: random.Random, x: float, y: float, width: float) -> None:
    """What Shenzhen's licence prints in the scope's stead."""
    s.text(x, y, "重要提示", 10.5, "hei")
    y += 6
    for note in (
        "1.商事主体的经营范围由章程确定。经营范围中属于法律、法规规定应当经批准的项目,取得许可审批文件后方可开展相关经营活动。",
        "2.商事主体经营范围和许可审批项目等有关企业信用事项及年报信息和其他信用信息,请登录国家企业信用信息公示系统查询。",
        "3.各类商事主体每年须于成立周年之日起两个月内,向商事登记机关提交上一自然年度的年度报告。",
    ):
        y = s.paragraph(x, y, width, note, 8.5, "song", 1.4) + 1


def _landscape(
    c: Company, e: Entity, rng: random.Random, st: Style, v: dict[str, object], rows: list[Row], shenzhen: bool
) -> Sheet:
    """The form of 2019: code at the upper left, QR code at the right, two columns."""
    s = _paper_of(rng, 297, 210)
    _head(s, rng, v, 148.5, 24, e is SOLE)
    _code_line(s, rng, v, 28, rng.choice((40, 44)), rng.random() < 0.7)
    if rng.random() < 0.4:
        s.text(28, 58, f"证照编号:{_data.digits(rng, 20)}", 8, "song")
    _qr(s, rng, v, rng.choice((222, 232)), 34, rng.choice((24, 28)))
    long = [r for r in rows if r[2] in ("business_scope",)]
    right = [r for r in rows if r[2] in ("registered_capital", "paid_in_capital", "establishment_date", "valid_to")]
    if rng.random() < 0.75:
        right += [r for r in rows if r[2] == "address"]
    left = [r for r in rows if r not in right and r not in long] + long
    st = replace(st, place="beside")
    one, two = _style.fitted(st, left, 86, 84), _style.fitted(st, right, 74, 62)
    y = rng.choice((82.0, 86.0))
    _style.entries(s, one, 28, y, left, 86, rng.choice((24, 28)))
    _style.entries(s, replace(one, dy=two.dy), rng.choice((156, 164)), y, right, 74, rng.choice((22, 26)))
    if shenzhen:
        _hints(s, rng, 28, 140, 120)
    _foot(s, e, rng, v, rng.choice((188.0, 198.0, 206.0)), rng.choice((162.0, 168.0)))
    s.text(20, 194, "国家企业信用信息公示系统网址:http://www.gsxt.gov.cn", 7, "song")
    s.text(277, 194, "国家市场监督管理总局监制", 7, "song", align="r")
    return s


def _portrait(
    c: Company, e: Entity, rng: random.Random, st: Style, v: dict[str, object], rows: list[Row], shenzhen: bool
) -> Sheet:
    """The upright form: one column, now and then the short rows in pairs; registrar at the foot."""
    s = _paper_of(rng, 210, 297)
    if rng.random() < 0.5:
        s.text(186, 26, f"编号 S{_data.digits(rng, 13)}" + rng.choice(("", "(1-1)")), 8.5, "song", align="r")
    _head(s, rng, v, 105, 38, e is SOLE)
    _code_line(s, rng, v, rng.choice((32, 52, 64)), rng.choice((90, 93)), rng.random() < 0.15)
    _qr(s, rng, v, 28, 236, 26)
    st = _style.fitted(replace(st, points=st.points * 1.05), rows, 104, 125)
    y = _style.entries(s, st, rng.choice((30, 36, 40)), 108, rows, 102, rng.choice((26, 30, 34)))
    if shenzhen:
        _hints(s, rng, 34, y + 2, 140)
    _foot(s, e, rng, v, rng.choice((104.0, 116.0, 124.0)), rng.choice((250.0, 256.0)))
    s.text(20, 283, "企业信用信息公示系统网址:http://www.gsxt.gov.cn", 7, "song")
    s.text(
        190,
        283,
        rng.choice(("中华人民共和国国家工商行政管理总局监制", "国家市场监督管理总局监制")),
        7,
        "song",
        align="r",
    )
    return s


def _electronic(
    c: Company, e: Entity, rng: random.Random, st: Style, v: dict[str, object], rows: list[Row], shenzhen: bool
) -> Sheet:
    """A printout of the electronic licence: a plain sheet with a ruled or open list and the day of printing at its foot."""
    s = Sheet(210, 297)
    title = rng.choice(("电子营业执照", "营业执照", "营业执照(电子)"))
    s.text(
        105,
        34,
        title,
        22,
        rng.choice(("hei", "bold", "heavy")),
        rng.choice(((30, 60, 140), (160, 30, 30), (24, 24, 28))),
        "c",
    )
    s.text(105, 44, "(副本)" if v["copy_kind"] == "duplicate" else "(正本)", 12, "hei", align="c")
    code: Row = ("统一社会信用代码", str(v["unified_social_credit_code"]), "unified_social_credit_code")
    if rng.random() < 0.5:
        y = _style.grid(s, replace(st, points=10.5, dx=0, dy=0), 22, 54, [38, 128], [[r] for r in (code, *rows)], 9)
    else:
        fit = _style.fitted(replace(st, colon=":", place="beside"), [code, *rows], 118, 140)
        y = _style.entries(s, fit, 24, 60, [code, *rows], 118, 34)
    if shenzhen:
        _hints(s, rng, 24, y + 6, 150)
        y += 40
    _foot(s, e, rng, v, 120, max(y + 16, 210))
    _qr(s, rng, v, 26, 236, 28)
    s.text(105, 276, "本电子营业执照与纸质营业执照具有同等法律效力", 8.5, "song", align="c")
    if rng.random() < 0.6:
        printed = _data.day_between(rng, date.fromisoformat(str(v["issue_date"])), date(2026, 6, 30))
        s.text(
            190,
            286,
            f"打印时间:{printed:%Y-%m-%d} {rng.randrange(8, 18)}:{rng.randrange(10, 60)}:{rng.randrange(10, 60)}",
            8,
            "song",
            align="r",
        )
    return s
