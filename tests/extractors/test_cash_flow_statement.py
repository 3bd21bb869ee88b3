"""Cash-flow statements: long labels, subtotals, supplementary material."""

from __future__ import annotations

from extractors import balance_sheet, cash_flow_statement, income_statement
from extractors._values import Extraction
from extractors._view import PageView, views
from schemas.core import FieldValue, Page
from tests.extractors.ledger_pages import line, page, table

ROWS = [
    ("一、经营活动产生的现金流量:", "", "", ""),
    ("销售商品、提供劳务收到的现金", "1", "500.00", "400.00"),
    ("收到其他与经营活动有关的现金", "2", "20.00", ""),
    ("经营活动现金流入小计", "3", "520.00", "400.00"),
    ("购买商品、接受劳务支付的现金", "4", "300.00", "450.00"),
    ("经营活动现金流出小计", "5", "300.00", "450.00"),
    ("经营活动产生的现金流量净额", "6", "220.00", "-50.00"),
    ("二、投资活动产生的现金流量:", "", "", ""),
    ("处置固定资产、无形资产和其他\n长期资产收回的现金净额", "7", "", "30.00"),
    ("投资活动现金流入小计", "8", "", "30.00"),
    ("投资活动产生的现金流量净额", "9", "", "30.00"),
    ("五、现金及现金等价物净增加额", "10", "220.00", "-20.00"),
    ("加:期初现金及现金等价物余额", "11", "80.00", "100.00"),
    ("六、期末现金及现金等价物余额", "12", "300.00", "80.00"),
]


def _page(more: tuple[tuple[str, str, str, str], ...] = ()) -> Page:
    head = [
        line(500, 80, "现金流量表", align="centre"),
        line(60, 140, "编制单位:青山纸业有限公司"),
        line(500, 140, "2013年度", align="centre"),
        line(940, 140, "单位:元", align="right"),
    ]
    heads = [("项目", 50, 480), ("行次", 480, 540), ("本期金额", 540, 740), ("上期金额", 740, 940)]
    return page(head + table(heads, [*ROWS, *more]))


def _values(extraction: Extraction, column: str) -> dict[str, FieldValue]:
    return {str(row["key"].value): row[column] for row in extraction.tables["lines"]}


def test_lines_and_a_wrapped_label() -> None:
    extraction = cash_flow_statement.extract(views([_page()]))
    current, prior = _values(extraction, "current"), _values(extraction, "prior")
    assert (current["cfo"].value, prior["cfo"].value) == (220, -50)
    assert (current["cf_disposal"].value, prior["cf_disposal"].value) == (None, 30)
    assert (current["cash_end"].value, current["cash_begin"].value) == (300, 80)
    assert all(v.usable for v in current.values() if v.value is not None)


def test_supplementary_material_is_not_read_as_lines() -> None:
    more = (("补充资料", "", "", ""), ("经营活动产生的现金流量净额", "20", "999.00", "999.00"))
    assert (
        cash_flow_statement.extract(views([_page(more)])).tables == cash_flow_statement.extract(views([_page()])).tables
    )


def test_it_is_told_from_the_other_statements() -> None:
    view = PageView(_page(), 1)
    assert cash_flow_statement.recognise(view) > 0.8
    assert max(balance_sheet.recognise(view), income_statement.recognise(view)) < 0.3
