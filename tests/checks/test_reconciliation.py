"""The loan-by-loan table: every loan with its treatment, and bounds that add up."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import checks
from checks import _loans
from schemas.core import Verdict
from tests.checks import case_builder

LOAN = {"lender": "中国银行", "kind": "流动资金贷款", "currency": "人民币", "classification": "正常"}
CONTRACT = {
    "borrower": "甲乙机械有限公司",
    "lender": "中国建设银行杭州西湖支行",
    "amount": 2000000,
    "start_date": date(2011, 6, 2),
}


def test_rows_and_bounds() -> None:
    table = checks.reconcile(case_builder.case({"base": "old"}))
    assert table is not None
    assert (table.book, table.low, table.high) == ("2000000.00", "2000000.00", "2000000.00")
    assert (table.statement_date, table.report_date) == ("2011-12-31", "2012-04-10")
    assert [r.treatment[:5] for r in table.rows] == ["两个日期均", "报表日前已"]
    assert table.rows[0].citation is not None
    assert table.rows[0].citation.field == "loans[0].balance"
    assert table.verdict is Verdict.PASS


def test_contracts_are_matched_with_loans() -> None:
    other = {**CONTRACT, "lender": "招商银行杭州分行", "amount": 900000, "end_date": date(2012, 6, 1)}
    case = case_builder.case({"base": "old", "add": [{"loan_contract": CONTRACT}, {"loan_contract": other}]})
    table = checks.reconcile(case)
    assert table is not None
    assert [r.list for r in table.rows] == ["matched", "only_in_report", "only_in_books"]
    assert table.rows[2].lender == "招商银行杭州分行"


@pytest.mark.parametrize("base", ["shop", "person"])
def test_no_table_where_it_means_nothing(base: str) -> None:
    assert checks.reconcile(case_builder.case({"base": base})) is None


def test_the_newest_report_and_the_statement_before_it() -> None:
    older = {"report_date": date(2011, 5, 1), "outstanding_count": 0, "loans": []}
    later = {"period_end": date(2012, 6, 30), "lines": {"short_term_borrowings": [1, 1]}}
    table = checks.reconcile(
        case_builder.case({"base": "old", "add": [{"credit_report": older}, {"balance_sheet": later}]})
    )
    assert table is not None
    assert (table.statement_date, table.report_date) == ("2011-12-31", "2012-04-10")


@given(
    st.lists(
        st.tuples(
            st.integers(1, 50),
            st.integers(0, 50),
            st.dates(date(2009, 1, 1), date(2012, 4, 1)),
            st.integers(30, 360),
            st.booleans(),
        ),
        max_size=6,
    )
)
def test_true_books_are_always_inside_the_bounds(loans: list[tuple[int, int, date, int, bool]]) -> None:
    """Bullet loans with any dates: what was really owed on the statement date is never refused."""
    statement, report = date(2011, 12, 31), date(2012, 4, 10)
    rows, owed = [], Decimal(0)
    for amount, _, start, days, early in loans:
        due = date.fromordinal(start.toordinal() + days)
        settled = (
            date.fromordinal(min(due, report).toordinal() - (1 if early else 0)) if due <= report or early else None
        )
        if settled is not None and settled < start:
            settled = start
        if start <= statement and (settled is None or settled > statement):
            owed += amount * 10000
        rows.append(
            {**LOAN, "amount": amount * 10000, "balance": None if settled else amount * 10000}
            | {"issue_date": start, "due_date": due, "settled_date": settled}
        )
    change = {
        "credit_report.loans": rows,
        "credit_report.outstanding_count": sum(1 for r in rows if r["settled_date"] is None),
        "credit_report.outstanding_balance": sum(int(str(r["balance"])) for r in rows if r["balance"]),
        "balance_sheet.lines.short_term_borrowings": [int(owed), 0],
    }
    table = checks.reconcile(case_builder.case({"base": "old", "change": change}))
    assert table is None or table.verdict is not Verdict.FAIL, (statement, report)


def test_head_banks() -> None:
    assert _loans.bank("中国农业银行股份有限公司青岛支行") == _loans.bank("中国农业银行青岛分行营业部")
    assert _loans.bank("中国银行杭州分行") != _loans.bank("中国农业银行杭州分行")
    assert _loans.bank("甲子租赁有限公司杭州分公司") == "甲子租赁"


def test_lenders_of_the_ledger_are_matched() -> None:
    table = checks.reconcile(case_builder.case({"base": "books"}))
    assert table is not None
    assert [(r.list, r.lender) for r in table.rows] == [
        ("matched", "中国建设银行杭州分行"),
        ("only_in_report", "中信银行杭州分行"),
    ]


def test_a_lender_that_the_report_does_not_know() -> None:
    change = {"trial_balance.accounts[11].account_name": "招行杭州分行"}
    table = checks.reconcile(case_builder.case({"base": "books", "change": change}))
    assert table is not None
    assert [(r.list, r.lender) for r in table.rows] == [
        ("only_in_report", "中国建设银行杭州分行"),
        ("only_in_report", "中信银行杭州分行"),
        ("only_in_books", "招行杭州分行"),
    ]
    assert table.rows[2].citation is not None
    assert table.rows[2].citation.field == "accounts[11].closing_credit"


TWO = [
    {**LOAN, "lender": "中国建设银行杭州分行", "amount": 1500000, "balance": 1500000}
    | {"issue_date": date(2011, 6, 1), "due_date": date(2012, 5, 31), "settled_date": None},
    {**LOAN, "lender": "中国建设银行西湖支行", "amount": 500000, "balance": 500000}
    | {"issue_date": date(2011, 9, 1), "due_date": date(2012, 8, 31), "settled_date": None},
]


def test_one_row_of_the_ledger_for_all_loans_of_a_bank() -> None:
    table = checks.reconcile(case_builder.case({"base": "books", "change": {"credit_report.loans": TWO}}))
    assert table is not None
    assert [r.list for r in table.rows] == ["matched", "matched"]


@pytest.mark.parametrize(
    ("days", "due", "lists"),
    [
        (5, 5, ["matched", "only_in_report"]),
        (6, 5, ["only_in_report", "only_in_report", "only_in_books"]),
        (5, 6, ["only_in_report", "only_in_report", "only_in_books"]),
    ],
)
def test_dates_of_a_contract_may_lie_five_days_apart(days: int, due: int, lists: list[str]) -> None:
    contract = {**CONTRACT, "start_date": date(2011, 6, 1 + days), "end_date": date(2012, 5, 31 - due)}
    table = checks.reconcile(case_builder.case({"base": "old", "add": [{"loan_contract": contract}]}))
    assert table is not None
    assert [r.list for r in table.rows] == lists


def test_the_nearest_contract_is_the_loan_s() -> None:
    near = {**CONTRACT, "start_date": date(2011, 6, 1), "end_date": date(2012, 5, 31)}
    far = {**CONTRACT, "start_date": date(2011, 6, 4), "end_date": date(2012, 5, 31)}
    table = checks.reconcile(
        case_builder.case({"base": "old", "add": [{"loan_contract": far}, {"loan_contract": near}]})
    )
    assert table is not None
    assert [(r.list, r.issue_date) for r in table.rows if r.list == "only_in_books"] == [
        ("only_in_books", "2011-06-04")
    ]


def test_the_waterfall() -> None:
    later = {
        **TWO[0],
        "amount": 500000,
        "balance": 500000,
        "issue_date": date(2012, 1, 9),
        "due_date": date(2013, 1, 8),
    }
    paid = {**TWO[1], "balance": None, "settled_date": date(2012, 2, 1)}
    part = {**TWO[0], "balance": 1200000}
    change = {"credit_report.loans": [part, later, paid], "balance_sheet.lines.short_term_borrowings": [3000000, 0]}
    table = checks.reconcile(case_builder.case({"base": "old", "change": change}))
    assert table is not None
    assert [s.amount for s in table.steps] == [
        *("1700000.00", "-500000.00", "500000.00", "300000.00"),
        *("1700000.00", "2000000.00", table.tolerance, "3000000.00", "1000000.00"),
    ]
    assert [len(s.citations) for s in table.steps] == [2, 1, 1, 1, 0, 0, 0, 1, 0]
    assert (table.title, table.unexplained) == ("短期借款", "1000000.00")
    low = checks.reconcile(
        case_builder.case({"base": "old", "change": {"balance_sheet.lines.short_term_borrowings": [1500000, 0]}})
    )
    assert low is not None
    assert low.unexplained == "-500000.00"


def test_a_loan_past_its_due_date_is_overdue() -> None:
    change = {
        "credit_report.loans[0].due_date": date(2012, 4, 9),
        "credit_report.loans[0].issue_date": date(2011, 4, 10),
    }
    table = checks.reconcile(case_builder.case({"base": "old", "change": change}))
    assert table is not None
    assert "逾期" in table.rows[0].treatment
    punctual = checks.reconcile(
        case_builder.case({"base": "old", "change": {**change, "credit_report.loans[0].due_date": date(2012, 4, 10)}})
    )
    assert punctual is not None
    assert "逾期" not in punctual.rows[0].treatment


def test_tables_of_long_term_loans_and_of_acceptances() -> None:
    tables = checks.reconciliations(case_builder.case({"base": "old"}))
    assert set(tables) == {"borrowings", "lt_borrowings"}
    assert (tables["lt_borrowings"].title, tables["lt_borrowings"].verdict) == ("长期借款", Verdict.PASS)
    bills = {"balance_sheet.lines.notes_payable": [300000, 0]}
    tables = checks.reconciliations(case_builder.case({"base": "old", "change": bills}))
    assert tables["notes_payable"].unexplained == "300000.00"


BOOK = "balance_sheet.lines.short_term_borrowings"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"credit_report.loans[0].balance": 1300000, BOOK: [1500000, 1]}, "0.00"),
        ({"balance_sheet.standard": "cas_2019", BOOK: [2030000, 1]}, "0.00"),
        ({"balance_sheet.standard": "cas_2019", BOOK: [2031000, 1]}, "31000.00"),
        ({BOOK: ["2000000.02", 1]}, "0.00"),
        ({BOOK: ["1999999.98", 1]}, "0.00"),
        ({BOOK: ["1999999.00", 1]}, "-1.00"),
    ],
)
def test_what_dates_interest_and_rounding_explain_is_not_unexplained(change: dict[str, object], expected: str) -> None:
    table = checks.reconcile(case_builder.case({"base": "old", "change": change}))
    assert table is not None
    assert table.unexplained == expected
