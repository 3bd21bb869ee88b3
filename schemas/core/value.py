"""Values with their provenance."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, PlainSerializer, model_validator

from schemas.core._base import Record
from schemas.core.geometry import BoundingBox

LONG_TERM: Literal["long_term"] = "long_term"
"""An open-ended validity (长期, 永久, 不约定期限)."""

Plain = str | int | bool | Decimal | date | tuple[int, ...]
"""What a field may hold: text and codes, whole numbers, booleans, money or quantities (yuan), dates, lists of years."""


def _to_json(value: Plain | None) -> object:
    """JSON has neither dates nor decimals; they would come back as text."""
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return {"decimal": str(value)} if isinstance(value, Decimal) else value


def _from_json(value: object) -> object:
    if isinstance(value, dict) and value.keys() == {"date"}:
        return date.fromisoformat(value["date"])
    return Decimal(value["decimal"]) if isinstance(value, dict) and value.keys() == {"decimal"} else value


TypedPlain = Annotated[Plain | None, BeforeValidator(_from_json), PlainSerializer(_to_json, when_used="json")]
"""A value that keeps its type through JSON."""


class Status(StrEnum):
    """How far a value may be trusted."""

    ACCEPTED = "accepted"
    REVIEW = "review"
    MISSING = "missing"
    CORRECTED = "corrected"


class Evidence(Record):
    """Where a value comes from.

    `page` is the 1-based index into the document's pages. A value on a page has a `box`; a value in a spreadsheet has
    `sheet` and `cell` instead. `method` tells how the raw text became the value, steps joined by +. `sureness` is the
    probability (0..1) of the weakest character as it was read, times the parser's penalties, before any witness spoke.
    """

    page: int
    box: BoundingBox | None = None
    sheet: str | None = None
    cell: str | None = None
    raw: str
    method: str
    extractor: str
    sureness: float | None = None

    @model_validator(mode="after")
    def _has_a_place(self) -> Evidence:
        if self.box is None and self.cell is None:
            raise ValueError("evidence needs a box or a spreadsheet cell")
        return self


class Trace(Record):
    """How a value was looked for, for those who ask; nothing is decided by it.

    `sought` are the printed labels that were looked for. `label` is the one that was found, as read, at `box` on `page`
    (1-based index into the document's pages). `threshold` is the least confidence that would have been accepted, null
    where a doubt or nothing at all decided.
    """

    sought: tuple[str, ...] = ()
    label: str | None = None
    page: int | None = None
    box: BoundingBox | None = None
    threshold: float | None = None


class Word(Record):
    """That a person spoke on a value, who and when. Decisions: confirmed, corrected, as_printed, not_printed."""

    reviewer: str
    at: datetime
    decision: str
    note: str | None = None


class FieldValue(Record):
    """A value, how sure it is (0..1), its status, and the evidence for it.

    `reason` says why it waits for a person (a short English code such as `low_confidence`), null when accepted.
    A value without evidence cannot be built. Where a person's word stands, `word` says whose, and `machine` is what was read.
    """

    value: TypedPlain
    status: Status
    confidence: float
    evidence: Evidence | None = None
    reason: str | None = None
    trace: Trace | None = None
    machine: FieldValue | None = None
    word: Word | None = None

    @model_validator(mode="after")
    def _value_needs_evidence(self) -> FieldValue:
        if self.value is not None and self.evidence is None:
            raise ValueError("a value without evidence cannot be built")
        if self.value is None and self.status in (Status.ACCEPTED, Status.CORRECTED):
            raise ValueError("null is missing or under review, never accepted")
        return self

    @property
    def usable(self) -> bool:
        """Whether a check may rely on it."""
        return self.value is not None and self.status in (Status.ACCEPTED, Status.CORRECTED)


ABSENT = FieldValue(value=None, status=Status.MISSING, confidence=1.0)
"""Nothing is printed there."""

NOT_FOUND = FieldValue(value=None, status=Status.MISSING, confidence=0.0, reason="not_found")
"""Should be there and was not found; listed for review."""

Row = dict[str, FieldValue]
"""One row of a table: column name to value."""
