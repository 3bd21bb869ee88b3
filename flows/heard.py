"""A case with what persons said of it: their values stand, what was read is kept beside them.

A word belongs to the page that it was said of, whatever the document is called now and whatever is read there later. Where
that page is gone and another paper of the kind has come, the matter is asked again (`source_changed`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from schemas.core import (
    GONE,
    BoundingBox,
    Case,
    Document,
    Evidence,
    FieldReview,
    FieldValue,
    PaperReview,
    PersonRecord,
    ReviewItem,
    Row,
    RowPlace,
    Status,
    Word,
)

CASE = "case"
"""Stands for the document's id where there is no document."""
SOURCE_CHANGED = "source_changed"
PERSON = "person/1"

_WHOLE = BoundingBox(x0=0.0, top=0.0, x1=1.0, bottom=1.0)
_SAME_ROW = 0.5
"""Share of the height by which two rows must overlap to be the same."""


def hear(case: Case, said: Sequence[PersonRecord]) -> Case:
    """The case as its papers and persons have it; `said` is in the order of time."""
    documents = {d.document_id: d for d in case.documents}
    records = []
    for record in said:
        fields = []
        for review in record.fields:
            place = place_of(case.documents, review)
            fields.append(
                review.model_copy(update={"document_id": place.document_id if place else review_home(review)})
            )
            if place is not None:
                documents[place.document_id] = _answered(documents[place.document_id], place.path, review, record)
            elif review.document_id != CASE:
                for document in _successors(case.documents, review.type, record.sources):
                    documents[document.document_id] = _asked_again(documents[document.document_id], review.path)
        papers = tuple(_located_paper(case.documents, paper) for paper in record.papers)
        records.append(record.model_copy(update={"fields": tuple(fields), "papers": papers}))
    return case.model_copy(update={"documents": tuple(documents.values()), "records": tuple(records)})


def unplaced(case: Case) -> tuple[ReviewItem, ...]:
    """Words on rows that are not read any more, though their page is there: a person must say where they belong."""
    found = []
    for review in (r for record in case.records for r in record.fields if r.document_id == GONE):
        there = _on_page(case.documents, review.type, review.source)
        if review.ordinal < len(there):
            id_ = there[review.ordinal].document_id
            found.append(ReviewItem(document_id=id_, field=review.path, reason=SOURCE_CHANGED))
    return tuple(dict.fromkeys(found))


def review_home(review: FieldReview) -> str:
    """The id to show for a word that belongs to no document of the case now."""
    return CASE if review.document_id == CASE else GONE


def application_date(said: Sequence[PersonRecord]) -> date | None:
    """The date of the application that a person gave for a case without one: the last word on it."""
    words = [r.value for s in said for r in s.fields if (r.document_id, r.path) == (CASE, "application_date")]
    return words[-1] if words and isinstance(words[-1], date) else None


class Place(NamedTuple):
    """Where a word applies: a document and the path in it."""

    document_id: str
    path: str


def sources_of(document: Document) -> tuple[str, ...]:
    """The document's pages, whatever they are called."""
    return tuple(f"{page.sha256}#{page.page}" for page in document.pages)


def ordinal_of(documents: Sequence[Document], document: Document, source: str) -> int:
    """How many documents of the type stand before it on that page."""
    return [d.document_id for d in _on_page(documents, document.type, source)].index(document.document_id)


def place_of(documents: Sequence[Document], review: FieldReview) -> Place | None:
    """Where a word applies now; None when its page, or its row on the page, is not there any more."""
    there = _on_page(documents, review.type, review.source)
    if review.ordinal >= len(there):
        return None
    document = there[review.ordinal]
    table, index, column = split(review.path)
    if column is None:
        return Place(document.document_id, review.path)
    number = _row(document, table, index, review.row)
    return Place(document.document_id, f"{table}[{number}].{column}") if number is not None else None


def split(path: str) -> tuple[str, int, str | None]:
    """Table, row and column of a cell's path; a field's name, 0 and None."""
    head, bracket, rest = path.partition("[")
    index, _, column = rest.partition("].")
    return (head, int(index), column) if bracket and index.isdecimal() else (path, 0, None)


def row_place(document: Document, table: str, index: int, source: str) -> RowPlace:
    """Where a row stands on a page."""
    rows = document.tables.get(table, ())
    page = sources_of(document).index(source) + 1
    seen = [e for v in (rows[index].values() if index < len(rows) else ()) if (e := _seen(v)) and e.page == page]
    boxes = [e.box for e in seen if e.box is not None]
    cells = sorted(e.cell for e in seen if e.cell is not None)
    return RowPlace(box=BoundingBox.around(boxes) if boxes else None, cell=cells[0] if cells else None)


def value_at(document: Document, path: str) -> FieldValue | None:
    """The value at a field's name or cell; None when there is none."""
    table, index, column = split(path)
    if column is None:
        return document.fields.get(path)
    rows = document.tables.get(table, ())
    return rows[index].get(column) if index < len(rows) else None


def _on_page(documents: Sequence[Document], type_: str, source: str) -> list[Document]:
    return [d for d in documents if d.type == type_ and source in sources_of(d)]


def _row(document: Document, table: str, index: int, place: RowPlace | None) -> int | None:
    """The row that stands where the row of a word stood: the same number if it does, else the one that does."""
    rows = document.tables.get(table, ())
    order = sorted(range(len(rows)), key=lambda n: n != index)
    if place is None or (place.box is None and place.cell is None):
        return index if index < len(rows) else None
    return next((n for n in order if _stands_at(rows[n], place)), None)


def _seen(value: FieldValue) -> Evidence | None:
    """Where the machine read a value, whatever a person said of it."""
    machine = value.machine if value.word is not None else value
    return machine.evidence if machine is not None else None


def _stands_at(row: Row, place: RowPlace) -> bool:
    seen = [e for v in row.values() if (e := _seen(v)) is not None]
    if place.cell is not None:
        return place.cell in {e.cell for e in seen}
    boxes = [e.box for e in seen if e.box is not None]
    return bool(boxes) and place.box is not None and BoundingBox.around(boxes).vertical_overlap(place.box) > _SAME_ROW


def _successors(documents: Sequence[Document], type_: str, known: Sequence[str]) -> Iterator[Document]:
    """Papers of a type that have come since a person looked."""
    before = frozenset(known)
    return (d for d in documents if d.type == type_ and not before.issuperset(sources_of(d)))


def _located_paper(documents: Sequence[Document], paper: PaperReview) -> PaperReview:
    """The paper under its present id: all of its pages are as they were."""
    there = [d for d in documents if d.type == paper.type and sources_of(d) == paper.sources]
    id_ = there[paper.ordinal].document_id if paper.ordinal < len(there) else GONE
    return paper.model_copy(update={"document_id": id_})


def _answered(document: Document, path: str, review: FieldReview, record: PersonRecord) -> Document:
    def said(value: FieldValue | None) -> FieldValue:
        return _said(document, value, review, record)

    return _changed(document, path, said)


def _said(document: Document, value: FieldValue | None, review: FieldReview, record: PersonRecord) -> FieldValue:
    """A person's value; what was read stays beside it, and the place on the page stays where it was."""
    machine = value.machine if value is not None and value.word is not None else value
    word = Word(reviewer=record.reviewer, at=record.at, decision=review.decision, note=review.note)
    if review.value is None:
        return FieldValue(value=None, status=Status.MISSING, confidence=1.0, machine=machine, word=word)
    read = machine.evidence if machine is not None else None
    raw = review.raw if review.raw is not None else read.raw if read is not None else str(review.value)
    method = f"person_{review.decision}"
    if read is not None:
        evidence = read.model_copy(update={"raw": raw, "method": f"{read.method}+{method}"})
    else:
        evidence = _given(document, review, raw, method)
    return FieldValue(
        value=review.value,
        status=Status.CORRECTED,
        confidence=1.0,
        evidence=evidence,
        trace=machine.trace if machine is not None else None,
        machine=machine,
        word=word,
    )


def _given(document: Document, review: FieldReview, raw: str, method: str) -> Evidence:
    """The evidence of a value that was not read: its row where it has one, else all of the document's page."""
    page = sources_of(document).index(review.source) + 1
    row = review.row or RowPlace()
    box = None if row.cell else row.box or document.pages[page - 1].region or _WHOLE
    sheet = document.pages[page - 1].sheet if row.cell else None
    return Evidence(page=page, box=box, sheet=sheet, cell=row.cell, raw=raw, method=method, extractor=PERSON)


def _asked_again(document: Document, path: str) -> Document:
    """The value as it is read now, for a person to look at."""

    def asked(value: FieldValue | None) -> FieldValue:
        if value is None or value.value is None:
            return FieldValue(value=None, status=Status.MISSING, confidence=0.0, reason=SOURCE_CHANGED)
        return value.model_copy(update={"status": Status.REVIEW, "reason": SOURCE_CHANGED})

    table, index, column = split(path)
    if column is not None and index >= len(document.tables.get(table, ())):
        return document
    current = value_at(document, path)
    return document if current is not None and current.word is not None else _changed(document, path, asked)


def _changed(document: Document, path: str, change: Callable[[FieldValue | None], FieldValue]) -> Document:
    table, index, column = split(path)
    if column is None:
        return document.model_copy(update={"fields": document.fields | {path: change(document.fields.get(path))}})
    rows = list(document.tables[table])
    rows[index] = rows[index] | {column: change(rows[index].get(column))}
    return document.model_copy(update={"tables": document.tables | {table: tuple(rows)}})
