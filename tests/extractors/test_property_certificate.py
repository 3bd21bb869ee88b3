"""Titles of real estate, of the new form and of the old one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from extractors import property_certificate as title
from extractors._view import PageView
from schemas.core import BoundingBox, Page, Seal, Status
from tests.extractors.paper import Paper

UNIT = "330106001001GB00012F00010203"


def _seal(text: str, confidence: float) -> Seal:
    box = BoundingBox(x0=0.6, top=0.7, x1=0.85, bottom=0.85)
    return Seal(box=box, shape="round", colour="red", text=text, confidence=confidence)


def _new(area: str = "共有宗地面积1234.50m2/房屋建筑面积98.76m2", seal: Seal | None = None) -> Page:
    paper = Paper()
    paper.line((420, "浙(2019)杭州市不动产权第0012345号"))
    rows = [
        ["权利人", "沈青禾、陆望舒"],
        ["共有情况", "共同共有"],
        ["坐落", "杭州市西湖区云栖路8号3幢2单元501室"],
        ["不动产单元号", UNIT],
        ["权利类型", "国有建设用地使用权/房屋所有权"],
        ["权利性质", "出让/市场化商品房"],
        ["用途", "城镇住宅用地/住宅"],
        ["面积", area],
        ["使用期限", "国有建设用地使用权2009年3月1日起2079年2月28日止"],
        ["权利其他状况", "专有建筑面积:80.00m2,分摊建筑面积:18.76m2"],
    ]
    paper.table([160, 640], rows)
    paper.line((700, "登记机构(盖章)"))
    paper.line((700, "2019年6月5日"))
    page = paper.page()
    return page.model_copy(update={"seals": (seal,)}) if seal else page


def test_the_new_form() -> None:
    view = PageView(_new(seal=_seal("杭州市规划和自然资源局", 0.93)), 1)
    fields = title.extract([view]).fields
    assert title.recognise(view) >= 0.8
    assert fields["certificate_number"].value == "浙(2019)杭州市不动产权第0012345号"
    assert fields["owner"].value == "沈青禾、陆望舒"
    assert fields["unit_number"].value == UNIT
    assert fields["area_sqm"].value == Decimal("98.76")
    assert fields["valid_to"].value == date(2079, 2, 28)
    assert fields["issue_date"].value == date(2019, 6, 5)
    assert fields["issuing_authority"].value == "杭州市规划和自然资源局"
    assert all(f.usable for f in fields.values())


def test_a_superscript_read_as_a_digit_waits_for_a_person() -> None:
    fields = title.extract([PageView(_new(area="共有宗地面积1234.502/房屋建筑面积98.762"), 1)]).fields
    assert fields["area_sqm"].status is Status.REVIEW


def test_a_seal_nearly_read_is_proposed_not_accepted() -> None:
    fields = title.extract([PageView(_new(seal=_seal("杭州市规划和自然资原局", 0.98)), 1)]).fields
    assert fields["issuing_authority"].value == "杭州市规划和自然资源局"
    assert fields["issuing_authority"].status is Status.REVIEW


def test_the_old_form() -> None:
    paper = Paper()
    paper.line((380, "房屋所有权证"))
    paper.line((360, "杭房权证西字第08123456号"))
    rows = [
        ["房屋所有权人", "江城云海机电设备有限公司"],
        ["共有情况", "单独所有"],
        ["房屋坐落", "杭州市西湖区云栖路8号"],
        ["登记时间", "2010年6月5日"],
        ["房屋性质", "存量房"],
        ["规划用途", "工业"],
        ["建筑面积", "2345.67"],
    ]
    paper.table([160, 640], rows)
    view = PageView(paper.page(), 1)
    fields = title.extract([view]).fields
    assert title.recognise(view) >= 0.8
    assert fields["certificate_number"].value == "杭房权证西字第08123456号"
    assert fields["owner"].value == "江城云海机电设备有限公司"
    assert fields["use"].value == "工业"
    assert fields["area_sqm"].value == Decimal("2345.67")
    assert fields["issue_date"].value == date(2010, 6, 5)
    assert fields["unit_number"].value is None and fields["unit_number"].confidence == 1.0


def test_a_proof_of_mortgage_is_no_title() -> None:
    paper = Paper()
    paper.line((380, "不动产登记证明"))
    paper.table(
        [160, 640],
        [
            ["证明权利或事项", "抵押权"],
            ["权利人", "某银行"],
            ["义务人", "沈青禾"],
            ["坐落", "杭州市"],
            ["不动产单元号", UNIT],
        ],
    )
    assert title.recognise(PageView(paper.page(), 1)) < 0.5


def test_a_certificate_of_land() -> None:
    paper = Paper()
    paper.line((420, "国有土地使用证"))
    paper.line((420, "杭国用(2009)第5664号"))
    paper.table(
        [150, 250, 150, 250],
        [
            ["土地使用权人", "江城云海机电设备有限公司", "<", "<"],
            ["座落", "杭州市西湖区云栖路8号", "<", "<"],
            ["地号", "74-842-896", "图号", ""],
            ["地类(用途)", "工业用地", "取得价格", ""],
            ["使用权类型", "出让", "终止日期", "2078-06-26"],
            ["使用权面积", "83386.24 平方米", "其中独用面积", "83386.24 平方米"],
        ],
    )
    paper.line((60, "为保护土地使用权人的合法权益,准予登记,颁发此证。"))
    paper.line((640, "2009-04-13"))
    view = PageView(paper.page(), 1)
    fields = title.extract([view]).fields
    assert title.recognise(view) >= 0.8
    assert fields["certificate_number"].value == "杭国用(2009)第5664号"
    assert fields["owner"].value == "江城云海机电设备有限公司"
    assert (fields["use"].value, fields["right_type"].value) == ("工业用地", "出让")
    assert fields["area_sqm"].value == Decimal("83386.24")
    assert fields["valid_to"].value == date(2078, 6, 26)
    assert fields["issue_date"].value == date(2009, 4, 13)
    assert fields["unit_number"].value is None


def test_an_area_under_its_caption() -> None:
    paper = Paper()
    paper.line((420, "杭房权证西字第10012345号"))
    paper.line((80, "房屋所有权人"), (300, "沈青禾"))
    paper.line((80, "房屋坐落"), (300, "杭州市西湖区云栖路8号"))
    paper.line((80, "登记时间"), (300, "2012年11月06日"))
    paper.line((80, "规划用途"), (300, "住宅"))
    paper.line((80, "房屋状况"), (220, "总层数"), (340, "建筑面积"), (500, "套内建筑面积"), (680, "其他"))
    paper.line((240, "29"), (345, "96.75"), (515, "80.12"))
    assert title.extract([PageView(paper.page(), 1)]).fields["area_sqm"].value == Decimal("96.75")


def test_the_text_page_inside_the_cover() -> None:
    paper = Paper()
    paper.line((420, "不动产权证书"))
    paper.line((100, "对不动产权利人申请登记的本证所列不动产权利,经审查核实,准予登记,颁发此证。"))
    paper.line((500, "登记机构(章)"))
    assert title.recognise(PageView(paper.page(), 1)) >= 0.6
