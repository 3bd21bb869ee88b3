"""What the report shows, as plain words and numbers ready for the template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from datapackages import view_cash, view_documents, view_findings, view_parties, view_reconciliations, view_spread
from datapackages.links import Links
from datapackages.render import status
from datapackages.view_cash import CashPlanView
from datapackages.view_documents import DocumentView, InventoryRow, ReviewRow
from datapackages.view_findings import FindingView, GroupView
from datapackages.view_parties import PartyView
from datapackages.view_reconciliations import ReconciliationView
from datapackages.view_spread import SpreadView
from datapackages.words import AS_OF_SOURCES, KINDS, REJECTIONS, ROLES, VERDICTS, article_words
from schemas.core import CaseFile, Verdict, VisitItem
from schemas.titles import type_title


@dataclass(frozen=True)
class Count:
    """A figure at the top of the report; `tone` names its colour."""

    word: str
    number: int
    tone: str


@dataclass(frozen=True)
class Pointer:
    """One line of «先看这里»: what, why, and the anchor where it is shown."""

    tone: str
    tag: str
    text: str
    detail: str
    anchor: str


@dataclass(frozen=True)
class RejectedView:
    """A file that could not be read, and what the back office should do."""

    file: str
    reason: str
    message: str


@dataclass(frozen=True)
class VisitView:
    """One thing that only a visit can settle."""

    item: str
    article: str
    task: str
    findings: list[FindingView]


@dataclass(frozen=True)
class ReportView:
    """The whole report."""

    applicant: str
    kind: str
    case_id: str
    case_name: str
    as_of: str
    as_of_source: str
    complete: bool
    parties: list[tuple[str, str]]
    counts: list[Count]
    files: int
    pages: int
    pointers: list[Pointer]
    groups: list[GroupView]
    not_applicable: list[FindingView]
    reconciliations: list[ReconciliationView]
    spread: SpreadView | None
    cash: CashPlanView | None
    party_table: list[PartyView]
    inventory: list[InventoryRow]
    documents: list[DocumentView]
    review: list[ReviewRow]
    rejected: list[RejectedView]
    missing: list[str]
    wanted: list[str]
    visit: list[VisitView]


def make(
    case_file: CaseFile,
    crops: Mapping[str, str],
    thumbnails: Mapping[str, str],
    page_images: Mapping[str, str],
) -> ReportView:
    """The report of a case; `crops` and `thumbnails` hold data URIs by package path and by image hash."""
    case, judgement = case_file.case, case_file.judgement
    links = Links(case_file, page_images, crops)
    findings = view_findings.findings(case_file, links)
    review = view_documents.review(case_file, crops)
    rejected = [RejectedView(r.file, REJECTIONS.get(r.reason, r.reason), r.message) for r in case_file.rejected]
    missing = [type_title(t) for t in judgement.missing_documents]
    inventory = view_documents.inventory(case_file)
    return ReportView(
        applicant=case.applicant.name or "申请人名称未能确定",
        kind="个体工商户" if case.applicant.sole_proprietor else KINDS.get(case.applicant.kind, case.applicant.kind),
        case_id=case.case_id,
        case_name=case.case_name,
        as_of=case.as_of.isoformat(),
        as_of_source=AS_OF_SOURCES.get(case.as_of_source, case.as_of_source),
        complete=status(case_file) == "complete",
        parties=[(ROLES.get(p.role, p.role), p.name) for p in case.parties],
        counts=_counts(case_file),
        files=len(case_file.files),
        pages=sum(len(d.pages) for d in case.documents),
        pointers=_pointers(findings, review, rejected, missing, inventory),
        groups=view_findings.groups(f for f in findings if f.verdict != Verdict.NOT_APPLICABLE),
        not_applicable=[f for f in findings if f.verdict == Verdict.NOT_APPLICABLE],
        reconciliations=view_reconciliations.views(case_file, links),
        spread=view_spread.view(case_file.tables.spread, {f.check: f.anchor for f in findings}, links),
        cash=view_cash.view(case_file.tables.cash_plan, links),
        party_table=view_parties.views(case_file, links),
        inventory=inventory,
        documents=view_documents.documents(case_file, crops, thumbnails, page_images),
        review=review,
        rejected=rejected,
        missing=missing,
        wanted=[type_title(t) for t in judgement.wanted_documents],
        visit=[_visit(item, findings) for item in judgement.visit],
    )


def _visit(item: VisitItem, findings: list[FindingView]) -> VisitView:
    by_check = {f.check: f for f in findings}
    bearing = [by_check[check] for check in item.findings if check in by_check]
    return VisitView(item.item, article_words(item.article), item.task or item.why, bearing)


def _counts(case_file: CaseFile) -> list[Count]:
    verdicts = [f.verdict for f in case_file.judgement.findings]
    counts = [
        Count(VERDICTS[verdict], verdicts.count(verdict), verdict.value)
        for verdict in (Verdict.FAIL, Verdict.WARN, Verdict.CANNOT_DETERMINE, Verdict.PASS)
    ]
    return [
        *counts,
        Count("待人工核对", len(case_file.review), "review"),
        Count("缺少文件", len(case_file.judgement.missing_documents), "missing"),
        Count("退回文件", len(case_file.rejected), "rejected"),
    ]


def _pointers(
    findings: list[FindingView],
    review: list[ReviewRow],
    rejected: list[RejectedView],
    missing: list[str],
    inventory: list[InventoryRow],
) -> list[Pointer]:
    """What to look at first: contradictions by weight, missing papers, doubtful values, unread files, then open questions."""
    chosen = [f for f in findings if f.verdict == Verdict.FAIL]
    pointers = [_to_finding(f) for f in chosen]
    if missing:
        pointers.append(Pointer("fail", "缺文件", f"缺少 {len(missing)} 种必需文件", "、".join(missing), "missing"))
    lost = [f"{row.title}（{row.document_id}）" for row in inventory if row.unreadable]
    if lost:
        pointers.append(Pointer("fail", "未读取", f"{len(lost)} 份文件有页面未能读取", "、".join(lost), "inventory"))
    strange = [place for row in inventory if row.unknown for place in row.places]
    if strange:
        text = f"{len(strange)} 处文书未能识别，须人工辨认"
        pointers.append(Pointer("warn", "未识别", text, "、".join(strange), "inventory"))
    if rejected:
        names = "、".join(f"{r.file}（{r.reason}）" for r in rejected)
        pointers.append(Pointer("warn", "退回", f"{len(rejected)} 个文件未能读取或重复", names, "rejected"))
    pointers += [_to_finding(f) for f in findings if f.verdict == Verdict.WARN and f.severity in ("blocking", "high")]
    if review:
        kinds = "、".join(dict.fromkeys(row.document for row in review))
        pointers.append(Pointer("warn", "待核对", f"{len(review)} 处读数须人工核对后才能使用", kinds, "review"))
    open_ = [f for f in findings if f.verdict == Verdict.CANNOT_DETERMINE and f.severity == "blocking"]
    return pointers + [_to_finding(f) for f in open_]


def _to_finding(finding: FindingView) -> Pointer:
    return Pointer(finding.verdict, finding.verdict_word, finding.title, finding.message, finding.anchor)
