"""What a revision changes against the one before."""

from __future__ import annotations

from typing import Any

from datapackages import slip
from datapackages.changes import compare


def document(type_: str, sha256: str, rows: int = 0, **values: str) -> dict[str, Any]:
    fields = {name: {"value": value, "status": "accepted"} for name, value in values.items()}
    lines = [{"ending": {"value": str(number), "status": "accepted"}} for number in range(rows)]
    return {"type": type_, "pages": [{"sha256": sha256, "page": 1}], "fields": fields, "tables": {"lines": lines}}


def package(*documents: dict[str, Any], missing: tuple[str, ...] = (), **verdicts: str) -> dict[str, Any]:
    findings = [{"check": check.replace("_", "-"), "verdict": verdict} for check, verdict in verdicts.items()]
    return {"documents": list(documents), "findings": findings, "missing_documents": list(missing)}


def test_nothing_differs() -> None:
    same = package(document("balance_sheet", "a", 3), LIC_001="pass")
    assert compare(same, same) == {}


def test_a_paper_more() -> None:
    before = package(
        document("resident_id_card", "a", name="甲"), missing=("business_licence",), LIC_001="cannot_determine"
    )
    after = package(document("business_licence", "b"), document("resident_id_card", "a", name="甲"), LIC_001="pass")
    found = compare(before, after)
    assert found == {
        "documents_added": ["business_licence"],
        "pages_added": 1,
        "verdicts": [{"check": "LIC-001", "before": {"cannot_determine": 1}, "after": {"pass": 1}}],
        "missing_before": ["business_licence"],
        "missing_after": [],
    }


def test_of_two_cards_the_one_that_was_read_otherwise_is_told() -> None:
    first, second = document("resident_id_card", "a", name="甲"), document("resident_id_card", "b", name="乙")
    found = compare(package(first, second), package(document("resident_id_card", "b", name="丙"), first))
    assert found == {"fields": ["resident_id_card.name"]}


def test_a_paper_that_was_scanned_again_is_the_same_paper() -> None:
    before = package(document("balance_sheet", "poor", 2, period_end="2025-12-31"))
    after = package(document("balance_sheet", "good", 3, period_end="2025-12-31"))
    assert compare(before, after) == {"tables": ["balance_sheet.lines"], "pages_added": 1, "pages_gone": 1}


def test_the_receipt_says_it_in_words() -> None:
    told = slip.content(
        slip.Slip(
            case_id="C1",
            case_name="甲",
            state="packaged",
            reason=None,
            revision=2,
            told_at="",
            due_at=None,
            loose=False,
            files=(),
            changes={
                "documents_added": ["business_licence"],
                "fields": ["business_licence.company_name"],
                "verdicts": [{"check": "LIC-001", "before": {}, "after": {}}],
            },
        )
    )
    assert told["changes"] == ["新增材料：营业执照", "内容有变：营业执照·名称", "结论有变：LIC-001"]
    assert "新增材料：营业执照" in slip.html_text(told).decode()
