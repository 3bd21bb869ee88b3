"""What persons recorded on a paper: the last word on each matter counts."""

from __future__ import annotations

from schemas.core import Case, Document, PaperReview


def on_paper(case: Case, document: Document) -> PaperReview:
    """What was recorded on a paper, all records folded into one; nulls where nobody said anything."""
    said = [
        p.model_dump(exclude_none=True)
        for record in case.records
        for p in record.papers
        if p.document_id == document.document_id
    ]
    folded = {name: value for words in said for name, value in words.items()}
    return PaperReview(**{"document_id": document.document_id, **folded})
