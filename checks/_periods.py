"""The financial years of a case: for each the columns that tell of it, and figures put together from them.

A year's own statement counts first; where there is none, the comparative column of the next year's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from checks._facts import Fact, field_of
from checks._statement import COLUMNS, Column, column
from schemas.core import Case, Document
from schemas.statement_lines import is_memo, label_of, lines

_ZERO = Decimal(0)


@dataclass(frozen=True)
class Figure:
    """An amount in yuan put together from cells; null when nothing is printed. Doubtful when a cell waits for a person."""

    amount: Decimal | None
    facts: tuple[Fact, ...] = ()
    doubtful: bool = False

    @property
    def known(self) -> Decimal | None:
        """The amount when every cell is confirmed."""
        return None if self.doubtful else self.amount


@dataclass(frozen=True)
class Period:
    """A year, or its months up to `end`: the closing and opening balance, the year to date's profit and cash flow."""

    end: date
    balance: Column | None = None
    opening: Column | None = None
    income: Column | None = None
    cash: Column | None = None

    @property
    def annual(self) -> bool:
        """Whether it is a whole calendar year."""
        return (self.end.month, self.end.day) == (12, 31)

    @property
    def days(self) -> int:
        """Days of the year so far; 365 for a whole year."""
        return 365 if self.annual else (self.end - date(self.end.year, 1, 1)).days + 1

    @property
    def title(self) -> str:
        """How messages call it."""
        return f"{self.end.year} 年" if self.annual else f"{self.end.year} 年 1-{self.end.month} 月"

    def column_of(self, key: str) -> Column | None:
        """The column on which a line or composite stands."""
        return {"balance_sheet": self.balance, "income_statement": self.income}.get(_home(key), self.cash)


def periods(case: Case) -> tuple[Period, ...]:
    """Every year and interim date of the case's statements, in order of time. Undated statements are left out."""
    found: dict[date, dict[str, Column]] = {}
    for own in (True, False):
        for end, name, sheet in _columns(case, own=own):
            found.setdefault(end, {}).setdefault(name, sheet)
    return tuple(
        Period(end, *(parts.get(n) for n in ("balance", "opening", "income", "cash")))
        for end, parts in sorted(found.items())
    )


def years(case: Case) -> tuple[Period, ...]:
    """The whole years among the periods, the last three."""
    return tuple(p for p in periods(case) if p.annual)[-3:]


_NAMES = {"balance_sheet": "balance", "income_statement": "income", "cash_flow_statement": "cash"}


def _columns(case: Case, *, own: bool) -> Iterator[tuple[date, str, Column]]:
    """Columns with the day they close on and the part of the period they tell; either own or comparative ones."""
    for type_, name in _NAMES.items():
        for document in case.of_type(type_):
            end = year_to_date(document)
            if end is None:
                continue
            first, second = (_filled(document, c) for c in COLUMNS[type_])
            if own and first is not None:
                yield end, name, first
            if second is None:
                continue
            if own and type_ == "balance_sheet":
                yield end, "opening", second
            if not own and (type_ == "balance_sheet" or (end.month, end.day) == (12, 31)):
                yield date(end.year - 1, 12, 31), name, second


def year_to_date(document: Document) -> date | None:
    """The last day of a statement that closes on a sure day, and, if it tells of a period, starts with the year."""
    end, start = field_of(document, "period_end"), field_of(document, "period_start")
    if not end.usable or end.day is None:
        return None
    if document.type == "balance_sheet":
        return end.day
    if start.day is None:
        return end.day if (end.day.month, end.day.day) == (12, 31) and not start.unread else None
    return end.day if start.usable and start.day == date(end.day.year, 1, 1) else None


def _filled(document: Document, name: str) -> Column | None:
    """A column that holds an amount."""
    sheet = column(document, name)
    return sheet if any(f.amount is not None for cells in sheet.cells.values() for f in cells) else None


COMPOSITES: dict[str, tuple[str, tuple[str, ...]]] = {
    "c_trade_receivables": (
        "应收票据及应收账款",
        ("notes_receivable", "accounts_receivable", "receivables_financing", "notes_and_accounts_receivable"),
    ),
    "c_trade_payables": ("应付票据及应付账款", ("notes_payable", "accounts_payable", "notes_and_accounts_payable")),
    "c_other_receivables": (
        "其他应收款（含利息、股利）",
        ("other_receivables", "interest_receivable", "dividends_receivable"),
    ),
    "c_other_payables": ("其他应付款（含利息、股利）", ("other_payables", "interest_payable", "dividends_payable")),
    "c_advances": ("预收款项及合同负债", ("advances_received", "contract_liabilities")),
    "c_fixed_assets": ("固定资产（含清理）", ("fixed_assets", "fixed_assets_disposal")),
    "c_cip": ("在建工程（含工程物资）", ("construction_in_progress", "construction_materials")),
    "c_lt_payables": ("长期应付款（含专项）", ("lt_payables", "special_payables")),
    "c_fin_investments": (
        "金融投资",
        (
            *("trading_fin_assets", "afs_fin_assets", "htm_investments", "debt_investments", "other_debt_investments"),
            *("other_equity_instruments_inv", "other_nc_fin_assets", "short_term_investments", "lt_bond_investments"),
        ),
    ),
    "c_admin_rd": ("管理费用及研发费用", ("admin_expense", "rd_expense")),
    "c_impairment": ("减值损失", ("asset_impairment", "credit_impairment")),
}
"""Lines that keep their meaning from one format to the next (E.6): title and the lines that make them up."""

COMMON = frozenset(
    [
        *(
            "monetary_funds",
            "prepayments",
            "inventories",
            "total_current_assets",
            "lt_equity_investments",
            "total_assets",
        ),
        *("intangible_assets", "lt_deferred_expenses", "short_term_borrowings", "employee_benefits_payable"),
        *("taxes_payable", "total_current_liabilities", "lt_borrowings", "total_nc_liabilities", "total_liabilities"),
        *("paid_in_capital", "total_equity", "revenue", "cost", "taxes_surcharges", "selling_expense", "finance_cost"),
        *("total_profit", "income_tax", "net_profit", "cfo", "cfi", "cff", "net_increase", "cash_end"),
    ]
)
"""Lines that every format prints with one meaning."""


_OF_MAIN_BUSINESS = ("revenue", "cost", "taxes_surcharges")
"""Lines that the format of 2001 prints for the main business only."""


def comparable(a: Column, b: Column, key: str) -> bool:
    """Whether a line means the same on two columns: one format, or a line or composite that keeps its meaning (E.6)."""
    if a.standard == b.standard:
        return True
    mixed = "old_2001" in (a.standard, b.standard)
    return key in COMPOSITES or (key in COMMON and not (mixed and key in _OF_MAIN_BUSINESS))


def _home(key: str) -> str:
    """The statement on which a line or composite stands."""
    parts = COMPOSITES[key][1] if key in COMPOSITES else (key,)
    return _HOMES.get(parts[0], "cash_flow_statement")


_HOMES = {line.key: s for s in ("income_statement", "balance_sheet") for line in lines(s)}


def figure(sheet: Column | None, key: str) -> Figure:
    """A line or a composite of one column; parts that a format prints only as an explanation are not added again."""
    if sheet is None:
        return Figure(None)
    if key not in COMPOSITES:
        return _sum((f, 1) for f in sheet.cells.get(key, ()))
    statement, parts = sheet.document.type, COMPOSITES[key][1]
    combined = [k for k in parts if k.startswith("notes_and_accounts") and sheet.amount(k) is not None]
    chosen = combined or [k for k in parts if not is_memo(k, statement, sheet.standard)]
    sign = {line.key: -line.sign_in(sheet.standard) for line in lines(statement)} if key == "c_impairment" else {}
    return _sum((f, sign.get(k, 1)) for k in chosen for f in sheet.cells.get(k, ()))


def title_of(key: str) -> str:
    """The Chinese name of a line or composite.

    >>> title_of("c_advances"), title_of("revenue")
    ('预收款项及合同负债', '营业收入')
    """
    return COMPOSITES[key][0] if key in COMPOSITES else label_of(key)


def _sum(cells: Iterable[tuple[Fact, int]]) -> Figure:
    """The signed sum of cells; a blank beside others counts as nothing."""
    read = list(cells)
    printed = [(f.amount * sign, f) for f, sign in read if f.amount is not None]
    amount = sum((a for a, _ in printed), _ZERO) if printed else None
    return Figure(amount, tuple(f for _, f in printed), any(f.weak or f.unread for f, _ in read))
