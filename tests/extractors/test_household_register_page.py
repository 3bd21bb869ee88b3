"""Cards of the household register: labels over two lines, glued ethnicity, witnesses."""

from __future__ import annotations

from datetime import date

from extractors import household_register_page as card
from extractors._view import PageView
from schemas.core import Page
from standards import resident_id
from tests.extractors.paper import Paper

NUMBER = "33010619800203123"
NUMBER += resident_id.calc_check_digit(NUMBER)


def _card(
    birth: str = "1980年02月03日", relation: str = "妻", sex: str = "女" if int(NUMBER[16]) % 2 == 0 else "男"
) -> Page:
    paper = Paper()
    paper.line((400, "常住人口登记卡"))
    rows = [
        ["姓名", "沈青禾", "户主或与户主关系", relation],
        ["曾用名", "", "性别", sex],
        ["出生地", "浙江省嘉兴市", "民族", "汉族"],
        ["籍贯", "江苏省无锡市", "出生日期", birth],
        ["本市(县)其他住址", "", "宗教信仰", ""],
        ["公民身份证件编号", NUMBER, "身高", ""],
        ["文化程度", "大学本科", "婚姻状况", "已婚"],
        ["服务处所", "", "职业", ""],
        ["何时由何地迁来本市(县)", "", "兵役状况", ""],
    ]
    paper.table([140, 260, 140, 220], rows)
    paper.line((80, "承办人签章:"), (560, "登记日期:2011年5月8日"))
    return paper.page()


def test_a_card_is_recognised_and_read() -> None:
    view = PageView(_card(), 1)
    fields = card.extract([view]).fields
    assert card.recognise(view) >= 0.8
    assert {n: f.value for n, f in fields.items()} == {
        "name": "沈青禾",
        "relation_to_head": "妻",
        "sex": resident_id.sex(NUMBER),
        "ethnicity": "汉",
        "birth_date": date(1980, 2, 3),
        "native_place": "江苏省无锡市",
        "id_number": NUMBER,
        "registration_date": date(2011, 5, 8),
    }
    assert all(f.usable for f in fields.values())


def test_a_birth_date_that_the_number_contradicts_waits_for_a_person() -> None:
    fields = card.extract([PageView(_card(birth="1981年02月03日"), 1)]).fields
    assert fields["birth_date"].value == date(1981, 2, 3)
    assert not fields["birth_date"].usable
    assert fields["birth_date"].reason == "differs_from_number"


def test_labels_without_rulings() -> None:
    paper = Paper()
    paper.line((400, "常住人口登记卡"))
    paper.line((60, "姓名"), (160, "沈青禾"), (500, "户主或与"), (640, "户主"))
    paper.line((500, "户主关系"))
    paper.line((60, "性别"), (160, "女"), (500, "民族"), (640, "满族"))
    paper.line((60, "籍贯"), (160, "吉林省"), (500, "出生日期"), (640, "1980年2月3日"))
    paper.line((60, "公民身份"), (160, NUMBER), (500, "血型"))
    paper.line((60, "证件编号"))
    paper.line((60, "文化程度"), (160, "大专"), (500, "婚姻状况"), (640, "未婚"))
    paper.line((60, "服务处所"), (500, "兵役状况"))
    paper.line((500, "登记日期"), (640, "2011年05月08日"))
    view = PageView(paper.page(), 1)
    fields = card.extract([view]).fields
    assert card.recognise(view) >= 0.8
    assert fields["relation_to_head"].value == "户主"
    assert fields["ethnicity"].value == "满"
    assert fields["id_number"].value == NUMBER
    assert fields["registration_date"].value == date(2011, 5, 8)


def test_a_card_of_identity_is_none() -> None:
    paper = Paper()
    paper.line((60, "姓名"), (160, "沈青禾"))
    paper.line((60, "性别"), (160, "女"), (300, "民族"), (380, "汉"))
    paper.line((60, "出生"), (160, "1980年2月3日"))
    paper.line((60, "住址"), (160, "杭州市西湖区"))
    paper.line((60, "公民身份号码"), (260, NUMBER))
    assert card.recognise(PageView(paper.page(), 1)) < 0.4


def test_two_cards_on_one_scan_are_left_to_a_person() -> None:
    page = _card()
    other = "33010619790505456"
    paper = Paper()
    paper.text(300, other + resident_id.calc_check_digit(other), y=1200)
    both = page.model_copy(update={"lines": (*page.lines, *paper.lines)})
    fields = card.extract([PageView(both, 1)]).fields
    assert not any(f.usable for f in fields.values())
