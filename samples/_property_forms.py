"""Titles to land and houses, mortgages registered on them, and vehicles: certificates of several decades and registries."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from samples import _data, _names, _style
from samples._certificate_forms import day_writer, ground, sealed
from samples._data import Company, Person
from samples._draw import Sheet
from samples._paper import Paper
from samples._style import Row


@dataclass(frozen=True)
class Estate:
    """A building or plot that several papers speak of."""

    owner: str
    location: str
    unit: str
    use: tuple[str, str]
    plot: Decimal
    built: Decimal
    term: tuple[date, date]
    place: _data.Place


def estate(owner: str, place: _data.Place, rng: random.Random, until: date) -> Estate:
    """A building with its plot, the right to use it lasting beyond `until`."""
    start = _data.day_between(rng, date(1996, 1, 1), date(2012, 12, 31))
    years = rng.choice((40, 50, 70))
    zone = f"{place.code}{_data.digits(rng, 6)}G{rng.choice('BEX')}{rng.randrange(1, 400):05d}"
    return Estate(
        owner=owner,
        location=f"{rng.choice((place.town, place.district, f'{place.province}{place.town}'))}{rng.choice(_data.ROADS)}{rng.randrange(1, 900)}号{rng.choice(('', '1幢', '3栋2单元1101室', '厂区内1#厂房', '地下一层B12号车位', '2-5幢'))}",
        unit=f"{zone}F{rng.randrange(1, 30):04d}{rng.randrange(1, 300):04d}",
        use=rng.choice(
            (
                ("工业用地", "工业"),
                ("城镇住宅用地", "住宅"),
                ("商服用地", "商业"),
                ("工业用地", "厂房"),
                ("商务金融用地", "办公"),
                ("批发零售用地", "商业服务"),
            )
        ),
        plot=Decimal(rng.randrange(8000, 9000000)) / 100,
        built=Decimal(rng.randrange(4500, 3000000)) / 100,
        term=(start, _data.anniversary(start, years + max(0, until.year - start.year - years + 3))),
        place=place,
    )


def any_property(e: Estate, rng: random.Random, issued: date) -> Paper:
    """A title of the kind that its day allows."""
    if issued >= date(2015, 6, 1):
        return real_estate(e, rng, issued)
    return rng.choice((house, house, land))(e, rng, issued)


def real_estate(e: Estate, rng: random.Random, issued: date) -> Paper:
    """不动产权证书: the table under the number; the registry's seal on it, or on the cover's text page before it."""
    short, city = e.place.short, rng.choice((e.place.city, e.place.town))
    number = f"{short}({issued.year}){city}不动产权第{_data.digits(rng, 7)}号"
    both = rng.random() < 0.7
    registry = rng.choice(
        (
            f"{e.place.city}自然资源和规划局",
            f"{e.place.city}国土资源局",
            f"{e.place.city}不动产登记中心",
            f"{e.place.town}自然资源局",
        )
    )
    area = _area(e, rng, both)
    right = (
        rng.choice(("国有建设用地使用权/房屋所有权", "国有建设用地使用权/房屋(构筑物)所有权"))
        if both
        else "国有建设用地使用权"
    )
    use = "/".join(e.use) if both else e.use[0]
    v: dict[str, object] = {
        "certificate_number": number,
        "owner": e.owner,
        "co_ownership": rng.choice(("单独所有", "单独所有", "房屋单独所有", "共同共有")),
        "location": e.location,
        "unit_number": e.unit,
        "right_type": right,
        "use": use,
        "area_sqm": f"{e.built if both else e.plot}",
        "valid_to": e.term[1].isoformat(),
        "issuing_authority": registry,
        "issue_date": issued.isoformat(),
    }
    unit = e.unit if rng.random() < 0.5 else f"{e.unit[:6]} {e.unit[6:12]} {e.unit[12:19]} {e.unit[19:]}"
    term = rng.choice(
        (
            f"{{use}}{_data.chinese(e.term[0])}起{_data.chinese(e.term[1])}止",
            f"国有建设用地使用权 {_data.chinese(e.term[0])}起{_data.chinese(e.term[1])}止",
            f"{e.term[0]:%Y-%m-%d}起{e.term[1]:%Y-%m-%d}止",
            f"{e.term[0]:%Y年%m月%d日}起至{e.term[1]:%Y年%m月%d日}止",
        )
    ).replace("{use}", rng.choice(("", e.use[0] + " ")))
    rows: list[Row] = [
        ("权利人", e.owner, "owner"),
        ("共有情况", str(v["co_ownership"]), "co_ownership"),
        ("坐落", e.location, "location"),
        ("不动产单元号", unit, "unit_number"),
        ("权利类型", right, "right_type"),
        ("权利性质", rng.choice(("出让", "出让/自建房", "划拨/市场化商品房", "出让/市场化商品房")), None),
        ("用途", use, "use"),
        ("面积", area, "area_sqm"),
        ("使用期限", term, "valid_to"),
        ("权利其他状况", _other(e, rng), None),
    ]
    paper = Paper("property_certificate", "property", v)
    spread = rng.random() < 0.35
    s = Sheet(297, 210) if spread else Sheet(rng.choice((148.0, 210.0)), rng.choice((210.0, 280.0)))
    room = 128.0 if spread else s.width - 24
    st = replace(_style.style(rng, 0.3), place="beside", colon="")
    st = replace(st, points=rng.choice((9, 10, 10.5, 11)) if room > 120 else 9)
    s.text(12 + room / 2, 20, number, rng.choice((11, 12)), st.font, mark="certificate_number", align="c")
    if rng.random() < 0.88:
        wide = rng.choice((24.0, 28.0, 32.0))
        y = _style.grid(s, st, 12, 26, [wide, room - wide], [[r] for r in rows], rng.choice((9, 11, 13)))
    else:
        y = _style.entries(s, _style.fitted(replace(st, colon=":"), rows, room - 40, 140), 14, 32, rows, room - 40, 28)
    if spread:
        _remarks(s, rng, 156, e)
    if rng.random() < 0.5:
        paper.sheets = [_cover(rng, registry, issued, v), s]
    else:
        at, low = (min(y + 16, s.height - 22), 12 + room * 0.55)
        s.text(low, at - 8, rng.choice(("登记机构(章)", "登记机构", "登记机构:")), 10, st.label)
        s.text(
            low + 4, at + 4, rng.choice(("", "登记日期:", "")) + _data.chinese(issued), 10.5, "song", mark="issue_date"
        )
        sealed(s, rng, registry, low + 26, at - 4, 34, rng.choice(("", "不动产登记专用章")))
        paper.sheets = [s]
    return paper


def _area(e: Estate, rng: random.Random, both: bool) -> str:
    square = rng.choice(("㎡", "平方米", "m²", "㎡"))
    if not both:
        return rng.choice((f"{e.plot}{square}", f"宗地面积{e.plot}{square}"))
    return rng.choice(
        (
            f"宗地面积{e.plot}{square}/房屋建筑面积{e.built}{square}",
            f"宗地面积:{e.plot}{square} 房屋建筑面积:{e.built}{square}",
            f"土地使用权面积:{e.plot}{square} 房屋建筑面积:{e.built}{square}",
            f"共有宗地面积{e.plot}{square}/房屋建筑面积{e.built}{square}",
        )
    )


def _other(e: Estate, rng: random.Random) -> str:
    return rng.choice(
        (
            f"房屋结构:钢筋混凝土结构 房屋总层数:{rng.randrange(3, 33)} 所在层:{rng.randrange(1, 3)} 专有建筑面积:{e.built * Decimal('0.8'):.2f}㎡ 分摊建筑面积:{e.built * Decimal('0.2'):.2f}㎡",
            f"房屋结构:钢结构 总层数:{rng.randrange(1, 6)}层 竣工时间:{rng.randrange(1998, 2015)}年",
            "房屋共有情况:单独所有 室号部位:全幢 建筑类型:工厂",
        )
    )


def _remarks(s: Sheet, rng: random.Random, x: float, e: Estate) -> None:
    s.text(x + 62, 20, "附　　记", 12, "hei", align="c")
    s.frame((x, 26, x + 128, 180), 0.2)
    s.paragraph(
        x + 4,
        36,
        118,
        rng.choice(
            (
                f"业务编号:{_data.digits(rng, 12)}",
                f"权利人证件号码:91{e.place.code}{_data.digits(rng, 10)} 原产权证号:{e.place.short}房权证字第{_data.digits(rng, 6)}号",
                "根据不动产登记信息,本不动产无其他限制情形。",
            )
        ),
        10,
        "song",
        1.6,
    )


def _cover(rng: random.Random, registry: str, issued: date, v: dict[str, object]) -> Sheet:
    """The text page inside the cover: by what law it is issued, the registry's seal and the day."""
    s = Sheet(148, 210)
    s.text(74, 40, rng.choice(("中华人民共和国", "")), 14, "heavy", align="c")
    s.text(74, 54, "不动产权证书", 22, "heavy", (150, 30, 30), "c")
    s.paragraph(
        24,
        84,
        100,
        "根据《中华人民共和国物权法》等法律法规,为保护不动产权利人合法权益,对不动产权利人申请登记的本证所列不动产权利,经审查核实,准予登记,颁发此证。",
        12,
        "song",
        1.8,
        indent=2,
    )
    s.text(76, 158, "登记机构(章)", 11, "song")
    _style.split_date(s, rng, 72, 172, (str(issued.year), str(issued.month), str(issued.day)), 11, "song", "issue_date")
    sealed(s, rng, registry, 98, 158, 38)
    s.text(74, 196, f"编号NO.{_data.digits(rng, 11)}", 9, "song", align="c")
    return s


def house(e: Estate, rng: random.Random, issued: date) -> Paper:
    """房屋所有权证 / 房地产权证 before 2015."""
    short = e.place.city[0]
    number = rng.choice(
        (
            f"{short}房权证{e.place.district[:2]}字第{_data.digits(rng, 8)}号",
            f"{e.place.city}房权证{e.place.district.rstrip('区')}字第{_data.digits(rng, 6)}号",
            f"{short}房地权证{issued.year}字第{_data.digits(rng, 6)}号",
            f"{e.place.short}房权证字第{_data.digits(rng, 9)}号",
        )
    )
    bureau = rng.choice(
        (
            f"{e.place.city}房产管理局",
            f"{e.place.city}住房和城乡建设局",
            f"{e.place.city}住房保障和房产管理局",
            f"{e.place.city}房屋产权管理中心",
        )
    )
    land_term = rng.random() < 0.4
    share = rng.choice(("单独所有", "共同共有", "", "无"))
    v: dict[str, object] = {
        "certificate_number": number,
        "owner": e.owner,
        "co_ownership": share if share not in ("", "无") else None,
        "location": e.location,
        "unit_number": None,
        "right_type": None,
        "use": e.use[1],
        "area_sqm": f"{e.built}",
        "valid_to": e.term[1].isoformat() if land_term else None,
        "issuing_authority": bureau,
        "issue_date": issued.isoformat(),
    }
    write = day_writer(rng)
    term = f"{write(e.term[0])}至{write(e.term[1])}" + rng.choice(("", "止")) if land_term else ""
    s = ground(rng, 210, rng.choice((148.0, 200.0)))
    st = replace(_style.style(rng, 0.5), place="beside", colon="", points=rng.choice((9, 10, 10.5)))
    if rng.random() < 0.35:
        s.text(105, 16, "房屋所有权证", 15, "heavy", align="c")
    s.text(rng.choice((105, 60)), 24, number, 12, st.font, mark="certificate_number", align="c")
    owner_label = rng.choice(("房屋所有权人", "房屋所有权人", "房地产权利人", "所有权人"))
    wide = [28.0, 26.0, 24.0, 34.0, 34.0, 40.0]
    head: list[list[Row | str]] = [
        [(owner_label, e.owner, "owner")],
        [("共有情况", share, "co_ownership")],
        [("房屋坐落", e.location, "location")],
        [("登记时间", write(issued), "issue_date")],
        [("房屋性质", rng.choice(("商品房", "自建房", "私有房产", "有限责任公司")), None)],
        [("规划用途", e.use[1], "use")],
    ]
    y = _style.grid(s, st, 12, 30, [wide[0], sum(wide[1:])], head, rng.choice((8, 9, 10)))
    inner = f"{e.built * Decimal('0.83'):.2f}"
    area_label = rng.choice(("建筑面积(平方米)", "建筑面积(m²)", "建筑面积"))
    y = _style.grid(s, st, 12, y, wide, [["房屋状况", "总层数", area_label, "套内建筑面积(平方米)", "其他", ""]], 8)
    values = [("", str(rng.randrange(1, 33)), f"{e.built}", inner, rng.choice(("****", "/", "")), "")]
    top = y
    y = _style.grid(s, st, 12, y, wide, [list(values[0])], 8)
    left = 12 + wide[0] + wide[1]
    s.mark("area_sqm", (left, top, left + wide[2], y))
    y = _style.grid(s, st, 12, y, wide, [["土地状况", "地号", "土地使用权取得方式", "土地使用年限", "", ""]], 8)
    span = [wide[0], wide[1], wide[2], sum(wide[3:])]
    y = _style.grid(
        s, st, 12, y, span[:3] + [span[3]], [["", _data.digits(rng, 9), rng.choice(("出让", "划拨", "")), ""]], 8
    )
    if term:
        s.text(12 + sum(span[:3]) + 2, y - 2.4, term, 8.5, st.font, mark="valid_to")
    s.text(130, min(y + 8, s.height - 14), rng.choice(("填发单位(盖章)", "发证机关(章)", "登记机构")), 9.5, st.label)
    sealed(s, rng, bureau, 158, min(y + 8, s.height - 26), 32, rng.choice(("", "房屋登记专用章")))
    paper = Paper("property_certificate", "property", v)
    paper.sheets = [s]
    return paper


def land(e: Estate, rng: random.Random, issued: date) -> Paper:
    """国有土地使用证 before 2015: plot, use, kind of right, the day on which the right ends."""
    short = e.place.city[0] + rng.choice(("", e.place.district[0]))
    number = rng.choice(
        (
            f"{short}国用({issued.year})第{_data.digits(rng, 5)}号",
            f"{short}国用[{issued.year}]第{_data.digits(rng, 4)}号",
            f"{short}土国用({issued.year})第{_data.digits(rng, 6)}号",
        )
    )
    state = rng.choice((f"{e.place.city}人民政府", f"{e.place.city}国土资源局"))
    kind = rng.choice(("出让", "出让", "划拨"))
    write = day_writer(rng)
    ends = kind == "出让"
    v: dict[str, object] = {
        "certificate_number": number,
        "owner": e.owner,
        "co_ownership": None,
        "location": e.location,
        "unit_number": None,
        "right_type": kind,
        "use": e.use[0],
        "area_sqm": f"{e.plot}",
        "valid_to": e.term[1].isoformat() if ends else None,
        "issuing_authority": state,
        "issue_date": issued.isoformat(),
    }
    s = ground(rng, rng.choice((148.0, 210.0)), 210)
    room = s.width - 28
    st = replace(_style.style(rng, 0.5), place="beside", colon="", points=rng.choice((9, 10, 11)))
    if rng.random() < 0.5:
        s.text(s.width / 2, 22, "国有土地使用证", 17, "heavy", align="c")
    s.text(s.width / 2, 31, number, 12, st.font, mark="certificate_number", align="c")
    square = rng.choice(("㎡", "平方米", "M²"))
    rows: list[list[Row | str]] = [
        [("土地使用权人", e.owner, "owner")],
        [(rng.choice(("座落", "坐落")), e.location, "location")],
        [
            ("地号", f"{rng.randrange(1, 99):02d}-{rng.randrange(1, 999):03d}-{rng.randrange(1, 999):03d}", None),
            ("图号", rng.choice(("", "H50G012")), None),
        ],
        [("地类(用途)", e.use[0], "use"), ("取得价格", "", None)],
        [
            ("使用权类型", kind, "right_type"),
            ("终止日期", write(e.term[1]) if ends else rng.choice(("", "/")), "valid_to" if ends else None),
        ],
        [("使用权面积", f"{e.plot} {square}", "area_sqm"), ("其中独用面积", f"{e.plot} {square}", None)],
    ]
    quarter = [24.0, room / 2 - 24, 24.0, room / 2 - 24]
    y = _style.grid(s, st, 14, 37, quarter, rows, rng.choice((10, 12)))
    y = s.paragraph(
        16,
        y + 9,
        room - 4,
        "根据《中华人民共和国宪法》、《中华人民共和国土地管理法》等法律法规,为保护土地使用权人的合法权益,对土地使用权人申请登记的本证所列土地权利,经审查核实,准予登记,颁发此证。",
        9.5,
        "song",
        1.5,
        indent=2,
    )
    s.text(
        s.width - 76, y + 12, f"{rng.choice(('', state))}(章)" if rng.random() < 0.6 else "人民政府(章)", 10.5, "song"
    )
    s.text(s.width - 76, y + 24, write(issued), 10.5, st.font, mark="issue_date")
    sealed(s, rng, state, s.width - 50, y + 14, 34)
    paper = Paper("property_certificate", "property", v)
    paper.sheets = [s]
    return paper


def personal_estate(p: Person, rng: random.Random, until: date) -> Estate:
    """A flat that a person owns, alone or with a spouse."""
    owner = p.name if rng.random() < 0.6 else f"{p.name}、{_names.name(rng)}"
    return estate(owner, p.place, rng, until)


def company_estate(c: Company, rng: random.Random, until: date) -> Estate:
    """A building that the company owns."""
    return estate(c.name, c.place, rng, until)
