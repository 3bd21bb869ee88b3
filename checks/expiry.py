"""What has expired, is about to, or is too old (expiry calendar)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from checks import _names, _papers, _parameters
from checks._facts import Fact, cell_of, field_of, name_of
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from schemas.core import Case, Document, Severity
from schemas.titles import field_title
from standards import chinese_date


@check("EXP-001", title="到期和时效", article="3", severity=Severity.MEDIUM, by_date=True)
def nothing_expires(case: Case) -> Outcome:
    """No paper that counts has expired; those that end within 60 days, and data that is too old, are named."""
    outcomes = [*(_end(case, f) for f in _ends(case)), *_ages(case), *_leases(case), *_contributions(case)]
    return worst(outcomes, unknown("没有读到任何有效期。"))


def _ends(case: Case) -> Iterator[Fact]:
    """The ends of validity that count: superseded certificates and older copies do not."""
    latest = [d for d in _papers.licences(case) if field_of(d, "valid_to").value is not None]
    papers = [*latest[:1], *_papers.id_cards(case), *case.of_type("property_certificate")]
    if "organisation_code_certificate" in _papers.required(case):
        papers += case.of_type("organisation_code_certificate")
    papers += _newest(case, "appraisal_report", "location", "valuation_date")
    for document in papers:
        fact = field_of(document, "valid_to")
        if fact.value is not None:
            yield fact


def _end(case: Case, fact: Fact) -> Outcome:
    """One end of validity."""
    what = f"{name_of(fact.document)}{field_title(fact.document.type, fact.path)}"
    if not fact.usable:
        return unknown(f"{what}待人工复核", fact)
    if fact.value == chinese_date.LONG_TERM or fact.day is None:
        return passed(f"{what}长期", fact)
    if fact.day < case.as_of:
        return failed(f"{what} {fact.day.isoformat()}，已过期", fact)
    notice = timedelta(days=_parameters.days("expiry_notice_days", case.as_of))
    if fact.day <= case.as_of + notice:
        return warned(f"{what} {fact.day.isoformat()}，{(fact.day - case.as_of).days} 天后到期", fact)
    return passed(f"{what} {fact.day.isoformat()}", fact)


def _newest(case: Case, type_: str, same: str, dated: str) -> list[Document]:
    """Of several papers about one thing the last: those that it superseded do not count."""
    found: dict[str, Document] = {}
    for paper in case.of_type(type_):
        key = _names.plain(field_of(paper, same).text) or paper.document_id
        if key not in found or field_of(paper, dated).text > field_of(found[key], dated).text:
            found[key] = paper
    return list(found.values())


def _leases(case: Case) -> Iterator[Outcome]:
    """Leases that have ended or will soon; they may have been renewed, so an end is no failure."""
    notice = timedelta(days=_parameters.days("expiry_notice_days", case.as_of))
    for lease in _newest(case, "lease_contract", "location", "end_date"):
        end = field_of(lease, "end_date")
        if not end.usable or end.day is None:
            continue
        what = f"{name_of(lease)}到期日 {end.day.isoformat()}"
        if end.day < case.as_of:
            yield warned(f"{what}，已到期，请查是否续租", end)
        elif end.day <= case.as_of + notice:
            yield warned(f"{what}，{(end.day - case.as_of).days} 天后到期", end)
        else:
            yield passed(what, end)


def _contributions(case: Case) -> Iterator[Outcome]:
    """Contributions to the capital that fall due soon; those that are overdue are FIN-09a's matter."""
    notice = timedelta(days=_parameters.days("expiry_notice_days", case.as_of))
    for charter in _newest(case, "articles_of_association", "company_name", "signed_date"):
        for index, row in enumerate(charter.tables.get("shareholders", ())):
            due, name = (cell_of(charter, "shareholders", index, row, c) for c in ("due_on", "name"))
            if due.usable and due.day and case.as_of <= due.day <= case.as_of + notice:
                yield warned(f"股东 {name.text} 的出资 {due.day.isoformat()} 前须缴足", due, name)


_AGES = (
    ("credit_report", "report_date", "credit_report_fresh_days"),
    ("income_proof", "issue_date", "income_proof_days"),
    ("registry_extract", "report_date", "registry_extract_days"),
    ("balance_sheet", "period_end", "statement_age_days"),
)


def _ages(case: Case) -> Iterator[Outcome]:
    """The newest paper of each kind whose data grows old."""
    for type_, name, parameter in _AGES:
        dated = [f for d in case.of_type(type_) if (f := field_of(d, name)).usable and f.day]
        newest = max(dated, key=lambda f: f.day or date.min, default=None)
        if newest is None or newest.day is None:
            continue
        limit, age = _parameters.days(parameter, case.as_of), (case.as_of - newest.day).days
        what = f"{_called(newest.document)}{field_title(type_, name)} {newest.day.isoformat()}，距判断日 {age} 天"
        yield warned(f"{what}，超过 {limit} 天，请补充最近资料", newest) if age > limit else passed(what, newest)


def _called(document: Document) -> str:
    """The document's name without its period, which follows anyway."""
    return name_of(document).split("（")[0]
