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


def managers(case: Case) -> dict[str, str]:
    """Who works on the case, by role: manager_a, manager_b, third_manager. Nobody stands there before being named."""
    roles = ("manager_a", "manager_b", "third_manager")
    said = {role: str(name).strip() for r in case.records for role in roles if (name := getattr(r, role)) is not None}
    return {role: said[role] for role in roles if said.get(role)}
