"""Statements whose words are blurred and whose numbers are not: read as far as they go, and left to a person."""

from __future__ import annotations

from extractors import balance_sheet
from extractors._statement_order import told_by_order
from extractors._view import PageView
from schemas.core import Status
from tests.extractors.paper import Paper

_LINES = (
    ("货币资金", "短期借款"),
    ("交制性金融责产", "应付票蛋"),
    ("应收票据", "应付账款"),
    ("成收账兹", "预收款项"),
    ("预付款项", "应交税费"),
    ("废收利胞", "其他应付款"),
    ("存货", "流动负债合计"),
)


def _blurred(first: str, second: str) -> PageView:
    paper = Paper(sureness=0.7)
    paper.line((400, "资产负债表"))
    paper.line(
        (90, "资安"), (300, first), (420, second), (550, "负值和的有名权益"), (720, "范东众籍"), (840, "南水全看")
    )
    for i, (left, right) in enumerate(_LINES, 1):
        paper.line(
            (60, left), (300, f"1{i}0.00"), (420, f"2{i}0.00"), (550, right), (720, f"3{i}0.00"), (840, f"4{i}0.00")
        )
    return PageView(paper.page(), 1)


def test_columns_are_told_by_one_character_of_their_headings() -> None:
    rows = {r["key"].value: r for r in balance_sheet.extract([_blurred("对末余股", "年初会政")]).tables["lines"]}
    assert str(rows["monetary_funds"]["ending"].value) == "110.00"
    assert str(rows["notes_receivable"]["opening"].value) == "230.00"
    assert str(rows["advances_received"]["ending"].value) == "340.00"
    turned = {r["key"].value: r for r in balance_sheet.extract([_blurred("年初会政", "对末余股")]).tables["lines"]}
    assert str(turned["monetary_funds"]["opening"].value) == "110.00"


def test_lines_are_told_by_their_neighbours() -> None:
    rows = {r["key"].value: r for r in balance_sheet.extract([_blurred("对末余股", "年初会政")]).tables["lines"]}
    assert {"trading_fin_assets", "accounts_receivable", "interest_receivable", "notes_payable"} <= set(rows)


def test_nothing_told_so_is_accepted() -> None:
    for row in balance_sheet.extract([_blurred("对末余股", "年初会政")]).tables["lines"]:
        assert all(row[role].status is not Status.ACCEPTED for role in ("ending", "opening"))


def test_headings_that_say_nothing_are_no_header() -> None:
    assert not balance_sheet.extract([_blurred("对东众股", "南水全看")]).tables["lines"]


def test_a_label_with_nothing_in_common_stays_unknown() -> None:
    told = told_by_order(
        ["货币资金", "口口口口", "应收票据"], ["monetary_funds", None, "notes_receivable"], "balance_sheet", None
    )
    assert told == {}
