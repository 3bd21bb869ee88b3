"""Business licences: 15-digit with its annual-inspection page, 18-digit portrait and landscape, sole proprietors'."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

from samples import _data, _forms, _seals
from samples._data import Company
from samples._draw import Colour, Sheet, guilloche
from samples._paper import Paper

GOLD: Colour = (150, 112, 44)


def licence(
    c: Company,
    rng: random.Random,
    issued: date,
    form: str,
    inspections: tuple[int, ...] = (),
    shown: dict[str, str] | None = None,
) -> Paper:
    """A licence; `form` is landscape, portrait, old (15 digits with inspections) or old_2014 (15 digits, without).

    `shown` replaces what one value reads on this paper (a seeded contradiction).
    """
    old = form.startswith("old")
    term = not (c.sole or issued >= date(2022, 9, 1))
    authority = (
        (c.market_authority if issued >= date(2018, 11, 1) else c.commerce_authority)
        if "authority" not in c.extra
        else c.extra["authority"]
    )
    values: dict[str, object] = {
        "unified_social_credit_code": None if old else c.uscc,
        "registration_number": c.registration_number if old else None,
        "company_name": c.name,
        "company_type": c.kind,
        "address": c.address,
        "legal_representative": c.head.name,
        "registered_capital": None if c.sole else _data.yuan(c.capital),
        "paid_in_capital": _data.yuan(c.capital) if form == "old" and not c.sole else None,
        "establishment_date": c.founded.isoformat(),
        "valid_from": c.founded.isoformat() if term else None,
        "valid_to": _data.long_day(c.term_end) if term else None,
        "business_scope": c.scope,
        "issuing_authority": authority,
        "issue_date": issued.isoformat(),
        "copy_kind": "duplicate",
        "annual_inspection_years": list(inspections) if form == "old" else None,
        "qr_payload": f"http://www.gsxt.gov.cn/index.html?uniscid={c.uscc}" if form == "landscape" else None,
    }
    values.update(shown or {})
    paper = Paper("business_licence", "licence", values)
    draw = {"landscape": _landscape, "portrait": _portrait, "old": _old, "old_2014": _portrait}[form]
    paper.sheets = draw(c, rng, values, issued, authority, term)
    return paper


def _labels(c: Company, rng: random.Random) -> dict[str, str]:
    if c.sole:
        return {
            "name": "名称",
            "kind": "类型",
            "head": rng.choice(("经营者", "经营者姓名")),
            "address": "经营场所",
            "founded": rng.choice(("注册日期", "成立日期")),
        }
    return {"name": "名称", "kind": "类型", "head": "法定代表人", "address": "住所", "founded": "成立日期"}


def _term_text(c: Company, rng: random.Random) -> str:
    start = _data.chinese(c.founded)
    if c.term_end is None:
        return rng.choice((f"{start}至长期", f"自{start}至长期", f"自{start}至永久", f"{start}至不约定期限"))
    return rng.choice((f"{start}至{_data.chinese(c.term_end)}", f"自{start}至{_data.chinese(c.term_end)}"))


def _paid_text(c: Company, v: dict[str, object], rng: random.Random) -> str:
    """The paid-in capital as the licence prints it: the whole capital, or what is said to be shown instead."""
    return _data.capital_text(Decimal(str(v["paid_in_capital"])), rng)


def _landscape(
    c: Company, rng: random.Random, v: dict[str, object], issued: date, authority: str, term: bool
) -> list[Sheet]:
    s = Sheet(297, 210, (254, 252, 244))
    s.picture(guilloche(1180, 830, (214, 186, 110), rng, rng.choice((9, 12, 15))), (12, 12, 285, 198))
    _forms.border(s, GOLD, 7, rng)
    _forms.emblem(s, 148.5, 22, 22)
    font = rng.choice(("song", "serif", "kai"))
    s.text(148.5, 56, "营业执照", 44, "heavy", (70, 52, 20), "c")
    s.text(148.5, 66, f"(副　本)  {rng.choice(('1-1', '1-2', '2-1'))}", 13, "hei", align="c")
    s.text(32, 42, "统一社会信用代码", 11, "hei")
    s.text(
        32, 50, str(v["unified_social_credit_code"]), 13, rng.choice(("sans", "hei")), mark="unified_social_credit_code"
    )
    s.picture(_forms.qr(str(v["qr_payload"])), (236, 36, 262, 62))
    s.mark("qr_payload", (236, 36, 262, 62))
    for i, line in enumerate(
        ("扫描二维码登录国家", "企业信用信息公示系", "统了解更多登记、备", "案、许可、监管信息。")
    ):
        s.text(249, 66 + 3.2 * i, line, 6.5, "song", align="c")
    label, size = _labels(c, rng), rng.choice((11.5, 12, 12.5))
    left = [
        (label["name"], str(v["company_name"]), "company_name"),
        (label["kind"], c.kind, "company_type"),
        (label["head"], str(v["legal_representative"]), "legal_representative"),
        ("经营范围", c.scope, "business_scope"),
    ]
    right = [
        (label["founded"], _data.chinese(c.founded), "establishment_date"),
        (label["address"], c.address, "address"),
    ]
    if not c.sole:
        right.insert(0, ("注册资本", _data.capital_text(c.capital, rng), "registered_capital"))
        if term:
            right.insert(2, ("营业期限", _term_text(c, rng), "valid_to"))
    else:
        left.insert(2, ("组成形式", "个人经营", ""))
    for column, x, width in ((left, 30, 92), (right, 166, 78)):
        y = 86.0
        for name, value, mark in column:
            y = (
                max(
                    _forms.pair(
                        s,
                        x,
                        y,
                        name,
                        value,
                        mark or None,
                        24,
                        width,
                        size if mark != "business_scope" else 10,
                        font=font,
                    ),
                    y + 6,
                )
                + 5.5
            )
    if term and not c.sole:
        s.mark("valid_from", s.marks["valid_to"])
    at = rng.choice((196.0, 204.0))
    s.text(at, 168, "登记机关", 13, "hei", spread=30)
    _date_line(s, at + 2, 181, issued, rng)
    _seal(s, authority, at + 28, 171, rng)
    s.text(20, 192, "国家企业信用信息公示系统网址:http://www.gsxt.gov.cn", 7, "song")
    s.text(277, 192, "国家市场监督管理总局监制", 7, "song", align="r")
    return [s]


def _date_line(s: Sheet, x: float, y: float, day: date, rng: random.Random) -> None:
    """年 月 日 printed on the form, the figures printed in."""
    shape = rng.choice(("gaps", "plain"))
    if shape == "plain":
        s.text(x, y, f"{day.year}年{day.month:02d}月{day.day:02d}日", 12, "song", mark="issue_date")
        return
    for at, text in (
        (0, str(day.year)),
        (16, "年"),
        (23, f"{day.month:02d}"),
        (31, "月"),
        (38, f"{day.day:02d}"),
        (46, "日"),
    ):
        s.text(x + at, y, text, 12, "song", mark="issue_date")


def _seal(s: Sheet, authority: str, x: float, y: float, rng: random.Random, size: float = 40) -> None:
    s.stamp(_seals.round_seal(authority, code=_data.digits(rng, 13), rng=rng), x, y, size)
    s.mark("issuing_authority", (x - size / 2, y - size / 2, x + size / 2, y + size / 2))


def _portrait(
    c: Company, rng: random.Random, v: dict[str, object], issued: date, authority: str, term: bool
) -> list[Sheet]:
    s = Sheet(210, 297, (253, 251, 246))
    s.picture(guilloche(760, 1100, (200, 190, 170), rng), (14, 14, 196, 283))
    _forms.border(s, rng.choice((GOLD, (120, 70, 60), (60, 90, 70))), 7, rng)
    _forms.emblem(s, 105, 34, 24)
    s.text(
        105,
        70,
        rng.choice(("营业执照", "营 业 执 照")) if not c.sole or rng.random() < 0.5 else "个体工商户营业执照",
        34,
        "heavy",
        align="c",
    )
    s.text(105, 80, rng.choice(("(副　本)", "(副本)(1-1)", "副　本")), 14, "kai", align="c")
    code = v["unified_social_credit_code"]
    lead, mark = (
        ("统一社会信用代码", "unified_social_credit_code")
        if code
        else (rng.choice(("注册号", "注册号:")), "registration_number")
    )
    end = s.text(64, 91, lead + " ", 12, "hei")
    s.text(end, 91, str(code or v["registration_number"]), 13, "sans", mark=mark)
    label, font, y = _labels(c, rng), rng.choice(("song", "kai", "serif")), 108.0
    rows = [
        (label["name"], str(v["company_name"]), "company_name"),
        (label["kind"], c.kind, "company_type"),
        (label["address"], c.address, "address"),
        (label["head"], str(v["legal_representative"]), "legal_representative"),
    ]
    if c.sole:
        rows.append(("组成形式", "个人经营", ""))
    else:
        rows.append(("注册资本", _data.capital_text(c.capital, rng), "registered_capital"))
    rows.append((label["founded"], _data.chinese(c.founded), "establishment_date"))
    if term and not c.sole:
        rows.append(("营业期限", _term_text(c, rng), "valid_to"))
    rows.append(("经营范围", c.scope, "business_scope"))
    for name, value, field in rows:
        y = _forms.pair(s, 36, y, name, value, field or None, 27, 106, 12.5, font=font, gap=6) + 6.5
    if "valid_to" in s.marks:
        s.mark("valid_from", s.marks["valid_to"])
    s.text(112, 252, "登记机关", 13, "hei", spread=34)
    _date_line(s, 112, 268, issued, rng)
    _seal(s, authority, 146, 256, rng, 42)
    s.text(22, 281, "企业信用信息公示系统网址:", 7, "song")
    s.text(188, 281, "中华人民共和国国家工商行政管理总局监制", 7, "song", align="r")
    return [s]


def _old(c: Company, rng: random.Random, v: dict[str, object], issued: date, authority: str, term: bool) -> list[Sheet]:
    """The 15-digit licence and, beside it, the page of annual inspections."""
    s = Sheet(370, 260, (250, 246, 230))
    s.picture(guilloche(1400, 980, (226, 206, 150), rng, 13), (8, 8, 362, 252))
    for x0, x1 in ((10, 182), (188, 360)):
        s.frame((x0, 10, x1, 250), 1.2, (110, 130, 90))
        s.frame((x0 + 2.5, 12.5, x1 - 2.5, 247.5), 0.3, (110, 130, 90))
    s.text(96, 46, "企业法人营业执照" if not c.sole else "个体工商户营业执照", 26, "heavy", (120, 40, 30), "c")
    s.text(96, 58, f"(副　本)　{rng.choice(('1-1', '2-1'))}", 13, "kai", align="c")
    end = s.text(58, 70, "注册号　", 11.5, "hei")
    s.text(end, 70, str(v["registration_number"]), 12.5, "song", mark="registration_number")
    rows = [
        ("名称", str(v["company_name"]), "company_name"),
        ("住所", c.address, "address"),
        ("法定代表人姓名", str(v["legal_representative"]), "legal_representative"),
        ("公司类型", c.kind, "company_type"),
        ("注册资本", _data.capital_text(c.capital, rng), "registered_capital"),
        ("实收资本", _paid_text(c, v, rng), "paid_in_capital"),
        ("经营范围", c.scope, "business_scope"),
    ]
    y, font = 88.0, rng.choice(("song", "kai"))
    for name, value, mark in rows:
        y = (
            _forms.pair(
                s, 22, y, name, value, mark, 32, 108, 12 if mark != "business_scope" else 10.5, font=font, gap=5
            )
            + 6
        )
    y = max(y, 196)
    _forms.pair(s, 22, y, "成立日期", _data.chinese(c.founded), "establishment_date", 32, 100, 12, font=font, gap=5)
    _forms.pair(s, 22, y + 12, "营业期限", _term_text(c, rng), "valid_to", 32, 110, 12, font=font, gap=5)
    s.mark("valid_from", s.marks["valid_to"])
    _notes(s)
    _inspections(s, rng, v["annual_inspection_years"], authority)
    s.text(268, 218, "登记机关", 12, "hei", spread=32)
    _date_line(s, 266, 234, issued, rng)
    _seal(s, authority, 300, 224, rng, 42)
    return [s]


def _notes(s: Sheet) -> None:
    s.text(274, 30, "须　　知", 13, "hei", align="c")
    notes = (
        "1.本执照是企业法人资格和合法经营的凭证。",
        "2.执照分正本和副本,二者具有同等法律效力。",
        "3.正本应置于住所的醒目位置。",
        "4.执照不得伪造、涂改、出租、出借、转让。",
        "5.登记事项变更时,应向登记机关申请换领。",
        "6.每年三月一日至六月三十日接受年度检验。",
    )
    for i, note in enumerate(notes):
        s.text(200, 42 + 7.5 * i, note, 9.5, "song")


def _inspections(s: Sheet, rng: random.Random, stamped: object, authority: str) -> None:
    years = [int(y) for y in stamped] if isinstance(stamped, list) else []
    s.text(274, 98, "年度检验情况", 14, "hei", align="c")
    for i in range(6):
        x, y = 200 + 49.5 * (i % 3), 106 + 47 * (i // 3)
        s.frame((x, y, x + 49.5, y + 47), 0.3)
        if i >= len(years):
            continue
        day = date(years[i] + 1, 3, 1) + timedelta(days=rng.randrange(110))
        look = rng.choice(("box", "round", "violet"))
        if look == "round":
            image = _seals.round_seal(f"{authority}年检专用章"[-16:], f"{years[i]}年度", rng=rng)
        else:
            colour = (96, 60, 150) if look == "violet" else (200, 30, 36)
            image = _seals.box_stamp(
                [
                    f"{years[i]}年度",
                    rng.choice(("已年检", "通过年检", "年检合格")),
                    f"{day.year}.{day.month:02d}.{day.day:02d}",
                ],
                colour,
                rng,
                7,
            )
        s.stamp(image, x + 24 + rng.uniform(-3, 3), y + 23 + rng.uniform(-3, 3), 38 if look == "round" else 34)
        s.mark("annual_inspection_years", (x, y, x + 49.5, y + 47))
