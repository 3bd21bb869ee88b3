"""Copies and their originals: what a person saw, and which stamps the papers bear (工作手册 5(二))."""

from __future__ import annotations

from checks import _papers, _recorded
from checks._facts import Fact, best, field_of, name_of, names_of
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from schemas.core import Case, Document, PaperReview, Severity, Status

_COPIES = frozenset(
    {
        *("business_licence", "organisation_code_certificate", "tax_registration_certificate", "loan_card"),
        *("account_opening_permit", "tax_payment_certificate", "resident_id_card", "household_register_page"),
        *("marriage_certificate", "capital_verification_report", "articles_of_association", "loan_contract"),
        *("property_certificate", "encumbrance_certificate", "vehicle_certificate", "lease_contract"),
    }
)
"""Types of which the applicant keeps the original, so that the file holds a copy."""

_SEALED = ("guarantee_application", "balance_sheet", "income_statement", "cash_flow_statement")
"""Papers that the company makes and seals."""

_OTHER_SEALS = frozenset({"personal", "inspection", "copy_check", "copy_use"})
"""Kinds of seal that are never the company's."""


@check("DOC-002", title="原件核对和印章", article="工作手册5(二)", severity=Severity.BLOCKING, whole_pile=True)
def seen_and_stamped(case: Case) -> Outcome:
    """A person held every copy against its original and it bears the stamp that says so; the company's papers are sealed."""
    copies = [(d, _recorded.on_paper(case, d)) for d in case.documents if d.type in _COPIES]
    outcomes = [
        failed(f"{name_of(d)}复印件没有与原件核对（{d.document_id}，经办人记录）", _place(d))
        for d, said in copies
        if said.original_seen is False
    ]
    waiting = [d for d, said in copies if said.original_seen is None]
    unstamped = [d for d, said in copies if said.original_seen and not _stamped(d, said)]
    if waiting:
        outcomes.append(unknown(f"{len(waiting)} 份复印件尚待核对原件：{names_of(waiting)}", *map(_place, waiting)))
    if unstamped:
        outcomes.append(unknown(f"{names_of(unstamped)}已见原件，核对章尚待加盖或确认", *map(_place, unstamped)))
    outcomes += [o for d in case.documents if d.type in _SEALED and (o := _own_seal(case, d)) is not None]
    if not copies:
        outcomes.append(unknown("没有可与原件核对的资料"))
    return worst(outcomes, passed(f"{len(copies)} 份复印件均已见原件并盖核对章。", *(_place(d) for d, _ in copies)))


def _stamped(document: Document, said: PaperReview) -> bool:
    """Whether the copy bears 核对章, by a person's word, else by what was read."""
    if said.copy_stamped is not None:
        return said.copy_stamped
    return any(s.kind == "copy_check" and s.status is Status.ACCEPTED for s in document.seals)


def _own_seal(case: Case, document: Document) -> Outcome | None:
    """A statement or application without the company's seal; null when it bears one or it cannot be told.

    That no seal was found says something only of a scanned page, in a pile on which other seals were found.
    """
    if _papers.incorporated(case):
        return None
    said = _recorded.on_paper(case, document).sealed
    if said is False:
        return warned(f"{name_of(document)}没有加盖公章（经办人记录）", _place(document))
    if said or any(s.kind not in _OTHER_SEALS for s in document.seals):
        return None
    scanned = all(p.image is not None and p.sheet is None for p in document.pages)
    if scanned and any(d.seals for d in case.documents):
        return warned(f"{name_of(document)}上没有发现公章", _place(document))
    return None


def _place(document: Document) -> Fact | None:
    """A value that shows where the paper is: its name first, else whatever was read."""
    named = field_of(document, _papers.name_field(document.type))
    return named if named.value is not None else best(f for n in document.fields if (f := field_of(document, n)).value)
