"""The arithmetic witness: printed totals against their lines, column by column.

It vouches for digits; where a sum fails it points to the one cell that another reading of the recogniser puts right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors._amounts import Reading
from extractors._mend import Cell, Equation, mend
from schemas import statement_lines
from schemas.statement_lines import Formula

Amounts = Mapping[str, Sequence[Decimal]]

_FORMULAS = {
    "balance_sheet": statement_lines.balance_formula,
    "income_statement": statement_lines.income_formula,
    "cash_flow_statement": statement_lines.cash_flow_formula,
}
_BOTH_WAYS = ("asset_impairment", "credit_impairment")
"""Losses that some formats print positive, others negative."""


@dataclass(frozen=True)
class Witness:
    """Keys whose sums hold exactly, and keys whose sums fail; a key in both is held by one sum at least.

    `cut` are keys of failing sums whose amount would be right with more digits, as when a ruling or fold hides some;
    `open` are keys of failing sums that have no amount in this column.
    """

    held: frozenset[str]
    broken: frozenset[str]
    cut: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()


def witness(statement: str, standard: str | None, amounts: Amounts, ulp: Decimal) -> Witness:
    """What the sums of one value column say.

    Args:
        statement: the statement's type.
        standard: its format; null tries all and takes the one with most sums that hold.
        amounts: printed amounts by key.
        ulp: size of the last printed digit; sums of rounded lines that are off by no more than rounding say nothing.
    """
    standards = [standard] if standard is not None else list(statement_lines.STANDARDS.values())
    found = [_judge(_FORMULAS[statement](s), amounts, ulp) for s in standards]
    return max(found, key=lambda w: (len(w.held), -len(w.broken)))


def misread(
    statement: str,
    standard: str | None,
    cells: Mapping[str, Sequence[int]],
    values: Mapping[Cell, Decimal],
    others: Mapping[Cell, Sequence[Reading]],
) -> dict[Cell, Reading]:
    """Cells of one value column that their sums show to be misread, with the reading that the sums and the recogniser share.

    Args:
        statement: the statement's type.
        standard: its format; without one nothing is said.
        cells: the cells that stand for each key.
        values: the amounts as read, by cell.
        others: other readings of doubtful cells.
    """
    if standard is None or not others:
        return {}
    formulas = _FORMULAS[statement](standard)
    printed = _by_key(cells, {**{c: r[0].amount.value for c, r in others.items() if r}, **values})
    equations = []
    for formula in formulas:
        terms = [(k, s) for k, s in _printed_terms(formula, formulas, printed) if k in printed]
        if formula.total in printed and terms:
            equations.append(_equation(formula.total, terms, cells))
    if "total_assets" in printed and "total_liabilities_equity" in printed:
        equations.append(_equation("total_assets", [("total_liabilities_equity", 1)], cells))
    return mend(values, others, equations)


def _by_key(cells: Mapping[str, Sequence[int]], values: Mapping[Cell, Decimal]) -> dict[str, list[Decimal]]:
    found = {key: [values[i] for i in places if i in values] for key, places in cells.items()}
    return {key: amounts for key, amounts in found.items() if amounts}


def _equation(total: str, terms: list[tuple[str, int]], cells: Mapping[str, Sequence[int]]) -> Equation:
    """The formula over cells; losses that some formats print positive may have either sign."""

    def off(values: Mapping[Cell, Decimal]) -> Decimal:
        amounts = _by_key(cells, values)
        printed = amounts.get(total, [Decimal(0)])[0]
        return min((_sum(part, amounts) - printed for part in _signs(terms)), key=abs)

    return Equation(frozenset(c for key in (total, *(k for k, _ in terms)) for c in cells[key]), off)


def _judge(formulas: Sequence[Formula], amounts: Amounts, ulp: Decimal) -> Witness:
    held: set[str] = set()
    broken: set[str] = set()
    cut: set[str] = set()
    open_: set[str] = set()
    for formula in formulas:
        terms = _printed_terms(formula, formulas, amounts)
        printed = [(key, sign) for key, sign in terms if key in amounts]
        if formula.total not in amounts or not printed:
            continue
        off = min(abs(_sum(p, amounts) - amounts[formula.total][0]) for p in _signs(printed))
        members = {formula.total, *(key for key, _ in printed)}
        if off == 0:
            held |= members
        elif off > ulp * len(printed) or ulp <= Decimal("0.01"):
            broken |= members
            cut |= _cut_short(formula.total, printed, amounts)
            open_ |= {key for key, _ in terms if key not in amounts}
    if "total_assets" in amounts and "total_liabilities_equity" in amounts:
        pair = {"total_assets", "total_liabilities_equity"}
        same = amounts["total_assets"][0] == amounts["total_liabilities_equity"][0]
        held |= pair if same else set()
        broken |= set() if same else pair
    return Witness(frozenset(held), frozenset(broken), frozenset(cut), frozenset(open_))


def _cut_short(total: str, terms: Sequence[tuple[str, int]], amounts: Amounts) -> set[str]:
    """Members of a failing sum whose printed digits are the right amount's digits but for one to three that are missing."""
    off = amounts[total][0] - _sum(terms, amounts)
    right = {key: amounts[key][0] + sign * off for key, sign in terms if len(amounts[key]) == 1}
    right[total] = amounts[total][0] - off
    return {key for key, value in right.items() if _lacks_digits(amounts[key][0], value)}


def _lacks_digits(printed: Decimal, right: Decimal) -> bool:
    shown, whole = (re.sub(r"\D", "", f"{abs(v):f}") for v in (printed, right))
    if len(shown) < 3 or not len(shown) < len(whole):
        return False
    if whole.endswith(shown) or whole.startswith(shown):
        return True
    if len(whole) - len(shown) > 3:
        return False
    rest = iter(whole)
    return all(digit in rest for digit in shown)


def _printed_terms(formula: Formula, formulas: Sequence[Formula], amounts: Amounts) -> list[tuple[str, int]]:
    """The terms, a subtotal that is not printed replaced by its own lines."""
    inner = {f.total: f for f in formulas}
    terms: list[tuple[str, int]] = []
    for key, sign in formula.terms:
        if key not in amounts and key in inner and key != formula.total:
            terms += [(k, s * sign) for k, s in _printed_terms(inner[key], formulas, amounts)]
        else:
            terms.append((key, sign))
    return terms


def _sum(terms: Sequence[tuple[str, int]], amounts: Amounts) -> Decimal:
    return sum((sign * value for key, sign in terms for value in amounts.get(key, ())), Decimal(0))


def _signs(terms: list[tuple[str, int]]) -> list[list[tuple[str, int]]]:
    """The terms as the format has them, and with impairment losses the other way round."""
    if not any(key in _BOTH_WAYS for key, _ in terms):
        return [terms]
    return [terms, [(key, -sign if key in _BOTH_WAYS else sign) for key, sign in terms]]
