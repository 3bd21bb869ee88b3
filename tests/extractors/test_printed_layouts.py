"""Layouts that bookkeeping programs and banks print: heads on two rows, glued cells, crooked rows, pages without a head."""

from __future__ import annotations

from decimal import Decimal
from types import ModuleType

from extractors import (
    balance_sheet,
    bank_statement,
    cash_flow_statement,
    credit_report,
    income_statement,
    trial_balance,
)
from extractors._split import page_of
from extractors._view import PageView, views
from schemas import statement_lines
from schemas.core import Page, Status
from tests.extractors.ledger_pages import line, page, table
from tests.extractors.paper import Paper

_TOP = [
    line(60, 140, "编制单位:青山纸业(临川)有限公司"),
    line(500, 140, "2020年5月31日", align="centre"),
    line(940, 140, "单位:元", align="right"),
]


def _lines(module: ModuleType, *pages: Page) -> dict[str, dict[str, object]]:
    extraction = module.extract(views(pages))
    return {str(r["key"].value): {k: v.value for k, v in r.items()} for r in extraction.tables["lines"]}


def test_a_head_on_two_rows_under_the_day_of_the_sheet_keeps_both_columns_apart() -> None:
    columns = [("", 50, 400), ("", 400, 460), ("上年年末", 460, 700), ("期末余额", 700, 940)]
    rows = [
        ("短期借款", "30", "1,237.24", "4,037.30"),
        ("应付票据", "31", "", "10,403.03"),
        ("应付账款", "32", "111.76", ""),
        ("预收款项", "33", "5.00", "6.00"),
        ("流动负债合计", "34", "1,354.00", "14,446.33"),
    ]
    upper = [line(220, 176, "负债和所有者权益", align="centre"), line(430, 176, "行次", align="centre")]
    upper.append(line(700, 176, "金 额", align="centre"))
    found = _lines(balance_sheet, page(_TOP + upper + table(columns, rows)))
    assert found["short_term_borrowings"]["opening"] == Decimal("1237.24")
    assert found["short_term_borrowings"]["ending"] == Decimal("4037.30")
    assert (found["notes_payable"]["opening"], found["notes_payable"]["ending"]) == (None, Decimal("10403.03"))
    assert (found["accounts_payable"]["opening"], found["accounts_payable"]["ending"]) == (Decimal("111.76"), None)


_PERIOD = [("项目", 50, 460), ("行次", 460, 520), ("本期金额", 520, 730), ("上期金额", 730, 940)]
_HEAD = [
    line(500, 80, "利润表", align="centre"),
    line(60, 140, "编制单位:青山纸业(临川)有限公司"),
    line(500, 140, "2018年度", align="centre"),
]
_IN_THOUSANDS = line(940, 140, "单位:万元", align="right")


def test_an_amount_a_share_is_no_matter_of_the_unit() -> None:
    rows = [
        ("一、营业收入", "1", "100.00", "90.00"),
        ("减:营业成本", "2", "60.00", "50.00"),
        ("二、营业利润", "3", "40.00", "40.00"),
        ("(一)基本每股收益", "4", "0.35", "0.31"),
    ]
    found = _lines(income_statement, page([*_HEAD, _IN_THOUSANDS, *table(_PERIOD, rows)]))
    assert found["revenue"]["current"] == Decimal("1000000")
    assert found["basic_eps"]["current"] == Decimal("0.35")


def test_the_total_of_costs_is_not_the_cost_and_sales_said_twice_count_once() -> None:
    rows = [
        ("一、营业总收入", "1", "100.00", "90.00"),
        ("其中:营业收入", "2", "100.00", "90.00"),
        ("二、营业总成本", "3", "60.00", "50.00"),
        ("其中:营业成本", "4", "55.00", "46.00"),
        ("管理费用", "5", "5.00", "4.00"),
        ("三、营业利润", "6", "40.00", "40.00"),
    ]
    extraction = income_statement.extract(
        views([page([*_HEAD, line(940, 140, "单位:元", align="right"), *table(_PERIOD, rows)])])
    )
    by_key = {r["key"].value: r for r in extraction.tables["lines"]}
    assert by_key["cost"]["current"].value == Decimal("55")
    profit = by_key["operating_profit"]["current"]
    assert profit.evidence is not None and "sum" in profit.evidence.method


def test_a_line_number_glued_to_its_label_does_not_hide_the_line() -> None:
    rows = [
        ("收回投资收到的现金17", "", "100.00", "90.00"),
        ("取得投资收益收到的现金", "18", "60.00", "50.00"),
        ("投资活动现金流入小计", "19", "160.00", "140.00"),
    ]
    found = _lines(cash_flow_statement, page([*_HEAD, line(940, 140, "单位:元"), *table(_PERIOD, rows)]))
    assert found["cf_inv_recover"]["current"] == Decimal("100")


def test_a_heading_is_not_the_line_of_its_name() -> None:
    columns = [("资产", 50, 460), ("行次", 460, 520), ("期末余额", 520, 730), ("年初余额", 730, 940)]
    rows = [
        ("固定资产:", "", "", ""),
        ("固定资产原价", "1", "90.00", "90.00"),
        ("减:累计折旧", "2", "20.00", "10.00"),
        ("固定资产净额", "3", "70.00", "80.00"),
        ("资产总计", "4", "70.00", "80.00"),
    ]
    extraction = balance_sheet.extract(views([page(_TOP + table(columns, rows))]))
    fixed = [r for r in extraction.tables["lines"] if r["key"].value == "fixed_assets"]
    assert [r["ending"].value for r in fixed] == [Decimal("70")]


def test_printed_lines_tell_formats_apart_and_the_year_decides_between_those_that_print_the_same() -> None:
    lines = [x.key for x in statement_lines.lines("income_statement") if "cas_2018" in x.standards]
    costs = statement_lines.misfits(lines, "income_statement")
    assert costs["cas_2018"] == min(costs.values())
    assert costs["cas_2007"] > costs["cas_2018"] + 1


def _ledger(skew: float) -> Page:
    """Accounts of which each row falls by more than a line from left to right."""
    lines = [line(500, 60, "科目余额表", align="centre"), line(60, 100, "单位名称:青山纸业有限公司")]
    heads = [("科目编码", 90), ("科目名称", 230), ("方向", 380), ("期初余额", 480), ("本期借方发生额", 620)]
    heads += [("本期贷方发生额", 760), ("方向", 860), ("期末余额", 930)]
    lines += [line(x, 140 + skew * x, text, align="centre") for text, x in heads]
    for i in range(12):
        y = 175 + 26 * i
        cells = [(60, f"{1001 + i}"), (200, f"科目{'甲乙丙丁戊己庚辛壬癸子丑'[i]}")]
        lines += [line(x, y + skew * x, text) for x, text in cells]
        lines += [line(x, y + skew * x, "借", align="centre") for x in (380, 860)]
        amounts = ((520, 100 + i), (680, 20 + i), (820, 10 + i), (990, 110 + i))
        lines += [line(x, y + skew * x, f"{v}.00", align="right") for x, v in amounts]
    return page(lines)


def test_rows_that_fall_by_more_than_their_distance_are_followed() -> None:
    rows = trial_balance.extract(views([_ledger(0.03)])).tables["accounts"]
    assert [r["account_code"].value for r in rows] == [str(1001 + i) for i in range(12)]
    assert [r["closing_debit"].value for r in rows] == [Decimal(110 + i) for i in range(12)]
    assert [r["period_credit"].value for r in rows] == [Decimal(10 + i) for i in range(12)]


def test_a_page_of_accounts_without_a_head_carries_a_trial_balance_on() -> None:
    lines = []
    for i in range(5):
        y = 60 + 26 * i
        lines += [line(60, y, f"{(6601, 6602, 6603, 6701, 6801)[i]}"), line(200, y, "费用")]
        lines += [line(x, y, f"1,20{i}.00", align="right") for x in (520, 680)]
    assert trial_balance.recognise(PageView(page(lines), 1)) >= 0.5


_BANK = (
    "户名:江城云海机电设备有限公司",
    "账号:571900112233445",
    "开户行:江城银行滨江支行",
    "期初余额:10,000.00",
)


def _bank(columns: list[tuple[float, str]], rows: list[list[tuple[float, str]]]) -> Page:
    paper = Paper(size=11)
    paper.line((400, "交易明细"))
    for text in _BANK:
        paper.line((60, text))
    paper.line(*columns)
    for row in rows:
        paper.line(*row)
    paper.line((60, "借方合计:2,012.50(2笔)"), (400, "贷方合计:3,000.00(1笔)"))
    return paper.page()


_CAPTIONS = [
    (60.0, "交易日期"),
    (200.0, "摘要"),
    (400.0, "对方户名"),
    (560.0, "支出"),
    (700.0, "收入"),
    (850.0, "余额"),
]


def test_short_names_stand_in_the_column_whose_edge_they_share() -> None:
    rows = [
        [(60.0, "2019-05-06"), (190.0, "货款"), (300.0, "临江五金机电供应链有限公司"), (690.0, "3,000.00"), (830.0, "13,000.00")],
        [(60.0, "2019-05-07"), (190.0, "采购款"), (300.0, "望江物资贸易集团有限公司"), (550.0, "12.50"), (830.0, "12,987.50")],
        [(60.0, "2019-05-09"), (190.0, "采购款"), (300.0, "临江五金机电供应链有限公司"), (550.0, "87.50"), (830.0, "12,900.00")],
        [(60.0, "2019-05-20"), (190.0, "工资"), (300.0, "叶明辉"), (550.0, "1,900.00"), (830.0, "11,000.00")],
    ]  # fmt: skip
    entries = bank_statement.extract(views([_bank(_CAPTIONS, rows)])).tables["entries"]
    assert (entries[3]["summary"].value, entries[3]["counterparty"].value) == ("工资", "叶明辉")
    assert len(entries) == 4


def test_points_for_commas_do_not_shrink_an_amount() -> None:
    rows = [
        [(60.0, "2019-05-06"), (190.0, "货款"), (300.0, "临江五金有限公司"), (690.0, "3.000.00"), (830.0, "13.000.00")],
        [(60.0, "2019-05-07"), (190.0, "手续费"), (550.0, "12.50"), (830.0, "12.987.50")],
    ]
    entries = bank_statement.extract(views([_bank(_CAPTIONS, rows)])).tables["entries"]
    assert [e["balance"].value for e in entries] == [Decimal("13000.00"), Decimal("12987.50")]
    assert entries[0]["credit"].value == Decimal("3000.00")


def test_a_balance_glued_to_the_words_behind_it_is_both() -> None:
    columns = [
        (60.0, "交易日期"),
        (200.0, "支出"),
        (330.0, "收入"),
        (470.0, "余额"),
        (580.0, "对方户名"),
        (800.0, "摘要"),
    ]
    rows = [
        [(60.0, "2019-05-06"), (320.0, "3,000.00"), (450.0, "13,000.00临江五金有限公司"), (800.0, "货款")],
        [(60.0, "2019-05-07"), (190.0, "12.50"), (450.0, "12,987.50望江物资有限公司"), (800.0, "手续费")],
    ]
    entries = bank_statement.extract(views([_bank(columns, rows)])).tables["entries"]
    assert [e["balance"].value for e in entries] == [Decimal("13000.00"), Decimal("12987.50")]
    assert entries[1]["counterparty"].value == "望江物资有限公司"


def test_a_name_under_the_summary_waits_for_a_person() -> None:
    columns = [(60.0, "交易日期"), (200.0, "摘要"), (560.0, "支出"), (700.0, "收入"), (850.0, "余额")]
    paper = Paper(size=11)
    paper.line((400, "交易明细"))
    for text in _BANK:
        paper.line((60, text))
    paper.line(*columns)
    for day, balance in (("2019-05-06", "13,000.00"), ("2019-05-07", "16,000.00"), ("2019-05-08", "19,000.00")):
        top = paper.y
        paper.line((60, day), (190, "货款"), (690, "3,000.00"), (830, balance))
        paper.text(190, "临江五金有限公司", y=top + 14)
        paper.y += 8
    entries = bank_statement.extract(views([paper.page()])).tables["entries"]
    assert [e["summary"].value for e in entries] == ["货款"] * 3
    assert all(e["counterparty"].value == "临江五金有限公司" for e in entries)
    assert all(e["counterparty"].status is Status.REVIEW for e in entries)


def test_a_lender_that_is_cut_waits_for_a_person() -> None:
    captions = ["授信机构", "种类", "币种", "借据金额", "借据余额", "放款日期", "到期日期", "五级分类"]
    row = ["江城银行股份有限", "流动资金贷款", "人民币", "100.00", "100.00", "2014-02-10", "2015-02-09", "正常"]
    paper = Paper(size=11)
    paper.line((400, "企业信用报告"))
    paper.line((60, "报告编号:B201503010000000001"))
    paper.line((60, "如无特别说明,本报告中的金额类数据项单位均为万元。"))
    paper.line((400, "当前负债—贷款"))
    paper.table([200, 110, 80, 100, 100, 110, 110, 90], [captions, row], x=20.0)
    loan = credit_report.extract(views([paper.page()])).tables["loans"][0]
    assert (loan["lender"].status, loan["lender"].reason) == (Status.REVIEW, "not_plausible")
    assert loan["amount"].value == Decimal("1000000")


def test_a_page_number_of_its_own_is_read_beside_amounts() -> None:
    paper = Paper(size=11)
    paper.line((400, "期末余额:2,299,435.25"))
    paper.line((480, "2/2"))
    assert page_of(PageView(paper.page(), 1)) == (2, 2)
