"""The checks' tables stand in package.json, report and workbook, each line with its place."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from schemas.core import (
    Citation,
    Finding,
    ReconciliationStep,
    Severity,
    Status,
    Tables,
    Verdict,
    VisitItem,
)
from schemas.core.cash import CashDue, CashMonth, CashPlan
from schemas.core.parties import PartyFact, PartySheet, PartySource
from schemas.core.spread import Ratio, RatioInput, Spread, SpreadLine, SpreadPeriod, SpreadValue
from tests.datapackages.sample_case import Prepared

LOAN = Citation(document_id="D002", field="loans[0].balance", value="1200000.00", page=1, bbox=(0.6, 0.5, 0.8, 0.52))
NAME = Citation(document_id="D001", field="company_name", value="甲公司", page=1, bbox=(0.3, 0.2, 0.7, 0.23))
CELL = Citation(document_id="D003", field="company_name", value="乙公司", page=1, bbox=None, sheet="余额表", cell="A2")


def _spread() -> Spread:
    periods = tuple(
        SpreadPeriod(end=date(year, 12, 31), title=f"{year} 年", annual=True, formats=("cas_2007",))
        for year in (2010, 2011)
    )
    values = (
        SpreadValue(value=None, reason="待人工复核", citations=(LOAN,)),
        SpreadValue(value=Decimal("1E+6"), citations=(LOAN,)),
    )
    line = SpreadLine(
        statement="balance_sheet",
        key="total_assets",
        title="资产总计",
        composite=False,
        values=values,
        growth=(None, Decimal("0.25")),
    )
    used = RatioInput(title="资产总计", value=Decimal("1E+6"), citations=(LOAN,))
    ratio = Ratio(
        ratio="debt_ratio",
        title="资产负债率",
        formula="负债合计 ÷ 资产总计",
        unit="share",
        period_end=date(2011, 12, 31),
        value=Decimal("0.4321"),
        reason=None,
        inputs=(used,),
    )
    without = ratio.model_copy(update={"period_end": date(2010, 12, 31), "value": None, "reason": "缺少资产总计"})
    return Spread(
        periods=periods,
        lines=(line,),
        ratios=(without, ratio),
        verified=False,
        quality="数据未核对",
        against=("FIN-07b",),
    )


def _plan(statement_months: int) -> CashPlan:
    return CashPlan(
        due_date="2013-04-20",
        principal="1000000.00",
        interest="60000.00",
        opening_cash=None,
        statement_months=statement_months,
        receivables=None,
        documented_share=None,
        coverage=None,
        months=(CashMonth(month="2012-05", inflow="300.00", outflow="100.00", due="50.00"),),
        dues=(CashDue(lender="样例银行", due_date="2012-08-07", amount="1200000.00", near=True, citation=LOAN),),
    )


def _parties() -> tuple[PartySheet, ...]:
    sources = (
        PartySource(citation=NAME, status=Status.ACCEPTED),
        PartySource(citation=CELL, status=Status.ACCEPTED),
    )
    fact = PartyFact(name="name", value="甲公司", agreement="contradicted", sources=sources)
    return (
        PartySheet(
            party_id="P1",
            name="甲公司",
            kind="company",
            roles=("applicant",),
            variants=("乙公司",),
            documents=("D001",),
            facts=(fact,),
        ),
    )


def _with_tables(prepared: Prepared, statement_months: int = 6) -> Prepared:
    file = prepared.case_file
    assert file.borrowings is not None
    step = ReconciliationStep(label="信用报告未结清余额", amount="1200000.00", citations=(LOAN,))
    rows = tuple(row.model_copy(update={"citation": LOAN}) for row in file.borrowings.rows)
    short = file.borrowings.model_copy(update={"rows": rows, "steps": (step,)})
    notes = short.model_copy(update={"title": "应付票据"})
    tables = Tables(
        reconciliations={"notes_payable": notes, "borrowings": short},
        spread=_spread(),
        cash_plan=_plan(statement_months),
        parties=_parties(),
    )
    address = Citation(document_id="D001", field="address", value=None, page=1, bbox=None)
    open_ = Finding(
        check="TAX-003",
        title="按期足额缴税",
        verdict=Verdict.CANNOT_DETERMINE,
        severity=Severity.HIGH,
        article="5.1.1(3)",
        message="没有税收完税证明，不能核对。",
        evidence=(address,),
    )
    visit = VisitItem(
        item="IV-03", article="5.1.1(3)", why="到税务机关查询。", task="到税务机关查询", findings=("TAX-003",)
    )
    judgement = file.judgement.model_copy(
        update={"findings": (*file.judgement.findings, open_), "visit": (visit,)},
    )
    return prepared.altered(borrowings=short, tables=tables, judgement=judgement)


@pytest.fixture
def built(prepared: Prepared, tmp_path: Path) -> Path:
    return _with_tables(prepared).build(tmp_path / "tables")


@pytest.fixture
def content(built: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((built / "package.json").read_text("utf-8"))
    return found


@pytest.fixture
def page(built: Path) -> str:
    return (built / "report.html").read_text("utf-8")


@pytest.fixture
def book(built: Path) -> Workbook:
    return load_workbook(built / "workbook.xlsx")


def _section(page: str, name: str) -> str:
    start = page.index(f'<section id="{name}"')
    return page[start : page.index("</section>", start)]


def test_every_line_of_a_reconciliation_has_its_place_and_picture(content: dict[str, Any], built: Path) -> None:
    assert list(content["reconciliations"]) == ["borrowings", "notes_payable"]
    for table in content["reconciliations"].values():
        for citation in (table["rows"][0]["citation"], table["steps"][0]["citations"][0]):
            assert (citation["document_id"], citation["bbox"]) == ("D002", [0.6, 0.5, 0.8, 0.52])
            assert (built / citation["crop"]).is_file()


def test_the_key_of_short_term_borrowings_stays_where_there_are_none(prepared: Prepared, tmp_path: Path) -> None:
    out = prepared.altered(borrowings=None).build(tmp_path / "none")
    found = json.loads((out / "package.json").read_text("utf-8"))
    assert found["reconciliations"] == {"borrowings": None}
    assert (found["spread"], found["cash_plan"], found["party_table"]) == (None, None, [])
    assert '<section id="borrowings"' not in (out / "report.html").read_text("utf-8")


def test_the_report_shows_each_reconciliation_with_its_three_lists(page: str) -> None:
    shown = _section(page, "borrowings")
    assert shown.index("账面短期借款") < shown.index("账面应付票据")
    assert [shown.count(words) for words in ("账上与报告均有</b>", "仅信用报告有</b>", "仅账上有</b>")] == [2, 2, 2]
    assert "信用报告未结清余额" in shown
    assert 'href="pages/' in shown
    assert "data:image/jpeg" in shown


def test_amounts_of_the_spread_are_plain_decimals(content: dict[str, Any]) -> None:
    line = content["spread"]["lines"][0]
    assert [v["value"] for v in line["values"]] == [None, "1000000.00"]
    assert line["values"][0]["reason"] == "待人工复核"
    assert line["growth"] == [None, "0.2500"]
    ratio = content["spread"]["ratios"][1]
    assert (ratio["value"], ratio["inputs"][0]["value"]) == ("0.4321", "1000000.00")


def test_the_report_shows_ratios_with_formula_inputs_and_quality(page: str) -> None:
    shown = _section(page, "spread")
    for words in ("数据未核对", "FIN-07b", "负债合计 ÷ 资产总计", "43.2%", "不可计算：缺少资产总计", "+25.0%"):
        assert words in shown
    assert 'title="企业信用报告 D002 第1页">1,000,000.00</a>' in shown


def test_without_bank_statements_no_flow_is_stated(prepared: Prepared, tmp_path: Path) -> None:
    out = _with_tables(prepared, statement_months=0).build(tmp_path / "dry")
    plan = json.loads((out / "package.json").read_text("utf-8"))["cash_plan"]
    assert plan["months"] == [{"month": "2012-05", "inflow": None, "outflow": None, "due": "50.00"}]
    assert "不详" in _section((out / "report.html").read_text("utf-8"), "cash")


def test_the_cash_plan_is_called_an_estimate(page: str, content: dict[str, Any], book: Workbook) -> None:
    shown = _section(page, "cash")
    assert "须由客户经理核实" in shown
    assert "150.00" in shown
    assert content["cash_plan"]["estimate"] is True
    assert [c.value for c in book["还款测算"][10]] == ["2012-05", 300, 100, 50, 150]
    assert [c.value for c in book["到期借款"][2]][2:4] == [1200000, "与担保到期日相近"]


def test_contradictions_between_papers_are_marked_at_their_source(page: str, content: dict[str, Any]) -> None:
    shown = _section(page, "parties")
    assert "1 项矛盾" in shown
    assert "其他写法：乙公司" in shown
    assert shown.count('class="differs"') == 1
    sources = content["party_table"][0]["facts"][0]["sources"]
    assert [(s["document_id"], s["status"]) for s in sources] == [("D001", "accepted"), ("D003", "accepted")]


def test_what_would_decide_an_open_question_is_said(page: str, content: dict[str, Any]) -> None:
    found = next(f for f in content["findings"] if f["check"] == "TAX-003")
    assert found["to_decide"] == [
        "核对读数：营业执照（D001）住所",
        "补充文件：税收完税证明",
        "实地核查：IV-03",
    ]
    assert "怎样判断：核对读数：营业执照（D001）住所；补充文件：税收完税证明" in page
    assert all("to_decide" not in f for f in content["findings"] if f["verdict"] != "cannot_determine")


def test_a_visit_names_the_findings_that_make_it_matter_and_leaves_room(page: str, book: Workbook) -> None:
    shown = _section(page, "visit")
    assert "TAX-003 按期足额缴税" in shown
    assert shown.count('class="blank') == 3
    row = [c.value for c in book["实地核查"][2]]
    assert row[0] == "IV-03"
    assert "TAX-003" in str(row[3])
    assert row[4:] == [None, None, None]


def test_cells_of_the_workbook_lead_to_the_page(book: Workbook, built: Path) -> None:
    loan = book["应付票据核对"][2][10]
    amount = book["三年报表"][2][3]
    for cell in (loan, amount):
        assert (built / cell.hyperlink.target).is_file()
    assert amount.value == 1000000
    assert float(book["财务比率"][3][2].value) == pytest.approx(43.21)
