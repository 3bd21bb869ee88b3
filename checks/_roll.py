"""The credit report's loans, or acceptances, rolled forward or back to the day of the balance sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from checks import _loans, _parameters
from checks._compare import tolerance
from checks._facts import Fact, field_of, ulp_of
from checks._loans import Interval, Loan
from checks._matching import Claim, contract_claims, match_contracts, match_rows
from checks._statement import Column, column, evaluate, formulas, latest
from schemas.core import Case, Document

_ZERO = Decimal(0)


@dataclass(frozen=True)
class Subject:
    """What is reconciled: the class of accounts, the line of the balance sheet with its subtotal, and how messages call them.

    `part` is a line of which a part may belong here; `family` the accounts of the ledger.
    """

    term: str
    line: str
    subtotal: str
    part: str | None
    family: str
    title: str
    loans: str


SHORT = Subject(
    _loans.SHORT, "short_term_borrowings", "total_current_liabilities", None, "short_borrowings", "短期借款", "短期贷款"
)
LONG = Subject(
    _loans.LONG, "lt_borrowings", "total_nc_liabilities", "ncl_due_1y", "long_borrowings", "长期借款", "中长期贷款"
)
BILLS = Subject(
    _loans.ACCEPTANCE, "notes_payable", "total_current_liabilities", None, "notes_payable", "应付票据", "银行承兑汇票"
)


@dataclass(frozen=True)
class Roll:
    """The report's accounts of one class rolled to the statement date, against the book value.

    The book value lies between `book` and `most`; they differ where another line may hold a part of it.
    """

    case: Case
    subject: Subject
    report: Document
    statement: Document
    reported_on: date
    stated_on: date
    book: Decimal
    most: Decimal
    book_fact: Fact
    intervals: tuple[Interval, ...]
    contracts: dict[int, Claim]
    rows: dict[int, Claim]
    unmatched: tuple[Claim, ...]

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
        if field_of(self.statement, "standard").value != "cas_2019" or self.subject.term == _loans.ACCEPTANCE:
            return _ZERO
        return self.high * _parameters.number("accrued_interest_rate", self.case.as_of) / 4

    @property
    def unexplained(self) -> Decimal:
        """By how much the book value lies outside the bounds: negative when it is less than the report says."""
        over = max(self.book - self.high - self.tolerance - self.interest, _ZERO)
        under = max(self.low - self.tolerance - self.most, _ZERO)
        return self.book - self.high if over else self.most - self.low if under else _ZERO


def roll(case: Case, subject: Subject = SHORT) -> Roll | str:
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
    book = _book(column(statement, "ending"), subject)
    if isinstance(book, str):
        return book
    every = _loans.loans_of(report)
    if not every and field_of(report, "outstanding_count").value != 0:
        return "没有读到信用报告的贷款明细"
    intervals = tuple(i for x in every if (i := _interval(case, x, stated_on, reported_on, subject)) is not None)
    contracts = match_contracts(case, every)
    held = tuple(i.loan for i in intervals if i.high)
    rows, loose = match_rows(case, held, subject.family, stated_on)
    unmatched = _unmatched(case, contracts, stated_on, subject.term, loose)
    sheets = (case, subject, report, statement, reported_on, stated_on, book[0], book[1], book[2])
    return Roll(*sheets, intervals, contracts, rows, unmatched)


def _interval(case: Case, loan: Loan, stated_on: date, reported_on: date, subject: Subject) -> Interval | None:
    """What an account contributes to the line; null for accounts of another class."""
    own, doubtful = loan.term_class(case.as_of) == subject.term, loan.class_doubtful(case.as_of)
    if not own and (not doubtful or subject.term == _loans.ACCEPTANCE):
        return None
    interval = _loans.roll(loan, stated_on, reported_on, bullet=loan.bullet(case.as_of))
    return interval if own and not doubtful else _loans.unclassed(loan, interval, subject.title)


def _book(sheet: Column, subject: Subject) -> tuple[Decimal, Decimal, Fact] | str:
    """The book value; a blank line counts as nothing only where the first sum that is printed above it proves it."""
    fact = sheet.fact(subject.line)
    amount = sheet.amount(subject.line)
    part = (sheet.amount(subject.part) if subject.part else None) or _ZERO
    if fact is not None and amount is not None:
        return amount, amount + part, fact
    totals = (subject.subtotal, "total_liabilities")
    sums = [evaluate(sheet, f) for f in formulas("balance_sheet", sheet.standard) if f.total in totals]
    proof = next((s for s in sums if s is not None), None)
    proven = proof is not None and abs(proof.difference) <= Decimal(1)
    if fact is None and (subject is SHORT or not proven):
        return f"资产负债表没有读到{subject.title}一行"
    if proof is not None and proven and not (fact is not None and fact.unread):
        return _ZERO, part, proof.total
    return f"资产负债表的{subject.title}没有读到金额"


def _unmatched(
    case: Case, contracts: dict[int, Claim], stated_on: date, term: str, loose: tuple[Claim, ...]
) -> tuple[Claim, ...]:
    """Contracts in force on the statement date, and rows of the ledger, that no account of the report answers to."""
    answered = {c.document.document_id for c in contracts.values()}
    found = []
    for claim in case_contracts(case, term):
        inside = claim.start and claim.end and claim.start <= stated_on < claim.end and claim.place.usable
        if claim.document.document_id not in answered and inside:
            found.append(claim)
    known = [(c.bank, c.amount) for c in found]
    return (*found, *(c for c in loose if (c.bank, c.amount) not in known))


def case_contracts(case: Case, term: str) -> tuple[Claim, ...]:
    """The loan contracts of a class, those of an unknown term among the short ones."""
    return tuple(c for c in contract_claims(case) if c.term(case.as_of) == term)
