"""Years of yearly inspections: what stamps say, what a ring has covered, what is not an inspection at all."""

from __future__ import annotations

import pytest

from extractors import loan_card, organisation_code_certificate
from extractors._view import PageView
from extractors._year_stamps import year_of
from schemas.core import BoundingBox, FieldValue, Page, Seal, Status
from tests.extractors.paper import Paper


def _stamp(x: float, y: float, *inner: str, colour: str = "red", ring: str | None = "组织机构代码年检") -> Seal:
    return Seal(
        box=BoundingBox(x0=x, top=y, x1=x + 0.09, bottom=y + 0.08),
        shape="round" if ring else "rectangle",
        colour=colour,
        text=ring,
        confidence=0.99,
        inner=inner,
        inner_sureness=(0.998,) * len(inner),
    )


def _page(heading: str, *seals: Seal, printed: str = "") -> Page:
    paper = Paper()
    paper.line((400, heading))
    if printed:
        paper.y = 300
        paper.line((200, printed))
    return paper.page().model_copy(update={"seals": seals})


def _certificate(*seals: Seal, printed: str = "") -> FieldValue:
    page = _page("年检记录", *seals, printed=printed)
    return organisation_code_certificate.extract([PageView(page, 1)]).fields["annual_inspection_years"]


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("2010年度", 2010),
        ("120104", 2010),
        ("011年", 2011),
        ("999年", 1999),
        ("11年", None),
        ("年检专用章", None),
        ("12345678", None),
    ],
)
def test_the_year_of_a_stamp(line: str, year: int | None) -> None:
    said = year_of(_stamp(0.1, 0.1, line))
    assert (said and said[0]) == year


def test_coloured_stamps_of_the_annual_table_are_its_years() -> None:
    value = _certificate(_stamp(0.1, 0.1, "2012年"), _stamp(0.3, 0.1, "2011年"))
    assert value.value == (2011, 2012) and value.status is Status.ACCEPTED


def test_the_seal_of_the_authority_is_no_year_that_is_missing() -> None:
    seal = _stamp(0.7, 0.08, "总局签章", ring="中华人民共和国国家质量监督检验检疫总局")
    assert _certificate(seal, _stamp(0.1, 0.1, "2012年")).value == (2012,)


def test_stickers_on_a_copy_are_counted_by_a_person() -> None:
    value = _certificate(_stamp(0.1, 0.1, "2012年", colour="black"))
    assert value.value == (2012,) and value.reason == "stickers_to_count"


def test_years_that_only_stand_in_a_line_are_counted_by_a_person() -> None:
    value = _certificate(_stamp(0.1, 0.1, "2011年"), printed="2012年 年检合格")
    assert value.value == (2011, 2012) and value.reason == "stickers_to_count"


def test_an_unread_review_of_a_loan_card_is_not_forgotten() -> None:
    page = _page("年审记录", _stamp(0.1, 0.1, "2011年", ring=None), _stamp(0.3, 0.1, ring=None))
    value = loan_card.extract([PageView(page, 1)]).fields["annual_inspection_years"]
    assert value.value == (2011,) and value.reason == "stamp_unread"


def test_the_stamp_put_on_a_copy_is_no_review() -> None:
    copy = _stamp(0.3, 0.1, "与原件核对一致", ring=None)
    page = _page("年审记录", _stamp(0.1, 0.1, "2011年", ring=None), copy)
    value = loan_card.extract([PageView(page, 1)]).fields["annual_inspection_years"]
    assert value.value == (2011,) and value.reason is None
