"""Credit reports of several layouts read to the same values, whatever happens to their boxes."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from extractors import credit_report
from extractors._values import Extraction
from extractors._view import views
from schemas.core import BoundingBox, Line, Page, Status, TextSource
from schemas.credit_report import CreditReport
from schemas.titles import COLUMNS, FIELDS
from tests.extractors import credit_pages as made
from tests.extractors.paper import Paper

LOANS = [
    ("中国工商银行股份有限公司江城高新支行", Decimal("3000000"), Decimal("3000000"), None),
    ("江城农村商业银行股份有限公司", Decimal("12505000"), Decimal("8002500"), None),
]


def read(pages: list[Page]) -> Extraction:
    return credit_report.extract(views(pages))


def plain(extraction: Extraction) -> object:
    """All values without their evidence."""
    tables = {name: [{k: v.value for k, v in row.items()} for row in rows] for name, rows in extraction.tables.items()}
    return {k: v.value for k, v in extraction.fields.items()}, tables


def loans(extraction: Extraction) -> list[tuple[object, ...]]:
    keys = ("lender", "amount", "balance", "settled_date")
    return [tuple(row[k].value for k in keys) for row in extraction.tables["loans"]]


@pytest.mark.parametrize("ruled", [True, False])
def test_first_generation(ruled: bool) -> None:
    extraction = read(made.first_generation(ruled))
    values = {k: v.value for k, v in extraction.fields.items()}
    assert values == {
        "report_number": made.NUMBER_1,
        "edition": "银行版",
        "company_name": made.NAME,
        "unified_social_credit_code": None,
        "organisation_code": made.CODE,
        "loan_card_code": made.CARD,
        "report_date": date(2013, 6, 18),
        "legal_representative": "赵一鸣",
        "loan_card_status": "正常",
        "last_review_date": date(2013, 3, 5),
        "outstanding_count": 2,
        "outstanding_balance": Decimal("11002500"),
        "attention_balance": Decimal("8002500"),
        "non_performing_balance": Decimal("0"),
        "recourse_balance": None,
        "overdue_interest": None,
        **dict.fromkeys(("tax_arrears_count", "civil_judgment_count", "enforcement_count", "penalty_count")),
        "open_enforcement_count": None,
    }
    assert sorted(loans(extraction)[:2], key=str) == sorted(LOANS, key=str)
    assert loans(extraction)[2] == ("中国银行股份有限公司江城分行", Decimal("1500000"), None, date(2011, 4, 28))
    assert [v.value for v in extraction.tables["guarantees"][0].values()] == [
        "江城恒远物流有限公司",
        Decimal("5000000"),
        Decimal("4200000"),
    ]


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("repeated", [True, False])
def test_a_table_that_runs_over_two_pages(ruled: bool, repeated: bool) -> None:
    assert plain(read(made.first_generation(ruled, split=True, repeated=repeated))) == plain(
        read(made.first_generation())
    )


@pytest.mark.parametrize("ruled", [True, False])
def test_second_generation(ruled: bool) -> None:
    extraction = read(made.second_generation(ruled))
    values = {k: v.value for k, v in extraction.fields.items()}
    assert values["report_number"] == made.NUMBER_2
    assert values["unified_social_credit_code"] == made.UNIFIED
    assert values["organisation_code"] == made.CODE
    assert values["report_date"] == date(2022, 3, 18)
    assert values["outstanding_count"] == 2
    assert values["outstanding_balance"] == Decimal("11002500")
    assert values["attention_balance"] == Decimal("8002500"), "the left half, not the guarantees' 7.00"
    assert values["non_performing_balance"] == 0
    assert values["recourse_balance"] == 0
    first, second, settled = extraction.tables["loans"]
    assert first["last_repayment_date"].value == date(2022, 2, 21)
    assert first["balance_as_of"].value == date(2022, 2, 28)
    assert second["last_repayment_date"].value is None
    assert second["section"].value == "未结清信贷短期借款"
    assert settled["settled_date"].value == date(2020, 4, 28)
    assert settled["classification"].value is None


@pytest.mark.parametrize("shape", ["ruled", "spaced", "colons"])
def test_captions_beside_their_values(shape: str) -> None:
    first, second = read(made.captions_beside_values(shape)).tables["loans"]
    assert first["issue_date"].value == date(2020, 3, 15)
    assert second["issue_date"].value == date(2021, 9, 3)
    assert second["lender"].value == "江城高新小额贷款有限公司"
    assert first["currency"].value == "人民币"


@pytest.mark.parametrize("ruled", [True, False])
def test_amounts_in_yuan_and_a_row_of_totals(ruled: bool) -> None:
    paper = Paper()
    paper.line((380, "企业信用报告"))
    paper.line((40, "未结清贷款业务共1笔,未结清余额为5,000,000.00元。"))
    paper.line((40, "未结清贷款明细"))
    paper.table(
        (60, 220, 140, 150, 150, 110, 110),
        [
            ["序号", "金融机构名称", "业务种类", "合同金额(元)", "贷款余额(元)", "起始日期", "到期日期"],
            ["1", "江城农村商业银行", "流动资金贷款", "5,000,000.00", "5,000,000.00", "2009.03.01", "2010.02.28"],
            ["合计", "", "", "5,000,000.00", "5,000,000.00", "", ""],
        ],
        ruled,
    )
    extraction = read([paper.page()])
    assert loans(extraction) == [("江城农村商业银行", Decimal("5000000"), Decimal("5000000"), None)]
    assert extraction.fields["outstanding_count"].value == 1
    assert extraction.fields["outstanding_balance"].value == Decimal("5000000")


@pytest.mark.parametrize("ruled", [True, False])
def test_two_lines_of_captions_for_every_loan(ruled: bool) -> None:
    paper = Paper()
    paper.line((40, "当前负债 贷款"))
    paper.line((40, "金额单位:万元"))
    paper.table(
        (200, 200, 200, 200),
        [
            ["授信机构", "业务种类", "币种", "放款日期"],
            ["到期日期", "借据金额", "借据余额", "五级分类"],
            ["江城农村商业银行股份有限公司", "流动资金贷款", "人民币", "2012-03-01"],
            ["2013-02-28", "100.00", "80.00", "正常"],
            ["江城银行云海支行", "流动资金贷款", "人民币", "2012-04-01"],
            ["2013-03-31", "200.00", "180.00", "关注"],
        ],
        ruled,
    )
    first, second = read([paper.page()]).tables["loans"]
    assert (first["lender"].value, first["balance"].value) == ("江城农村商业银行股份有限公司", Decimal("800000"))
    assert (second["due_date"].value, second["classification"].value) == (date(2013, 3, 31), "关注")


def test_sums_that_agree_uphold_a_weak_balance() -> None:
    page = _loan_page(sureness=0.6, balance="300.00")
    value = read([page]).tables["loans"][0]["balance"]
    assert value.status is Status.ACCEPTED
    assert value.evidence is not None and "sum" in value.evidence.method


def test_sums_that_differ_send_a_weak_balance_to_a_person() -> None:
    value = read([_loan_page(sureness=0.98, balance="380.00")]).tables["loans"][0]["balance"]
    assert value.value == Decimal("3800000")
    assert value.status is Status.REVIEW


def _loan_page(sureness: float, balance: str) -> Page:
    paper = Paper()
    paper.line((380, "企业信用报告"))
    paper.line((40, "当前负债余额为300.00万元,金额单位均为万元"))
    paper.line((40, "当前负债 贷款"))
    row = ["江城银行", "流动资金贷款", "人民币", "500.00", balance, "2012-09-03", "2013-09-02", "正常"]
    paper.table(made.WIDE, [made.HEAD_1, row], doubtful={(1, 4): sureness})
    return paper.page()


@pytest.mark.parametrize("word", ["人民币", "正常"])
def test_a_kind_that_is_a_word_of_another_column_goes_to_a_person(word: str) -> None:
    paper = Paper()
    paper.line((40, "当前负债 贷款"))
    paper.table(made.WIDE, [made.HEAD_1, [made.LOANS_1[0][0], word, *made.LOANS_1[0][2:]]])
    kind = read([paper.page()]).tables["loans"][0]["kind"]
    assert (kind.status, kind.reason) == (Status.REVIEW, "column_unclear")


def test_a_lost_point_is_noticed() -> None:
    paper = Paper()
    paper.line((40, "当前负债 贷款"))
    rows = [[*made.LOANS_1[0][:3], a, a, *made.LOANS_1[0][5:]] for a in ("100.00", "200.00", "30000")]
    paper.table(made.WIDE, [made.HEAD_1, *rows])
    found = read([paper.page()]).tables["loans"]
    assert [row["amount"].status for row in found] == [Status.ACCEPTED, Status.ACCEPTED, Status.REVIEW]


def test_a_unit_that_nobody_prints_is_never_accepted() -> None:
    paper = Paper()
    paper.line((40, "当前负债 贷款"))
    head = [caption.replace("(万元)", "") for caption in made.HEAD_1]
    paper.table(made.WIDE, [head, made.LOANS_1[0]])
    amount = read([paper.page()]).tables["loans"][0]["amount"]
    assert (amount.status, amount.reason) == (Status.REVIEW, "unit_not_printed")


def test_a_code_with_wrong_check_digits_stays_as_printed() -> None:
    wrong = made.CARD[:-1] + str((int(made.CARD[-1]) + 1) % 10)
    for sureness, status in ((0.995, Status.ACCEPTED), (0.97, Status.REVIEW)):
        paper = Paper(sureness=sureness)
        paper.line((40, f"中征码:{wrong}"))
        value = read([paper.page()]).fields["loan_card_code"]
        assert (value.value, value.status) == (wrong, status)


def test_acceptance_bills_and_queries_are_no_loans() -> None:
    paper = Paper()
    paper.line((40, "报告日期:2013-06-18"))
    paper.line((40, "银行承兑汇票"))
    head = ["授信机构", "种类", "金额(万元)", "余额(万元)", "开立日期", "到期日期"]
    paper.table(
        (220, 130, 120, 120, 120, 120),
        [head, ["江城银行", "银行承兑汇票", "100.00", "100.00", "2013-03-01", "2013-09-01"]],
    )
    paper.line((40, "查询记录"))
    paper.table((220, 220, 220), [["查询日期", "查询机构", "查询原因"], ["2013-01-01", "江城银行", "贷前审查"]])
    extraction = read([paper.page()])
    assert extraction.tables["loans"] == ()
    assert extraction.fields["report_date"].value == date(2013, 6, 18)


def _moved(page: Page, across: float, down: float, scale: float) -> Page:
    def box(b: BoundingBox) -> BoundingBox:
        return BoundingBox(
            x0=b.x0 * scale + across, top=b.top * scale + down, x1=b.x1 * scale + across, bottom=b.bottom * scale + down
        )

    lines = tuple(
        line.model_copy(update={"box": box(line.box), "edges": tuple(e * scale + across for e in line.edges)})
        for line in page.lines
    )
    tables = tuple(
        t.model_copy(
            update={
                "box": box(t.box) if t.box else None,
                "cells": tuple(c.model_copy(update={"box": box(c.box) if c.box else None}) for c in t.cells),
            }
        )
        for t in page.tables
    )
    return page.model_copy(update={"lines": lines, "tables": tables})


def _shuffled(page: Page) -> Page:
    lines = list(page.lines)
    random.Random(7).shuffle(lines)
    return page.model_copy(update={"lines": tuple(lines)})


def _stamped(page: Page) -> Page:
    stamp = Line(
        text="复印件",
        box=BoundingBox(x0=0.9, top=0.005, x1=0.95, bottom=0.02),
        confidence=0.5,
        source=TextSource.OCR,
        edges=(0.9, 0.917, 0.934, 0.95),
        sureness=(0.5, 0.5, 0.5),
    )
    return page.model_copy(update={"lines": (*page.lines, stamp)})


@pytest.mark.parametrize(
    "change",
    [lambda p: _moved(p, 0.01, 0.015, 0.95), lambda p: _moved(p, 0.0, 0.0, 0.9), _shuffled, _stamped],
    ids=["shifted", "scaled", "shuffled", "stamped"],
)
@pytest.mark.parametrize("layout", [made.first_generation, made.second_generation])
@pytest.mark.parametrize("ruled", [True, False])
def test_boxes_may_move_and_lines_come_in_any_order(
    change: Callable[[Page], Page], layout: Callable[..., list[Page]], ruled: bool
) -> None:
    pages = layout(ruled)
    assert plain(read([change(page) for page in pages])) == plain(read(pages))


def test_every_value_says_where_it_stands() -> None:
    extraction = read(made.first_generation())
    for value in extraction.fields.values():
        if value.value is not None:
            assert value.evidence is not None and value.evidence.box is not None
    assert extraction.tables["loans"][2]["settled_date"].evidence is not None
    assert extraction.tables["loans"][2]["settled_date"].evidence.page == 2


def test_pages_are_recognised_and_numbered() -> None:
    first, second = views(made.first_generation())
    assert credit_report.recognise(first) > 0.9
    assert credit_report.recognise(second) > 0.6
    assert credit_report.page_key(first) == (made.NUMBER_1, 1, 2)
    assert credit_report.page_key(second) == (made.NUMBER_1, 2, 2)


@pytest.mark.parametrize("title", ["个人信用报告", "企业信用信息公示报告", "资产负债表", "借款合同"])
def test_other_papers_are_not_recognised(title: str) -> None:
    paper = Paper()
    paper.line((380, title))
    paper.line((40, "授信机构"), (300, "贷款"))
    assert credit_report.recognise(views([paper.page()])[0]) < 0.5


def test_the_names_are_those_of_the_schema() -> None:
    extraction = read(made.second_generation())
    assert set(extraction.fields) | set(extraction.tables) == set(CreditReport.model_fields)
    assert set(extraction.fields) == set(FIELDS["credit_report"])
    assert set(extraction.tables["loans"][0]) == set(COLUMNS["credit_report"]["loans"])
    for name, title in FIELDS["credit_report"].items():
        assert CreditReport.model_fields[name].title == title


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize(
    ("classes", "attention", "bad"), [("正常 关注 不良", "80025", "30000"), ("正常 不良 关注", "30000", "80025")]
)
def test_balance_without_a_class_has_that_of_the_number_left_of_it(
    classes: str, attention: str, bad: str, ruled: bool
) -> None:
    paper = Paper()
    paper.line((380, "企业信用报告"))
    paper.line((40, "本报告中的金额类数据项单位均为元。"))
    paper.line((440, "信息概要"))
    titles = [
        title for name in [*classes.split(), "合计"] for title in (f"{name}{'类' * (name != '合计')}笔数", "余额")
    ]
    row = ["贷款", "1", "100,000.50", "2", "80,025.00", "3", "30,000.00", "6", "210,025.50"]
    paper.table((140, *[95, 120] * 4), [["", *titles], row], ruled)
    fields = read([paper.page(1)]).fields
    assert fields["attention_balance"].value == Decimal(attention)
    assert fields["non_performing_balance"].value == Decimal(bad)
    assert fields["outstanding_balance"].value == Decimal("210025.50")
    assert fields["outstanding_count"].value == 6
