"""Long-term investments and what they yield (5.1.4(4), 5.1.4(13))."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from checks import _papers, _parameters
from checks._details import Booking, bookings
from checks._facts import Fact, cell_of, field_of, name_of, yuan
from checks._measure import ZERO, Year, figures, last_year, material, proven, total_of
from checks._registry import Outcome, check, failed, not_applicable, passed, unknown, warned, worst
from checks._statement import Column, column, label_at, latest
from checks._three_way import Rule, three_way
from schemas.core import Case, Severity, Verdict

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
    if total is None or not total.usable or total.amount is None or total.amount <= 0:
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


_RULE = Rule(
    lines=("lt_equity_investments", "lt_bond_investments", *_LONG_TERM[2:], "nca_due_1y"),
    own=("long_investments",),
    less=("long_investments_provision",),
)
_WITHIN = Rule(lines=_RULE.lines[:-1], own=_RULE.own, less=_RULE.less)


@check(
    "FIN-04a", title="长期投资总账与报表核对", article="5.1.4(4)", severity=Severity.HIGH, applies=_papers.incorporated
)
def investments_fit_ledger(case: Case) -> Outcome:
    """Long-term investments of the balance sheet are those of the ledger, those due within a year aside or with them."""
    apart = three_way(case, (_WITHIN,), "长期投资")
    together = three_way(case, (_RULE,), "长期投资")
    return together if together.verdict is Verdict.PASS else apart


_OTHER = ("trading_fin_assets", "short_term_investments", "derivative_assets", "other_current_assets", "nca_due_1y")


@check("FIN-04c", title="投资收益与投资相称", article="5.1.4(4)", severity=Severity.HIGH, applies=_papers.incorporated)
def income_fits_investments(case: Case) -> Outcome:
    """Income from investments has investments behind it, is not too high, and is not nil for years."""
    year = last_year(case)
    if year is None:
        return unknown("没有同一截止日的资产负债表和利润表，不能比较投资收益和投资。")
    income, total = figures(year.income, "investment_income"), year.sheet.fact("total_assets")
    held = [figures(s, *_LONG_TERM) for s in (year.sheet, year.opening)]
    if income.doubtful or any(h.doubtful for h in held) or total is None or not total.usable or not total.amount:
        return unknown("投资收益、长期投资或资产总计待人工复核。", *income.cells, total)
    earned = total_of(year.income, "investment_income")
    invested = max(total_of(s, *_LONG_TERM) for s in (year.sheet, year.opening))
    cited = [*income.cells, *(f for h in held for f in h.cells if f.amount)]
    if not invested:
        return _without(case, year, earned, cited)
    message = f"投资收益 {yuan(earned)}，长期投资 {yuan(invested)}"
    limit = _parameters.number("investment_yield", case.as_of)
    large = invested >= _parameters.number("long_term_investment_share", case.as_of) * total.amount
    if earned > limit * invested:
        return warned(f"{message}，收益率 {earned / invested:.1%}，超过 {limit:.0%}，请查收益是否真实。", *cited)
    if large and not earned:
        return _idle(case, message, cited)
    return passed(f"{message}，收益率 {earned / invested:.1%}。", *cited)


def _without(case: Case, year: Year, earned: Decimal, cited: list[Fact]) -> Outcome:
    """Income although no long-term investment is shown at either end of the year."""
    if earned <= 0:
        return not_applicable("没有长期投资，也没有投资收益。", *cited)
    message = f"投资收益 {yuan(earned)}，资产负债表年初、期末都没有长期投资"
    other = [f for s in (year.sheet, year.opening) for f in figures(s, *_OTHER).cells if f.amount]
    bought = [f for d in case.of_type("cash_flow_statement") for f in _moved(column(d, "current"))]
    if other or bought or earned <= material(case, year.sheet):
        return passed(f"{message}，可能来自短期投资或当年收回的投资。", *cited, *other, *bought)
    if not (proven(year.sheet, "total_current_assets", "total_assets") and proven(year.opening, "total_assets")):
        return unknown(f"{message}，但报表合计没有核对一致，投资项目可能没有读到。", *cited)
    return failed(f"{message}，也没有短期投资，收益来源不明。", *cited)


def _moved(flows: Column) -> tuple[Fact, ...]:
    """Investments bought or sold in the year."""
    return tuple(f for f in figures(flows, "cf_inv_recover", "cf_inv_paid").cells if f.amount)


def _idle(case: Case, message: str, cited: list[Fact]) -> Outcome:
    """Large investments without income: three years of income statements show whether it was always so."""
    nil: dict[int, Fact | None] = {}
    for document in case.of_type("income_statement"):
        end = field_of(document, "period_end").day
        for back, name in enumerate(("current", "prior")):
            cells = figures(column(document, name), "investment_income")
            if end is not None and not cells.doubtful and not any(f.amount for f in cells.cells):
                nil.setdefault(end.year - back, cells.cells[0] if cells.cells else None)
            elif end is not None:
                return passed(f"{message}；以前年度有收益或未确认。", *cited, *cells.cells)
    if len(nil) >= 3:
        return warned(f"{message}，{min(nil)} 至 {max(nil)} 年都没有收益，请查被投资单位。", *cited, *nil.values())
    return unknown(f"{message}，没有三年的利润表，不能判断是否长期没有收益。", *cited)


@check("FIN-13", title="投资收益到账", article="5.1.4(13)", severity=Severity.HIGH, applies=_papers.incorporated)
def income_was_received(case: Case) -> Outcome:
    """Large income from investments went into the bank, and is no large part of the profit."""
    year = last_year(case)
    if year is None:
        return unknown("没有同一截止日的资产负债表和利润表，不能判断投资收益的大小。")
    cells = figures(year.income, "investment_income", "total_profit")
    if cells.doubtful or year.income.amount("total_profit") is None:
        return unknown("投资收益或利润总额没有读到或待人工复核。", *cells.cells)
    earned, profit = (total_of(year.income, k) for k in ("investment_income", "total_profit"))
    share = _parameters.number("result_share", case.as_of)
    limit = max(share * abs(profit), material(case, year.sheet))
    message = f"投资收益 {yuan(earned)}，利润总额 {yuan(profit)}"
    if abs(earned) <= limit:
        return not_applicable(f"{message}，不超过 {yuan(limit)}，不必逐笔核对。", *cells.cells)
    most = _parameters.number("investment_result_share", case.as_of)
    if abs(earned) > most * abs(profit):
        return warned(f"{message}，占 {most:.0%} 以上，请查投资收益（损失）的来源。", *cells.cells)
    return _received(case, message, cells.cells)


_BANK, _OWED = re.compile(r"银行|存款"), re.compile(r"应收|其他应收")


def _received(case: Case, message: str, cells: tuple[Fact, ...]) -> Outcome:
    """The vouchers' counter-accounts: the bank with a matching receipt, or a receivable."""
    booked = [b for b in bookings(case, "investment_income") if b.credit.amount]
    nothing = unknown(f"{message}；没有投资收益明细账和被投资单位的分红决议，不能判断是否到账。", *cells)
    return worst((_one(case, message, b) for b in booked), nothing)


def _one(case: Case, message: str, booking: Booking) -> Outcome:
    """One booking of income."""
    what = f"{message}；{booking.summary or '分录'} {yuan(booking.credit.amount or ZERO)}，对方科目 {booking.counter or '未读到'}"
    if booking.credit.weak:
        return unknown(f"{what}，待人工复核", booking.credit)
    if _OWED.search(booking.counter):
        return warned(f"{what}，尚未收到", booking.credit)
    receipt = _receipt(case, booking.credit.amount or ZERO, booking.day) if _BANK.search(booking.counter) else None
    if receipt is not None:
        return passed(f"{what}，对账单有同额进账", booking.credit, receipt)
    return unknown(f"{what}，对账单中没有找到同额进账，也没有分红决议", booking.credit)


def _receipt(case: Case, amount: Decimal, day: date | None) -> Fact | None:
    """A receipt of the amount in a bank statement, within days of the booking."""
    span = _parameters.days("receipt_days", case.as_of)
    for paper in case.of_type("bank_statement"):
        for index, row in enumerate(paper.tables.get("entries", ())):
            credit = cell_of(paper, "entries", index, row, "credit")
            on = cell_of(paper, "entries", index, row, "date").day
            if credit.usable and credit.amount == amount and on and day and abs((on - day).days) <= span:
                return credit
    return None
