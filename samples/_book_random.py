"""Books and returns of a random applicant: any kind, any look, on paper, as workbooks or as delimited text."""

from __future__ import annotations

import random
from dataclasses import replace

from samples import _book_assets, _book_grid, _book_tables, _returns
from samples._paper import Paper
from samples._party import Applicant

_KINDS = ("ledger", "details", "ageing", "assets", "vat", "cit")


def drawn(a: Applicant, rng: random.Random) -> list[tuple[Paper, bytes | None]]:
    """One to three of them; without bytes they are to be printed and scanned."""
    return [_one(kind, a, rng) for kind in rng.sample(_KINDS, rng.choice((1, 1, 2, 3)))]


def _one(kind: str, a: Applicant, rng: random.Random) -> tuple[Paper, bytes | None]:
    name, year = a.company.name, a.books.year
    form = rng.choice(("paper", "paper", "paper", "xlsx", "csv"))
    look = replace(_book_grid.random_look(rng, upright=kind != "assets" and rng.random() < 0.3), again=True)
    if kind == "vat":
        return _returns.vat(a.company, year, rng, look, form)
    if kind == "cit":
        return _returns.cit(a.company, year, rng, look, form)
    count = rng.choice((6, 10, 14, 18))
    make = {
        "ledger": _book_tables.ledger,
        "details": _book_tables.detail_balances,
        "ageing": _book_tables.ageing,
        "assets": _book_assets.assets,
    }[kind]
    return make(name, year, rng, look, form, count)
