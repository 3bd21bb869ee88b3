"""Balance sheets: side by side and single column, either order, odd separators, doubts and sums."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from extractors import balance_sheet, cash_flow_statement, income_statement, trial_balance
from extractors._values import Extraction
from extractors._view import PageView, views
from schemas.core import FieldValue, Page, Status
from tests.extractors.ledger_pages import line, moved, page, sheet, table

Place = Callable[[float, float], tuple[float, float]]

HEAD = [
    line(500, 80, "资产负债表", align="centre"),
    line(940, 110, "会企01表", align="right"),
    line(60, 140, "编制单位:青山纸业(临川)有限公司"),
    line(500, 140, "2013年12月31日", align="centre"),
    line(940, 140, "单位:元", align="right"),
]
SIDES = [
    ("资产", 50, 230),
    ("行次", 230, 270),
    ("期末余额", 270, 390),
    ("年初余额", 390, 500),
    ("负债和所有者权益(或股东权益)", 500, 690),
    ("行次", 690, 730),
    ("期末余额", 730, 840),
    ("年初余额", 840, 950),
]
ROWS = [
    ("流动资产:", "", "", "", "流动负债:", "", "", ""),
    ("货币资金", "1", "1,200.50", "900.00", "短期借款", "30", "3,000.00", ""),
    ("交易性金融资产", "2", "-", "", "应付账款", "31", "", "2,100.00"),
    ("应收账款", "3", "2,300.00", "1,800.25", "应交税费", "32", "0.00", "0.00"),
    ("存货", "4", "499.50", "", "流动负债合计", "33", "3,000.00", "2,100.00"),
    ("一年内到期的非\n流动资产", "5", "100.00", "50.00", "负债合计", "34", "3,000.00", "2,100.00"),
    ("流动资产合计", "6", "4,100.00", "2,750.25", "实收资本(或股本)", "35", "2,000.00", "2,000.00"),
    ("固定资产", "7", "1,000.00", "1,500.00", "未分配利润", "36", "(100.00)", "150.25"),
    ("可供出售金融资产", "8", "", "", "减:库存股", "37", "", ""),
    ("非流动资产合计", "9", "1,000.00", "1,500.00", "所有者权益合计", "38", "1,900.00", "2,150.25"),
    ("资产总计", "10", "5,100.00", "4,250.25", "负债和所有者权益总计", "39", "4,900.00", "4,250.25"),
]


def _values(extraction: Extraction, column: str) -> dict[str, FieldValue]:
    return {str(row["key"].value): row[column] for row in extraction.tables["lines"]}


def _read(*pages: Page) -> Extraction:
    return balance_sheet.extract(views(pages))


@pytest.fixture
def sides() -> Page:
    """Assets left, liabilities right."""
    return page(HEAD + table(SIDES, ROWS))


def test_fields_are_read_from_the_head(sides: Page) -> None:
    fields = _read(sides).fields
    assert fields["company_name"].value == "青山纸业(临川)有限公司"
    assert fields["period_end"].value == date(2013, 12, 31)
    assert fields["unit"].value == "yuan"
    assert fields["standard"].value == "cas_2007"
    assert all(value.usable for value in fields.values())


def test_one_sided_values_stand_in_their_own_column(sides: Page) -> None:
    extraction = _read(sides)
    ending, opening = _values(extraction, "ending"), _values(extraction, "opening")
    assert (ending["short_term_borrowings"].value, opening["short_term_borrowings"].value) == (Decimal("3000"), None)
    assert (ending["accounts_payable"].value, opening["accounts_payable"].value) == (None, Decimal("2100"))
    assert (ending["inventories"].value, opening["inventories"].value) == (Decimal("499.50"), None)


def test_a_printed_zero_is_zero_and_a_dash_or_blank_is_absent(sides: Page) -> None:
    ending = _values(_read(sides), "ending")
    assert ending["taxes_payable"].value == 0
    for key in ("trading_fin_assets", "treasury_stock"):
        assert ending[key].value is None
        assert ending[key].status is Status.MISSING
        assert ending[key].reason is None


def test_a_wrapped_label_and_a_bracketed_loss_are_understood(sides: Page) -> None:
    ending = _values(_read(sides), "ending")
    assert ending["nca_due_1y"].value == Decimal("100.00")
    assert ending["retained_earnings"].value == Decimal("-100.00")


def test_a_sheet_that_does_not_balance_keeps_its_surely_read_values(sides: Page) -> None:
    ending = _values(_read(sides), "ending")
    assert ending["total_assets"].value != ending["total_liabilities_equity"].value
    assert ending["total_assets"].usable
    assert ending["total_liabilities_equity"].usable


def _with_sureness(source: Page, text: str, sureness: float) -> Page:
    lines = [
        item.model_copy(update={"sureness": (sureness,) * len(item.text)}) if item.text == text else item
        for item in source.lines
    ]
    return source.model_copy(update={"lines": tuple(lines)})


def test_a_sum_that_holds_vouches_for_a_weakly_read_amount(sides: Page) -> None:
    cash = _values(_read(_with_sureness(sides, "1,200.50", 0.8)), "ending")["monetary_funds"]
    assert cash.usable
    assert cash.evidence is not None
    assert "sum" in cash.evidence.method


def test_a_weakly_read_amount_in_a_sum_that_fails_waits_for_a_person(sides: Page) -> None:
    lines = [item for item in sides.lines if item.text != "2,300.00"]
    lines += [line(386, 200 + 4 * 24, "2,800.00", sureness=0.98, align="right")]
    value = _values(_read(sides.model_copy(update={"lines": tuple(lines)})), "ending")["accounts_receivable"]
    assert value.value == Decimal("2800.00")
    assert (value.status, value.reason) == (Status.REVIEW, "sum_fails")


@pytest.mark.parametrize(
    "place",
    [
        lambda x, y: (0.01, -0.02),
        lambda x, y: (0.0, 0.008 * (x - 0.5)),
        lambda x, y: (0.002 * y, 0.01 * (x - 0.5) * y),
        lambda x, y: (0.0, 0.012 * (x - 0.5) ** 2),
    ],
    ids=["shifted", "tilted", "keystone", "bent"],
)
def test_values_do_not_depend_on_place_or_order(sides: Page, place: Place) -> None:
    expected, got = _read(sides), _read(moved(sides, place, seed=3))
    for column in ("ending", "opening"):
        assert {k: v.value for k, v in _values(expected, column).items()} == {
            k: v.value for k, v in _values(got, column).items()
        }


def test_stray_marks_change_nothing(sides: Page) -> None:
    noise = [
        line(120, 60, "复核"),
        line(640, 1300, "专用章"),
        line(120, 1300, "梅张"),
        line(970, 700, "."),
        line(20, 333, "|"),
    ]
    got = _read(sides.model_copy(update={"lines": (*sides.lines, *noise)}))
    assert _values(got, "ending") == _values(_read(sides), "ending")


def test_headers_that_were_not_read_are_known_from_the_other_half(sides: Page) -> None:
    first = next(item for item in sides.lines if item.text == "期末余额")
    lines = tuple(item for item in sides.lines if item is not first and item.text != "行次")
    got = _read(sides.model_copy(update={"lines": lines}))
    assert _values(got, "ending") == _values(_read(sides), "ending")


def test_opening_before_ending_and_ten_thousand_yuan() -> None:
    head = [*HEAD[:2], line(60, 140, "编制单位:青山纸业有限公司"), line(500, 140, "2014年12月", align="centre")]
    head.append(line(940, 140, "金额单位:人民币万元", align="right"))
    columns = [("项目", 50, 400), ("附注", 400, 460), ("年初数", 460, 680), ("期末数", 680, 900)]
    rows = [
        ("货币资金", "六1", "12.30", "1.234,56"),
        ("短期投资", "", "", "1.00"),
        ("资产总计", "", "12.30", "1,235.56"),
    ]
    extraction = _read(page(head + table(columns, rows)))
    ending, opening = _values(extraction, "ending"), _values(extraction, "opening")
    assert extraction.fields["unit"].value == "ten_thousand_yuan"
    assert extraction.fields["period_end"].value == date(2014, 12, 31)
    assert ending["monetary_funds"].value == Decimal("12345600.00")
    assert opening["monetary_funds"].value == Decimal("123000.00")
    assert opening["short_term_investments"].value is None
    assert ending["monetary_funds"].evidence is not None
    assert "amount_grammar" in ending["monetary_funds"].evidence.method


def test_two_pages_with_a_header_on_the_first_only() -> None:
    columns = [("项目", 50, 400), ("行次", 400, 460), ("期末余额", 460, 680), ("年初余额", 680, 900)]
    blank = [("", x0, x1) for _, x0, x1 in columns]
    first = [("货币资金", "1", "10.00", "20.00"), ("存货", "2", "5.00", "1.00"), ("资产总计", "3", "15.00", "21.00")]
    second = [
        ("短期借款", "4", "5.00", ""),
        ("负债合计", "5", "5.00", ""),
        ("实收资本", "6", "10.00", "21.00"),
        ("负债和所有者权益总计", "7", "15.00", "21.00"),
    ]
    extraction = _read(page(HEAD + table(columns, first)), page(table(blank, second, top=60), number=2))
    ending, opening = _values(extraction, "ending"), _values(extraction, "opening")
    assert (ending["total_liabilities_equity"].value, opening["paid_in_capital"].value) == (15, 21)
    assert opening["short_term_borrowings"].value is None
    assert ending["short_term_borrowings"].evidence is not None
    assert ending["short_term_borrowings"].evidence.page == 2


def test_without_a_unit_amounts_are_read_but_not_accepted() -> None:
    extraction = _read(page(HEAD[:4] + table(SIDES, ROWS)))
    value = _values(extraction, "ending")["monetary_funds"]
    assert not extraction.fields["unit"].usable
    assert (value.value, value.status) == (Decimal("1200.50"), Status.REVIEW)


def test_digits_that_make_no_amount_are_not_guessed() -> None:
    rows = [
        ("货币资金", "1", "136,05.20", "20.00"),
        ("存货", "2", "5.0O1,2", "1.00"),
        ("资产总计", "3", "15.00", "21.00"),
    ]
    columns = [("项目", 50, 400), ("行次", 400, 460), ("期末余额", 460, 680), ("年初余额", 680, 900)]
    ending = _values(_read(page(HEAD + table(columns, rows))), "ending")
    for key in ("monetary_funds", "inventories"):
        assert (ending[key].value, ending[key].status) == (None, Status.REVIEW)


def test_a_line_that_is_not_known_keeps_its_amount() -> None:
    rows = [
        ("货币资金", "1", "10.00", "20.00"),
        ("待处理流动资产净损失", "2", "5.00", ""),
        ("资产总计", "3", "15.00", "20.00"),
    ]
    columns = [("项目", 50, 400), ("行次", 400, 460), ("期末余额", 460, 680), ("年初余额", 680, 900)]
    row = _read(page(HEAD + table(columns, rows))).tables["lines"][1]
    assert (row["key"].value, row["label"].value, row["ending"].value) == (
        None,
        "待处理流动资产净损失",
        Decimal("5.00"),
    )


def test_a_workbook_gives_sheet_and_cell_as_evidence() -> None:
    rows: list[list[object]] = [
        ["资产负债表", None, None, None],
        ["编制单位:青山纸业有限公司", None, "2022年12月31日", "单位:元"],
        ["项目", "行次", "期末余额", "年初余额"],
        ["货币资金", Decimal(1), Decimal("1234.5"), Decimal("0")],
        ["  短期投资  ", Decimal(2), None, Decimal("7")],
        ["资产总计", Decimal(3), Decimal("1234.5"), Decimal("7")],
    ]
    extraction = _read(sheet(rows))
    ending, opening = _values(extraction, "ending"), _values(extraction, "opening")
    assert (ending["monetary_funds"].value, opening["monetary_funds"].value) == (Decimal("1234.5"), Decimal(0))
    assert ending["short_term_investments"].value is None
    evidence = ending["monetary_funds"].evidence
    assert evidence is not None
    assert (evidence.sheet, evidence.cell) == ("Sheet1", "C4")
    assert extraction.fields["standard"].value == "small_enterprise"
    assert all(value.usable for value in extraction.fields.values())


def test_it_is_told_from_the_other_statements(sides: Page) -> None:
    view = PageView(sides, 1)
    assert balance_sheet.recognise(view) > 0.9
    for other in (income_statement, cash_flow_statement, trial_balance):
        assert other.recognise(view) < 0.3
