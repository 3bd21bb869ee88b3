"""Subsidiary ledgers: bookings under their running balance, lists of detail balances, and what they are told from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from extractors import bank_statement, subsidiary_ledger, trial_balance
from extractors._view import PageView, views
from schemas.core import Page, Status
from tests.extractors.ledger_pages import line, page, sheet, table

HEAD = [
    line(500, 60, "明细账", align="centre"),
    line(60, 100, "科目:1122 应收账款"),
    line(560, 100, "往来单位:滨江五金商行"),
    line(60, 130, "核算单位:青山纸业有限公司"),
    line(940, 130, "期间:2021.01-2021.12", align="right"),
]
COLUMNS = [
    ("日期", 50.0, 150.0),
    ("凭证字号", 150.0, 250.0),
    ("摘要", 250.0, 400.0),
    ("对方科目", 400.0, 520.0),
    ("借方", 520.0, 640.0),
    ("贷方", 640.0, 760.0),
    ("方向", 760.0, 820.0),
    ("余额", 820.0, 940.0),
]
ROWS = [
    ("", "", "上年结转", "", "", "", "借", "100.00"),
    ("2021-01-15", "记-0003", "销售商品", "主营业务收入", "50.00", "", "借", "150.00"),
    ("2021-01-28", "记-0009", "收到货款", "银行存款", "", "180.00", "贷", "30.00"),
    ("", "", "本月合计", "", "50.00", "180.00", "贷", "30.00"),
    ("2021-02-07", "记-0012", "开具发票", "主营业务收入", "30.00", "", "平", "0.00"),
    ("", "", "本月合计", "", "30.00", "", "平", "0.00"),
    ("", "", "本年累计", "", "80.00", "180.00", "平", "0.00"),
]


def _scan(rows: Sequence[tuple[str, ...]] = ROWS) -> Page:
    return page(HEAD + table(COLUMNS, rows))


def test_bookings_their_account_and_the_balance_carried_forward() -> None:
    result = subsidiary_ledger.extract(views([_scan()]))
    rows = result.tables["entries"]
    assert [r["date"].value for r in rows] == [date(2021, 1, 15), date(2021, 1, 28), date(2021, 2, 7)]
    assert [r["voucher"].value for r in rows] == ["记-0003", "记-0009", "记-0012"]
    assert [r["direction"].value for r in rows] == ["debit", "credit", "even"]
    assert [(r["debit"].value, r["credit"].value, r["balance"].value) for r in rows] == [
        (50, None, 150),
        (None, 180, 30),
        (30, None, 0),
    ]
    assert {r["counter_account"].value for r in rows} == {"主营业务收入", "银行存款"}
    assert {r["counterparty"].value for r in rows} == {"滨江五金商行"}
    assert all(v.usable for r in rows for v in r.values() if v.value is not None)
    fields = {n: v.value for n, v in result.fields.items()}
    assert (fields["account_code"], fields["account_name"]) == ("1122", "应收账款")
    assert (fields["opening_balance"], fields["closing_balance"]) == (Decimal("100.00"), Decimal("0.00"))
    assert fields["company_name"] == "青山纸业有限公司"


def test_a_balance_that_does_not_follow_is_never_accepted() -> None:
    wrong = [
        *ROWS[:1],
        ("2021-01-15", "记-0003", "销售商品", "主营业务收入", "50.00", "", "借", "750.00"),
        *ROWS[2:],
    ]
    rows = subsidiary_ledger.extract(views([_scan(wrong)])).tables["entries"]
    assert rows[0]["balance"].status is Status.REVIEW
    assert rows[2]["balance"].usable


def test_several_accounts_on_one_sheet() -> None:
    heads: list[object] = ["日期", "凭证号", "摘要", "借方金额", "贷方金额", "方向", "余额"]
    rows: list[list[object]] = [
        ["往来明细账"],
        ["科目:2202 应付账款", None, None, "客户:甲纸品厂"],
        list(heads),
        ["2021-03-01", "记-1", "购料款", None, Decimal("10"), "贷", Decimal("10")],
        ["科目:2202 应付账款", None, None, "客户:乙物资公司"],
        list(heads),
        ["2021-03-02", "记-2", "购料款", None, Decimal("7"), "贷", Decimal("7")],
        ["2021-04-02", "记-5", "付款", Decimal("4"), None, "贷", Decimal("3")],
    ]
    result = subsidiary_ledger.extract(views([sheet(rows)]))
    assert [r["counterparty"].value for r in result.tables["entries"]] == ["甲纸品厂", "乙物资公司", "乙物资公司"]
    assert {r["account_name"].value for r in result.tables["entries"]} == {"应付账款"}
    assert result.fields["counterparty"].value is None


LIST_HEAD = [line(500, 80, "应付账款明细表", align="centre"), line(60, 130, "编制单位:青山纸业有限公司")]
LIST = [("单位名称", 50.0, 300.0), ("期初余额", 300.0, 450.0), ("本期借方", 450.0, 600.0), ("本期贷方", 600.0, 750.0), ("期末余额", 750.0, 900.0)]  # fmt: skip
PARTNERS = [
    ("甲纸品厂", "10.00", "4.00", "9.00", "15.00"),
    ("乙物资公司", "2.00", "6.00", "", "-4.00"),
    ("丙化工有限公司", "", "", "8.00", "8.00"),
    ("合计", "12.00", "10.00", "17.00", "19.00"),
]


def test_balances_without_a_side_stand_where_the_turnover_puts_them() -> None:
    result = subsidiary_ledger.extract(views([page(LIST_HEAD + table(LIST, PARTNERS))]))
    rows = result.tables["balances"]
    assert [r["counterparty"].value for r in rows] == ["甲纸品厂", "乙物资公司", "丙化工有限公司"]
    assert [(r["closing_debit"].value, r["closing_credit"].value) for r in rows] == [(None, 15), (4, None), (None, 8)]
    assert all(r[c].usable for r in rows for c in r if r[c].value is not None)
    assert result.fields["account_name"].value == "应付账款"


def test_a_workbook_of_balances_over_two_header_rows() -> None:
    rows: list[list[object]] = [
        ["往来单位余额表"],
        ["科目编码", "科目名称", "往来单位", "期初余额", None, "本期发生额", None, "期末余额", None],
        [None, None, None, "借方", "贷方", "借方", "贷方", "借方", "贷方"],
        ["1122", "应收账款", "甲纸品厂", Decimal("5"), None, Decimal("3"), Decimal("9"), None, Decimal("1")],
        ["合计", None, None, Decimal("5"), None, Decimal("3"), Decimal("9"), None, Decimal("1")],
    ]
    (row,) = subsidiary_ledger.extract(
        views([sheet(rows, {(1, c): (1, 2) for c in (3, 5, 7)} | {(1, c): (2, 1) for c in range(3)})])
    ).tables["balances"]
    assert (row["account_code"].value, row["counterparty"].value) == ("1122", "甲纸品厂")
    assert (row["opening_debit"].value, row["closing_credit"].value) == (5, 1)


def test_it_is_told_from_bank_statements_and_trial_balances() -> None:
    view = PageView(_scan(), 1)
    assert subsidiary_ledger.recognise(view) > 0.8
    assert bank_statement.recognise(view) < 0.5
    assert trial_balance.recognise(view) < 0.5
    bank = [
        line(500, 60, "银行对账单", align="centre"),
        line(60, 100, "户名:青山纸业有限公司"),
        line(500, 100, "账号:6222000011112222"),
        line(60, 130, "开户行:江城银行滨江支行"),
    ]
    columns = [
        ("交易日期", 50.0, 150.0),
        ("摘要", 150.0, 300.0),
        ("借方发生额", 300.0, 450.0),
        ("贷方发生额", 450.0, 600.0),
        ("余额", 600.0, 750.0),
        ("对方户名", 750.0, 940.0),
    ]
    rows = [("2021-01-05", "转账", "", "20.00", "20.00", "甲纸品厂"), ("2021-01-06", "转账", "5.00", "", "15.00", "乙")]
    view = PageView(page(bank + table(columns, rows)), 1)
    assert subsidiary_ledger.recognise(view) < 0.5 < bank_statement.recognise(view)
