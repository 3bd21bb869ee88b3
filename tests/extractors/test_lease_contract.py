"""Leases in wordings that the drawn samples do not have."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from extractors import lease_contract as lease
from extractors._classify import scores
from schemas.core import FieldValue, Page, Status
from tests.extractors.text_pages import text_page, views_of

TENANT = "江城云海机电设备有限公司"


def village_lease() -> Page:
    return text_page(
        "# 厂 房 租 赁 协 议",
        "| 甲 方:周永福  身份证号:330106196502031238",
        f"| 乙 方:{TENANT}",
        "为明确甲、乙双方的权利义务关系,经双方协商一致,特订立本协议,共同遵守。",
        "1、甲方愿将座落在江城市滨江区工业路66号的厂房一座,面积约2300平方米,租给乙方作为生产车间使用。",
        "2、租期五年,即2019年6月1日起至2024年5月31日止。",
        "3、租金:每年人民币贰拾肆万元整(240000元),半年一付,先交租后使用。",
        "4、乙方在签订协议时交纳押金20000元,租期届满后退还。",
        "5、水电费由乙方自理。乙方不得转租。",
        [(90, "甲方签字:周永福"), (520, "乙方盖章:")],
        "| 2019年5月20日",
    )


def park_lease(rent: str) -> Page:
    return text_page(
        "# 江城创业园房屋租赁合同",
        "> 合同编号:CYY-2021-118",
        "| 出租方:江城创业园管理有限公司(甲方)",
        "| 注册地址:江城市高新区科创路9号",
        f"| 承租方:{TENANT}(乙方)",
        "甲方同意将其管理的房屋出租给乙方,双方达成协议如下:",
        "第一条 租赁房屋位于江城市高新区科创路9号A座1203室,建筑面积186.42㎡。",
        "第二条 租赁房屋用途:办公。",
        "第三条 租赁期限共24个月,自2021-07-01至2023-06-30。",
        f"第四条 {rent}",
        "第五条 物业管理费每月每平方米6元,由乙方另行交纳。",
        "第六条 履约保证金20413元。",
    )


def fields(page: Page) -> dict[str, FieldValue]:
    return lease.extract(views_of(page)).fields


def test_parties_named_by_letters_alone() -> None:
    found = fields(village_lease())
    assert {n: f.value for n, f in found.items()} == {
        "contract_number": None,
        "lessor": "周永福",
        "lessee": TENANT,
        "location": "江城市滨江区工业路66号",
        "area_sqm": Decimal(2300),
        "use": "生产车间",
        "rent": Decimal(240000),
        "rent_period": "year",
        "start_date": date(2019, 6, 1),
        "end_date": date(2024, 5, 31),
    }
    assert all(f.usable for n, f in found.items() if n != "contract_number")


def test_letters_behind_the_names_and_a_rent_reckoned_by_area() -> None:
    found = fields(park_lease("租金按建筑面积每平方米每日1.8元计算,月租金合计人民币10206.50元。"))
    assert (found["lessor"].value, found["lessee"].value) == ("江城创业园管理有限公司", TENANT)
    assert (found["rent"].value, found["rent_period"].value) == (Decimal("10206.50"), "month")
    assert found["area_sqm"].value == Decimal("186.42")
    assert (found["start_date"].value, found["end_date"].value) == (date(2021, 7, 1), date(2023, 6, 30))


@pytest.mark.parametrize(
    "rent",
    [
        "第一年租金为120000元,第二年租金为132000元,第三年租金为145200元,于每年一月支付。",
        "租金为每平方米每月35元。",
    ],
)
def test_a_rent_that_rises_or_is_for_a_square_metre_waits_for_a_person(rent: str) -> None:
    assert not fields(park_lease(rent))["rent"].usable


def test_a_deposit_is_no_rent() -> None:
    assert fields(park_lease("租金由双方另行约定。"))["rent"].value is None


def test_the_value_lies_in_the_box() -> None:
    found = fields(village_lease())["area_sqm"]
    assert found.evidence is not None and found.evidence.box is not None
    row = next(r for r in views_of(village_lease())[0].rows if "2300" in r.text)
    assert abs(found.evidence.box.top - row.top) < 0.001
    at = row.text.index("2300")
    assert abs(found.evidence.box.x0 - row.chars[at].x0) < 0.001


def test_leases_are_known_and_loan_contracts_are_none() -> None:
    assert scores(views_of(village_lease())[0])[0][1] == "lease_contract"
    loan = text_page("# 借款合同", "| 借款人:甲公司", "第一条 借款金额为人民币10万元,借款人以房屋租金收入还款。")
    assert lease.recognise(views_of(loan)[0]) < 0.5


def test_unread_characters_make_no_accepted_value() -> None:
    page = village_lease()
    lines = tuple(
        line.model_copy(update={"sureness": (0.4,) * len(line.text)}) if "面积" in line.text else line
        for line in page.lines
    )
    assert fields(page.model_copy(update={"lines": lines}))["area_sqm"].status is Status.REVIEW
