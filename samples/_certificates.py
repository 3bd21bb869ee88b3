"""Papers of the old regime beside the licence: code certificate, tax registrations, loan card; and the account permit."""

from __future__ import annotations

import random
from datetime import date, timedelta

from samples import _data, _forms, _seals
from samples._data import Company
from samples._draw import Sheet, guilloche
from samples._paper import Paper

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def organisation_code(c: Company, rng: random.Random, valid_from: date, shown: dict[str, str] | None = None) -> Paper:
    """The organisation code certificate, valid four years."""
    authority = f"{c.place.city}质量技术监督局"
    number = f"组代管{c.place.code}-{_data.digits(rng, 6)}"
    v: dict[str, object] = {
        "organisation_code": c.organisation_code,
        "organisation_name": c.name,
        "organisation_type": "企业法人",
        "legal_representative": c.head.name,
        "address": c.address,
        "valid_from": valid_from.isoformat(),
        "valid_to": _data.anniversary(valid_from, 4).isoformat(),
        "issuing_authority": authority,
        "registration_number": number,
        "annual_inspection_years": [],
    }
    v.update(shown or {})
    s = Sheet(210, 148, (246, 250, 246))
    s.picture(guilloche(900, 620, (150, 190, 170), rng, 10), (6, 6, 204, 142))
    s.frame((7, 7, 203, 141), 2.2, (40, 90, 110))
    s.frame((10.5, 10.5, 199.5, 137.5), 0.4, (40, 90, 110))
    s.text(105, 25, "中华人民共和国", 15, "heavy", align="c")
    s.text(105, 36, "组织机构代码证", 22, "heavy", align="c")
    s.text(105, 43, rng.choice(("(副　本)", "(副本)")), 11, "kai", align="c")
    code = str(v["organisation_code"])
    wide = rng.random() < 0.4
    s.text(24, 55, "代　　码:", 11, "hei")
    s.text(52, 55, code.translate(_WIDE).replace("-", "－") if wide else code, 14, "song", mark="organisation_code")
    s.picture(_forms.code39(code.replace("-", "")), (120, 46, 182, 57))
    font, y = rng.choice(("song", "kai")), 66.0
    kind = "企业法人" + rng.choice(("  法定代表人:", "　　", "  ")) + str(v["legal_representative"])
    term = f"自{_data.chinese(valid_from)}至{_data.chinese(date.fromisoformat(str(v['valid_to'])))}"
    for name, value, mark in (
        ("机构名称", str(v["organisation_name"]), "organisation_name"),
        ("机构类型", kind, "organisation_type"),
        ("地址", c.address, "address"),
        ("有效期", term, "valid_to"),
        ("颁发单位", authority, "issuing_authority"),
        ("登记号", number, "registration_number"),
    ):
        y = _forms.pair(s, 24, y, name, value, mark, 22, 88, 11, font=font, colon=True) + 4.5
    s.mark("legal_representative", s.marks["organisation_type"])
    s.mark("valid_from", s.marks["valid_to"])
    s.stamp(_seals.round_seal(authority, "代码专用章", rng=rng), 166, 108, 36)
    s.text(196, 134, f"NO.{valid_from.year} {_data.digits(rng, 7)}", 8, "sans", align="r")
    paper = Paper("organisation_code_certificate", "org", v)
    paper.sheets = [s]
    return paper


def tax_registration(
    c: Company, rng: random.Random, kind: str, issued: date, shown: dict[str, str] | None = None
) -> Paper:
    """A tax registration; `kind` is national, local or joint; the entries are printed by a dot-matrix printer, off the lines."""
    place = f"{c.place.city}{c.place.district}"
    offices = {
        "national": [f"{place}国家税务局"],
        "local": [f"{place}地方税务局"],
        "joint": [f"{place}国家税务局", f"{place}地方税务局"],
    }[kind]
    word = {"national": "国税字", "local": "地税字", "joint": "税字"}[kind]
    v: dict[str, object] = {
        "tax_authority_kind": kind,
        "taxpayer_id": c.old_taxpayer_id,
        "taxpayer_name": c.name,
        "legal_representative": c.head.name,
        "address": c.address,
        "registration_type": "个体工商户" if c.sole else rng.choice(("私营有限责任公司", "其他有限责任公司")),
        "business_scope": c.scope,
        "withholding_obligation": rng.choice(("依法确定", "法律、行政法规规定的扣缴义务")),
        "issuing_authority": "、".join(offices),
        "issue_date": issued.isoformat(),
    }
    v.update(shown or {})
    s = Sheet(297, 210, rng.choice(((252, 244, 240), (244, 248, 252), (250, 250, 240))))
    s.picture(
        guilloche(1180, 830, rng.choice(((230, 170, 160), (170, 190, 220), (190, 200, 150))), rng, 12),
        (10, 10, 287, 200),
    )
    s.frame((12, 12, 285, 198), 1.6, (150, 80, 70))
    s.frame((15, 15, 282, 195), 0.3, (150, 80, 70))
    s.text(148, 38, "税务登记证", 30, "heavy", align="c")
    s.text(148, 47, rng.choice(("(副　本)", "(正　本)", "(副本)")), 12, "kai", align="c")
    end = s.text(92, 58, f"{c.place.short}{word}", 12, "hei")
    dx, dy = rng.uniform(-1.5, 2.5), rng.uniform(-1.6, 1.6)
    end = s.text(end + 3 + dx, 58 + dy, str(v["taxpayer_id"]), 13, "song", mark="taxpayer_id", style="dots")
    s.text(end + 3, 58, "号", 12, "hei")
    rows = [
        ("纳税人名称", "taxpayer_name"),
        ("法定代表人(负责人)", "legal_representative"),
        ("地址", "address"),
        ("登记注册类型", "registration_type"),
        ("经营范围", "business_scope"),
        ("批准设立机关", ""),
        ("扣缴义务", "withholding_obligation"),
    ]
    y, dots = 74.0, (34, 34, 60)
    for label, mark in rows:
        s.text(34, y, label, 11, "hei", spread=40)
        value = str(v[mark]) if mark else c.commerce_authority
        below = s.paragraph(82 + dx, y + dy, 172, value, 11, "song", 1.35, mark or None, colour=dots, style="dots")
        if mark == "business_scope":
            below = max(below, y + 14)
        s.line(80, y + 1.8, 262, y + 1.8, 0.15, (140, 120, 120))
        y = below + 6.2
    s.text(186, 176, "发证税务机关(章)", 11, "hei")
    for i, office in enumerate(offices):
        x = 206 + 44 * i
        s.stamp(_seals.round_seal(office, rng=rng), x, 168, 38)
        s.mark("issuing_authority", (x - 19, 149, x + 19, 187))
    day = _data.numerals(issued) if rng.random() < 0.5 else _data.chinese(issued)
    s.text(200, 187, day, 11, "song", mark="issue_date")
    s.text(26, 192, "国家税务总局监制", 7.5, "song")
    paper = Paper("tax_registration_certificate", f"tax_{kind}", v)
    paper.sheets = [s]
    return paper


def loan_card(c: Company, rng: random.Random, years: tuple[int, ...], issued: date) -> Paper:
    """The page of a loan card with its yearly reviews."""
    v: dict[str, object] = {
        "loan_card_code": c.loan_card,
        "company_name": c.name,
        "annual_inspection_years": list(years),
    }
    bank = f"中国人民银行{c.place.city.rstrip('市')}{rng.choice(('中心支行', '分行'))}"
    s = Sheet(210, 148, (238, 244, 250))
    s.picture(guilloche(900, 620, (150, 170, 210), rng), (6, 6, 204, 142))
    s.text(105, 24, "贷款卡", 24, "heavy", (30, 60, 120), "c", spread=None)
    y = 42.0
    for label, value, mark in (
        ("贷款卡编码", c.loan_card, "loan_card_code"),
        ("借款人名称", c.name, "company_name"),
        ("发卡机关", bank, None),
        ("发卡日期", _data.chinese(issued), None),
    ):
        y = _forms.pair(s, 24, y, label, value, mark, 26, 120, 12, colon=True, font=rng.choice(("song", "hei"))) + 3.6
    s.text(105, 82, "年　审　记　录", 12, "hei", align="c")
    for i in range(4):
        x = 21 + 42 * i
        s.frame((x, 87, x + 42, 130), 0.3, (60, 70, 110))
        if i < len(years):
            image = (
                _seals.box_stamp([f"{years[i]}年", "年审合格"], rng=rng)
                if rng.random() < 0.6
                else _seals.round_seal(f"{bank}年审专用章"[-15:], f"{years[i]}年", rng=rng)
            )
            s.stamp(image, x + 21, 108, 34)
            s.mark("annual_inspection_years", (x, 87, x + 42, 130))
    paper = Paper("loan_card", "loancard", v)
    paper.sheets = [s]
    return paper


def account_permit(c: Company, rng: random.Random, issued: date, shown: dict[str, str] | None = None) -> Paper:
    """The account opening permit."""
    bank = f"中国人民银行{c.place.city.rstrip('市')}{rng.choice(('中心支行', '分行'))}"
    v: dict[str, object] = {
        "permit_number": c.permit_number,
        "company_name": c.name,
        "legal_representative": c.head.name,
        "bank_name": c.bank,
        "account_number": c.account,
        "issuing_authority": bank,
        "issue_date": issued.isoformat(),
    }
    v.update(shown or {})
    s = Sheet(210, 148, (249, 251, 249))
    s.picture(guilloche(900, 620, rng.choice(((160, 190, 160), (180, 180, 210))), rng, 14), (8, 8, 202, 140))
    _forms.border(s, rng.choice(((90, 110, 140), (70, 120, 90), (130, 90, 60))), 5, rng)
    s.text(105, 36, rng.choice(("开户许可证", "开 户 许 可 证")), 26, "kai", align="c")
    end = s.text(22, 49, "核准号:", 10.5, "song")
    s.text(end, 49, str(v["permit_number"]), 10.5, "song", mark="permit_number")
    s.text(188, 49, f"编号:{c.place.code[:4]}-{_data.digits(rng, 8)}", 10.5, "song", align="r")
    body = rng.choice(("准予开立基本存款账户。", "准予开立基本存款账户"))
    y = s.runs(
        26,
        64,
        158,
        [("　　经审核,", None), (str(v["company_name"]), "company_name"), ("符合开户条件," + body, None)],
        12,
        "song",
        1.7,
    )
    y = max(y + 2, 84)
    end = s.text(34, y, "法定代表人(单位负责人) ", 11.5, "song")
    s.text(end, y, str(v["legal_representative"]), 11.5, "song", mark="legal_representative")
    end = s.text(34, y + 11, "开户银行 ", 11.5, "song")
    s.text(end, y + 11, str(v["bank_name"]), 11.5, "song", mark="bank_name")
    end = s.text(34, y + 22, "账　　号 ", 11.5, "song")
    s.text(end, y + 22, str(v["account_number"]), 11.5, "song", mark="account_number")
    s.text(122, y + 31, "发证机关(盖章)", 11, "song")
    s.text(126, y + 40, _data.chinese(issued), 11, "song", mark="issue_date")
    s.stamp(_seals.round_seal(bank, "账户管理专用章", rng=rng), 150, y + 32, 34)
    s.mark("issuing_authority", (133, y + 15, 167, y + 49))
    paper = Paper("account_opening_permit", "permit", v)
    paper.sheets = [s]
    return paper


def capital_verification(c: Company, rng: random.Random, day: date) -> Paper:
    """A capital verification report: the opinion, the table of contributions, the explanatory notes."""
    firm = f"{c.place.city.rstrip('市')}{rng.choice(('公信', '诚正', '中衡'))}会计师事务所有限公司"
    number = f"{firm[2:4]}验字[{day.year}]第{rng.randrange(20, 480):03d}号"
    amount, until = f"{c.capital:,.2f}", day - timedelta(days=1)
    v: dict[str, object] = {
        "report_number": number,
        "company_name": c.name,
        "registered_capital": _data.yuan(c.capital),
        "paid_in_capital": _data.yuan(c.capital),
        "firm_name": firm,
        "report_date": day.isoformat(),
    }
    a = Sheet(210, 297)
    a.text(105, 42, "验　资　报　告", 24, "heavy", align="c")
    a.text(178, 56, number, 11, "song", align="r", mark="report_number")
    a.text(30, 72, f"{c.name}:", 12, "song")
    a.mark("company_name", (30, 68, 30 + 4.24 * len(c.name), 73))
    y = a.paragraph(
        30,
        84,
        150,
        f"我们接受委托,审验了贵公司截至{_data.chinese(until)}止申请设立登记的注册资本实收情况。按照国家相关法律、行政法规的规定和协议、章程的要求出资,提供真实、合法、完整的验资资料,保护资产的安全、完整是全体股东及贵公司的责任。我们的责任是对贵公司注册资本的实收情况发表审验意见。",
        12,
        "song",
        1.75,
        indent=2,
    )
    y = a.runs(
        30,
        y + 3,
        150,
        [
            ("　　根据有关协议、章程的规定,贵公司申请登记的注册资本为人民币", None),
            (amount, "registered_capital"),
            (
                f"元(大写:{_data.in_capitals(c.capital)}元整),由全体股东于{_data.chinese(until)}之前一次缴足。经我们审验,截至{_data.chinese(until)}止,贵公司已收到全体股东缴纳的注册资本(实收资本)合计人民币",
                None,
            ),
            (amount, "paid_in_capital"),
            ("元。各股东均以货币出资。", None),
        ],
        12,
        "song",
        1.75,
    )
    y = a.paragraph(
        30,
        y + 3,
        150,
        "本验资报告供贵公司申请办理设立登记及据以向全体股东签发出资证明时使用,不应被视为是对贵公司验资报告日后资本保全、偿债能力和持续经营能力等的保证。",
        12,
        "song",
        1.75,
        indent=2,
    )
    a.text(30, y + 20, firm, 12, "song", mark="firm_name")
    a.text(120, y + 14, "中国注册会计师:", 11, "song")
    a.text(120, y + 28, "中国注册会计师:", 11, "song")
    for i in range(2):
        a.text(152, y + 14 + 14 * i, _data.a_name(rng), 16, "kai", (30, 40, 90), style="hand")
    a.text(120, y + 42, _data.chinese(day), 12, "song", mark="report_date")
    a.stamp(_seals.round_seal(firm, rng=rng), 56, y + 26, 42)
    paper = Paper("capital_verification_report", "capver", v)
    paper.sheets = [a, _contributions(c, rng, until, amount), _explanation(c, rng, until, firm)]
    return paper


def _contributions(c: Company, rng: random.Random, until: date, amount: str) -> Sheet:
    from samples._draw import Cell

    s = Sheet(297, 210)
    s.text(148, 28, "注册资本实收情况明细表", 17, "heavy", align="c")
    s.text(24, 40, f"被审验单位名称:{c.name}", 10, "song")
    s.text(273, 40, f"截至{_data.chinese(until)}止　货币单位:人民币元", 10, "song", align="r")
    widths = [52, 45, 22, 45, 22, 40, 23]
    y = s.row(
        24,
        44,
        widths,
        [Cell(t, align="c") for t in ("股东名称", "认缴注册资本", "出资比例", "实际出资-货币", "实物", "合计", "占比")],
        10,
        least=12,
    )
    share = c.capital * 6 / 10
    for name, part, rate in (
        (c.head.name, share, "60%"),
        (_data.a_name(rng), c.capital - share, "40%"),
        ("合　计", c.capital, "100%"),
    ):
        cells = [name, f"{part:,.2f}", rate, f"{part:,.2f}", "", f"{part:,.2f}", rate]
        y = s.row(
            24, y, widths, [Cell(t, align="c" if i in (0, 2, 6) else "r") for i, t in enumerate(cells)], 10, least=11
        )
    return s


def _explanation(c: Company, rng: random.Random, until: date, firm: str) -> Sheet:
    s = Sheet(210, 297)
    s.text(105, 40, "验资事项说明", 18, "heavy", align="c")
    y = 58.0
    for head, text in (
        (
            "一、基本情况",
            f"{c.name}系由自然人股东共同出资组建的有限责任公司,拟申请登记的注册资本为人民币{c.capital:,.2f}元,注册地址:{c.address}。",
        ),
        (
            "二、申请的注册资本及出资规定",
            f"根据协议、章程的规定,注册资本由全体股东于{_data.chinese(until)}之前一次缴足,均以货币出资。",
        ),
        (
            "三、审验结果",
            f"截至{_data.chinese(until)}止,货币资金已缴存于{c.bank}开立的人民币临时存款账户,账号{_data.digits(rng, 15)}。",
        ),
    ):
        s.text(30, y, head, 12, "hei")
        y = s.paragraph(30, y + 9, 150, text, 12, "song", 1.75, indent=2) + 5
    s.text(180, y + 12, firm, 11, "song", align="r")
    return s
