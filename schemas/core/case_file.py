"""All that a package is built from."""

from __future__ import annotations

from schemas.core._base import Record
from schemas.core.case import Case, Judgement, Reconciliation, RejectedFile, ReviewItem, SourceFile
from schemas.core.tables import Tables


class CaseFile(Record):
    """Everything a package is built from, but for the bytes of originals and page images."""

    case: Case
    judgement: Judgement
    files: tuple[SourceFile, ...]
    rejected: tuple[RejectedFile, ...]
    review: tuple[ReviewItem, ...]
    borrowings: Reconciliation | None = None
    tables: Tables = Tables()
