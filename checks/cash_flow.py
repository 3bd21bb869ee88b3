"""The cash-flow statement: its sums, and its cash against the balance sheet's (D.4, 5.1.4)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checks._arithmetic import chosen, judged, where
from checks._compare import materiality, tolerance, unit_mismatch
from checks._facts import Fact, field_of, name_of, yuan
from checks._periods import year_to_date
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from checks._statement import Column, column, has_statements
from schemas.core import Case, Document, Severity
from schemas.statement_lines import label_of

_SUMS = (
    *("cf_op_in", "cf_op_out", "cfo", "cf_inv_in", "cf_inv_out", "cfi", "cf_fin_in", "cf_fin_out", "cff"),
    *("net_increase", "cash_end"),
)
_ZERO = Decimal(0)
_NEAR = ("trading_fin_assets", "short_term_investments")
"""Lines of the balance sheet that may hold cash equivalents beside the money."""


@check("FS-005", title="现金流量计算", article="5.1.4", severity=Severity.HIGH, applies=has_statements)
def cash_flow_adds_up(case: Case) -> Outcome:
    """Inflow less outflow of each section, the net increase, and opening plus increase make the closing cash."""
    if not case.of_type("cash_flow_statement"):
        return unknown("没有现金流量表（执行小企业会计准则的企业可以不编），不能核对。")
    return judged(case, "cash_flow_statement", lambda c: chosen(c, _SUMS), ("cfo", "net_increase", "cash_end"))


@check("FS-006", title="现金与货币资金", article="5.1.4", severity=Severity.HIGH, applies=has_statements)
def cash_is_in_the_balance_sheet(case: Case) -> Outcome:
    """Cash at the end (and at the start) is within the money and cash equivalents of the balance sheet of that day."""
    flows = case.of_type("cash_flow_statement")
    if not flows:
        return unknown("没有现金流量表（执行小企业会计准则的企业可以不编），不能与货币资金核对。")
    found = [o for flow in flows for sheet in case.of_type("balance_sheet") for o in _ends(case, flow, sheet)]
    return worst(found, unknown("没有与现金流量表同日的资产负债表，不能与货币资金核对。"))


def _ends(case: Case, flow: Document, sheet: Document) -> Iterator[Outcome]:
    """Closing cash against the closing balance; opening cash against the opening balance when the flow starts the year."""
    a, b = field_of(flow, "period_end"), field_of(sheet, "period_end")
    if not (a.usable and b.usable and a.value == b.value):
        return
    current, ending = column(flow, "current"), column(sheet, "ending")
    yield _within_money(case, current, "cash_end", ending)
    if year_to_date(flow) is not None and current.amount("cash_begin") is not None:
        opening = column(sheet, "opening")
        if opening.amount("monetary_funds") is not None:
            yield _within_money(case, current, "cash_begin", opening)


def _within_money(case: Case, flow: Column, key: str, sheet: Column) -> Outcome:
    """One end of the year: cash above the money is impossible, money far above the cash is bound."""
    cash, money = flow.fact(key), sheet.fact("monetary_funds")
    if cash is None or money is None or cash.amount is None or money.amount is None:
        return unknown(f"{where(flow)}{label_of(key)}或{where(sheet)}货币资金没有读到", cash, money)
    message = (
        f"{name_of(flow.document)}{label_of(key)} {yuan(cash.amount)}，{where(sheet)}货币资金 {yuan(money.amount)}"
    )
    excess, allowed = cash.amount - money.amount, tolerance((cash.ulp, money.ulp))
    if abs(excess) <= allowed:
        return passed(f"{message}，相符", cash, money)
    if unit_mismatch(cash.amount, money.amount):
        return warned(f"{message}，疑为金额单位不同（元/万元）", cash, money)
    over = cash.amount > money.amount
    near = [f for k in _NEAR if (f := sheet.fact(k))] if over else []
    if any(f.weak or f.unread for f in (cash, money, *near)):
        return unknown(f"{message}；有读数待人工复核", cash, money, *near)
    if over:
        return _too_much(message, excess, [cash, money, *near], allowed)
    total = sheet.amount("total_assets")
    if -excess > materiality(total, case.as_of):
        return warned(f"{message}，货币资金多 {yuan(-excess)}，可能受限（票据保证金、质押存单），请核实", cash, money)
    return passed(f"{message}，货币资金略多 {yuan(-excess)}", cash, money)


def _too_much(message: str, excess: Decimal, cited: list[Fact], allowed: Decimal) -> Outcome:
    """Cash beyond the money: only cash equivalents among the short investments can hold it."""
    near = sum((f.amount or _ZERO for f in cited[2:]), _ZERO)
    if excess <= near + allowed:
        return passed(f"{message}，多出部分可为现金等价物（短期投资）", *cited)
    return failed(f"{message}，现金流量表的现金多 {yuan(excess)}，不可能", *cited)
