"""The findings as the report shows them: grouped by article, the worst first, with the pictures that prove them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from datapackages import deciding, overrides, places
from datapackages.find import title
from datapackages.values import cited
from datapackages.words import (
    PARAMETERS,
    SEVERITIES,
    SEVERITY_NOTES,
    SUBJECTS,
    VERDICTS,
    article_group,
    article_words,
)
from schemas.core import CaseFile, Citation, Document, Finding

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
    to_decide: tuple[str, ...] = ()


@dataclass(frozen=True)
class GroupView:
    """The findings of one article."""

    title: str
    subject: str
    findings: list[FindingView]


def findings(case_file: CaseFile, crops: Mapping[str, str]) -> list[FindingView]:
    """All findings, the worst first: by verdict, then by severity, then by id."""
    documents = {d.document_id: d for d in case_file.case.documents}
    ordered = sorted(case_file.judgement.findings, key=_rank)
    views = [_finding(number, f, documents, crops) for number, f in enumerate(ordered, 1)]
    told = [overrides.words(overrides.of_finding(case_file.case, f)) for f in ordered]
    decide = deciding.decider(case_file)
    return [
        replace(view, override=words, to_decide=decide(f)) for view, words, f in zip(views, told, ordered, strict=True)
    ]


def groups(views: Iterable[FindingView]) -> list[GroupView]:
    """The findings grouped by article, in the order of the regulation; those without an article come last."""
    by_group: dict[str, list[FindingView]] = {}
    for view in views:
        by_group.setdefault(view.group, []).append(view)
    return [GroupView(_group_title(name), _subject(name), by_group[name]) for name in sorted(by_group, key=_group_rank)]


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
