"""The visit list: what only an investigator can see, with what the findings of the case say about it."""

from typing import Any

import checks
from checks import _registry, _visit
from schemas.core import VisitItem
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
