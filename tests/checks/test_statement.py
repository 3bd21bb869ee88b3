"""A statement as sums see it: which one counts, which cells a line has, what may explain a difference."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from checks import _statement
from checks._statement import Column, column, columns, evaluate, explained_by_unmapped, lacks_line, latest
from schemas.statement_lines import Formula
from tests.checks import case_builder


def sheet(lines: dict[str, list[Any]] | list[dict[str, Any]], **fields: Any) -> Column:  # noqa: ANN401
    content = {"standard": "cas_2007", "lines": lines, **fields}
    return column(case_builder.document("balance_sheet", content, 1), "ending")


def row(key: str | None, label: str, ending: int | None) -> dict[str, Any]:
    return {"key": key, "label": label, "ending": None if ending is None else {"value": Decimal(ending)}}


@pytest.mark.parametrize(
    ("ends", "until", "which"),
    [
        (["2019-12-31", "2021-12-31", "2020-12-31"], date(2022, 4, 1), 1),
        (["2019-12-31", "2021-12-31", "2020-12-31"], date(2021, 12, 31), 1),
        (["2019-12-31", "2021-12-31", "2020-12-31"], date(2021, 12, 30), 2),
        (["2021-12-31", "2019-12-31", "2020-12-31"], date(2018, 1, 1), 1),
        ([None, "2020-12-31"], date(2018, 1, 1), 1),
        ([None, "2020-12-31"], date(2022, 1, 1), 1),
        ([None, None], date(2022, 1, 1), 0),
    ],
)
def test_the_last_statement_that_has_ended_counts(ends: list[str | None], until: date, which: int) -> None:
    papers = [{"balance_sheet": {"period_end": end}} for end in ends]
    case = case_builder.case({"add": papers})
    assert latest(case, "balance_sheet", until) is case.documents[which]
    assert latest(case, "income_statement", until) is None


def test_a_line_repeated_on_the_next_page_counts_once_and_two_lines_of_a_key_are_added() -> None:
    rows = [row("inventories", "存货", 7), row("inventories", "存货", 7), row("inventories", "消耗性生物资产", 5)]
    rows += [row("accounts_payable", "", 3), row("accounts_payable", "", 4)]
    rows += [row(None, "神秘科目", 9), row(None, "说明", None), row(None, "零", 0)]
    found = sheet(rows)
    assert [found.amount(k) for k in ("inventories", "accounts_payable")] == [12, 7]
    assert [f.amount for f in found.unmapped] == [9]
    assert found.amount("monetary_funds") is None and found.fact("monetary_funds") is None
    assert _statement.label_at(found.cells["inventories"][1]) == "存货"


def test_statements_concern_companies_and_those_who_hand_them_in() -> None:
    income = {"income_statement": {"lines": {"revenue": [5, 4]}}}
    balance = {"balance_sheet": {"lines": {"total_assets": [5, 4]}}}
    assert _statement.has_statements(case_builder.case({"base": "shop"})) == "申请人为个体工商户，不适用。"
    for paper in (income, balance):
        assert _statement.has_statements(case_builder.case({"base": "shop", "add": [paper]})) is None
    bare = case_builder.case({"base": "new", "drop": ["balance_sheet", "income_statement"]})
    assert _statement.has_statements(bare) is None


def test_a_column_without_amounts_is_left_out() -> None:
    paper = case_builder.document("balance_sheet", {"lines": {"inventories": [5, None], "total_assets": [7, None]}}, 1)
    assert [c.name for c in columns(paper)] == ["ending"]


CURRENT = Formula(total="total_current_assets", terms=(("monetary_funds", 1), ("inventories", -1)))


def test_a_total_is_summed_with_signs_and_what_is_doubtful_is_told() -> None:
    found = evaluate(
        sheet({"monetary_funds": ["9?", 0], "inventories": [2, 0], "total_current_assets": [8, 0]}),
        CURRENT,
    )
    assert found is not None
    assert [found.printed, found.computed, found.difference] == [8, 7, 1]
    assert [f.path for f in found.doubtful] == ["lines[0].ending"]
    turned = evaluate(sheet({"inventories": [2, 0], "total_current_assets": [8, 0]}), CURRENT, {"inventories": 1})
    assert turned is not None and turned.computed == 2
    assert evaluate(sheet({"inventories": [2, 0]}), CURRENT) is None
    assert evaluate(sheet({"inventories": [2, 0], "total_current_assets": [None, 0]}), CURRENT) is None
    twice = [row("total_current_assets", "流动资产合计", None), row("total_current_assets", "流动资产总计", 6)]
    second = evaluate(sheet(twice), CURRENT)
    assert second is not None and second.printed == 6


def test_a_subtotal_that_is_not_printed_is_replaced_by_its_lines_except_the_book_value_of_fixed_assets() -> None:
    lines = {"total_current_assets": [5, 0], "construction_in_progress": [3, 0], "total_assets": [8, 0]}
    formula = Formula(total="total_assets", terms=(("total_current_assets", 1), ("total_nc_assets", 1)))
    found = evaluate(sheet(lines), formula)
    assert found is not None and found.computed == 8
    small: dict[str, list[Any]] = {"fixed_assets_cost": [9, 0], "accumulated_depreciation": [2, 0]}
    small |= {"total_nc_assets": [7, 0]}
    own = Formula(total="total_nc_assets", terms=(("fixed_assets", 1),))
    kept = evaluate(sheet(small, standard="small_enterprise"), own)
    assert kept is not None and kept.computed == 0 and not kept.operands


def test_unknown_lines_explain_a_difference_by_at_most_three_of_the_first_twelve() -> None:
    one, cent = Decimal(1), Decimal("0.01")

    def explained(amounts: list[int], difference: int, within: Decimal = cent) -> list[Decimal | None]:
        rows = [row(None, f"神秘科目{n}", a) for n, a in enumerate(amounts)]
        return [f.amount for f in explained_by_unmapped(sheet(rows), Decimal(difference), within)]

    assert explained([100, 20, 3], 20) == [20]
    assert explained([100, 20, 3], -20) == [20]
    assert explained([100, 20, 3], 120) == [100, 20]
    assert explained([100, 20, 3, 9], 123) == [100, 20, 3]
    assert explained([100, 20, 3, 9], 132) == []
    assert explained([100], 99, one) == [100]
    assert explained([100], 98, one) == []
    assert explained([100, -20], -300) == []
    assert explained([-20], 20) == [-20]
    many = [10**n for n in range(13)]
    assert explained(many, 10**11) == [10**11]
    assert explained(many, 10**12) == []


@pytest.mark.parametrize(
    ("total", "lines", "lacking"),
    [
        (9, {"monetary_funds": [5, 0]}, True),
        (6, {"monetary_funds": [5, 0]}, True),
        (4, {"monetary_funds": [5, 0]}, False),
        (5, {"monetary_funds": [5, 0]}, False),
        (9, {"monetary_funds": [5, 0], "inventories": [1, 0]}, False),
    ],
)
def test_a_line_may_be_lost_when_it_would_push_the_sum_to_the_total(
    total: int, lines: dict[str, list[Any]], lacking: bool
) -> None:
    found = sheet({**lines, "total_current_assets": [total, 0]})
    formula = Formula(total="total_current_assets", terms=(("monetary_funds", 1), ("inventories", 1)))
    result = evaluate(found, formula)
    assert result is not None and lacks_line(found, result) is lacking


def test_a_line_that_may_be_negative_or_that_the_format_has_not() -> None:
    found = sheet({"paid_in_capital": [9, 0], "total_equity": [5, 0]})
    terms = (("paid_in_capital", 1), ("retained_earnings", 1))
    result = evaluate(found, Formula(total="total_equity", terms=terms))
    assert result is not None and lacks_line(found, result)
    plain = sheet({"monetary_funds": [5, 0], "total_current_assets": [9, 0]}, standard="small_enterprise")
    terms = (("monetary_funds", 1), ("contract_assets", 1))
    result = evaluate(plain, Formula(total="total_current_assets", terms=terms))
    assert result is not None and not lacks_line(plain, result)
