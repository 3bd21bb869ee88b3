"""Loan cards: a name does not take in what other labels of the sheet lead to."""

from __future__ import annotations

from extractors import loan_card as card
from extractors._view import PageView
from tests.extractors.paper import Paper


def test_a_sheet_with_labels_that_no_field_has() -> None:
    paper = Paper()
    paper.size = 18.0
    paper.line((380, "贷款卡信息"))
    for label, value in (
        ("贷款卡编码", "4201019382074241"),
        ("借款人名称", "博辰新能源(武汉)有限公司"),
        ("营业执照号", "420106000012345"),
        ("办公地址", "武汉市洪山区湖滨大街806号"),
        ("贷款卡状态", "正常"),
    ):
        paper.text(160, label, paper.y)
        paper.text(310, value, paper.y)
        paper.y += 24
    fields = card.extract([PageView(paper.page(), 1)]).fields
    assert fields["loan_card_code"].value == "4201019382074241"
    assert fields["company_name"].value == "博辰新能源(武汉)有限公司"
