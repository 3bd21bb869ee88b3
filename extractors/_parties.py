"""Whose papers they are: the applicant, the legal representative, other persons, and which document belongs to whom."""

from __future__ import annotations

import re

from schemas.core import Applicant, Document, FieldValue, Party
from standards import registration_number, uscc

_NAMES = (
    "company_name",
    "organisation_name",
    "taxpayer_name",
    "applicant_name",
    "name",
    "owner",
    "obligor",
    "holder",
    "borrower",
    "client",
    "lessee",
    "lessor",
    "account_name",
    "trade_name",
)
_COMPANY = re.compile(r"公司|厂|店|行$|社$|中心|部$|企业|合伙|商行|集团|院$|所$|场$|超市")


_SERVES = re.compile(
    r"会计师事务所|税务师事务所|律师事务所|资产评估|房地产.{0,6}(?:估价|评估)|银行(?:股份|有限|责任)|(?:支|分)行$|信用(?:合作)?联?社|担保有限"
)
"""Firms that serve a case and do not apply: auditors, appraisers, banks, the guarantor."""

_SIGNING = (
    ("audit_report", "firm_name"),
    ("capital_verification_report", "firm_name"),
    ("appraisal_report", "firm_name"),
)
"""Where the names of firms stand that sign reports on others; their own licence may be bound in behind."""


def parties_of(documents: tuple[Document, ...]) -> tuple[tuple[Document, ...], Applicant, tuple[Party, ...]]:
    """The documents with their owners, the applicant, and all parties."""
    applicant = _applicant(documents)
    parties = _parties(documents, applicant)
    owned = tuple(d.model_copy(update={"party_id": _owner(d, parties)}) for d in documents)
    return owned, applicant, parties


def _applicant(documents: tuple[Document, ...]) -> Applicant:
    """From the application, else the licence, else an identity card when there are no company papers."""
    application = _first(documents, "guarantee_application")
    asked = _text(application, "applicant_name")
    documents = tuple(d for d in documents if _servant(d, documents, asked) is None)
    licence = _licence(documents, asked)
    card = _first(documents, "resident_id_card")
    name = asked or _text(licence, "company_name")
    sole = licence is not None and _is_sole_proprietor(licence)
    if name is None and card is not None and licence is None:
        return Applicant(kind="person", sole_proprietor=False, name=_text(card, "name"))
    company = licence is not None or (name is not None and _COMPANY.search(name) is not None)
    if application is None and licence is None:
        company = any(d.type in ("balance_sheet", "credit_report", "account_opening_permit") for d in documents)
        name = next((n for d in documents if (n := _text(d, "company_name"))), None)
    return Applicant(kind="company" if company else "person", sole_proprietor=sole, name=name)


def _licence(documents: tuple[Document, ...], asked: str | None) -> Document | None:
    """The licence with the name on the application, else the first."""
    licences = [d for d in documents if d.type == "business_licence"]
    named = (d for d in licences if asked is not None and _same(_text(d, "company_name") or "", asked))
    return next(named, licences[0] if licences else None)


def _servant(document: Document, documents: tuple[Document, ...], asked: str | None) -> str | None:
    """The firm that a licence belongs to when that firm only serves the case; null for any other paper."""
    if document.type not in ("business_licence", "account_opening_permit", "organisation_code_certificate"):
        return None
    name = _text(document, "company_name") or _text(document, "organisation_name")
    if name is None or (asked is not None and _same(name, asked)):
        return None
    firms = [n for d in documents for type_, field in _SIGNING if d.type == type_ and (n := _text(d, field))]
    return name if _SERVES.search(name) or any(_same(name, f) for f in firms) else None


def _is_sole_proprietor(licence: Document) -> bool:
    kind = _text(licence, "company_type") or ""
    code = _text(licence, "unified_social_credit_code") or ""
    number = _text(licence, "registration_number") or ""
    if "个体" in kind:
        return True
    if uscc.is_valid(code):
        return uscc.is_sole_proprietor(code)
    return registration_number.is_valid(number) and registration_number.is_sole_proprietor(number)


def _parties(documents: tuple[Document, ...], applicant: Applicant) -> tuple[Party, ...]:
    found: list[tuple[str, str, str]] = []
    if applicant.name:
        found.append(("applicant", applicant.kind, applicant.name))
    own = tuple(d for d in documents if _servant(d, documents, applicant.name) is None)
    representative = _text(_licence(own, applicant.name), "legal_representative")
    if representative and representative != applicant.name:
        found.append(("legal_representative", "person", representative))
    for document in documents:
        if document.type == "resident_id_card":
            name = _text(document, "name")
            if name and name not in {n for _, _, n in found}:
                found.append(("other", "person", name))
    serving = (_servant(d, documents, applicant.name) for d in documents)
    found += [("intermediary", "company", name) for name in dict.fromkeys(n for n in serving if n is not None)]
    return tuple(Party(party_id=f"P{i:02d}", role=r, kind=k, name=n) for i, (r, k, n) in enumerate(found, 1))


def _owner(document: Document, parties: tuple[Party, ...]) -> str | None:
    names = [n for field in _NAMES if (n := _text(document, field))]
    for party in parties:
        if any(_same(party.name, n) for n in names):
            return party.party_id
    return None


def _same(a: str, b: str) -> bool:
    return re.sub(r"[\W_]+", "", a) == re.sub(r"[\W_]+", "", b)


def _first(documents: tuple[Document, ...], type_: str) -> Document | None:
    return next((d for d in documents if d.type == type_), None)


def _text(document: Document | None, field: str) -> str | None:
    if document is None:
        return None
    value: FieldValue | None = document.fields.get(field)
    return value.value if value is not None and isinstance(value.value, str) else None
