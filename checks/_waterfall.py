"""From the report's balance to the book value: the verdict, the words and the record of a reconciliation."""

from __future__ import annotations

from decimal import Decimal

from checks import _loans, _parameters
from checks._compare import tolerance, unit_mismatch
from checks._facts import Fact, field_of, ulp_of, yuan
from checks._loans import Interval, Loan
from checks._matching import Claim
from checks._roll import Roll
from schemas.core import Reconciliation, ReconciliationRow, ReconciliationStep, Verdict

_ZERO = Decimal(0)


def verdict(rolled: Roll) -> tuple[Verdict, str]:
    """The verdict on the book value and its reason."""
    title = rolled.subject.title
    if not rolled.book_fact.usable and rolled.book_fact.amount is not None:
        return Verdict.CANNOT_DETERMINE, f"资产负债表{title}的金额待人工复核"
    sheets = [field_of(d, "period_end") for d in rolled.case.of_type("balance_sheet")]
    if not field_of(rolled.report, "report_date").usable or not all(f.usable for f in sheets):
        return Verdict.CANNOT_DETERMINE, "报表日期或信用报告日期待人工复核"
    found, reason = _compared(rolled)
    limit = _parameters.days("statement_reach_days", rolled.case.as_of)
    if found is Verdict.FAIL and (rolled.reported_on - rolled.stated_on).days > limit:
        return Verdict.WARN, f"{reason}；但报表日距信用报告超过 {limit} 天，请补充最近报表再核对"
    return found, reason


def _compared(rolled: Roll) -> tuple[Verdict, str]:
    """The book value against the bounds."""
    book, low, high, tol = rolled.book, rolled.low, rolled.high, rolled.tolerance
    title, loans = rolled.subject.title, rolled.subject.loans
    if low - tol <= rolled.most and book <= high + tol + rolled.interest:
        return _inside(rolled)
    if unit_mismatch(book, low) or unit_mismatch(book, high):
        return Verdict.WARN, f"报表{title}与信用报告疑为金额单位不同（元/万元），请核对单位"
    incomplete = _incomplete(rolled)
    if rolled.most < low:
        if incomplete == "over":
            return Verdict.CANNOT_DETERMINE, "信用报告贷款明细多于概要，读数待人工复核"
        gap = low - rolled.most
        return Verdict.FAIL, f"信用报告的{loans}比报表{title}多 {yuan(gap)}：报表漏记{_missing_loans(rolled, gap)}"
    if incomplete == "short" or rolled.stated_on > rolled.reported_on:
        why = "信用报告贷款明细少于概要" if incomplete else "报表日晚于信用报告，其间新贷款未知"
        return Verdict.CANNOT_DETERMINE, f"报表{title}比信用报告多 {yuan(book - high)}，但{why}"
    return _excess(rolled, book - high)


def _inside(rolled: Roll) -> tuple[Verdict, str]:
    """The book value is possible; a wide interval proves little."""
    width, title = rolled.high - rolled.low, rolled.subject.title
    share = _parameters.number("borrowing_interval_share", rolled.case.as_of)
    firm = sum((i.high - i.low for i in rolled.intervals if not i.weak), _ZERO)
    limit = max(rolled.book * share, rolled.tolerance)
    if width > limit >= firm:
        return Verdict.CANNOT_DETERMINE, f"报表{title}在信用报告推算的范围内，但有贷款的读数待人工复核，范围较宽"
    if width > limit:
        return Verdict.WARN, f"报表{title}在信用报告推算的范围内，但范围较宽，请逐笔核对"
    return Verdict.PASS, f"报表{title}与信用报告相符"


def _excess(rolled: Roll, excess: Decimal) -> tuple[Verdict, str]:
    """The books hold more than the report explains."""
    title = rolled.subject.title
    if rolled.subject.term == _loans.ACCEPTANCE:
        return Verdict.WARN, f"报表{title}比信用报告多 {yuan(excess)}，请查是否为商业承兑汇票或未报送的银行承兑汇票"
    delay = _parameters.days("reporting_delay_days", rolled.case.as_of)
    late = [c for c in rolled.unmatched if c.start and (rolled.reported_on - c.start).days <= delay]
    if late and abs(sum((c.amount or _ZERO for c in late), _ZERO) - excess) <= rolled.tolerance:
        return Verdict.WARN, f"报表{title}比信用报告多 {yuan(excess)}，与近期借款合同相同，可能银行尚未报送"
    share = _parameters.number("borrowing_excess_share", rolled.case.as_of)
    if excess > rolled.book * share:
        return Verdict.FAIL, f"报表{title}比信用报告多 {yuan(excess)}，来源不明（民间借贷、关联方借款或未报送的贷款）"
    return Verdict.WARN, f"报表{title}比信用报告多 {yuan(excess)}，请查是否有未报送的贷款、民间或关联方借款"


def _incomplete(rolled: Roll) -> str | None:
    """`short` when the loans read add up to less than the report's summary says, `over` when to more.

    A summary may be of loans alone or of acceptances too; a doubtful one says as much about what was missed.
    """
    if any(i.loan.amount.amount is None and i.loan.balance.amount is None for i in rolled.intervals):
        return "short"
    every = _loans.loans_of(rolled.report)
    count, opened = field_of(rolled.report, "outstanding_count"), sum(x.open for x in every)
    if (count.amount or _ZERO) > opened:
        return "short"
    summary = field_of(rolled.report, "outstanding_balance")
    if summary.amount is None:
        return None
    listed = [x for x in every if x.open]
    total = sum((x.balance.amount or _ZERO for x in listed), _ZERO)
    on_balance = (_loans.SHORT, _loans.LONG)
    loans = sum((x.balance.amount or _ZERO for x in listed if x.term_class(rolled.case.as_of) in on_balance), _ZERO)
    within = tolerance([summary.ulp, *(ulp_of(x.balance.field) for x in listed)])
    if min(abs(total - summary.amount), abs(loans - summary.amount)) <= within:
        return None
    return "short" if total < summary.amount else "over"


def _missing_loans(rolled: Roll, gap: Decimal) -> str:
    """What the books leave out: in words, with the one loan whose amount is the gap."""
    noun = "票据" if rolled.subject.term == _loans.ACCEPTANCE else "借款"
    same = [i.loan for i in rolled.intervals if abs(i.low - gap) <= rolled.tolerance]
    return noun + (f"，可能为 {'或 '.join(dict.fromkeys(_named(x) for x in same))}" if same else "")


def _named(loan: Loan) -> str:
    """A loan as a message calls it."""
    since = loan.issued.day.isoformat() if loan.issued.day else "日期不详"
    return f"{loan.lender.text or '贷款银行不详'} {since} 发放的 {yuan(loan.amount.amount or loan.owed)}"


def _steps(rolled: Roll) -> tuple[tuple[str, Decimal, tuple[Interval, ...]], ...]:
    """The waterfall: what the report shows now, less what came after the statement, plus what was settled after it."""
    stated = rolled.stated_on
    now = tuple(i for i in rolled.intervals if i.loan.open)
    later = tuple(i for i in now if i.loan.issued.day and i.loan.issued.day > stated)
    settled = tuple(i for i in rolled.intervals if i.loan.settled.day and i.loan.settled.day > stated and i.high)
    kept = tuple(i for i in now if i not in later)
    wide = tuple(i for i in kept if i.high > i.loan.owed)
    return (
        (f"信用报告（{rolled.reported_on.isoformat()}）未结清{rolled.subject.loans}余额", _owed(now), now),
        (f"减报表日（{stated.isoformat()}）后发放", -_owed(later), later),
        ("加报表日后结清", sum((i.high for i in settled), _ZERO), settled),
        ("加报表日后可能已归还", sum((i.high - i.loan.owed for i in wide), _ZERO), wide),
    )


def _owed(intervals: tuple[Interval, ...]) -> Decimal:
    """What the report says is owed."""
    return sum((i.loan.owed for i in intervals), _ZERO)


def words(rolled: Roll) -> str:
    """The waterfall in one Chinese sentence."""
    now, later, settled, widened = _steps(rolled)
    low, high, title = rolled.low, rolled.high, rolled.subject.title
    span = yuan(low) if low == high else f"{yuan(low)} 至 {yuan(high)}"
    maybe = f"，{widened[0]} {yuan(widened[1])}（{len(widened[2])} 笔）" if widened[1] else ""
    return (
        f"{now[0]} {yuan(now[1])}，{later[0]} {yuan(-later[1])}（{len(later[2])} 笔）"
        f"，{settled[0]} {yuan(settled[1])}（{len(settled[2])} 笔）{maybe}，报表日应有 {span}"
        f"；报表{title} {yuan(rolled.book)}，容差 {yuan(rolled.tolerance)}。"
    )


def record(rolled: Roll) -> Reconciliation:
    """The loan-by-loan table with bounds, verdict and waterfall."""
    found, reason = verdict(rolled)
    rows = [_row(rolled, i) for i in rolled.intervals] + [_claim_row(c) for c in rolled.unmatched]
    steps = [_step(label, amount, intervals) for label, amount, intervals in _steps(rolled)]
    steps += [
        _bound("报表日应有下限", rolled.low),
        _bound("报表日应有上限", rolled.high),
        _bound("容差", rolled.tolerance),
    ]
    steps += [
        _bound(f"报表{rolled.subject.title}", rolled.book, rolled.book_fact),
        _bound("不能解释", rolled.unexplained),
    ]
    return Reconciliation(
        statement_date=rolled.stated_on.isoformat(),
        report_date=rolled.reported_on.isoformat(),
        book=_money(rolled.book),
        low=_money(rolled.low),
        high=_money(rolled.high),
        tolerance=_money(rolled.tolerance),
        verdict=found,
        explanation=f"{reason}。{words(rolled)}",
        rows=tuple(rows),
        title=rolled.subject.title,
        unexplained=_money(rolled.unexplained),
        steps=tuple(steps),
    )


def _money(amount: Decimal) -> str:
    """A decimal string in yuan."""
    return f"{amount:.2f}"


def _step(label: str, amount: Decimal, intervals: tuple[Interval, ...]) -> ReconciliationStep:
    """A step that accounts of the report make up."""
    cited = tuple(p.cite() for i in intervals if (p := _place(i.loan)).field.evidence)
    return ReconciliationStep(label=label, amount=_money(amount), citations=cited)


def _bound(label: str, amount: Decimal, fact: Fact | None = None) -> ReconciliationStep:
    """A step that is a figure of the reconciliation itself, or of the balance sheet."""
    cited = (fact.cite(),) if fact is not None else ()
    return ReconciliationStep(label=label, amount=_money(amount), citations=cited)


def _place(loan: Loan) -> Fact:
    """Where an account's amount stands in the report."""
    return loan.balance if loan.balance.field.evidence else loan.amount


def _row(rolled: Roll, interval: Interval) -> ReconciliationRow:
    """One account of the report."""
    loan = interval.loan
    matched = loan.index in rolled.contracts or loan.index in rolled.rows
    place = _place(loan)
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


def _claim_row(claim: Claim) -> ReconciliationRow:
    """A contract or a row of the ledger that no account of the report answers to."""
    printed = _money(claim.amount or _ZERO)
    return ReconciliationRow(
        list="only_in_books",
        lender=claim.lender,
        kind=claim.kind,
        issue_date=claim.start.isoformat() if claim.start else None,
        due_date=claim.end.isoformat() if claim.end else None,
        amount=printed,
        balance=None,
        low="0.00",
        high=printed,
        treatment="信用报告中没有对应的贷款，请查银行是否报送",
        citation=claim.place.cite(),
    )
