"""Prints of the enterprise register: the company's facts, shareholders, abnormal entries, annual figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from extractors import business_licence
from extractors import registry_extract as register
from extractors._view import PageView
from schemas.core import Page
from tests.extractors.paper import Paper


def extract_page(kept: bool = False) -> Page:
    paper = Paper(size=12)
    paper.line((380, "企业信用信息公示报告"))
    paper.line((600, "报告生成时间:2021-05-06"))
    paper.line((60, "营业执照信息"))
    paper.table(
        [150, 290, 150, 290],
        [
            ["统一社会信用代码", "91330106580000014T", "企业名称", "江城云海机电设备有限公司"],
            ["类型", "有限责任公司", "法定代表人", "沈青禾"],
            ["注册资本", "1000.000000万人民币", "成立日期", "2011年07月26日"],
            ["营业期限自", "2011年07月26日", "营业期限至", "长期"],
            ["登记机关", "江城市市场监督管理局", "核准日期", "2019年03月04日"],
            ["登记状态", "存续(在营、开业、在册)", "", ""],
            ["住所", "江城市东湖区梧桐北路972号", "<", "<"],
        ],
    )
    paper.line((60, "股东及出资信息"))
    paper.table(
        [60, 180, 140, 120, 140, 140, 120],
        [
            ["序号", "股东名称", "认缴额(万元)", "认缴出资方式", "认缴出资日期", "实缴额(万元)", "实缴出资日期"],
            ["1", "沈青禾", "600.00", "货币", "2012-07-26", "600.00", "2012-07-26"],
            ["2", "陆望舒", "400.00", "货币", "2012-07-26", "", ""],
        ],
    )
    paper.line((60, "列入经营异常名录信息"))
    paper.table(
        [60, 420, 140, 200, 140],
        [
            ["序号", "列入经营异常名录原因", "列入日期", "移出经营异常名录原因", "移出日期"],
            ["1", "通过登记的住所或者经营场所无法联系的", "2018-07-09", "", ""],
        ],
    )
    paper.line((60, "2020年度报告"))
    paper.line((60, "填报时间:2021年3月2日"))
    figures = ["企业选择不公示"] * 4 if kept else ["3200.50万元", "1200.00万元", "86.40万元", "2000.50万元"]
    paper.table(
        [150, 290, 150, 290],
        [["资产总额", figures[0], "所有者权益合计", figures[1]], ["净利润", figures[2], "负债总额", figures[3]]],
    )
    return paper.page()


def test_an_extract_is_read() -> None:
    view = PageView(extract_page(), 1)
    found = register.extract([view])
    fields = found.fields
    assert register.recognise(view) >= 0.9 > business_licence.recognise(view)
    assert fields["company_name"].value == "江城云海机电设备有限公司"
    assert fields["registered_capital"].value == Decimal(10000000)
    assert fields["valid_to"].value == "long_term"
    assert fields["issuing_authority"].value == "江城市市场监督管理局"
    assert fields["issue_date"].value == date(2019, 3, 4)
    assert fields["operating_status"].value == "存续(在营、开业、在册)"
    assert fields["report_date"].value == date(2021, 5, 6)
    assert (fields["report_year"].value, fields["filed_on"].value) == (2020, date(2021, 3, 2))
    assert fields["total_assets"].value == Decimal(32005000)
    assert fields["total_liabilities"].value == Decimal(20005000)


def test_its_tables() -> None:
    tables = register.extract([PageView(extract_page(), 1)]).tables
    holders = [(r["name"].value, r["subscribed"].value, r["paid"].value) for r in tables["shareholders"]]
    assert holders == [("沈青禾", Decimal(6000000), Decimal(6000000)), ("陆望舒", Decimal(4000000), None)]
    (entry,) = tables["abnormal"]
    assert entry["reason"].value == "通过登记的住所或者经营场所无法联系的"
    assert (entry["listed_on"].value, entry["removed_on"].value) == (date(2018, 7, 9), None)


def test_figures_that_the_company_keeps_to_itself_are_absent() -> None:
    fields = register.extract([PageView(extract_page(kept=True), 1)]).fields
    assert fields["total_assets"].value is None
    assert fields["total_assets"].reason is None


def test_a_later_page_belongs_to_the_print() -> None:
    paper = Paper(size=12)
    paper.line((60, "生产经营情况信息"))
    paper.table(
        [150, 290, 150, 290],
        [
            ["资产总额", "3200.50万元", "所有者权益合计", "1200.00万元"],
            ["营业总收入", "900.00万元", "利润总额", "90.00万元"],
            ["净利润", "86.40万元", "负债总额", "2000.50万元"],
        ],
    )
    assert register.recognise(PageView(paper.page(), 1)) >= 0.6
