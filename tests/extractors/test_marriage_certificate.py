"""Marriage certificates: whose facts are whose is told by their place."""

from __future__ import annotations

from datetime import date

from extractors import marriage_certificate as marriage
from extractors._view import PageView
from schemas.core import Page
from tests.extractors.paper import Paper

ONE, OTHER = "320205195801242350", "320205197003282568"


def certificate(birth: str = "1958年1月24日", holder: str = "郎婷") -> Page:
    paper = Paper()
    paper.text(530, "姓名 郎婷", 160)
    paper.text(780, "性别男", 160)
    paper.text(530, "国籍中国", 209)
    paper.text(80, f"持证人 {holder}", 243)
    paper.text(530, f"出生日期{birth}", 246)
    paper.text(80, "登记日期2015年9月23日", 306)
    paper.text(530, f"身份证件号{ONE}", 308)
    paper.text(80, "结婚证字号J320205-2015-760613", 374)
    paper.text(80, "备注", 410)
    paper.text(530, "姓名 戚昭", 414)
    paper.text(780, "性别女", 414)
    paper.text(530, "国籍中国", 456)
    paper.text(530, "出生日期1970年3月28日", 505)
    paper.text(530, f"身份证件号{OTHER}", 556)
    paper.text(110, "登记机关(章)", 777)
    return paper.page()


def test_both_parties_are_read_by_their_places() -> None:
    view = PageView(certificate(), 1)
    fields = marriage.extract([view]).fields
    assert marriage.recognise(view) >= 0.8
    assert fields["holder"].value == "郎婷"
    assert fields["certificate_number"].value == "J320205-2015-760613"
    assert fields["registration_date"].value == date(2015, 9, 23)
    assert (fields["party_a_name"].value, fields["party_b_name"].value) == ("郎婷", "戚昭")
    assert (fields["party_a_sex"].value, fields["party_b_sex"].value) == ("male", "female")
    assert (fields["party_a_id_number"].value, fields["party_b_id_number"].value) == (ONE, OTHER)
    assert fields["party_b_birth_date"].value == date(1970, 3, 28)


def test_a_birth_date_that_differs_from_the_number_waits_for_a_person() -> None:
    fields = marriage.extract([PageView(certificate(birth="1968年1月24日"), 1)]).fields
    assert not fields["party_a_birth_date"].usable
    assert fields["party_b_birth_date"].usable


def test_a_holder_who_is_neither_of_the_two_waits_for_a_person() -> None:
    fields = marriage.extract([PageView(certificate(holder="郎娉"), 1)]).fields
    assert not fields["holder"].usable


def test_a_page_of_the_household_register_is_none() -> None:
    paper = Paper()
    paper.line((420, "常住人口登记卡"))
    paper.line((80, "姓名"), (200, "郎婷"), (500, "户主或与户主关系"), (700, "妻"))
    paper.line((80, "出生日期"), (200, "1958年1月24日"), (500, "性别"), (700, "女"))
    paper.line((80, "登记日期"), (200, "2015年9月23日"))
    assert marriage.recognise(PageView(paper.page(), 1)) < 0.5


def test_parties_are_told_apart_where_a_label_was_read_in_half() -> None:
    page = certificate()
    lines = tuple(x for x in page.lines if x.text not in ("姓名 戚昭", "性别女"))
    fields = marriage.extract([PageView(page.model_copy(update={"lines": lines}), 1)]).fields
    assert (fields["party_a_sex"].value, fields["party_b_sex"].value) == ("male", None)
    assert (fields["party_a_id_number"].value, fields["party_b_id_number"].value) == (ONE, OTHER)
    assert fields["party_b_birth_date"].value == date(1970, 3, 28)
