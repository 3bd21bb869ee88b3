"""The table of money in and out until the loan falls due."""

from datetime import date
from decimal import Decimal
from typing import Any

import checks
from schemas.core.cash import CashPlan
from tests.checks import case_builder


def plan(example: dict[str, Any]) -> CashPlan:
    found = checks.cash_plan(case_builder.case(example))
    assert found is not None
    return found


def test_months_run_to_the_due_date_and_add_up() -> None:
    found = plan({"base": "flows"})
    assert (found.due_date, found.principal, found.interest) == ("2023-04-19", "2000000.00", "120000.00")
    assert [m.month for m in found.months][:2] == ["2022-04", "2022-05"]
    assert found.months[-1].month == "2023-04"
    assert len(found.months) == 13
    inflow = sum(Decimal(m.inflow) for m in found.months)
    assert abs(inflow - Decimal("18000000")) < 1
    assert abs(sum(Decimal(m.outflow) for m in found.months) - Decimal("16800000")) < 1
    assert {m.month: m.due for m in found.months if m.due != "0.00"} == {"2022-05": "2000000.00"}


def test_figures_of_the_whole() -> None:
    found = plan({"base": "flows"})
    assert (found.opening_cash, found.receivables, found.coverage) == ("3500000.00", "3300000.00", "1.27")
    assert found.statement_months == 12
    assert found.documented_share == "0.1833"


def test_other_loans_by_their_due_date_with_their_places() -> None:
    example = {"base": "flows", "change": {"credit_report.loans[1].due_date": "2023-05-19"}}
    first, second = plan(example).dues
    assert (first.lender, first.due_date, first.amount, first.near) == (
        *("中国建设银行杭州分行", "2022-05-31", "2000000.00"),
        False,
    )
    assert (second.due_date, second.near) == ("2023-05-19", True)
    assert second.citation is not None
    assert second.citation.field == "loans[1].balance"


def test_without_statements_there_is_no_coverage() -> None:
    found = plan({"base": "new"})
    assert (found.coverage, found.opening_cash, found.documented_share, found.statement_months) == (None, None, None, 0)
    assert all(m.inflow == "0.00" for m in found.months)


def test_without_amount_or_term_there_is_no_plan() -> None:
    for change in ({"guarantee_application.amount": "2000000?"}, {"guarantee_application.term_months": None}):
        assert checks.cash_plan(case_builder.case({"base": "flows", "change": change})) is None


def test_receivables_beyond_the_inflow_document_it_whole_and_no_balance_sheet_none() -> None:
    assert plan(
        {"base": "flows", "change": {"balance_sheet.lines.accounts_receivable": [99000000, 1]}}
    ).documented_share == ("1.0000")
    assert plan({"base": "flows", "drop": ["balance_sheet"]}).receivables is None


def test_a_loan_due_on_the_first_and_on_the_last_of_a_month() -> None:
    for day, month in (("2022-06-01", "2022-06"), ("2022-06-30", "2022-06")):
        found = plan({"base": "flows", "change": {"credit_report.loans[0].due_date": day}})
        assert {m.month: m.due for m in found.months if m.due != "0.00"} == {month: "2000000.00"}


def test_a_loan_due_long_after_ours_is_not_shown() -> None:
    assert [d.due_date for d in plan({"base": "flows"}).dues] == ["2022-05-31"]


def test_months_are_shown_for_fifty_years_and_no_longer() -> None:
    found = plan({"base": "flows", "change": {"guarantee_application.term_months": 600}})
    assert (len(found.months), found.months[-1].month) == (601, "2072-04")
    century = {"lender": "招商银行杭州分行", "start_date": date(2022, 4, 19), "end_date": date(2122, 4, 19)}
    assert len(plan({"base": "flows", "add": [{"loan_contract": century}]}).months) == 601


def test_own_money_from_another_account_is_no_inflow() -> None:
    found = plan({"base": "flows", "change": {"bank_statement.entries[5].summary": "往来"}})
    assert abs(sum(Decimal(m.inflow) for m in found.months) - Decimal("18000000")) < 1


def test_two_copies_of_a_statement_count_once_though_its_number_was_not_read() -> None:
    case = case_builder.case({"base": "flows", "change": {"bank_statement.account_number": None}})
    held = case.of_type("bank_statement")[0]
    copy = held.model_copy(update={"document_id": "doc-099"})
    found = checks.cash_plan(case.model_copy(update={"documents": (*case.documents, copy)}))
    assert found is not None
    assert abs(sum(Decimal(m.inflow) for m in found.months) - Decimal("18000000")) < 1


def test_doubtful_receivables_document_nothing() -> None:
    found = plan({"base": "flows", "change": {"balance_sheet.lines.accounts_receivable": ["3300000?", 1]}})
    assert (found.receivables, found.documented_share) == (None, None)


def test_half_a_year_of_statements_makes_a_coverage() -> None:
    found = plan({"base": "flows", "change": {"bank_statement.period_start": "2021-10-22"}})
    assert found.statement_months == 6
    assert found.coverage is not None


def test_dues_are_in_order_and_shown_by_the_amount_where_no_balance_is_printed() -> None:
    change = {"credit_report.loans[0].due_date": "2023-04-02", "credit_report.loans[1].due_date": "2022-06-01"}
    first, second = plan({"base": "flows", "change": {**change, "credit_report.loans[1].balance": None}}).dues
    assert (first.due_date, second.due_date) == ("2022-06-01", "2023-04-02")
    assert first.citation is not None
    assert (first.citation.field, first.amount) == ("loans[1].amount", "1000000.00")
    bare = {**change, "credit_report.loans[1].balance": None, "credit_report.loans[1].amount": None}
    unknown = plan({"base": "flows", "change": bare}).dues[0]
    assert (unknown.citation, unknown.amount) == (None, "0.00")


def test_a_loan_due_on_the_first_of_a_month_has_that_month() -> None:
    lent = {"lender": "招商银行杭州分行", "start_date": date(2022, 4, 19), "end_date": date(2023, 5, 1)}
    assert plan({"base": "flows", "add": [{"loan_contract": lent}]}).months[-1].month == "2023-05"
