"""Borrowings of the balance sheet against the credit report, loan by loan (5.1.4(7))."""

from __future__ import annotations

from decimal import Decimal

from checks import _loans, _papers, _parameters
from checks._compare import tolerance, unit_mismatch
from checks._facts import facts, field_of, name_of, ulp_of, yuan
from checks._loans import Interval, Loan
from checks._registry import Outcome, check, failed, passed, unknown, warned
from checks._roll import Roll, matches, roll
from schemas.core import Case, Document, Reconciliation, ReconciliationRow, Severity, Verdict

_ZERO = Decimal(0)


@check(
    "FIN-07b",
    title="短期借款与信用报告核对",
    article="5.1.4(7)",
    severity=Severity.BLOCKING,
    applies=_papers.incorporated,
)
def borrowings_fit_report(case: Case) -> Outcome:
    """Short-term borrowings of the books are what the credit report's loans, rolled to the statement date, allow."""
    rolled = roll(case)
    if isinstance(rolled, str):
        return unknown(
            f"{rolled}，不能核对短期借款。", *facts(case, "credit_report.report_date", "balance_sheet.period_end")
        )
    verdict, reason = _verdict(rolled)
    make = {Verdict.FAIL: failed, Verdict.WARN: warned, Verdict.PASS: passed}.get(verdict, unknown)
    bearing = [f for i in rolled.intervals if i.high or i.loan.open for f in i.loan.facts]
    dates = (field_of(rolled.statement, "period_end"), field_of(rolled.report, "report_date"))
    return make(f"{reason}。{_waterfall(rolled)}", rolled.book_fact, *dates, *bearing)


def _verdict(rolled: Roll) -> tuple[Verdict, str]:
    """The verdict on the book value and its reason."""
    if not rolled.book_fact.usable and rolled.book_fact.amount is not None:
        return Verdict.CANNOT_DETERMINE, "资产负债表短期借款的金额待人工复核"
    sheets = [field_of(d, "period_end") for d in rolled.case.of_type("balance_sheet")]
    if not field_of(rolled.report, "report_date").usable or not all(f.usable for f in sheets):
        return Verdict.CANNOT_DETERMINE, "报表日期或信用报告日期待人工复核"
    verdict, reason = _compared(rolled)
    limit = _parameters.days("statement_reach_days", rolled.case.as_of)
    if verdict is Verdict.FAIL and (rolled.reported_on - rolled.stated_on).days > limit:
        return Verdict.WARN, f"{reason}；但报表日距信用报告超过 {limit} 天，请补充最近报表再核对"
    return verdict, reason


def _compared(rolled: Roll) -> tuple[Verdict, str]:
    """The book value against the bounds."""
    book, low, high, tol = rolled.book, rolled.low, rolled.high, rolled.tolerance
    if low - tol <= book <= high + tol + rolled.interest:
        return _inside(rolled)
    if unit_mismatch(book, low) or unit_mismatch(book, high):
        return Verdict.WARN, "报表短期借款与信用报告疑为金额单位不同（元/万元），请核对单位"
    incomplete = _incomplete(rolled)
    if book < low - tol:
        if incomplete == "over":
            return Verdict.CANNOT_DETERMINE, "信用报告贷款明细多于概要，读数待人工复核"
        missing = _missing_loans(rolled, low - book)
        return Verdict.FAIL, f"信用报告的短期贷款比报表短期借款多 {yuan(low - book)}：报表漏记借款{missing}"
    if incomplete == "short" or rolled.stated_on > rolled.reported_on:
        why = "信用报告贷款明细少于概要" if incomplete else "报表日晚于信用报告，其间新贷款未知"
        return Verdict.CANNOT_DETERMINE, f"报表短期借款比信用报告多 {yuan(book - high)}，但{why}"
    return _excess(rolled, book - high)


def _inside(rolled: Roll) -> tuple[Verdict, str]:
    """The book value is possible; a wide interval proves little."""
    width = rolled.high - rolled.low
    if (
        width > rolled.book * _parameters.number("borrowing_interval_share", rolled.case.as_of)
        and width > rolled.tolerance
    ):
        return Verdict.WARN, "报表短期借款在信用报告推算的范围内，但范围较宽，请逐笔核对"
    return Verdict.PASS, "报表短期借款与信用报告相符"


def _excess(rolled: Roll, excess: Decimal) -> tuple[Verdict, str]:
    """The books hold more than the report explains."""
    delay = _parameters.days("reporting_delay_days", rolled.case.as_of)
    late = [
        c for c in rolled.contracts if (s := field_of(c, "start_date").day) and (rolled.reported_on - s).days <= delay
    ]
    if late and abs(sum((field_of(c, "amount").amount or _ZERO for c in late), _ZERO) - excess) <= rolled.tolerance:
        return Verdict.WARN, f"报表短期借款比信用报告多 {yuan(excess)}，与近期借款合同相同，可能银行尚未报送"
    share = _parameters.number("borrowing_excess_share", rolled.case.as_of)
    if excess > rolled.book * share:
        return Verdict.FAIL, f"报表短期借款比信用报告多 {yuan(excess)}，来源不明（民间借贷、关联方借款或未报送的贷款）"
    return Verdict.WARN, f"报表短期借款比信用报告多 {yuan(excess)}，请查是否有未报送的贷款、民间或关联方借款"


def _incomplete(rolled: Roll) -> str | None:
    """`short` when the loans read add up to less than the report's summary says, `over` when to more."""
    if any(i.loan.amount.amount is None and i.loan.balance.amount is None for i in rolled.intervals):
        return "short"
    count, opened = field_of(rolled.report, "outstanding_count"), sum(x.open for x in _loans.loans_of(rolled.report))
    if count.usable and isinstance(count.value, int) and count.value > opened:
        return "short"
    summary = field_of(rolled.report, "outstanding_balance")
    if not summary.usable or summary.amount is None:
        return None
    listed = [x for x in _loans.loans_of(rolled.report) if x.open]
    total = sum((x.balance.amount or _ZERO for x in listed), _ZERO)
    within = tolerance([summary.ulp, *(ulp_of(x.balance.field) for x in listed)])
    if abs(total - summary.amount) <= within:
        return None
    return "short" if total < summary.amount else "over"


def _missing_loans(rolled: Roll, gap: Decimal) -> str:
    """The one loan whose amount is the gap."""
    same = [i.loan for i in rolled.intervals if i.low and abs(i.low - gap) <= rolled.tolerance]
    if not same:
        return ""
    return f"，可能为 {'或 '.join(dict.fromkeys(_named(x) for x in same))}"


def _named(loan: Loan) -> str:
    """A loan as a message calls it."""
    since = loan.issued.day.isoformat() if loan.issued.day else "日期不详"
    return f"{loan.lender.text or '贷款银行不详'} {since} 发放的 {yuan(loan.amount.amount or loan.balance.amount or _ZERO)}"


def _waterfall(rolled: Roll) -> str:
    """From the report's balance to the statement date's, in Chinese."""
    open_now = sum(
        (i.loan.balance.amount or i.loan.amount.amount or _ZERO for i in rolled.intervals if i.loan.open), _ZERO
    )
    later = [i for i in rolled.intervals if i.loan.open and i.loan.issued.day and i.loan.issued.day > rolled.stated_on]
    settled = [i for i in rolled.intervals if i.loan.settled.day and i.loan.settled.day > rolled.stated_on and i.high]
    newer = sum((i.loan.balance.amount or i.loan.amount.amount or _ZERO for i in later), _ZERO)
    closed = sum((i.high for i in settled), _ZERO)
    span = yuan(rolled.low) if rolled.low == rolled.high else f"{yuan(rolled.low)} 至 {yuan(rolled.high)}"
    return (
        f"信用报告（{rolled.reported_on.isoformat()}）未结清短期贷款余额 {yuan(open_now)}"
        f"，减报表日（{rolled.stated_on.isoformat()}）后发放 {yuan(newer)}（{len(later)} 笔）"
        f"，加报表日后结清 {yuan(closed)}（{len(settled)} 笔），报表日应有 {span}"
        f"；报表短期借款 {yuan(rolled.book)}，容差 {yuan(rolled.tolerance)}。"
    )


def reconcile(case: Case) -> Reconciliation | None:
    """The loan-by-loan table behind FIN-07b, null for persons, sole proprietors and cases that lack a paper it needs."""
    own = _papers.of_applicant(case)
    rolled = None if _papers.incorporated(own) else roll(own)
    if rolled is None or isinstance(rolled, str):
        return None
    verdict, reason = _verdict(rolled)
    rows = [_row(rolled, i) for i in rolled.intervals] + [_contract_row(c) for c in rolled.contracts]
    return Reconciliation(
        statement_date=rolled.stated_on.isoformat(),
        report_date=rolled.reported_on.isoformat(),
        book=_money(rolled.book),
        low=_money(rolled.low),
        high=_money(rolled.high),
        tolerance=_money(rolled.tolerance),
        verdict=verdict,
        explanation=f"{reason}。{_waterfall(rolled)}",
        rows=tuple(rows),
    )


def _money(amount: Decimal) -> str:
    """A decimal string in yuan."""
    return f"{amount:.2f}"


def _row(rolled: Roll, interval: Interval) -> ReconciliationRow:
    """One account of the report."""
    loan = interval.loan
    matched = any(matches(loan, c) for c in rolled.case.of_type("loan_contract"))
    place = loan.balance if loan.balance.field.evidence else loan.amount
    return ReconciliationRow(
        list="matched" if matched else "only_in_report",
        lender=loan.lender.text,
        kind=loan.kind.text or loan.section.text,
        issue_date=loan.issued.day.isoformat() if loan.issued.day else None,
        due_date=loan.due.day.isoformat() if loan.due.day else None,
        amount=_money(loan.amount.amount) if loan.amount.amount is not None else None,
        balance=_money(loan.balance.amount) if loan.balance.amount is not None else None,
        low=_money(interval.low),
        high=_money(interval.high),
        treatment=interval.treatment,
        citation=place.cite() if place.field.evidence else None,
    )


def _contract_row(contract: Document) -> ReconciliationRow:
    """A loan contract that no account of the report answers to."""
    lender, amount, start, end = (field_of(contract, n) for n in ("lender", "amount", "start_date", "end_date"))
    printed = _money(amount.amount) if amount.amount is not None else None
    return ReconciliationRow(
        list="only_in_books",
        lender=lender.text,
        kind=name_of(contract),
        issue_date=start.day.isoformat() if start.day else None,
        due_date=end.day.isoformat() if end.day else None,
        amount=printed,
        balance=None,
        low="0.00",
        high=printed or "0.00",
        treatment="信用报告中没有对应的贷款，请查银行是否报送",
        citation=amount.cite() if amount.field.evidence else None,
    )
