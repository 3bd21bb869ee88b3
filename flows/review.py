"""What a person must look at: doubtful values, values that should be there, a date of judgement that is a guess."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from schemas.core import Case, Document, FieldValue, ReviewItem, Status

APPLICATION = "guarantee_application"
APPLICATION_DATE = "application_date"
NO_DOCUMENT = "case"
"""Stands for the document's id where there is no document."""


def items(case: Case) -> tuple[ReviewItem, ...]:
    """All review items of a case, in inventory order."""
    return tuple(_of_case(case)) + tuple(item for document in case.documents for item in _of_document(document))


def application_date(documents: Sequence[Document]) -> date | None:
    """The accepted date of the guarantee application."""
    for document in documents:
        found = document.field(APPLICATION_DATE)
        if document.type == APPLICATION and found.usable and isinstance(found.value, date):
            return found.value
    return None


def _of_case(case: Case) -> Iterator[ReviewItem]:
    if case.as_of_source == "intake":
        application = case.first(APPLICATION)
        document_id = application.document_id if application else NO_DOCUMENT
        yield ReviewItem(document_id=document_id, field=APPLICATION_DATE, reason="as_of_is_intake_date")


def _of_document(document: Document) -> Iterator[ReviewItem]:
    for path, value in _values(document):
        if value.status is Status.REVIEW or (value.status is Status.MISSING and value.reason):
            reason = value.reason or "low_confidence"
            yield ReviewItem(document_id=document.document_id, field=path, reason=reason)


def _values(document: Document) -> Iterator[tuple[str, FieldValue]]:
    """Every value with its path, such as `loans[3].balance`."""
    yield from document.fields.items()
    for table, rows in document.tables.items():
        for number, row in enumerate(rows):
            for column, value in row.items():
                yield f"{table}[{number}].{column}", value
