"""Whose papers they are, which regime they fall under, and which must be there."""

from __future__ import annotations

from datetime import date

from checks import _names, _parameters
from checks._facts import Fact, best, facts, field_of
from schemas.core import Case, Document, PageStatus
from standards import taxpayer_id, uscc

COMPANY_NAMES = (
    "business_licence.company_name",
    "organisation_code_certificate.organisation_name",
    "tax_registration_certificate.taxpayer_name",
    "tax_payment_certificate.taxpayer_name",
    "account_opening_permit.company_name",
    "loan_card.company_name",
    "capital_verification_report.company_name",
    "credit_report.company_name",
    "balance_sheet.company_name",
    "income_statement.company_name",
    "cash_flow_statement.company_name",
    "trial_balance.company_name",
    "bank_statement.account_name",
    "loan_contract.borrower",
    "guarantee_application.applicant_name",
    "registry_extract.company_name",
    "articles_of_association.company_name",
    "vat_return.taxpayer_name",
    "cit_return.taxpayer_name",
    "audit_report.company_name",
)
"""Where the applicant's name stands."""

LEGAL_REPRESENTATIVES = (
    "business_licence.legal_representative",
    "organisation_code_certificate.legal_representative",
    "tax_registration_certificate.legal_representative",
    "account_opening_permit.legal_representative",
    "credit_report.legal_representative",
    "guarantee_application.legal_representative",
    "registry_extract.legal_representative",
    "articles_of_association.legal_representative",
)
"""Where the legal representative (or operator) stands, the identity card aside."""


def of_applicant(case: Case) -> Case:
    """The case without papers of other companies: the auditor's own licence, a counter-guarantor's certificates."""
    others = {d.document_id for d in of_others(case)}
    if not others:
        return case
    return case.model_copy(update={"documents": tuple(d for d in case.documents if d.document_id not in others)})


def of_others(case: Case) -> tuple[Document, ...]:
    """Papers of another company: of a firm that only serves the case, or its name is quite another and so are its codes.

    A paper without a code belongs to another company only when a paper with a code says that there is such a company.
    """
    firms = {p.party_id for p in case.parties if p.role == "intermediary"}
    serving = tuple(d for d in case.documents if d.party_id in firms)
    return serving + tuple(d for d in _of_strangers(case) if d not in serving)


def _of_strangers(case: Case) -> tuple[Document, ...]:
    ours = case.applicant.name
    if not ours or case.applicant.kind == "person":
        return ()
    named = {d.document_id: n for d in case.documents if (n := _name_on(d))}
    own = [d for d in case.documents if d.document_id in named and _names.distance(named[d.document_id], ours) <= 2]
    known = {c for d in (*own, *case.of_type("guarantee_application")) for c in _codes_on(d)}
    if not known:
        return ()
    rest = [d for d in case.documents if d.document_id in named and not _codes_on(d) & known]
    foreign = {named[d.document_id] for d in rest if _codes_on(d, sure=True)}
    others = tuple(d for d in rest if named[d.document_id] in foreign)
    return others if len(others) <= len(own) else ()


_NAME_FIELDS = {path.split(".")[0]: path.split(".")[1] for path in COMPANY_NAMES}
_CODE_FIELDS = (
    "unified_social_credit_code",
    "registration_number",
    "organisation_code",
    "taxpayer_id",
    "loan_card_code",
)


NAMED_TYPES = frozenset(_NAME_FIELDS) - {"loan_contract", "audit_report"}
"""Papers that are the named company's own."""


def name_field(type_: str) -> str:
    """The field that holds a company's name on papers of a type."""
    return _NAME_FIELDS.get(type_, "company_name")


def _name_on(document: Document) -> str | None:
    """The company that a paper names, when the reading is sure; never for the application itself."""
    if document.type == "guarantee_application" or document.type not in _NAME_FIELDS:
        return None
    value = document.field(_NAME_FIELDS[document.type])
    return _names.company(str(value.value)) if value.usable else None


def _codes_on(document: Document, *, sure: bool = False) -> set[str]:
    """The codes on a paper, each as the shortest one inside it; only confirmed ones when `sure`."""
    fields = [
        document.field(n) for n in _CODE_FIELDS if n != "registration_number" or document.type == "business_licence"
    ]
    return {_subject(uscc.compact(str(f.value))) for f in fields if f.value is not None and (f.usable or not sure)}


def _subject(code: str) -> str:
    """The organisation code inside a longer code, else the code itself."""
    if len(code) == 18:
        return uscc.organisation_code(code)
    return taxpayer_id.organisation_code(code) or code


def licence_number(licence: Document) -> str | None:
    """The licence's unified code, else its registration number, whatever its status."""
    for name in ("unified_social_credit_code", "registration_number"):
        value = licence.field(name).value
        if value is not None:
            return uscc.compact(str(value))
    return None


def licence(case: Case) -> Document | None:
    """The licence that counts: the last issued one of the new regime, else of the old."""

    def rank(document: Document) -> tuple[bool, date]:
        issued = document.field("issue_date").value
        coded = document.field("unified_social_credit_code").value is not None
        return coded, issued if isinstance(issued, date) else date.min

    return max(case.of_type("business_licence"), key=rank, default=None)


def licences(case: Case) -> tuple[Document, ...]:
    """All copies of the licence that counts, it first: those with its number."""
    latest = licence(case)
    number = licence_number(latest) if latest else None
    others = (d for d in case.of_type("business_licence") if d is not latest and licence_number(d) in (number, None))
    return (latest, *others) if latest else ()


def generation(case: Case) -> str | None:
    """`uscc` or `old` by the licence, else by the application's code or the date; null when it cannot be told."""
    paper = licence(case)
    if paper is not None and paper.field("unified_social_credit_code").value is not None:
        return "uscc"
    if paper is not None and paper.field("registration_number").value is not None:
        return "old"
    if best(facts(case, "guarantee_application.unified_social_credit_code")):
        return "uscc"
    if case.as_of < _parameters.day("one_licence_from"):
        return "old"
    return "uscc" if case.as_of >= _parameters.day("old_licences_end") and not case.applicant.sole_proprietor else None


def legal_representative(case: Case) -> Fact | None:
    """Who represents the applicant, by the licence, else by the other papers."""
    paper = licence(case)
    own = [field_of(paper, "legal_representative")] if paper else []
    found = [f for f in own if f.value is not None] + list(facts(case, *LEGAL_REPRESENTATIVES))
    return best(found)


def id_cards(case: Case) -> tuple[Document, ...]:
    """One identity card a person: of several with one number the one that is valid longest; card order is kept."""
    chosen: dict[str, Document] = {}
    for card in case.of_type("resident_id_card"):
        key = str(card.field("id_number").value or card.field("name").value or card.document_id)
        if key not in chosen or _validity(card) > _validity(chosen[key]):
            chosen[key] = card
    return tuple(chosen.values())


def _validity(card: Document) -> str:
    """Sorts `long_term` after every date and a missing end before."""
    return str(card.field("valid_to").value or "")


def company(case: Case) -> str | None:
    """Applies to companies and sole proprietors."""
    return "申请人为自然人，不适用。" if case.applicant.kind == "person" else None


def incorporated(case: Case) -> str | None:
    """Applies to companies proper, not to 个体工商户."""
    return company(case) or ("申请人为个体工商户，不适用。" if case.applicant.sole_proprietor else None)


def sole_proprietor(case: Case) -> str | None:
    """Applies to 个体工商户."""
    return company(case) or (None if case.applicant.sole_proprietor else "申请人不是个体工商户，不适用。")


def required(case: Case) -> tuple[str, ...]:
    """The document types that must be there, by kind of applicant, date and licence."""
    return (*required_always(case), *_of_old_regime(case))


def required_always(case: Case) -> tuple[str, ...]:
    """The required types that do not depend on the date."""
    if case.applicant.kind == "person":
        return ("guarantee_application", "resident_id_card", "household_register_page", "income_proof")
    basic = ("guarantee_application", "business_licence", "resident_id_card")
    if case.applicant.sole_proprietor:
        return (*basic, "tax_registration_certificate") if generation(case) == "old" else basic
    return (*basic, "balance_sheet", "income_statement", "credit_report", "account_opening_permit")


def _of_old_regime(case: Case) -> tuple[str, ...]:
    """What a company had to show beside its licence before the unified code."""
    codes = ("organisation_code_certificate", "tax_registration_certificate")
    if incorporated(case) or generation(case) == "uscc" or case.as_of >= _parameters.day("old_licences_end"):
        return ()
    if case.as_of < _parameters.day("inspection_abolished"):
        return (*codes, "loan_card", "capital_verification_report")
    if case.as_of < _parameters.day("loan_card_abolished"):
        return (*codes, "loan_card")
    return codes if generation(case) == "old" else ()


WANTED = {
    "company": (
        *("cash_flow_statement", "trial_balance", "bank_statement", "tax_payment_certificate", "loan_contract"),
        *("capital_verification_report", "property_certificate", "registry_extract", "vat_return", "cit_return"),
        "articles_of_association",
    ),
    "sole_proprietor": ("household_register_page", "bank_statement", "tax_payment_certificate", "property_certificate"),
    "person": ("bank_statement", "property_certificate", "vehicle_certificate"),
}
"""What checks could use beyond the required papers, by kind of applicant."""


def missing(case: Case) -> tuple[str, ...]:
    """Required types of which the case holds no document."""
    return tuple(t for t in required(case) if not case.of_type(t))


def wanted(case: Case) -> tuple[str, ...]:
    """Useful types of which the case holds no document; never a fault."""
    kind = "sole_proprietor" if case.applicant.sole_proprietor else case.applicant.kind
    unpublished = case.as_of < _parameters.day("publication_from")
    useful = [t for t in WANTED.get(kind, ()) if not (unpublished and t == "registry_extract")]
    return tuple(t for t in useful if t not in required(case) and not case.of_type(t))


def unread(case: Case) -> str:
    """A hint at papers among which the missing one may be."""
    lost = [d for d in case.documents if d.type == "unknown" or any(p.status is not PageStatus.READ for p in d.pages)]
    return f"另有 {len(lost)} 份资料未能识别或读取，请查是否在其中。" if lost else ""


_CHANCE = 0.8
"""Text confidence below which a page that fits no type was not so much read as guessed at."""


def illegible(case: Case) -> tuple[Document, ...]:
    """Documents of unknown type that nobody could have recognised: a page unreadable, or its text read by chance."""
    return tuple(
        d
        for d in case.documents
        if d.type == "unknown"
        and any(p.status is not PageStatus.READ or _by_chance(p.quality.text_confidence) for p in d.pages)
    )


def _by_chance(confidence: float | None) -> bool:
    return confidence is not None and confidence < _CHANCE
