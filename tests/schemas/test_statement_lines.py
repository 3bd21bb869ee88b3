"""Labels of statement lines find their keys, and a misread label never finds a neighbour's."""

import doctest
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import statement_lines
from schemas.statement_lines import STANDARDS, STATEMENTS, key_of, lines


def test_examples_hold() -> None:
    assert doctest.testmod(statement_lines).failed == 0


@pytest.mark.parametrize("statement", STATEMENTS)
def test_keys_are_unique_and_labels_find_them(statement: str) -> None:
    assert max(Counter(line.key for line in lines(statement)).values()) == 1
    for line in lines(statement):
        for label in (line.label, *line.synonyms):
            assert key_of(label, statement) == line.key


@pytest.mark.parametrize(
    ("label", "statement", "key"),
    [
        ("货 币 资 金", "balance_sheet", "monetary_funds"),
        ("应收帐款", "balance_sheet", "accounts_receivable"),
        ("其它应收款", "balance_sheet", "other_receivables"),
        ("减：库存股", "balance_sheet", "treasury_stock"),
        ("减库存股", "balance_sheet", "treasury_stock"),
        ("实收资本（或股本）", "balance_sheet", "paid_in_capital"),
        ("负债和所有者权益（或股东权益）总计", "balance_sheet", "total_liabilities_equity"),
        ("负债及所有者权益(或股东权益)总计", "balance_sheet", "total_liabilities_equity"),
        ("所有者权益（或股东权益）合计", "balance_sheet", "total_equity"),
        ("一、营业收入", "income_statement", "revenue"),
        ("一营业收入", "income_statement", "revenue"),
        ("其中：营业外收入", "income_statement", "nonoperating_income"),
        ("加：投资收益（损失以“－”号填列）", "income_statement", "investment_income"),
        ("二、营业利润（亏损以“-”号填列", "income_statement", "operating_profit"),
        ('三、利润总额(亏损总额以"-"号填列)', "income_statement", "total_profit"),
        ("资产减值损失（损失以“－”号填列）", "income_statement", "asset_impairment"),
        ("销售商品、提供劳务收到的现金", "cash_flow_statement", "cf_sales"),
        ("购建固定资产、无形资产和其他长期资产所支付的现金", "cash_flow_statement", "cf_capex"),
        ("六、期末现金及现金等价物余额", "cash_flow_statement", "cash_end"),
        ("流勤资产合计", "balance_sheet", "total_current_assets"),
        ("一年内到期非流动负债", "balance_sheet", "ncl_due_1y"),
    ],
)
def test_printed_forms(label: str, statement: str, key: str) -> None:
    assert key_of(label, statement) == key


@pytest.mark.parametrize("label", ["", "项目", "流动资产:", "应收账据", "其他应口款", "资产", "流动资债合计", "应〇款"])
def test_what_is_no_line_or_could_be_two(label: str) -> None:
    assert key_of(label, "balance_sheet") is None


@given(st.sampled_from(STATEMENTS), st.data())
def test_a_misread_character_never_finds_another_line(statement: str, data: st.DataObject) -> None:
    line = data.draw(st.sampled_from(lines(statement)))
    place = data.draw(st.integers(0, len(line.label) - 1))
    misread = line.label[:place] + data.draw(st.sampled_from("口日田自曰己刀冂")) + line.label[place + 1 :]
    assert key_of(misread, statement) in (None, line.key)


@pytest.mark.parametrize("standard", [*STANDARDS.values(), None])
def test_every_sum_adds_known_lines_once(standard: str | None) -> None:
    for statement, formulas in (
        ("balance_sheet", statement_lines.balance_formula(standard)),
        ("income_statement", statement_lines.income_formula(standard)),
        ("cash_flow_statement", statement_lines.cash_flow_formula(standard)),
    ):
        known = {line.key for line in lines(statement)}
        for formula in formulas:
            keys = [key for key, _ in formula.terms]
            assert set(keys) | {formula.total} <= known
            assert len(keys) == len(set(keys))


def test_parts_of_another_line_are_not_added_twice() -> None:
    new = dict(statement_lines.balance_formula("cas_2019")[0].terms)
    assert "interest_receivable" not in new
    assert "interest_receivable" in dict(statement_lines.balance_formula("cas_2007")[0].terms)
    combined = dict(statement_lines.balance_formula("cas_2018")[0].terms)
    assert "notes_and_accounts_receivable" in combined
    assert "accounts_receivable" not in combined


def test_formats_are_told_by_their_lines() -> None:
    assert statement_lines.standard_of({"monetary_funds", "lt_bond_investments"}) == "small_enterprise"
    assert statement_lines.standard_of({"afs_fin_assets"}) == "cas_2007"
    assert statement_lines.standard_of({"contract_liabilities", "held_for_sale_assets"}) == "cas_2019"
    assert statement_lines.standard_of({"notes_and_accounts_payable"}) == "cas_2018"
    assert statement_lines.standard_of({"main_profit"}) == "old_2001"
    assert statement_lines.standard_of(set()) is None
