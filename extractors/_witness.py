"""The same fact on several papers of a case: agreement vouches for a reading, a lone near miss loses its acceptance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from schemas.core import Document, FieldValue, Status

_SAME_FACT: dict[str, tuple[str, ...]] = {
    "company": (
        "company_name",
        "organisation_name",
        "taxpayer_name",
        "applicant_name",
        "borrower",
        "account_name",
        "owner",
    ),
    "person": ("legal_representative", "name", "owner", "applicant_name"),
    "address": ("address",),
    "scope": ("business_scope",),
    "organisation_code": ("organisation_code",),
    "account": ("account_number",),
    "bank": ("bank_name",),
}

PROSE = frozenset({"scope"})
"""Facts whose wording is copied from one paper to the next."""

_LIFTABLE = frozenset({"low_confidence", "name_incomplete", "stamp_unread"})
"""Reasons that an equal reading on another paper settles."""

_CLEAR = 0.8
"""One of several equal readings must be this sure: two bad copies may hide the same character."""


def agree(documents: tuple[Document, ...]) -> tuple[Document, ...]:
    """Documents with the statuses that follow from comparing them."""
    readings: dict[tuple[str, str], dict[str, float]] = {}
    for document, kind, _, value in facts(documents):
        on_papers = readings.setdefault((kind, key_of(value)), {})
        on_papers[document.document_id] = max(value.confidence, on_papers.get(document.document_id, 0.0))
    changes: dict[str, dict[str, FieldValue]] = {}
    for document, kind, name, value in facts(documents):
        others = {p: sure for p, sure in readings[(kind, key_of(value))].items() if p != document.document_id}
        if (
            kind in PROSE
            and value.status is Status.ACCEPTED
            and not others
            and _near_miss(document, value, documents, kind)
        ):
            doubted = value.model_copy(
                update={"status": Status.REVIEW, "confidence": 0.5, "reason": "differs_from_other_document"}
            )
            changes.setdefault(document.document_id, {})[name] = doubted
        liftable = value.status is Status.REVIEW and value.reason in _LIFTABLE and value.confidence >= 0.3
        if others and liftable and max(value.confidence, *others.values()) >= _CLEAR:
            changes.setdefault(document.document_id, {})[name] = _witnessed(value)
    return tuple(
        d.model_copy(update={"fields": d.fields | changes[d.document_id]}) if d.document_id in changes else d
        for d in documents
    )


def _near_miss(document: Document, value: FieldValue, documents: tuple[Document, ...], kind: str) -> bool:
    """Whether another paper prints nearly the same long text: then one of the two was misread."""
    for other, other_kind, _, theirs in facts(documents):
        if other is document or other_kind != kind:
            continue
        if alike(value, theirs):
            return True
    return False


def alike(value: FieldValue, other: FieldValue) -> bool:
    """Whether two long texts are nearly the same, and not the same."""
    return 0.85 <= SequenceMatcher(None, key_of(value), key_of(other), autojunk=False).ratio() < 1.0


def facts(documents: tuple[Document, ...]) -> Iterator[tuple[Document, str, str, FieldValue]]:
    """Every text that may stand on several papers: its document, the kind of fact, the field, and the value."""
    for document in documents:
        for kind, names in _SAME_FACT.items():
            for name in names:
                value = document.fields.get(name)
                if value is not None and isinstance(value.value, str) and value.evidence is not None:
                    yield document, kind, name, value


def key_of(value: FieldValue) -> str:
    """The letters and digits of a value, for comparing."""
    return re.sub(r"[\W_]+", "", str(value.value))


def _witnessed(value: FieldValue) -> FieldValue:
    assert value.evidence is not None
    evidence = value.evidence.model_copy(update={"method": value.evidence.method + "+other_document"})
    return value.model_copy(
        update={
            "status": Status.ACCEPTED,
            "confidence": max(value.confidence, 0.99),
            "reason": None,
            "evidence": evidence,
        }
    )
