"""Costs and expenses: ledger, unrelated items, and expenses that were not booked (5.1.4(11), 5.1.4(12), 5.1.4(14))."""

from __future__ import annotations

import re
from decimal import Decimal

from checks import _papers, _parameters
from checks._accounts import groups
from checks._details import Booking, bookings
from checks._facts import Fact, cell_of, field_of, yuan
from checks._measure import ZERO, Year, figures, last_year, material, total_of
from checks._registry import Outcome, check, not_applicable, passed, unknown, warned, worst
from checks._turnover import Flow, flows_fit, months
from schemas.core import Case, Severity, Verdict

_COST = Flow("cost", ("cost_of_sales",), 0)
_EXPENSES = (
    Flow("selling_expense", ("selling",), 0),
    Flow("admin_expense", ("admin",), 0, ("rd_expense",)),
    Flow("rd_expense", ("research",), 0),
    Flow("finance_cost", ("finance",), 0),
)
_METHODS = ("加权平均", "先进先出", "个别计价", "移动平均", "计划成本", "后进先出")


@check(
    "FIN-11a",
    title="营业成本总账、明细与报表核对",
    article="5.1.4(11)",
    severity=Severity.HIGH,
    applies=_papers.incorporated,
)
def cost_fits_ledger(case: Case) -> Outcome:
    """Cost of the income statement is the turnover of the cost accounts, by one named method of costing."""
    outcome = flows_fit(case, (_COST,), "营业成本")
    if outcome.verdict is not Verdict.PASS:
        return outcome
    carried = bookings(case, "stock", "cost_of_sales")
    named = {m for b in carried for m in _METHODS if m in b.summary}
    if len(named) != 1:
        why = f"明细账写有 {'、'.join(sorted(named))}" if named else "资料中没有写明"
        return unknown(f"{outcome.message.rstrip('。')}；但成本计价方法{why}，不能判断是否一贯。", *outcome.cited)
    used = [b.debit if b.debit.amount else b.credit for b in carried if named & {m for m in _METHODS if m in b.summary}]
    return passed(f"{outcome.message.rstrip('。')}；成本按{named.pop()}法结转。", *outcome.cited, *used)


_PRIVATE = re.compile(r"旅游|私人|家庭|子女|学费|购房|房贷|装修住宅|保姆|整容|美容|珠宝|赞助|捐赠|罚款|滞纳金")
_ENTERTAINMENT = re.compile(r"招待费")


@check(
    "FIN-12a", title="期间费用核对和滥列支出", article="5.1.4(12)", severity=Severity.HIGH, applies=_papers.incorporated
)
def expenses_fit_ledger(case: Case) -> Outcome:
    """Expenses of the income statement are those of the ledger; private items and lavish entertainment are listed."""
    found = [flows_fit(case, _EXPENSES, "期间费用")]
    found += [o for o in (_private(case), _lavish(case)) if o is not None]
    return worst(found, found[0])


def _private(case: Case) -> Outcome | None:
    """Bookings of expenses that do not belong to the business, when they are much."""
    odd = [b for b in bookings(case, "selling", "admin", "finance") if b.debit.amount and _PRIVATE.search(b.summary)]
    total, year = sum((b.debit.amount or ZERO for b in odd), ZERO), last_year(case)
    if total <= material(case, year.sheet if year else None) or any(b.debit.weak for b in odd):
        return None
    listing = "、".join(f"{b.summary} {yuan(b.debit.amount or ZERO)}" for b in odd[:5])
    return warned(f"费用明细中有与经营无关的支出 {yuan(total)}（{listing}）", *(b.debit for b in odd))


def _lavish(case: Case) -> Outcome | None:
    """Entertainment that is much in itself and against revenue."""
    for pair in months(case):
        leaves = [a for g in groups(pair.rows, "selling", "admin") for a in g.leaves if _ENTERTAINMENT.search(a.name)]
        cells = [a.moved[0] for a in leaves if a.moved[0].amount is not None]
        spent, sales = sum((f.amount or ZERO for f in cells), ZERO), pair.sheet.amount("revenue") or ZERO
        year, share = last_year(case), _parameters.number("entertainment_share", case.as_of)
        sure = sales > 0 and not any(f.weak for f in cells)
        if sure and spent > share * sales and spent > material(case, year.sheet if year else None):
            return warned(f"业务招待费 {yuan(spent)}，占营业收入 {spent / sales:.1%}，超过 {share:.0%}", *cells)
    return None


_DEFERRED = ("lt_deferred_expenses", "other_current_assets", "other_receivables")


@check("FIN-12b", title="费用全部计入", article="5.1.4(12)", severity=Severity.HIGH, applies=_papers.incorporated)
def expenses_are_booked(case: Case) -> Outcome:
    """Finance cost is what the borrowings cost, and expenses do not pile up among the assets."""
    year = last_year(case)
    if year is None or not year.whole:
        return unknown("没有同一截止日的资产负债表和全年利润表，不能判断费用是否全部计入。")
    found = [_interest(case, year), *_piled(case, year)]
    return worst(found, found[0])


_DEBT = ("short_term_borrowings", "lt_borrowings", "bonds_payable")


def _interest(case: Case, year: Year) -> Outcome:
    """Finance cost against the average borrowings at the contracts' rate, else between the lowest and a usual rate."""
    cost = figures(year.income, "finance_cost")
    debts = [figures(s, *_DEBT) for s in (year.sheet, year.opening)]
    cells = [*cost.cells, *(f for d in debts for f in d.cells if f.amount)]
    if not cost.cells or cost.doubtful or any(d.doubtful for d in debts):
        return unknown("财务费用或借款余额没有读到或待人工复核，不能核对利息", *cells)
    average = (total_of(year.sheet, *_DEBT) + total_of(year.opening, *_DEBT)) / 2
    paid, rates = total_of(year.income, "finance_cost"), _rates(case)
    if not average:
        return passed("两年末都没有借款，没有利息可核对", *cost.cells)
    low, usual = (_parameters.number(n, case.as_of) for n in ("lowest_interest_rate", "usual_interest_rate"))
    if rates:
        low = usual = min(r.amount or ZERO for r in rates) / 100
    band = _parameters.number("interest_band", case.as_of)
    message = f"财务费用 {yuan(paid)}，平均借款 {yuan(average)}，按年利率 {usual:.2%} 约需利息 {yuan(average * usual)}"
    if paid >= average * usual * (1 - band):
        return passed(message, *cells, *rates)
    if paid < average * low * (1 - band):
        return warned(f"{message}，利息可能没有全部计入费用（资本化、挂账或漏记）", *cells, *rates)
    return unknown(f"{message}；没有借款合同，利率未知，不能判断利息是否全部计入", *cells)


def _rates(case: Case) -> tuple[Fact, ...]:
    """The confirmed rates of the loan contracts."""
    found = (field_of(d, "annual_rate") for d in case.of_type("loan_contract"))
    return tuple(f for f in found if f.usable and f.amount)


def _piled(case: Case, year: Year) -> tuple[Outcome, ...]:
    """Deferred expenses and other receivables that grew much over the year."""
    found = [figures(s, *_DEFERRED) for s in (year.sheet, year.opening)]
    cells = [f for x in found for f in x.cells if f.amount]
    if any(x.doubtful for x in found):
        return (unknown("待摊费用或其他应收款待人工复核，不能判断增长", *cells),)
    now, before = (total_of(s, *_DEFERRED) for s in (year.sheet, year.opening))
    limit = _parameters.number("deferred_growth", case.as_of)
    if before and now - before > limit * before and now - before > _much(case, year):
        message = f"长期待摊费用、待摊费用和其他应收款由 {yuan(before)} 增至 {yuan(now)}，增长超过 {limit:.0%}"
        return (warned(f"{message}，请查有无费用挂账", *cells),)
    return ()


def _much(case: Case, year: Year) -> Decimal:
    """What is much for the assets and for the year's profit."""
    share = _parameters.number("result_share", case.as_of)
    return max(material(case, year.sheet), share * abs(year.income.amount("total_profit") or ZERO))


_OTHER = (
    Flow("nonoperating_income", ("nonoperating_income",), 1),
    Flow("nonoperating_expense", ("nonoperating_expense",), 0),
)
_FINE = re.compile(r"罚款|滞纳金|罚金|罚没")


@check("FIN-14", title="营业外收支", article="5.1.4(14)", severity=Severity.HIGH, applies=_papers.incorporated)
def other_results_are_documented(case: Case) -> Outcome:
    """Large non-operating income and expense are those of the ledger, and a paper shows where each comes from."""
    year = last_year(case)
    missing = "没有同一截止日的报表，或营业外收支、利润总额待人工复核。"
    if year is None:
        return unknown(missing)
    cells = figures(year.income, *(f.key for f in _OTHER), "total_profit")
    if cells.doubtful or year.income.amount("total_profit") is None:
        return unknown(missing, *cells.cells)
    limit = _much(case, year)
    large = [f for f in _OTHER if (year.income.amount(f.key) or ZERO) > limit]
    shown = "、".join(f"{'收入' if f.side else '支出'} {yuan(year.income.amount(f.key) or ZERO)}" for f in _OTHER)
    if not large:
        return not_applicable(f"营业外{shown}，不超过 {yuan(limit)}。", *cells.cells)
    found = [flows_fit(case, large, "营业外收支")]
    found += [_origin(case, year, f) for f in large]
    return worst(found, found[0])


def _origin(case: Case, year: Year, flow: Flow) -> Outcome:
    """Fines are shown by tax payments of the same amount; for the rest no paper of the case tells."""
    booked = [b for b in bookings(case, *flow.families) if (b.credit if flow.side else b.debit).amount]
    cells = figures(year.income, flow.key).cells
    total = year.income.amount(flow.key) or ZERO
    shown = [b for b in booked if not flow.side and _fined(case, b)]
    if shown and sum((b.debit.amount or ZERO for b in shown), ZERO) == total:
        return passed(
            f"营业外支出 {yuan(total)} 均为罚款、滞纳金，有完税证明（另见 TAX-004、MAJ-003）", *(b.debit for b in shown)
        )
    fines = [b for b in booked if _FINE.search(b.summary)]
    note = "；其中有罚款、滞纳金，另见 TAX-004、MAJ-003" if fines else ""
    what = "营业外收入" if flow.side else "营业外支出"
    return unknown(f"{what} {yuan(total)} 没有来源文件（补助文件、判决、处置合同、罚款单）{note}", *cells)


def _fined(case: Case, booking: Booking) -> bool:
    """Whether a fine was paid by a certificate of the case."""
    paid = (
        cell_of(d, "payments", i, row, "amount")
        for d in case.of_type("tax_payment_certificate")
        for i, row in enumerate(d.tables.get("payments", ()))
    )
    return _FINE.search(booking.summary) is not None and any(
        f.usable and f.amount == booking.debit.amount for f in paid
    )
