"""Income statements: years and months, either order, negatives, formats."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from extractors import balance_sheet, cash_flow_statement, income_statement
from extractors._values import Extraction
from extractors._view import PageView, views
from schemas.core import FieldValue, Line, Page
from tests.extractors.ledger_pages import line, page, table

ROWS = [
    ("一、营业收入", "1", "9,000.00", "8,000.00"),
    ("减:营业成本", "2", "6,000.00", "5,000.00"),
    ("税金及附加", "3", "100.00", "90.00"),
    ("销售费用", "4", "", "1,500.00"),
    ("管理费用", "5", "1,000.00", "1,900.00"),
    ("财务费用", "6", "-50.00", "10.00"),
    ("资产减值损失", "7", "50.00", ""),
    ("加:投资收益(损失以“-”号填列)", "8", "—", ""),
    ("其中:对联营企业和合营企业的投资收益", "9", "", ""),
    ("二、营业利润(亏损以“-”号填列)", "10", "1,900.00", "-500.00"),
    ("加:营业外收入", "11", "100.00", "20.00"),
    ("减:营业外支出", "12", "", ""),
    ("三、利润总额(亏损总额以“-”号填列)", "13", "2,000.00", "(480.00)"),
    ("减:所得税费用", "14", "500.00", ""),
    ("四、净利润(净亏损以“-”号填列)", "15", "1,500.00", "-480.00"),
]


def _head(period: str, form: str = "会企02表") -> list[Line]:
    return [
        line(500, 80, "利 润 表", align="centre"),
        line(940, 110, form, align="right"),
        line(60, 140, "编制单位:青山纸业有限公司"),
        line(500, 140, period, align="centre"),
        line(940, 140, "单位:元", align="right"),
    ]


def _page(
    period: str = "2013年度", columns: tuple[str, str] = ("本期金额", "上期金额"), form: str = "会企02表"
) -> Page:
    heads = [("项目", 50, 480), ("行次", 480, 540), (columns[0], 540, 740), (columns[1], 740, 940)]
    return page(_head(period, form) + table(heads, ROWS))


def _values(extraction: Extraction, column: str) -> dict[str, FieldValue]:
    return {str(row["key"].value): row[column] for row in extraction.tables["lines"]}


def _numbers(source: Page, column: str) -> dict[str, Decimal]:
    values = _values(income_statement.extract(views([source])), column)
    return {key: v.value for key, v in values.items() if isinstance(v.value, Decimal)}


def test_lines_signs_and_blanks() -> None:
    extraction = income_statement.extract(views([_page()]))
    current, prior = _values(extraction, "current"), _values(extraction, "prior")
    assert current["finance_cost"].value == Decimal("-50.00")
    assert (prior["operating_profit"].value, prior["total_profit"].value) == (-500, -480)
    assert (current["selling_expense"].value, prior["selling_expense"].value) == (None, 1500)
    assert current["investment_income"].value is None
    assert current["net_profit"].usable
    assert "associates_income" in current
    assert extraction.fields["standard"].value == "cas_2007"


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("2013年度", date(2013, 1, 1), date(2013, 12, 31)),
        ("2013年1-12月", date(2013, 1, 1), date(2013, 12, 31)),
        ("2013年1月—9月", date(2013, 1, 1), date(2013, 9, 30)),
        ("2013年2月", date(2013, 1, 1), date(2013, 2, 28)),
        ("2013年12月31日", date(2013, 1, 1), date(2013, 12, 31)),
        ("2013.01-2013.12", date(2013, 1, 1), date(2013, 12, 31)),
        ("自2013年4月1日至2013年6月30日", date(2013, 4, 1), date(2013, 6, 30)),
        ("二〇一三年度", date(2013, 1, 1), date(2013, 12, 31)),
        ("2013年第三季度", date(2013, 1, 1), date(2013, 9, 30)),
    ],
)
def test_periods(period: str, start: date, end: date) -> None:
    fields = income_statement.extract(views([_page(period)])).fields
    assert (fields["period_start"].value, fields["period_end"].value) == (start, end)


@pytest.mark.parametrize("columns", [("上年金额", "本年累计金额"), ("上期金额", "本期金额"), ("2012年度", "2013年度")])
def test_prior_before_current(columns: tuple[str, str]) -> None:
    source = _page(columns=columns)
    assert _numbers(source, "current")["revenue"] == 8000
    assert _numbers(source, "prior")["revenue"] == 9000


def test_a_month_beside_the_year_to_date_is_left_aside() -> None:
    extraction = income_statement.extract(views([_page("2013年6月", ("本月数", "本年累计数"))]))
    assert _values(extraction, "current")["revenue"].value == 8000
    assert all(value.value is None for value in _values(extraction, "prior").values())


def test_the_small_enterprises_form_is_known_by_its_number() -> None:
    assert income_statement.extract(views([_page(form="会小企02表")])).fields["standard"].value == "small_enterprise"


def test_it_is_told_from_the_other_statements() -> None:
    view = PageView(_page(), 1)
    assert income_statement.recognise(view) > 0.9
    assert max(balance_sheet.recognise(view), cash_flow_statement.recognise(view)) < 0.3
