"""Mortgages registered on land and houses, on the new form and on the old ones."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from extractors import encumbrance_certificate as encumbrance
from extractors import property_certificate
from extractors._view import PageView
from schemas.core import Page
from tests.extractors.paper import Paper

UNIT = "330106001001GB00012F00010203"


def new(amount: str = "500.00万元") -> Page:
    paper = Paper()
    paper.line((420, "不动产登记证明"))
    paper.line((380, "浙(2018)杭州市不动产证明第0012345号"))
    rows = [
        ["证明权利或事项", "抵押权"],
        ["权利人(申请人)", "中国建设银行杭州高新支行"],
        ["义务人", "江城云海机电设备有限公司"],
        ["坐落", "杭州市西湖区云栖路8号3幢"],
        ["不动产单元号", UNIT],
        ["被担保主债权数额", amount],
        ["债务履行期限", "2018年5月4日起2021年5月3日止"],
        ["附记", ""],
    ]
    paper.table([200, 600], rows)
    paper.line((700, "登记机构(章)"))
    paper.line((700, "2018年5月8日"))
    return paper.page()


def test_the_new_form() -> None:
    view = PageView(new(), 1)
    fields = encumbrance.extract([view]).fields
    assert encumbrance.recognise(view) >= 0.8 > property_certificate.recognise(view)
    assert fields["certificate_number"].value == "浙(2018)杭州市不动产证明第0012345号"
    assert fields["right_holder"].value == "中国建设银行杭州高新支行"
    assert fields["obligor"].value == "江城云海机电设备有限公司"
    assert fields["unit_number"].value == UNIT
    assert fields["secured_amount"].value == Decimal(5000000)
    assert fields["term_start"].value == date(2018, 5, 4)
    assert fields["term_end"].value == date(2021, 5, 3)
    assert fields["issue_date"].value == date(2018, 5, 8)


@pytest.mark.parametrize("amount", ["人民币伍佰万元整", "¥5,000,000.00元", "500万元"])
def test_amounts_in_capitals_and_figures(amount: str) -> None:
    assert encumbrance.extract([PageView(new(amount), 1)]).fields["secured_amount"].value == Decimal(5000000)


def test_an_amount_without_its_unit_is_not_accepted() -> None:
    assert not encumbrance.extract([PageView(new("500.00"), 1)]).fields["secured_amount"].usable


def test_several_facts_in_one_cell() -> None:
    paper = Paper()
    paper.line((420, "不动产登记证明"))
    paper.line((380, "浙(2018)杭州市不动产证明第0012345号"))
    paper.line((60, "证明权利或事项"), (300, "最高额抵押权"))
    paper.line((60, "权利人(申请人)"), (300, "中国建设银行杭州高新支行"))
    paper.line((60, "义务人"), (300, "沈青禾"))
    paper.line((60, "坐落"), (300, "杭州市西湖区云栖路8号3幢"))
    paper.line((300, "抵押方式:最高额抵押"))
    paper.line((60, "其他"), (300, "最高债权额:86.50万元"))
    paper.line((300, "债权确定期间:2018-05-04起2021-05-03止"))
    fields = encumbrance.extract([PageView(paper.page(), 1)]).fields
    assert fields["secured_amount"].value == Decimal(865000)
    assert fields["term_end"].value == date(2021, 5, 3)


def test_the_old_form_of_houses() -> None:
    paper = Paper()
    paper.line((420, "房屋他项权证"))
    paper.line((380, "杭房他证西湖字第10012345号"))
    rows = [
        ["房屋他项权利人", "中国建设银行杭州高新支行"],
        ["房屋所有权人", "沈青禾"],
        ["房屋所有权证号", "杭房权证字第1234567号"],
        ["房屋坐落", "杭州市西湖区云栖路8号3幢"],
        ["他项权利种类", "抵押权"],
        ["债权数额", "86.00万元"],
        ["登记时间", "二〇一〇年六月七日"],
    ]
    paper.table([200, 600], rows)
    view = PageView(paper.page(), 1)
    fields = encumbrance.extract([view]).fields
    assert encumbrance.recognise(view) >= 0.8 > property_certificate.recognise(view)
    assert fields["certificate_number"].value == "杭房他证西湖字第10012345号"
    assert fields["obligor"].value == "沈青禾"
    assert fields["secured_amount"].value == Decimal(860000)
    assert fields["issue_date"].value == date(2010, 6, 7)
    assert fields["unit_number"].value is None
