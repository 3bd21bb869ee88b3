"""Who stands surety for the applicant: every check of article 5 holds for them too (8(二))."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks import _names, _papers, _registry, _wishes
from checks._facts import Fact, cell_of, field_of, names_of
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from schemas.core import Applicant, Case, Document, Finding, Severity, Verdict
from schemas.titles import type_title

_SURETY = re.compile(r"保证|担保人|连带责任")
_COMPANY = re.compile(r"企业|公司|单位|第三方|集团|厂")
_SERVING = re.compile(r"会计师事务所|资产评估|房地产评估|评估有限|律师事务所")
_ID = "COL-006"


def _has_surety(case: Case) -> str | None:
    """Applies where somebody stands surety, or nobody knows."""
    wish = _wishes.asked(case, "counter_guarantee")
    if wish is None or not wish.usable or _SURETY.search(wish.text):
        return None
    return "反担保措施没有保证人，不适用。"


@check(_ID, title="反担保人", article="8(二)", severity=Severity.HIGH, applies=_has_surety, whole_pile=True)
def sureties_are_sound(case: Case) -> Outcome:
    """A company that stands surety passes the checks of article 5, and the applicant is not surety for it."""
    own = _papers.of_applicant(case)
    wish = _wishes.asked(own, "counter_guarantee")
    if wish is None or not wish.usable:
        return unknown("反担保措施没有读到或待人工复核。", wish)
    companies = _companies(case, wish)
    outcomes = [o for name, papers in companies.items() for o in (*_circular(own, name), _checked(case, name, papers))]
    if outcomes:
        return worst(outcomes, unknown(""))
    if _COMPANY.search(wish.text):
        return unknown(f"反担保措施「{wish.text}」，没有反担保企业的资料，应按第五条逐项核查。", wish)
    return unknown(
        f"反担保措施「{wish.text}」，个人保证人的收入、诉讼和品行须实地核查（IV-09、IV-12 至 IV-14）。", wish
    )


def _companies(case: Case, wish: Fact) -> dict[str, list[Document]]:
    """Companies that stand surety, with their papers: other companies of the pile, where the application speaks of one."""
    if not _COMPANY.search(wish.text):
        return {}
    found: dict[str, list[Document]] = {}
    for paper in _papers.of_others(case):
        name = field_of(paper, _papers.name_field(paper.type)).text
        if name and not _SERVING.search(name):
            found.setdefault(name, []).append(paper)
    for papers in found.values():
        papers += _cards(case, papers)
    return found


def _cards(case: Case, papers: list[Document]) -> list[Document]:
    """The identity cards of those who represent a company by its own papers."""
    heads = [field_of(p, "legal_representative").text for p in papers]
    cards = case.of_type("resident_id_card")
    return [c for c in cards if any(h and _names.compare(field_of(c, "name").text, h) == _names.SAME for h in heads)]


def _circular(case: Case, name: str) -> Iterator[Outcome]:
    """The applicant is itself surety for the company."""
    for report in case.of_type("credit_report"):
        for index, row in enumerate(report.tables.get("guarantees", ())):
            other = cell_of(report, "guarantees", index, row, "beneficiary")
            if other.value is not None and _names.compare(other.text, name) == _names.SAME:
                message = f"申请人为反担保人 {name} 提供担保，互相担保"
                yield warned(message, other) if other.usable else unknown(f"{message}（待人工复核）", other)


def _checked(case: Case, name: str, papers: list[Document]) -> Outcome:
    """The checks of article 5 on a surety's own papers."""
    own = Case(
        case_id=case.case_id,
        case_name=case.case_name,
        as_of=case.as_of,
        as_of_source=case.as_of_source,
        applicant=Applicant(kind="company", sole_proprietor=_alone(papers), name=name),
        documents=tuple(papers),
    )
    found = [
        _registry.finding(c, own)
        for c in _registry.CHECKS.values()
        if c.article.startswith("5.") and not c.over_findings and not c.whole_pile
    ]
    wrong = [f for f in found if f.verdict is Verdict.FAIL]
    names = [field_of(p, _papers.name_field(p.type)) for p in papers if p.type != "resident_id_card"]
    if wrong:
        listed = "；".join(f"{f.check} {f.message.rstrip('。')}" for f in wrong)
        return failed(f"反担保人 {name}：{listed}", *names, *_cells(papers, wrong))
    absent = [t for t in _papers.required(own) if t != "guarantee_application" and not own.of_type(t)]
    if absent:
        lacking = "、".join(f"《{type_title(t)}》" for t in absent)
        return unknown(f"反担保人 {name} 缺少{lacking}，不能按第五条核查完", *names)
    asked = [f for f in found if f.verdict is Verdict.WARN]
    if asked:
        listed = "；".join(f"{f.check} {f.message.rstrip('。')}" for f in asked)
        return warned(f"反担保人 {name}：{listed}", *names, *_cells(papers, asked))
    open_ = sum(f.verdict is Verdict.CANNOT_DETERMINE for f in found)
    return passed(
        f"反担保人 {name} 的资料（{names_of(papers)}）按第五条核查没有发现不符，{open_} 项资料不能判断", *names
    )


def _alone(papers: list[Document]) -> bool:
    """Whether the licence is a sole proprietor's."""
    return any("个体" in field_of(p, "company_type").text for p in papers)


def _cells(papers: list[Document], findings: list[Finding]) -> Iterator[Fact]:
    """The header fields that findings cite, as facts of the surety's papers."""
    by_id = {p.document_id: p for p in papers}
    for citation in (c for f in findings for c in f.evidence):
        if citation.document_id in by_id and citation.field in by_id[citation.document_id].fields:
            yield field_of(by_id[citation.document_id], citation.field)
