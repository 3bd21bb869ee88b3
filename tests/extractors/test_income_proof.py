"""Employers' letters about a person's income."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from extractors import income_proof as proof
from extractors._view import PageView
from schemas.core import Page, Status
from standards import resident_id
from tests.extractors.paper import Paper

NUMBER = "33010619800203123"
NUMBER += resident_id.calc_check_digit(NUMBER)
COMPANY = "江城云海机电设备有限公司"


def _letter(*sentences: str, company: str = COMPANY, title: str = "收入证明") -> Page:
    paper = Paper()
    paper.line((430, title))
    for sentence in sentences:
        paper.line((80, sentence))
    paper.line((480, f"单位名称(盖章):{company}"))
    paper.line((480, "联系人:陆望舒"), (720, "电话:0571-80000001"))
    paper.line((480, "2022年3月8日"))
    return paper.page()


def test_a_letter_with_digits_and_capitals() -> None:
    page = _letter(
        f"兹证明沈青禾(身份证号码:{NUMBER})系我单位正式员工,自2015年7",
        "月起在我单位工作,现任财务经理职务,其2021年度税前年收入为人民币360,000.00元",
        "(大写:叁拾陆万元整)。特此证明。",
    )
    view = PageView(page, 1)
    fields = proof.extract([view]).fields
    assert proof.recognise(view) >= 0.8
    assert {n: f.value for n, f in fields.items()} == {
        "name": "沈青禾",
        "id_number": NUMBER,
        "employer": COMPANY,
        "position": "财务经理",
        "annual_income": Decimal(360000),
        "issue_date": date(2022, 3, 8),
    }
    assert all(f.usable for f in fields.values())


def test_a_bank_form_with_blanks_filled_in() -> None:
    page = _letter(
        f"兹证明__沈青禾__先生,身份证号{NUMBER},为我公司员工,",
        "担任__技术总监__职务,近一年总收入为(大写)贰拾万元整(小写:¥200000.00)。",
        title="个人收入证明",
    )
    fields = proof.extract([PageView(page, 1)]).fields
    assert fields["name"].value == "沈青禾"
    assert fields["position"].value == "技术总监"
    assert fields["annual_income"].value == Decimal(200000)


def test_amounts_that_contradict_each_other_wait_for_a_person() -> None:
    page = _letter(f"兹证明沈青禾(身份证号码:{NUMBER})系我单位员工,年收入为360000元(大写:叁拾伍万元整)。")
    income = proof.extract([PageView(page, 1)]).fields["annual_income"]
    assert income.status is Status.REVIEW
    assert income.reason == "capitals_differ_from_digits"


def test_a_monthly_income_is_no_year_s_income_unseen() -> None:
    page = _letter(f"兹证明沈青禾(身份证号码:{NUMBER})系我单位员工,月平均收入为人民币10000元。")
    income = proof.extract([PageView(page, 1)]).fields["annual_income"]
    assert income.value == Decimal(120000)
    assert income.reason == "monthly_income"


def test_a_tax_certificate_is_none() -> None:
    paper = Paper()
    paper.line((400, "税收完税证明"))
    paper.line((60, "纳税人名称"), (300, "沈青禾"))
    assert proof.recognise(PageView(paper.page(), 1)) < 0.4


def test_an_employer_that_signs_without_a_label() -> None:
    paper = Paper()
    paper.line((420, "工资收入证明"))
    paper.line((80, "江城银行:"))
    paper.line((80, f"兹证明我单位员工沈青禾,性别女,身份证号{NUMBER},现任我单位销售部经理,"))
    paper.line((80, "月均收入人民币壹万元整(¥10000.00),年收入约人民币壹拾贰万元整(¥120000.00)。"))
    paper.line((80, "特此证明!"))
    paper.line((600, COMPANY))
    paper.line((600, "2022年3月8日"))
    fields = proof.extract([PageView(paper.page(), 1)]).fields
    assert fields["name"].value == "沈青禾"
    assert fields["employer"].value == COMPANY
    assert fields["annual_income"].value == Decimal(120000)


def test_a_ruled_form() -> None:
    paper = Paper()
    paper.line((420, "收入证明"))
    rows = [
        ["姓名", "沈青禾", "性别", "女"],
        ["身份证号码", NUMBER, "职务", "会计主管"],
        ["工作单位", COMPANY, "年收入", "人民币150,000.00元"],
    ]
    paper.table([150, 250, 150, 250], rows)
    paper.line((80, "以上情况属实,特此证明。"))
    paper.line((600, "2022年3月8日"))
    fields = proof.extract([PageView(paper.page(), 1)]).fields
    assert (fields["name"].value, fields["position"].value) == ("沈青禾", "会计主管")
    assert fields["employer"].value == COMPANY
    assert fields["annual_income"].value == Decimal(150000)


def test_letters_that_begin_with_the_name() -> None:
    page = _letter(
        f"沈青禾(身份证号码:{NUMBER})为我公司正式员工,职务为财务经理,",
        "年收入合计人民币576,000.00元。特此证明。",
    )
    fields = proof.extract([PageView(page, 1)]).fields
    assert fields["name"].value == "沈青禾"
    page = _letter(
        f"兹有我单位员工沈青禾,身份证号:{NUMBER}。该员工在本公司任财务经理职务,年薪人民币36万元。特此证明。",
    )
    assert proof.extract([PageView(page, 1)]).fields["name"].value == "沈青禾"
