"""Rows of subsidiary ledgers and detail lists: who owes or is owed what under an account."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from checks._accounts import ZERO, Group, family_of
from checks._facts import Fact, cell_of, field_of
from schemas.core import Case, Document, PageStatus, Row


@dataclass(frozen=True)
class Detail:
    """The closing balance and the turnover of one customer, supplier, lender or detail account; `net` is debit less credit."""

    name: str
    net: Decimal
    cells: tuple[Fact, ...]
    doubtful: bool
    debit: Fact
    credit: Fact


@dataclass(frozen=True)
class Booking:
    """One booking of a subsidiary ledger."""

    family: str | None
    party: str
    summary: str
    counter: str
    day: date | None
    debit: Fact
    credit: Fact


@dataclass(frozen=True)
class Listing:
    """A list of the balances of one family: all of them, on one day, in one document."""

    document: Document
    rows: tuple[Detail, ...]

    @property
    def total(self) -> Decimal:
        """Debit less credit over all rows."""
        return sum((r.net for r in self.rows), ZERO)


def listings(case: Case, family: str, day: date | None) -> tuple[Listing, ...]:
    """The lists of balances of a family that close on a day; a ledger of one counterparty alone is none."""
    found = []
    for ledger in case.of_type("subsidiary_ledger"):
        end = field_of(ledger, "period_end")
        whole = field_of(ledger, "counterparty").value is None and all(
            p.status is PageStatus.READ for p in ledger.pages
        )
        if end.day != day or not end.usable or not whole:
            continue
        rows = tuple(d for f, d in _balances(ledger) if f == family)
        if rows:
            found.append(Listing(ledger, rows))
    return tuple(found)


def _balances(ledger: Document) -> Iterable[tuple[str | None, Detail]]:
    """The rows of balances with the family they stand under."""
    for index, row in enumerate(ledger.tables.get("balances", ())):
        debit, credit = (cell_of(ledger, "balances", index, row, c) for c in ("closing_debit", "closing_credit"))
        net = (debit.amount or ZERO) - (credit.amount or ZERO)
        cells = tuple(f for f in (debit, credit) if f.amount is not None)
        doubtful = any(f.weak or f.unread for f in (debit, credit))
        moved = [cell_of(ledger, "balances", index, row, c) for c in ("period_debit", "period_credit")]
        party = _party(ledger, "balances", index, row)
        yield _family(ledger, "balances", index, row), Detail(party, net, cells, doubtful, moved[0], moved[1])


def _family(ledger: Document, table: str, index: int, row: Row) -> str | None:
    """The family by the row's account, else by the ledger's."""
    own = family_of(cell_of(ledger, table, index, row, "account_name").text)
    return own or family_of(field_of(ledger, "account_name").text)


def _party(ledger: Document, table: str, index: int, row: Row) -> str:
    """The counterparty of a row, else the tail of its account's name."""
    party = cell_of(ledger, table, index, row, "counterparty").text or field_of(ledger, "counterparty").text
    account = cell_of(ledger, table, index, row, "account_name").text
    tail = re.split(r"[-_/\\—:：>]", account)
    return party or (tail[-1] if len(tail) > 1 or family_of(account) is None else "")


def parties(case: Case, family: str, sets: Iterable[Group], day: date | None) -> tuple[Detail, ...]:
    """Who stands under a family on a day: by the lists of balances, else by the details of the trial balance."""
    listed = [row for listing in listings(case, family, day) for row in listing.rows]
    if listed:
        return tuple(listed)
    return tuple(
        Detail(re.split(r"[-_/\\—:：>]", leaf.name)[-1], leaf.net, leaf.cells, leaf.doubtful, *leaf.moved)
        for group in sets
        for leaf in group.leaves
    )


def bookings(case: Case, *families: str) -> tuple[Booking, ...]:
    """The bookings of all ledgers that stand under the families."""
    found = []
    for ledger in case.of_type("subsidiary_ledger"):
        for index, row in enumerate(ledger.tables.get("entries", ())):
            family = _family(ledger, "entries", index, row)
            if family not in families:
                continue
            cell = {c: cell_of(ledger, "entries", index, row, c) for c in _ENTRY}
            found.append(
                Booking(
                    family,
                    _party(ledger, "entries", index, row),
                    cell["summary"].text,
                    cell["counter_account"].text,
                    cell["date"].day,
                    cell["debit"],
                    cell["credit"],
                )
            )
    return tuple(found)


_ENTRY = ("summary", "counter_account", "date", "debit", "credit")
