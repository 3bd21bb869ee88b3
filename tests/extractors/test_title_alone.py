"""A page read badly goes by its title; a page read well does not."""

from __future__ import annotations

from extractors._classify import pieces_of
from tests.extractors.paper import Paper


def _page(title: str, sureness: float, lines: int = 20, beside: str | None = None) -> str:
    paper = Paper(sureness=sureness)
    paper.size = 24
    paper.text(360, title, sureness=0.9)
    if beside is not None:
        paper.text(600, beside, sureness=0.9)
    paper.size = 14
    paper.y = 160
    for i in range(lines):
        paper.line((100, f"口{i}田品 {i}8"))
    return pieces_of(paper.page())[0].type


def test_a_blurred_page_goes_by_its_title() -> None:
    assert _page("房屋他项权证", 0.5) == "encumbrance_certificate"
    assert _page("企业信用报告(自主查询版)", 0.5) == "credit_report"
    assert _page("居民身份证", 0.5, lines=2) == "resident_id_card"


def test_one_character_of_a_long_title_may_be_misread() -> None:
    assert _page("现金流送表", 0.5) == "cash_flow_statement"


def test_a_page_read_well_needs_more_than_a_title() -> None:
    assert _page("机动车登记证书", 0.5) == "vehicle_certificate"
    assert _page("机动车登记证书", 0.99) == "unknown"


def test_two_titles_tell_nothing() -> None:
    assert _page("机动车登记证书", 0.5, beside="现金流送表") == "unknown"


def test_a_number_of_a_citizen_alone_is_a_card() -> None:
    assert _page("11010119900307803X", 0.5, lines=4) == "resident_id_card"
    assert _page("110101199013078030", 0.5, lines=4) == "unknown"


def test_a_table_of_which_only_figures_are_left_goes_by_its_title() -> None:
    paper = Paper(sureness=0.99)
    paper.size = 24
    paper.text(360, "资产负债表")
    paper.size = 14
    paper.y = 160
    for i in range(30):
        paper.line((400, f"1{i}0.00"), (600, f"2{i}0.00"))
    assert pieces_of(paper.page())[0].type == "balance_sheet"
