"""The sample cases in the repository: consistent with themselves, but for what they say is wrong."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from samples import _lines
from schemas import statement_lines
from standards import loan_card, organisation_code, registration_number, resident_id, uscc

HOME = Path(__file__).parents[2] / "samples" / "cases"
NAMES = sorted(p.name for p in HOME.iterdir())
SUMS = {"balance_sheet": statement_lines.balance_formula, "income_statement": statement_lines.income_formula}


def truth(name: str) -> dict[str, Any]:
    return dict(json.loads((HOME / name / "truth.json").read_text(encoding="utf-8")))


def of_type(case: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [d for d in case["documents"] if d["type"] == kind]


def field(case: dict[str, Any], kind: str, name: str) -> str:
    return str(of_type(case, kind)[0]["fields"][name])


def line(document: dict[str, Any], key: str, column: str) -> Decimal:
    return next(Decimal(row[column] or 0) for row in document["tables"]["lines"] if row["key"] == key)


def test_the_regimes_and_the_hostile_case_are_there() -> None:
    assert {"clean_new_regime", "old_regime", "contradictions", "hostile"} <= set(NAMES)


def test_all_cases_together_stay_small() -> None:
    assert sum(p.stat().st_size for p in HOME.rglob("*") if p.is_file()) < 20_000_000


@pytest.mark.parametrize("name", NAMES)
def test_every_page_of_the_truth_is_a_file(name: str) -> None:
    for document in truth(name)["documents"]:
        for page in document["pages"]:
            outer = page["file"].split(".zip/")[0] + (".zip" if ".zip/" in page["file"] else "")
            assert (HOME / name / "files" / outer).is_file(), page["file"]


@pytest.mark.parametrize("name", NAMES)
def test_numbers_carry_their_check_digits(name: str) -> None:
    checks = {
        "unified_social_credit_code": uscc,
        "organisation_code": organisation_code,
        "id_number": resident_id,
        "loan_card_code": loan_card,
    }
    for document in truth(name)["documents"]:
        for key, value in document["fields"].items():
            if value and key in checks:
                assert checks[key].is_valid(value), (document["key"], key)
        number = document["fields"].get("registration_number")
        if number and document["type"] == "business_licence":
            assert registration_number.is_valid(number)


@pytest.mark.parametrize("name", NAMES)
def test_boxes_lie_on_their_pages_and_hold_something(name: str) -> None:
    for document in truth(name)["documents"]:
        for key, where in document["boxes"].items():
            assert 1 <= where["page"] <= len(document["pages"]), key
            if "bbox" in where:
                x0, y0, x1, y1 = where["bbox"]
                assert 0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1, (document["key"], key)


@pytest.mark.parametrize("name", NAMES)
def test_every_printed_value_of_a_scan_has_a_box(name: str) -> None:
    for document in truth(name)["documents"]:
        if document["pages"][0]["file"].endswith((".xlsx", ".csv")):
            continue
        bare = {"standard", "tax_authority_kind", "copy_kind", "unit"}
        printed = {k for k, v in document["fields"].items() if v not in (None, []) and k not in bare}
        assert printed <= set(document["boxes"]), document["key"]


@pytest.mark.parametrize("name", NAMES)
def test_statements_add_up_unless_the_case_says_otherwise(name: str) -> None:
    case = truth(name)
    wrong = {f["check"] for f in case["expected_findings"]}
    for kind, formulas in SUMS.items():
        for document in of_type(case, kind):
            if kind == "balance_sheet" and "FS-001" in wrong:
                continue
            rows = {row["key"]: row for row in document["tables"]["lines"]}
            for formula in formulas(document["fields"]["standard"]):
                for column in ("ending", "opening") if kind == "balance_sheet" else ("current", "prior"):
                    if formula.total in rows:
                        parts = (s * Decimal(rows[k][column] or 0) for k, s in formula.terms if k in rows)
                        assert sum(parts) == Decimal(rows[formula.total][column] or 0), formula.total


def test_the_seeded_balance_sheet_does_not_balance() -> None:
    sheet = of_type(truth("contradictions"), "balance_sheet")[0]
    assert line(sheet, "total_assets", "ending") != line(sheet, "total_liabilities_equity", "ending")


@pytest.mark.parametrize("name", ["clean_new_regime", "old_regime", "hostile"])
def test_books_agree_with_the_credit_report(name: str) -> None:
    case = truth(name)
    sheet, report = of_type(case, "balance_sheet")[0], of_type(case, "credit_report")[0]
    still_open = [x for x in report["tables"]["loans"] if x["settled_date"] is None]
    assert sum(Decimal(x["balance"]) for x in still_open) == Decimal(report["fields"]["outstanding_balance"])
    assert len(still_open) == report["fields"]["outstanding_count"]
    assert line(sheet, "short_term_borrowings", "ending") == Decimal(report["fields"]["outstanding_balance"])


def test_the_seeded_loan_is_missing_from_the_books() -> None:
    case = truth("contradictions")
    booked = line(of_type(case, "balance_sheet")[0], "short_term_borrowings", "ending")
    assert booked < Decimal(field(case, "credit_report", "outstanding_balance"))


@pytest.mark.parametrize("name", ["clean_new_regime", "old_regime", "contradictions"])
def test_ledger_balances_and_leads_to_the_statements(name: str) -> None:
    case = truth(name)
    rows = [r for r in of_type(case, "trial_balance")[0]["tables"]["accounts"] if len(r["account_code"]) == 4]
    for part in ("opening", "period", "closing"):
        assert sum(Decimal(r[f"{part}_debit"] or 0) for r in rows) == sum(
            Decimal(r[f"{part}_credit"] or 0) for r in rows
        )
    sheet = of_type(case, "balance_sheet")[0]
    borrowed = next(r for r in rows if r["account_name"] == "短期借款")
    assert Decimal(borrowed["closing_credit"]) == line(sheet, "short_term_borrowings", "ending")
    cash = sum(Decimal(r["closing_debit"]) for r in rows if r["account_name"] in ("库存现金", "银行存款"))
    assert cash == line(sheet, "monetary_funds", "ending")


def test_the_old_regime_agrees_on_its_capital_and_codes() -> None:
    case = truth("old_regime")
    licence = of_type(case, "business_licence")[0]["fields"]
    paid = of_type(case, "capital_verification_report")[0]["fields"]["paid_in_capital"]
    assert licence["registered_capital"] == licence["paid_in_capital"] == paid
    assert line(of_type(case, "balance_sheet")[0], "paid_in_capital", "ending") == Decimal(paid)
    code = field(case, "organisation_code_certificate", "organisation_code").replace("-", "")
    assert {d["fields"]["taxpayer_id"][6:] for d in of_type(case, "tax_registration_certificate")} == {code}
    assert max(licence["annual_inspection_years"]) == 2010


@pytest.mark.parametrize("name", NAMES)
def test_what_the_application_and_the_licence_call_the_applicant_is_one_name(name: str) -> None:
    case = truth(name)
    licences = {d["fields"]["company_name"] for d in of_type(case, "business_licence")}
    assert not licences or field(case, "guarantee_application", "applicant_name") in licences
    assert field(case, "guarantee_application", "application_date") == case["as_of"]


def test_expected_files_list_the_contradictions() -> None:
    expected = json.loads((HOME / "contradictions" / "expected.json").read_text(encoding="utf-8"))
    assert {c["check"] for c in expected["contradictions"]} == {"IDP-002", "ORG-002", "XID-001", "FIN-07b", "FS-001"}
    assert json.loads((HOME / "clean_new_regime" / "expected.json").read_text(encoding="utf-8"))["contradictions"] == []


def test_statement_labels_are_those_that_the_keys_stand_for() -> None:
    for standard in ("cas_2007", "cas_2019", "small_enterprise"):
        for key, label in [*_lines.assets(standard), *_lines.claims(standard)]:
            if key:
                assert statement_lines.key_of(label, "balance_sheet", standard) == key
        for key, label in _lines.income(standard):
            if key:
                assert statement_lines.key_of(label, "income_statement", standard) == key
