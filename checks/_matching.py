"""Accounts of the credit report matched one to one with loan contracts and with rows of the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from checks import _loans, _parameters
from checks._accounts import accounts, groups
from checks._compare import tolerance
from checks._details import parties
from checks._facts import Fact, field_of, name_of
from checks._loans import Loan
from schemas.core import Case, Document

_DAYS = 5
"""How far the dates of one loan may lie apart in two papers (T4)."""


@dataclass(frozen=True)
class Claim:
    """A loan as a contract or the ledger has it."""

    document: Document
    kind: str
    lender: str
    amount: Decimal | None
    place: Fact
    start: date | None = None
    end: date | None = None

    @property
    def bank(self) -> str:
        """The lender's head bank."""
        return _loans.bank(self.lender)

    def term(self, as_of: date) -> str:
        """Short or long by the days from start to end; short when one of them is not known."""
        if self.start is None or self.end is None:
            return _loans.SHORT
        limit = _parameters.days("short_term_days", as_of)
        return _loans.SHORT if (self.end - self.start).days <= limit else _loans.LONG


def contract_claims(case: Case) -> tuple[Claim, ...]:
    """The loan contracts."""
    found = []
    for paper in case.of_type("loan_contract"):
        lender, amount, start, end = (field_of(paper, n) for n in ("lender", "amount", "start_date", "end_date"))
        found.append(Claim(paper, name_of(paper), lender.text, amount.amount, amount, start.day, end.day))
    return tuple(found)


def row_claims(case: Case, family: str, day: date) -> tuple[Claim, ...]:
    """The lenders that a ledger of the day names under an account, with what each is owed."""
    balances = [b for b in case.of_type("trial_balance") if field_of(b, "period_end").day == day]
    sets = groups([a for b in balances for a in accounts(b)], family)
    rows = [r for r in parties(case, family, sets, day) if r.net < 0]
    return tuple(Claim(r.cells[0].document, "科目明细", r.name, -r.net, r.cells[0]) for r in rows)


def match_contracts(case: Case, loans: Iterable[Loan]) -> dict[int, Claim]:
    """Contracts by the index of the account they belong to: same bank, same amount, dates within days; best first."""
    claims = contract_claims(case)
    return _best((x, c) for x in loans for c in claims if same(x, c))


def match_rows(
    case: Case, loans: tuple[Loan, ...], family: str, day: date
) -> tuple[dict[int, Claim], tuple[Claim, ...]]:
    """Rows of the ledger by the index of the account they belong to, and the rows that belong to none.

    A row that holds all loans of one bank belongs to each of them.
    """
    claims = row_claims(case, family, day)
    found = _best((x, c) for x in loans for c in claims if _equal(x, c))
    free = [c for c in claims if c not in found.values()]
    for claim in free:
        group = [x for x in loans if x.index not in found and _loans.bank(x.lender.text) == claim.bank]
        total = sum((x.owed for x in group), Decimal(0))
        if abs(total - (claim.amount or Decimal(0))) <= tolerance(x.balance.ulp for x in group):
            found |= {x.index: claim for x in group}
    return found, tuple(c for c in claims if c not in found.values())


def _best(pairs: Iterable[tuple[Loan, Claim]]) -> dict[int, Claim]:
    """One claim an account and one account a claim, the nearest pairs first."""
    found: dict[int, Claim] = {}
    for loan, claim in sorted(pairs, key=lambda pair: _apart(*pair)):
        if loan.index not in found and claim not in found.values():
            found[loan.index] = claim
    return found


def _equal(loan: Loan, claim: Claim) -> bool:
    """Same bank, and the claim is the loan's amount or what is owed of it."""
    if claim.amount is None or _loans.bank(loan.lender.text) != claim.bank:
        return False
    amounts = (loan.amount, loan.balance)
    return any(
        f.amount is not None and abs(f.amount - claim.amount) <= tolerance((f.ulp, claim.place.ulp)) for f in amounts
    )


def same(loan: Loan, claim: Claim) -> bool:
    """Whether an account is the contract's: head bank, amount, and dates within five days where both are printed."""
    dates = ((loan.issued.day, claim.start), (loan.due.day, claim.end))
    near = all(a is None or b is None or abs((a - b).days) <= _DAYS for a, b in dates)
    return near and _equal(loan, claim)


def _apart(loan: Loan, claim: Claim) -> int:
    """Days between the beginnings, a long time when one is not printed."""
    if loan.issued.day is None or claim.start is None:
        return 10 * _DAYS
    return abs((loan.issued.day - claim.start).days)
