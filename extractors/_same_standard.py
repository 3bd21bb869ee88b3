"""One company's statements of one period follow one standard: where a sheet does not tell, its neighbours do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from schemas.core import Document, FieldValue, Status

_STATEMENTS = frozenset({"balance_sheet", "income_statement", "cash_flow_statement"})
_TELLING = frozenset({"lines", "form"})
"""First steps of a method that read the standard off the sheet itself."""


def agree(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents, a standard that was only guessed by the year or the captions taken from the period's other sheets."""
    told: dict[date, set[str]] = {}
    for document in documents:
        end, value = _end(document), document.field("standard")
        if end is not None and value.status is Status.ACCEPTED and _is_told(value):
            told.setdefault(end, set()).add(str(value.value))
    return tuple(_settled(document, told) for document in documents)


def _settled(document: Document, told: dict[date, set[str]]) -> Document:
    end, value = _end(document), document.field("standard")
    known = told.get(end, set()) if end is not None else set()
    if len(known) != 1 or value.value is None or _is_told(value) or value.evidence is None:
        return document
    evidence = value.evidence.model_copy(update={"method": f"{value.evidence.method}+other_document", "sureness": 0.97})
    agreed = value.model_copy(
        update={"value": next(iter(known)), "status": Status.REVIEW, "reason": "low_confidence", "evidence": evidence}
    )
    return document.model_copy(update={"fields": document.fields | {"standard": agreed}})


def _is_told(value: FieldValue) -> bool:
    return value.evidence is not None and value.evidence.method.partition("+")[0] in _TELLING


def _end(document: Document) -> date | None:
    end = document.field("period_end").value if document.type in _STATEMENTS else None
    return end if isinstance(end, date) else None
