"""Licences in layouts that registrars print: values below their labels, covered labels, forms without capital or scope."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from extractors import business_licence as licence
from extractors._view import PageView
from schemas.core import FieldValue
from tests.extractors.paper import Paper


def read(paper: Paper) -> dict[str, FieldValue]:
    return licence.extract([PageView(paper.page(), 1)]).fields


def begun(code: str = "统一社会信用代码 91330106MA2CFAKE00") -> Paper:
    paper = Paper()
    paper.line((420, "营业执照"))
    paper.line((460, "(副本)"))
    paper.line((420, code))
    return paper


def test_values_on_the_line_below_their_labels() -> None:
    paper = begun()
    for label, value in (
        ("名  称", "江城云海机电设备有限公司"),
        ("类  型", "其他有限责任公司"),
        ("住  所", "江城市东湖区梧桐北路972号"),
        ("法定代表人", "费鹏"),
        ("注册资本", "(人民币)1000万元"),
        ("成立日期", "2015-04-09"),
        ("营业期限", "自2015-04-09至2035-04-08"),
    ):
        paper.line((180, label))
        paper.y -= 12
        paper.line((190, value))
    fields = read(paper)
    assert fields["company_name"].value == "江城云海机电设备有限公司"
    assert fields["company_type"].value == "其他有限责任公司"
    assert fields["address"].value == "江城市东湖区梧桐北路972号"
    assert fields["legal_representative"].value == "费鹏"
    assert fields["registered_capital"].value == Decimal(10000000)
    assert fields["valid_to"].value == date(2035, 4, 8)


def test_a_value_a_little_below_its_label_is_not_begun_in_its_middle() -> None:
    paper = begun()
    paper.text(180, "名      称", paper.y)
    paper.text(190, "江城云海机电设备有限公司", paper.y + 14)
    paper.y += 60
    paper.line((180, "法定代表人"), (320, "费鹏"))
    name = read(paper)["company_name"]
    assert name.value in (None, "江城云海机电设备有限公司")
    assert not (name.usable and name.value is None)


def test_a_short_value_does_not_take_in_the_rows_below_it() -> None:
    paper = begun()
    paper.line((180, "名称:江城云海经营部"))
    paper.line((180, "类型:"), (330, "个体工商户"))
    paper.line((180, "资金数额:"), (330, "37万元"))
    paper.line((180, "注册日期:"), (330, "2002年05月06日"))
    fields = read(paper)
    assert fields["company_type"].value == "个体工商户"
    assert fields["establishment_date"].value == date(2002, 5, 6)


def test_a_licence_whose_charter_determines_the_scope() -> None:
    paper = begun()
    paper.line((180, "名称"), (330, "江城云海机电设备有限公司"))
    paper.line((180, "主体类型"), (330, "有限责任公司"))
    paper.line((180, "住所"), (330, "江城市东湖区梧桐北路972号"))
    paper.line((180, "重要提示"))
    paper.line((180, "1.商事主体的经营范围由章程确定。经营范围中属于法律、法规规定应当经批准的项目,"))
    paper.line((180, "取得许可审批文件后方可开展相关经营活动。"))
    scope = read(paper)["business_scope"]
    assert scope.value is None
    assert read(paper)["company_type"].value == "有限责任公司"


def test_a_row_of_the_scope_that_begins_with_its_label_s_words_goes_on() -> None:
    paper = begun()
    paper.line((110, "住所:"), (280, "江城市东湖区梧桐北路972号"))
    paper.text(110, "经营范围:", paper.y)
    paper.text(280, "一般经营项目:木材加工;新材料技术研发(以上", paper.y)
    paper.text(280, "经营范围涉及许可经营项目的,应在取得许可后方可经营)", paper.y + 18)
    paper.y += 60
    scope = read(paper)["business_scope"].value
    assert scope == "一般经营项目:木材加工;新材料技术研发(以上经营范围涉及许可经营项目的,应在取得许可后方可经营)"


def test_a_registration_number_whose_label_is_covered() -> None:
    paper = begun("洋删体330203841366559")
    paper.lines.pop()
    paper.text(420, "洋删", 150)
    paper.text(460, "330203841366559", 152)
    paper.line((180, "名称"), (330, "江城云海机电设备有限公司"))
    assert read(paper)["registration_number"].value == "330203841366559"


def test_a_colon_after_the_label_is_not_its_value() -> None:
    paper = begun()
    for label, value in (
        ("名          称:", "江城云海机电设备有限公司"),
        ("主  体  类  型:", "其他有限责任公司"),
        ("住          所:", "江城市东湖区梧桐北路972号"),
        ("法 定 代表 人:", "费鹏"),
        ("成  立  日  期:", "2015-04-09"),
    ):
        paper.line((180, label))
        paper.y -= 12
        paper.line((190, value))
    fields = read(paper)
    assert fields["company_name"].value == "江城云海机电设备有限公司"
    assert fields["address"].value == "江城市东湖区梧桐北路972号"
    assert fields["establishment_date"].value == date(2015, 4, 9)


def test_the_day_of_establishment_is_not_taken_for_the_day_of_issue() -> None:
    paper = begun()
    paper.line((180, "名称"), (330, "江城云海机电设备有限公司"))
    paper.line((180, "成立日期"))
    paper.line((180, "登记机关"))
    paper.y += 60
    paper.line((800, "2015年4月9日"))
    assert not read(paper)["issue_date"].usable


def test_a_number_whose_label_is_misread_is_no_capital() -> None:
    paper = begun("注册网本)210102638816807")
    paper.line((180, "名称"), (330, "江城云海经营部"))
    fields = read(paper)
    assert fields["registered_capital"].value is None
