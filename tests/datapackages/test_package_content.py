"""package.json says what the case says, in the contract's words."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from datapackages.render import dump, package_json
from schemas.core import PageStatus, RejectedFile
from tests.datapackages.sample_case import CREATED, Prepared


def _content(package: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((package / "package.json").read_text("utf-8"))
    return content


def test_values_stand_in_the_notation_of_the_contract(package: Path) -> None:
    fields = _content(package)["documents"][0]["fields"]
    assert fields["registered_capital"]["value"] == "5000000.00"
    assert fields["valid_to"]["value"] == "long_term"
    assert fields["annual_inspection_years"]["value"] == [2010, 2011]
    assert fields["company_name"]["bbox"] == [0.3, 0.2, 0.7, 0.23]
    assert fields["address"]["reason"] == "low_confidence"


def test_nothing_printed_is_null_without_a_place(package: Path) -> None:
    absent = _content(package)["documents"][0]["fields"]["paid_in_capital"]
    assert (absent["value"], absent["raw"], absent["page"], absent["bbox"]) == (None, None, None, None)
    assert absent["status"] == "missing"


def test_a_spreadsheet_value_names_sheet_and_cell_instead_of_a_box(package: Path) -> None:
    cell = _content(package)["documents"][2]["tables"]["accounts"][0]["closing_debit"]
    assert (cell["sheet"], cell["cell"], cell["value"]) == ("余额表", "G5", "12.50")
    assert "bbox" not in cell


def test_a_crop_is_named_where_it_exists_and_nowhere_else(package: Path) -> None:
    documents = _content(package)["documents"]
    loan = documents[1]["tables"]["loans"][0]
    assert (package / loan["balance"]["crop"]).is_file()
    assert "crop" not in loan["lender"]


def test_the_same_case_gives_the_same_text_but_for_the_time(prepared: Prepared) -> None:
    first = package_json(prepared.case_file, CREATED)
    later = package_json(prepared.case_file, CREATED + timedelta(days=1))
    assert dump(first) == dump(package_json(prepared.case_file, CREATED))
    assert {name for name in first if first[name] != later[name]} == {"created_at"}


@pytest.mark.parametrize(
    ("reason", "status"), [("corrupt", "partial"), ("unsupported", "partial"), ("duplicate", "complete")]
)
def test_a_lost_file_makes_the_package_partial_and_a_duplicate_does_not(
    prepared: Prepared, reason: str, status: str
) -> None:
    case = prepared.altered(rejected=(RejectedFile(file="a.pdf", reason=reason, message="。"),)).case_file
    assert package_json(case, CREATED)["status"] == status


def test_an_unreadable_page_makes_the_package_partial(prepared: Prepared) -> None:
    case = prepared.case_file.case
    page = case.documents[0].pages[0].model_copy(update={"status": PageStatus.UNREADABLE})
    document = case.documents[0].model_copy(update={"pages": (page,)})
    changed = case.model_copy(update={"documents": (document, *case.documents[1:])})
    case_file = prepared.altered(case=changed, rejected=()).case_file
    assert package_json(case_file, CREATED)["status"] == "partial"


def test_a_name_that_is_no_unicode_does_not_stop_the_package(prepared: Prepared) -> None:
    name = b"\xc4\xe3.pdf".decode("utf-8", "surrogateescape")
    case = prepared.altered(rejected=(RejectedFile(file=name, reason="corrupt", message="。"),)).case_file
    assert json.loads(dump(package_json(case, CREATED)))["rejected_files"][0]["file"] == name
