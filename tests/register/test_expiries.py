"""Which dates of a case are watched, and when."""

from __future__ import annotations

from datetime import date

import pytest

from register.expiries import Expiry, Limits, expiries_of
from schemas.core import Case, Party
from tests.checks import case_builder


def register(case: Case) -> dict[str, list[Expiry]]:
    """The entries by kind."""
    found: dict[str, list[Expiry]] = {}
    for entry in expiries_of(case, Limits()):
        found.setdefault(entry.kind, []).append(entry)
    return found


def of(**example: object) -> dict[str, list[Expiry]]:
    return register(case_builder.case(example))


def days(entries: list[Expiry]) -> list[date | None]:
    return [entry.day for entry in entries]


def test_a_company_of_the_old_regime() -> None:
    found = of(base="old")
    assert days(found["licence_term"]) == [date(2026, 5, 10)]
    assert days(found["id_card"]) == [date(2019, 2, 3)]
    assert days(found["code_certificate"]) == [date(2014, 3, 10)]
    assert days(found["credit_report_age"]) == [date(2012, 5, 10)], (
        "ten days old at the application, thirty are allowed"
    )
    assert days(found["annual_report"]) == [date(2015, 6, 30)], "the first reports were due then"
    assert all(entry.confirmed for entries in found.values() for entry in entries)


def test_a_person() -> None:
    found = of(base="person")
    assert set(found) == {"id_card", "income_proof_age"}


def test_a_date_that_waits_for_review_is_registered_as_unconfirmed() -> None:
    (entry,) = of(base="person", change={"resident_id_card.valid_to": "2022-08-01?"})["id_card"]
    assert (entry.day, entry.confirmed, entry.state) == (date(2022, 8, 1), False, "dated")


def test_a_date_that_was_not_read_is_registered_without_a_day() -> None:
    (entry,) = of(base="person", change={"resident_id_card.valid_to": "!"})["id_card"]
    assert (entry.day, entry.confirmed, entry.state) == (None, False, "unread")


def test_an_open_end_is_no_date() -> None:
    (entry,) = of(base="person", change={"resident_id_card.valid_to": "long_term"})["id_card"]
    assert (entry.day, entry.confirmed, entry.state) == (None, True, "long_term")


def test_a_newer_scan_keeps_the_subject_and_moves_the_date() -> None:
    old = of(base="person")["id_card"]
    card = case_builder.BASES["person"]["documents"]
    number = next(c["resident_id_card"]["id_number"] for c in card if "resident_id_card" in c)
    new = of(base="person", add=[{"resident_id_card": {"id_number": number, "valid_to": date(2044, 1, 1)}}])["id_card"]
    assert [e.subject for e in new] == [e.subject for e in old]
    assert days(new) == [date(2044, 1, 1)]


def test_a_weak_reading_does_not_hide_an_accepted_date() -> None:
    documents = [
        {"resident_id_card": {"id_number": "440305199012314535", "valid_to": "2024-03-01"}},
        {"resident_id_card": {"id_number": "440305199012314535", "valid_to": "2044-03-01?"}},
    ]
    (entry,) = of(add=documents)["id_card"]
    assert (entry.day, entry.confirmed) == (date(2024, 3, 1), True)


def test_every_person_has_a_card_of_their_own() -> None:
    cards = [
        {"resident_id_card": {"name": n, "id_number": i, "valid_to": d}}
        for n, i, d in (
            ("李明", "440305199012314535", "2024-03-01"),
            ("王芳", "110101199003070038", "long_term"),
            ("赵强", "!", "2023-01-01"),
        )
    ]
    entries = of(add=cards)["id_card"]
    assert len({entry.subject for entry in entries}) == 3
    assert not any(secret in entry.subject for entry in entries for secret in ("李明", "440305199012314535", "王芳"))


def test_the_new_licence_counts_and_not_the_old_one() -> None:
    licences = [
        {
            "business_licence": {
                "registration_number": "330106000012340",
                "valid_to": "2016-08-01",
                "issue_date": "2010-03-02",
            }
        },
        {
            "business_licence": {
                "unified_social_credit_code": "91330106580000014G",
                "valid_to": "long_term",
                "issue_date": "2016-05-01",
            }
        },
    ]
    found = of(add=licences)
    assert [e.state for e in found["licence_term"]] == ["long_term"]


def test_where_the_licence_prints_no_term_the_extract_is_asked() -> None:
    found = of(
        as_of=date(2023, 5, 1),
        add=[
            {"business_licence": {"unified_social_credit_code": "91330106580000014G", "valid_to": None}},
            {"registry_extract": {"valid_to": "2026-09-30", "report_date": "2023-04-20", "report_year": 2021}},
        ],
    )
    assert days(found["licence_term"]) == [date(2026, 9, 30)]
    assert days(found["annual_report"]) == [date(2023, 6, 30)], "2021 is published, 2022 is due"


@pytest.mark.parametrize(
    ("as_of", "founded", "due"),
    [
        ("2023-06-30", "2010-05-11", "2023-06-30"),
        ("2023-07-01", "2010-05-11", "2024-06-30"),
        ("2023-03-01", "2023-01-10", "2024-06-30"),
    ],
)
def test_the_annual_report_is_due_on_30_june_of_a_later_year_than_that_of_founding(
    as_of: str, founded: str, due: str
) -> None:
    found = of(as_of=date.fromisoformat(as_of), add=[{"business_licence": {"establishment_date": founded}}])
    assert days(found["annual_report"]) == [date.fromisoformat(due)]


def test_statements_grow_old_and_the_next_year_end_is_due_in_may() -> None:
    sheets = [{"balance_sheet": {"period_end": end}} for end in ("2022-12-31", "2023-03-31", "2021-12-31")]
    found = of(as_of=date(2023, 4, 20), add=sheets)
    assert days(found["statement_age"]) == [date(2023, 5, 30)]
    assert days(found["year_end_statement"]) == [date(2024, 5, 31)]


def test_capital_that_is_not_paid_falls_due_and_long_terms_must_be_shortened() -> None:
    rows = [
        {"name": "李明", "subscribed": 600000, "paid": 600000, "subscribed_date": "2020-01-01"},
        {"name": "王芳", "subscribed": 400000, "paid": 0, "subscribed_date": "2045-12-31"},
    ]
    found = of(
        as_of=date(2025, 1, 10),
        add=[
            {"business_licence": {"establishment_date": "2015-05-11"}},
            {"registry_extract": {"report_year": 2023, "report_date": "2025-01-05", "shareholders": rows}},
        ],
    )
    assert days(found["capital_due"]) == [date(2045, 12, 31)]
    assert found["capital_due"][0].field == "shareholders[1].subscribed_date"
    assert days(found["capital_transition"]) == [date(2027, 6, 30)]


def test_a_company_of_the_new_law_needs_no_transition() -> None:
    found = of(as_of=date(2025, 1, 10), add=[{"business_licence": {"establishment_date": "2024-07-01"}}])
    assert "capital_transition" not in found


def test_without_a_schedule_the_transition_waits_for_a_person() -> None:
    found = of(as_of=date(2025, 1, 10), add=[{"business_licence": {"establishment_date": "2015-05-11"}}])
    assert [(e.day, e.confirmed) for e in found["capital_transition"]] == [(date(2027, 6, 30), False)]


def test_a_vehicle_inspection_is_watched_where_it_was_read() -> None:
    found = of(add=[{"vehicle_certificate": {"vin": "LSVAA4182E2123456", "inspection_valid_to": "2024-05-31"}}])
    assert days(found["vehicle_inspection"]) == [date(2024, 5, 31)]


def test_papers_of_a_firm_that_only_serves_the_case_are_not_watched() -> None:
    case = case_builder.case(
        {"add": [{"business_licence": {"valid_to": "2030-01-01", "company_name": "某会计师事务所"}}]}
    )
    paper = case.documents[0].model_copy(update={"party_id": "P02"})
    parties = (Party(party_id="P02", role="intermediary", kind="company", name="某会计师事务所"),)
    assert "licence_term" not in register(case.model_copy(update={"documents": (paper,), "parties": parties}))


@pytest.mark.parametrize("base", sorted(case_builder.BASES))
def test_every_subject_stands_once(base: str) -> None:
    entries = expiries_of(case_builder.case({"base": base}), Limits())
    assert len({entry.subject for entry in entries}) == len(entries)
