"""What a person recorded about a case beside the values of its fields: originals seen, stamps, who works on it.

Records are only ever added; the last word on a matter counts.
"""

from __future__ import annotations

from datetime import datetime

from schemas.core._base import Record


class PaperReview(Record):
    """What a person saw on one paper; null where nothing was said about it.

    `original_seen`: the copy was held against the original. `copy_stamped`: the copy bears 核对章. `sealed`: the paper bears
    the seal it should bear, the issuer's on a certificate, the company's on a statement or an application.
    """

    document_id: str
    original_seen: bool | None = None
    copy_stamped: bool | None = None
    sealed: bool | None = None


class PersonRecord(Record):
    """What one person recorded at one time. The managers are those of the regulation's articles 2 and 12."""

    reviewer: str
    at: datetime
    papers: tuple[PaperReview, ...] = ()
    manager_a: str | None = None
    manager_b: str | None = None
    third_manager: str | None = None
    note: str | None = None
