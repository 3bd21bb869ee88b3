"""The same code on several papers of a case: equal readings vouch for each other, a doubtful near miss is proposed.

A unified code holds the organisation code, a company's taxpayer id holds it too, so that papers of different kinds witness
each other. A code that was read clearly and differs is left alone: papers do contradict each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors._codes import IDENTITY, LOAN_CARD, ORGANISATION, REGISTRATION, TAXPAYER, UNIFIED, VEHICLE, Kind
from extractors._decode import plain
from extractors._view import PageView
from extractors._wording import letters_of
from schemas.core import Document, FieldValue, Status

REASON = "read_as_other_document"
REASON_QR = "read_as_qr_code"

_FIELDS: Mapping[str, Kind] = {
    "unified_social_credit_code": UNIFIED,
    "organisation_code": ORGANISATION,
    "registration_number": REGISTRATION,
    "taxpayer_id": TAXPAYER,
    "id_number": IDENTITY,
    "loan_card_code": LOAN_CARD,
    "vin": VEHICLE,
}

_LIFTABLE = frozenset({"low_confidence", "check_digit_decoded"})
"""Reasons that an equal code on another paper settles."""

_DOUBTFUL = frozenset({"low_confidence", "check_digit", "check_digit_decoded", "wrong_length"})
"""Reasons beside which another paper's code may be proposed."""

_WEAK = 0.9
"""A character less sure than this may give way to another paper's."""


@dataclass(frozen=True)
class _Code:
    """A code on a paper; `parts` are the named codes that it holds, itself among them."""

    document: Document
    name: str
    value: FieldValue
    kind: Kind

    @property
    def text(self) -> str:
        return plain(str(self.value.value))

    @property
    def parts(self) -> Mapping[str, str]:
        return parts_of(self.name, self.text, self.kind)


def parts_of(name: str, text: str, kind: Kind) -> dict[str, str]:
    """What a code says under the names of codes: itself, and the organisation code inside.

    >>> sorted(parts_of("taxpayer_id", "330106580000014", TAXPAYER).items())
    [('organisation_code', '580000014'), ('taxpayer_id', '330106580000014')]
    """
    parts = {name: text}
    if name == "taxpayer_id" and UNIFIED.valid(text):
        parts["unified_social_credit_code"] = text
    if kind in (UNIFIED, TAXPAYER) and UNIFIED.sound(text):
        parts |= {"organisation_code": text[8:17], "taxpayer_id": text}
    elif kind is TAXPAYER and len(text) == 15 and kind.sound(text):
        parts["organisation_code"] = text[6:]
    return parts


def agree(documents: tuple[Document, ...]) -> tuple[Document, ...]:
    """Doubtful codes that another paper has clearly, accepted."""
    known = list(_codes(documents))
    changes: dict[tuple[str, str], FieldValue] = {}
    for code in known:
        if code.value.status is Status.REVIEW and code.value.reason in _LIFTABLE and code.kind.valid(code.text):
            others = {o.parts.get(code.name) for o in _clear(known) if o.document is not code.document}
            if code.text in others:
                changes[code.document.document_id, code.name] = _witnessed(code.value)
    return _changed(documents, changes)


def propose(documents: tuple[Document, ...], views: Mapping[str, Sequence[PageView]]) -> tuple[Document, ...]:
    """Doubtful codes that differ in a doubtful character from another paper's clear one, or from their QR code's.

    They are proposed as that paper, or the QR code, has them.

    Args:
        documents: the documents of a case.
        views: the pages of each document, by its id.
    """
    known = list(_codes(documents))
    changes: dict[tuple[str, str], FieldValue] = {}
    for code in known:
        if code.value.status is not Status.REVIEW or code.value.reason not in _DOUBTFUL:
            continue
        others = {o.parts[code.name] for o in _clear(known) if o.document is not code.document and code.name in o.parts}
        others |= _in_qr(code)
        near = sorted(other for other in others if _near(code, other, views[code.document.document_id]))
        if len(near) == 1 and code.text not in others:
            reason = REASON_QR if near[0] in _in_qr(code) else REASON
            changes[code.document.document_id, code.name] = _proposed(code, near[0], reason)
    return _changed(documents, changes)


def _codes(documents: tuple[Document, ...]) -> Iterator[_Code]:
    for document in documents:
        for name, kind in _FIELDS.items():
            value = document.fields.get(name)
            if value is not None and isinstance(value.value, str) and value.evidence is not None:
                yield _Code(document, name, value, kind)


def _clear(known: Sequence[_Code]) -> Iterator[_Code]:
    """Codes that are accepted and satisfy their check."""
    return (c for c in known if c.value.status is Status.ACCEPTED and c.kind.valid(c.text))


_TOKEN = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])")


def _in_qr(code: _Code) -> set[str]:
    """What the QR code on the same paper holds of this code: a registry's address carries the unified code."""
    payload = code.document.field("qr_payload").value
    found = _TOKEN.findall(payload.upper()) if isinstance(payload, str) else []
    parts = (parts_of("unified_social_credit_code", text, UNIFIED) for text in found if UNIFIED.valid(text))
    return {part[code.name] for part in parts if code.name in part}


def _near(code: _Code, other: str, views: Sequence[PageView]) -> bool:
    """Whether what was read is the other code but for one character, and that one was read doubtfully."""
    assert code.value.evidence is not None
    read = plain(code.value.evidence.raw)
    if abs(len(read) - len(other)) > 1 or read == other:
        return False
    start = next((i for i, (a, b) in enumerate(zip(read, other, strict=False)) if a != b), min(len(read), len(other)))
    behind = len(read) - start - (0 if len(read) < len(other) else 1)
    same_behind = read[len(read) - behind :] == other[len(other) - behind :] if behind else True
    if not same_behind or max(len(read), len(other)) - start - behind > 1:
        return False
    letters = letters_of(code.value.model_copy(update={"value": read}), views)
    return min(letters.sureness[max(0, start - 1) : start + 2] or (0.0,)) < _WEAK


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


def _proposed(code: _Code, other: str, reason: str) -> FieldValue:
    assert code.value.evidence is not None
    evidence = code.value.evidence.model_copy(update={"method": f"{code.value.evidence.method}+proposed"})
    return code.value.model_copy(
        update={
            "value": code.kind.shown(other),
            "confidence": min(code.value.confidence, 0.5),
            "reason": reason,
            "evidence": evidence,
        }
    )


def _changed(documents: tuple[Document, ...], changes: Mapping[tuple[str, str], FieldValue]) -> tuple[Document, ...]:
    return tuple(
        d.model_copy(update={"fields": d.fields | mine})
        if (mine := {name: value for (id_, name), value in changes.items() if id_ == d.document_id})
        else d
        for d in documents
    )
