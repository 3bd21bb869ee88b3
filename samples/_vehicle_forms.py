"""机动车登记证书 of cars and lorries, owned by persons and companies."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from samples import _data, _seals, _style
from samples._certificate_forms import ground
from samples._paper import Paper
from samples._style import Row
from standards import vin

_MAKES = (
    ("大众牌", "SVW7183LJD"),
    ("丰田牌", "GTM6480ASL"),
    ("东风牌", "DFL4251A9"),
    ("解放牌", "CA5040XXYP40K2L1EA84"),
    ("福田牌", "BJ1043V9JEA-FA"),
    ("别克牌", "SGM7200TATA"),
    ("比亚迪牌", "BYD7150WT5"),
    ("梅赛德斯-奔驰牌", "BJ7300ETL"),
    ("奥迪牌", "FV7203BFDBG"),
    ("长安牌", "SC6469A6"),
)


def vehicle(
    owner: str, number: str, place: _data.Place, rng: random.Random, registered: date, company: bool = False
) -> Paper:
    """机动车登记证书: numbered boxes; `number` is the owner's identity or credit code."""
    make, model = rng.choice(_MAKES)
    body = rng.choice(("LSV", "LFV", "LGX", "LVS", "LBE", "LHG", "LSG", "LZW")) + "".join(
        rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ0123456789") for _ in range(5)
    )
    tail = (
        rng.choice("ABCDEFGHJKLMNPRSTVWXY123456789")
        + rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ0123456789")
        + _data.digits(rng, 6)
    )
    frame = body + vin.calc_check_digit(body + "0" + tail) + tail
    plate = (
        place.short
        + rng.choice("ABCDE")
        + "".join(rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789") for _ in range(4))
        + rng.choice("0123456789")
    )
    v: dict[str, object] = {
        "owner": owner,
        "plate_number": plate,
        "vin": frame,
        "brand_model": make + model,
        "registration_date": registered.isoformat(),
    }
    office = f"{place.province if place.province != place.city else ''}{place.city}公安局交通警察支队"
    paper_kind = "统一社会信用代码" if company else "居民身份证"
    write = rng.choice((lambda d: f"{d:%Y-%m-%d}", lambda d: f"{d:%Y-%m-%d}", _data.chinese))
    s = ground(rng, 210, rng.choice((148.0, 297.0)))
    st = replace(_style.style(rng, 0.6), place="beside", colon="", points=rng.choice((7.5, 8.5, 9)), wide=False)
    s.text(105, 17, rng.choice(("机动车登记证书", "中华人民共和国机动车登记证书")), 14, "heavy", align="c")
    s.text(190, 17, f"编号:{place.code[:2]}{_data.digits(rng, 10)}", 8, "song", align="r")
    s.text(105, 24, rng.choice(("注册登记摘要信息栏", "")), 10, "hei", align="c")
    dot, slash = rng.choice((".", ".", " ", "、")), rng.choice(("/", " / ", "/"))

    def n(i: int, text: str) -> str:
        return f"{i}{dot}{text}"

    half = [38.0, 54.0, 38.0, 54.0]
    rows: list[list[Row | str]] = [
        [(n(1, "机动车所有人/身份证明名称/号码"), f"{owner}{slash}{paper_kind}{slash}{number}", "owner")],
        [(n(2, "登记机关"), office, None), (n(3, "登记日期"), write(registered), "registration_date")],
        [(n(4, "机动车登记编号"), plate, "plate_number")],
    ]
    top = _style.grid(s, replace(st, spread="none"), 13, 28, [46.0, 62.0, 30.0, 46.0], rows, 8)
    s.text(105, top + 5, rng.choice(("注册登记机动车信息栏", "")), 9, "hei", align="c")
    fuel = rng.choice(("汽油", "柴油", "纯电动"))
    boxes: list[list[Row | str]] = [
        [
            (n(5, "车辆类型"), rng.choice(("小型轿车", "重型半挂牵引车", "轻型厢式货车", "小型普通客车")), None),
            (n(6, "车辆品牌"), make, "brand_model"),
        ],
        [(n(7, "车辆型号"), model, "brand_model"), (n(8, "车身颜色"), rng.choice(("黑", "白", "灰", "红")), None)],
        [(n(9, "车辆识别代号/车架号"), frame, "vin"), (n(10, "国产/进口"), "国产", None)],
        [
            (n(11, "发动机号"), _data.digits(rng, 7), None),
            (n(12, "发动机型号"), f"{rng.choice('ABCD')}{_data.digits(rng, 3)}", None),
        ],
        [
            (n(13, "燃料种类"), fuel, None),
            (n(14, "排量/功率"), f"{rng.randrange(1400, 3000)}ml/{rng.randrange(70, 200)}kW", None),
        ],
        [
            (n(15, "制造厂名称"), rng.choice(("上汽大众汽车有限公司", "中国第一汽车集团有限公司")), None),
            (n(16, "转向形式"), "方向盘", None),
        ],
        [(n(17, "轮距"), "前1540 后1520mm", None), (n(18, "轮胎数"), "4", None)],
        [(n(30, "使用性质"), rng.choice(("非营运", "货运")), None), (n(31, "车辆获得方式"), "购买", None)],
        [(n(32, "车辆出厂日期"), write(registered.replace(day=1)), None), (n(34, "发证日期"), write(registered), None)],
    ]
    y = _style.grid(s, replace(st, spread="none"), 13, top + 8, half, boxes, 6.5)
    s.stamp(_seals.round_seal(office, rng=rng), 160, y - 8, 26)
    paper = Paper("vehicle_certificate", "vehicle", v)
    paper.sheets = [s]
    return paper
