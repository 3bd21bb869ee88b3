"""Arithmetic of balance sheet and income statement, before anything is concluded from them (D.4, 5.1.4)."""

from __future__ import annotations

from decimal import Decimal

from checks import _parameters
from checks._arithmetic import chosen, judged, where
from checks._facts import yuan
from checks._registry import Outcome, check, warned, worst
from checks._statement import Column, column, has_statements
from schemas.core import Case, Severity
from schemas.statement_lines import Formula

_ASSETS = ("total_current_assets", "total_nc_assets", "total_assets", "fixed_assets")
_CLAIMS = ("total_current_liabilities", "total_nc_liabilities", "total_liabilities", "total_equity")
_PROFIT = ("main_profit", "operating_profit", "total_profit", "net_profit", "total_comprehensive_income")


@check("FS-001", title="资产负债表平衡", article="5.1.4", severity=Severity.BLOCKING, applies=has_statements)
def balanced(case: Case) -> Outcome:
    """Assets equal liabilities and equity, by both printed totals and by their sum."""
    sums = (
        Formula(total="total_assets", terms=(("total_liabilities_equity", 1),)),
        Formula(total="total_liabilities_equity", terms=(("total_liabilities", 1), ("total_equity", 1))),
    )
    return judged(case, "balance_sheet", lambda _: sums, ("total_assets", "total_liabilities_equity"))


@check("FS-002", title="资产合计", article="5.1.4", severity=Severity.HIGH, applies=has_statements)
def assets_add_up(case: Case) -> Outcome:
    """Current assets, non-current assets and their total."""
    return judged(case, "balance_sheet", lambda c: chosen(c, _ASSETS), ("total_current_assets", "total_assets"))


@check("FS-003", title="负债和权益合计", article="5.1.4", severity=Severity.HIGH, applies=has_statements)
def claims_add_up(case: Case) -> Outcome:
    """Current and non-current liabilities, their total, and equity."""
    needed = ("total_current_liabilities", "total_liabilities", "total_equity")
    return judged(case, "balance_sheet", lambda c: chosen(c, _CLAIMS), needed)


@check("FS-004", title="利润计算", article="5.1.4", severity=Severity.HIGH, applies=has_statements)
def profit_adds_up(case: Case) -> Outcome:
    """Operating profit, total profit and net profit; and tax that fits the profit."""
    arithmetic = judged(
        case, "income_statement", lambda c: chosen(c, _PROFIT), ("operating_profit", "total_profit", "net_profit")
    )
    taxes = [_tax(case, column(d, "current")) for d in case.of_type("income_statement")]
    return worst([arithmetic, *(t for t in taxes if t is not None)], arithmetic)


def _tax(case: Case, sheet: Column) -> Outcome | None:
    """Income tax on a loss, or none on a large profit."""
    profit, tax = sheet.fact("total_profit"), sheet.fact("income_tax")
    if profit is None or tax is None or not profit.usable or profit.amount is None:
        return None
    paid = tax.amount or Decimal(0)
    if profit.amount < 0 < paid and tax.usable:
        return warned(f"{where(sheet)}亏损 {yuan(-profit.amount)}，却有所得税费用 {yuan(paid)}", profit, tax)
    if profit.amount > _parameters.number("untaxed_profit", case.as_of) and paid == 0 and not tax.unread:
        return warned(f"{where(sheet)}利润总额 {yuan(profit.amount)}，所得税费用为零", profit, tax)
    return None
