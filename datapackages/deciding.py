"""What would decide a question that the papers leave open: readings to be looked at, papers to be asked for, visits."""

from __future__ import annotations

from collections.abc import Callable

from datapackages.find import doubtful, lookup, title
from schemas.core import CaseFile, Finding, Verdict
from schemas.titles import TYPES, type_title

_MOST = 6
"""Readings that are named one by one."""


def decider(case_file: CaseFile) -> Callable[[Finding], tuple[str, ...]]:
    """A function that says, in Chinese, what would decide a finding; nothing for one that is decided."""
    documents = {d.document_id: d for d in case_file.case.documents}
    held = {d.type for d in case_file.case.documents}
    absent = [type_title(t) for t in TYPES if t not in held and t != "unknown"]
    visits = {check: item.item for item in reversed(case_file.judgement.visit) for check in item.findings}

    def decide(finding: Finding) -> tuple[str, ...]:
        if finding.verdict is not Verdict.CANNOT_DETERMINE:
            return ()
        open_ = []
        for citation in finding.evidence:
            document = documents.get(citation.document_id)
            value = lookup(document, citation.field) if document else None
            if document and value and doubtful(value):
                open_.append(f"{document.title_zh}（{document.document_id}）{title(document, citation.field)}")
        told = [f"核对读数：{'、'.join(open_[:_MOST])}{f' 等 {len(open_)} 处' * (len(open_) > _MOST)}"] if open_ else []
        papers = _named(finding.message, absent)
        told += [f"补充文件：{'、'.join(papers)}"] if papers else []
        if visit := visits.get(finding.check):
            told.append(f"实地核查：{visit}")
        return tuple(told) or ("按说明补充资料，或由客户经理核实后填写",)

    return decide


def _named(message: str, titles: list[str]) -> list[str]:
    """The papers that a message names; a title inside a longer one that is named too does not count."""
    found: list[str] = []
    rest = message
    for name in sorted(titles, key=len, reverse=True):
        if name in rest:
            found.append(name)
            rest = rest.replace(name, "")
    return sorted(found, key=message.index)
