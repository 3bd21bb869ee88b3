"""Long-term investments (5.1.4(4))."""

from __future__ import annotations

from decimal import Decimal

from checks import _papers, _parameters
from checks._facts import name_of, yuan
from checks._registry import Outcome, check, not_applicable, unknown, warned
from checks._statement import column, label_at, latest
from schemas.core import Case, Severity

_LONG_TERM = (
    "lt_equity_investments",
    "lt_bond_investments",
    "afs_fin_assets",
    "htm_investments",
    "debt_investments",
    "other_debt_investments",
    "other_equity_instruments_inv",
    "other_nc_fin_assets",
)


@check(
    "FIN-04b", title="长期投资占总资产比例", article="5.1.4(4)", severity=Severity.HIGH, applies=_papers.incorporated
)
def large_investments(case: Case) -> Outcome:
    """Long-term investments of 10 % of total assets or more must be looked into one by one."""
    document = latest(case, "balance_sheet", case.as_of)
    if document is None:
        return unknown("没有资产负债表，不能计算长期投资比例。")
    sheet = column(document, "ending")
    total = sheet.fact("total_assets")
    cells = [f for key in _LONG_TERM for f in sheet.cells.get(key, ())]
    if total is None or not total.usable or not total.amount or total.amount <= 0:
        return unknown(f"{name_of(document)}资产总计没有读到或待人工复核，不能计算长期投资比例。", total, *cells)
    invested = sum((f.amount for f in cells if f.amount is not None), Decimal(0))
    share, limit = invested / total.amount, _parameters.number("long_term_investment_share", case.as_of)
    cited = [f for f in cells if f.amount]
    doubtful = [f for f in cells if f.weak or f.unread]
    message = f"{name_of(document)}长期投资 {yuan(invested)}，占资产总计 {yuan(total.amount)} 的 {share:.1%}"
    if share < limit:
        if doubtful:
            return unknown(f"{message}；有长期投资的金额待人工复核。", *doubtful, total)
        return not_applicable(f"{message}，低于 {limit:.0%}。", *cited, total)
    listing = "、".join(f"{label_at(f)} {yuan(f.amount or Decimal(0))}" for f in cited)
    return warned(f"{message}，达到 {limit:.0%}，应逐户调查被投资单位的经营和收益（{listing}）。", *cited, total)
