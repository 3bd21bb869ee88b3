"""The money that should come in and go out until the loan falls due: an estimate, to be confirmed by the investigator."""

from __future__ import annotations

from schemas.core._base import Record
from schemas.core.case import Citation


class CashMonth(Record):
    """One month's expected flows in yuan as decimal strings. `month` is YYYY-MM; `due` is what other lenders must be paid."""

    month: str
    inflow: str
    outflow: str
    due: str


class CashDue(Record):
    """A loan of another lender that falls due before ours, or close to it (`near`), in yuan as a decimal string."""

    lender: str
    due_date: str
    amount: str
    near: bool
    citation: Citation | None


class CashPlan(Record):
    """Inflow and outflow by month to the due date (article 7), amounts in yuan as decimal strings; always an estimate.

    `statement_months` is how many months of bank statements the averages rest on, `receivables` what customers owe by the last
    balance sheet, `documented_share` the part of the inflow that these receivables make up. `coverage` is (opening cash +
    inflow − other outflow) ÷ (principal + interest), null when the statements cannot tell.
    """

    due_date: str
    principal: str
    interest: str
    opening_cash: str | None
    statement_months: int
    receivables: str | None
    documented_share: str | None
    coverage: str | None
    months: tuple[CashMonth, ...]
    dues: tuple[CashDue, ...]
