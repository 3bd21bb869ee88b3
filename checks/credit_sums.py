"""The credit report's details against its summary, and how soon what is owed falls due (article 6(2))."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from checks import _credit_report, _loans, _parameters
from checks._compare import tolerance, unit_mismatch
from checks._facts import Fact, field_of, yuan
from checks._loans import Loan
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from schemas.core import Case, Severity, Verdict

_ZERO = Decimal(0)


@check(
    "CR-004", title="信用报告明细与概要", article="5.1.4(7)", severity=Severity.MEDIUM, applies=_credit_report.applies
)
def details_add_up(case: Case) -> Outcome:
    """Number and balance of the unsettled loans in the details are those of the summary."""
    report = _credit_report.newest(case)
    if report is None:
        return unknown("没有企业信用报告。")
    count, total = field_of(report, "outstanding_count"), field_of(report, "outstanding_balance")
    loans = [x for x in _loans.loans_of(report) if x.open]
    if not count.usable:
        return unknown("信用报告概要的未结清笔数没有读到或待人工复核。", count, total)
    doubtful = [f for x in loans for f in (x.balance, x.settled) if f.weak or f.unread]
    if doubtful:
        return unknown("明细有余额或结清日期没有读到或待人工复核，不能与概要核对。", *doubtful, count, total)
    counted = _counted(count, loans)
    return counted if counted.verdict is not Verdict.PASS else worst([counted, _added(total, loans)], counted)


def _counted(count: Fact, loans: list[Loan]) -> Outcome:
    """The number of unsettled loans (T0); fewer than the summary's hint at missing pages."""
    message = f"概要未结清 {count.text} 笔，明细 {len(loans)} 笔"
    cells = [x.balance for x in loans]
    if count.amount == len(loans):
        return passed(f"{message}，相符", count, *cells)
    if len(loans) < (count.amount or 0):
        return warned(f"{message}，可能缺页，请查报告页数。", count, *cells)
    return failed(f"{message}，明细多于概要。", count, *cells)


def _added(total: Fact, loans: list[Loan]) -> Outcome:
    """The balances of the unsettled loans (T1)."""
    cells = [x.balance for x in loans]
    if not total.usable or total.amount is None:
        return unknown("信用报告概要的未结清余额没有读到或待人工复核", total, *cells)
    computed = sum((f.amount or _ZERO for f in cells), _ZERO)
    difference, within = abs(computed - total.amount), tolerance(f.ulp for f in (total, *cells))
    message = f"概要未结清余额 {yuan(total.amount)}，明细合计 {yuan(computed)}"
    share = _parameters.number("arithmetic_warn_share", date.max)
    if difference <= within:
        return passed(f"{message}，相符", total, *cells)
    if difference <= share * abs(total.amount) or unit_mismatch(computed, total.amount):
        return warned(f"{message}，略有出入或金额单位不同（元/万元）", total, *cells)
    return failed(f"{message}，不符，请查是否缺页或涂改", total, *cells)


@check("CR-008", title="融资集中到期", article="6(2)", severity=Severity.MEDIUM, applies=_credit_report.applies)
def no_pressure(case: Case) -> Outcome:
    """Not more than five lenders, and not more than 40 % of what is owed falls due within 90 days."""
    report = _credit_report.newest(case)
    if report is None:
        return unknown("没有企业信用报告。")
    loans = [x for x in _loans.loans_of(report) if x.open]
    count = field_of(report, "outstanding_count")
    if not loans:
        none = count.usable and count.amount == 0
        return passed("没有未结清贷款。", count) if none else unknown("没有读到信用报告的贷款明细。", count)
    doubtful = [f for x in loans for f in (x.lender, x.balance, x.due) if not f.usable]
    if doubtful:
        return unknown("明细有机构、余额或到期日没有读到或待人工复核，不能计算集中到期。", *doubtful)
    printed = field_of(report, "report_date").day
    start = printed if case.as_of_source == "intake" and printed is not None else case.as_of
    return _pressure(case, loans, start)


def _pressure(case: Case, loans: list[Loan], start: date) -> Outcome:
    """Lenders and what falls due soon after `start`, as a table in words."""
    days, many = (_parameters.days(n, case.as_of) for n in ("due_soon_days", "lenders_many"))
    lenders: dict[str, Decimal] = {}
    for loan in loans:
        bank = _loans.bank(loan.lender.text)
        lenders[bank] = lenders.get(bank, _ZERO) + (loan.balance.amount or _ZERO)
    last = start + timedelta(days=days)
    soon = [x for x in loans if x.due.day is not None and x.due.day <= last]
    due = sum((x.balance.amount or _ZERO for x in soon), _ZERO)
    owed = sum(lenders.values(), _ZERO)
    share = due / owed if owed > 0 else _ZERO
    table = "、".join(f"{bank} {yuan(amount)}" for bank, amount in lenders.items())
    message = f"{len(lenders)} 家机构（{table}），{start.isoformat()} 起 {days} 天内到期 {yuan(due)}，占 {share:.0%}。"
    cited = [f for x in loans for f in (x.lender, x.balance, x.due)]
    if len(lenders) > many or share > _parameters.number("due_soon_share", case.as_of):
        return warned(f"{message.rstrip('。')}，请了解续贷安排和还款来源。", *cited)
    return passed(message, *cited)
