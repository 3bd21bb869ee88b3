"""A company's books: statements that add up by their format, and the trial balance behind them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import Decimal

from samples import _lines

Money = Decimal
ZERO = Decimal("0.00")


@dataclass
class Books:
    """One year: balance sheet (ending, opening) and income statement (current, prior) by line key."""

    standard: str
    year: int
    balance: dict[str, tuple[Money, Money]] = field(default_factory=dict)
    income: dict[str, tuple[Money, Money]] = field(default_factory=dict)


def keep(
    rng: random.Random, standard: str, year: int, capital: Money, loans: tuple[Money, Money], grain: str = "0.01"
) -> Books:
    """Books of a year for a paid-in capital and short-term borrowings (ending, opening), in steps of `grain` yuan."""
    step = Decimal(grain)
    scale = capital * Decimal(str(round(rng.uniform(1.6, 2.6), 3)))
    revenue = _near(rng, scale * Decimal("1.9"), 0.2, step)
    prior = _income(rng, standard, _near(rng, revenue, 0.12, step), step)
    current = _income(rng, standard, revenue, step)
    opened = {
        "retained_earnings": _near(rng, capital * Decimal("0.35"), 0.5, step),
        "surplus_reserve": _near(rng, capital * Decimal("0.06"), 0.5, step),
    }
    to_reserve = _near(rng, current["net_profit"] * Decimal("0.1"), 0.0, step)
    closed = {
        "retained_earnings": opened["retained_earnings"] + current["net_profit"] - to_reserve,
        "surplus_reserve": opened["surplus_reserve"] + to_reserve,
    }
    reserve = _near(rng, capital * Decimal("0.02"), 0.9, step) if rng.random() < 0.6 else ZERO
    shape = _Shape(rng, standard)
    ending = _balance(rng, shape, capital, reserve, closed, loans[0], scale, step)
    opening = _balance(rng, shape, capital, reserve, opened, loans[1], scale, step)
    books = Books(standard, year)
    books.balance = {key: (ending[key], opening[key]) for key in _lines.keys(standard, "balance_sheet")}
    books.income = {key: (current[key], prior[key]) for key in _lines.keys(standard, "income_statement")}
    return books


def _near(rng: random.Random, middle: Money, spread: float, step: Money) -> Money:
    amount = middle * Decimal(str(rng.uniform(1 - spread, 1 + spread)))
    return (
        amount.quantize(step).quantize(Decimal("0.01"))
        if step < 1
        else ((amount / step).quantize(Decimal(1)) * step).quantize(Decimal("0.01"))
    )


class _Shape:
    """Which lines a company has, and their shares of the balance sheet."""

    def __init__(self, rng: random.Random, standard: str) -> None:
        self.standard = standard
        self.assets = {
            "monetary_funds": 0.11, "notes_receivable": 0.03, "accounts_receivable": 0.24, "prepayments": 0.07, "other_receivables": 0.05,
            "inventories": 0.20, "other_current_assets": 0.01, "fixed_assets": 0.20, "intangible_assets": 0.05, "lt_deferred_expenses": 0.015,
        }  # fmt: skip
        if rng.random() < 0.4:
            self.assets["construction_in_progress"] = 0.03
        if rng.random() < 0.35:
            self.assets["lt_equity_investments"] = 0.04
        if rng.random() < 0.4:
            self.assets.pop("notes_receivable")
        if standard == "cas_2019" and rng.random() < 0.5:
            self.assets["contract_assets"] = 0.02
        if standard != "small_enterprise":
            self.assets["deferred_tax_assets"] = 0.004
        advance = "contract_liabilities" if standard == "cas_2019" else "advances_received"
        self.debts = {
            "accounts_payable": 0.5,
            advance: 0.14,
            "employee_benefits_payable": 0.07,
            "taxes_payable": 0.06,
            "other_payables": 0.2,
        }
        if rng.random() < 0.3:
            self.debts["notes_payable"] = 0.1


def _balance(
    rng: random.Random,
    shape: _Shape,
    capital: Money,
    reserve: Money,
    earned: dict[str, Money],
    loans: Money,
    scale: Money,
    step: Money,
) -> dict[str, Money]:
    standard = shape.standard
    value = dict.fromkeys(_lines.keys(standard, "balance_sheet"), ZERO)
    value.update(earned, paid_in_capital=capital, capital_reserve=reserve, short_term_borrowings=loans)
    for key, share in shape.debts.items():
        value[key] = _near(rng, scale * Decimal("0.35") * Decimal(str(share)), 0.25, step)
    _lines.add_up(
        standard,
        "balance_sheet",
        value,
        only=(
            "total_current_liabilities",
            "total_nc_liabilities",
            "total_liabilities",
            "total_equity",
            "total_liabilities_equity",
        ),
    )
    total, left = value["total_liabilities_equity"], value["total_liabilities_equity"]
    weights = {key: share * rng.uniform(0.85, 1.15) for key, share in shape.assets.items()}
    for key, weight in weights.items():
        value[key] = _near(rng, total * Decimal(str(weight / sum(weights.values()))), 0.0, step)
        left -= value[key]
    value["inventories"] += left
    if standard == "small_enterprise":
        value["fixed_assets_cost"] = _near(rng, value["fixed_assets"] * Decimal("1.45"), 0.03, step)
        value["accumulated_depreciation"] = value["fixed_assets_cost"] - value["fixed_assets"]
    _lines.add_up(standard, "balance_sheet", value)
    return value


def _income(rng: random.Random, standard: str, revenue: Money, step: Money) -> dict[str, Money]:
    value = dict.fromkeys(_lines.keys(standard, "income_statement"), ZERO)
    shares = {
        "cost": 0.81,
        "taxes_surcharges": 0.004,
        "selling_expense": 0.045,
        "admin_expense": 0.055,
        "rd_expense": 0.02,
        "finance_cost": 0.012,
    }
    value["revenue"] = revenue
    for key, share in shares.items():
        if key in value:
            value[key] = _near(rng, revenue * Decimal(str(share)), 0.06, step)
    sign = -1 if standard == "cas_2019" else 1
    for key in ("asset_impairment", "credit_impairment"):
        if key in value:
            value[key] = sign * _near(rng, revenue * Decimal("0.0015"), 0.4, step)
    for key, share in (("other_income", 0.002), ("nonoperating_income", 0.0012), ("nonoperating_expense", 0.0008)):
        if key in value:
            value[key] = _near(rng, revenue * Decimal(str(share)), 0.5, step)
    _lines.add_up(standard, "income_statement", value)
    value["income_tax"] = _near(rng, value["total_profit"] * Decimal("0.25"), 0.01, step)
    _lines.add_up(standard, "income_statement", value)
    return value


@dataclass(frozen=True)
class Account:
    """A row of the trial balance; amounts are signed, debit positive."""

    code: str
    name: str
    opening: Money
    debit: Money
    credit: Money
    closing: Money


def trial_balance(rng: random.Random, books: Books, lenders: list[tuple[str, Money, Money]]) -> list[Account]:
    """Accounts that lead to the books; `lenders` (name, ending, opening) become sub-accounts of the borrowings."""
    rows: list[Account] = []
    for code, name, key, sign, share in _lines.accounts(books.standard):
        if key not in books.balance:
            continue
        ending, opening = (sign * (v * share).quantize(Decimal("0.01")) for v in books.balance[key])
        if key == "monetary_funds" and code == "1002":
            cash = next(r for r in rows if r.code == "1001")
            ending, opening = books.balance[key][0] - cash.closing, books.balance[key][1] - cash.opening
        if ending or opening:
            rows.append(_moved(rng, code, name, ending, opening))
        if key == "short_term_borrowings":
            rows += [_moved(rng, f"{code}{i:02d}", lender, -a, -b) for i, (lender, a, b) in enumerate(lenders, 1)]
    for code, name, key in _lines.profit_accounts(books.standard):
        amount = abs(books.income.get(key, (ZERO, ZERO))[0])
        if amount:
            rows.append(Account(code, name, ZERO, amount, amount, ZERO))
    return rows


def _moved(rng: random.Random, code: str, name: str, ending: Money, opening: Money) -> Account:
    """An account with a turnover that leads from its opening to its closing balance."""
    change = ending - opening
    turnover = (
        ZERO
        if len(code) > 4 or code[:4] in ("4001", "3001", "4002", "3002")
        else (abs(ending + opening) * Decimal(str(rng.uniform(0.8, 2.4)))).quantize(Decimal("0.01"))
    )
    return Account(code, name, opening, turnover + max(change, ZERO), turnover + max(-change, ZERO), ending)
