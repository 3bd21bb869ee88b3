"""Papers of natural persons in many layouts: identity cards on copies, household registers, marriage certificates, income."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

from samples import _data, _fonts, _forms, _identity, _names, _seals, _style
from samples._certificate_forms import day_writer, ground, sealed
from samples._data import Person
from samples._draw import Cell, Colour, Sheet, guilloche
from samples._paper import Paper
from samples._style import Row

_BLUE: Colour = (60, 120, 170)
_FONTS = ("micro", "micro", "hei", "sans", "song", "droid", "serif")


def id_card(p: Person, rng: random.Random) -> Paper:
    """A card: as `samples._identity` draws it, or in another print, on one sheet, apart, enlarged, or only one side."""
    if rng.random() < 0.4:
        return _identity.id_card(p, rng, rng.choice(("sheet", "beside", "apart")))
    v: dict[str, object] = {
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


def income_proof(p: Person, rng: random.Random, employer: str, day: date, monthly: int) -> Paper:
    """An employer's letter in many wordings, by month or year, in figures, capitals or both; or a ruled form."""
    post = rng.choice(
        ("销售经理", "车间主任", "财务主管", "工程师", "总经理", "会计", "项目经理", "仓库管理员", "行政主管")
    )
    yearly = Decimal(monthly * 12)
    v: dict[str, object] = {
        "name": p.name,
        "id_number": p.id_number,
        "employer": employer,
        "position": post,
        "annual_income": _data.yuan(yearly),
        "issue_date": day.isoformat(),
    }
    s, st = Sheet(210, 297), replace(_style.style(rng, 0.25), place="beside")
    s.text(
        105,
        46,
        rng.choice(("收入证明", "个人收入证明", "在职及收入证明", "工作及收入证明", "职工收入证明")),
        rng.choice((18, 22)),
        rng.choice(("hei", "heavy", "song")),
        align="c",
    )
    y = 70.0
    if rng.random() < 0.25:
        s.text(30, y, f"致:{rng.choice(_data.BANKS)}股份有限公司", 12, "song")
        y += 12
    if rng.random() < 0.2:
        rows: list[list[Row | str]] = [
            [("姓名", p.name, "name"), ("性别", "男" if p.sex == "male" else "女", None)],
            [("身份证号码", p.id_number, "id_number")],
            [("工作单位", employer, "employer")],
            [("职务", post, "position"), ("入职时间", f"{day.year - rng.randrange(2, 15)}年3月", None)],
            [("年收入", f"{yearly:,.2f}元", "annual_income")],
        ]
        y = _style.grid(s, replace(st, points=11), 28, y, [30, 50, 30, 44], rows, 11) + 8
    else:
        y = s.runs(
            28,
            y,
            154,
            _letter(p, rng, employer, post, monthly, yearly),
            rng.choice((12, 13, 14)),
            st.font,
            rng.choice((1.7, 1.9, 2.1)),
        )
    y = s.paragraph(
        28,
        y + 2,
        154,
        rng.choice(
            (
                "本单位对上述内容的真实性负责。特此证明。",
                "特此证明!",
                "以上情况属实,特此证明。如有虚假,我单位愿承担相应法律责任。",
            )
        ),
        12,
        st.font,
        1.9,
        indent=2,
    )
    foot = y + 30
    lead = rng.choice(("单位名称(公章):", "单位(盖章):", "单位全称(盖章):", "", "公司名称:"))
    end = s.text(82 if lead else 105, foot, lead, 12, "song")
    if "employer" not in s.marks or lead:
        s.text(end, foot, employer, 12, st.font, mark="employer")
    if rng.random() < 0.4:
        s.text(
            82,
            foot + 9,
            f"联系人:{_names.name(rng)}　联系电话:0{rng.randrange(311, 899)}-{_data.digits(rng, 7)}",
            11,
            "song",
        )
    write = day_writer(rng)
    s.text(178, foot + 19, write(day), 12, st.font, align="r", mark="issue_date")
    s.stamp(_seals.round_seal(employer, rng=rng), 148 + rng.uniform(-10, 8), foot + rng.uniform(-2, 8), 41)
    paper = Paper("income_proof", "income", v)
    paper.sheets = [s]
    return paper


def _letter(
    p: Person, rng: random.Random, employer: str, post: str, monthly: int, yearly: Decimal
) -> list[tuple[str, str | None]]:
    words, month = f"{_data.in_capitals(yearly)}元整", f"{monthly:,.2f}"
    style = rng.randrange(6)
    who = [
        (p.name, "name"),
        (rng.choice(("(身份证号码:", ",身份证号:", "(身份证号:", ",居民身份证号码")), None),
        (p.id_number, "id_number"),
    ]
    close = ")" if who[1][0].startswith("(") else ""
    if style == 0:
        return [
            ("　　兹证明", None),
            *who,
            (close + ",系我单位正式员工,现任", None),
            (post, "position"),
            ("职务,近一年税后年收入为人民币" + words + "(¥", None),
            (f"{yearly:,.2f}", "annual_income"),
            (")。", None),
        ]
    if style == 1:
        return [
            ("　　兹证明我单位员工", None),
            *who,
            (close + f",自{rng.randrange(2001, 2012)}年5月起在我公司工作,担任", None),
            (post, "position"),
            ("一职,年收入约", None),
            (f"{yearly:.0f}", "annual_income"),
            (f"元(大写:{words})。", None),
        ]
    if style == 2:
        return [
            ("　　", None),
            *who,
            (close + "为我公司正式员工,职务为", None),
            (post, "position"),
            (",月平均收入为人民币", None),
            (month, None),
            ("元,年收入合计人民币", None),
            (f"{yearly:,.2f}", "annual_income"),
            ("元。", None),
        ]
    if style == 3:
        return [
            ("　　兹证明", None),
            (p.name, "name"),
            (rng.choice(("先生", "女士", "同志")) + ",身份证号码为", None),
            (p.id_number, "id_number"),
            (",系本单位职工,现从事", None),
            (post, "position"),
            ("工作,其上年度总收入为人民币(大写)", None),
            (words, "annual_income"),
            (f",小写¥{yearly:,.2f}元。", None),
        ]
    if style == 4:
        return [
            ("　　我单位", None),
            *who,
            (close + ",现担任", None),
            (post, "position"),
            (f"岗位,月均税后收入{month}元(人民币{_data.in_capitals(Decimal(monthly))}元整),全年收入", None),
            (f"{yearly:,.2f}", "annual_income"),
            ("元。", None),
        ]
    return [
        ("　　兹有我单位员工", None),
        *who,
        (close + "。该员工在本公司任", None),
        (post, "position"),
        ("职务,年薪人民币", None),
        (f"{yearly / 10000:.2f}", "annual_income"),
        ("万元(税前)。", None),
    ]


_TAXES = (
    ("增值税", "商业(17%、16%、13%)", 1),
    ("企业所得税", "应纳税所得额", 3),
    ("城市维护建设税", "市区(增值税附征)", 1),
    ("教育费附加", "增值税教育费附加", 1),
    ("地方教育附加", "增值税地方教育附加", 1),
    ("印花税", "购销合同", 1),
    ("个人所得税", "工资薪金所得", 1),
    ("房产税", "从价计征", 6),
    ("城镇土地使用税", "土地使用税", 6),
)


def tax_payment(name: str, number: str, place: _data.Place, rng: random.Random, day: date) -> Paper:
    """税收完税证明 in its table and coupon forms, before and after the offices were joined in 2018."""
    rows: list[tuple[str, str, date, date, date, Decimal]] = []
    for _ in range(rng.randrange(2, 9)):
        tax, item, months = rng.choice(_TAXES)
        month = rng.randrange(1, 13 - months + 1)
        year = day.year - 1
        start = date(year, month, 1)
        after = date(year + (month + months > 12), (month + months - 1) % 12 + 1, 1)
        last = date.fromordinal(after.toordinal() - 1)
        paid = _data.day_between(rng, date.fromordinal(after.toordinal() + 3), date.fromordinal(after.toordinal() + 16))
        rows.append((tax, item, start, last, paid, Decimal(rng.randrange(1200, 90000000)) / 100))
    total = sum((r[5] for r in rows), Decimal(0))
    joined = day >= date(2018, 7, 20)
    office = (
        f"国家税务总局{place.city}{place.district}税务局"
        if joined
        else f"{place.city}{place.district}{rng.choice(('国家', '地方'))}税务局"
    )
    serial = rng.choice(
        (
            f"({_data.digits(rng, 6)}){day.year % 100:02d}{rng.choice(('国证', '地证'))}{_data.digits(rng, 8)}",
            _data.digits(rng, 10),
        )
    )
    v: dict[str, object] = {
        "certificate_number": serial,
        "taxpayer_id": number,
        "taxpayer_name": name,
        "issuing_authority": office,
        "issue_date": day.isoformat(),
        "total_amount": _data.yuan(total),
    }
    paper = Paper("tax_payment_certificate", "tax_payment", v)
    upright = rng.random() < 0.4
    s = Sheet(210, 297) if upright else Sheet(241, 140)
    st = replace(_style.style(rng, 0.5), wide=False)
    points, write = rng.choice((8, 8.5, 9)), rng.choice((_data.chinese, lambda d: f"{d:%Y-%m-%d}"))
    s.text(s.width / 2, 14, "中华人民共和国", 12, "song", align="c")
    s.text(s.width / 2, 22, rng.choice(("税收完税证明", "税 收 完 税 证 明")), 17, "heavy", align="c")
    end = s.text(
        s.width - 78, 14, rng.choice(("No.", "NO:", "№ ")), 9, "times" if _fonts.installed("times") else "song"
    )
    s.text(end + 1, 14, serial, 9, st.font, mark="certificate_number")
    end = s.text(12, 30, "填发日期:", points, st.label)
    s.text(end + 1, 30 + st.dy * 0.4, write(day), points, st.font, mark="issue_date")
    end = s.text(s.width - 100, 30, "税务机关:", points, st.label)
    s.text(end + 1, 30 + st.dy * 0.4, office, points, st.font, mark="issuing_authority")
    room = s.width - 24
    y = _style.grid(
        s,
        replace(st, points=points),
        12,
        33,
        [room * 0.14, room * 0.33, room * 0.13, room * 0.4],
        [[("纳税人识别号", number, "taxpayer_id"), ("纳税人名称", name, "taxpayer_name")]],
        8,
    )
    shares = rng.choice(((0.17, 0.15, 0.2, 0.2, 0.14, 0.14), (0.18, 0.16, 0.16, 0.22, 0.13, 0.15)))
    wide = [room * f for f in shares]
    heads = (
        "原凭证号",
        "税　种" if rng.random() < 0.5 else "税种",
        "品目名称",
        "税款所属时期",
        "入(退)库日期",
        "实缴(退)金额",
    )
    y = s.row(12, y, wide, [Cell(t, None, "c") for t in heads], points, st.label, least=7)
    payments: list[dict[str, object]] = []
    joint = rng.choice(("至", "至", "-", " 至 "))
    money = rng.choice(("{:,.2f}", "{:.2f}"))
    for i, (tax, item, a, b, paid, amount) in enumerate(rows):
        cells = [
            Cell(_data.digits(rng, 18)),
            Cell(tax, f"payments[{i}].tax_kind"),
            Cell(item),
            Cell(f"{a:%Y-%m-%d}{joint}{b:%Y-%m-%d}", f"payments[{i}].period_end"),
            Cell(f"{paid:%Y-%m-%d}", f"payments[{i}].paid_date"),
            Cell(money.format(amount), f"payments[{i}].amount", "r"),
        ]
        y = s.row(12, y, wide, cells, points, st.font, least=7)
        s.mark(f"payments[{i}].period_start", s.marks[f"payments[{i}].period_end"])
        payments.append(
            {
                "tax_kind": tax,
                "period_start": a.isoformat(),
                "period_end": b.isoformat(),
                "paid_date": paid.isoformat(),
                "amount": _data.yuan(amount),
            }
        )
    words = _yuan_in_capitals(total)
    y = s.row(
        12,
        y,
        [room * 0.16, room * 0.84],
        [
            Cell("金额合计", None, "c"),
            Cell(f"(大写){rng.choice(('', '人民币'))}{words}　　¥{total:,.2f}", "total_amount"),
        ],
        points,
        st.font,
        least=8,
    )
    s.text(14, y + 12, "税务机关", points, st.label)
    sealed(s, rng, office, 40, y + 14, 30, rng.choice(("征税专用章", "")), mark="issuing_authority_seal")
    s.text(86, y + 12, f"填票人:{_names.name(rng)}", points, st.label)
    s.text(140, y + 8, "备注:", points, st.label)
    s.text(12, min(y + 30, s.height - 4), "妥善保管、手写无效", points, "song")
    paper.tables = {"payments": payments}
    paper.sheets = [s]
    s.marks.pop("issuing_authority_seal", None)
    return paper


def _yuan_in_capitals(amount: Decimal) -> str:
    """Yuan, jiao and fen in capitals."""
    whole, cents = int(amount), int(amount * 100) % 100
    figures = "零壹贰叁肆伍陆柒捌玖"
    text = _data.in_capitals(Decimal(whole)) + "元"
    if not cents:
        return text + "整"
    text += (figures[cents // 10] + "角") if cents >= 10 else "零"
    return text + (figures[cents % 10] + "分" if cents % 10 else "整")
