"""Inventories (5.1.4(2)) and costs that are parked in them (5.1.4(11))."""

from __future__ import annotations

from decimal import Decimal

from checks import _papers, _parameters
from checks._facts import yuan
from checks._measure import ZERO, Year, figures, last_year
from checks._registry import Outcome, check, not_applicable, passed, unknown, warned, worst
from checks._three_way import Rule, three_way
from schemas.core import Case, Severity

_RULE = Rule(lines=("inventories",), own=("stock",), less=("stock_provision", "goods_on_consignment"))


@check(
    "FIN-02a",
    title="存货总账、明细与报表核对",
    article="5.1.4(2)",
    severity=Severity.HIGH,
    applies=_papers.incorporated,
)
def stock_fits_ledger(case: Case) -> Outcome:
    """Inventories of the balance sheet are the stock and production accounts less their provision."""
    return three_way(case, (_RULE,), "存货")


_NEEDED = ("inventories", "total_assets")


@check("FIN-02b", title="存货金额和周转", article="5.1.4(2)", severity=Severity.HIGH, applies=_papers.incorporated)
def stock_is_moderate(case: Case) -> Outcome:
    """Inventories are no large part of the assets and do not turn much more slowly than last year."""
    year = last_year(case)
    if year is None:
        return unknown("没有同一截止日的资产负债表和利润表，不能计算存货比例和周转天数。")
    held, total = year.sheet.fact("inventories"), year.sheet.fact("total_assets")
    if held is None or total is None or not (held.usable and total.usable) or total.amount is None or total.amount <= 0:
        return unknown("存货或资产总计没有读到或待人工复核。", held, total)
    amount, limit = held.amount or ZERO, _parameters.number("inventory_share", case.as_of)
    message = f"存货 {yuan(amount)}，占资产总计 {amount / total.amount:.1%}"
    heavy = amount > limit * total.amount
    first = warned(f"{message}，超过 {limit:.0%}，须到仓库盘点", held, total) if heavy else passed(message, held, total)
    return worst((first, _days(case, year)), first)


def _days(case: Case, year: Year) -> Outcome:
    """Turnover days of this year and of the last."""
    pairs = ((year.sheet, year.income), (year.opening, year.prior))
    cells = [f for s, i in pairs for f in (*figures(s, "inventories").cells, *figures(i, "cost").cells)]
    doubtful = any(figures(s, "inventories").doubtful or figures(i, "cost").doubtful for s, i in pairs)
    if len(cells) < 4 or doubtful or not year.whole:
        return unknown("两年的存货或营业成本没有读全，或利润表不是全年，不能比较周转天数", *cells)
    this, last = (
        Decimal(365) * (s.amount("inventories") or ZERO) / cost if (cost := i.amount("cost") or ZERO) > 0 else None
        for s, i in pairs
    )
    if this is None or last is None:
        return not_applicable("没有营业成本，不计算存货周转天数", *cells)
    factor = _parameters.number("inventory_days_factor", case.as_of)
    message = f"存货周转 {this:.0f} 天，上年 {last:.0f} 天"
    if this > factor * last:
        return warned(f"{message}，超过上年的 {factor} 倍", *cells)
    return passed(message, *cells)


@check("FIN-11b", title="成本未结转", article="5.1.4(11)", severity=Severity.HIGH, applies=_papers.incorporated)
def cost_is_carried(case: Case) -> Outcome:
    """Inventories do not pile up while sales stand still and the margin rises."""
    year = last_year(case)
    if year is None or not year.whole:
        return unknown("没有同一截止日的资产负债表和全年利润表，不能判断成本是否结转。")
    stock = [figures(s, "inventories") for s in (year.sheet, year.opening)]
    result = [figures(s, k) for s in (year.income, year.prior) for k in ("revenue", "cost")]
    cells = [f for x in (*stock, *result) for f in x.cells]
    held, opened = (s.amount("inventories") or ZERO for s in (year.sheet, year.opening))
    (sales, cost), (sales_before, cost_before) = (
        (s.amount("revenue") or ZERO, s.amount("cost") or ZERO) for s in (year.income, year.prior)
    )
    if any(x.doubtful or not x.cells for x in (*stock, *result)) or min(opened, sales, sales_before) <= 0:
        return unknown("两年的存货、营业收入或营业成本没有读全或待人工复核。", *cells)
    growth, sold = held / opened - 1, sales / sales_before - 1
    rise = (sales - cost) / sales - (sales_before - cost_before) / sales_before
    names = ("inventory_growth", "revenue_flat", "margin_rise")
    most_stock, most_sales, most_rise = (_parameters.number(n, case.as_of) for n in names)
    message = f"存货增长 {growth:.1%}，营业收入增长 {sold:.1%}，毛利率上升 {rise * 100:.1f} 个百分点"
    if growth > most_stock and sold <= most_sales and rise > most_rise:
        return warned(f"{message}，可能有已完工的成本没有结转，请查生产成本和发出商品。", *cells)
    return passed(f"{message}。", *cells)
