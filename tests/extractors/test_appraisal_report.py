"""Appraisals in wordings that the drawn samples do not have."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from extractors import appraisal_report as appraisal
from extractors._classify import scores
from schemas.core import Page
from tests.extractors.text_pages import text_page, views_of

CLIENT = "江城云海机电设备有限公司"
FIRM = "江城正信资产评估事务所(普通合伙)"


def machines(result: str = "委托评估的机器设备市场价值为486.30万元,评估增值53.12万元。") -> Page:
    return text_page(
        f"# {CLIENT}拟抵押贷款涉及的机器设备价值",
        "# 资产评估报告",
        "# 正信评报字[2021]第56号",
        f"| {CLIENT}:",
        f"{FIRM}接受贵公司委托,按照法律、行政法规和资产评估准则的规定,采用成本法,对贵公司拟向银行抵押贷款所涉及的机器设备在2021年3月31日的市场价值进行了评估。",
        f"一、委托人:{CLIENT}",
        "二、评估目的:为委托人抵押贷款提供价值参考依据。",
        "三、评估对象:委托人所有的数控机床等机器设备共计36台(套),账面原值612.50万元,账面净值433.18万元。",
        "四、评估基准日:2021年3月31日。",
        f"五、评估结论:在评估基准日,{result}",
        "六、本评估结论的使用有效期自评估基准日起一年。",
        f"> {FIRM}",
        "> 资产评估师:",
        "> 2021年4月20日",
    )


def test_the_value_is_told_from_book_values_and_gains() -> None:
    found = appraisal.extract(views_of(machines())).fields
    wanted = {
        "report_number": "正信评报字[2021]第56号",
        "firm_name": FIRM,
        "client": CLIENT,
        "valuation_date": date(2021, 3, 31),
        "appraised_value": Decimal(4863000),
        "report_date": date(2021, 4, 20),
        "validity_months": 12,
        "purpose": "为委托人抵押贷款提供价值参考依据",
    }
    assert {n: found[n].value for n in wanted} == wanted


def test_two_values_wait_for_a_person() -> None:
    page = machines("设备的评估价值为486.30万元,车辆的评估价值为22.10万元。")
    assert not appraisal.extract(views_of(page)).fields["appraised_value"].usable


def test_appraisals_are_known() -> None:
    assert scores(views_of(machines())[0])[0][1] == "appraisal_report"
