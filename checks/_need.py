"""How much working capital a business needs, and in how many days it turns over (article 6).

The formula is that of the annex to 流动资金贷款管理暂行办法 (2010): last year's revenue × (1 − profit margin) × (1 + growth) ÷
number of turnovers, less own funds and existing loans. The regulation itself prints none.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from checks import _parameters
from checks._facts import Fact, yuan
from checks._measure import ZERO, Year, figures, last_year, total_of
from schemas.core import Case

_STOCK = ("inventories",)
_OWED_TO = ("accounts_receivable", "notes_receivable", "notes_and_accounts_receivable", "receivables_financing")
_OWED_BY = ("accounts_payable", "notes_payable", "notes_and_accounts_payable")
_PREPAID = ("prepayments",)
_ADVANCES = ("advances_received", "contract_liabilities")
_LINES = (*_STOCK, *_OWED_TO, *_OWED_BY, *_PREPAID, *_ADVANCES)


@dataclass(frozen=True)
class Cycle:
    """Days from paying suppliers to being paid by customers, with the cells and the words of the calculation."""

    days: Decimal
    words: str
    cells: tuple[Fact, ...]
    year: Year


def cycle(case: Case) -> Cycle | str:
    """Stock days plus customers' days less suppliers' days of the last whole year, or why there are none."""
    year = last_year(case)
    if year is None or not year.whole:
        return "没有同一截止日的资产负债表和全年利润表"
    used = [figures(year.income, "revenue", "cost"), figures(year.sheet, *_LINES), figures(year.opening, *_LINES)]
    cells = tuple(f for x in used for f in x.cells)
    revenue, cost = (total_of(year.income, k) for k in ("revenue", "cost"))
    if any(x.doubtful for x in used):
        return "存货、应收、应付、收入或成本待人工复核"
    if revenue <= 0 or cost <= 0:
        return "没有营业收入或营业成本"
    stock, out, owed = (
        _days(year, lines, base) for lines, base in ((_STOCK, cost), (_OWED_TO, revenue), (_OWED_BY, cost))
    )
    words = f"存货 {stock:.0f} 天 + 应收 {out:.0f} 天 − 应付 {owed:.0f} 天 = 周转 {stock + out - owed:.0f} 天"
    return Cycle(stock + out - owed, words, cells, year)


def _days(year: Year, lines: tuple[str, ...], base: Decimal) -> Decimal:
    """Days of a year's revenue or cost that lie in the average balance of some lines."""
    average = (total_of(year.sheet, *lines) + total_of(year.opening, *lines)) / 2
    return 360 * average / base


@dataclass(frozen=True)
class Need:
    """The whole working capital, and what of it is not covered by own funds and loans, in yuan."""

    total: Decimal
    gap: Decimal
    words: str
    cells: tuple[Fact, ...]


_FUNDS = ("total_equity", "total_nc_liabilities", "total_nc_assets", "short_term_borrowings")


def working_capital(case: Case) -> Need | str:
    """The need of working capital by the formula, or why it cannot be reckoned."""
    turn = cycle(case)
    if isinstance(turn, str):
        return turn
    year = turn.year
    more = [figures(year.income, "total_profit"), figures(year.prior, "revenue"), figures(year.sheet, *_FUNDS)]
    if any(x.doubtful for x in more) or any(year.sheet.amount(k) is None for k in ("total_equity", "total_nc_assets")):
        return "利润总额、上年收入、所有者权益或非流动资产没有读到或待人工复核"
    revenue, before = total_of(year.income, "revenue"), total_of(year.prior, "revenue")
    cost = total_of(year.income, "cost")
    days = turn.days + _days(year, _PREPAID, cost) - _days(year, _ADVANCES, revenue)
    if days <= 0 or before <= 0:
        return "资金周转天数不为正，或没有上年收入"
    margin = total_of(year.income, "total_profit") / revenue
    growth = min(max((revenue - before) / before, ZERO), _parameters.number("growth_ceiling", case.as_of))
    total = revenue * (1 - margin) * (1 + growth) * days / 360
    own = max(
        total_of(year.sheet, "total_equity", "total_nc_liabilities") - total_of(year.sheet, "total_nc_assets"), ZERO
    )
    loans = total_of(year.sheet, "short_term_borrowings")
    words = (
        f"营运资金量 = 收入 {yuan(revenue)} ×（1 − 利润率 {margin:.1%}）×（1 + 增长 {growth:.1%}）÷ 周转 {360 / days:.2f} 次"
        f" = {yuan(total)}，减自有资金 {yuan(own)}、短期借款 {yuan(loans)}，缺口 {yuan(total - own - loans)}（测算）"
    )
    cells = (*turn.cells, *(f for x in more for f in x.cells))
    return Need(total, total - own - loans, words, cells)
