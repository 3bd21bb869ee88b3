"""What became of a case, in the figures that the summary shows."""

from __future__ import annotations

from collections.abc import Iterator

from intake.receive import Receipt
from schemas.core import CaseFile, FieldValue, PageStatus, Record, RejectedFile, Status, Verdict

HARMLESS = frozenset({"duplicate"})
"""Reasons of rejection that lose nothing."""


class Outcome(Record):
    """One case of a run. `package` is null when nothing could be packaged; `error` names a fault of heyan itself."""

    case_id: str
    case_name: str
    package: str | None
    documents: int = 0
    pages: int = 0
    unreadable_pages: int = 0
    accepted: int = 0
    review: int = 0
    failed: int = 0
    warned: int = 0
    rejected: tuple[RejectedFile, ...] = ()
    error: str | None = None
    seconds: float = 0.0

    @property
    def complete(self) -> bool:
        """Packaged, with every file and page read."""
        lost = any(r.reason not in HARMLESS for r in self.rejected)
        return self.package is not None and not lost and not self.unreadable_pages


def exit_status(outcomes: list[Outcome]) -> int:
    """0 all packaged, 3 packaged with losses, 4 nothing packaged."""
    if not any(o.package for o in outcomes):
        return 4
    return 0 if all(o.complete for o in outcomes) else 3


def packaged(name: str, target: str, content: CaseFile, seconds: float) -> Outcome:
    """The outcome of a case that was packaged."""
    documents = content.case.documents
    pages = [page for document in documents for page in document.pages]
    statuses = [value.status for value in _values(content)]
    verdicts = [finding.verdict for finding in content.judgement.findings]
    return Outcome(
        case_id=content.case.case_id,
        case_name=name,
        package=target,
        documents=len(documents),
        pages=len({(page.sha256, page.page) for page in pages}),
        unreadable_pages=len({(p.sha256, p.page) for p in pages if p.status is PageStatus.UNREADABLE}),
        accepted=statuses.count(Status.ACCEPTED),
        review=len(content.review),
        failed=verdicts.count(Verdict.FAIL),
        warned=verdicts.count(Verdict.WARN),
        rejected=content.rejected,
        seconds=round(seconds, 1),
    )


def unpackaged(case_id: str, name: str, receipt: Receipt | None, error: str | None, seconds: float) -> Outcome:
    """The outcome of a case without a readable file, or that a fault ended."""
    rejected = receipt.rejected if receipt else ()
    return Outcome(
        case_id=case_id, case_name=name, package=None, rejected=rejected, error=error, seconds=round(seconds, 1)
    )


def _values(content: CaseFile) -> Iterator[FieldValue]:
    for document in content.case.documents:
        yield from document.fields.values()
        for rows in document.tables.values():
            for row in rows:
                yield from row.values()
