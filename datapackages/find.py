"""Finding values in documents, and saying where they stand."""

from __future__ import annotations

from schemas.core import Document, FieldValue, Status


def lookup(document: Document, path: str) -> FieldValue | None:
    """The value at a field path such as `amount` or `loans[3].balance` (rows count from 0); None when there is none."""
    if path in document.fields:
        return document.fields[path]
    head, bracket, rest = path.partition("[")
    index, _, column = rest.partition("].")
    rows = document.tables.get(head, ())
    if not bracket or not index.isdecimal() or int(index) >= len(rows):
        return None
    return rows[int(index)].get(column)


def place(value: FieldValue) -> str | None:
    """Where a value stands: the page of its document, or sheet and cell."""
    evidence = value.evidence
    if evidence is None:
        return None
    return f"{evidence.sheet or ''}!{evidence.cell}" if evidence.cell else f"第{evidence.page}页"


def doubtful(value: FieldValue) -> bool:
    """Whether a person must look at it: under review, or expected and not found."""
    return value.status is Status.REVIEW or value.reason == "not_found"
