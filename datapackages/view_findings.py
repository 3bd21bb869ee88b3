"""The findings as the report shows them: grouped by article, the worst first, with the pictures that prove them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from datapackages import overrides, places
from datapackages.find import title
from datapackages.values import cited, money
from datapackages.words import (
    PARAMETERS,
    RECONCILIATION_LISTS,
    SEVERITIES,
    SEVERITY_NOTES,
    SUBJECTS,
    VERDICTS,
    article_group,
    article_words,
)
from schemas.core import CaseFile, Citation, Document, Finding, ReconciliationRow, Verdict

_VERDICT_ORDER = list(VERDICTS)
_SEVERITY_ORDER = list(SEVERITIES)


@dataclass(frozen=True)
class EvidenceView:
    """A value that a finding rests on, with its picture when it has one."""

    document: str
    document_id: str
    field: str
    value: str
    place: str
    crop: str | None


@dataclass(frozen=True)
class FindingView:
    """One finding."""

    anchor: str
    check: str
    title: str
    verdict: str
    verdict_word: str
    severity: str
    severity_word: str
    severity_note: str
    article: str
    group: str
    message: str
    evidence: list[EvidenceView]
    parameters: list[tuple[str, str]]
    override: str = ""


@dataclass(frozen=True)
class GroupView:
    """The findings of one article."""

    title: str
    subject: str
    findings: list[FindingView]


@dataclass(frozen=True)
class LoanView:
    """A row of the borrowings reconciliation."""

    tone: str
    list_word: str
    lender: str
    kind: str
    issue_date: str
    due_date: str
    amount: str
    balance: str
    low: str
    high: str
    treatment: str
    crop: str | None


@dataclass(frozen=True)
class BorrowingsView:
    """The borrowings reconciliation."""

    statement_date: str
    report_date: str
    book: str
    low: str
    high: str
    tolerance: str
    verdict: str
    verdict_word: str
    explanation: str
    rows: list[LoanView]


def findings(case_file: CaseFile, crops: Mapping[str, str]) -> list[FindingView]:
    """All findings, the worst first: by verdict, then by severity, then by id."""
    documents = {d.document_id: d for d in case_file.case.documents}
    ordered = sorted(case_file.judgement.findings, key=_rank)
    views = [_finding(number, f, documents, crops) for number, f in enumerate(ordered, 1)]
    told = [overrides.words(overrides.of_finding(case_file.case, f)) for f in ordered]
    return [replace(view, override=words) for view, words in zip(views, told, strict=True)]


def groups(views: Iterable[FindingView]) -> list[GroupView]:
    """The findings grouped by article, in the order of the regulation; those without an article come last."""
    by_group: dict[str, list[FindingView]] = {}
    for view in views:
        by_group.setdefault(view.group, []).append(view)
    return [GroupView(_group_title(name), _subject(name), by_group[name]) for name in sorted(by_group, key=_group_rank)]


def borrowings(case_file: CaseFile, crops: Mapping[str, str]) -> BorrowingsView | None:
    """The borrowings reconciliation, None when the case has none."""
    found = case_file.borrowings
    if found is None:
        return None
    return BorrowingsView(
        statement_date=found.statement_date,
        report_date=found.report_date,
        book=money(found.book),
        low=money(found.low),
        high=money(found.high),
        tolerance=money(found.tolerance),
        verdict=found.verdict.value,
        verdict_word=VERDICTS[found.verdict],
        explanation=found.explanation,
        rows=[_loan(row, found.verdict, crops) for row in found.rows],
    )


def _rank(finding: Finding) -> tuple[int, int, str]:
    return _VERDICT_ORDER.index(finding.verdict), _SEVERITY_ORDER.index(finding.severity), finding.check


def _group_rank(name: str) -> tuple[bool, list[int]]:
    return not name, [int(part) for part in name.split(".")] if name else []


def _group_title(name: str) -> str:
    return article_words(name) if name else "其他核对"


def _subject(name: str) -> str:
    return SUBJECTS.get(name, SUBJECTS.get(name.rsplit(".", 1)[0], "")) if name else "文件之间与数字之间"


def _finding(number: int, finding: Finding, documents: Mapping[str, Document], crops: Mapping[str, str]) -> FindingView:
    return FindingView(
        anchor=f"f{number}",
        check=finding.check,
        title=finding.title,
        verdict=finding.verdict.value,
        verdict_word=VERDICTS[finding.verdict],
        severity=finding.severity.value,
        severity_word=SEVERITIES[finding.severity],
        severity_note=SEVERITY_NOTES[finding.severity],
        article=article_words(finding.article),
        group=article_group(finding.article),
        message=finding.message,
        evidence=[_evidence(c, documents.get(c.document_id), crops) for c in finding.evidence],
        parameters=[(PARAMETERS.get(name, name), value) for name, value in sorted(finding.parameters.items())],
    )


def _evidence(citation: Citation, document: Document | None, crops: Mapping[str, str]) -> EvidenceView:
    return EvidenceView(
        document=document.title_zh if document else "",
        document_id=citation.document_id,
        field=title(document, citation.field) if document else citation.field,
        value=cited(citation),
        place=f"{citation.sheet or ''}!{citation.cell}"
        if citation.cell
        else f"第{citation.page}页" * bool(citation.page),
        crop=crops.get(places.crop(citation.document_id, citation.field)),
    )


def _tone(row: ReconciliationRow, verdict: Verdict) -> str:
    """How a loan is shown: those outside the reckoning pale, those without a counterpart marked when the books differ."""
    if _is_nothing(row.high):
        return "left_out"
    if row.list == "matched" or verdict is Verdict.PASS:
        return "matched"
    return "wrong" if row.list == "only_in_report" and verdict is Verdict.FAIL else "watch"


def _is_nothing(amount: str) -> bool:
    return not amount.strip("0.")


def _loan(row: ReconciliationRow, verdict: Verdict, crops: Mapping[str, str]) -> LoanView:
    citation = row.citation
    return LoanView(
        tone=_tone(row, verdict),
        list_word=RECONCILIATION_LISTS.get(row.list, row.list),
        lender=row.lender,
        kind=row.kind,
        issue_date=row.issue_date or "",
        due_date=row.due_date or "",
        amount=money(row.amount),
        balance=money(row.balance),
        low=money(row.low),
        high=money(row.high),
        treatment=row.treatment,
        crop=crops.get(places.crop(citation.document_id, citation.field)) if citation else None,
    )
