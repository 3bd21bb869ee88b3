"""One applicant: the company, its books, loans and request, which agree with one another unless a case says otherwise."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from samples import _application, _books, _credit, _data
from samples._books import Account, Books
from samples._credit import Loan
from samples._data import Company


@dataclass
class Applicant:
    """Everything that the papers of one company are drawn from."""

    company: Company
    books: Books
    loans: list[Loan]
    wish: _application.Wish
    report_day: date
    accounts: list[Account]


def applicant(
    rng: random.Random,
    as_of: date,
    standard: str,
    kind: str | None = None,
    grain: str = "0.01",
    sole: bool = False,
    founded: date | None = None,
) -> Applicant:
    """An applicant of `as_of` whose last year-end is covered by books of a standard."""
    c = _data.company(rng, as_of, sole, founded)
    if kind:
        c.kind = kind
    year, report_day = as_of.year - 1, as_of - timedelta(days=rng.randrange(4, 24))
    loans = _credit.loans(rng, c, date(year, 12, 31), report_day)
    total = _credit.open_total(loans)
    earlier = total * rng.choice((8, 9, 10, 11)) / 10
    books = _books.keep(rng, standard, year, c.capital, (total, earlier), grain)
    return Applicant(c, books, loans, _application.wish(rng, as_of, c.bank), report_day, ledger(rng, books, loans))


def ledger(rng: random.Random, books: Books, loans: list[Loan]) -> list[Account]:
    """The trial balance with a sub-account for each lender."""
    open_now = [x for x in loans if not x.settled]
    ending, opening = books.balance["short_term_borrowings"]
    shares, left = [], opening
    for i, loan in enumerate(open_now):
        part = (
            left
            if i == len(open_now) - 1
            else (opening * loan.balance / max(ending, Decimal(1))).quantize(Decimal("0.01"))
        )
        shares.append((loan.lender, loan.balance, part))
        left -= part
    fits = sum((x.balance for x in open_now), Decimal(0)) == ending
    return _books.trial_balance(rng, books, shares if fits and len(open_now) > 1 else [])
