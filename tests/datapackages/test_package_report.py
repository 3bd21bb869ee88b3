"""The report is one page that shows what an investigator needs, and gives no opinion."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.datapackages.sample_case import Prepared


@pytest.fixture
def page(package: Path) -> str:
    return (package / "report.html").read_text("utf-8")


class _Balance(HTMLParser):
    """Counts open elements."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_it_is_well_formed_and_self_contained(page: str) -> None:
    parser = _Balance()
    parser.feed(page)
    assert parser.open == []
    assert "<script" not in page
    assert all(uri.startswith("data:image/jpeg;base64,") for uri in re.findall(r'src="([^"]*)"', page))
    assert all(re.match(r"#|pages/", link) for link in re.findall(r'href="([^"]*)"', page))


def test_every_link_within_the_page_has_its_place(page: str) -> None:
    anchors = set(re.findall(r'id="([^"]*)"', page))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= anchors


def test_what_stands_on_paper_is_shown_as_text(page: str) -> None:
    assert "杭州&lt;b&gt;样例&lt;/b&gt;机械有限公司" in page
    assert "<b>样例</b>" not in page


def test_it_states_facts_and_no_opinion(page: str) -> None:
    assert "本资料包只陈述事实，不构成担保意见" in page
    assert "同意担保" not in page


def test_the_worst_comes_first(page: str) -> None:
    first = page[page.index('id="first"') : page.index('id="findings"')]
    assert first.index("账面少记 700,000.00 元。") < first.index("缺少 1 种必需文件")
    assert "贷款卡" in first
    assert "空.pdf（空文件）" in first


def test_findings_carry_article_and_the_crop_that_proves_them(page: str) -> None:
    finding = page[page.index("第五条(一)4(7)") :]
    finding = finding[: finding.index("</article>")]
    assert "样例银行·余额" in finding
    assert "1,200,000.00" in finding
    assert "data:image/jpeg" in finding


def test_it_holds_inventory_reconciliation_review_rejections_and_visit_list(page: str) -> None:
    for words in (
        "必需文件，未收到",
        "借款合同",
        "仅信用报告有",
        "识别把握不足",
        "文件没有内容,请重新扫描。",
        "盘点存货",
    ):
        assert words in page
    assert "纸面未印：实收资本" in page
    assert "未找到" in page


def test_papers_that_could_not_be_told_are_pointed_out(prepared: Prepared, tmp_path: Path) -> None:
    case = prepared.case_file.case
    stranger = case.documents[0].model_copy(update={"document_id": "D009", "type": "unknown", "fields": {}})
    changed = case.model_copy(update={"documents": (*case.documents, stranger)})
    page = (prepared.altered(case=changed).build(tmp_path / "out") / "report.html").read_text("utf-8")
    assert "1 处文书未能识别，须人工辨认" in page[page.index('id="first"') : page.index('id="findings"')]
