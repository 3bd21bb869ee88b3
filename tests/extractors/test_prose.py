"""Running text: lines joined over pages, every character with its place, values that belong to the nearest phrase."""

from __future__ import annotations

from decimal import Decimal

from extractors import guarantee_application, loan_contract
from extractors._prose import prose
from extractors._prose_ask import Question, answers, settled
from extractors._prose_text import writing_of
from schemas.core import BoundingBox, Line, Page, TextSource
from tests.extractors.text_pages import text_page, views_of

COMPANY = "江城云海机电设备有限公司"
LENDER = "江城农村商业银行股份有限公司"


def at(page: Page, text: str, top: float, left: float = 0.45) -> Page:
    """The page with one more line at a height."""
    line = Line(
        text=text,
        box=BoundingBox(x0=left, top=top, x1=left + 0.014 * len(text), bottom=top + 0.012),
        confidence=0.99,
        source=TextSource.OCR,
        edges=tuple(left + 0.014 * i for i in range(len(text) + 1)),
        sureness=(0.99,) * len(text),
    )
    return page.model_copy(update={"lines": (*page.lines, line)})


LONG = "甲方应当按照本合同约定的用途使用借款并且按期足额归还全部本金和利息如果甲方没有按照约定的期限归还借款则应当按照国家有关规定支付逾期利息同时承担乙方为实现债权而支出的全部费用其中包括诉讼费律师费"


def test_a_paragraph_is_one_line_of_text() -> None:
    text = writing_of(views_of(text_page(f"{LONG}。", "第二条 另行约定。"))).text
    assert text == f"{LONG}。\n第二条另行约定。\n"


def test_a_sentence_goes_on_over_the_page_without_heads_and_numbers() -> None:
    cut = 54
    first, second = (
        at(at(text_page(part), "流动资金借款合同", 0.02), f"-{n}-", 0.96)
        for n, part in ((1, LONG[:cut]), (2, "| " + LONG[cut:]))
    )
    assert writing_of(views_of(first, second)).text == f"{LONG}\n"


def test_every_character_knows_its_page() -> None:
    views = views_of(text_page("甲方为江城商行。"), text_page("| 乙方为江城商行。", number=2))
    text = prose(views)
    found = text.span(text.text.index("乙方"), text.text.index("乙方") + 2)
    assert (found.page, found.text) == (2, "乙方")


def test_an_amount_in_digits_and_capitals_is_one_value() -> None:
    text = prose(views_of(text_page("借款金额为人民币叁佰万元整(小写:¥3,000,000.00)。", "违约金500元。")))
    assert [(v.value, v.twice) for v in text.of("MONEY")] == [(Decimal(3000000), True), (Decimal(500), False)]


def test_amounts_that_contradict_each_other_wait_for_a_person() -> None:
    text = prose(views_of(text_page("借款金额为人民币叁佰万元整(小写:¥3,500,000.00)。")))
    value = settled(text, answers(text, Question("MONEY", (("借款金额",),))), "test/1")
    assert value is not None and value.reason == "capitals_differ_from_digits"


def test_a_value_belongs_to_the_nearest_phrase() -> None:
    text = prose(views_of(text_page("租金每月5000元,押金10000元,物业费300元。")))
    asked = answers(text, Question("MONEY", (("租金",),), ("押金", "物业费")))
    assert [a.value.value for a in asked] == [Decimal(5000)]


def test_the_lender_first_and_terms_in_sentences() -> None:
    page = text_page(
        "# 借款合同",
        "> 编号:2020年江农商借字第118号",
        f"| 甲方(出借方):{LENDER}",
        f"| 乙方(借款方):{COMPANY}",
        "鉴于乙方因采购钢材,向甲方申请借款,双方达成如下协议:",
        "第一条 甲方同意向乙方出借人民币贰佰万元整(2000000元)。",
        "第二条 借款期限为十二个月,自2020年5月6日起,至2021年5月5日止。",
        "第三条 借款按年利率6.09%计息,按季付息,到期还本。",
        "第四条 乙方逾期还款的,逾期利率为上述利率上浮50%。",
    )
    found = loan_contract.extract(views_of(page)).fields
    assert (found["lender"].value, found["borrower"].value) == (LENDER, COMPANY)
    assert (found["amount"].value, found["annual_rate"].value) == (Decimal(2000000), Decimal("6.09"))
    assert found["purpose"].value == "采购钢材"


def test_an_application_written_as_a_letter() -> None:
    page = text_page(
        "# 担保申请书",
        "| 致:江城融资担保有限公司",
        f"{COMPANY}拟在中国银行江城分行办理融资业务,融资金额800万元,融资期限24个月,款项全部用于购置生产线。还款来源:主营业务收入。反担保措施:公司机器设备抵押及全体股东连带责任保证。现委托贵公司为上述融资提供担保。",
        f"> {COMPANY}",
        "> 二〇二二年九月八日",
    )
    found = guarantee_application.extract(views_of(page)).fields
    assert found["applicant_name"].value == COMPANY
    assert (found["amount"].value, found["term_months"].value) == (Decimal(8000000), 24)
    assert (found["lender"].value, found["purpose"].value) == ("中国银行江城分行", "购置生产线")
    assert found["counter_guarantee"].value == "公司机器设备抵押及全体股东连带责任保证"
    assert found["repayment_source"].value == "主营业务收入"
