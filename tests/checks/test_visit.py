"""The visit list: what only an investigator can see, with what the findings of the case say about it."""

from typing import Any

import pytest

import checks
from checks import _registry, _visit
from schemas.core import Finding, Severity, Verdict, VisitItem
from tests.checks import case_builder


def visit(example: dict[str, Any]) -> dict[str, VisitItem]:
    judgement = checks.judge(case_builder.case(example), strict=True)
    return {v.item: v for v in judgement.visit}


def test_all_items_are_there_and_quote_checks_that_exist() -> None:
    assert [i.id for i in _visit._ITEMS] == [f"IV-{n:02d}" for n in range(1, 17)]
    named = {c for i in _visit._ITEMS for c in (*i.checks, *i.found)}
    assert named <= set(_registry.CHECKS)
    assert set(_registry.CHECKS) - named == {"DOC-003", "TRD-004"}


def test_a_fault_is_quoted_with_its_words_where_it_matters() -> None:
    seen = visit({"base": "new", "change": {"credit_report.civil_judgment_count": 2}})
    assert "MAJ-003 诉讼和执行需关注（信用报告有 2 条民事判决记录，请查金额和进展）" in seen["IV-09"].why
    assert seen["IV-09"].article == "5.1.5(3);5.2.3(3)"
    assert "MAJ-003" not in seen["IV-10"].why if "IV-10" in seen else True


def test_failures_come_before_warnings_and_these_before_what_is_open() -> None:
    example = {
        "base": "pledge",
        "change": {
            "guarantee_application.counter_guarantee": "厂房抵押",
            "property_certificate.owner": "周强",
            "property_certificate.right_type": "集体建设用地使用权",
        },
    }
    why = visit(example)["IV-11"].why
    places = [
        why.index(words) for words in ("COL-001 抵押物权属不符", "COL-003 抵押物合法性需关注", "资料不能判断：COL-002")
    ]
    assert places == sorted(places)


def test_what_papers_leave_open_is_named_only_where_they_might_decide_it() -> None:
    why = visit({"base": "new"})["IV-05"].why
    assert "资料不能判断：" in why
    assert "FIN-01b 股东往来" in why
    assert "FIN-13" not in why
    assert visit({"base": "new"})["IV-04"].why == "了解行业政策、企业行业地位和竞争对手。"


def test_a_long_message_is_cut() -> None:
    names = [{"beneficiary": f"丁戊贸易第{n}有限公司", "amount": 10000000, "classification": "关注"} for n in range(30)]
    why = visit({"base": "new", "change": {"credit_report.guarantees": names}})["IV-09"].why
    assert "…）" in why
    assert len(why) < 600


def test_whom_an_item_concerns() -> None:
    assert set(visit({"base": "person"})) == {f"IV-{n:02d}" for n in (3, 9, 12, 13, 14, 15, 16)}
    assert {"IV-12", "IV-14"} <= set(visit({"base": "shop"})) and "IV-05" not in visit({"base": "shop"})
    assert {"IV-10", "IV-11"} <= set(visit({"base": "new", "add": [{"appraisal_report": {"subject": "设备"}}]}))
    notes = {"base": "new", "change": {"balance_sheet.lines.notes_receivable": [1000000, 0]}}
    assert "IV-07" in visit(notes)
    notes["change"] = {"balance_sheet.lines.notes_receivable": [999999, 0]}
    assert "IV-07" not in visit(notes)


@pytest.mark.parametrize(
    ("lines", "seen"),
    [
        ({"notes_receivable": [500000, 0], "total_assets": [5000000, 0]}, True),
        ({"notes_receivable": [499999, 0], "total_assets": [5000000, 0]}, False),
        ({"notes_receivable": [499999, 0], "total_assets": [None, 0]}, False),
        ({"total_assets": [0, 0]}, False),
    ],
)
def test_notes_are_looked_at_when_they_are_a_tenth_of_the_assets(lines: dict[str, list[int]], seen: bool) -> None:
    sheet = {"balance_sheet": {"period_end": "2021-12-31", "standard": "cas_2007", "lines": lines}}
    assert ("IV-07" in visit({"base": "new", "drop": ["balance_sheet"], "add": [sheet]})) is seen
    assert "IV-07" not in visit({"base": "shop", "add": [sheet]})


def test_income_is_asked_for_of_persons_and_where_a_proof_lies() -> None:
    assert "IV-13" in visit({"base": "person", "drop": ["income_proof"]})
    assert "IV-13" in visit({"base": "new", "add": [{"income_proof": {"name": "李明"}}]})
    assert "IV-13" not in visit({"base": "new"})


def test_a_mortgage_that_is_only_spoken_of_is_looked_at_too() -> None:
    assert "IV-10" in visit({"base": "new", "change": {"guarantee_application.counter_guarantee": "土地"}})
    assert "IV-10" not in visit({"base": "new", "change": {"guarantee_application.counter_guarantee": "保证人"}})


def test_faults_and_open_questions_are_named_in_the_order_of_their_weight() -> None:
    def finding(check: str, verdict: Verdict, message: str) -> Finding:
        return Finding(check=check, title="题", verdict=verdict, severity=Severity.LOW, article="5", message=message)

    found = (
        finding("COL-001", Verdict.WARN, "甲" * 120 + "。"),
        finding("COL-002", Verdict.CANNOT_DETERMINE, "乙"),
        finding("COL-003", Verdict.FAIL, "丙" * 121),
    )
    case = case_builder.case({"base": "new", "add": [{"property_certificate": {"owner": "李明"}}]})
    item = next(v for v in _visit.visit(case, found) if v.item == "IV-11")
    assert item.findings == ("COL-003", "COL-001", "COL-002")
    assert f"COL-003 题不符（{'丙' * 120}…）；COL-001 题需关注（{'甲' * 120}）" in item.why
    assert item.why.endswith("资料不能判断：COL-002 题。")
