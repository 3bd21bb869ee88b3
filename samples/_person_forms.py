"""Papers of natural persons in many layouts: identity cards on copies, household registers, marriage certificates, income."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from samples import _data, _fonts, _forms, _identity, _seals, _style
from samples._certificate_forms import ground, sealed
from samples._data import Person
from samples._draw import Colour, Sheet, guilloche
from samples._paper import Paper
from samples._style import Row

_BLUE: Colour = (60, 120, 170)
_FONTS = ("micro", "micro", "hei", "sans", "song", "droid", "serif")


def id_card(p: Person, rng: random.Random) -> Paper:
    """A card: as `samples._identity` draws it, or in another print, on one sheet, apart, enlarged, or only one side."""
    if rng.random() < 0.4:
        return _identity.id_card(p, rng, rng.choice(("sheet", "beside", "apart")))
    v = _identity.card_facts(p)
    paper = Paper("resident_id_card", "id", v)
    layout, font = rng.choice(("sheet", "beside", "apart", "swapped", "large")), rng.choice(_fonts.installed(*_FONTS))
    if layout == "apart":
        sides = [Sheet(97.6, 66, (214, 212, 208)), Sheet(97.6, 66, (214, 212, 208))]
        _portrait(sides[0], 6, 6, v, rng, font, 1.0)
        _emblem(sides[1], 6, 6, v, rng, font, 1.0)
        paper.sheets = sides
        return paper
    wide = layout in ("beside",)
    s = Sheet(297 if wide else 210, 210 if wide else 297)
    k = rng.uniform(1.25, 1.6) if layout == "large" else rng.uniform(0.95, 1.08)
    one = (rng.uniform(30, 50), rng.uniform(30, 70)) if not wide else (30.0, 60.0)
    two = (
        (one[0] + rng.uniform(-4, 4), one[1] + 54 * k + rng.uniform(14, 40))
        if not wide
        else (150.0, 60 + rng.uniform(-6, 6))
    )
    if layout == "swapped":
        one, two = two, one
    _portrait(s, *one, v, rng, font, k)
    _emblem(s, *two, v, rng, font, k)
    if rng.random() < 0.3:
        s.text(
            105 if not wide else 148,
            22,
            rng.choice(("身份证复印件", "法定代表人身份证复印件", "居民身份证复印件")),
            14,
            "hei",
            align="c",
        )
    if rng.random() < 0.4:
        s.stamp(
            _seals.box_stamp(
                [rng.choice(("与原件核对无误", "与原件一致")), rng.choice(("经办人:", "核对人:"))], rng=rng
            ),
            s.width * 0.7,
            s.height - 40,
            46,
        )
    paper.sheets = [s]
    return paper


def _blank(s: Sheet, x: float, y: float, rng: random.Random, k: float) -> None:
    s.fill((x, y, x + 85.6 * k, y + 54 * k), rng.choice(((236, 243, 246), (243, 244, 240), (230, 238, 246))))
    s.picture(
        guilloche(860, 540, rng.choice(((150, 190, 210), (190, 200, 210))), rng, 10), (x, y, x + 85.6 * k, y + 54 * k)
    )
    s.frame((x, y, x + 85.6 * k, y + 54 * k), 0.2, (200, 206, 210))


def _portrait(s: Sheet, x: float, y: float, v: dict[str, object], rng: random.Random, font: str, k: float) -> None:
    _blank(s, x, y, rng, k)
    birth = date.fromisoformat(str(v["birth_date"]))
    gap, colour = rng.choice(("　", " ", "")), rng.choice((_BLUE, (90, 130, 170), (40, 70, 90)))

    def label(at: float, down: float, a: str, b: str = "") -> None:
        s.text(x + at * k, y + down * k, a + (gap + b if b else ""), 6.3 * k, "micro", colour)

    def value(at: float, down: float, text: str, points: float, mark: str, spread: float | None = None) -> None:
        s.text(x + at * k, y + down * k, text, points * k, font, mark=mark, spread=spread)

    label(6, 10, "姓", "名")
    value(17, 10, str(v["name"]), 8.6, "name")
    label(6, 17.5, "性", "别")
    value(17, 17.5, "男" if v["sex"] == "male" else "女", 7.6, "sex")
    label(27, 17.5, "民", "族")
    value(38, 17.5, str(v["ethnicity"]), 7.6, "ethnicity")
    label(6, 25, "出", "生")
    for at, text in ((17, str(birth.year)), (30.5, str(birth.month)), (38.5, str(birth.day))):
        value(at, 25, text, 7.6, "birth_date")
    for at, text in ((26, "年"), (34.5, "月"), (43, "日")):
        label(at, 25, text)
    label(6, 32.5, "住", "址")
    s.paragraph(x + 17 * k, y + 32.5 * k, 36 * k, str(v["address"]), 7.4 * k, font, 1.5, "address")
    label(6, 49, "公民身份号码")
    value(30, 49.3, str(v["id_number"]), 10.5, "id_number", 46 * k)
    s.picture(_identity._face(rng, v["sex"] == "male"), (x + 58 * k, y + 7 * k, x + 80 * k, y + 36 * k))


def _emblem(s: Sheet, x: float, y: float, v: dict[str, object], rng: random.Random, font: str, k: float) -> None:
    _blank(s, x, y, rng, k)
    _forms.emblem(s, x + 15 * k, y + 13 * k, 17 * k)
    s.text(x + 54 * k, y + 12 * k, "中华人民共和国", 12 * k, "serif", align="c")
    s.text(x + 54 * k, y + 22 * k, rng.choice(("居 民 身 份 证", "居民身份证")), 17 * k, "heavy", align="c")
    s.text(x + 16 * k, y + 40 * k, "签发机关", 6.8 * k, "bold")
    s.text(x + 32 * k, y + 40 * k, str(v["issuing_authority"]), 7.6 * k, font, mark="issuing_authority")
    s.text(x + 16 * k, y + 48 * k, "有效期限", 6.8 * k, "bold")
    end = v["valid_to"]
    at = s.text(
        x + 32 * k, y + 48 * k, f"{date.fromisoformat(str(v['valid_from'])):%Y.%m.%d}", 7.6 * k, font, mark="valid_from"
    )
    at = s.text(at, y + 48 * k, "-", 7.6 * k, font)
    s.text(
        at,
        y + 48 * k,
        "长期" if end == "long_term" else f"{date.fromisoformat(str(end)):%Y.%m.%d}",
        7.6 * k,
        font,
        mark="valid_to",
    )


def household_page(p: Person, rng: random.Random, registered: date, relation: str | None = None) -> Paper:
    """A person's card: the form's full grid with two-line labels, values typed or printed a little off."""
    relation = relation or rng.choice(("户主", "户主", "妻", "夫", "长子", "女", "父亲"))
    native = rng.choice((f"{p.place.province}{p.place.city}", p.place.province, f"{p.place.province}{p.place.town}"))
    if p.place.province == p.place.city:
        native = rng.choice((p.place.city, p.place.town))
    people = p.ethnicity + rng.choice(("", "族"))
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
    st = replace(_style.style(rng, 0.6), colon="", place="beside", wide=False)
    large = rng.random() < 0.3
    s = Sheet(
        148 if not large else 210,
        105 if not large else 148,
        rng.choice(((250, 246, 238), (255, 255, 255), (244, 250, 244))),
    )
    s.text(
        s.width / 2,
        12,
        rng.choice(("常住人口登记卡", "常 住 人 口 登 记 卡")),
        14,
        rng.choice(("hei", "song")),
        align="c",
    )
    k, points = (s.width - 16) / 132, 7.4 if not large else 9.5
    wide = [26.0 * k, 40.0 * k, 26.0 * k, 40.0 * k]
    sex = "男" if p.sex == "male" else "女"
    two = rng.random() < 0.6
    relation_label = "户主或与\n户主关系" if two else "户主或与户主关系"
    number_label = "公民身份\n证件编号" if two else "公民身份证件编号"
    rows: list[list[Row]] = [
        [("姓　名", p.name, "name"), (relation_label, relation, "relation_to_head")],
        [("曾用名", "", None), ("性　别", sex, "sex")],
        [
            ("出生地", rng.choice((native, p.authority[: p.authority.find("公安")])), None),
            ("民　族", people, "ethnicity"),
        ],
        [("籍　贯", native, "native_place"), ("出生日期", _data.chinese(p.birth), "birth_date")],
        [("本市(县)其他住址", "", None), ("宗教信仰", "", None)],
        [(number_label, p.id_number, "id_number"), ("身　高", rng.choice(("", "172cm")), None)],
        [
            ("文化程度", rng.choice(("大学本科", "大专", "高中", "初中")), None),
            ("婚姻状况", rng.choice(("已婚", "有配偶", "未婚")), None),
        ],
        [("兵役状况", "", None), ("血　型", rng.choice(("", "不明", "A型")), None)],
        [("服务处所", rng.choice(("", "个体")), None), ("职　业", "", None)],
    ]
    if rng.random() < 0.4:
        rows.append(
            [
                ("何时由何地迁来本市(县)", rng.choice(("", "2003年5月由外省迁入")), None),
                ("何时由何地迁来本址", "", None),
            ]
        )
    y = 16.0
    for row in rows:
        y = _card_row(s, row, 8, y, wide, points, st)
    foot = min(y + 7, s.height - 5)
    s.text(10, foot, "承办人签章:", points, "song")
    end = s.text(s.width * 0.55, foot, rng.choice(("登记日期:", "登记日期")), points, "song")
    s.text(
        end + 1.5,
        foot + st.dy * 0.5,
        rng.choice((_data.chinese(registered), f"{registered:%Y年%m月%d日}")),
        points,
        st.font,
        mark="registration_date",
    )
    s.stamp(_seals.round_seal(p.authority[-12:], "户口专用章", rng=rng), s.width * 0.36, foot - 3, 21)
    paper = Paper("household_register_page", "hukou", v)
    paper.sheets = [s]
    return paper


def _card_row(
    s: Sheet, row: list[Row], x: float, y: float, wide: list[float], points: float, st: _style.Style
) -> float:
    """One row of the card; labels with a line break stand on two lines, values are shifted as the typewriter left them."""
    size, high = points * 0.3528, points * 0.3528 * 2.9
    at = x
    for i, (text, value, mark) in enumerate(row):
        left, right = wide[2 * i], wide[2 * i + 1]
        s.frame((at, y, at + left, y + high), 0.15)
        s.frame((at + left, y, at + left + right, y + high), 0.15)
        lines = text.split("\n") if "\n" in text else _fold(text)
        top = y + (high - size * 1.15 * len(lines)) / 2 + size
        for line in lines:
            s.text(at + left / 2, top, line, points, st.label, st.label_colour, align="c")
            top += size * 1.15
        s.text(
            at + left + 1.5 + max(0.0, st.dx),
            y + high / 2 + size * 0.4 + st.dy * 0.6,
            value,
            points,
            st.font,
            st.ink_colour,
            mark=mark,
            style=st.ink,
        )
        at += left + right
    return y + high


def _fold(text: str) -> list[str]:
    return [text] if len(text) <= 8 else [text[: len(text) // 2], text[len(text) // 2 :]]


def marriage(p: Person, spouse: Person, rng: random.Random, registered: date) -> Paper:
    """结婚证: holder, day and number over the two parties; one page, or two beside one another with the photograph."""
    pair = (p, spouse) if p.sex == "male" or rng.random() < 0.3 else (spouse, p)
    number = rng.choice(
        (
            f"J{p.place.code}-{registered.year}-{_data.digits(rng, 6)}",
            f"J{p.place.code}-{registered.year}-{_data.digits(rng, 6)}",
            f"{p.place.short}{p.place.city[0]}结字第{_data.digits(rng, 9)}号",
        )
    )
    office = f"{p.place.city}{p.place.district}民政局"
    holder = rng.choice(pair)
    v: dict[str, object] = {
        "certificate_number": number,
        "registration_date": registered.isoformat(),
        "holder": holder.name,
        "issuing_authority": office,
    }
    for letter, one in zip("ab", pair, strict=True):
        v |= {
            f"party_{letter}_name": one.name,
            f"party_{letter}_sex": one.sex,
            f"party_{letter}_birth_date": one.birth.isoformat(),
            f"party_{letter}_id_number": one.id_number,
        }
    st = replace(_style.style(rng, 0.5), place="beside", wide=False, points=rng.choice((9, 10, 10.5)))
    side = rng.random() < 0.65
    s = ground(rng, 176 if side else 125, 124 if side else 176)
    write = rng.choice((_data.chinese, lambda d: f"{d.year}年{d.month:02d}月{d.day:02d}日"))
    if rng.random() < 0.5:
        s.text(
            s.width * (0.27 if side else 0.5), 20, rng.choice(("结婚证", "结 婚 证")), 16, "heavy", (160, 30, 30), "c"
        )
    head: list[Row] = [
        ("持证人", holder.name, "holder"),
        ("登记日期", write(registered), "registration_date"),
        (rng.choice(("结婚证字号", "结婚证字号", "字号")), number, "certificate_number"),
        ("备注", "", None),
    ]
    y = _style.entries(s, replace(st, step=3.2), 14, 34, head, 46 if side else 70, 19)
    x, top = (94.0, 24.0) if side else (14.0, y + 26)
    for letter, one in zip("ab", pair, strict=True):
        rows: list[Row] = [
            ("姓名", one.name, f"party_{letter}_name"),
            ("国籍", "中国", None),
            ("出生日期", write(one.birth), f"party_{letter}_birth_date"),
            (rng.choice(("身份证件号", "身份证件号", "身份证号")), one.id_number, f"party_{letter}_id_number"),
        ]
        body, right = replace(st, step=1.6, points=9), x + 44
        start = top
        top = _style.entries(s, body, x, top, rows, 50, 19) + 8
        s.text(right, start, "性别", 9, st.label)
        s.text(right + 10, start + st.dy, "男" if one.sex == "male" else "女", 9, st.font, mark=f"party_{letter}_sex")
    photo = (30.0, y + 4, 70.0, y + 32) if side else (42.0, y, 84.0, y + 22)
    s.fill(photo, (190, 40, 40))
    s.text(
        20 if side else 60,
        s.height - 24 if side else s.height - 16,
        rng.choice(("登记机关", "婚姻登记员", "登记机关(章)")),
        9,
        st.label,
    )
    sealed(s, rng, office, 62 if side else 92, s.height - 28, 27, "婚姻登记专用章")
    paper = Paper("marriage_certificate", "marriage", v)
    paper.sheets = [s]
    return paper
