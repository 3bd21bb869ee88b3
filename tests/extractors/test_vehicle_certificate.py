"""Registration certificates of vehicles."""

from __future__ import annotations

from datetime import date

import pytest

from extractors import vehicle_certificate as certificate
from extractors._view import PageView
from schemas.core import Page
from tests.extractors.paper import Paper

VIN = "LSVAM4187C2184847"


def _page(vin: str = VIN, owner: str = "沈青禾/居民身份证/330106198002031236", ruled: bool = True) -> Page:
    paper = Paper()
    paper.line((380, "机动车登记证书"), (720, "编号:330000000001"))
    rows = [
        ["1.机动车所有人/身份证明名称/号码", owner, "<", "<"],
        ["2.登记机关", "浙江省杭州市公安局交通警察支队", "3.登记日期", "2012-06-15"],
        ["4.机动车登记编号", "浙A12B45", "<", "<"],
        ["5.车辆类型", "小型轿车", "6.车辆品牌", "大众牌"],
        ["7.车辆型号", "SVW7183LJD", "8.车身颜色", "黑"],
        ["9.车辆识别代号/车架号", vin, "10.国产/进口", "国产"],
        ["11.发动机号", "A12345", "12.发动机型号", "CEA"],
        ["13.燃料种类", "汽油", "14.排量/功率", "1798ml/118kW"],
        ["30.使用性质", "非营运", "31.车辆获得方式", "购买"],
        ["32.车辆出厂日期", "2012-05-01", "34.发证日期", "2012-06-15"],
    ]
    paper.table([250, 230, 160, 220], rows, ruled=ruled)
    return paper.page()


@pytest.mark.parametrize("ruled", [True, False])
def test_a_certificate_is_read(ruled: bool) -> None:
    view = PageView(_page(ruled=ruled), 1)
    fields = certificate.extract([view]).fields
    assert certificate.recognise(view) >= 0.8
    assert {n: f.value for n, f in fields.items()} == {
        "owner": "沈青禾",
        "plate_number": "浙A12B45",
        "vin": VIN,
        "brand_model": "大众牌SVW7183LJD",
        "registration_date": date(2012, 6, 15),
    }


def test_a_company_owns_a_vehicle() -> None:
    page = _page(owner="江城云海机电设备有限公司/统一社会信用代码/913301065800000147")
    assert certificate.extract([PageView(page, 1)]).fields["owner"].value == "江城云海机电设备有限公司"


def test_a_vin_one_character_off_is_not_accepted_from_a_doubtful_reading() -> None:
    page = _page(vin="LSVAM4188C2184847")
    lines = tuple(x.model_copy(update={"sureness": (0.97,) * len(x.text)}) for x in page.lines)
    vin = certificate.extract([PageView(page.model_copy(update={"lines": lines}), 1)]).fields["vin"]
    assert vin.value == "LSVAM4188C2184847"
    assert not vin.usable


def test_a_driving_licence_is_none() -> None:
    paper = Paper()
    paper.line((300, "中华人民共和国机动车行驶证"))
    paper.line((60, "号牌号码"), (200, "浙A12B45"), (500, "车辆类型"), (640, "小型轿车"))
    paper.line((60, "所有人"), (200, "沈青禾"))
    paper.line((60, "使用性质"), (200, "非营运"), (500, "品牌型号"), (640, "大众牌SVW7183LJD"))
    paper.line((60, "车辆识别代号"), (200, VIN))
    assert certificate.recognise(PageView(paper.page(), 1)) < 0.5


def test_a_label_that_wraps_within_a_word_of_its_own() -> None:
    paper = Paper(size=12)
    paper.line((380, "机动车登记证书"))
    paper.text(60, "1、机动车所有人/身份证明名", 120)
    paper.text(280, "沈青禾/居民身份证/330106198002031236", 124)
    paper.text(60, "称/号码", 136)
    paper.y = 170
    paper.line(
        (60, "2、登记机关"), (280, "浙江省杭州市公安局交通警察支队"), (570, "3、登记日期"), (720, "2012年6月15日")
    )
    paper.line((60, "4、机动车登记编号"), (280, "浙A12B45"))
    paper.line((60, "5、车辆类型"), (280, "小型轿车"), (500, "6、车辆品牌"), (680, "大众牌"))
    fields = certificate.extract([PageView(paper.page(), 1)]).fields
    assert fields["owner"].value == "沈青禾"
