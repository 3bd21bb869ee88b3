"""Amounts that look made up or misplaced: unchanged from year to year, all round, or of the wrong sign (D.4, 5.1.4)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checks import _parameters
from checks._arithmetic import where
from checks._compare import materiality
from checks._facts import name_of, yuan
from checks._registry import Outcome, check, passed, unknown, warned, worst
from checks._statement import COLUMN_TITLES, COLUMNS, column, columns, has_statements, label_at
from schemas.core import Case, Document, Severity
from schemas.statement_lines import lines

_MOVING = {
    "balance_sheet": (
        *("monetary_funds", "notes_receivable", "accounts_receivable", "notes_and_accounts_receivable", "inventories"),
        *("accounts_payable", "notes_and_accounts_payable", "taxes_payable", "total_assets", "total_liabilities"),
    ),
    "income_statement": (
        *("revenue", "cost", "selling_expense", "admin_expense", "operating_profit", "total_profit", "net_profit"),
    ),
    "cash_flow_statement": ("cf_sales", "cf_purchases", "cfo"),
}
"""Lines that business moves: capital, reserves, loans, investments and land may well stay the same."""

_AGREED = ("paid_in_capital", "short_term_borrowings", "lt_borrowings", "lt_equity_investments", "lt_bond_investments")
"""Lines that are round by agreement."""

_ROUND = 10_000
_SIDES = ("total_current_assets", "total_nc_assets", "total_current_liabilities", "total_nc_liabilities")


@check("FS-013", title="报表数据异常", article="5.1.4", severity=Severity.MEDIUM, applies=has_statements)
def plausible(case: Case) -> Outcome:
    """No living line is the same in two years, most amounts are not round, no asset or debt is negative."""
    statements = [d for type_ in COLUMNS for d in case.of_type(type_) if columns(d)]
    if not statements:
        return unknown("没有读到财务报表的金额。")
    found = [o for d in statements for o in _unchanged(case, d)]
    found += [o for d in case.of_type("balance_sheet") for o in (*_round(case, d), *_negative(case, d))]
    return worst(found, passed(f"{len(statements)} 份报表没有两年相同、多为整数或负数的异常。"))


def _unchanged(case: Case, document: Document) -> Iterator[Outcome]:
    """Lines that print the same amount in both columns, to the last of several digits."""
    this, last = (column(document, name) for name in COLUMNS[document.type])
    digits = _parameters.days("same_amount_digits", case.as_of)
    least = materiality(this.amount("total_assets"), case.as_of)
    for key in _MOVING[document.type]:
        pair = [f for f in (this.fact(key), last.fact(key)) if f is not None and f.usable]
        if len(pair) < 2 or pair[0].amount != pair[1].amount:
            continue
        amount = pair[0].amount or Decimal(0)
        if abs(amount) > least and _digits(amount) >= digits:
            titles = "、".join(COLUMN_TITLES[n] for n in COLUMNS[document.type])
            yield warned(f"{name_of(document)}{label_at(pair[0])}{titles}同为 {yuan(amount)}，两年分文不差", *pair)


def _digits(amount: Decimal) -> int:
    """Digits of an amount, down to the last one that is not zero."""
    return len(str(int(abs(amount) * 100)).rstrip("0"))


def _round(case: Case, document: Document) -> Iterator[Outcome]:
    """A balance sheet in yuan most of whose lines are whole 10 000s."""
    totals = {line.section for line in lines(document.type)}
    sheet = column(document, "ending")
    read = [c[0] for k, c in sheet.cells.items() if k not in totals and k not in _AGREED and c[0].amount]
    cells = [f for f in read if f.usable and f.ulp < _ROUND]
    even = [f for f in cells if f.amount is not None and f.amount % _ROUND == 0]
    least = _parameters.days("round_lines_least", case.as_of)
    if len(cells) >= least and len(even) >= _parameters.number("round_lines_share", case.as_of) * len(cells):
        message = f"{where(sheet)}的 {len(cells)} 个科目中有 {len(even)} 个为整万元，像是估列而非账面数"
        yield warned(message, *even)


def _negative(case: Case, document: Document) -> Iterator[Outcome]:
    """Assets or liabilities below nothing."""
    standard = column(document, "ending").standard
    kinds = {line.key for line in lines(document.type) if line.section_in(standard) in _SIDES}
    for sheet in columns(document):
        least = materiality(sheet.amount("total_assets"), case.as_of)
        below = [c[0] for k, c in sheet.cells.items() if k in kinds and (c[0].amount or Decimal(0)) < -least]
        for fact in below:
            message = f"{where(sheet)}{label_at(fact)}为负数 {yuan(fact.amount or Decimal(0))}，应重分类或查明原因"
            if fact.usable:
                yield warned(message, fact)
            else:
                yield unknown(f"{message}；读数待人工复核", fact)
