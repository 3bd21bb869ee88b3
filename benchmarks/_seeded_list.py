"""What a seeded contradiction is, and the changes that make one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from samples import _lines
from samples._books import Account
from samples._seeded_files import Move
from samples._seeded_print import Printed
from samples._seeded_world import World
from schemas.core import Case

Change = Callable[[World], None]
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Seed:
    """One contradiction: which check must say what of it, in whose papers, and how it comes about.

    `change` alters the facts of the papers `slots` alone (papers that are not in the clean pile are added to it);
    `drop` papers are taken away; `record` alters the case that was read instead of a paper.
    """

    check: str
    verdict: str
    base: str
    what: str
    slots: tuple[str, ...] = ()
    change: Change | None = None
    drop: tuple[str, ...] = ()
    record: Callable[[Case], Case] | None = None


@dataclass(frozen=True)
class Never:
    """A check that no paper can make fail or warn, with the reason."""

    check: str
    why: str


def over(slot: str, **values: Printed) -> Change:
    """Other values printed on a paper; a double underscore stands for what lies between names: `a__0__b` is a[0].b."""

    def change(w: World) -> None:
        w.over.setdefault(slot, {}).update({_mark(k): v for k, v in values.items()})

    return change


def _mark(name: str) -> str:
    parts = name.split("__")
    return parts[0] if len(parts) == 1 else f"{parts[0]}[{parts[1]}].{parts[2]}"


def said(**values: object) -> Change:
    """Other facts of single papers."""
    return lambda w: w.said.update(values)


def wish(**values: object) -> Change:
    """Another request."""

    def change(w: World) -> None:
        w.applicant.wish = replace(w.applicant.wish, **values)  # type: ignore[arg-type]

    return change


def company(**values: object) -> Change:
    """Other facts of the company."""

    def change(w: World) -> None:
        w.applicant.company = replace(w.applicant.company, **values)  # type: ignore[arg-type]

    return change


def head(**values: object) -> Change:
    """Other facts of the legal representative."""

    def change(w: World) -> None:
        w.applicant.company.head = replace(w.applicant.company.head, **values)  # type: ignore[arg-type]

    return change


def loan(**values: object) -> Change:
    """Other facts of the first open loan."""

    def change(w: World) -> None:
        at = next(i for i, x in enumerate(w.applicant.loans) if not x.settled)
        w.applicant.loans[at] = replace(w.applicant.loans[at], **values)  # type: ignore[arg-type]

    return change


def one_more_loan(**values: object) -> Change:
    """A loan more, like the first open one but for `values`."""

    def change(w: World) -> None:
        first = next(x for x in w.applicant.loans if not x.settled)
        w.applicant.loans.append(replace(first, **values))  # type: ignore[arg-type]

    return change


def line(statement: str, key: str, by: Decimal | int = 0, times: str = "1", column: int = 0) -> Change:
    """One line of a statement (balance or income) alone, so that sums no longer hold."""

    def change(w: World) -> None:
        lines: dict[str, tuple[Decimal, Decimal]] = getattr(w.applicant.books, statement)
        pair = list(lines[key])
        pair[column] = (pair[column] * Decimal(times)).quantize(CENT) + by
        lines[key] = (pair[0], pair[1])

    return change


def moved(source: str, target: str, share: str, of: str = "total_assets", column: int = 0) -> Change:
    """An amount moved from one line of the balance sheet to another, sums made anew: what is printed adds up."""

    def change(w: World) -> None:
        books = w.applicant.books
        values = {k: v[column] for k, v in books.balance.items()}
        amount = (values[of] * Decimal(share)).quantize(CENT)
        values[source] -= amount
        values[target] += amount
        _again(w, "balance", values, column)

    return change


def earned(column: int = 0, /, **values: Decimal) -> Change:
    """Lines of the income statement set anew, sums made anew."""

    def change(w: World) -> None:
        lines = {k: v[column] for k, v in w.applicant.books.income.items()} | values
        _again(w, "income", lines, column)

    return change


def _again(w: World, statement: str, values: dict[str, Decimal], column: int) -> None:
    books = w.applicant.books
    _lines.add_up(books.standard, "balance_sheet" if statement == "balance" else "income_statement", values)
    lines: dict[str, tuple[Decimal, Decimal]] = getattr(books, statement)
    for key, (current, prior) in lines.items():
        lines[key] = (values[key], prior) if column == 0 else (current, values[key])


def account(code: str, by: int) -> Change:
    """More on an account of the trial balance than the statement shows (less, when `by` is negative)."""

    def change(w: World) -> None:
        for i, row in enumerate(w.applicant.accounts):
            if row.code == code:
                amount = Decimal(by)
                if row.closing:
                    signed = amount if row.closing > 0 else -amount
                    w.applicant.accounts[i] = replace(
                        row,
                        closing=row.closing + signed,
                        debit=row.debit + max(signed, Decimal(0)),
                        credit=row.credit + max(-signed, Decimal(0)),
                    )
                else:
                    w.applicant.accounts[i] = replace(row, debit=row.debit + amount, credit=row.credit + amount)

    return change


def new_account(code: str, name: str, closing: Decimal) -> Change:
    """An account that the trial balance has besides; credit balances are negative."""

    def change(w: World) -> None:
        rows = [r for r in w.applicant.accounts if r.code != code]
        debit, credit = max(closing, Decimal(0)), max(-closing, Decimal(0))
        rows.append(Account(code, name, Decimal("0.00"), debit, credit, closing))
        w.applicant.accounts = sorted(rows, key=lambda r: r.code)

    return change


def move(day: date, summary: str, other: str, amount: str) -> Change:
    """A movement more on the account."""
    return lambda w: w.said["moves"].append(Move(day, summary, other, Decimal(amount)))


def all_of(*changes: Change) -> Change:
    """Several changes together."""

    def change(w: World) -> None:
        for one in changes:
            one(w)

    return change


def by_name(seeds: tuple[Seed, ...]) -> Mapping[str, list[Seed]]:
    """Contradictions by their base."""
    found: dict[str, list[Seed]] = {}
    for seed in seeds:
        found.setdefault(seed.base, []).append(seed)
    return found
