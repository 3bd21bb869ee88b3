"""From a found span to a FieldValue: parse, judge how sure it is, and decide its status."""

from __future__ import annotations

from dataclasses import dataclass

from extractors._view import Span
from schemas.core import BoundingBox, Evidence, FieldValue, Plain, Row, Status, Trace

ACCEPT = 0.97
"""A value this sure may be used unseen."""


@dataclass(frozen=True)
class Extraction:
    """What an extractor hands back."""

    fields: dict[str, FieldValue]
    tables: dict[str, tuple[Row, ...]]


@dataclass(frozen=True)
class Place:
    """Where a value stands: a box on a page of the document, or a cell of a sheet."""

    page: int
    box: BoundingBox | None = None
    sheet: str | None = None
    cell: str | None = None


def value_of(
    value: Plain | None,
    *,
    raw: str,
    place: Place,
    confidence: float,
    method: str,
    extractor: str,
    doubt: str | None = None,
    accept: float = ACCEPT,
    sureness: float | None = None,
) -> FieldValue:
    """A value with its evidence.

    Args:
        value: the parsed value; null when the raw text could not be understood (then it waits for a person).
        raw: the text as read.
        place: where it stands.
        confidence: 0..1, the weakest of its characters and what parser and witnesses say.
        method: steps from pixels to value, joined by +.
        extractor: name and version.
        doubt: a reason code that forbids accepting, whatever the confidence.
        accept: least confidence that is accepted until the case is settled.
        sureness: the weakest character's probability, where a witness has already raised `confidence`.
    """
    confidence = min(max(confidence, 0.0), 1.0)
    evidence = Evidence(
        page=place.page,
        box=place.box,
        sheet=place.sheet,
        cell=place.cell,
        raw=raw,
        method=method,
        extractor=extractor,
        sureness=confidence if sureness is None else sureness,
    )
    if value is None:
        return FieldValue(
            value=None, status=Status.REVIEW, confidence=0.0, evidence=evidence, reason=doubt or "not_understood"
        )
    if doubt is not None:
        return FieldValue(
            value=value, status=Status.REVIEW, confidence=min(confidence, 0.5), evidence=evidence, reason=doubt
        )
    sure = confidence >= accept
    return FieldValue(
        value=value,
        status=Status.ACCEPTED if sure else Status.REVIEW,
        confidence=confidence,
        evidence=evidence,
        reason=None if sure else "low_confidence",
        trace=Trace(threshold=accept),
    )


def from_span(
    span: Span,
    value: Plain | None,
    *,
    method: str,
    extractor: str,
    factor: float = 1.0,
    doubt: str | None = None,
    accept: float = ACCEPT,
) -> FieldValue:
    """A value read from a span of characters; `factor` scales the weakest character's probability."""
    return value_of(
        value,
        raw=span.text,
        place=Place(span.page, span.box),
        confidence=span.sureness * factor,
        method=method,
        extractor=extractor,
        doubt=doubt,
        accept=accept,
    )
