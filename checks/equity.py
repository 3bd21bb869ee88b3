"""Profit and equity: what was earned stays in the books, is distributed, or is explained (D.4, 5.1.4)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checks import _parameters
from checks._compare import materiality, tolerance, unit_mismatch
from checks._facts import Fact, yuan
from checks._periods import Period, periods
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from checks._statement import Column, has_statements
from schemas.core import Case, Severity
from schemas.statement_lines import label_of

_ZERO = Decimal(0)
_KEPT = ("surplus_reserve", "retained_earnings")
_PAID = ("cf_dividends_paid", "cf_div_int")


@check("FS-007", title="净利润与留存收益", article="5.1.4", severity=Severity.HIGH, applies=has_statements)
def profit_reaches_equity(case: Case) -> Outcome:
    """The change of surplus reserve and retained earnings is the net profit less what was distributed."""
    found = [o for period in periods(case) for o in _of_period(case, period)]
    return worst(found, unknown("没有同期的资产负债表（含年初数）和利润表，不能核对净利润与留存收益。"))


def _of_period(case: Case, period: Period) -> Iterator[Outcome]:
    """One year with its own balance sheet and income statement."""
    if period.balance is None or period.opening is None or period.income is None:
        return
    if period.balance.document is not period.opening.document or period.income.name != "current":
        return
    profit = period.income.fact("net_profit")
    kept = [*_cells(period.balance), *_cells(period.opening)]
    ends = [c.fact("retained_earnings") for c in (period.balance, period.opening)]
    lacking = [f for f in (profit, *ends) if f is None or f.amount is None]
    if profit is None or profit.amount is None or lacking:
        yield unknown(f"{period.title}的净利润或未分配利润没有读到，不能核对留存收益", profit, *kept)
        return
    change = _held(period.balance) - _held(period.opening)
    gap = profit.amount - change
    message = f"{period.title}净利润 {yuan(profit.amount)}，留存收益（盈余公积、未分配利润）增加 {yuan(change)}"
    if abs(gap) <= tolerance(f.ulp for f in (profit, *kept)):
        yield passed(f"{message}，相符", profit, *kept)
    elif any(f.weak or f.unread for f in (profit, *kept)):
        yield unknown(f"{message}；有读数待人工复核", profit, *kept)
    elif unit_mismatch(profit.amount, change):
        yield warned(f"{message}，疑为金额单位不同（元/万元）", profit, *kept)
    else:
        yield _explained(case, period, gap, message, [profit, *kept])


def _cells(sheet: Column) -> list[Fact]:
    """The cells of surplus reserve and retained earnings of one column."""
    return [f for key in _KEPT for f in sheet.cells.get(key, ()) if f.amount is not None or f.unread]


def _held(sheet: Column) -> Decimal:
    """Surplus reserve and retained earnings."""
    return sum((sheet.amount(key) or _ZERO for key in _KEPT), _ZERO)


def _explained(case: Case, period: Period, gap: Decimal, message: str, cited: list[Fact]) -> Outcome:
    """A difference: distributed, too small to matter, or open."""
    assert period.balance is not None
    equity, total = period.balance.fact("total_equity"), period.balance.amount("total_assets")
    share = _parameters.number("equity_gap_share", case.as_of)
    declared, paid = _distributed(period)
    rest = gap - declared if gap > 0 else gap
    short = f"{message}，差 {yuan(abs(gap))}"
    if gap > 0 and rest <= _ZERO:
        return passed(f"{short}，不超过已支付或应付的股利、利润", *cited, *paid)
    if abs(rest) <= materiality(total, case.as_of):
        return passed(f"{short}，在重要性水平以内", *cited, *paid)
    if gap > 0 and period.cash is None and not paid:
        return warned(f"{short}，留存收益增加少于净利润；如已分配利润，请提供股东会决议和支付凭证", *cited)
    if equity is None or equity.amount is None or not equity.usable:
        return warned(f"{short}，{yuan(abs(rest))} 没有说明", *cited, *paid)
    if abs(rest) <= share * abs(equity.amount):
        return warned(f"{short}，{yuan(abs(rest))} 没有说明（分红、以前年度损益调整或其他）", *cited, *paid, equity)
    least = f"超过{label_of('total_equity')}的 {share:.0%}"
    return failed(f"{short}，{yuan(abs(rest))} 没有说明，{least}", *cited, *paid, equity)


def _distributed(period: Period) -> tuple[Decimal, list[Fact]]:
    """What may have been distributed: paid by the cash-flow statement, less interest, and what more is owed at the end."""
    flow = period.cash if period.cash is not None and period.cash.name == "current" else None
    paid = [f for key in _PAID if flow and (f := flow.fact(key)) is not None and f.amount and f.usable]
    outflow = sum((f.amount or _ZERO for f in paid), _ZERO)
    interest = (period.income.amount("finance_cost") or _ZERO) if period.income else _ZERO
    if flow and flow.amount("cf_div_int"):
        outflow = max(_ZERO, outflow - max(_ZERO, interest))
    owed = [f for c in (period.balance, period.opening) if c and (f := c.fact("dividends_payable")) and f.usable]
    more = (period.balance.amount("dividends_payable") or _ZERO) if period.balance else _ZERO
    more -= (period.opening.amount("dividends_payable") or _ZERO) if period.opening else _ZERO
    return max(_ZERO, outflow + more), paid + owed
