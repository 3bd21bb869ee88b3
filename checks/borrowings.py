"""Borrowings and acceptances of the balance sheet against the credit report and the contracts (5.1.4(7), 5.1.4(8))."""

from __future__ import annotations

from decimal import Decimal

from checks import _loans, _papers
from checks._compare import tolerance
from checks._facts import facts, field_of, yuan
from checks._matching import same
from checks._measure import last_sheet
from checks._registry import Outcome, check, failed, not_applicable, passed, unknown, warned
from checks._roll import BILLS, LONG, SHORT, Roll, Subject, case_contracts, roll
from checks._three_way import Rule, three_way
from checks._waterfall import record, verdict, words
from schemas.core import Case, Reconciliation, Severity, Verdict

_ZERO = Decimal(0)
_RULE = Rule(lines=("short_term_borrowings",), own=("short_borrowings",), side=-1, plus=("interest_payable",))


@check(
    "FIN-07a",
    title="短期借款总账、明细与报表核对",
    article="5.1.4(7)",
    severity=Severity.HIGH,
    applies=_papers.incorporated,
)
def borrowings_fit_ledger(case: Case) -> Outcome:
    """Short-term borrowings of the balance sheet are those of the ledger and of its details by lender."""
    return three_way(case, (_RULE,), "短期借款")


@check(
    "FIN-07b",
    title="短期借款与信用报告核对",
    article="5.1.4(7)",
    severity=Severity.BLOCKING,
    applies=_papers.incorporated,
)
def borrowings_fit_report(case: Case) -> Outcome:
    """Short-term borrowings of the books are what the credit report's loans, rolled to the statement date, allow."""
    return _reconciled(case, SHORT, roll(case, SHORT))


@check(
    "FIN-08a",
    title="长期借款与信用报告核对",
    article="5.1.4(8)",
    severity=Severity.BLOCKING,
    applies=_papers.incorporated,
)
def long_borrowings_fit_report(case: Case) -> Outcome:
    """Long-term borrowings, with those due within a year, are what the report's loans of more than a year allow."""
    return _reconciled(case, LONG, roll(case, LONG))


@check(
    "FIN-07e", title="应付票据与信用报告核对", article="5.1.4(7)", severity=Severity.HIGH, applies=_papers.incorporated
)
def bills_fit_report(case: Case) -> Outcome:
    """Notes payable of the books are the acceptances of the credit report, rolled to the statement date."""
    rolled = roll(case, BILLS)
    if not isinstance(rolled, str) and not rolled.intervals:
        if rolled.book:
            return unknown(
                "信用报告没有读到银行承兑汇票，应付票据可能为商业承兑汇票，请查票据登记簿。", rolled.book_fact
            )
        return not_applicable("没有应付票据，信用报告也没有银行承兑汇票。", rolled.book_fact)
    return _reconciled(case, BILLS, rolled)


def _reconciled(case: Case, subject: Subject, rolled: Roll | str) -> Outcome:
    """The verdict of a reconciliation, with the waterfall and all the cells that bear it."""
    if isinstance(rolled, str):
        known = facts(case, "credit_report.report_date", "balance_sheet.period_end")
        return unknown(f"{rolled}，不能核对{subject.title}。", *known)
    if subject is LONG and not rolled.intervals and not rolled.book:
        return not_applicable("没有长期借款，信用报告也没有中长期贷款。", rolled.book_fact)
    found, reason = verdict(rolled)
    make = {Verdict.FAIL: failed, Verdict.WARN: warned, Verdict.PASS: passed}.get(found, unknown)
    bearing = [f for i in rolled.intervals if i.high or i.loan.open for f in i.loan.facts]
    dates = (field_of(rolled.statement, "period_end"), field_of(rolled.report, "report_date"))
    return make(f"{reason}。{words(rolled)}", rolled.book_fact, *dates, *bearing)


@check("FIN-08b", title="长期借款与合同核对", article="5.1.4(8)", severity=Severity.HIGH, applies=_papers.incorporated)
def long_borrowings_fit_contracts(case: Case) -> Outcome:
    """What is outstanding of the long-term loan contracts is the balance of long-term borrowings."""
    sheet = last_sheet(case)
    fact = sheet.fact("lt_borrowings") if sheet else None
    if sheet is None or fact is None or fact.weak or fact.unread or sheet.end is None:
        return unknown("资产负债表的长期借款没有读到或待人工复核。", fact)
    book, part = fact.amount or _ZERO, sheet.amount("ncl_due_1y") or _ZERO
    others = [
        f for k in ("bonds_payable", "lt_payables", "lease_liabilities") for f in sheet.cells.get(k, ()) if f.amount
    ]
    day = sheet.end
    claims = [c for c in case_contracts(case, _loans.LONG) if c.start and c.end and c.start <= day < c.end]
    if not book and not claims:
        if others:
            return unknown("有应付债券、长期应付款或租赁负债，请提供合同或批文。", *others)
        return not_applicable("没有长期负债。", fact)
    if not claims:
        return unknown(f"长期借款 {yuan(book)}，没有长期借款合同，不能逐笔核对。", fact)
    loans = [x for d in case.of_type("credit_report") for x in _loans.loans_of(d)]
    low = high = _ZERO
    cited = [fact]
    for claim in claims:
        owed = next((x.balance for x in loans if same(x, claim) and x.balance.amount is not None), None)
        high += claim.amount or _ZERO
        low += min(owed.amount or _ZERO, claim.amount or _ZERO) if owed is not None else _ZERO
        cited += [claim.place] + ([owed] if owed is not None else [])
    span = yuan(low) if low == high else f"{yuan(low)} 至 {yuan(high)}"
    message = f"长期借款 {yuan(book)}（另一年内到期 {yuan(part)}），{len(claims)} 份合同在报表日未还 {span}"
    within = tolerance(f.ulp for f in cited)
    if any(f.weak for f in cited):
        return unknown(f"{message}；有读数待人工复核。", *cited)
    if book + part < low - within:
        return failed(f"{message}，报表少列 {yuan(low - book - part)}。", *cited)
    if book > high + within:
        return unknown(f"{message}，其余 {yuan(book - high)} 没有合同。", *cited)
    return passed(f"{message}，相符；来源见合同。", *cited)


def reconcile(case: Case) -> Reconciliation | None:
    """The loan-by-loan table behind FIN-07b, null for persons, sole proprietors and cases that lack a paper it needs."""
    return reconciliations(case).get("borrowings")


def reconciliations(case: Case) -> dict[str, Reconciliation]:
    """The tables behind FIN-07b (`borrowings`), FIN-08a (`lt_borrowings`) and FIN-07e (`notes_payable`), where there is one."""
    own = _papers.of_applicant(case)
    if _papers.incorporated(own):
        return {}
    subjects = {"borrowings": SHORT, "lt_borrowings": LONG, "notes_payable": BILLS}
    found = {name: roll(own, subject) for name, subject in subjects.items()}
    return {
        name: _told(record(rolled), rolled)
        for name, rolled in found.items()
        if not isinstance(rolled, str) and (name == "borrowings" or rolled.intervals or rolled.book)
    }


def _told(table: Reconciliation, rolled: Roll) -> Reconciliation:
    """The table with the verdict of its check: notes without any acceptance in the report may be commercial bills (FIN-07e)."""
    if rolled.subject is BILLS and not rolled.intervals:
        return table.model_copy(update={"verdict": Verdict.CANNOT_DETERMINE})
    return table
