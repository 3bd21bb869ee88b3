"""Enterprise income tax returns: of a year and of a quarter, with the formulas that their labels carry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from extractors import cit_return, income_statement
from extractors._view import PageView, views
from schemas.core import Page, Status
from tests.extractors.ledger_pages import line, page, sheet, table

HEAD = [
    line(500, 40, "A100000中华人民共和国企业所得税年度纳税申报表(A类)", align="centre"),
    line(60, 80, "税款所属期间:2021年1月1日至2021年12月31日"),
    line(60, 110, "纳税人名称:青山纸业有限公司"),
    line(940, 110, "金额单位:人民币元(列至角分)", align="right"),
]
COLUMNS = [("行次", 50.0, 110.0), ("项目", 110.0, 720.0), ("金额", 720.0, 940.0)]
ROWS = [
    ("1", "一、营业收入(填写A101010)", "1,000.00"),
    ("2", "减:营业成本(填写A102010)", "700.00"),
    ("3", "减:税金及附加", "10.00"),
    ("10", "二、营业利润(1-2-3-4-5-6-7+8+9)", "290.00"),
    ("11", "加:营业外收入", "20.00"),
    ("12", "减:营业外支出", "5.00"),
    ("13", "三、利润总额(10+11-12)", "305.00"),
    ("15", "加:纳税调整增加额", "15.00"),
    ("19", "四、纳税调整后所得(13-14+15-16-17+18)", "320.00"),
    ("23", "五、应纳税所得额(19-20-21-22)", "320.00"),
    ("24", "税率(25%)", "25%"),
    ("25", "六、应纳所得税额(23×24)", "80.00"),
]


def _scan(rows: Sequence[tuple[str, ...]] = ROWS) -> Page:
    return page(HEAD + table(COLUMNS, rows))


def test_the_year_and_its_lines() -> None:
    result = cit_return.extract(views([_scan()]))
    fields = {n: v.value for n, v in result.fields.items()}
    assert fields["form_kind"] == "annual"
    assert fields["taxpayer_name"] == "青山纸业有限公司"
    assert (fields["period_start"], fields["period_end"]) == (date(2021, 1, 1), date(2021, 12, 31))
    assert (fields["revenue"], fields["cost"], fields["total_profit"]) == (1000, 700, 305)
    assert (fields["taxable_income"], fields["tax_payable"]) == (320, 80)
    items = result.tables["items"]
    assert [r["number"].value for r in items] == [1, 2, 3, 10, 11, 12, 13, 15, 19, 23, 24, 25]
    assert items[10]["amount"].value == Decimal("0.25")


def test_a_misread_amount_is_pointed_out_by_the_printed_formulas() -> None:
    wrong = [r if r[0] != "11" else ("11", "加:营业外收入", "29.00") for r in ROWS]
    items = cit_return.extract(views([_scan(wrong)])).tables["items"]
    by_number = {r["number"].value: r["amount"] for r in items}
    assert by_number[11].status is Status.REVIEW
    assert by_number[1].usable and by_number[10].usable and by_number[13].usable


def test_a_quarter_with_two_columns() -> None:
    rows: list[list[object]] = [
        ["中华人民共和国企业所得税月(季)度预缴纳税申报表(A类)"],
        ["税款所属期间:2017年1月1日至2017年6月30日"],
        ["行次", "项目", "本期金额", "累计金额"],
        ["2", "营业收入", Decimal("40"), Decimal("90")],
        ["3", "营业成本", Decimal("30"), Decimal("60")],
        ["4", "利润总额", Decimal("5"), Decimal("12")],
    ]
    result = cit_return.extract(views([sheet(rows)]))
    assert result.fields["form_kind"].value == "prepayment"
    assert result.fields["total_profit"].value == 12
    assert result.tables["items"][0]["current"].value == 40


def test_it_is_told_from_an_income_statement() -> None:
    view = PageView(_scan(), 1)
    assert cit_return.recognise(view) > 0.8
    assert cit_return.recognise(view) > income_statement.recognise(view) + 0.2
