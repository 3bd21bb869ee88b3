"""Whether the capital is paid in as the papers say (5.1.4(9))."""

from __future__ import annotations

from decimal import Decimal

from checks import _papers, _parameters
from checks._compare import two_sources, unit_mismatch
from checks._facts import Fact, best, facts, field_of, name_of, yuan
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from checks._statement import column, latest
from schemas.core import Case, Severity, Verdict


@check("FIN-09a", title="实收资本到位", article="5.1.4(9)", severity=Severity.HIGH, applies=_papers.incorporated)
def paid_in(case: Case) -> Outcome:
    """Paid-in capital of the balance sheet, the licence (where printed) and the verification report are the same."""
    book = _book(case)
    licence = best(f for d in _papers.licences(case) if (f := field_of(d, "paid_in_capital")).value is not None)
    verified = _last_verified(case)
    registered = best(f for d in _papers.licences(case) if (f := field_of(d, "registered_capital")).value is not None)
    sources = [f for f in (licence, verified) if f is not None]
    if book is None:
        return unknown("资产负债表没有读到实收资本。", *sources)
    outcomes = [_pair(case, book, other) for other in sources]
    if licence is not None and verified is not None:
        outcomes.append(_pair(case, licence, verified))
    if registered is not None:
        outcomes.append(_against_registered(case, book, registered, bool(sources)))
    return worst(outcomes, unknown("没有注册资本、验资报告或执照实收资本可比较。", book))


def _book(case: Case) -> Fact | None:
    """Paid-in capital of the latest balance sheet."""
    document = latest(case, "balance_sheet", case.as_of)
    fact = column(document, "ending").fact("paid_in_capital") if document else None
    return fact if fact is not None and fact.amount is not None else None


def _last_verified(case: Case) -> Fact | None:
    """Paid-in capital of the last verification report."""
    found = list(facts(case, "capital_verification_report.paid_in_capital"))
    return max(found, key=lambda f: (f.usable, field_of(f.document, "report_date").text), default=None)


def _pair(case: Case, a: Fact, b: Fact) -> Outcome:
    """Two papers that both print the paid-in capital."""
    x, y = a.amount or Decimal(0), b.amount or Decimal(0)
    message = f"实收资本：{name_of(a.document)} {yuan(x)}，{name_of(b.document)} {yuan(y)}"
    verdict = two_sources(a, b, case.as_of)
    sure = a.usable and b.usable
    if verdict is Verdict.PASS:
        return passed(f"{message}，一致", a, b) if sure else unknown(f"{message}，待人工复核", a, b)
    if unit_mismatch(x, y):
        return warned(f"{message}，疑为金额单位不同（元/万元）", a, b)
    if not sure or verdict is Verdict.WARN:
        return warned(f"{message}，不一致" + ("" if sure else "（识别待复核）"), a, b)
    if x > y and _later_contribution(case, a, b):
        return warned(f"{message}；验资以后增加的实收资本没有验资报告，认缴制下请查进账凭证", a, b)
    return failed(f"{message}，不一致：出资是否到位、有无抽走，须查验资报告和进账凭证", a, b)


def _later_contribution(case: Case, book: Fact, other: Fact) -> bool:
    """Whether the books may rightly hold more: capital paid after the paper, when verification was no longer required."""
    stated = field_of(book.document, "period_end").day
    issued = next((d for n in ("report_date", "issue_date") if (d := field_of(other.document, n).day)), None)
    reform = _parameters.day("inspection_abolished")
    return bool(stated and stated >= reform and case.as_of >= reform and issued and issued < stated)


def _against_registered(case: Case, book: Fact, registered: Fact, compared: bool) -> Outcome:
    """Paid-in against registered capital: less is no defect since 2014-03, more never fits."""
    x, y = book.amount or Decimal(0), registered.amount or Decimal(0)
    message = f"{name_of(book.document)}实收资本 {yuan(x)}，注册资本 {yuan(y)}"
    verdict = two_sources(book, registered, case.as_of)
    sure = book.usable and registered.usable
    if verdict is Verdict.PASS:
        return (
            passed(f"{message}，已缴足", book, registered)
            if sure
            else unknown(f"{message}，待人工复核", book, registered)
        )
    if unit_mismatch(x, y):
        return warned(f"{message}，疑为金额单位不同（元/万元）", book, registered)
    if x > y:
        return warned(f"{message}，实收大于注册资本，请查是否增资未登记或外币折算", book, registered)
    if case.as_of >= _parameters.day("inspection_abolished"):
        return passed(f"{message}，认缴制下未缴足不是缺陷", book, registered)
    if compared:
        return passed(f"{message}，未缴足部分见验资报告", book, registered)
    return warned(f"{message}，未缴足，且没有验资报告可证明分期出资", book, registered)
