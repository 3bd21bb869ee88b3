"""Invented people, companies and numbers; every number carries its right check digit."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from standards import loan_card, organisation_code, registration_number, resident_id, uscc

SURNAMES = "林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢姜崔钟谭陆汪范金石廖贾夏韦方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
GIVEN_MALE = (
    "建华",
    "志远",
    "文斌",
    "海涛",
    "永康",
    "庆丰",
    "明辉",
    "立军",
    "伟东",
    "少峰",
    "浩然",
    "德胜",
    "松",
    "磊",
    "晨光",
    "世杰",
    "启航",
    "佳林",
)
GIVEN_FEMALE = (
    "秀芳",
    "静怡",
    "晓燕",
    "雅琴",
    "淑珍",
    "慧玲",
    "思雨",
    "倩",
    "丽萍",
    "梦瑶",
    "玉梅",
    "春霞",
    "婉清",
    "莹",
)
ETHNICITIES = ("汉", "汉", "汉", "汉", "汉", "回", "壮", "满", "土家", "苗")


@dataclass(frozen=True)
class Place:
    """A county-level place with its code and the names that authorities there carry."""

    code: str
    province: str
    city: str
    district: str
    short: str

    @property
    def town(self) -> str:
        """City and district as addresses print them."""
        return f"{self.city}{self.district}"


PLACES = (
    Place("320205", "江苏省", "无锡市", "锡山区", "苏"),
    Place("320583", "江苏省", "苏州市", "昆山市", "苏"),
    Place("330203", "浙江省", "宁波市", "海曙区", "浙"),
    Place("340104", "安徽省", "合肥市", "蜀山区", "皖"),
    Place("350203", "福建省", "厦门市", "思明区", "闽"),
    Place("360111", "江西省", "南昌市", "青山湖区", "赣"),
    Place("370102", "山东省", "济南市", "历下区", "鲁"),
    Place("410105", "河南省", "郑州市", "金水区", "豫"),
    Place("420111", "湖北省", "武汉市", "洪山区", "鄂"),
    Place("430104", "湖南省", "长沙市", "岳麓区", "湘"),
    Place("500112", "重庆市", "重庆市", "渝北区", "渝"),
    Place("610113", "陕西省", "西安市", "雁塔区", "陕"),
    Place("210102", "辽宁省", "沈阳市", "和平区", "辽"),
    Place("130102", "河北省", "石家庄市", "长安区", "冀"),
)
ROADS = (
    "锦绣大道",
    "文昌西路",
    "创业二路",
    "金桂街",
    "长青路",
    "望江南路",
    "兴园路",
    "工业北路",
    "凤凰中路",
    "科技三路",
    "北环东路",
    "迎宾大道",
)
TRADES = {
    "精密机械": ("精密机械零部件的研发、生产、销售;模具设计与制造;机电设备安装及维修", "金属制品"),
    "食品": ("预包装食品批发兼零售;农副产品收购、初加工及销售;普通货物仓储服务", "食品批发"),
    "新材料": (
        "高分子复合材料、塑料制品、包装材料的生产与销售;新材料技术推广服务;自营和代理各类商品及技术的进出口业务",
        "塑料制品",
    ),
    "环保设备": ("环保设备、水处理设备的设计、制造、销售及安装;环保工程施工;管道配件销售", "设备制造"),
    "家居用品": ("家具、木制品、家居用品的设计、加工与销售;室内装饰材料销售;国内货物运输代理", "家具"),
    "电器": ("低压电器、配电箱、电线电缆的制造与销售;电气自动化技术服务", "电气"),
    "农资": ("化肥、农用薄膜、农业机械及配件销售;不再分装的包装种子零售;农业技术咨询", "农资"),
}
BRANDS = (
    "恒峰",
    "鼎泰",
    "瑞禾",
    "卓远",
    "联创",
    "中岳",
    "启明",
    "聚源",
    "同心",
    "盛邦",
    "凯润",
    "天衡",
    "广茂",
    "金穗",
    "海桥",
    "云帆",
)
BANKS = (
    "中国工商银行",
    "中国农业银行",
    "中国银行",
    "中国建设银行",
    "交通银行",
    "招商银行",
    "兴业银行",
    "中国民生银行",
    "上海浦东发展银行",
    "华夏银行",
)
TOWN_BANKS = ("农村商业银行", "银行")
GUARANTORS = ("华信融资担保有限公司", "安诚融资担保有限公司", "众合担保有限责任公司")


@dataclass(frozen=True)
class Person:
    """A natural person with the card that shows them."""

    name: str
    sex: str
    ethnicity: str
    birth: date
    address: str
    id_number: str
    authority: str
    valid_from: date
    valid_to: date | None
    place: Place


@dataclass
class Company:
    """A company (or, with `sole`, a sole proprietorship) and all of its numbers."""

    name: str
    place: Place
    brand: str
    kind: str
    address: str
    head: Person
    capital: Decimal
    founded: date
    term_end: date | None
    scope: str
    registration_number: str
    organisation_code: str
    uscc: str
    loan_card: str
    permit_number: str
    bank: str
    account: str
    sole: bool = False
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def old_taxpayer_id(self) -> str:
        """The taxpayer's number of the old regime: region and organisation code; a sole proprietor's identity number."""
        if self.sole:
            return self.head.id_number
        return self.place.code + self.organisation_code.replace("-", "")

    @property
    def market_authority(self) -> str:
        """Registrar's name from 2018 on."""
        return f"{self.place.town}市场监督管理局"

    @property
    def commerce_authority(self) -> str:
        """Registrar's name before 2018."""
        return f"{self.place.city}工商行政管理局{self.place.district.rstrip('区')}分局"


def anniversary(day: date, years: int) -> date:
    """The same day `years` later; 28 February for a leap day."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def day_between(rng: random.Random, first: date, last: date) -> date:
    """A random day, both ends included."""
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def digits(rng: random.Random, count: int) -> str:
    """Random figures, the first not zero."""
    return str(rng.randrange(1, 10)) + "".join(str(rng.randrange(10)) for _ in range(count - 1))


def a_name(rng: random.Random, sex: str | None = None) -> str:
    """A person's name."""
    given = {"male": GIVEN_MALE, "female": GIVEN_FEMALE}.get(sex or "", GIVEN_MALE + GIVEN_FEMALE)
    return rng.choice(SURNAMES) + rng.choice(given)


def person(rng: random.Random, as_of: date, place: Place | None = None, sex: str | None = None) -> Person:
    """A grown person whose card is valid at `as_of`."""
    sex = sex or rng.choice(("male", "female"))
    place = place or rng.choice(PLACES)
    birth = day_between(rng, date(as_of.year - 58, 1, 1), date(as_of.year - 27, 12, 31))
    issued = day_between(
        rng, max(date(2005, 1, 1), anniversary(as_of, -9), anniversary(birth, 16)), anniversary(as_of, -1)
    )
    age = issued.year - birth.year - ((issued.month, issued.day) < (birth.month, birth.day))
    until = None if age >= 46 else anniversary(issued, 20 if age >= 26 else 10)
    sequence = f"{rng.randrange(1, 50):02d}{2 * rng.randrange(5) + (1 if sex == 'male' else 0)}"
    body = f"{place.code}{birth:%Y%m%d}{sequence}"
    return Person(
        name=a_name(rng, sex),
        sex=sex,
        ethnicity=rng.choice(ETHNICITIES),
        birth=birth,
        address=f"{place.province if place.province != place.city else ''}{place.town}{rng.choice(ROADS)}{rng.randrange(3, 480)}号{rng.randrange(1, 30)}栋{rng.randrange(1, 6)}单元{rng.randrange(101, 2805)}室",
        id_number=body + resident_id.calc_check_digit(body),
        authority=f"{place.city}公安局{place.district.rstrip('区')}分局",
        valid_from=issued,
        valid_to=until,
        place=place,
    )


def company(rng: random.Random, as_of: date, sole: bool = False, founded: date | None = None) -> Company:
    """A company founded on a day, or four to fourteen years before `as_of`."""
    founded = founded or day_between(rng, anniversary(as_of, -14), anniversary(as_of, -4))
    place, trade, brand = rng.choice(PLACES), rng.choice(sorted(TRADES)), rng.choice(BRANDS)
    city = place.city.rstrip("市")
    body = place.code + rng.choice("6789" if sole else "2200") + digits(rng, 7)
    code = organisation_code_of(rng, founded)
    name = (
        f"{place.town}{brand}{trade}经营部"
        if sole
        else rng.choice(
            (
                f"{city}{brand}{trade}有限公司",
                f"{place.city}{brand}{trade}科技有限公司",
                f"{brand}{trade}({city})有限公司",
            )
        )
    )
    stem = ("92" if sole else "91") + place.code + code.replace("-", "")
    card = place.code[:4] + "01" + digits(rng, 8)
    bank = f"{rng.choice(BANKS)}{city}{rng.choice(('开发区', '城中', '新城', '广场', '高新'))}支行"
    return Company(
        name=name,
        place=place,
        brand=brand,
        kind="个体工商户"
        if sole
        else rng.choice(("有限责任公司(自然人投资或控股)", "有限责任公司(自然人独资)", "有限责任公司")),
        address=f"{place.province if place.province != place.city else ''}{place.town}{rng.choice(ROADS)}{rng.randrange(3, 900)}号{rng.choice(('', '3号楼', 'B座1206室', '内2幢', '5栋二层'))}",
        head=person(rng, as_of, rng.choice((place, None))),
        capital=Decimal(rng.choice((300, 500, 800, 1000, 1200, 2000, 3000, 5000))) * 10000,
        founded=founded,
        term_end=rng.choice(
            (None, anniversary(founded, 20) - timedelta(days=1), anniversary(founded, 30) - timedelta(days=1))
        ),
        scope=TRADES[trade][0]
        + rng.choice(
            ("。(依法须经批准的项目,经相关部门批准后方可开展经营活动)", "。", "。(涉及行政许可的凭许可证经营)")
        ),
        registration_number=body + registration_number.calc_check_digit(body),
        organisation_code=code,
        uscc=stem + uscc.calc_check_digit(stem),
        loan_card=card + loan_card.calc_check_digits(card),
        permit_number="J" + place.code[:4] + digits(rng, 9),
        bank=bank,
        account=digits(rng, rng.choice((15, 17, 19))),
        sole=sole,
    )


def organisation_code_of(rng: random.Random, founded: date) -> str:
    """A new organisation code, `MA…` for bodies that the later registers named."""
    body = "MA" if founded.year >= 2016 else ""
    body += digits(rng, 8 - len(body))
    return f"{body}-{organisation_code.calc_check_digit(body)}"


_CAPITALS = "零壹贰叁肆伍陆柒捌玖"


def in_capitals(amount: Decimal) -> str:
    """A whole number of yuan in capital numerals, without a unit: 伍佰万."""
    number, out, units = int(amount), "", ("", "万", "亿")
    groups = []
    while number:
        groups.append(number % 10000)
        number //= 10000
    for place in range(len(groups) - 1, -1, -1):
        part = groups[place]
        if not part:
            out += "" if out.endswith("零") or not out else "零"
            continue
        if out and part < 1000 and not out.endswith("零"):
            out += "零"
        out += _section(part) + units[place]
    return out.rstrip("零") or "零"


def _section(part: int) -> str:
    text, pending = "", False
    for unit, size in (("仟", 1000), ("佰", 100), ("拾", 10), ("", 1)):
        figure = part // size % 10
        if figure:
            text += ("零" if pending and text else "") + _CAPITALS[figure] + unit
            pending = False
        else:
            pending = True
    return text


def capital_text(amount: Decimal, rng: random.Random) -> str:
    """A registered capital as licences print it."""
    tens = amount / 10000
    return rng.choice(
        (
            f"{in_capitals(amount)}元整",
            f"{in_capitals(amount)}圆整",
            f"{tens:.0f}万元整",
            f"人民币{in_capitals(amount)}元整",
            f"{tens:.0f}万元人民币",
            f"{tens:.6f}万人民币",
        )
    )


def chinese(day: date) -> str:
    """2012年3月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


_FIGURES = "〇一二三四五六七八九十"


def numerals(day: date) -> str:
    """二〇一二年三月一日."""

    def small(n: int) -> str:
        return (
            _FIGURES[n]
            if n <= 10
            else (("" if n < 20 else _FIGURES[n // 10]) + "十" + (_FIGURES[n % 10] if n % 10 else ""))
        )

    return "".join(_FIGURES[int(c)] for c in str(day.year)) + f"年{small(day.month)}月{small(day.day)}日"


def long_day(day: date | None) -> str | None:
    """ISO date, or `long_term` for an open end."""
    return "long_term" if day is None else day.isoformat()


def yuan(amount: Decimal) -> str:
    """Money as truth files write it."""
    return f"{amount:.2f}"
