"""The findings as the report shows them: grouped by article, the worst first, with the pictures that prove them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from datapackages import deciding, overrides
from datapackages.links import Links, PlaceView
from datapackages.words import (
    PARAMETERS,
    SEVERITIES,
    SEVERITY_NOTES,
    SUBJECTS,
    VERDICTS,
    article_group,
    article_words,
)
from schemas.core import CaseFile, Finding

_VERDICT_ORDER = list(VERDICTS)
_SEVERITY_ORDER = list(SEVERITIES)


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
    evidence: list[PlaceView]
    parameters: list[tuple[str, str]]
    override: str = ""
    to_decide: tuple[str, ...] = ()


@dataclass(frozen=True)
class GroupView:
    """The findings of one article."""

    title: str
    subject: str
    findings: list[FindingView]


def findings(case_file: CaseFile, links: Links) -> list[FindingView]:
    """All findings, the worst first: by verdict, then by severity, then by id."""
    ordered = sorted(case_file.judgement.findings, key=_rank)
    views = [_finding(number, f, links) for number, f in enumerate(ordered, 1)]
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


def _finding(number: int, finding: Finding, links: Links) -> FindingView:
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
        evidence=[links.of(c) for c in finding.evidence],
        parameters=[(PARAMETERS.get(name, name), value) for name, value in sorted(finding.parameters.items())],
    )
