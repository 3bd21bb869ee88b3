"""Pages come together as papers: cards by their places, statements in one column, further pages with their first."""

from __future__ import annotations

from collections.abc import Sequence

from extractors._assemble import assemble
from schemas.core import BoundingBox, Document, FileKind, Line, Page, PageStatus, SourceFile, Status, TextSource


def _line(text: str, row: int) -> Line:
    width = 0.03 * len(text)
    return Line(
        text=text,
        box=BoundingBox(x0=0.1, top=0.1 + 0.06 * row, x1=0.1 + width, bottom=0.13 + 0.06 * row),
        confidence=1.0,
        source=TextSource.OCR,
        edges=tuple(0.1 + 0.03 * i for i in range(len(text) + 1)),
        sureness=(1.0,) * len(text),
    )


def _page(sha256: str, texts: Sequence[str], number: int = 1) -> Page:
    return Page(
        sha256=sha256,
        number=number,
        status=PageStatus.READ,
        width=1000,
        height=700,
        source=TextSource.OCR,
        lines=tuple(_line(text, row) for row, text in enumerate(texts)),
        reader="test",
    )


def _file(path: str, sha256: str, pages: int = 1) -> SourceFile:
    return SourceFile(path=path, sha256=sha256, kind=FileKind.IMAGE, size=1, pages=pages, location="")


def _portrait(name: str, address: str, number: str) -> list[str]:
    birth = f"出生{number[6:10]}年{int(number[10:12])}月{int(number[12:14])}日"
    return [f"姓名{name}", "性别男民族汉", birth, f"住址{address}", f"公民身份号码{number}"]


def _emblem(authority: str) -> list[str]:
    return ["中华人民共和国", "居民身份证", f"签发机关{authority}", "有效期限2015.03.01-2035.03.01"]


ONE = _portrait("陈立新", "江苏省南京市鼓楼区中山路8号", "320106198001010018")
TWO = _portrait("林海生", "福建省福州市台江区江滨路6号", "350103197905050019")


def _cards(papers: dict[str, list[str]]) -> dict[str, Document]:
    files = [_file(f"{name}.jpg", name) for name in papers]
    documents = assemble({name: [_page(name, texts)] for name, texts in papers.items()}, files)
    cards = [d for d in documents if d.type == "resident_id_card"]
    return {str(d.field("name").value): d for d in cards}


def test_sides_of_two_cards_are_paired_by_the_place_of_the_authority() -> None:
    cards = _cards({"a": ONE, "b": TWO, "c": _emblem("福州市公安局台江分局"), "d": _emblem("南京市公安局鼓楼分局")})
    assert cards["陈立新"].field("issuing_authority").value == "南京市公安局鼓楼分局"
    assert cards["林海生"].field("issuing_authority").value == "福州市公安局台江分局"
    assert cards["林海生"].field("issuing_authority").status is Status.ACCEPTED


def test_a_side_that_could_be_either_cards_waits_for_a_person() -> None:
    cards = _cards({"a": ONE, "b": TWO, "c": _emblem("西安市公安局雁塔分局")})
    held = [d.field("valid_to") for d in cards.values() if d.field("valid_to").value is not None]
    assert [value.reason for value in held] == ["pairing_unsure"]


def test_the_only_card_takes_the_only_other_side() -> None:
    cards = _cards({"a": ONE, "c": _emblem("西安市公安局雁塔分局")})
    assert cards["陈立新"].field("valid_to").status is Status.ACCEPTED


def test_an_unknown_page_is_never_forced() -> None:
    files = [_file("a.jpg", "a")]
    page = _page("a", ["会议通知", "各位同事:", "兹定于下周三上午九时召开例会,请准时参加。", "办公室"])
    assert [d.type for d in assemble({"a": [page]}, files)] == ["unknown"]


def test_a_page_that_could_not_be_read_is_kept_with_its_reason() -> None:
    page = Page(
        sha256="a",
        number=1,
        status=PageStatus.UNREADABLE,
        reason="corrupt",
        width=0,
        height=0,
        source=TextSource.OCR,
        reader="t",
    )
    document = assemble({"a": [page]}, [_file("a.jpg", "a")])[0]
    assert (document.type, document.pages[0].status, document.pages[0].reason) == ("unknown", "unreadable", "corrupt")


def test_the_text_page_inside_a_titles_cover_and_its_page_of_facts_are_one_paper() -> None:
    cover = ["不动产权证书", "经审查核实,准予登记,颁发此证。", "登记机构(章)", "2018年5月22日"]
    facts = [
        "浙(2018)杭州市不动产权第5894822号",
        "权利人 陈立新",
        "共有情况 单独所有",
        "坐落 杭州市西湖区云栖路8号",
        "不动产单元号 330106001001GB00012F00010203",
        "权利类型 国有建设用地使用权/房屋所有权",
        "权利性质 出让",
        "用途 工业用地/工业",
        "使用期限 2009年3月1日起2059年2月28日止",
    ]
    documents = assemble({"a": [_page("a", cover), _page("a", facts, 2)]}, [_file("a.pdf", "a", 2)])
    assert [(d.type, len(d.pages)) for d in documents] == [("property_certificate", 2)]


def test_pages_of_a_register_print_are_one_paper() -> None:
    first = [
        "企业信用信息公示报告",
        "营业执照信息",
        "企业名称 江城云海机电设备有限公司",
        "成立日期 2011年07月26日 核准日期 2019年03月04日",
        "登记状态 存续",
    ]
    second = ["股东及出资信息", "认缴额(万元) 实缴额(万元)", "主要人员信息", "列入经营异常名录信息", "暂无相关信息"]
    pages = {"a": [_page("a", first), _page("a", second, 2)], "b": [_page("b", first)]}
    documents = assemble(pages, [_file("a.pdf", "a", 2), _file("b.pdf", "b")])
    assert {d.type for d in documents} == {"registry_extract"}
    assert len(documents[0].pages) >= 2


_ENTRIES = [
    "交易日期 摘要 对方户名 借方发生额 贷方发生额 账户余额",
    "2016-04-18 货款 陈立新 100.00 900.00",
    "2016-04-19 货款 林海生 200.00 700.00",
]
_MORE = ["2016-04-25 转账 林海生 300.00 400.00", "2016-04-27 退款 陈立新 50.00 450.00"]


def _statement(foot: str) -> list[tuple[str, int]]:
    first = ["工商银行对账单", "户名:陈立新 账号:6222001234567890 开户行:鼓楼支行", *_ENTRIES, "第1页/共2页"]
    pages = [_page("a", first), _page("a", [*_MORE, foot], 2)]
    return [(d.type, len(d.pages)) for d in assemble({"a": pages}, [_file("a.tiff", "a", 2)])]


def test_a_page_of_entries_alone_belongs_to_the_statement_whose_second_page_it_says_to_be() -> None:
    assert _statement("第2页/共2页") == [("bank_statement", 2)]
    assert _statement("第3页/共5页") == [("bank_statement", 1), ("unknown", 1)]


def test_the_halves_of_a_sheet_in_two_files_are_one_sheet() -> None:
    left = ["资产负债表", "编制单位:陈立新商贸有限公司", "资产 期末余额 年初余额", "货币资金 1.00 2.00"]
    left += ["应收账款 3.00 4.00", "流动资产合计 4.00 6.00", "固定资产 5.00 5.00", "资产总计 9.00 11.00"]
    right = ["资产负债表(续)", "负债和所有者权益 期末余额 年初余额", "短期借款 1.00 2.00", "应付账款 3.00 4.00"]
    right += ["负债合计 4.00 6.00", "实收资本 5.00 5.00", "负债和所有者权益总计 9.00 11.00"]
    files = [_file("a-0.jpg", "a"), _file("a-1.jpg", "b")]
    documents = assemble({"a": [_page("a", left)], "b": [_page("b", right)]}, files)
    assert [(d.type, len(d.pages)) for d in documents] == [("balance_sheet", 2)]
