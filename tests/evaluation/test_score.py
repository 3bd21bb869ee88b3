"""The score tells how right a package is, by plain measures."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from evaluation.render import text
from evaluation.score import score

Json = dict[str, Any]

TRUTH: Json = {
    "schema": "heyan/truth/1",
    "case_id": "one",
    "family": "A",
    "as_of": "2012-04-20",
    "applicant": {"kind": "company", "name": "样例机械(杭州)有限公司"},
    "documents": [
        {
            "type": "business_licence",
            "pages": [{"file": "照片.jpg", "page": 1, "severity": "hard", "degradations": ["photo"]}],
            "fields": {
                "company_name": "样例机械(杭州)有限公司",
                "registration_number": "330106000000017",
                "registered_capital": "5000000.00",
                "valid_to": "long_term",
                "address": "浙江省杭州市西湖区样例路1号",
                "qr_payload": None,
            },
            "tables": {},
            "boxes": {"company_name": {"page": 1, "bbox": [0.2, 0.2, 0.6, 0.24]}},
        },
        {
            "type": "credit_report",
            "pages": [
                {"file": "报告.zip/报告.pdf", "page": n, "severity": "clean", "degradations": ["born_digital"]}
                for n in (1, 2)
            ],
            "fields": {"report_date": "2012-04-06", "outstanding_count": 2},
            "tables": {
                "loans": [
                    {"lender": "样例银行", "amount": "500000.00", "balance": "500000.00", "settled_date": None},
                    {"lender": "例样银行", "amount": "700000.00", "balance": "700000.00", "settled_date": None},
                ]
            },
            "boxes": {"loans[1].balance": {"page": 2, "bbox": [0.5, 0.5, 0.6, 0.52]}},
        },
        {
            "type": "trial_balance",
            "pages": [{"file": "余额表.xlsx", "page": 1, "severity": "clean", "degradations": ["born_digital"]}],
            "fields": {"company_name": "样例机械(杭州)有限公司"},
            "tables": {"accounts": [{"account_code": "1001", "account_name": "库存现金", "closing_debit": "12.50"}]},
        },
    ],
    "expected_findings": [
        {
            "topic": "borrowing_missing",
            "check": "FIN-07b",
            "also": ["CR-005"],
            "verdict": "fail",
            "accept": ["fail", "warn"],
            "note": "少记一笔",
        }
    ],
    "must_not_flag": [{"check": "LIC-005", "verdicts": ["fail"], "note": "尚在期内"}],
    "missing_documents": ["loan_card"],
    "missing_documents_optional": ["loan_contract"],
    "expected_rejected_files": [{"file": "坏.pdf", "kind": "corrupt_pdf"}],
    "duplicate_pages": [],
}


def perfect() -> Json:
    """The package that a flawless reading of TRUTH gives."""

    def entry(value: object) -> Json:
        status = "accepted" if value is not None else "missing"
        return {"value": value, "status": status, "page": 1, "bbox": [0.2, 0.2, 0.6, 0.24]}

    documents = []
    for number, truth in enumerate(copy.deepcopy(TRUTH["documents"]), 1):
        tables = {t: [{c: entry(v) for c, v in row.items()} for row in rows] for t, rows in truth["tables"].items()}
        document = {
            "document_id": f"D{number:03d}",
            "type": truth["type"],
            "pages": [{"file": p["file"], "page": p["page"], "transform": None} for p in truth["pages"]],
            "fields": {name: entry(value) for name, value in truth["fields"].items()},
            "tables": tables,
        }
        documents.append(document)
    documents[1]["tables"]["loans"][1]["balance"] |= {"page": 2, "bbox": [0.49, 0.49, 0.61, 0.53]}
    return {
        "as_of": "2012-04-20",
        "applicant": {"name": "样例机械(杭州)有限公司"},
        "documents": documents,
        "findings": [{"check": "FIN-07b", "verdict": "fail", "message": "。"}],
        "missing_documents": ["loan_card"],
        "rejected_files": [{"file": "子/坏.pdf", "reason": "corrupt"}],
    }


class Bench:
    """A labelled case on disk whose package can be given."""

    def __init__(self, folder: Path) -> None:
        self.truth, self.packages = folder / "truth", folder / "packages"
        (self.truth / "one").mkdir(parents=True)
        (self.truth / "one" / "truth.json").write_text(json.dumps(TRUTH), "utf-8")

    def score(self, package: Json | None) -> Json:
        if package is not None:
            path = self.packages / "one" / "1" / "package.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(package), "utf-8")
        result = score(self.truth, self.packages).as_dict()
        plain: Json = json.loads(json.dumps(result))
        return {**plain, "text": text(score(self.truth, self.packages))}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_a_perfect_package_is_perfect_in_every_rate(bench: Bench) -> None:
    result = bench.score(perfect())
    assert result["rates"].pop("long_text_character_error") == 0
    assert set(result["rates"].values()) == {1.0}
    assert result["wrong_accepted"] == result["wrong_boxes"] == result["false_alarms"] == []
    assert "100.00 %" in result["text"]


def test_no_package_counts_as_nothing_read(bench: Bench) -> None:
    result = bench.score(None)
    assert result["totals"]["packages_missing"] == 1
    assert result["rates"]["page_classification"] == result["rates"]["short_fields_exact"] == 0
    assert result["rates"]["accepted_right"] is None


def test_a_wrong_identifier_that_was_accepted_is_listed_apart(bench: Bench) -> None:
    package = perfect()
    package["documents"][0]["fields"]["registration_number"]["value"] = "330106000000018"
    result = bench.score(package)
    totals = result["totals"]
    assert (totals["accepted"] - totals["accepted_right"], totals["identifiers_exact"]) == (1, 0)
    assert totals["accepted_identifiers"] - totals["accepted_identifiers_right"] == 1
    assert result["wrong_accepted"][0]["field"] == "registration_number"
    assert "330106000000018" in result["text"]


def test_a_wrong_value_under_review_breaks_no_promise_but_lowers_coverage(bench: Bench) -> None:
    package = perfect()
    package["documents"][0]["fields"]["registration_number"] |= {"value": "1", "status": "review"}
    result = bench.score(package)
    assert result["rates"]["accepted_right"] == 1
    assert result["totals"]["fields"] - result["totals"]["fields_accepted"] == 1


def test_a_value_where_nothing_is_printed_is_a_wrong_promise(bench: Bench) -> None:
    package = perfect()
    package["documents"][0]["fields"]["qr_payload"] |= {"value": "x", "status": "accepted"}
    assert bench.score(package)["wrong_accepted"][0]["truth"] is None


def test_fields_are_counted_by_where_they_were_read(bench: Bench) -> None:
    sources = bench.score(perfect())["by"]["source"]
    assert {name: counts["short_fields"] for name, counts in sources.items()} == {
        "image": 4,
        "born_digital": 2,
        "spreadsheet": 1,
    }


def test_a_page_of_the_wrong_type_is_confused_and_its_values_are_wrong_promises(bench: Bench) -> None:
    package = perfect()
    package["documents"][0]["type"] = "loan_card"
    result = bench.score(package)
    assert result["confusion"] == {"business_licence -> loan_card": 1}
    assert result["totals"]["pages_classified"] == 3
    assert len(result["wrong_accepted"]) == 5


def test_rows_are_found_in_any_order_and_an_invented_row_breaks_promises(bench: Bench) -> None:
    package = perfect()
    loans = package["documents"][1]["tables"]["loans"]
    loans.reverse()
    assert bench.score(package)["rates"]["cells_right"] == 1
    loans.append({"lender": {"value": "虚构银行", "status": "accepted"}})
    result = bench.score(package)
    assert result["totals"]["rows_extra"] == 1
    assert [w["field"] for w in result["wrong_accepted"]] == ["loans[2].lender"]


def test_long_text_has_a_character_error_rate(bench: Bench) -> None:
    package = perfect()
    package["documents"][0]["fields"]["address"]["value"] = "浙江省杭州市西湖区样例路7号"
    result = bench.score(package)
    assert result["rates"]["long_texts_exact"] == 0
    assert result["rates"]["long_text_character_error"] == pytest.approx(1 / 14)
    assert result["rates"]["short_fields_exact"] == 1


def test_a_box_is_judged_after_the_pages_own_transform(bench: Bench) -> None:
    package = perfect()
    document = package["documents"][0]
    document["pages"][0]["transform"] = [1, 0, 0.1, 0, 1, 0.3, 0, 0, 1]
    assert [b["field"] for b in bench.score(package)["wrong_boxes"]] == ["company_name"]
    document["fields"]["company_name"]["bbox"] = [0.3, 0.5, 0.7, 0.54]
    assert bench.score(package)["wrong_boxes"] == []


def test_a_related_check_counts_as_found_but_not_strictly(bench: Bench) -> None:
    package = perfect()
    package["findings"] = [{"check": "CR-005", "verdict": "warn", "message": "。"}]
    totals = bench.score(package)["totals"]
    assert (totals["anomalies_found"], totals["anomalies_found_strictly"]) == (1, 0)


def test_other_fails_are_false_alarms_and_forbidden_flags_are_named(bench: Bench) -> None:
    package = perfect()
    package["findings"] += [{"check": c, "verdict": "fail", "message": "。"} for c in ("LIC-005", "FS-001", "DOC-002")]
    result = bench.score(package)
    assert [a["check"] for a in result["false_alarms"]] == ["LIC-005", "FS-001"]
    assert [a["check"] for a in result["must_not_flag_violated"]] == ["LIC-005"]


def test_rejections_and_missing_documents_are_counted_both_ways(bench: Bench) -> None:
    package = perfect()
    package["rejected_files"] = [{"file": "坏.pdf", "reason": "empty"}, {"file": "好.pdf", "reason": "corrupt"}]
    package["missing_documents"] = ["loan_contract", "credit_report"]
    totals = bench.score(package)["totals"]
    assert (totals["rejected_files_found"], totals["rejected_wrongly"]) == (1, 1)
    assert totals["rejected_files_reason_right"] == 0
    assert (totals["missing_documents_found"], totals["missing_documents_wrong"]) == (0, 1)


def test_the_newest_package_counts_and_a_broken_one_is_none(bench: Bench) -> None:
    bench.score(perfect())
    (bench.packages / "one" / "1" / "package.json").write_text("{", "utf-8")
    assert bench.score(None)["totals"]["packages_missing"] == 1


def test_an_original_or_an_unfinished_package_is_no_package(bench: Bench) -> None:
    for place in ("one/1/originals", "one/.2.building-x"):
        (bench.packages / place).mkdir(parents=True)
        (bench.packages / place / "package.json").write_text(json.dumps(perfect()), "utf-8")
    assert bench.score(None)["totals"]["packages_missing"] == 1
