"""Mortgages registered on land and houses: 不动产登记证明 since 2015, certificates of other rights before."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

from samples import _data, _style
from samples._certificate_forms import day_writer, ground, sealed
from samples._draw import Sheet
from samples._paper import Paper
from samples._property_forms import Estate
from samples._style import Row


def encumbrance(e: Estate, rng: random.Random, bank: str, secured: Decimal, issued: date) -> Paper:
    """A mortgage on the estate: 不动产登记证明 since 2015, 房屋他项权证 or 土地他项权利证明书 before."""
    span = (issued, _data.anniversary(issued, rng.choice((1, 2, 3, 5))))
    new = issued >= date(2015, 6, 1)
    city = e.place.city
    number = (
        f"{e.place.short}({issued.year}){city}不动产证明第{_data.digits(rng, 7)}号"
        if new
        else rng.choice(
            (
                f"{city[0]}房他证{e.place.district[:2]}字第{_data.digits(rng, 8)}号",
                f"{city[0]}他项({issued.year})第{_data.digits(rng, 4)}号",
            )
        )
    )
    land_paper = "他项(" in number
    office = f"{city}自然资源和规划局" if new else f"{city}国土资源局" if land_paper else f"{city}房产管理局"
    v: dict[str, object] = {
        "certificate_number": number,
        "right_or_matter": rng.choice(("抵押权", "最高额抵押权", "一般抵押"))
        if new
        else rng.choice(("抵押权", "抵押", "一般抵押权")),
        "right_holder": bank,
        "obligor": e.owner,
        "location": e.location,
        "unit_number": e.unit if new else None,
        "secured_amount": _data.yuan(secured),
        "term_start": span[0].isoformat(),
        "term_end": span[1].isoformat(),
        "issuing_authority": office,
        "issue_date": issued.isoformat(),
    }
    paper = Paper("encumbrance_certificate", "encumbrance", v)
    paper.sheets = [
        _proof(e, rng, v, secured, span, office) if new else _other_rights(e, rng, v, secured, span, office, land_paper)
    ]
    return paper


def _proof(
    e: Estate, rng: random.Random, v: dict[str, object], secured: Decimal, span: tuple[date, date], office: str
) -> Sheet:
    s = Sheet(rng.choice((210.0, 297.0)), 210)
    st = replace(_style.style(rng, 0.25), place="beside", colon="", points=rng.choice((9.5, 10.5)))
    s.text(s.width / 2, 20, "不动产登记证明", 18, "heavy", align="c")
    s.text(s.width / 2, 30, str(v["certificate_number"]), 11, st.font, mark="certificate_number", align="c")
    amount = _secured(secured, rng)
    term = _span(span, rng)
    rows: list[list[Row | str]] = [
        [("证明权利或事项", str(v["right_or_matter"]), "right_or_matter")],
        [("权利人(申请人)", str(v["right_holder"]), "right_holder")],
        [("义务人", e.owner, "obligor")],
        [("坐落", e.location, "location")],
        [("不动产单元号", e.unit, "unit_number")],
    ]
    paired = rng.random() < 0.5
    if paired:
        rows += [[("被担保主债权数额", amount, "secured_amount")], [("债务履行期限", term, "term_end")]]
        rows.append(
            [
                (
                    "其他",
                    "不动产权证书号:" + f"{e.place.short}(2017){e.place.city}不动产权第{_data.digits(rng, 7)}号",
                    None,
                )
            ]
        )
    wide = [rng.choice((34.0, 40.0)), s.width - 70]
    y = _style.grid(s, st, 16, 36, wide, rows, rng.choice((10, 12)))
    if not paired:
        top = y
        kind = "最高债权额" if "最高" in str(v["right_or_matter"]) else rng.choice(("被担保主债权数额", "债权数额"))
        dates = "债权确定期间" if "最高" in str(v["right_or_matter"]) else "债务履行期限"
        text = f"抵押方式:{rng.choice(('一般抵押', '最高额抵押'))}"
        for i, (line, mark) in enumerate(
            ((text, None), (f"{kind}:{amount}", "secured_amount"), (f"{dates}:{term}", "term_end"))
        ):
            s.text(18 + wide[0], top + 8 + 6.5 * i, line, st.points, st.font, mark=mark)
        y = top + 28
        s.frame((16, top, 16 + wide[0], y), 0.2)
        s.frame((16 + wide[0], top, 16 + sum(wide), y), 0.2)
        s.text(16 + wide[0] / 2, top + 15, "其他", st.points, st.label, align="c")
    s.mark("term_start", s.marks["term_end"])
    y = _style.grid(s, st, 16, y, wide, [[("附记", rng.choice(("", f"业务编号{_data.digits(rng, 10)}")), None)]], 14)
    _signed(s, rng, office, span[0], y)
    return s


def _other_rights(
    e: Estate,
    rng: random.Random,
    v: dict[str, object],
    secured: Decimal,
    span: tuple[date, date],
    office: str,
    land_paper: bool,
) -> Sheet:
    s = ground(rng, 210, rng.choice((148.0, 180.0)))
    st = replace(_style.style(rng, 0.4), place="beside", colon="", points=rng.choice((9.5, 10.5)))
    s.text(
        105,
        22,
        "土地他项权利证明书" if land_paper else rng.choice(("房屋他项权证", "他项权证")),
        17,
        "heavy",
        align="c",
    )
    s.text(105, 30, str(v["certificate_number"]), 11, st.font, mark="certificate_number", align="c")
    what = "土地" if land_paper else "房屋"
    rows: list[list[Row | str]] = [
        [(f"{what}他项权利人", str(v["right_holder"]), "right_holder")],
        [
            (
                rng.choice(("土地使用权人", "义务人")) if land_paper else rng.choice(("房屋所有权人", "抵押人")),
                e.owner,
                "obligor",
            )
        ],
        [
            (
                f"{what}所有权证号" if not land_paper else "土地证号",
                f"{e.place.city[0]}房权证字第{_data.digits(rng, 7)}号",
                None,
            )
        ],
        [(f"{what}坐落", e.location, "location")],
        [("他项权利种类", str(v["right_or_matter"]), "right_or_matter")],
        [(rng.choice(("债权数额", "权利价值", "担保债权数额")), _secured(secured, rng), "secured_amount")],
        [(rng.choice(("债务履行期限", "约定期限", "抵押期限")), _span(span, rng), "term_end")],
        [("登记时间", day_writer(rng)(span[0]), "issue_date")],
        [("附记", rng.choice(("", "无")), None)],
    ]
    y = _style.grid(s, st, 16, 35, [38, 140], rows, 8)
    s.mark("term_start", s.marks["term_end"])
    low = min(y + 9, s.height - 12)
    s.text(124, low, rng.choice(("填发单位(盖章)", "登记机构(章)", "发证机关")), 10, st.label)
    sealed(s, rng, office, 158, low - 6, 32)
    return s


def _secured(amount: Decimal, rng: random.Random) -> str:
    return rng.choice(
        (
            f"{amount / 10000:.2f}万元",
            f"{amount / 10000:.0f}万元",
            f"{amount:.2f}元",
            f"人民币{_data.in_capitals(amount)}元整",
            f"¥{amount:,.2f}元",
            f"{amount / 10000:.4f}万元",
        )
    )


def _span(span: tuple[date, date], rng: random.Random) -> str:
    write = day_writer(rng)
    return rng.choice(
        (
            f"{write(span[0])}起{write(span[1])}止",
            f"{write(span[0])}至{write(span[1])}",
            f"自{write(span[0])}至{write(span[1])}止",
        )
    )


def _signed(s: Sheet, rng: random.Random, office: str, day: date, y: float) -> None:
    low = min(y + 12, s.height - 18)
    s.text(s.width - 86, low, "登记机构(章)", 10.5, "song")
    s.text(s.width - 82, low + 11, _data.chinese(day), 10.5, "song", mark="issue_date")
    sealed(s, rng, office, s.width - 58, low, 34, rng.choice(("", "不动产登记专用章")))
