"""Whether the loan can be paid back: money in, money out, and how far it reaches (article 7). All figures are estimates."""

from __future__ import annotations

from decimal import Decimal

from checks import _cash, _parameters
from checks._cash import Outlook
from checks._facts import yuan
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from schemas.core import Case, Severity

_ESTIMATE = "（测算，须由客户经理核实）"


def _unready(case: Case, view: Outlook | None) -> Outcome | None:
    """Why nothing can be reckoned from the bank statements; null when they suffice."""
    if view is None:
        return unknown("申请金额或期限没有读到或待人工复核，不能测算还款。")
    least = _parameters.days("repayment_statement_months", case.as_of)
    if view.flows.months < least:
        found = f"只有 {view.flows.months} 个月" if view.flows.months else "没有读到"
        return unknown(f"判断日前一年的银行对账单{found}，不足 {least} 个月，不能测算收支。", *view.debt.cited)
    if view.doubtful:
        return unknown(
            "对账单有日期、金额或摘要待人工复核，不能测算收支。", *[f for f in view.doubtful if not f.usable][:20]
        )
    if case.applicant.kind != "person" and not _cash.accounts_are_all(case, view.flows):
        yearly = view.flows.in_days(view.flows.total_in, 365)
        return unknown(
            f"对账单客户回款折年 {yuan(yearly)}，远低于营业收入，账户不全，不能测算收支；请取得全部账户的对账单。",
            *view.opening,
        )
    return None


def _monthly(view: Outlook, total: Decimal) -> Decimal:
    """A twelfth of what a sum comes to in a year."""
    return view.flows.in_days(total, 365) / 12


@check("REP-001", title="到期前资金流入", article="7(1)", severity=Severity.HIGH)
def money_comes_in(case: Case) -> Outcome:
    """Receipts by month to the due date, and how much of them is backed by receivables."""
    view = _cash.outlook(case)
    unready = _unready(case, view)
    if unready is not None or view is None:
        return unready or unknown("")
    message = (
        f"至 {view.debt.due.isoformat()} 共 {view.days} 天，月均回款 {yuan(_monthly(view, view.flows.total_in))}，"
        f"预计流入 {yuan(view.inflow)}，其中有应收账款支持 {_cash.share(view):.0%}；现有存款 {yuan(view.cash)}；"
        f"应还本息 {yuan(view.debt.total)}{_ESTIMATE}"
    )
    receipts = [b.credit for b in view.flows.receipts][:20]
    cited = (*view.debt.cited, *view.opening, *view.receivables, *receipts)
    if view.cash + view.inflow < view.debt.total:
        return warned(f"{message}，全部流入不足以还本付息。", *cited)
    return passed(f"{message}。", *cited)


@check("REP-002", title="到期前资金流出", article="7(2)", severity=Severity.HIGH)
def money_goes_out(case: Case) -> Outcome:
    """Payments by month to the due date and the loans that fall due by then; those close to ours are named."""
    view = _cash.outlook(case)
    if view is None:
        return unknown("申请金额或期限没有读到或待人工复核，不能排列到期债务。")
    loans = _loans_due(case, view)
    unready = _unready(case, view)
    if unready is not None:
        return worst([loans, unready], unknown(""))
    message = (
        f"月均付款（货款、工资、税费、租金等）{yuan(_monthly(view, view.flows.total_out))}，至 {view.debt.due.isoformat()} 预计流出 "
        f"{yuan(view.outflow)}，含到期借款 {yuan(view.other_debt)}{_ESTIMATE}"
    )
    payments = [b.debit for b in view.flows.payments][:20]
    return worst([loans, passed(message, *view.debt.cited, *payments)], unknown(""))


def _loans_due(case: Case, view: Outlook) -> Outcome:
    """The loans of other lenders against our due date."""
    if not view.report:
        return unknown("没有信用报告，不能列出其他到期债务")
    if view.unclear:
        return unknown("信用报告有到期日或余额没有读到或待人工复核，不能列出到期债务", *view.unclear)
    days = _parameters.days("due_window_days", case.as_of)
    near = [x for x in view.loans if view.near(x, days)]
    if not near:
        return passed(
            f"担保到期日 {view.debt.due.isoformat()} 前后 {days} 天内没有其他借款到期，此前到期 {len(view.before)} 笔共 "
            f"{yuan(view.other_debt)}",
            *(x.due for x in view.before),
        )
    listed = "、".join(f"{x.lender.text} {yuan(x.owed)}（{x.due.text}）" for x in near)
    return warned(
        f"担保到期日 {view.debt.due.isoformat()} 前后 {days} 天内另有借款到期：{listed}",
        *(f for x in near for f in (x.due, x.balance)),
        *view.debt.cited,
    )


@check("REP-003", title="还款来源覆盖倍数", article="7(3)", severity=Severity.HIGH)
def debt_is_covered(case: Case) -> Outcome:
    """Opening cash and inflow less other outflow, against principal and interest."""
    view = _cash.outlook(case)
    unready = _unready(case, view)
    if unready is not None or view is None:
        return unready or unknown("")
    if not view.opening:
        return unknown("没有读到对账单期末余额，不能测算覆盖倍数。", *view.debt.cited)
    if view.unclear:
        return unknown("其他借款的到期日或余额没有读到或待人工复核，不能测算覆盖倍数。", *view.unclear)
    rate = f"年利率 {view.debt.rate:.2%}" + ("（假定）" if view.debt.assumed else "")
    message = (
        f"（存款 {yuan(view.cash)} + 流入 {yuan(view.inflow)} − 其他流出 {yuan(view.outflow)}）÷ 本息 "
        f"{yuan(view.debt.total)}（{rate}）= {view.coverage:.2f}{_ESTIMATE}"
    )
    cited = (*view.debt.cited, *view.opening, *(f for x in view.before for f in (x.due, x.balance)))
    if view.coverage >= _parameters.number("coverage_pass", case.as_of):
        return passed(f"{message}。", *cited)
    if view.coverage >= _parameters.number("coverage_warn", case.as_of):
        return warned(f"{message}，余地不大。", *cited)
    return failed(f"{message}，不足以还本付息。", *cited)
