"""The records of a case, from received files to findings. Names are those of the package."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from schemas.core._base import Record
from schemas.core.geometry import BoundingBox
from schemas.core.page import PageStatus, Quality
from schemas.core.review import PersonRecord
from schemas.core.value import NOT_FOUND, FieldValue, Row, Status


class FileKind(StrEnum):
    """What a file's bytes say it is."""

    PDF = "pdf"
    IMAGE = "image"
    OFD = "ofd"
    XLSX = "xlsx"
    XLS = "xls"
    CSV = "csv"


class SourceFile(Record):
    """A file to be read.

    `path` is relative to the case folder, "/" between parts, archives as x.zip/inner.pdf;
    `location` is where its bytes lie on this machine (not part of its identity, never in a package).
    """

    path: str
    sha256: str
    kind: FileKind
    size: int
    pages: int
    """Pages, frames or sheets."""
    location: str


class RejectedFile(Record):
    """A file that cannot be read. `reason` is a code of the contract, `message` one Chinese sentence with the next step."""

    file: str
    reason: str
    message: str


class PageRef(Record):
    """A page of a document, as the package lists it."""

    file: str
    sha256: str
    page: int
    status: PageStatus
    reason: str | None = None
    quality: Quality = Quality()
    duplicate_of: str | None = None
    """`file#page` of the page that this one repeats."""
    region: BoundingBox | None = None
    """The part of the page that belongs to the document, when several documents share it."""
    image: str | None = None
    """SHA-256 of the upright page image in the page store, null for a spreadsheet."""
    sheet: str | None = None
    transform: tuple[float, ...] | None = None
    """See Page.transform."""


class DocumentSeal(Record):
    """A stamp on a document and whose it is.

    Kinds: authority, company, bank, contract, finance, invoice, firm, copy_check (核对章), copy_use, inspection, personal,
    unknown. `text` is the ring's name, `inner` the level lines, `number` the thirteen digits at the foot. `status` is
    accepted or review, as for a field. `covers` names the fields and cells that it lies over.
    """

    kind: str
    shape: str
    colour: str
    text: str | None = None
    inner: tuple[str, ...] = ()
    number: str | None = None
    status: Status
    reason: str | None = None
    confidence: float
    page: int
    box: BoundingBox
    covers_signature: bool = False
    covers: tuple[str, ...] = ()


class Document(Record):
    """One paper: its type, pages, fields and tables. `party_id` is null until it is known whose it is."""

    document_id: str
    type: str
    title_zh: str
    type_confidence: float
    party_id: str | None = None
    pages: tuple[PageRef, ...]
    fields: dict[str, FieldValue] = {}
    tables: dict[str, tuple[Row, ...]] = {}
    seals: tuple[DocumentSeal, ...] = ()
    extractor: str

    def field(self, name: str) -> FieldValue:
        """The field's value, or NOT_FOUND when the document has none of that name."""
        return self.fields.get(name, NOT_FOUND)


class Applicant(Record):
    """Who asks for the guarantee. `kind` is company or person."""

    kind: str
    sole_proprietor: bool
    name: str | None


class Party(Record):
    """A person or company of the case. Roles: applicant, legal_representative, shareholder, spouse, other."""

    party_id: str
    role: str
    kind: str
    name: str


class Verdict(StrEnum):
    """What a check found."""

    PASS = "pass"
    FAIL = "fail"
    WARN = "warn"
    NOT_APPLICABLE = "not_applicable"
    CANNOT_DETERMINE = "cannot_determine"


class Severity(StrEnum):
    """How much a finding weighs."""

    BLOCKING = "blocking"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Citation(Record):
    """A value that a finding rests on: document, field path (`loans[3].balance`), value as package text, and its place."""

    document_id: str
    field: str
    value: str | int | bool | list[int] | None
    page: int | None
    bbox: tuple[float, float, float, float] | None
    sheet: str | None = None
    cell: str | None = None


class Finding(Record):
    """The result of one check."""

    check: str
    title: str
    verdict: Verdict
    severity: Severity
    article: str
    message: str
    evidence: tuple[Citation, ...] = ()
    parameters: dict[str, str] = {}
    """Thresholds used, by name."""


class VisitItem(Record):
    """What documents cannot decide and an investigator must see (IV-01 to IV-16).

    `task` is what to ask or look at, `findings` the checks whose findings make it matter here; `why` says both.
    """

    item: str
    article: str
    why: str
    task: str = ""
    findings: tuple[str, ...] = ()


class ReviewItem(Record):
    """A field that a person must look at."""

    document_id: str
    field: str
    reason: str


class Case(Record):
    """One applicant's papers, with everything that was read from them."""

    case_id: str
    case_name: str
    as_of: date
    as_of_source: str
    applicant: Applicant
    parties: tuple[Party, ...] = ()
    documents: tuple[Document, ...]
    records: tuple[PersonRecord, ...] = ()
    """What persons recorded beside the fields, in the order of time."""

    def of_type(self, type_: str) -> tuple[Document, ...]:
        """All documents of a type, in inventory order."""
        return tuple(d for d in self.documents if d.type == type_)

    def first(self, type_: str) -> Document | None:
        """The first document of a type."""
        return next(iter(self.of_type(type_)), None)

    def field(self, path: str) -> FieldValue:
        """The value at `type.field` of the first document of that type; NOT_FOUND when there is none."""
        type_, name = path.split(".", 1)
        document = self.first(type_)
        return document.field(name) if document else NOT_FOUND

    def values(self, name: str) -> Iterator[tuple[Document, FieldValue]]:
        """Every document that has the field `name`, with its value."""
        for document in self.documents:
            if name in document.fields:
                yield document, document.fields[name]


class Judgement(Record):
    """What the checks say about a case."""

    findings: tuple[Finding, ...]
    missing_documents: tuple[str, ...]
    wanted_documents: tuple[str, ...]
    visit: tuple[VisitItem, ...]


class ReconciliationRow(Record):
    """One loan of the borrowings reconciliation, amounts in yuan as decimal strings.

    `list` is matched, only_in_report or only_in_books; `treatment` says how the loan enters the interval.
    """

    list: str
    lender: str
    kind: str
    issue_date: str | None
    due_date: str | None
    amount: str | None
    balance: str | None
    low: str
    high: str
    treatment: str
    citation: Citation | None


class ReconciliationStep(Record):
    """One step from the report's balance to the book value: its words, its amount in yuan, the places that make it up."""

    label: str
    amount: str
    citations: tuple[Citation, ...] = ()


class Reconciliation(Record):
    """The credit report's loans rolled to the statement date against the books (D.6), amounts in yuan.

    `title` names the line of the balance sheet; `unexplained` is how far the book value lies outside the bounds, negative
    when it is less than the report says; `steps` are the waterfall from the report's balance to the book value.
    """

    statement_date: str
    report_date: str
    book: str
    low: str
    high: str
    tolerance: str
    verdict: Verdict
    explanation: str
    rows: tuple[ReconciliationRow, ...]
    title: str = "短期借款"
    unexplained: str = "0.00"
    steps: tuple[ReconciliationStep, ...] = ()
