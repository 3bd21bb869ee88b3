"""What a person recorded about a case: values of fields, originals seen, stamps, who works on it, verdicts seen otherwise.

Records are only ever added; the last word on a matter counts. A record names papers by what they were scanned from, since a
document's id may change when a file comes or goes: `source` is `<sha256 of the file>#<page>`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from schemas.core._base import Record
from schemas.core.geometry import BoundingBox
from schemas.core.value import FieldValue, TypedPlain

GONE = "-"
"""Stands for the id of a document that the case no longer holds as it was when the person spoke."""

Decision = Literal["confirmed", "corrected", "as_printed", "not_printed"]


class RowPlace(Record):
    """Where a table's row stood on its page: its box, or its first cell in a spreadsheet (B7)."""

    box: BoundingBox | None = None
    cell: str | None = None


class FieldReview(Record):
    """What a person said of one value.

    `path` is a field's name or a cell such as `loans[3].balance`. `ordinal` counts the documents of the same type on the
    source page. Decisions: confirmed (the reading is right), corrected, as_printed (the number is printed wrong, as given),
    not_printed (nothing stands there; `value` is null). `raw` is what the person wrote; `machine` what was read then.
    """

    document_id: str
    type: str
    path: str
    source: str
    ordinal: int = 0
    row: RowPlace | None = None
    decision: Decision
    value: TypedPlain = None
    raw: str | None = None
    note: str | None = None
    machine: FieldValue | None = None


class PaperReview(Record):
    """What a person saw on one paper; null where nothing was said about it.

    `original_seen`: the copy was held against the original. `copy_stamped`: the copy bears 核对章. `sealed`: the paper bears
    the seal it should bear, the issuer's on a certificate, the company's on a statement or an application.
    """

    document_id: str
    type: str = ""
    sources: tuple[str, ...] = ()
    ordinal: int = 0
    original_seen: bool | None = None
    copy_stamped: bool | None = None
    sealed: bool | None = None


class OverrideReview(Record):
    """A person's verdict on a finding, beside the machine's, which stays; it holds for the message that it answers."""

    check: str
    machine_verdict: str
    machine_message: str
    verdict: str
    reason: str
    evidence: str | None = None


class PersonRecord(Record):
    """What one person recorded at one time. The managers are those of the regulation's articles 2 and 12.

    `sources` are all pages that the case then had.
    """

    reviewer: str
    at: datetime
    papers: tuple[PaperReview, ...] = ()
    manager_a: str | None = None
    manager_b: str | None = None
    third_manager: str | None = None
    note: str | None = None
    fields: tuple[FieldReview, ...] = ()
    overrides: tuple[OverrideReview, ...] = ()
    revision: int = 0
    """The package that the person looked at."""
    sources: tuple[str, ...] = ()
