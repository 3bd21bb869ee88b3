"""Accounts of the credit report against contracts and rows of the ledger: which belong together, and what the table shows."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import checks
from checks import _loans
from schemas.core import Reconciliation, Verdict
from tests.checks import case_builder

LOAN = {"kind": "流动资金贷款", "currency": "人民币", "classification": "正常", "settled_date": None}
CONTRACT = {"lender": "中国建设银行杭州西湖支行", "amount": 2000000, "start_date": date(2011, 6, 1)}
CONTRACT |= {"end_date": date(2012, 5, 31)}
BOOK = "balance_sheet.lines.short_term_borrowings"


def table(base: str = "old", **example: object) -> Reconciliation:
    found = checks.reconcile(case_builder.case({"base": base, **example}))
    assert found is not None
    return found


def loan(amount: object, lender: str = "中国建设银行杭州分行", **other: object) -> dict[str, object]:
    dates = {"issue_date": date(2011, 6, 1), "due_date": date(2012, 5, 31)}
    return {**LOAN, "lender": lender, "amount": amount, "balance": amount, **dates, **other}


def ledger(*rows: tuple[str, object]) -> dict[str, object]:
    """Details of the short-term borrowings in the ledger, in place of the base's one."""
    accounts: list[dict[str, Any]] = [
        {"account_code": "2001", "account_name": "短期借款", "closing_debit": None, "closing_credit": 2000000}
    ]
    accounts += [
        {"account_code": f"20010{n}", "account_name": name, "closing_debit": None, "closing_credit": amount}
        for n, (name, amount) in enumerate(rows, 1)
    ]
    return {"trial_balance.accounts": accounts}


@pytest.mark.parametrize(
    ("contract", "known"),
    [
        ({}, True),
        ({"amount": "2000000.02"}, True),
        ({"amount": "2000000.03"}, False),
        ({"lender": "招商银行杭州分行"}, False),
        ({"amount": None}, False),
        ({"start_date": None}, True),
        ({"end_date": None}, True),
    ],
)
def test_a_contract_is_a_loan_s_by_bank_and_amount(contract: dict[str, object], known: bool) -> None:
    rows = table(add=[{"loan_contract": {**CONTRACT, **contract}}]).rows
    assert rows[0].list == ("matched" if known else "only_in_report")


def test_a_contract_of_a_year_and_six_days_is_short() -> None:
    ends: dict[str, Any] = {"due_date": date(2012, 6, 6)}
    contract = {**CONTRACT, "end_date": date(2012, 6, 6), "lender": "招商银行杭州分行"}
    found = table(change={"credit_report.loans": [loan(2000000, **ends)]}, add=[{"loan_contract": contract}])
    assert [r.list for r in found.rows] == ["only_in_report", "only_in_books"]


def test_one_contract_is_one_loan_s_the_nearest() -> None:
    twice = table(change={"credit_report.loans": [loan(2000000), loan(2000000)]}, add=[{"loan_contract": CONTRACT}])
    assert [r.list for r in twice.rows] == ["matched", "only_in_report"]
    loans = [loan(2000000, issue_date=None), loan(2000000, issue_date=date(2011, 6, 4))]
    undated = table(change={"credit_report.loans": loans}, add=[{"loan_contract": CONTRACT}])
    assert [r.list for r in undated.rows] == ["only_in_report", "matched"]


def test_a_contract_belongs_to_its_loan_whatever_the_class() -> None:
    ends: dict[str, Any] = {"due_date": date(2012, 6, 9), "section": "短期借款"}
    contract = {**CONTRACT, "end_date": date(2012, 6, 9)}
    found = table(change={"credit_report.loans": [loan(2000000, **ends)]}, add=[{"loan_contract": contract}])
    assert [r.list for r in found.rows] == ["matched"]


def test_a_ledger_of_another_day_names_no_lender() -> None:
    older = {
        "period_end": date(2010, 12, 31),
        **{"accounts": ledger(("招行杭州分行", 900000))["trial_balance.accounts"]},
    }
    assert [r.list for r in table("books", add=[{"trial_balance": older}]).rows] == ["matched", "only_in_report"]


def test_a_lender_who_is_owed_nothing_is_none() -> None:
    change = ledger(("建行西湖支行", 2000000), ("招行杭州分行", 0), ("农行杭州分行", -100))
    assert [r.list for r in table("books", change=change).rows] == ["matched", "only_in_report"]


@pytest.mark.parametrize(
    ("loans", "rows", "expected"),
    [
        ((1500000, 600000, 900000), (1500000,), ["matched", "only_in_report", "only_in_report"]),
        ((1500000, 300000, 400000), (1500000, 700000), ["matched", "matched", "matched"]),
        ((1500000, 300000, 400000), (1500000, "700000.02"), ["matched", "matched", "matched"]),
        ((1500000, 300000, 400000), (1500000, "700000.03"), ["matched", *["only_in_report"] * 2, "only_in_books"]),
        ((1500000, 300000), (1500000, 900000), ["matched", "only_in_report", "only_in_books"]),
    ],
)
def test_a_row_of_the_ledger_holds_the_rest_of_a_bank_s_loans(
    loans: tuple[int, ...], rows: tuple[object, ...], expected: list[str]
) -> None:
    change = ledger(*((f"建行{n}支行", a) for n, a in zip("甲乙", rows, strict=False)))
    found = table("books", change={**change, "credit_report.loans": [loan(a) for a in loans]})
    assert [r.list for r in found.rows] == expected


def test_a_contract_s_row_shows_what_it_prints() -> None:
    contract = {**CONTRACT, "lender": "招商银行杭州分行", "amount": 812345}
    row = table(add=[{"loan_contract": contract}]).rows[-1]
    assert (row.list, row.kind, row.amount, row.balance, row.low, row.high) == (
        *("only_in_books", "《借款合同》", "812345.00", None),
        *("0.00", "812345.00"),
    )
    assert (row.issue_date, row.due_date) == ("2011-06-01", "2012-05-31")
    assert row.citation is not None
    assert row.citation.field == "amount"


def test_an_account_s_row_shows_what_the_report_prints() -> None:
    bare = {"lender": "农业银行杭州分行", "section": "短期借款", "kind": None, "currency": "人民币", "balance": 312345}
    bare |= {"amount": None, "issue_date": None, "due_date": None, "settled_date": None}
    rows = table(change={"credit_report.loans": [loan(2000000, balance=1200000), bare]}).rows
    assert (rows[0].kind, rows[0].issue_date, rows[0].due_date) == ("流动资金贷款", "2011-06-01", "2012-05-31")
    assert (rows[0].amount, rows[0].balance) == ("2000000.00", "1200000.00")
    assert (rows[1].kind, rows[1].issue_date, rows[1].due_date) == ("短期借款", None, None)
    assert (rows[1].amount, rows[1].balance) == (None, "312345.00")


def test_an_account_without_amounts_has_no_place() -> None:
    found = table(change={"credit_report.loans": [loan(2000000), loan(None)]})
    row = found.rows[1]
    assert (row.amount, row.balance, row.citation, row.treatment) == (None, None, None, "金额未读到")
    assert [len(s.citations) for s in found.steps][:3] == [1, 0, 0]


def test_a_doubtful_account_counts_from_nothing_to_its_most() -> None:
    row = table(change={"credit_report.loans": [loan(2000000, balance="1234567?")]}).rows[0]
    assert (row.low, row.high) == ("0.00", "2000000.00")
    assert "有读数待人工复核，按零至 2,000,000.00元计" in row.treatment


def test_an_account_in_dollars_counts_up_to_a_ceiling() -> None:
    row = table(change={"credit_report.loans": [loan(200000, currency="美元"), loan(2000000)]}).rows[0]
    assert "外币，汇率未读到" in row.treatment
    assert row.low == "0.00"
    assert Decimal(row.high) > 200000


def test_a_doubtful_settlement_on_the_day_of_the_statement_is_no_later_one() -> None:
    paid = loan(700000, balance=None, settled_date="2011-12-31?", due_date=date(2011, 12, 31))
    found = table(change={"credit_report.loans": [loan(2000000), paid]})
    assert (found.rows[1].low, found.rows[1].high) == ("0.00", "700000.00")
    assert [s.amount for s in found.steps][:3] == ["2000000.00", "0.00", "0.00"]


def test_a_doubtful_later_loan_was_not_repaid_since() -> None:
    later = loan(800000, balance=300000, issue_date="2012-01-09?")
    found = table(change={"credit_report.loans": [loan(2000000), later]})
    assert [s.amount for s in found.steps][:4] == ["2300000.00", "-300000.00", "0.00", "0.00"]


def test_a_loan_with_nothing_left_is_settled() -> None:
    row = table(change={"credit_report.loans": [loan(2000000, balance=0)]}).rows[0]
    assert (row.low, row.high, row.treatment) == ("0.00", "2000000.00", "已结清，结清日未读到")


def test_a_loan_that_may_be_of_another_class_counts_up_to_its_amount() -> None:
    odd = loan(1000000, balance=400000, due_date="2013-06-01?")
    row = table(change={"credit_report.loans": [loan(2000000), odd]}).rows[1]
    assert (row.low, row.high) == ("0.00", "1000000.00")
    assert "可能不是短期借款" in row.treatment


def test_a_loan_without_a_day_of_issue_is_counted_as_owed_now() -> None:
    found = table(change={"credit_report.loans": [loan(2000000), loan(300000, issue_date=None)]})
    assert [s.amount for s in found.steps][:2] == ["2300000.00", "0.00"]


def test_rows_of_the_report_without_amount_and_date_are_no_loans() -> None:
    empty = {"lender": "农业银行杭州分行", "amount": None, "balance": None, "issue_date": None}
    dated, owed = {**empty, "issue_date": date(2011, 6, 1)}, {**empty, "balance": 5}
    sized = {**empty, "amount": 7}
    case = case_builder.case({"base": "old", "change": {"credit_report.loans": [empty, dated, owed, sized]}})
    found = _loans.loans_of(case.of_type("credit_report")[0])
    assert [x.index for x in found] == [1, 2, 3]


def test_the_table_of_notes_has_the_verdict_of_its_check() -> None:
    notes: dict[str, Any] = {"balance_sheet.lines.notes_payable": [300000, 0]}
    tables = checks.reconciliations(case_builder.case({"base": "old", "change": notes}))
    assert tables["notes_payable"].verdict is Verdict.CANNOT_DETERMINE
    bill: dict[str, Any] = {"kind": "银行承兑汇票", "issue_date": date(2011, 11, 1), "due_date": date(2012, 4, 30)}
    notes["credit_report.loans"] = [loan(300000, **bill)]
    notes[BOOK] = [0, 0]
    tables = checks.reconciliations(case_builder.case({"base": "old", "change": notes}))
    assert tables["notes_payable"].verdict is Verdict.PASS
    assert tables["borrowings"].verdict is Verdict.PASS


def test_long_loans_that_the_books_leave_out_have_a_table() -> None:
    case = case_builder.case({"base": "old", "change": {"balance_sheet.lines.lt_borrowings": [0, 1]}})
    assert checks.reconciliations(case)["lt_borrowings"].unexplained == "-1000000.00"


def test_a_sole_proprietor_with_statements_has_no_table() -> None:
    case = case_builder.case({"base": "old", "applicant": {"sole_proprietor": True}})
    assert checks.reconciliations(case) == {}


def test_rounding_is_that_of_the_cells_that_count() -> None:
    coarse = {"value": 700000, "raw": "70"}
    assert table(change={"credit_report.loans[2].amount": coarse}).tolerance == "0.02"
    assert table(change={"credit_report.loans[0].amount": {"value": 2000000, "raw": "200"}}).tolerance == "0.02"
    assert table(change={"credit_report.loans[0].balance": {"value": 2000000, "raw": "200"}}).tolerance == "5000.02"
    paid = loan({"value": 2000000, "raw": "200"}, balance=None, settled_date=date(2012, 1, 4))
    assert table(change={"credit_report.loans": [paid]}).tolerance == "5000.02"


def test_the_newest_report_counts_wherever_it_lies() -> None:
    newer = {"report_date": date(2012, 4, 15), "outstanding_count": 1, "loans": [loan(2000000)]}
    assert table(add=[{"credit_report": newer}]).report_date == "2012-04-15"


def test_a_loan_after_the_statement_is_no_row_of_its_ledger() -> None:
    later = loan(700000, issue_date=date(2012, 1, 9))
    change = {
        **ledger(("建行西湖支行", 2000000), ("建行滨江支行", 700000)),
        "credit_report.loans": [loan(2000000), later],
    }
    found = [(r.list, r.amount) for r in table("books", change=change).rows]
    assert found == [("matched", "2000000.00"), ("only_in_report", "700000.00"), ("only_in_books", "700000.00")]


def test_a_contract_and_its_row_of_the_ledger_are_one_loan() -> None:
    contract = {**CONTRACT, "lender": "招商银行杭州分行", "amount": 800000}
    change = ledger(("建行西湖支行", 2000000), ("招行杭州分行", 800000))
    rows = table("books", change=change, add=[{"loan_contract": contract}]).rows
    assert [(r.list, r.kind) for r in rows if r.list == "only_in_books"] == [("only_in_books", "《借款合同》")]
