"""Resolutions in wordings that the drawn samples do not have."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from extractors import shareholder_resolution as resolution
from extractors._classify import scores
from schemas.core import Page
from tests.extractors.text_pages import text_page, views_of

COMPANY = "江城云海机电设备有限公司"


def sole_holder() -> Page:
    return text_page(
        f"# {COMPANY}",
        "# 股东决定",
        f"{COMPANY}股东陆望舒于2022年3月4日作出如下决定:",
        "1.同意公司向江城农村商业银行股份有限公司申请贷款人民币贰佰万元,期限壹年,用于购买生产设备。",
        "2.同意委托江城融资担保有限公司为该笔贷款提供担保。",
        "| 股东签字:陆望舒",
        "> 2022年3月4日",
    )


def for_another() -> Page:
    return text_page(
        "# 股东会决议",
        "经江城恒泰物流有限公司(下称本公司)股东会研究,一致通过以下决议:",
        f"一、同意本公司为{COMPANY}向中国银行股份有限公司江城分行申请的500万元借款提供连带责任保证,借款期限两年。",
        "二、同意授权法定代表人签署有关担保合同。",
        [(90, "全体股东(签字):"), (400, "沈青禾"), (500, "周永福")],
        "> 江城恒泰物流有限公司(盖章)",
        "> 二〇一九年八月十六日",
    )


def test_the_decision_of_the_only_shareholder() -> None:
    read = resolution.extract(views_of(sole_holder()))
    assert {n: f.value for n, f in read.fields.items()} == {
        "company_name": COMPANY,
        "borrower": COMPANY,
        "lender": "江城农村商业银行股份有限公司",
        "amount": Decimal(2000000),
        "term_months": 12,
        "purpose": "购买生产设备",
        "resolution_date": date(2022, 3, 4),
    }
    assert [row["name"].value for row in read.tables["signatories"]] == ["陆望舒"]


def test_a_company_that_stands_in_for_another() -> None:
    read = resolution.extract(views_of(for_another()))
    assert read.fields["borrower"].value == COMPANY
    assert read.fields["lender"].value == "中国银行股份有限公司江城分行"
    assert (read.fields["amount"].value, read.fields["term_months"].value) == (Decimal(5000000), 24)
    assert read.fields["resolution_date"].value == date(2019, 8, 16)
    assert [row["name"].value for row in read.tables["signatories"]] == ["沈青禾", "周永福"]


def test_resolutions_are_known_and_a_notice_of_a_meeting_is_none() -> None:
    assert scores(views_of(sole_holder())[0])[0][1] == "shareholder_resolution"
    assert scores(views_of(for_another())[0])[0][1] == "shareholder_resolution"
    notice = text_page("# 会议通知", "兹定于下周三召开股东会会议,请全体股东准时参加。", "> 办公室")
    assert resolution.recognise(views_of(notice)[0]) < 0.5
