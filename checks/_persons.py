"""Natural persons of a case: whom article 5(二) concerns, and their papers."""

from __future__ import annotations

from checks import _names, _papers
from checks._facts import Fact, field_of
from schemas.core import Case, Document


def person(case: Case) -> str | None:
    """Applies to natural persons and sole proprietors."""
    if case.applicant.kind == "person" or case.applicant.sole_proprietor:
        return None
    return "申请人为企业，不适用。"


def applicant_name(case: Case) -> str | None:
    """The person's own name: the applicant's, or the operator's of a sole proprietor."""
    if case.applicant.kind == "person":
        return case.applicant.name
    head = _papers.legal_representative(case)
    return head.text if head is not None else None


def card(case: Case) -> Document | None:
    """The person's identity card; the only one when nobody knows the name."""
    cards, name = _papers.id_cards(case), applicant_name(case)
    same = [c for c in cards if name and _names.compare(field_of(c, "name").text, name) == _names.SAME]
    return same[0] if same else (cards[0] if len(cards) == 1 and not name else None)


def birth(case: Case) -> Fact | None:
    """The birth date on the card, else in the household register."""
    paper, name = card(case), applicant_name(case)
    pages = [
        p
        for p in case.of_type("household_register_page")
        if name and _names.compare(field_of(p, "name").text, name) == _names.SAME
    ]
    found = [f for p in (*([paper] if paper else []), *pages) if (f := field_of(p, "birth_date")).day is not None]
    return next((f for f in found if f.usable), found[0] if found else None)


def spouse_proof(case: Case, a: str, b: str) -> Fact | None:
    """Where a marriage certificate names two persons together."""
    for paper in case.of_type("marriage_certificate"):
        names = [field_of(paper, n) for n in ("party_a_name", "party_b_name")]
        if all(f.usable for f in names) and {_names.plain(f.text) for f in names} == {_names.plain(a), _names.plain(b)}:
            return names[0]
    return None
