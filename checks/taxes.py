"""Whether taxes are paid in time and in full, and whether any are owed (5.1.1(3))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from checks import _credit_report, _papers, _parameters, _returns, _taxes
from checks._compare import tolerance
from checks._facts import field_of, name_of, yuan
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from checks._taxes import Payment
from schemas.core import Case, Severity
from standards import working_days

_ZERO = Decimal(0)


@check("TAX-003", title="按期足额缴税", article="5.1.1(3)", severity=Severity.HIGH, applies=_papers.company)
def paid_in_time(case: Case) -> Outcome:
    """Each tax was paid by its statutory day and as declared, for every period of the last year.

    A period without a payment decides nothing: the return may have been of nothing.
    """
    rows = [p for p in _taxes.payments(case) if not p.extra]
    if not rows:
        return unknown("没有税收完税证明，不能核对纳税情况。")
    outcomes = [o for p in rows if (o := _in_time(p)) is not None]
    outcomes += [*_as_declared(case, rows), *_gaps(case, rows)]
    doubtful = [f for p in rows for f in (p.kind, p.end, p.paid) if not f.usable]
    if doubtful:
        outcomes.append(unknown(f"完税明细有 {len(doubtful)} 处税种、所属期或入库日期待人工复核", *doubtful))
    return worst(outcomes, unknown("完税明细的税种没有统一的缴税期限，不能判断是否逾期。", *(p.kind for p in rows)))


def _in_time(payment: Payment) -> Outcome | None:
    """One payment against the last day for it; null when either is not known."""
    last = _taxes.due(payment)
    if last is None or not payment.paid.usable or payment.paid.day is None:
        return None
    message = f"{payment.name}{payment.paid.day.isoformat()} 入库，期限 {last.isoformat()}"
    if payment.paid.day > last:
        return warned(f"{message}，迟 {(payment.paid.day - last).days} 天", *payment.facts)
    return passed(f"{message}，按期", *payment.facts)


def _as_declared(case: Case, rows: list[Payment]) -> Iterator[Outcome]:
    """The value added tax that was paid for a period against what its return says is to be paid."""
    for declared in _returns.vat_returns(case):
        owed = declared.to_pay
        paid = [p for p in rows if p.kind.text.startswith("增值税") and p.end.day == declared.end.day and p.end.usable]
        if owed is None or not paid or not declared.end.usable:
            continue
        if not (owed.usable and all(p.amount.usable for p in paid)):
            yield unknown(f"{declared.end.text} 增值税的申报数或入库数待人工复核", owed, *(p.amount for p in paid))
            continue
        total = sum((p.amount.amount or _ZERO for p in paid), _ZERO)
        message = f"{declared.end.text} 增值税申报应补（退）{yuan(owed.amount or _ZERO)}，入库 {yuan(total)}"
        cited = (owed, *(p.amount for p in paid))
        if abs(total - (owed.amount or _ZERO)) <= tolerance(f.ulp for f in cited):
            yield passed(f"{message}，相符", *cited)
        else:
            yield warned(f"{message}，不符", *cited)


def _gaps(case: Case, rows: list[Payment]) -> Iterator[Outcome]:
    """Months of the last year without value added tax (or turnover tax): nothing is known about them."""
    main = [p for p in rows if p.kind.text.startswith(("增值税", "营业税"))]
    covered = {m for p in main if p.start.day and p.end.day for m in _months(p.start.day, p.end.day)}
    if not covered:
        yield unknown("完税证明没有增值税或营业税，请补充最近一年的完税证明或申报表")
        return
    wanted = _last_months(case.as_of, _parameters.days("tax_months_looked_at", case.as_of))
    lacking = [m for m in wanted if m not in covered]
    if lacking:
        listed = "、".join(f"{y}-{m:02d}" for y, m in lacking)
        yield unknown(f"最近一年没有 {listed} 的增值税（营业税）入库记录，可能为零申报，请补充申报表", main[0].kind)


def _months(start: date, end: date) -> Iterator[tuple[int, int]]:
    """The months of a period, as year and month."""
    first, last = (d.year * 12 + d.month - 1 for d in (start, end))
    return ((m // 12, m % 12 + 1) for m in range(first, last + 1))


def _last_months(as_of: date, count: int) -> list[tuple[int, int]]:
    """The months, earliest first, that end with the last one whose tax was due before the day of judgement."""
    pending = as_of <= working_days.monthly_deadline(as_of.year, as_of.month)
    latest = as_of.year * 12 + as_of.month - 1 - (2 if pending else 1)
    return [(m // 12, m % 12 + 1) for m in range(latest - count + 1, latest + 1)]


@check("TAX-004", title="滞纳金、罚款和欠税", article="5.1.1(3)", severity=Severity.HIGH, applies=_papers.company)
def nothing_owed(case: Case) -> Outcome:
    """No late fee or fine was paid, and the credit report shows no tax owed."""
    rows = _taxes.payments(case)
    outcomes = [_extra(p) for p in rows if p.extra]
    report = _credit_report.newest(case)
    owed = field_of(report, "tax_arrears_count") if report else None
    if owed is not None and owed.amount:
        message = f"{name_of(owed.document)}有 {owed.text} 条欠税记录"
        outcomes.append(failed(message, owed) if owed.usable else warned(f"{message}（待复核）", owed))
    if outcomes:
        return worst(outcomes, unknown(""))
    doubtful = [p.kind for p in rows if not p.kind.usable]
    if doubtful:
        return unknown(f"完税明细有 {len(doubtful)} 行税种待人工复核。", *doubtful)
    clean = [f for f in (owed,) if f is not None and f.usable]
    if not rows and not clean:
        return unknown("没有完税证明或载有欠税记录的信用报告，请到税务机关查询。")
    return passed("资料中没有滞纳金、罚款或欠税记录。", *(p.kind for p in rows), *clean)


def _extra(payment: Payment) -> Outcome:
    """A late fee or a fine."""
    amount = f" {yuan(payment.amount.amount)}" if payment.amount.amount is not None else ""
    doubt = "" if payment.kind.usable else "（识别待复核）"
    return warned(f"{name_of(payment.kind.document)}有{payment.kind.text}{amount}{doubt}", payment.kind, payment.amount)


@check("TAX-008", title="税务名单", article="5.1.1(3);5.2.3(4)", severity=Severity.HIGH)
def on_no_list(case: Case) -> Outcome:
    """Lists of exit bans, tax arrears and serious tax offences can only be looked up at the authority."""
    return unknown("限制出境、欠税公告、重大税收违法失信主体名单不能由资料判断，须到税务机关查询（IV-03）。")
