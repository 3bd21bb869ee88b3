"""Applicants whose figures give no reason for a remark of their own."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from itertools import count

from samples._party import Applicant, applicant


def steady(name: str, as_of: date, standard: str, founded: date) -> tuple[random.Random, Applicant]:
    """The first applicant of a series who earns as before, is paid in time and bears the interest; and its chance."""
    for n in count():
        rng = random.Random(f"{name}/{n}")
        a = applicant(rng, as_of, standard, founded=founded)
        if _calm(a, as_of):
            return rng, a
    raise AssertionError("the series has no end")


def _calm(a: Applicant, as_of: date) -> bool:
    b, i = a.books.balance, a.books.income
    loans = sum(b["short_term_borrowings"], Decimal(0)) / 2
    interest = i["finance_cost"][0] / loans
    days = 365 * sum(b["accounts_receivable"], Decimal(0)) / 2 / i["revenue"][0]
    growth = [b[k][0] / b[k][1] for k in ("accounts_receivable", "inventories") if b[k][1]]
    return all(
        (
            i["total_profit"][0] > i["total_profit"][1] > 0,
            i["revenue"][0] > i["revenue"][1],
            Decimal("0.045") < interest < Decimal("0.055"),
            days < 105,
            all(Decimal("0.8") < g < Decimal("1.2") for g in growth),
            b["inventories"][0] / b["total_assets"][0] < Decimal("0.26"),
            all(x.settled or (x.due - as_of).days > 95 for x in a.loans),
            "lt_equity_investments" not in {k for k, v in b.items() if v[0]},
            "construction_in_progress" not in {k for k, v in b.items() if v[0]},
        )
    )
