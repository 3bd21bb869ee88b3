"""A statement as sums see it: cells by key, for one value column."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations

from checks import _papers
from checks._facts import Fact, cell_of, field_of
from schemas import statement_lines
from schemas.core import Case, Document
from schemas.statement_lines import Formula

COLUMNS = {
    "balance_sheet": ("ending", "opening"),
    "income_statement": ("current", "prior"),
    "cash_flow_statement": ("current", "prior"),
}
"""Value columns, this year's first."""

COLUMN_TITLES = {"ending": "期末", "opening": "年初", "current": "本期", "prior": "上期"}


def has_statements(case: Case) -> str | None:
    """Applies to companies, and to sole proprietors who hand in statements."""
    if _papers.incorporated(case) and not (case.of_type("balance_sheet") or case.of_type("income_statement")):
        return _papers.incorporated(case)
    return None


@dataclass(frozen=True)
class Column:
    """One value column of a statement: the cells of every known key, and the amounts on lines that are not known."""

    document: Document
    name: str
    standard: str | None
    cells: dict[str, tuple[Fact, ...]]
    unmapped: tuple[Fact, ...]

    def fact(self, key: str) -> Fact | None:
        """The first cell of a key."""
        cells = self.cells.get(key)
        return cells[0] if cells else None

    def amount(self, key: str) -> Decimal | None:
        """What is printed for a key; lines of one key under different labels are added; null when nothing is printed."""
        amounts = [c.amount for c in self.cells.get(key, ()) if c.amount is not None]
        return sum(amounts, Decimal(0)) if amounts else None

    @property
    def end(self) -> date | None:
        """The last day of the statement's period."""
        return field_of(self.document, "period_end").day


def column(document: Document, name: str) -> Column:
    """The cells of one column of a statement."""
    cells: dict[str, list[Fact]] = {}
    labels: dict[str, list[str]] = {}
    unmapped: list[Fact] = []
    for index, row in enumerate(document.tables.get("lines", ())):
        fact = cell_of(document, "lines", index, row, name)
        key = row["key"].value if "key" in row else None
        label = str(row["label"].value) if "label" in row else ""
        if key is None:
            unmapped += [fact] if fact.amount else []
        elif label not in labels.get(str(key), []) or not label:
            cells.setdefault(str(key), []).append(fact)
            labels.setdefault(str(key), []).append(label)
    standard = field_of(document, "standard").value
    known = str(standard) if standard is not None else statement_lines.standard_of(cells)
    return Column(document, name, known, {k: tuple(v) for k, v in cells.items()}, tuple(unmapped))


def columns(document: Document) -> tuple[Column, ...]:
    """Both columns of a statement; one that holds no amount at all is left out."""
    both = [column(document, name) for name in COLUMNS[document.type]]
    return tuple(c for c in both if any(f.amount is not None for cell in c.cells.values() for f in cell))


def latest(case: Case, type_: str, until: date) -> Document | None:
    """The statement with the latest period that ends by `until`, else the earliest after it; undated ones last."""
    papers = case.of_type(type_)
    dated = [(d, end) for d in papers if (end := field_of(d, "period_end").day) is not None]
    before = [(d, end) for d, end in dated if end <= until]
    if before:
        return max(before, key=lambda pair: pair[1])[0]
    if dated:
        return min(dated, key=lambda pair: pair[1])[0]
    return papers[0] if papers else None


@dataclass(frozen=True)
class Sum:
    """One printed total against the sum of its terms."""

    formula: Formula
    total: Fact
    printed: Decimal
    computed: Decimal
    operands: tuple[tuple[Fact, int], ...]
    doubtful: tuple[Fact, ...]

    @property
    def difference(self) -> Decimal:
        """Printed total less computed sum."""
        return self.printed - self.computed


def evaluate(sheet: Column, formula: Formula, signs: dict[str, int] | None = None) -> Sum | None:
    """The sum of a total's terms; null when the total is not printed.

    A subtotal among the terms that is not printed is replaced by its own lines. `signs` overrides the sign of keys.
    """
    total = next((c for c in sheet.cells.get(formula.total, ()) if c.amount is not None), None)
    if total is None or total.amount is None:
        return None
    terms = _printed_terms(sheet, formula)
    operands = [(f, (signs or {}).get(key, sign)) for key, sign in terms for f in sheet.cells.get(key, ())]
    computed = sum((f.amount * sign for f, sign in operands if f.amount is not None), Decimal(0))
    doubtful = tuple(f for f in (total, *(f for f, _ in operands)) if f.weak or f.unread)
    printed = tuple((f, s) for f, s in operands if f.amount is not None)
    return Sum(formula, total, total.amount, computed, printed, doubtful)


def _printed_terms(sheet: Column, formula: Formula) -> tuple[tuple[str, int], ...]:
    """The terms of a sum, with an unprinted subtotal replaced by its lines."""
    inner = {f.total: f for f in formulas(sheet.document.type, sheet.standard) if f.total != "fixed_assets"}
    terms: list[tuple[str, int]] = []
    for key, sign in formula.terms:
        if sheet.amount(key) is None and key in inner:
            terms += [(k, s * sign) for k, s in inner[key].terms]
        else:
            terms.append((key, sign))
    return tuple(terms)


def formulas(statement: str, standard: str | None) -> tuple[Formula, ...]:
    """The sums of a statement."""
    if statement == "balance_sheet":
        return statement_lines.balance_formula(standard)
    if statement == "income_statement":
        return statement_lines.income_formula(standard)
    return statement_lines.cash_flow_formula(standard)


def explained_by_unmapped(sheet: Column, difference: Decimal, within: Decimal) -> tuple[Fact, ...]:
    """Unknown lines whose amounts, together, are the difference; at most three of the first twelve."""
    lines = sheet.unmapped[:12]
    for size in (1, 2, 3):
        for group in combinations(lines, size):
            total = sum((f.amount or Decimal(0) for f in group), Decimal(0))
            if abs(abs(difference) - abs(total)) <= within:
                return group
    return ()


def lacks_line(sheet: Column, result: Sum) -> bool:
    """Whether a line that the format has was not found on the page, and would push the sum towards the printed total."""
    known = {line.key: line for line in statement_lines.lines(sheet.document.type)}
    terms = _printed_terms(sheet, result.formula)
    absent = [(k, s) for k, s in terms if k not in sheet.cells and sheet.standard in known[k].standards]
    return any(sign * result.difference > 0 or key in _EITHER_SIGN for key, sign in absent)


_EITHER_SIGN = frozenset(
    {
        "retained_earnings",
        "asset_impairment",
        "credit_impairment",
        "investment_income",
        "fair_value_gain",
        "disposal_gain",
        "finance_cost",
        "hedging_income",
        "other_business_profit",
        "oci",
        "oci_reserve",
        "operating_profit",
        "total_profit",
    }
)
"""Lines that are often negative."""


def label_at(fact: Fact) -> str:
    """The usual label of the line that a cell stands on."""
    row = fact.document.tables["lines"][int(fact.path.split("[")[1].split("]")[0])]
    return statement_lines.label_of(str(row["key"].value)) if "key" in row else ""
