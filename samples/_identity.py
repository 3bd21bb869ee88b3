"""Resident identity cards (both sides on one sheet, or a side each), household register pages, income proofs."""

from __future__ import annotations

import random
from datetime import date

from PIL import Image, ImageDraw

from samples import _data, _forms, _seals
from samples._data import Person
from samples._draw import Colour, Sheet, guilloche
from samples._paper import Paper

_BLUE: Colour = (60, 120, 170)


def card_facts(p: Person) -> dict[str, object]:
    """What stands on a person's identity card."""
    return {
        "name": p.name,
        "sex": p.sex,
        "ethnicity": p.ethnicity,
        "birth_date": p.birth.isoformat(),
        "address": p.address,
        "id_number": p.id_number,
        "issuing_authority": p.authority,
        "valid_from": p.valid_from.isoformat(),
        "valid_to": _data.long_day(p.valid_to),
    }


def id_card(p: Person, rng: random.Random, layout: str = "sheet", shown: dict[str, str] | None = None) -> Paper:
    """An identity card; `layout` is sheet (both sides below one another), beside, or apart (a page a side)."""
    v = card_facts(p)
    v.update(shown or {})
    paper = Paper("resident_id_card", "id", v)
    if layout == "apart":
        paper.sheets = [Sheet(85.6 + 12, 54 + 12, (214, 212, 208)), Sheet(85.6 + 12, 54 + 12, (214, 212, 208))]
        _portrait_side(paper.sheets[0], 6, 6, v, rng)
        _emblem_side(paper.sheets[1], 6, 6, v, rng)
        return paper
    s = Sheet(210, 297 if layout == "sheet" else 148)
    if layout == "sheet":
        x, y = rng.uniform(50, 74), rng.uniform(40, 90)
        _portrait_side(s, x, y, v, rng)
        _emblem_side(s, x + rng.uniform(-6, 6), y + rng.uniform(66, 96), v, rng)
        if rng.random() < 0.5:
            s.stamp(_seals.box_stamp(["与原件核对无误", "经办人:"], rng=rng), 150, 262, 46)
    else:
        _portrait_side(s, 12, 42, v, rng)
        _emblem_side(s, 110, 42 + rng.uniform(-5, 5), v, rng)
    paper.sheets = [s]
    return paper


def _blank(s: Sheet, x: float, y: float, rng: random.Random) -> None:
    s.fill((x, y, x + 85.6, y + 54), (236, 243, 246))
    s.picture(guilloche(860, 540, (150, 190, 210), rng, 10), (x, y, x + 85.6, y + 54))
    s.frame((x, y, x + 85.6, y + 54), 0.2, (200, 206, 210))


def _portrait_side(s: Sheet, x: float, y: float, v: dict[str, object], rng: random.Random) -> None:
    _blank(s, x, y, rng)
    birth, font = date.fromisoformat(str(v["birth_date"])), "micro"

    def label(at: float, down: float, text: str) -> None:
        s.text(x + at, y + down, text, 6.3, "micro", _BLUE)

    label(6, 10, "姓　名")
    s.text(x + 17, y + 10, str(v["name"]), 8.6, font, mark="name")
    label(6, 17.5, "性　别")
    s.text(x + 17, y + 17.5, "男" if v["sex"] == "male" else "女", 7.6, font, mark="sex")
    label(27, 17.5, "民　族")
    s.text(x + 38, y + 17.5, str(v["ethnicity"]), 7.6, font, mark="ethnicity")
    label(6, 25, "出　生")
    for at, text in ((17, str(birth.year)), (30.5, str(birth.month)), (38.5, str(birth.day))):
        s.text(x + at, y + 25, text, 7.6, font, mark="birth_date")
    for at, text in ((26, "年"), (34.5, "月"), (43, "日")):
        label(at, 25, text)
    label(6, 32.5, "住　址")
    s.paragraph(x + 17, y + 32.5, 36, str(v["address"]), 7.4, font, 1.5, "address")
    label(6, 49, "公民身份号码")
    s.text(x + 30, y + 49.3, str(v["id_number"]), 10.5, "sans", mark="id_number", spread=46)
    s.picture(_face(rng, v["sex"] == "male"), (x + 58, y + 7, x + 80, y + 36))


def _emblem_side(s: Sheet, x: float, y: float, v: dict[str, object], rng: random.Random) -> None:
    _blank(s, x, y, rng)
    _forms.emblem(s, x + 15, y + 13, 17)
    s.text(x + 54, y + 12, "中华人民共和国", 12, "serif", align="c", spread=None)
    s.text(x + 54, y + 22, "居 民 身 份 证", 17, "heavy", align="c")
    s.text(x + 16, y + 40, "签发机关", 6.8, "bold")
    s.text(x + 32, y + 40, str(v["issuing_authority"]), 7.6, "micro", mark="issuing_authority")
    s.text(x + 16, y + 48, "有效期限", 6.8, "bold")
    start, end = date.fromisoformat(str(v["valid_from"])), v["valid_to"]
    until = "长期" if end == "long_term" else f"{date.fromisoformat(str(end)):%Y.%m.%d}"
    at = s.text(x + 32, y + 48, f"{start:%Y.%m.%d}", 7.6, "micro", mark="valid_from")
    at = s.text(at, y + 48, "-", 7.6, "micro")
    s.text(at, y + 48, until, 7.6, "micro", mark="valid_to")


def _face(rng: random.Random, man: bool) -> Image.Image:
    """A drawn head and shoulders, nobody's."""
    image = Image.new("RGB", (220, 290), (226, 234, 240))
    pen = ImageDraw.Draw(image)
    skin, coat = (
        rng.choice(((228, 190, 160), (214, 172, 140), (236, 204, 178))),
        rng.choice(((40, 46, 60), (80, 60, 60), (60, 80, 90), (230, 230, 232))),
    )
    pen.ellipse((20, 215, 200, 400), fill=coat)
    pen.rectangle((92, 180, 128, 232), fill=skin)
    if not man:
        pen.ellipse((50, 50, 170, 230), fill=(34, 28, 26))
    pen.ellipse((62, 70, 158, 200), fill=skin)
    pen.pieslice((58, 52, 162, 176), 180, 360, fill=(34, 30, 28))
    for x in (88, 132):
        pen.ellipse((x - 6, 124, x + 6, 131), fill=(40, 30, 28))
        pen.line((x - 11, 113, x + 11, 112), fill=(60, 44, 38), width=4)
    pen.line((110, 134, 107, 152), fill=(190, 150, 124), width=3)
    pen.line((97, 171, 123, 171), fill=(170, 96, 90), width=4)
    return image


def household_page(p: Person, rng: random.Random, registered: date, relation: str = "户主") -> Paper:
    """A person's page of the household register."""
    native = f"{p.place.province}{p.place.city}" if p.place.province != p.place.city else p.place.city
    v: dict[str, object] = {
        "name": p.name,
        "relation_to_head": relation,
        "sex": p.sex,
        "ethnicity": p.ethnicity,
        "birth_date": p.birth.isoformat(),
        "native_place": native,
        "id_number": p.id_number,
        "registration_date": registered.isoformat(),
    }
    from samples._draw import Cell

    s = Sheet(148, 105, (250, 246, 238))
    s.text(74, 13, "常住人口登记卡", 15, "hei", align="c")
    widths, x, y = [24.0, 38.0, 26.0, 44.0], 8.0, 17.0
    sex, folk = ("男" if p.sex == "male" else "女"), p.ethnicity + "族"
    rows = [
        ("姓　名", p.name, "name", "户主或与户主关系", relation, "relation_to_head"),
        ("曾用名", "", None, "性　别", sex, "sex"),
        ("出生地", native, None, "民　族", folk, "ethnicity"),
        ("籍　贯", native, "native_place", "出生日期", _data.chinese(p.birth), "birth_date"),
        ("本市(县)其他住址", "", None, "宗教信仰", "", None),
        ("公民身份证件编号", p.id_number, "id_number", "身高", rng.choice(("168cm", "172cm", "160cm")), None),
        ("文化程度", rng.choice(("大学本科", "大专", "高中")), None, "婚姻状况", rng.choice(("已婚", "有配偶")), None),
        ("服务处所", "", None, "职　业", "", None),
    ]
    for a, b, m, c, d, n in rows:
        y = s.row(x, y, widths, [Cell(a, None, "c"), Cell(b, m), Cell(c, None, "c"), Cell(d, n)], 8.2, least=8)
    s.text(10, y + 8, "承办人签章:", 8.2, "song")
    end = s.text(86, y + 8, "登记日期:", 8.2, "song")
    s.text(end, y + 8, _data.chinese(registered), 8.2, "song", mark="registration_date")
    s.stamp(_seals.round_seal(p.authority[-12:], "户口专用章", rng=rng), 58, y + 4, 22)
    paper = Paper("household_register_page", "hukou", v)
    paper.sheets = [s]
    return paper


def income_proof(p: Person, rng: random.Random, employer: str, day: date, monthly: int) -> Paper:
    """An employer's income proof."""
    from decimal import Decimal

    yearly, post = Decimal(monthly * 12), rng.choice(("销售经理", "车间主任", "财务主管", "工程师"))
    v: dict[str, object] = {
        "name": p.name,
        "id_number": p.id_number,
        "employer": employer,
        "position": post,
        "annual_income": _data.yuan(yearly),
        "issue_date": day.isoformat(),
    }
    s = Sheet(210, 297)
    s.text(105, 50, rng.choice(("收入证明", "个人收入证明")), 22, "hei", align="c")
    parts = [
        ("　　兹证明", None),
        (p.name, "name"),
        ("(身份证号码:", None),
        (p.id_number, "id_number"),
        (")系我单位正式员工,现任", None),
        (post, "position"),
        (f"职务,近一年税后年收入为人民币{_data.in_capitals(yearly)}元整(¥", None),
        (f"{yearly:,.2f}", "annual_income"),
        (")。", None),
    ]
    y = s.runs(32, 74, 146, parts, 13, "song", 1.9)
    y = s.paragraph(32, y + 2, 146, "本单位对上述内容的真实性负责。特此证明。", 13, "song", 1.9, indent=2)
    end = s.text(86, y + 34, "单位名称(公章):", 12, "song")
    s.text(end, y + 34, employer, 12, "song", mark="employer")
    s.text(178, y + 46, _data.chinese(day), 12, "song", align="r", mark="issue_date")
    s.stamp(_seals.round_seal(employer, rng=rng), 150, y + 36, 42)
    paper = Paper("income_proof", "income", v)
    paper.sheets = [s]
    return paper
