"""The credit report's short-term loans rolled forward or back to the day of the balance sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from checks import _loans, _parameters
from checks._compare import tolerance
from checks._facts import Fact, field_of, ulp_of
from checks._loans import Interval, Loan
from checks._statement import Column, column, evaluate, formulas, latest
from schemas.core import Case, Document

_ZERO = Decimal(0)


@dataclass(frozen=True)
class Roll:
    """The report's short-term loans rolled to the statement date, against the book value."""

    case: Case
    report: Document
    statement: Document
    reported_on: date
    stated_on: date
    book: Decimal
    book_fact: Fact
    intervals: tuple[Interval, ...]
    contracts: tuple[Document, ...]

    @property
    def low(self) -> Decimal:
        """Least that must have been borrowed on the statement date."""
        return sum((i.low for i in self.intervals), _ZERO)

    @property
    def high(self) -> Decimal:
        """Most that can have been borrowed."""
        return sum((i.high for i in self.intervals), _ZERO)

    @property
    def tolerance(self) -> Decimal:
        """Rounding of all operands."""
        counted = [i for i in self.intervals if i.high]
        ulps = [ulp_of((i.loan.balance if i.loan.balance.amount else i.loan.amount).field) for i in counted]
        return tolerance([self.book_fact.ulp, *ulps])

    @property
    def interest(self) -> Decimal:
        """A quarter's interest, which may sit inside the line under the new standards."""
        if field_of(self.statement, "standard").value != "cas_2019":
            return _ZERO
        return self.high * _parameters.number("accrued_interest_rate", self.case.as_of) / 4


def roll(case: Case) -> Roll | str:
    """The roll-forward, or in Chinese what it lacks."""
    reports = [(d, f.day) for d in case.of_type("credit_report") if (f := field_of(d, "report_date")).day]
    if not reports:
        return "没有企业信用报告" if not case.of_type("credit_report") else "没有读到信用报告的报告日期"
    report, reported_on = max(reports, key=lambda pair: pair[1] or date.min)
    assert reported_on is not None
    statement = latest(case, "balance_sheet", reported_on)
    stated_on = field_of(statement, "period_end").day if statement else None
    if statement is None or stated_on is None:
        return "没有资产负债表" if statement is None else "没有读到资产负债表的日期"
    book = _book(column(statement, "ending"))
    if isinstance(book, str):
        return book
    every = _loans.loans_of(report)
    if not every and field_of(report, "outstanding_count").value != 0:
        return "没有读到信用报告的贷款明细"
    intervals = tuple(i for x in every if (i := _interval(case, x, stated_on, reported_on)) is not None)
    contracts = _unmatched_contracts(case, every, stated_on)
    return Roll(case, report, statement, reported_on, stated_on, book[0], book[1], intervals, contracts)


def _interval(case: Case, loan: Loan, stated_on: date, reported_on: date) -> Interval | None:
    """What a loan contributes to short-term borrowings; null for long-term and off-balance accounts."""
    short = loan.term_class(case.as_of) == _loans.SHORT
    if not short and not loan.class_doubtful:
        return None
    interval = _loans.roll(loan, stated_on, reported_on)
    return interval if short and not loan.class_doubtful else _loans.unclassed(loan, interval)


def _book(sheet: Column) -> tuple[Decimal, Fact] | str:
    """Short-term borrowings of the books; a blank line counts as nothing only where the sum of liabilities proves it."""
    fact = sheet.fact("short_term_borrowings")
    amount = sheet.amount("short_term_borrowings")
    if fact is None:
        return "资产负债表没有读到短期借款一行"
    if amount is not None:
        return amount, fact
    formula = next(f for f in formulas("balance_sheet", sheet.standard) if f.total == "total_current_liabilities")
    proof = evaluate(sheet, formula)
    if not fact.unread and proof is not None and proof.operands and abs(proof.difference) <= Decimal(1):
        return _ZERO, proof.total
    return "资产负债表的短期借款没有读到金额"


def _unmatched_contracts(case: Case, every: tuple[Loan, ...], stated_on: date) -> tuple[Document, ...]:
    """Loan contracts in force on the statement date that no account of the report answers to."""
    free = list(every)
    unmatched = []
    for contract in case.of_type("loan_contract"):
        start, end = field_of(contract, "start_date").day, field_of(contract, "end_date").day
        match = next((x for x in free if matches(x, contract)), None)
        if match is not None:
            free.remove(match)
        elif start and end and start <= stated_on < end and field_of(contract, "amount").usable:
            unmatched.append(contract)
    return tuple(unmatched)


def matches(loan: Loan, contract: Document) -> bool:
    """Whether an account is the contract's: lender's head bank, amount, start within five days."""
    lender, amount = field_of(contract, "lender").text, field_of(contract, "amount").amount
    start = field_of(contract, "start_date").day
    near = bool(start and loan.issued.day and abs((loan.issued.day - start).days) <= 5)
    same_amount = amount is not None and loan.amount.amount == amount
    return same_amount and (near or not start) and _loans.bank(lender) == _loans.bank(loan.lender.text)
