"""The papers about money of a random applicant, each in one of its many layouts."""

from __future__ import annotations

import random
from datetime import date, timedelta

from samples import _bank_forms, _credit, _credit_forms, _data, _statement_pages, _statements, _trial_forms
from samples._paper import Paper
from samples._party import Applicant

_USUAL = 0.2
"""Share of the papers that are drawn as the kept cases draw them."""


def papers(a: Applicant, rng: random.Random, as_of: date) -> list[Paper]:
    """Credit report, statements, and what some applicants add: cash flows, bank statements, a printed trial balance."""
    c, wanted = a.company, [_report(a, rng)]
    if rng.random() < _USUAL:
        ten = a.books.balance["total_assets"][0] % 100 == 0
        look = _statements.random_look(rng, ten)
        wanted.append(_statements.balance_sheet(c.name, c.head.name, a.books, look, rng))
        wanted.append(_statements.income_statement(c.name, c.head.name, a.books, look, rng))
    else:
        wanted += _statements_of(a, rng)
    if rng.random() < 0.35:
        until = _data.day_between(rng, as_of - timedelta(days=200), as_of - timedelta(days=2))
        wanted.append(_bank_forms.any_statement(rng, c, until))
    if rng.random() < 0.25:
        wanted.append(_trial_forms.any_trial_balance(rng, c, a.books.year))
    return wanted


def _report(a: Applicant, rng: random.Random) -> Paper:
    if rng.random() < _USUAL:
        return _credit.report(a.company, rng, a.report_day, a.loans)
    return _credit_forms.any_report(rng, a.company, a.report_day)


def _statements_of(a: Applicant, rng: random.Random) -> list[Paper]:
    """Statements of the last year in one format; the cash flow statement is often missing."""
    standard, c = a.books.standard, a.company
    end = _statement_pages.month_end(a.books.year, 12 if rng.random() < 0.85 else rng.randrange(1, 12))
    kinds = ["balance_sheet", "income_statement"] + (["cash_flow_statement"] if rng.random() < 0.5 else [])
    group = standard != "small_enterprise" and rng.random() < 0.15
    standard = _statement_pages.format_of(rng, standard, a.books.year)
    return [_statement_pages.paper(rng, kind, c.name, c.head.name, end, standard, group) for kind in kinds]
