"""贷款卡 (loan card) and its information page, until the licence to issue it ended in October 2014.

Issuer: a branch of 中国人民银行. Prints the 16-character code (now 中征码), the borrower, the issuer, and yearly reviews
(年审) as stamps. Source: 银行信贷登记咨询管理办法; 国发〔2014〕50号.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import _parse, _year_stamps
from extractors._fields import Field, Form, judged, read
from extractors._signature import Signature
from extractors._values import Extraction
from extractors._view import PageView
from schemas.core import ABSENT, FieldValue
from standards import loan_card as number

TITLE_ZH = "贷款卡"
VERSION = "loan_card/1"

SIGNATURE = Signature(
    titles=("贷款卡", "中华人民共和国贷款卡", "贷款卡信息"),
    marks=("贷款卡编码", "贷款卡号", "借款人名称", "年审记录", "年审", "发卡机关", "发卡日期", "中国人民银行"),
    against=("企业信用报告", "信用报告", "营业执照"),
    enough=4,
)

FORM = Form(
    fields={
        "loan_card_code": Field(("贷款卡编码", "贷款卡号", "贷款卡编号", "中征码", "编码"), _parse.loan_card),
        "company_name": Field(("借款人名称", "企业名称", "名称", "单位名称", "持卡人"), _parse.company, multiline=True),
    },
    stops=(
        "发卡机关",
        "发卡日期",
        "年审记录",
        "年审情况",
        "发证机关",
        "有效期",
        "组织机构代码",
        "法定代表人",
        "注册地址",
        "贷款卡状态",
        "登记注册号",
        "联系电话",
    ),
)

_REACH = 0.35
"""Share of the page's height below the heading in which stamps are reviews."""

_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{3}\d{13}(?![0-9A-Z])")


def recognise(view: PageView) -> float:
    """How surely the page is a loan card (0..1)."""
    return SIGNATURE.score(view)


def extract(views: Sequence[PageView]) -> Extraction:
    """The card's fields."""
    fields = read(FORM, views, VERSION)
    if not fields["loan_card_code"].usable:
        for view in views:
            for match, span in view.find_apart(_CODE):
                parsed = _parse.loan_card(span)
                if parsed is not None and number.is_valid(match[0]):
                    fields["loan_card_code"] = judged(span, parsed, VERSION, "shape")
    fields["annual_inspection_years"] = _years(views)
    return Extraction(fields=fields, tables={})


def _years(views: Sequence[PageView]) -> FieldValue:
    """Years of the review stamps below the heading 年审记录."""
    for view in views:
        heading = next(view.find(r"年审记录|年审情况|年审"), None)
        if heading is None:
            continue
        title, found = view.span_of(heading).box, _year_stamps.Found()
        _year_stamps.of_stamps(view, [s for s in view.seals if _year_stamps.below(title, s, _REACH)], found)
        _year_stamps.of_lines(view, title.bottom, 1.0, "年", found)
        return found.value(VERSION)
    return ABSENT


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
