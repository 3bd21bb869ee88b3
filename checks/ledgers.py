"""Receivables of the ledger against the statement (5.1.4(1))."""

from __future__ import annotations

from checks import _papers
from checks._registry import Outcome, check
from checks._three_way import Rule, three_way
from schemas.core import Case, Severity

_RULES = (
    Rule(
        lines=("accounts_receivable",),
        own=("receivables",),
        crossed=("advances",),
        shared=("bad_debts",),
        merged=("notes_and_accounts_receivable", ("notes_receivable",)),
    ),
    Rule(lines=("prepayments",), own=("prepayments",), crossed=("payables",), shared=("bad_debts",)),
    Rule(
        lines=("other_receivables",),
        own=("other_receivables",),
        crossed=("other_payables",),
        shared=("bad_debts",),
        plus=("interest_receivable", "dividends_receivable"),
    ),
)


@check(
    "FIN-01a",
    title="往来科目与报表核对",
    article="5.1.4(1)",
    severity=Severity.HIGH,
    applies=_papers.incorporated,
)
def receivables_fit_ledger(case: Case) -> Outcome:
    """Receivables, prepayments and other receivables of the balance sheet follow from the ledger and its details."""
    return three_way(case, _RULES, "往来科目")
