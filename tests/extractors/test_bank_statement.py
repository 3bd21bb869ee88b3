"""Bank statements on paper and as sheets; balances vouch for bookings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from extractors import bank_statement as statement
from extractors._view import PageView
from schemas.core import Cell, Page, PageStatus, Status, Table, TextSource
from tests.extractors.paper import Paper

WIDTHS = [120, 110, 260, 140, 140, 140]
CAPTIONS = ["交易日期", "摘要", "对方户名", "借方发生额", "贷方发生额", "余额"]
ROWS = [
    ["2019-05-06", "货款", "临江五金有限公司", "", "3,000.00", "13,000.00"],
    ["2019-05-07", "手续费", "", "12.50", "", "12,987.50"],
    ["2019-05-20", "采购款", "望江物资有限公司", "2,000.00", "", "10,987.50"],
    ["2019-06-03", "货款", "临江五金有限公司", "", "500.25", "11,487.75"],
]


def _paper(rows: list[list[str]], ruled: bool = True) -> Page:
    paper = Paper(size=11)
    paper.line((400, "江城银行对账单"))
    paper.line((60, "户名:江城云海机电设备有限公司"), (640, "币种:人民币"))
    paper.line((60, "账号:571900112233445"), (560, "起止日期:2019-05-01至2019-06-30"))
    paper.line((60, "开户行:江城银行滨江支行"), (640, "期初余额:10,000.00"))
    paper.table(WIDTHS, [CAPTIONS, *rows], ruled=ruled)
    paper.line((60, "借方合计:2,012.50(2笔)"), (400, "贷方合计:3,500.25(2笔)"), (700, "期末余额:11,487.75"))
    return paper.page()


def _sheet(rows: list[list[str]]) -> Page:
    cells = tuple(
        Cell(
            row=r,
            column=c,
            text=text,
            box=None,
            confidence=1.0,
            source=TextSource.SPREADSHEET,
            reference=f"{'ABCDEFGHIJ'[c]}{r + 1}",
            number=text.replace(",", "") if text.replace(",", "").replace(".", "").lstrip("-").isdigit() else None,
        )
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text
    )
    table = Table(box=None, rows=len(rows), columns=10, ruled=False, cells=cells)
    return Page(
        sha256="0" * 64,
        number=1,
        status=PageStatus.READ,
        width=0,
        height=0,
        sheet="明细",
        source=TextSource.SPREADSHEET,
        tables=(table,),
        reader="test",
    )


def test_head_and_bookings() -> None:
    for ruled in (True, False):
        view = PageView(_paper(ROWS, ruled), 1)
        result = statement.extract([view])
        assert statement.recognise(view) >= 0.8
        assert {n: f.value for n, f in result.fields.items()} == {
            "account_name": "江城云海机电设备有限公司",
            "account_number": "571900112233445",
            "bank_name": "江城银行滨江支行",
            "period_start": date(2019, 5, 1),
            "period_end": date(2019, 6, 30),
            "opening_balance": Decimal("10000.00"),
            "closing_balance": Decimal("11487.75"),
        }
        entries = result.tables["entries"]
        assert [e["balance"].value for e in entries] == [
            Decimal("13000.00"),
            Decimal("12987.50"),
            Decimal("10987.50"),
            Decimal("11487.75"),
        ]
        assert entries[1]["debit"].value == Decimal("12.50")
        assert entries[1]["credit"].value is None and entries[1]["counterparty"].value is None
        assert entries[3]["date"].value == date(2019, 6, 3)
        assert all(f.usable for e in entries for f in e.values() if f.value is not None)


def test_a_page_without_head_carries_the_statement_on() -> None:
    paper = Paper(size=11)
    paper.table(WIDTHS, [CAPTIONS, ["2019-06-04", "电费", "江城供电公司", "87.75", "", "11,400.00"]])
    view = PageView(paper.page(2), 2)
    assert 0.5 <= statement.recognise(view) <= 0.7
    entries = statement.extract([PageView(_paper(ROWS), 1), view]).tables["entries"]
    assert len(entries) == 5
    assert entries[4]["debit"].usable
    assert entries[4]["debit"].evidence is not None and entries[4]["debit"].evidence.page == 2


def test_an_amount_that_the_balances_contradict_waits_for_a_person() -> None:
    rows = [ROWS[0], [*ROWS[1][:3], "72.50", "", "12,987.50"], *ROWS[2:]]
    entries = statement.extract([PageView(_paper(rows), 1)]).tables["entries"]
    assert entries[1]["debit"].status is Status.REVIEW
    assert entries[1]["balance"].usable
    assert entries[2]["debit"].usable


def test_an_export_with_the_newest_booking_first() -> None:
    page = _sheet(
        [
            ["账户交易明细"],
            ["户名:江城云海机电设备有限公司 账号:571900112233445"],
            ["起始日期", "20190501", "终止日期", "20190630"],
            ["交易日期", "交易时间", "收入", "支出", "账户余额", "摘要", "对方账户名称"],
            ["20190507", "101112", "", "12.50", "12,987.50", "手续费", ""],
            ["20190506", "091011", "3,000.00", "", "13,000.00", "货款", "临江五金有限公司"],
        ]
    )
    view = PageView(page, 1)
    result = statement.extract([view])
    assert statement.recognise(view) >= 0.8
    assert result.fields["account_name"].value == "江城云海机电设备有限公司"
    assert result.fields["account_number"].value == "571900112233445"
    assert result.fields["period_end"].value == date(2019, 6, 30)
    first = result.tables["entries"][0]
    assert first["date"].value == date(2019, 5, 7)
    assert first["debit"].value == Decimal("12.50")
    evidence = first["debit"].evidence
    assert evidence is not None and (evidence.sheet, evidence.cell) == ("明细", "D5")
    assert "balance_witness" in evidence.method


def test_one_column_of_amounts_with_marks() -> None:
    page = _sheet(
        [
            ["户名", "江城云海机电设备有限公司", "", "账号", "571900112233445"],
            ["交易日期", "借贷标志", "交易金额", "余额", "摘要", "对方户名"],
            ["2019-05-06", "贷", "3000", "13000", "货款", "临江五金有限公司"],
            ["2019-05-07", "借", "12.5", "12987.5", "手续费", ""],
        ]
    )
    entries = statement.extract([PageView(page, 1)]).tables["entries"]
    assert (entries[0]["credit"].value, entries[0]["debit"].value) == (Decimal(3000), None)
    assert (entries[1]["credit"].value, entries[1]["debit"].value) == (None, Decimal("12.5"))


def test_a_trial_balance_is_none() -> None:
    page = _sheet(
        [
            ["科目余额表"],
            ["科目编码", "科目名称", "期初余额", "", "本期发生额", "", "期末余额", ""],
            ["", "", "借方", "贷方", "借方", "贷方", "借方", "贷方"],
            ["1001", "库存现金", "1", "", "2", "3", "0", ""],
        ]
    )
    assert statement.recognise(PageView(page, 1)) < 0.4


def test_a_balance_brought_forward_and_a_period_without_label() -> None:
    paper = Paper(size=11)
    paper.line((350, "江城银行单位活期存款账户明细"))
    paper.line((60, "账户名称:江城云海机电设备有限公司"), (560, "账号:571900112233445"))
    paper.line((60, "2019年05月01日至2019年06月30日"), (560, "币别:人民币"))
    rows = [
        ["序号", "记账日期", "摘要", "支出", "收入", "账户余额", "对方名称"],
        ["", "", "承前页", "", "", "10,000.00", ""],
        ["1", "20190506", "货款", "", "3,000.00", "13,000.00", "临江五金有限公司"],
        ["2", "20190507", "手续费", "12.50", "", "12,987.50", ""],
        ["", "", "本页合计", "12.50", "3,000.00", "", ""],
    ]
    paper.table([80, 120, 110, 140, 140, 140, 220], rows, ruled=False)
    view = PageView(paper.page(), 1)
    result = statement.extract([view])
    assert statement.recognise(view) >= 0.8
    assert result.fields["period_start"].value == date(2019, 5, 1)
    assert result.fields["opening_balance"].value == Decimal("10000.00")
    entries = result.tables["entries"]
    assert [e["credit"].value for e in entries] == [Decimal("3000.00"), None]
    assert entries[0]["credit"].usable and entries[1]["debit"].usable


def test_an_export_that_repeats_the_account_on_every_row() -> None:
    own = ["571900112233445", "江城云海机电设备有限公司"]
    page = _sheet(
        [
            ["账号", "账户名称", "交易时间", "借方发生额(支取)", "贷方发生额(收入)", "余额", "摘要", "对方户名"],
            [*own, "2019-05-06T09:10:11", "", "3000", "13000", "货款", "临江五金有限公司"],
            [*own, "2019-05-07T10:11:12", "12.5", "", "12987.5", "手续费", ""],
        ]
    )
    view = PageView(page, 1)
    result = statement.extract([view])
    assert statement.recognise(view) >= 0.8
    assert result.fields["account_name"].value == own[1]
    assert result.fields["account_number"].value == own[0]
    assert result.tables["entries"][1]["debit"].value == Decimal("12.5")
    assert result.tables["entries"][1]["date"].value == date(2019, 5, 7)
