"""Money in and out until the loan falls due (article 7): an estimate from bank statements, receivables and known loans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from checks import _bank_flows, _credit_report, _loans, _papers, _parameters, _wishes
from checks._bank_flows import Flows
from checks._facts import Fact
from checks._loans import Loan
from checks._measure import figures, last_sheet, last_year, total_of
from schemas.core import Case
from schemas.core.cash import CashDue, CashMonth, CashPlan

_ZERO = Decimal(0)


@dataclass(frozen=True)
class Outlook:
    """What is known of the money until the loan falls due."""

    debt: _wishes.Debt
    start: date
    flows: Flows
    opening: tuple[Fact, ...]
    receivables: tuple[Fact, ...]
    loans: tuple[Loan, ...]
    report: bool

    @property
    def days(self) -> int:
        """Days from the day of judgement to the due date."""
        return max((self.debt.due - self.start).days, 0)

    @property
    def cash(self) -> Decimal:
        """What lies on the accounts at the end of their last statements."""
        return sum((f.amount or _ZERO for f in self.opening), _ZERO)

    @property
    def inflow(self) -> Decimal:
        """Receipts to the due date, at the average of the statements."""
        return self.flows.in_days(self.flows.total_in, self.days)

    @property
    def outflow(self) -> Decimal:
        """Payments to the due date at the average of the statements, and the loans that fall due by then."""
        return self.flows.in_days(self.flows.total_out, self.days) + self.other_debt

    @property
    def before(self) -> tuple[Loan, ...]:
        """Other loans that fall due no later than ours."""
        return tuple(x for x in self.loans if x.due.day is not None and x.due.day <= self.debt.due)

    @property
    def other_debt(self) -> Decimal:
        """What is owed on these."""
        return sum((x.owed for x in self.before), _ZERO)

    @property
    def coverage(self) -> Decimal:
        """(Opening cash + inflow − other outflow) ÷ (principal + interest)."""
        return (self.cash + self.inflow - self.outflow) / self.debt.total

    @property
    def doubtful(self) -> tuple[Fact, ...]:
        """Cells of the statements that wait for a person."""
        weak = [f for b in self.flows.bookings if b.weak for f in (b.day, b.debit, b.credit, b.said, b.other)]
        return (*weak, *(f for f in self.opening if not f.usable))

    @property
    def unclear(self) -> tuple[Fact, ...]:
        """Cells of other loans that decide when and how much must be paid, and wait for a person."""
        return tuple(f for x in self.loans for f in (x.due, x.balance, x.amount) if f.weak or f.unread)

    def near(self, loan: Loan, days: int) -> bool:
        """Whether a loan falls due within some days of ours."""
        return loan.due.day is not None and abs((loan.due.day - self.debt.due).days) <= days


def outlook(case: Case) -> Outlook | None:
    """The outlook; null when amount or term of the loan is not confirmed."""
    debt = _wishes.debt(case)
    if debt is None:
        return None
    report, sheet = _credit_report.newest(case), last_sheet(case)
    owed = figures(sheet, "accounts_receivable") if sheet else None
    held = _bank_flows.flows(case, case.applicant.name, case.as_of)
    open_ = tuple(x for x in _loans.loans_of(report) if x.open and _counts(case, x)) if report else ()
    cells = owed.cells if owed is not None and not owed.doubtful else ()
    return Outlook(debt, case.as_of, held, _bank_flows.opening(held.papers), cells, open_, report is not None)


def _counts(case: Case, loan: Loan) -> bool:
    """Whether a loan must be paid in money: guarantees and letters of credit need not."""
    return loan.term_class(case.as_of) != _loans.OFF_BALANCE


def accounts_are_all(case: Case, held: Flows) -> bool:
    """Whether the receipts of a year come near the revenue; if not, accounts are missing."""
    year = last_year(case)
    if year is None or not year.whole:
        return True
    revenue = total_of(year.income, "revenue")
    return held.in_days(held.total_in, 365) >= revenue * _parameters.number("receipts_floor_share", case.as_of)


def cash_plan(case: Case) -> CashPlan | None:
    """Inflow and outflow by month to the due date, as a record; null when amount or term of the loan is not confirmed."""
    view = outlook(_papers.of_applicant(case))
    if view is None:
        return None
    enough = view.flows.months >= _parameters.days("repayment_statement_months", case.as_of)
    near = _parameters.days("due_window_days", case.as_of)
    owed = sum((f.amount or _ZERO for f in view.receivables), _ZERO) if view.receivables else None
    dues = [x for x in view.loans if x in view.before or view.near(x, near)]
    return CashPlan(
        due_date=view.debt.due.isoformat(),
        principal=_text(view.debt.principal),
        interest=_text(view.debt.interest),
        opening_cash=_text(view.cash) if view.opening else None,
        statement_months=view.flows.months,
        receivables=_text(owed) if owed is not None else None,
        documented_share=f"{share(view):.4f}" if owed is not None and view.inflow else None,
        coverage=f"{view.coverage:.2f}" if enough else None,
        months=tuple(_month(view, first, last) for first, last in _spans(view.start, view.debt.due)),
        dues=tuple(_due(x, view.near(x, near)) for x in sorted(dues, key=lambda x: x.due.day or date.max)),
    )


def share(view: Outlook) -> Decimal:
    """The part of the inflow that receivables make up, at most the whole."""
    owed = sum((f.amount or _ZERO for f in view.receivables), _ZERO)
    return min(owed / view.inflow, Decimal(1)) if view.inflow else _ZERO


_MONTHS = 600
"""The longest term, in months; with its first and last part it touches one month more. A later due date is misread."""


def _spans(start: date, end: date) -> list[tuple[date, date]]:
    """The calendar months between two days, the first and the last in part."""
    spans: list[tuple[date, date]] = []
    first = start + timedelta(1)
    while first <= end and len(spans) <= _MONTHS:
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        spans.append((first, min(following - timedelta(1), end)))
        first = following
    return spans


def _month(view: Outlook, first: date, last: date) -> CashMonth:
    """One month's flows; the loans that fall due in it apart."""
    days = (last - first).days + 1
    due = sum((x.owed for x in view.before if x.due.day and first <= x.due.day <= last), _ZERO)
    return CashMonth(
        month=f"{first.year}-{first.month:02d}",
        inflow=_text(view.flows.in_days(view.flows.total_in, days)),
        outflow=_text(view.flows.in_days(view.flows.total_out, days)),
        due=_text(due),
    )


def _due(loan: Loan, near: bool) -> CashDue:
    """One loan of another lender."""
    cell = loan.balance if loan.balance.field.evidence else loan.amount
    return CashDue(
        lender=loan.lender.text,
        due_date=loan.due.text,
        amount=_text(loan.owed),
        near=near,
        citation=cell.cite() if cell.field.evidence else None,
    )


def _text(amount: Decimal) -> str:
    return f"{amount:.2f}"
