"""Lease contracts in four wordings: clauses, a form filled in, a sheet of terms in cells, an agency's model text."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from samples import _data, _seals
from samples._data import Company
from samples._paper import Paper
from samples._running import Running

USES = ("办公", "生产加工及仓储", "商业经营", "仓储")


@dataclass(frozen=True)
class Lease:
    """What a lease says; `landlord` is a person or a firm."""

    number: str
    landlord: str
    tenant: Company
    place: str
    area: Decimal
    use: str
    rent: Decimal
    period: str
    start: date
    end: date
    signed: date


_PERIODS = {"month": ("每月", "月租金"), "year": ("每年", "年租金"), "quarter": ("每季度", "季租金")}


def lease_of(c: Company, rng: random.Random, day: date) -> Lease:
    """A lease of the company's premises, signed some weeks before it begins on `day`."""
    years = rng.choice((1, 2, 3, 5))
    period = rng.choice(("month", "month", "year", "quarter"))
    monthly = Decimal(rng.randrange(6, 90) * 500)
    owner = rng.choice((_data.a_name(rng), f"{c.place.city.rstrip('市')}{rng.choice(_data.BRANDS)}置业有限公司"))
    return Lease(
        rng.choice(
            (f"{c.brand}租字({day.year})第{rng.randrange(3, 99):03d}号", f"ZL{day:%Y%m}-{rng.randrange(10, 99)}")
        ),
        owner,
        c,
        f"{c.place.town}{rng.choice(_data.ROADS)}{rng.randrange(5, 600)}号{rng.randrange(1, 12)}幢",
        Decimal(rng.randrange(8000, 400000)) / 100,
        rng.choice(USES),
        monthly * {"month": 1, "quarter": 3, "year": 12}[period],
        period,
        day,
        _data.anniversary(day, years) - timedelta(days=1),
        day - timedelta(days=rng.randrange(2, 30)),
    )


def lease(x: Lease, rng: random.Random, wording: int | None = None) -> Paper:
    """The contract in one of the wordings, at random unless chosen (0 to 3)."""
    v: dict[str, object] = {
        "contract_number": x.number,
        "lessor": x.landlord,
        "lessee": x.tenant.name,
        "location": x.place,
        "area_sqm": f"{x.area:f}",
        "use": x.use,
        "rent": _data.yuan(x.rent),
        "rent_period": x.period,
        "start_date": x.start.isoformat(),
        "end_date": x.end.isoformat(),
    }
    which = rng.randrange(4) if wording is None else wording
    page = Running.look(rng, "房屋租赁合同")
    (_clauses, _form, _cells, _agency)[which](page, x, rng)
    if which == 1:
        v["contract_number"] = None
    paper = Paper("lease_contract", f"lease{which}", v)
    paper.sheets = page.sheets
    return paper


def _both(amount: Decimal) -> str:
    return f"人民币{_data.in_capitals(amount)}元整(¥{amount:,.2f})"


def _signatures(p: Running, x: Lease, rng: random.Random, left: str, right: str) -> None:
    p.room(50)
    p.gap(1.5)
    p.beside((p.left, left), (108, right))
    firm = x.landlord.endswith("公司")
    if firm:
        p.stamp(_seals.round_seal(x.landlord, rng=rng), p.left + 38, -6)
    else:
        p.signed(p.left + 36, x.landlord, 1)
    p.stamp(_seals.round_seal(x.tenant.name, rng=rng), 150, -6)
    p.gap(1)
    p.beside((p.left, f"日期:{_data.chinese(x.signed)}"), (108, f"日期:{_data.chinese(x.signed)}"))


def _clauses(p: Running, x: Lease, rng: random.Random) -> None:
    each, _ = _PERIODS[x.period]
    p.title(rng.choice(("房屋租赁合同", "厂房租赁合同", "房屋租赁协议书")), 20)
    p.line(f"合同编号:[[contract_number:{x.number}]]", align="r")
    p.line(f"出租方(以下简称甲方):[[lessor:{x.landlord}]]")
    p.line(f"承租方(以下简称乙方):[[lessee:{x.tenant.name}]]")
    p.para(
        "根据《中华人民共和国民法典》及有关法律法规的规定,甲乙双方在平等、自愿、协商一致的基础上,就房屋租赁事宜订立本合同。"
    )
    p.paras(
        (
            f"一、甲方将坐落于[[location:{x.place}]]的房屋出租给乙方,建筑面积[[area_sqm:{x.area}]]平方米。",
            f"二、乙方承租上述房屋作为[[use:{x.use}]]使用,未经甲方书面同意不得改变用途。",
            f"三、租赁期限自[[start_date:{_data.chinese(x.start)}]]起至[[end_date:{_data.chinese(x.end)}]]止。",
            f"四、租金为[[rent_period:{each}]][[rent:{_both(x.rent)}]],先付后用。乙方应于签约时一次性支付押金人民币{x.rent / 2:,.2f}元,合同期满无息退还。",
            "五、租赁期间水、电、物业管理等费用由乙方承担,并按期缴纳。",
            "六、乙方逾期支付租金超过十五日的,甲方有权解除合同,并按日收取应付租金千分之三的违约金。",
            "七、租赁期满乙方需继续承租的,应提前一个月书面提出,在同等条件下享有优先承租权。",
            "八、本合同一式两份,甲乙双方各执一份,自双方签字盖章之日起生效。",
        )
    )
    _signatures(p, x, rng, "甲方(签章):", "乙方(签章):")


def _form(p: Running, x: Lease, rng: random.Random) -> None:
    _, name = _PERIODS[x.period]
    p.title("租 赁 合 同", 22)
    for label, value, other in (
        ("甲方(出租人)", f"[[lessor:{x.landlord}]]", f"联系电话:0{rng.randrange(310, 899)}-{_data.digits(rng, 7)}"),
        ("乙方(承租人)", f"[[lessee:{x.tenant.name}]]", f"法定代表人:{x.tenant.head.name}"),
    ):
        p.line(f"{label}:{value}")
        p.line(other)
    p.para("甲乙双方就乙方租用甲方房屋一事,经协商达成如下条款:")
    y, m, d = x.start.year, x.start.month, x.start.day
    p.paras(
        (
            "第一条 租赁物",
            f"租赁房屋地址:[[location:{x.place}]],租赁面积为[[area_sqm:{x.area}]]㎡。",
            "第二条 租赁期限",
            f"租期{(x.end.year - x.start.year) or 1}年,从[[start_date:{y}年{m:02d}月{d:02d}日]]至[[end_date:{x.end.year}年{x.end.month:02d}月{x.end.day:02d}日]]。",
            "第三条 租赁用途",
            f"乙方租用该房屋用于[[use:{x.use}]]。",
            "第四条 租金及支付",
            f"[[rent_period:{name}]][[rent:{x.rent:.0f}元]](大写:{_data.in_capitals(x.rent)}元整)。乙方须于每期首月五日前支付。",
            "第五条 保证金",
            f"乙方向甲方交纳履约保证金{x.rent * 2:.0f}元。",
            "第六条 其他约定",
            "乙方不得将房屋转租他人;房屋因不可抗力毁损的,双方互不承担责任;未尽事宜另行协商,补充协议与本合同具有同等效力。",
        )
    )
    _signatures(p, x, rng, "甲方:", "乙方:")


def _cells(p: Running, x: Lease, rng: random.Random) -> None:
    each, name = _PERIODS[x.period]
    p.title("房屋租赁合同", 18)
    p.line(f"编号:[[contract_number:{x.number}]]")
    p.table(
        (34, 50, 30, 46),
        (
            ("出租人", f"[[lessor:{x.landlord}]]", "承租人", f"[[lessee:{x.tenant.name}]]"),
            ("房屋坐落", f"[[location:{x.place}]]", "建筑面积", f"[[area_sqm:{x.area}]]平方米"),
            ("租赁用途", f"[[use:{x.use}]]", f"[[rent_period:{name}]]", f"[[rent:¥{x.rent:,.2f}元]]"),
            ("起租日", f"[[start_date:{x.start.isoformat()}]]", "到期日", f"[[end_date:{x.end.isoformat()}]]"),
        ),
        11,
        2.4,
    )
    p.paras(
        (
            "1.出租人保证对上述房屋享有完整的所有权或处分权,并保证房屋符合约定用途。",
            f"2.租金{each}支付一次,承租人应在每期开始前十日内付清。",
            "3.租赁期内,承租人负责房屋的日常维护,因使用不当造成的损坏由承租人修复或赔偿。",
            "4.任何一方提前解除合同的,应提前六十日通知对方,并支付相当于一个月租金的违约金。",
            "5.履行本合同发生争议的,提交房屋所在地人民法院诉讼解决。",
        )
    )
    _signatures(p, x, rng, "出租人(盖章):", "承租人(盖章):")


def _agency(p: Running, x: Lease, rng: random.Random) -> None:
    _, name = _PERIODS[x.period]
    p.title("商铺(厂房)租赁合同书", 19)
    p.line(f"合同编号:[[contract_number:{x.number}]]")
    p.para(
        f"[[lessor:{x.landlord}]](以下称“出租人”)与[[lessee:{x.tenant.name}]](以下称“承租人”)经友好协商,于{_data.chinese(x.signed)}在{x.tenant.place.city}签订本租赁合同,以资共同遵守。"
    )
    p.paras(
        (
            f"1.1 出租人同意将其合法拥有的位于[[location:{x.place}]]的物业(下称“该物业”)租给承租人使用,计租面积[[area_sqm:{x.area}]]平方米。",
            f"1.2 该物业的用途为[[use:{x.use}]]。",
            f"2.1 租赁期自[[start_date:{_data.chinese(x.start)}]]开始,至[[end_date:{_data.chinese(x.end)}]]届满,其中前十五日为装修免租期。",
            f"3.1 租金标准:[[rent_period:{name}]]为[[rent:人民币{x.rent:,.2f}元]]。租金不含物业管理费、水电费及其他费用。",
            f"3.2 承租人应支付租赁保证金人民币{x.rent * 3:,.2f}元。",
            "4.1 承租人应合理使用该物业,不得擅自改变房屋结构。4.2 出租人应保证该物业权属清晰,并承担房屋主体结构的维修责任。",
            "5.1 一方违反本合同约定致使合同目的不能实现的,守约方有权解除合同并要求赔偿损失。",
        )
    )
    _signatures(p, x, rng, "出租人:", "承租人:")
