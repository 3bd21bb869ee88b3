"""Audit reports of every opinion, and whose licence is bound in behind one."""

from __future__ import annotations

from datetime import date

import pytest

from extractors import audit_report as audit
from extractors._classify import scores
from extractors._parties import parties_of
from schemas.core import BoundingBox, Document, Evidence, FieldValue, Page, Status
from tests.extractors.text_pages import text_page, views_of

COMPANY = "江城云海机电设备有限公司"
FIRM = "中审亚联会计师事务所(特殊普通合伙)"
FAIR = "后附的财务报表在所有重大方面按照企业会计准则的规定编制,公允反映了云海机电2019年12月31日的财务状况"


def letter(head: str, formula: str, *further: str) -> Page:
    return text_page(
        "# 审计报告",
        "# 中审亚字[2020]0456号",
        f"| {COMPANY}全体股东:",
        f"一、{head}",
        f"我们审计了{COMPANY}(以下简称“云海机电”)财务报表,包括2019年12月31日的资产负债表,2019年度的利润表、现金流量表、股东权益变动表以及相关财务报表附注。",
        formula,
        *further,
        "三、注册会计师对财务报表审计的责任",
        "我们的目标是获取合理保证,并出具包含审计意见的审计报告。如果披露不充分,我们应当发表非无保留意见。",
        [(90, FIRM), (560, "中国注册会计师:")],
        [(560, "中国注册会计师:")],
        [(90, "中国·江城"), (560, "2020年4月28日")],
    )


@pytest.mark.parametrize(
    ("head", "formula", "further", "opinion"),
    [
        ("审计意见", f"我们认为,{FAIR}。", (), "unqualified"),
        ("审计意见", f"我们认为,{FAIR}。", ("二、强调事项", "我们提醒财务报表使用者关注附注九。"), "emphasis"),
        ("保留意见", f"我们认为,除“形成保留意见的基础”部分所述事项产生的影响外,{FAIR}。", (), "qualified"),
        (
            "否定意见",
            "我们认为,后附的财务报表没有在所有重大方面按照企业会计准则的规定编制,未能公允反映其财务状况。",
            (),
            "adverse",
        ),
        ("无法表示意见", "我们不对后附的云海机电财务报表发表审计意见。", (), "disclaimer"),
    ],
)
def test_the_opinion(head: str, formula: str, further: tuple[str, ...], opinion: str) -> None:
    found = audit.extract(views_of(letter(head, formula, *further))).fields["opinion"]
    assert (found.value, found.usable) == (opinion, True)


def test_a_heading_that_contradicts_its_formula_waits_for_a_person() -> None:
    found = audit.extract(views_of(letter("保留意见", f"我们认为,{FAIR}。"))).fields["opinion"]
    assert found.status is Status.REVIEW


def test_whose_books_of_which_year() -> None:
    found = audit.extract(views_of(letter("审计意见", f"我们认为,{FAIR}。"))).fields
    assert found["company_name"].value == COMPANY
    assert found["firm_name"].value == FIRM
    assert (found["period_start"].value, found["period_end"].value) == (date(2019, 1, 1), date(2019, 12, 31))
    assert found["report_date"].value == date(2020, 4, 28)


def test_audit_reports_are_known() -> None:
    assert scores(views_of(letter("审计意见", f"我们认为,{FAIR}。"))[0])[0][1] == "audit_report"


def document(id_: str, type_: str, **values: str) -> Document:
    evidence = Evidence(page=1, box=BoundingBox(x0=0, top=0, x1=1, bottom=1), raw="", method="label", extractor="test")
    fields = {
        n: FieldValue(value=v, status=Status.ACCEPTED, confidence=1, evidence=evidence) for n, v in values.items()
    }
    return Document(
        document_id=id_, type=type_, title_zh="", type_confidence=1, pages=(), fields=fields, extractor="test"
    )


def test_the_auditors_own_licence_is_not_the_applicants() -> None:
    papers = (
        document("D1", "audit_report", company_name=COMPANY, firm_name=FIRM),
        document("D2", "business_licence", company_name=FIRM, legal_representative="高志远"),
        document("D3", "business_licence", company_name=COMPANY, legal_representative="陆望舒"),
    )
    owned, applicant, parties = parties_of(papers)
    assert applicant.name == COMPANY
    assert {p.role: p.name for p in parties} == {
        "applicant": COMPANY,
        "legal_representative": "陆望舒",
        "intermediary": FIRM,
    }
    assert len({d.party_id for d in owned}) == 2


def test_a_pile_with_no_licence_but_the_banks_has_the_applicant_of_its_statements() -> None:
    papers = (
        document("D1", "business_licence", company_name="江城农村商业银行股份有限公司"),
        document("D2", "balance_sheet", company_name=COMPANY),
    )
    assert parties_of(papers)[1].name == COMPANY
