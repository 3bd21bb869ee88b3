"""Whether the capital is paid in as the papers say (5.1.4(9))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from checks import _papers, _parameters
from checks._compare import tolerance, two_sources, unit_mismatch
from checks._facts import Fact, best, cell_of, facts, field_of, name_of, yuan
from checks._registry import Outcome, check, failed, not_applicable, passed, unknown, warned, worst
from checks._statement import column, latest
from checks.shareholders import capital_stays, contributions, shareholders_owe_little
from schemas.core import Case, Document, Severity, Verdict


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
    outcomes += _schedule(case, book)
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


def _schedule(case: Case, book: Fact) -> Iterator[Outcome]:
    """What the charter made due by the day of the balance sheet, and how late it lets the rest be paid."""
    stated = field_of(book.document, "period_end").day
    for charter in case.of_type("articles_of_association"):
        rows = [
            tuple(cell_of(charter, "shareholders", i, row, c) for c in ("subscribed", "due_on"))
            for i, row in enumerate(charter.tables.get("shareholders", ()))
        ]
        due = [(s, d) for s, d in rows if d.day and stated and d.day <= stated and s.amount]
        total = sum((s.amount or Decimal(0) for s, _ in due), Decimal(0))
        cited = [book, *(f for pair in due for f in pair)]
        message = f"章程规定 {stated} 前应缴 {yuan(total)}，实收资本 {yuan(book.amount or Decimal(0))}"
        if due and total > (book.amount or Decimal(0)) + tolerance([book.ulp, *(s.ulp for s, _ in due)]):
            sure = all(f.usable for f in cited)
            yield failed(f"{message}，逾期未缴", *cited) if sure else unknown(f"{message}，待人工复核", *cited)
        elif due:
            yield passed(f"{message}，按期缴纳", *cited)
        yield from (o for _, d in rows if (o := _window(case, d)) is not None)


def _window(case: Case, due: Fact) -> Outcome | None:
    """A date of payment against the Company Law in force since 2024-07-01."""
    founded = best(facts(case, "business_licence.establishment_date"))
    start = _parameters.day("capital_window_from")
    if not due.usable or due.day is None or founded is None or not founded.usable or founded.day is None:
        return None
    if case.as_of < start:
        return None
    if founded.day >= start:
        years = _parameters.days("capital_window_years", case.as_of)
        anniversary = (founded.day.year + years, founded.day.month, founded.day.day)
        over = (due.day.year, due.day.month, due.day.day) > anniversary
        return failed(f"章程出资日 {due.day} 晚于成立后 {years} 年", due, founded) if over else None
    if due.day <= _parameters.day("capital_latest_due"):
        return None
    message = f"章程出资日 {due.day} 晚于 {_parameters.day('capital_latest_due')}"
    if case.as_of >= _parameters.day("capital_transition_end"):
        return failed(f"{message}，过渡期已满", due)
    return warned(f"{message}，须在 {_parameters.day('capital_transition_end')} 前调整", due)


@check("FIN-09b", title="抽走和转移资本", article="5.1.4(9)", severity=Severity.HIGH, applies=_papers.incorporated)
def capital_is_not_withdrawn(case: Case) -> Outcome:
    """Neither balances of shareholders (FIN-01b) nor payments to them (FIN-01c) show that capital was withdrawn."""
    found = [shareholders_owe_little(case), capital_stays(case)]
    outcome = worst(found, found[0])
    if outcome.verdict is Verdict.WARN or all(o.verdict is Verdict.PASS for o in found):
        return outcome
    return outcome if outcome.verdict is Verdict.FAIL else unknown(outcome.message, *outcome.cited)


@check("FIN-09c", title="虚增资本", article="5.1.4(9)", severity=Severity.HIGH, applies=_papers.incorporated)
def increase_is_shown(case: Case) -> Outcome:
    """An increase of the paid-in capital is shown by a verification, an appraisal, a resolution or a receipt."""
    document = latest(case, "balance_sheet", case.as_of)
    pair = [column(document, n).fact("paid_in_capital") for n in ("ending", "opening")] if document else []
    now, before = (*pair, None, None)[:2]
    if now is None or before is None or not now.usable or not before.usable or document is None:
        return unknown("资产负债表年初、期末的实收资本没有读到或待人工复核。", now, before)
    rise = (now.amount or Decimal(0)) - (before.amount or Decimal(0))
    if rise <= 0:
        return not_applicable("实收资本本年没有增加。", now, before)
    papers = list(_evidence(case, document, now))
    reserve = [column(document, n).amount("capital_reserve") or Decimal(0) for n in ("opening", "ending")]
    message = f"实收资本本年增加 {yuan(rise)}"
    if reserve[0] - reserve[1] > 0:
        message += f"，同时资本公积减少 {yuan(reserve[0] - reserve[1])}（疑为转增）"
    if papers:
        return passed(
            f"{message}，有{'、'.join(dict.fromkeys(name_of(f.document) for f in papers))}为证。", now, before, *papers
        )
    return warned(f"{message}，没有验资报告、评估报告、股东会决议或进账凭证，可能虚假增资。", now, before)


def _evidence(case: Case, sheet: Document, now: Fact) -> Iterator[Fact]:
    """Papers of the year that show where an increase came from."""
    end = field_of(sheet, "period_end").day
    start = date(end.year, 1, 1) if end else None
    dated = (("capital_verification_report", "report_date"), ("appraisal_report", "report_date"))
    for type_, name in (*dated, ("shareholder_resolution", "resolution_date")):
        for document in case.of_type(type_):
            day = field_of(document, name)
            verified = field_of(document, "paid_in_capital").amount
            fits = type_ != "capital_verification_report" or verified == now.amount
            if day.day and start and day.day >= start and fits and day.usable:
                yield day
    yield from (e.into for e in contributions(case) if e.day and start and e.day >= start)
