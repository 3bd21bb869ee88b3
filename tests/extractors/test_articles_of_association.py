"""Charters in wordings that the drawn samples do not have."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

from extractors import articles_of_association as charter
from extractors._assemble import assemble
from extractors._classify import pieces_of
from samples import _seeded_new
from samples._draw import POINT, Sheet, Text
from schemas.core import FileKind, Page, SourceFile
from tests.extractors.paper import Paper
from tests.extractors.text_pages import text_page, views_of

COMPANY = "江城云海机电设备有限公司"


def first() -> Page:
    return text_page(
        f"# {COMPANY}",
        "# 章 程",
        "| 第一章 公司名称和住所",
        f"第一条 公司名称:{COMPANY}(以下简称“公司”)。",
        "第二条 公司住所:江城市滨江区云栖路8号。",
        "| 第二章 公司经营范围",
        "第三条 公司经营范围:机电设备的制造、销售、安装;五金交电批发、零售。",
        "| 第三章 公司注册资本",
        "第四条 公司注册资本:500万元人民币。",
        "第五条 公司由以下股东共同出资设立:",
        "股东一:陆望舒,身份证号330106198002031236,认缴出资300万元,以货币出资,占注册资本60%,2010年4月1日前足额缴纳。",
        "股东二:周永福,身份证号330106196502031238,认缴出资200万元,以货币出资,占注册资本40%,2010年4月1日前足额缴纳。",
        "| 第四章 股东的权利和义务",
        "第六条 股东享有如下权利:参加股东会并按照其出资比例行使表决权;了解公司经营状况和财务状况。",
    )


def second() -> Page:
    return text_page(
        "第七条 公司股东会由全体股东组成,是公司的权力机构,决定公司的经营方针和投资计划;对公司为他人提供担保作出决议。",
        "第八条 公司不设董事会,设执行董事一名。执行董事为公司法定代表人,由陆望舒担任。公司法定代表人:陆望舒。",
        "第九条 公司不设监事会,设监事一名,由股东会选举产生。",
        "第十条 公司的经营期限三十年,从《企业法人营业执照》签发之日起计算。",
        "| 股东签字:陆望舒 周永福",
        "> 2010年4月12日",
        number=2,
    )


def test_the_facts_and_the_shareholders() -> None:
    read = charter.extract(views_of(first(), second()))
    assert {n: f.value for n, f in read.fields.items() if n != "guarantee_clause"} == {
        "company_name": COMPANY,
        "address": "江城市滨江区云栖路8号",
        "business_scope": "机电设备的制造、销售、安装;五金交电批发、零售",
        "registered_capital": Decimal(5000000),
        "legal_representative": "陆望舒",
        "legal_representative_rule": "执行董事",
        "term_years": 30,
        "signed_date": date(2010, 4, 12),
    }
    assert "对公司为他人提供担保作出决议" in str(read.fields["guarantee_clause"].value)
    assert [(r["name"].value, r["subscribed"].value, r["ratio"].value) for r in read.tables["shareholders"]] == [
        ("陆望舒", Decimal(3000000), Decimal(60)),
        ("周永福", Decimal(2000000), Decimal(40)),
    ]
    assert {r["due_on"].value for r in read.tables["shareholders"]} == {date(2010, 4, 1)}


def test_a_due_date_in_a_table_is_no_day_of_signing() -> None:
    page = text_page(f"# {COMPANY}章程", "第一条 公司注册资本:500万元。股东于2030年4月1日前缴足全部出资。")
    assert charter.extract(views_of(page)).fields["signed_date"].value is None


def test_further_pages_belong_to_the_charter() -> None:
    pages = [p.model_copy(update={"sha256": "a", "number": i}) for i, p in enumerate((first(), second()), 1)]
    file = SourceFile(path="a.pdf", sha256="a", kind=FileKind.PDF, size=1, pages=2, location="")
    documents = assemble({"a": pages}, [file])
    assert [(d.type, len(d.pages)) for d in documents] == [("articles_of_association", 2)]


def test_a_page_that_is_surely_a_charter_is_not_cut_for_a_licence_in_its_clauses() -> None:
    base = _seeded_new.base()
    sheet = base.slots["charter"](base.world, random.Random("seeded-new/charter")).paper.sheets[0]
    assert [(piece.type, piece.region) for piece in pieces_of(_printed(sheet))] == [("articles_of_association", None)]


def _printed(sheet: Sheet) -> Page:
    """The sheet's lines as a text layer holds them."""
    paper = Paper()
    for op in sheet.ops:
        if isinstance(op, Text):
            paper.size = op.points * POINT * 1000 / sheet.width
            paper.text(op.x * 1000 / sheet.width, op.text, op.y * 1414 / sheet.height - paper.size)
    return paper.page(1)
