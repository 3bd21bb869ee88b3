"""The rules as their users are told them: with the parameters, papers and fields that each check really looks at."""

from __future__ import annotations

from datetime import date

from checks import _parameters
from checks._parameters import Entry
from checks._registry import CHECKS, Outcome, check, passed
from checks._rules import differences, rules
from schemas.core import Severity

LATE = date(2024, 1, 1)
PARAMETERS = {
    "COL-001": (),
    "COL-004": ("collateral_area_share",),
    "COL-005": (
        *("appraisal_months", "collateral_rate_equipment", "collateral_rate_house", "collateral_rate_land"),
        *("collateral_rate_vehicle", "contract_lead_days", "loan_rate_assumed", "vehicle_life_years"),
    ),
    "CR-003": ("loan_card_abolished", "loan_card_review_months"),
    "DOC-001": ("inspection_abolished", "loan_card_abolished", "old_licences_end", "one_licence_from"),
    "EXP-002": (),
    "FIN-01a": ("arithmetic_warn_share", "two_sources_warn_share"),
    "FS-014": (
        *("format_years_cas_2007", "format_years_cas_2017", "format_years_cas_2018", "format_years_cas_2019"),
        *("format_years_cas_2019a", "format_years_old_2001", "format_years_small_enterprise"),
        *("materiality_floor", "materiality_share"),
    ),
    "LIC-006": ("first_annual_report_due", "publication_from", "registry_extract_days"),
    "RAT-001": (
        *("watch_ar_days", "watch_current_ratio", "watch_debt_ratio", "watch_interest_cover"),
        "watch_quick_ratio",
    ),
    "USE-004": ("quorum_share", "quorum_share_major"),
}
DOCUMENTS = {
    "CR-003": ("credit_report", "loan_card"),
    "CR-007": ("credit_report",),
    "DOC-007": ("balance_sheet", "income_statement", "cash_flow_statement"),
    "EXP-002": (),
    "FIN-02a": ("balance_sheet", "trial_balance", "subsidiary_ledger"),
    "IDP-002": ("resident_id_card", "guarantee_application"),
    "LIC-002": ("business_licence",),
    "TAX-008": (),
    "XID-006": ("registry_extract", "articles_of_association"),
}
BY_PERSONS = {"DOC-002", "EXP-002", "LIC-001"}


def test_a_rule_names_the_parameters_and_papers_that_it_looks_at() -> None:
    found = {rule.check: rule for rule in rules(LATE)}
    assert list(found) == sorted(found)
    assert {c: tuple(p.name for p in found[c].parameters) for c in PARAMETERS} == PARAMETERS
    papers = {c: tuple(found[c].documents) for c in DOCUMENTS}
    assert {c: set(d) for c, d in papers.items()} == {c: set(d) for c, d in DOCUMENTS.items()}
    assert {c for c, rule in found.items() if rule.person} == BY_PERSONS
    assert not any("unknown" in rule.documents for rule in found.values())
    used = {p.name for rule in found.values() for p in rule.parameters}
    assert used == set(_parameters.table())


def test_a_rule_is_told_in_words_with_its_values_in_time() -> None:
    rule = next(r for r in rules(LATE) if r.check == "CR-001")
    assert (rule.article, rule.severity, rule.inputs) == ("5.1.4(7)", Severity.HIGH, ())
    assert rule.says.startswith("The report is at most 30 days old")
    assert {p.name: p.now for p in rule.parameters}["credit_report_fresh_days"] == "30"
    assert all(p.entries == _parameters.table()[p.name] for p in rule.parameters)


def test_a_rule_over_plain_values_names_the_fields_that_it_compares() -> None:
    try:

        @check("TST-001", title="试", article="3", severity=Severity.LOW, name="business_licence.company_name")
        def body(name: str) -> Outcome:
            return passed(name)

        rule = next(r for r in rules(LATE) if r.check == "TST-001")
    finally:
        CHECKS.pop("TST-001", None)
    assert rule.inputs == ("《营业执照》名称",)
    assert (rule.documents, rule.parameters, rule.person) == (("business_licence",), (), False)


def test_a_value_is_the_one_of_the_day_asked_for() -> None:
    entries = tuple(
        Entry(value=v, since=date(year, 1, 1), article="5", source="试算", verified=False)
        for v, year in (("7", 2000), ("9", 2024))
    )
    with _parameters.tried({"credit_report_fresh_days": entries}):
        for day, value in ((date(2023, 12, 31), "7"), (LATE, "9")):
            rule = next(r for r in rules(day) if r.check == "CR-001")
            assert {p.name: p.now for p in rule.parameters}["credit_report_fresh_days"] == value


def test_sets_of_parameters_differ_where_a_value_of_the_day_differs() -> None:
    def value(text: str, year: int = 2000) -> Entry:
        return Entry(value=text, since=date(year, 1, 1), article="5", source="试算", verified=False)

    before = {"gone": (value("1"),), "same": (value("2"),), "later": (value("3"),)}
    after = {"same": (value("2"),), "later": (value("3"), value("4", 2030)), "come": (value("5"),)}
    found = [(d.name, d.before, d.after) for d in differences(before, after, LATE)]
    assert found == [("come", None, "5"), ("gone", "1", None)]
    assert [d.name for d in differences(before, after, date(2030, 1, 1))] == ["come", "gone", "later"]
