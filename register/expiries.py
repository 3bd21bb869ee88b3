"""The dates of a case's papers that somebody must keep an eye on: one entry a subject, the newest paper of each counting.

Ends of validity stand on the papers; for papers that grow old the date is the last day on which they are still fresh. A
reading that waits for a person is registered as unconfirmed: the accepted date of an older scan goes before it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from schemas.core import LONG_TERM, Case, Document, FieldValue, Record, Status

Kind = Literal[
    "licence_term",
    "id_card",
    "code_certificate",
    "land_use_end",
    "vehicle_inspection",
    "credit_report_age",
    "income_proof_age",
    "statement_age",
    "year_end_statement",
    "annual_report",
    "capital_due",
    "capital_transition",
]

KINDS: dict[str, str] = {
    "licence_term": "营业期限",
    "id_card": "身份证有效期",
    "code_certificate": "组织机构代码证有效期",
    "land_use_end": "土地使用期限",
    "vehicle_inspection": "机动车检验有效期",
    "credit_report_age": "信用报告时效",
    "income_proof_age": "收入证明时效",
    "statement_age": "财务报表时效",
    "year_end_statement": "上年度财务报表",
    "annual_report": "企业年度报告",
    "capital_due": "认缴出资到期",
    "capital_transition": "出资期限调整截止",
}
"""What each kind is called in notices and reports."""


class Limits(Record):
    """Days that a paper stays fresh, and the dates of law that the register needs; handed in by the caller."""

    credit_report_days: int = 30
    income_proof_days: int = 30
    statement_days: int = 60
    old_licences_end: date = date(2018, 1, 1)
    """Since then organisation code certificates no longer count."""
    longest_capital_term: date = date(2032, 6, 30)
    """The last due date that companies registered before 2024-07-01 may keep (State Council Order 784)."""


class Expiry(Record):
    """One date to watch.

    `subject` tells entries of one case apart and stays the same when a newer paper comes; it holds no personal data. `day`
    is the last good day, null for an open-ended validity and for a date that is printed but was not read.
    """

    subject: str
    kind: Kind
    document_type: str
    document_id: str | None
    party_id: str | None
    role: str
    field: str
    day: date | None
    state: Literal["dated", "long_term", "unread"]
    confirmed: bool


@dataclass(frozen=True)
class Reading:
    """A date as a paper gives it."""

    day: date | None
    state: Literal["dated", "long_term", "unread"]
    confirmed: bool

    @property
    def rank(self) -> tuple[bool, bool, date]:
        """Accepted before weak, open-ended before dated, later before earlier."""
        return self.confirmed, self.state == "long_term", self.day or date.min


def reading(value: FieldValue) -> Reading | None:
    """What a field says about a date; null when nothing is printed there."""
    if value.value == LONG_TERM:
        return Reading(None, "long_term", value.usable)
    if isinstance(value.value, date):
        return Reading(value.value, "dated", value.usable)
    if value.value is None and (value.status is Status.REVIEW or value.confidence < 0.5):
        return Reading(None, "unread", False)
    return None


def subject(case: Case, kind: str, who: str) -> str:
    """An opaque name for what a date is about, the same in every revision of the case.

    >>> from schemas.core import Applicant
    >>> case = Case(case_id="C1", case_name="x", as_of=date(2024, 1, 1), as_of_source="option",
    ...             applicant=Applicant(kind="person", sole_proprietor=False, name=None), documents=())
    >>> subject(case, "id_card", "110101199003070038") == subject(case, "id_card", "110101199003070038")
    True
    >>> subject(case, "annual_report", "")
    'annual_report'
    """
    return f"{kind}:{hashlib.sha256(f'{case.case_id}/{who}'.encode()).hexdigest()[:12]}" if who else kind


def of_parties(case: Case, type_: str) -> tuple[Document, ...]:
    """Papers of a type, but for those of firms that only serve the case."""
    firms = {p.party_id for p in case.parties if p.role == "intermediary"}
    return tuple(d for d in case.of_type(type_) if d.party_id is None or d.party_id not in firms)


def role_of(case: Case, document: Document) -> str:
    """Whose paper it is; a company's paper without an owner is taken as the applicant's."""
    return next((p.role for p in case.parties if p.party_id == document.party_id), "applicant")


def entry(case: Case, kind: Kind, who: str, document: Document, field: str, read: Reading, days: int = 0) -> Expiry:
    """The register's entry for a reading; `days` is how long the paper stays fresh after it."""
    return Expiry(
        subject=subject(case, kind, who),
        kind=kind,
        document_type=document.type,
        document_id=document.document_id,
        party_id=document.party_id,
        role=role_of(case, document),
        field=field,
        day=later(read.day, days) if read.day else None,
        state=read.state,
        confirmed=read.confirmed,
    )


def later(day: date, days: int) -> date:
    """The day so many days on, within what a calendar can hold.

    >>> later(date(2024, 2, 28), 2), later(date(9999, 12, 1), 60), later(date(1, 1, 5), -60)
    (datetime.date(2024, 3, 1), datetime.date(9999, 12, 31), datetime.date(1, 1, 1))
    """
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def who(document: Document, names: Sequence[str]) -> str:
    """What tells a paper's subject from others of its kind: the first of these fields that was read, else whose it is."""
    read = next((str(v) for n in names if (v := document.field(n).value) is not None), None)
    return read or document.party_id or document.document_id


def newest(case: Case, kind: Kind, type_: str, field: str, names: Sequence[str], days: int = 0) -> Iterator[Expiry]:
    """One entry a subject: of several papers the one whose accepted date is the last."""
    best: dict[str, tuple[Reading, Document]] = {}
    for document in of_parties(case, type_):
        read = reading(document.fields[field]) if field in document.fields else None
        key = who(document, names)
        if read is not None and (key not in best or read.rank > best[key][0].rank):
            best[key] = (read, document)
    for key, (read, document) in best.items():
        yield entry(case, kind, key, document, field, read, days)


def expiries_of(case: Case, limits: Limits) -> tuple[Expiry, ...]:
    """All dates of the case that must be watched, one a subject."""
    from register import _company

    found = [
        *_company.licence_term(case),
        *newest(case, "id_card", "resident_id_card", "valid_to", ("id_number", "name")),
        *_company.code_certificates(case, limits),
        *newest(case, "land_use_end", "property_certificate", "valid_to", ("certificate_number", "unit_number")),
        *newest(case, "vehicle_inspection", "vehicle_certificate", "inspection_valid_to", ("vin", "plate_number")),
        *newest(case, "credit_report_age", "credit_report", "report_date", (), limits.credit_report_days),
        *newest(
            case, "income_proof_age", "income_proof", "issue_date", ("id_number", "name"), limits.income_proof_days
        ),
        *_company.statements(case, limits),
        *_company.annual_report(case),
        *_company.capital(case, limits),
    ]
    return tuple(_distinct(found))


def _distinct(found: Iterable[Expiry]) -> Iterator[Expiry]:
    """Each subject once; a second entry of one subject would close the first."""
    seen: set[str] = set()
    for item in found:
        if item.subject not in seen:
            seen.add(item.subject)
            yield item
