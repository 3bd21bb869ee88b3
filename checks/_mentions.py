"""Who is mentioned on the papers of a case, in which role, and with which facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from checks import _papers
from checks._facts import Fact, cell_of, field_of
from schemas.core import Case, Document

COMPANY_FACTS = (
    "unified_social_credit_code",
    "registration_number",
    "organisation_code",
    "taxpayer_id",
    "loan_card_code",
    "legal_representative",
    "address",
    "registered_capital",
    "establishment_date",
    "account_number",
)
PERSON_FACTS = ("id_number", "sex", "birth_date", "address", "valid_to", "employer", "annual_income")

_COMPANY = re.compile(r"公司|厂$|店$|行$|社$|中心$|部$|企业|合伙|商行|集团|院$|所$|场$|超市|银行|局$|委员会")


@dataclass(frozen=True)
class Mention:
    """A name on a paper, with the facts that the paper states of its bearer. `own`: the paper is the bearer's."""

    role: str
    kind: str
    name: str
    at: Fact
    own: bool = False
    facts: Mapping[str, Fact] = field(default_factory=dict)


def mentions(case: Case) -> Iterator[Mention]:
    """Every mention, paper by paper; names that were not read are left out."""
    for document in case.documents:
        yield from _whose(case, document)
        yield from _named_in(document)


def kind_of(name: str) -> str:
    """Whether a name is a company's or a person's."""
    return "company" if _COMPANY.search(name) else "person"


def _whose(case: Case, document: Document) -> Iterator[Mention]:
    """Whose paper it is, with the facts in its fields."""
    if document.type in ("resident_id_card", "household_register_page", "income_proof"):
        yield from _mention("other", field_of(document, "name"), "person", PERSON_FACTS, own=True)
    elif document.type == "guarantee_application":
        name = field_of(document, "applicant_name")
        kind = case.applicant.kind
        yield from _mention("applicant", name, kind, COMPANY_FACTS if kind == "company" else PERSON_FACTS, own=True)
    elif document.type in _papers.NAMED_TYPES:
        name = field_of(document, _papers.name_field(document.type))
        yield from _mention("other", name, kind_of(name.text), COMPANY_FACTS, own=True)


def _mention(role: str, name: Fact, kind: str, wanted: tuple[str, ...], *, own: bool = False) -> Iterator[Mention]:
    if not name.text:
        return
    stated = {n: f for n in wanted if (f := field_of(name.document, n)).value is not None}
    yield Mention(role, kind, name.text, name, own, stated)


_LISTS = {
    ("articles_of_association", "shareholders"): "shareholder",
    ("registry_extract", "shareholders"): "shareholder",
    ("shareholder_resolution", "signatories"): "signatory",
}
_OWNERS = {
    "property_certificate": "owner",
    "vehicle_certificate": "owner",
    "encumbrance_certificate": "obligor",
}
_OWNER_KEPT = 12
"""Names on one certificate; more are a misread list."""


def _named_in(document: Document) -> Iterator[Mention]:
    """Who else a paper names: its legal representative, shareholders, spouses, owners."""
    head = field_of(document, "legal_representative")
    if head.text:
        yield Mention("legal_representative", "person", head.text, head)
    for (type_, table), role in _LISTS.items():
        if document.type == type_:
            yield from _listed(document, table, role)
    if document.type in _OWNERS:
        owner = field_of(document, _OWNERS[document.type])
        for name in [n for n in re.split(r"[、,;]", owner.text) if n][:_OWNER_KEPT]:
            yield Mention("collateral_owner", kind_of(name), name, owner, own=True)
    if document.type == "marriage_certificate":
        for side in ("party_a", "party_b"):
            yield from _married(document, side)


def _listed(document: Document, table: str, role: str) -> Iterator[Mention]:
    for index, row in enumerate(document.tables.get(table, ())):
        name = cell_of(document, table, index, row, "name")
        if name.text:
            code = cell_of(document, table, index, row, "id_or_code")
            stated = {"id_number": code} if code.value is not None and kind_of(name.text) == "person" else {}
            yield Mention(role, kind_of(name.text), name.text, name, facts=stated)


def _married(document: Document, side: str) -> Iterator[Mention]:
    name = field_of(document, f"{side}_name")
    if name.text:
        there = {n: field_of(document, f"{side}_{n}") for n in ("id_number", "sex", "birth_date")}
        yield Mention("spouse", "person", name.text, name, own=True, facts={n: f for n, f in there.items() if f.text})
