"""Stand-ins for reading and understanding, so that the order of the stages is tested without models."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from pathlib import Path

from flows.workshop import Opinion, Understanding, Workshop, register
from ocr.versions import READER
from schemas.core import (
    Applicant,
    BoundingBox,
    Document,
    Evidence,
    FieldValue,
    Judgement,
    Page,
    PageRef,
    PageStatus,
    SourceFile,
    Status,
    TextSource,
)
from store.pages import PageStore


class FakePool:
    """Reads every page at once as an empty page with a picture; `fault` may raise for a page instead."""

    reads: list[tuple[str, int]] = []

    def __init__(self, store: PageStore, fault: Callable[[SourceFile, int], None] | None = None) -> None:
        self._store = store
        self._fault = fault

    def read(self, file: SourceFile, number: int) -> Future[Page]:
        future: Future[Page] = Future()
        self.reads.append((file.sha256, number))
        try:
            if self._fault:
                self._fault(file, number)
        except BrokenProcessPool as error:
            future.set_exception(error)
            return future
        except TimeoutError:
            return future  # it never ends
        future.set_result(
            Page(
                sha256=file.sha256,
                number=number,
                status=PageStatus.READ,
                width=60,
                height=80,
                source=TextSource.OCR,
                reader=READER,
            )
        )
        return future

    def kill(self) -> None:
        return None


def understand(pages: Mapping[str, Sequence[Page]], files: Sequence[SourceFile], store: PageStore) -> Understanding:
    """Each file is an application; a spreadsheet's cell A1 is its date."""
    documents = []
    for number, file in enumerate(files):
        refs = tuple(
            PageRef(file=file.path, sha256=file.sha256, page=p.number, status=p.status, reason=p.reason, sheet=p.sheet)
            for p in pages[file.sha256]
        )
        fields = {"application_date": _date(pages[file.sha256][0])}
        documents.append(
            Document(
                document_id=f"D{number + 1:03d}",
                type="guarantee_application",
                title_zh="委托担保申请书",
                type_confidence=1.0,
                pages=refs,
                fields=fields,
                extractor="fake/1",
            )
        )
    applicant = Applicant(kind="company", sole_proprietor=False, name=None)
    return Understanding(documents=tuple(documents), applicant=applicant, parties=())


def _date(page: Page) -> FieldValue:
    box, sheet, cell, value = BoundingBox(x0=0, top=0, x1=1, bottom=1), None, None, None
    if page.tables:
        first = page.tables[0].cells[0]
        sheet, cell, value = page.sheet, first.reference, date.fromisoformat(first.text)
    if value is None:
        return FieldValue(value=None, status=Status.MISSING, confidence=0.0, reason="not_found")
    evidence = Evidence(
        page=1, box=None if cell else box, sheet=sheet, cell=cell, raw=str(value), method="fake", extractor="fake/1"
    )
    return FieldValue(value=value, status=Status.ACCEPTED, confidence=1.0, evidence=evidence)


def no_findings(case: object) -> Opinion:
    """No findings."""
    empty = Judgement(findings=(), missing_documents=(), wanted_documents=(), visit=())
    return Opinion(judgement=empty, borrowings=None)


def workshop(
    root: Path,
    fault: Callable[[SourceFile, int], None] | None = None,
    judge: Callable[[object], Opinion] = no_findings,
) -> Workshop:
    """A workshop whose pages are made up."""
    FakePool.reads = []
    return register(Workshop(root, 2, understand, judge, lambda store, workers: FakePool(store, fault)))
