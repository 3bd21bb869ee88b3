"""Names that differ in one character from one paper to the next, without either being sure: both wait for a person.

Names that are printed clearly and differ are left alone; a name that another paper or the second reader confirms is sure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors._view import PageView
from extractors._witness import facts, key_of
from extractors._wording import letters_of
from schemas.core import Document, FieldValue, Status

_CERTAIN = 0.99
"""A character this sure is no misreading."""

_ROLES = {"company": None, "person": "legal_representative"}
"""Kinds of facts with the only field in which the same name is to be expected; null for all fields of the kind."""


@dataclass(frozen=True)
class _Name:
    path: tuple[str, str]
    kind: str
    value: FieldValue
    text: str
    sureness: tuple[float, ...]

    def doubtful_at(self, place: int) -> bool:
        """Whether the character there may be a misreading."""
        return self.sureness[place] < _CERTAIN


def doubt(documents: tuple[Document, ...], views: Mapping[str, Sequence[PageView]]) -> tuple[Document, ...]:
    """The documents with accepted names doubted whose one differing character is not certain.

    Args:
        documents: the documents of a case.
        views: the pages of each document, by its id.
    """
    names = list(_names(documents, views))
    papers = Counter((n.kind, n.text) for n in names)
    unsure: set[tuple[str, str]] = set()
    for name in names:
        if name.value.status is not Status.ACCEPTED or papers[name.kind, name.text] > 1 or _confirmed(name.value):
            continue
        rivals = (o for o in names if o.kind == name.kind and o.path[0] != name.path[0])
        if any((at := _differing(name.text, o.text)) is not None and name.doubtful_at(at) for o in rivals):
            unsure.add(name.path)
    return tuple(_doubted(d, {n for id_, n in unsure if id_ == d.document_id}) for d in documents)


def _names(documents: tuple[Document, ...], views: Mapping[str, Sequence[PageView]]) -> list[_Name]:
    found = []
    for document, kind, field, value in facts(documents):
        if kind in _ROLES and _ROLES[kind] in (None, field):
            letters = letters_of(value, views[document.document_id])
            found.append(_Name((document.document_id, field), kind, value, key_of(value), letters.sureness))
    return found


def _confirmed(value: FieldValue) -> bool:
    return value.evidence is not None and any(s in value.evidence.method for s in ("_agrees", "other_document", "qr_"))


def _differing(one: str, other: str) -> int | None:
    """The place of the one character in which two names of one length differ; null when they differ otherwise."""
    if len(one) != len(other) or len(one) < 2:
        return None
    places = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return places[0] if len(places) == 1 else None


def _doubted(document: Document, names: set[str]) -> Document:
    changes = {
        name: document.fields[name].model_copy(
            update={"status": Status.REVIEW, "confidence": 0.5, "reason": "differs_from_other_document"}
        )
        for name in names
    }
    return document.model_copy(update={"fields": document.fields | changes}) if changes else document
