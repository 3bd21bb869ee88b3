"""Dates that only companies have: the licence's term, statements, the annual report, and capital that falls due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from register.expiries import Expiry, Limits, Reading, entry, newest, of_parties, reading, subject
from schemas.core import Case, Document, Row

_FIRST_ANNUAL_REPORT = date(2015, 6, 30)
"""Reports for 2013 and 2014 were both due then (企业信息公示暂行条例)."""
_COMPANY_LAW = date(2024, 7, 1)
_TRANSITION_ENDS = date(2027, 6, 30)
"""State Council Order 784."""


def licence_term(case: Case) -> Iterator[Expiry]:
    """The end of the licence that counts; where a newer licence prints none, the registry's extract is asked.

    A reading that waits for a person does not hide the accepted end on an older scan of the same licence.
    """
    for owner, licences in _by_owner(case, of_parties(case, "business_licence")).items():
        latest = max(licences, key=_issued)
        same = [d for d in licences if _number(d) in (_number(latest), None)]
        read = [(r, d) for d in same if (r := reading(d.field("valid_to"))) is not None]
        if read:
            best, document = max(read, key=lambda pair: pair[0].rank)
            yield entry(case, "licence_term", owner, document, "valid_to", best)
        elif owner == "":
            extracts = sorted(case.of_type("registry_extract"), key=_printed)
            yield from (
                entry(case, "licence_term", "", d, "valid_to", r)
                for d in extracts[-1:]
                if (r := reading(d.field("valid_to"))) is not None
            )


def _by_owner(case: Case, documents: tuple[Document, ...]) -> dict[str, list[Document]]:
    """Papers by the company they belong to; empty for the applicant, since its name may be read otherwise next time."""
    roles = {p.party_id: p for p in case.parties}
    owned: dict[str, list[Document]] = {}
    for document in documents:
        party = roles.get(document.party_id or "")
        owned.setdefault("" if party is None or party.role == "applicant" else party.name, []).append(document)
    return owned


def _issued(licence: Document) -> tuple[bool, date]:
    coded = licence.field("unified_social_credit_code").value is not None
    return coded, _day(licence, "issue_date")


def _number(licence: Document) -> str | None:
    names = ("unified_social_credit_code", "registration_number")
    return next((str(v) for n in names if (v := licence.field(n).value) is not None), None)


def _printed(extract: Document) -> date:
    return _day(extract, "report_date")


def _day(document: Document, name: str) -> date:
    value = document.field(name).value
    return value if isinstance(value, date) else date.min


def code_certificates(case: Case, limits: Limits) -> Iterator[Expiry]:
    """Ends of organisation code certificates, as long as they count: not since 2018, not beside a licence with the code."""
    licences = of_parties(case, "business_licence")
    replaced = any(d.field("unified_social_credit_code").value is not None for d in licences)
    if case.as_of < limits.old_licences_end and not replaced:
        yield from newest(case, "code_certificate", "organisation_code_certificate", "valid_to", ("organisation_code",))


def statements(case: Case, limits: Limits) -> Iterator[Expiry]:
    """The newest balance sheet grows old; those of the next year-end are due on 31 May of the year after it."""
    if case.applicant.kind == "person":
        return
    dated = [(r, d) for d in case.of_type("balance_sheet") if (r := reading(d.field("period_end"))) and r.day]
    if not dated:
        return
    read, sheet = max(dated, key=lambda pair: pair[0].rank)
    yield entry(case, "statement_age", "", sheet, "period_end", read, limits.statement_days)
    ends = [(r, d) for r, d in dated if r.day and (r.day.month, r.day.day) == (12, 31)]
    if ends and not case.applicant.sole_proprietor:
        read, sheet = max(ends, key=lambda pair: pair[0].rank)
        yield entry(case, "year_end_statement", "", sheet, "period_end", _in_two_years(read, 5, 31))


def _in_two_years(read: Reading, month: int, day: int) -> Reading:
    """What is due on a day of the year after next."""
    assert read.day is not None
    return Reading(date(min(read.day.year + 2, date.max.year), month, day), "dated", read.confirmed)


def annual_report(case: Case) -> Iterator[Expiry]:
    """30 June: the report on the year after the last one published, else the first deadline from the case's date on."""
    if case.applicant.kind == "person":
        return
    filed = [
        (v.usable, v.value, d)
        for d in case.of_type("registry_extract")
        if isinstance((v := d.field("report_year")).value, int) and 2000 < int(str(v.value)) < 9000
    ]
    if filed:
        usable, year, extract = max(filed, key=lambda f: (f[0], f[1]))
        yield entry(
            case, "annual_report", "", extract, "report_year", Reading(date(int(str(year)) + 2, 6, 30), "dated", usable)
        )
        return
    first = max(case.as_of, _FIRST_ANNUAL_REPORT, date(min(_founded(case).year + 1, 9000), 1, 1))
    day = date(first.year, 6, 30)
    yield Expiry(
        subject=subject(case, "annual_report", ""),
        kind="annual_report",
        document_type="registry_extract",
        document_id=None,
        party_id=next((p.party_id for p in case.parties if p.role == "applicant"), None),
        role="applicant",
        field="report_year",
        day=day if day >= first else date(first.year + 1, 6, 30),
        state="dated",
        confirmed=True,
    )


def _founded(case: Case) -> date:
    """When the applicant was founded, by the licence; the first of all days when it was not read."""
    days = [_day(d, "establishment_date") for d in of_parties(case, "business_licence")]
    return max(days, default=date.min)


def capital(case: Case, limits: Limits) -> Iterator[Expiry]:
    """Contributions not yet paid, one a shareholder, and the adjustment that Order 784 asks of long terms by 2027-06-30."""
    if case.applicant.kind == "person" or case.applicant.sole_proprietor:
        return
    owed = list(_owed(case))
    for document, name, path, read in owed:
        yield entry(case, "capital_due", name, document, path, read)
    if date.min < _founded(case) < _COMPANY_LAW:
        yield from _transition(case, owed, limits)


def _transition(case: Case, owed: list[tuple[Document, str, str, Reading]], limits: Limits) -> Iterator[Expiry]:
    """Terms that are too long, or a company limited by shares that is not paid up; unconfirmed where no paper tells."""
    long = [(d, p, r) for d, _, p, r in owed if r.day is not None and r.day > limits.longest_capital_term]
    by_shares = [
        (d, "company_type", Reading(None, "dated", v.usable))
        for d in of_parties(case, "business_licence")
        if "股份有限" in str((v := d.field("company_type")).value) and owed
    ]
    unknown = [
        (d, "registered_capital", Reading(None, "dated", False))
        for d in of_parties(case, "business_licence")
        if case.as_of >= _COMPANY_LAW and not any(case.of_type(type_) for type_, _ in _SCHEDULES)
    ]
    for document, path, read in (long + by_shares + unknown)[:1]:
        yield entry(case, "capital_transition", "", document, path, Reading(_TRANSITION_ENDS, "dated", read.confirmed))


_SCHEDULES = (("registry_extract", "subscribed_date"), ("articles_of_association", "due_on"))
"""Where contributions stand, the newer source first."""


def _owed(case: Case) -> Iterator[tuple[Document, str, str, Reading]]:
    """Contributions that are not known to be paid: document, shareholder, path of the due date, the date."""
    for type_, column in _SCHEDULES:
        papers = sorted(case.of_type(type_), key=lambda d: max(_printed(d), _day(d, "signed_date")))
        for document in papers[-1:]:
            rows = document.tables.get("shareholders", ())
            found = [
                (document, str(row["name"].value), f"shareholders[{i}].{column}", read)
                for i, row in enumerate(rows)
                if "name" in row and row["name"].value is not None and column in row and not _paid(row)
                if (read := reading(row[column])) is not None and read.day is not None
            ]
            if rows:
                yield from found
                return


def _paid(row: Row) -> bool:
    """Whether the contribution is known to be paid in full."""
    subscribed, paid = row.get("subscribed"), row.get("paid")
    if subscribed is None or paid is None or not (subscribed.usable and paid.usable):
        return False
    a, b = subscribed.value, paid.value
    return isinstance(a, Decimal) and isinstance(b, Decimal) and b >= a
