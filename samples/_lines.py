"""The lines of the drawn statements: printed labels, order and sums of each format, and the accounts behind them."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from schemas import statement_lines

Row = tuple[str | None, str]
"""Key (none for a heading) and printed label."""


@cache
def _data() -> dict[str, Any]:
    return dict(yaml.safe_load(Path(__file__).with_name("lines.yaml").read_text(encoding="utf-8")))


def _rows(name: str) -> list[Row]:
    out: list[Row] = []
    for entry in _data()[name]:
        key, label = next(iter(entry.items()))
        out.append((None if key.startswith("_") else str(key), str(label)))
    return out


def assets(standard: str) -> list[Row]:
    """Left side of the balance sheet."""
    return _rows(f"{standard}_assets")


def claims(standard: str) -> list[Row]:
    """Right side of the balance sheet."""
    return _rows(f"{standard}_claims")


def income(standard: str) -> list[Row]:
    """The income statement, memo lines as headings without values."""
    return _rows(f"{standard}_income")


def keys(standard: str, statement: str) -> list[str]:
    """Keys in printing order."""
    rows = income(standard) if statement == "income_statement" else assets(standard) + claims(standard)
    return [key for key, _ in rows if key]


def add_up(standard: str, statement: str, value: dict[str, Decimal], only: tuple[str, ...] = ()) -> None:
    """Set the totals (all, or `only` some) to the sums of their lines."""
    formulas = (
        statement_lines.balance_formula(standard)
        if statement == "balance_sheet"
        else statement_lines.income_formula(standard)
    )
    for _ in range(4):
        for formula in formulas:
            if formula.total in value and (not only or formula.total in only):
                value[formula.total] = sum((value[k] * s for k, s in formula.terms if k in value), Decimal("0.00"))


def accounts(standard: str) -> list[tuple[str, str, str, int, Decimal]]:
    """Balance accounts: code, name, line key, +1 debit or -1 credit, share of the line."""
    return [
        (str(c), n, k, s, Decimal(str(p)))
        for c, n, k, s, p in _data()["accounts_small" if standard == "small_enterprise" else "accounts_cas"]
    ]


def profit_accounts(standard: str) -> list[tuple[str, str, str]]:
    """Income accounts: code, name, line key."""
    return [(str(c), n, k) for c, n, k in _data()["profit_small" if standard == "small_enterprise" else "profit_cas"]]
