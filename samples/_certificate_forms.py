"""Code certificates, tax registrations, account permits and sheets, loan cards, in the layouts of many offices and banks."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from samples import _data, _fonts, _forms, _seals, _style
from samples._data import Company
from samples._draw import Cell, Colour, Sheet, guilloche
from samples._paper import Paper
from samples._style import Row

_TINTS: tuple[Colour, ...] = (
    (246, 250, 246),
    (255, 255, 255),
    (252, 244, 240),
    (244, 248, 252),
    (250, 250, 240),
    (238, 244, 250),
)
_WAVES: tuple[Colour, ...] = ((150, 190, 170), (230, 170, 160), (170, 190, 220), (190, 200, 150), (180, 180, 210))
_FRAMES: tuple[Colour, ...] = ((40, 90, 110), (150, 80, 70), (90, 110, 140), (70, 120, 90), (130, 90, 60))
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_DOTS = (34, 34, 60)


def ground(rng: random.Random, width: float, height: float) -> Sheet:
    """A certificate's blank: tint, waves, frame; now and then plain."""
    s = Sheet(width, height, rng.choice(_TINTS))
    if rng.random() < 0.8:
        wave = guilloche(int(width * 4), int(height * 4), rng.choice(_WAVES), rng, rng.choice((10, 12, 14, 18)))
        s.picture(wave, (6, 6, width - 6, height - 6))
    colour, way = rng.choice(_FRAMES), rng.random()
    if way < 0.5:
        s.frame((7, 7, width - 7, height - 7), rng.choice((0.8, 1.6, 2.2)), colour)
        s.frame((10.5, 10.5, width - 10.5, height - 10.5), 0.3, colour)
    elif way < 0.85:
        _forms.border(s, colour, 5, rng)
    return s


def sealed(
    s: Sheet,
    rng: random.Random,
    name: str,
    x: float,
    y: float,
    size: float,
    below: str = "",
    mark: str = "issuing_authority",
) -> None:
    """Press an office's round seal and mark it as what names the office."""
    s.stamp(_seals.round_seal(name, below, _data.digits(rng, 13) if rng.random() < 0.4 else "", rng=rng), x, y, size)
    s.mark(mark, (x - size / 2, y - size / 2, x + size / 2, y + size / 2))


def day_writer(rng: random.Random) -> Callable[[date], str]:
    """One of the ways in which certificates print days."""
    return rng.choice(
        (
            _data.chinese,
            _data.chinese,
            lambda d: f"{d.year}年{d.month:02d}月{d.day:02d}日",
            lambda d: f"{d:%Y-%m-%d}",
            lambda d: f"{d:%Y.%m.%d}",
            _data.numerals,
        )
    )


def organisation_code(c: Company, rng: random.Random, valid_from: date) -> Paper:
    """The code certificate: code and term, the person behind the type without a label; the copy with a table of yearly stickers."""
    issuer = rng.choice(
        (
            f"{c.place.city}质量技术监督局",
            f"{c.place.town}质量技术监督局",
            f"{c.place.province}质量技术监督局",
            f"{c.place.city}市场监督管理局",
        )
    )
    number = f"组代管{c.place.code}-{_data.digits(rng, 6)}" + rng.choice(("", "-1"))
    kind = rng.choice(("企业法人", "企业法人", "企业非法人", "企业其他")) if not c.sole else "个体"
    v: dict[str, object] = {
        "organisation_code": c.organisation_code,
        "organisation_name": c.name,
        "organisation_type": kind,
        "legal_representative": c.head.name,
        "address": c.address,
        "valid_from": valid_from.isoformat(),
        "valid_to": _data.anniversary(valid_from, 4).isoformat(),
        "issuing_authority": issuer,
        "registration_number": number,
        "annual_inspection_years": None,
    }
    copy, side = rng.random() < 0.75, rng.random() < 0.35
    s = ground(rng, 297 if side else 210, 148 if not side else 190)
    middle = 86.0 if side else 105.0
    s.text(middle, 24, "中华人民共和国", rng.choice((13, 15, 17)), rng.choice(("heavy", "hei", "kai")), align="c")
    s.text(middle, 35, "组织机构代码证", rng.choice((20, 23, 26)), rng.choice(("heavy", "hei", "kai")), align="c")
    if copy or rng.random() < 0.5:
        s.text(middle, 42, rng.choice(("(副　本)", "(副本)", "副　本")) if copy else "(正　本)", 11, "kai", align="c")
    st = replace(_style.style(rng, 0.5), place="beside", points=rng.choice((10, 11, 12)))
    code = c.organisation_code
    shown = code.translate(_WIDE).replace("-", "－") if rng.random() < 0.4 else code
    s.text(20, 54, rng.choice(("代　　码", "代　码", "代码")) + rng.choice((":", "")), 11, st.label)
    s.text(
        48,
        54 + st.dy,
        shown,
        rng.choice((13, 15)),
        rng.choice(_fonts.installed("song", "sans", "courier", "times")),
        mark="organisation_code",
    )
    if rng.random() < 0.7:
        s.picture(_forms.code39(code.replace("-", "")), (middle + 10, 46, middle + 70, 56))
    person = rng.choice(("  法定代表人:", "　法定代表人:", "　　　", "  ", "\n", "\n")) + c.head.name
    write = day_writer(rng)
    rows: list[Row] = [
        ("机构名称", c.name, "organisation_name"),
        ("机构类型", kind if person[0] == "\n" else kind + person, "organisation_type"),
        (rng.choice(("地址", "地　　址")), c.address, "address"),
        (
            "有效期",
            f"自{write(valid_from)}至{write(date.fromisoformat(str(v['valid_to'])))}",
            "valid_to",
        ),
        ("颁发单位", issuer, "issuing_authority"),
        ("登记号", number, "registration_number"),
    ]
    fit = _style.fitted(st, rows, 92, 70)
    y = 65.0
    for row in rows:
        below = _style.entry(s, fit, 20, y, row, 92, 22)
        if row[2] == "organisation_type" and person[0] == "\n":
            lead = rng.choice(("法定代表人:", "", ""))
            s.text(
                20 + 22 + fit.gap + fit.dx,
                below + fit.dy,
                lead + c.head.name,
                fit.points,
                fit.font,
                fit.ink_colour,
                mark="legal_representative",
                style=fit.ink,
            )
            below += fit.points * 0.3528 * fit.leading
        y = below + fit.step
    if "legal_representative" not in s.marks:
        s.mark("legal_representative", s.marks["organisation_type"])
    s.mark("valid_from", s.marks["valid_to"])
    at = (rng.uniform(150, 168), rng.uniform(100, 112)) if not side else (rng.uniform(120, 140), rng.uniform(128, 145))
    s.stamp(
        _seals.round_seal(issuer, rng.choice(("代码专用章", "", "代码证专用章")), rng=rng), *at, rng.uniform(32, 38)
    )
    s.text(
        middle + 90 if not side else 150,
        s.height - 14,
        f"NO.{valid_from.year} {_data.digits(rng, 7)}",
        8,
        "sans",
        align="r",
    )
    if side:
        _code_notes(s, rng, valid_from, v)
    paper = Paper("organisation_code_certificate", "org", v)
    paper.sheets = [s]
    return paper


def _code_notes(s: Sheet, rng: random.Random, since: date, v: dict[str, object]) -> None:
    """The right half of the copy: notes and, below, the table of yearly inspections with its stickers."""
    s.text(222, 24, "说　　明", 13, "hei", align="c")
    y = 33.0
    for note in (
        "1.中华人民共和国组织机构代码是组织机构在中华人民共和国境内唯一的、始终不变的法定代码标识。",
        "2.《中华人民共和国组织机构代码证》是组织机构法定代码标识的凭证,分正本和副本。",
        "3.《中华人民共和国组织机构代码证》不得出租、出借、冒用、转让、伪造、变造、非法买卖。",
        "4.组织机构依法注销、撤销时,应向原发证机关办理注销登记,并交回全部代码证。",
        "5.组织机构应按有关规定,接受发证机关的年度检验。",
    ):
        y = s.paragraph(160, y, 124, note, 9, "song", 1.4) + 1
    s.text(222, y + 8, rng.choice(("年检记录", "年检情况")), 12, "hei", align="c")
    top, years = y + 12, list[int]()
    for i in range(4):
        x = 162 + 30 * i
        s.frame((x, top, x + 30, top + 40), 0.3)
        year = since.year + i + 1
        if i < rng.randrange(0, 4) and not years[i:] and len(years) == i:
            years.append(year)
            s.stamp(_seals.box_stamp([f"{year}年", rng.choice(("年检合格", "已年检"))], rng=rng), x + 15, top + 20, 24)
            s.mark("annual_inspection_years", (x, top, x + 30, top + 40))
    v["annual_inspection_years"] = years or None


def tax_registration(c: Company, rng: random.Random, kind: str, issued: date) -> Paper:
    """A tax registration, the entries printed by another hand than the form."""
    place = rng.choice((f"{c.place.city}{c.place.district}", f"{c.place.province}{c.place.district}", c.place.city))
    names = {"national": ["国家税务局"], "local": ["地方税务局"], "joint": ["国家税务局", "地方税务局"]}[kind]
    offices = [place + n for n in names]
    word = {
        "national": ("国税字", "国税登字"),
        "local": ("地税字", "地税登字"),
        "joint": ("税字", "国/地税字", "国地税字"),
    }[kind]
    number = c.old_taxpayer_id
    cut = rng.random() < 0.15
    v: dict[str, object] = {
        "tax_authority_kind": kind,
        "taxpayer_id": number,
        "taxpayer_name": c.name,
        "legal_representative": c.head.name,
        "address": c.address,
        "registration_type": "个体工商户"
        if c.sole
        else rng.choice(("私营有限责任公司", "其他有限责任公司", "有限责任公司", "私营有限责任", "其他有限责任")),
        "business_scope": c.scope if not cut or len(c.scope) < 40 else c.scope[:36] + "…",
        "withholding_obligation": rng.choice(("依法确定", "依法代扣代缴", "法律、行政法规规定的扣缴义务", None)),
        "issuing_authority": "、".join(offices),
        "issue_date": issued.isoformat(),
    }
    upright = rng.random() < 0.2
    s = ground(rng, *((210.0, 297.0) if upright else (297.0, 210.0)))
    mid, st = s.width / 2, replace(_style.style(rng, 0.85), place="beside")
    s.text(
        mid,
        36,
        rng.choice(("税务登记证", "税 务 登 记 证")),
        rng.choice((26, 30, 34)),
        rng.choice(("heavy", "hei", "kai")),
        align="c",
    )
    s.text(mid, 46, rng.choice(("(副　本)", "(正　本)", "(副本)", "副本", "")), 12, "kai", align="c")
    mark = c.place.short + rng.choice(word)
    if kind == "joint" and "/" in mark:
        mark = mark[1 : 3 + 1] + c.place.short + "字" if rng.random() < 0.5 else mark
    start = mid - rng.uniform(45, 62)
    end = s.text(start, 57, mark, 12, st.label)
    end = s.text(
        end + 2 + st.dx,
        57 + st.dy,
        number,
        rng.choice((12, 13)),
        st.font,
        st.ink_colour,
        mark="taxpayer_id",
        style=st.ink,
    )
    s.text(end + 2, 57, "号", 12, st.label)
    separate = rng.random() < 0.2
    rows: list[Row] = [
        ("纳税人名称", c.name, "taxpayer_name"),
        (rng.choice(("法定代表人(负责人)", "法定代表人(负责人)", "法定代表人")), c.head.name, "legal_representative"),
        (rng.choice(("地址", "地　　址")), c.address, "address"),
        ("登记注册类型", str(v["registration_type"]), "registration_type"),
        ("经营范围", str(v["business_scope"]), "business_scope"),
        ("批准设立机关", rng.choice((c.commerce_authority, "")), None),
        ("扣缴义务", str(v["withholding_obligation"] or ""), "withholding_obligation"),
    ]
    if separate:
        rows.insert(0, ("纳税人识别号", number, None))
    wide = s.width - 120
    fit = _style.fitted(
        replace(st, spread=rng.choice(("even", "even", "none"))), rows, wide, 88 if not upright else 150
    )
    y = _style.entries(s, fit, 30, 72, rows, wide, 42)
    foot = min(max(y + 16, s.height - 40), s.height - 28)
    s.text(s.width - 112, foot, rng.choice(("发证税务机关(章)", "发证税务机关", "发证机关(盖章)")), 11, st.label)
    gap = rng.choice((40, 46))
    for i, office in enumerate(offices):
        sealed(s, rng, office, s.width - 96 + gap * i, foot - 6, rng.uniform(34, 40))
    text = _data.numerals(issued) if rng.random() < 0.4 else _data.chinese(issued)
    if rng.random() < 0.4:
        figures = (str(issued.year), str(issued.month), str(issued.day))
        _style.split_date(s, rng, s.width - 104, foot + 11, figures, 11, fit.font, "issue_date")
    else:
        s.text(s.width - 100, foot + 11, rng.choice(("", "", "发证日期:")) + text, 11, "song", mark="issue_date")
    s.text(22, s.height - 16, "国家税务总局监制", 7.5, "song")
    paper = Paper("tax_registration_certificate", f"tax_{kind}", v)
    paper.sheets = [s]
    return paper


def account_permit(c: Company, rng: random.Random, opened: date) -> Paper:
    """The permit, or the sheet that took its place in 2019."""
    return account_sheet(c, rng, opened) if rng.random() < 0.45 else _permit(c, rng, opened)


def _permit(c: Company, rng: random.Random, opened: date) -> Paper:
    bank = f"中国人民银行{c.place.city.rstrip('市')}{rng.choice(('中心支行', '分行', '支行', '市中心支行'))}"
    v = _account(c, opened, bank)
    s, st = ground(rng, 210, 148), replace(_style.style(rng, 0.5), spread="none", place="beside")
    s.text(
        105,
        34,
        rng.choice(("开户许可证", "开 户 许 可 证", "开　户　许　可　证")),
        rng.choice((22, 26)),
        rng.choice(("kai", "hei", "heavy")),
        align="c",
    )
    colon = rng.choice((":", "", " "))
    end = s.text(20, 47, "核准号" + colon, 10.5, st.label)
    s.text(end + 1, 47, str(v["permit_number"]), 10.5, st.font, mark="permit_number")
    s.text(190, 47, f"编号{colon}{_data.digits(rng, 4)}-{_data.digits(rng, 8)}", 10.5, st.font, align="r")
    approved = rng.choice(
        ("符合开户条件,准予开立基本存款账户。", "符合开户条件,准予", "符合开户条件,准予开立基本存款账户")
    )
    parts: list[tuple[str, str | None]] = [("　　经审核,", None), (c.name, "company_name"), (approved, None)]
    if rng.random() < 0.3:
        s.text(30, 62, "经审核,", 12, st.label)
        s.text(50 + st.dx, 62 + st.dy, c.name, 12, st.font, st.ink_colour, mark="company_name", style=st.ink)
        s.line(48, 63.4, 186, 63.4, 0.15)
        s.text(24, 73, approved, 12, st.label)
        y = 86.0
    else:
        y = max(s.runs(24, 62, 162, parts, 12, st.font, 1.7) + 3, 84)
    rows: list[Row] = [
        (
            rng.choice(("法定代表人(单位负责人)", "法定代表人(单位负责人)", "法定代表人(负责人)")),
            c.head.name,
            "legal_representative",
        ),
        ("开户银行", c.bank, "bank_name"),
        (rng.choice(("账　　号", "账号", "帐　号")), c.account, "account_number"),
    ]
    _style.entries(s, replace(st, step=rng.choice((4, 5, 6)), points=min(st.points, 12)), 30, y, rows, 110, 24)
    s.text(120, 118, rng.choice(("发证机关(盖章)", "发证机关", "发证机关(章)")), 11, st.label)
    if rng.random() < 0.35:
        _style.split_date(
            s, rng, 122, 130, (str(opened.year), f"{opened.month:02d}", f"{opened.day:02d}"), 11, st.font, "issue_date"
        )
    else:
        s.text(124, 130, _data.chinese(opened), 11, st.font, mark="issue_date")
    sealed(
        s,
        rng,
        bank,
        150 + rng.uniform(-8, 8),
        116 + rng.uniform(-4, 4),
        33,
        rng.choice(("账户管理专用章", "", "行政许可专用章")),
    )
    paper = Paper("account_opening_permit", "permit", v)
    paper.sheets = [s]
    return paper


def _account(c: Company, opened: date | None, authority: str | None) -> dict[str, object]:
    return {
        "permit_number": c.permit_number,
        "company_name": c.name,
        "legal_representative": c.head.name,
        "bank_name": c.bank,
        "account_number": c.account,
        "issuing_authority": authority,
        "issue_date": opened.isoformat() if opened else None,
    }


def account_sheet(c: Company, rng: random.Random, opened: date) -> Paper:
    """基本存款账户信息: ruled, or a list; with the bank's seal; the day of printing stands below or is missing."""
    dated = rng.random() < 0.75
    v = _account(c, opened if dated else None, None)
    s, st = Sheet(210, rng.choice((148.0, 297.0))), replace(_style.style(rng, 0.15), place="beside")
    s.text(
        105,
        30,
        rng.choice(("基本存款账户信息", "基本存款账户信息", "基本存款账户编号信息")),
        rng.choice((16, 20, 24)),
        rng.choice(("hei", "heavy", "song")),
        align="c",
    )
    rows: list[Row] = [
        (rng.choice(("账户名称", "账户名称", "存款人名称")), c.name, "company_name"),
        (rng.choice(("账户号码", "账户号码", "账号")), c.account, "account_number"),
        (rng.choice(("开户银行", "开户银行名称")), c.bank, "bank_name"),
        (
            rng.choice(("法定代表人(单位负责人)", "法定代表人\n(单位负责人)", "法定代表人或单位负责人")).replace(
                "\n", ""
            ),
            c.head.name,
            "legal_representative",
        ),
        ("基本存款账户编号", c.permit_number, "permit_number"),
    ]
    if rng.random() < 0.3:
        rows.insert(3, ("账户性质", "基本存款账户", None))
    if rng.random() < 0.5:
        y = _style.grid(
            s, replace(st, points=min(st.points, 11.5)), 25, 42, [52, 108], [[r] for r in rows], rng.choice((9, 11, 13))
        )
    else:
        y = _style.entries(
            s, _style.fitted(replace(st, colon=rng.choice((":", ":", ""))), rows, 108, 62), 24, 46, rows, 108, 46
        )
    foot = min(y + 16, s.height - 20)
    if dated:
        s.text(
            rng.choice((120, 130)),
            foot,
            rng.choice(("", "", "日期:")) + _data.chinese(opened),
            11,
            st.font,
            mark="issue_date",
        )
    s.stamp(_seals.round_seal(c.bank[-18:], rng.choice(("业务专用章", "业务公章", "")), rng=rng), 150, foot - 4, 36)
    paper = Paper("account_opening_permit", "permit", v)
    paper.sheets = [s]
    return paper


def loan_card(c: Company, rng: random.Random, years: tuple[int, ...], issued: date) -> Paper:
    """The loan card as a plastic card on a sheet, its information page, or its paper with yearly reviews."""
    v: dict[str, object] = {
        "loan_card_code": c.loan_card,
        "company_name": c.name,
        "annual_inspection_years": list(years) or None,
    }
    bank = f"中国人民银行{c.place.city.rstrip('市')}{rng.choice(('中心支行', '分行', '支行'))}"
    st, way = replace(_style.style(rng, 0.3), place="beside"), rng.random()
    code = c.loan_card if rng.random() < 0.7 else " ".join(c.loan_card[i : i + 4] for i in range(0, 16, 4))
    rows: list[Row] = [
        (rng.choice(("贷款卡编码", "贷款卡号", "编码", "中征码")), code, "loan_card_code"),
        (rng.choice(("借款人名称", "企业名称", "名称")), c.name, "company_name"),
    ]
    more: list[Row] = [(rng.choice(("发卡机关", "发证机关")), bank, None), ("发卡日期", day_writer(rng)(issued), None)]
    if way < 0.3:
        v["annual_inspection_years"] = None
        s = Sheet(210, 148)
        s.fill((50, 40, 140, 96), (210, 226, 244))
        s.frame((50, 40, 140, 96), 0.3, (120, 140, 170))
        s.text(95, 54, rng.choice(("贷款卡", "贷 款 卡")), 18, "hei", (30, 60, 120), "c")
        s.text(95, 48, "中国人民银行", 8, "song", align="c")
        _style.entries(s, _style.fitted(replace(st, points=9), rows, 56, 22), 54, 68, rows, 56, 20)
    elif way < 0.6:
        s = Sheet(210, 297)
        s.text(105, 36, rng.choice(("贷款卡信息", "贷款卡基本信息", "贷款卡")), 20, "hei", align="c")
        extra: list[Row] = [
            ("组织机构代码", c.organisation_code, None),
            ("法定代表人", c.head.name, None),
            ("注册地址", c.address, None),
            ("贷款卡状态", "正常", None),
        ]
        y = _style.grid(s, replace(st, points=10.5), 25, 50, [40, 120], [[r] for r in (*rows, *extra, *more)], 10)
        _reviews(s, rng, years, y + 12, 30)
    else:
        s = ground(rng, 210, 148)
        s.text(
            105,
            24,
            rng.choice(("贷款卡", "贷 款 卡", "中华人民共和国贷款卡")),
            rng.choice((18, 24)),
            "heavy",
            (30, 60, 120),
            "c",
        )
        y = _style.entries(s, _style.fitted(st, [*rows, *more], 110, 40), 24, 40, [*rows, *more], 110, 32)
        _reviews(s, rng, years, max(y, 84), 24)
    paper = Paper("loan_card", "loan_card", v)
    paper.sheets = [s]
    return paper


def _reviews(s: Sheet, rng: random.Random, years: tuple[int, ...], y: float, x: float) -> None:
    """年审记录 with a stamp, or a printed line, a year."""
    s.text(x, y, rng.choice(("年审记录", "年审记录", "年审情况")), 11, "hei")
    stamped = rng.random() < 0.7
    for i, year in enumerate(years):
        left = x + 42 * i
        day = date(year + 1, 3, 1) + timedelta(days=rng.randrange(100))
        if stamped:
            s.frame((left, y + 4, left + 40, y + 38), 0.2)
            lines = [f"{year}年度", rng.choice(("已年审", "年审合格")), f"{day:%Y.%m.%d}"]
            s.stamp(_seals.box_stamp(lines, rng=rng), left + 20, y + 21, 30)
        else:
            s.row(left, y + 4, [40], [Cell(f"{year}年 已年审", None, "c")], 10, least=12)
        s.mark("annual_inspection_years", (left, y + 4, left + 40, y + 38))
