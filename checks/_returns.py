"""Returns of value added tax and of income tax, as checks see them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks._facts import Fact, cell_of, field_of
from schemas.core import Case, Document

_SALES = frozenset({"taxed_sales", "taxed_sales_5", "simplified_sales", "export_sales", "exempt_sales"})
_THIS_PERIOD = ("current", "refund_current", "services_current")
_THIS_YEAR = ("ytd", "refund_ytd", "services_ytd")


@dataclass(frozen=True)
class VatReturn:
    """A return of value added tax: its period and the cells of its lines by key."""

    document: Document
    cells: dict[tuple[str, str], Fact]

    @property
    def start(self) -> Fact:
        """First day of the period."""
        return field_of(self.document, "period_start")

    @property
    def end(self) -> Fact:
        """Last day of the period."""
        return field_of(self.document, "period_end")

    @property
    def sales(self) -> tuple[Fact, ...]:
        """Sales of the year to date, of every kind and column."""
        return tuple(f for (key, column), f in self.cells.items() if key in _SALES and column in _THIS_YEAR)

    @property
    def to_pay(self) -> Fact | None:
        """What is to be paid for the period (本期应补退税额)."""
        return self.cells.get(("tax_to_pay", "current"))

    def of_period(self, key: str) -> tuple[Fact, ...]:
        """The cells of a line for the period, of every column."""
        return tuple(f for (k, column), f in self.cells.items() if k == key and column in _THIS_PERIOD)


def vat_returns(case: Case) -> tuple[VatReturn, ...]:
    """Every return of value added tax."""
    return tuple(VatReturn(d, dict(_cells(d))) for d in case.of_type("vat_return"))


def _cells(document: Document) -> Iterator[tuple[tuple[str, str], Fact]]:
    """The cells that print something or may print something unread, by key and column; the first line of a key counts."""
    seen: set[str] = set()
    for index, row in enumerate(document.tables.get("items", ())):
        key = str(row["key"].value) if "key" in row else ""
        if key in seen:
            continue
        seen.add(key)
        for column in (*_THIS_PERIOD, *_THIS_YEAR):
            fact = cell_of(document, "items", index, row, column)
            if fact.amount is not None or fact.unread:
                yield (key, column), fact


def statement(case: Case, end: date) -> Document | None:
    """The income statement from the first of January to `end`."""
    for document in case.of_type("income_statement"):
        last, first = field_of(document, "period_end"), field_of(document, "period_start")
        if last.usable and last.day == end and first.usable and first.day == date(end.year, 1, 1):
            return document
    return None
