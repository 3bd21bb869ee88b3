"""What counts as much: materiality, and plain figures of the latest statements."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from checks import _parameters
from checks._facts import Fact, field_of
from checks._statement import Column, column, evaluate, formulas, latest
from schemas.core import Case, Document

ZERO = Decimal(0)


def material(case: Case, sheet: Column | None) -> Decimal:
    """Half a per cent of total assets, at least ten thousand yuan."""
    total = (sheet.amount("total_assets") if sheet else None) or ZERO
    share, floor = (_parameters.number(n, case.as_of) for n in ("materiality_share", "materiality_floor"))
    return max(total * share, floor)


def last_sheet(case: Case) -> Column | None:
    """The closing column of the latest balance sheet."""
    document = latest(case, "balance_sheet", case.as_of)
    return column(document, "ending") if document else None


@dataclass(frozen=True)
class Year:
    """A balance sheet and the income statement of the months that end with it, each with last year's column."""

    sheet: Column
    opening: Column
    income: Column
    prior: Column
    document: Document

    @property
    def days(self) -> int | None:
        """Length of the income statement's period."""
        start, end = (field_of(self.income.document, n).day for n in ("period_start", "period_end"))
        return (end - start).days + 1 if start and end else None

    @property
    def whole(self) -> bool:
        """Whether the period is a calendar year."""
        return self.days is not None and 360 <= self.days <= 367


def last_year(case: Case) -> Year | None:
    """The latest balance sheet that has an income statement of the same end."""
    found = []
    for sheet in case.of_type("balance_sheet"):
        for income in case.of_type("income_statement"):
            a, b = field_of(sheet, "period_end"), field_of(income, "period_end")
            if a.usable and b.usable and a.day is not None and a.day == b.day and a.day <= case.as_of:
                found.append((a.day, sheet, income))
    if not found:
        return None
    _, sheet, income = max(found, key=lambda x: x[0])
    columns = (column(sheet, "ending"), column(sheet, "opening"), column(income, "current"), column(income, "prior"))
    return Year(*columns, sheet)


@dataclass(frozen=True)
class Figures:
    """Amounts looked up by key, with their cells; `doubtful` when one waits for a person."""

    cells: tuple[Fact, ...]
    doubtful: bool


def figures(sheet: Column, *keys: str) -> Figures:
    """The cells of some lines that hold an amount, and whether one of the lines is not confirmed."""
    every = [f for key in keys for f in sheet.cells.get(key, ())]
    return Figures(tuple(f for f in every if f.amount is not None), any(f.weak or f.unread for f in every))


def total_of(sheet: Column, *keys: str) -> Decimal:
    """The sum of what is printed on some lines."""
    return sum((sheet.amount(key) or ZERO for key in keys), ZERO)


def proven(sheet: Column, *totals: str) -> bool:
    """Whether the sums of a statement hold, so that a line that was not read holds nothing."""
    wanted = [f for f in formulas(sheet.document.type, sheet.standard) if f.total in totals]
    sums = [evaluate(sheet, f) for f in wanted]
    return all(s is not None and s.operands and abs(s.difference) <= 1 for s in sums)
