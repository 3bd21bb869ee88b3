"""Finding values in documents, and saying where they stand."""

from __future__ import annotations

from schemas.core import Document, FieldValue, Status
from schemas.titles import column_title, field_title


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


_NAMING_COLUMNS = ("label", "lender", "account_name", "beneficiary", "tax_kind", "date")


def title(document: Document, path: str) -> str:
    """The Chinese title of a field; a table cell is named by its row's own label, such as `短期借款·期末余额`."""
    head, bracket, rest = path.partition("[")
    index, _, column = rest.partition("].")
    rows = document.tables.get(head, ())
    if not bracket or not index.isdecimal() or int(index) >= len(rows):
        return field_title(document.type, path)
    row = rows[int(index)]
    name = next((str(row[c].value) for c in _NAMING_COLUMNS if c in row and row[c].value is not None), "")
    if not name:
        return field_title(document.type, path)
    return f"{name}·{column_title(document.type, head, column)}"


def case_field(name: str) -> str:
    """The title of a field that belongs to no received document: what the application would say."""
    return field_title("guarantee_application", name)


def place(value: FieldValue) -> str | None:
    """Where a value stands: the page of its document, or sheet and cell."""
    evidence = value.evidence
    if evidence is None:
        return None
    return f"{evidence.sheet or ''}!{evidence.cell}" if evidence.cell else f"第{evidence.page}页"


def doubtful(value: FieldValue) -> bool:
    """Whether a person must look at it: under review, or expected and not found."""
    return value.status is Status.REVIEW or value.reason == "not_found"
