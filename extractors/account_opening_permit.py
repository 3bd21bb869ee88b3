"""开户许可证 (account opening permit) and 基本存款账户信息 (basic account sheet, since 2019).

Issuer: a branch of 中国人民银行; the sheet is printed by the bank. The permit is a sentence («经审核, … 符合开户条件, 准予
开立基本存款账户») with labels below it. Traps: the company stands inside the sentence, the authority in the seal.
Source: 人民币银行结算账户管理办法 (PBoC Order 5, 2003); 银发〔2019〕41号.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import _dates, _parse
from extractors._authority import CENTRAL_BANK, from_seal
from extractors._fields import Field, Form, judged, read
from extractors._parse import Parsed
from extractors._signature import Signature
from extractors._values import Extraction
from extractors._view import PageView, Span
from schemas.core import ABSENT, FieldValue

TITLE_ZH = "开户许可证"
VERSION = "account_opening_permit/1"

SIGNATURE = Signature(
    titles=("开户许可证", "基本存款账户信息", "基本存款账户编号信息"),
    marks=(
        "核准号",
        "符合开户条件",
        "准予开立",
        "基本存款账户",
        "开户银行",
        "账号",
        "发证机关",
        "存款人名称",
        "账户名称",
        "账户号码",
    ),
    against=("对账单", "信用报告", "营业执照", "申请书", "合同"),
    enough=4,
)


def _permit_number(span: Span) -> Parsed | None:
    value = re.sub(r"[^0-9A-Z]", "", span.text.upper())
    if not value:
        return None
    return Parsed(value, least=0.9, doubt=None if re.fullmatch(r"[JLZ]\d{13}", value) else "wrong_length")


def _bank(span: Span) -> Parsed | None:
    value = span.text.strip(" _,.。:")
    if _parse.is_blank(value):
        return None
    return Parsed(value, least=0.93, doubt=None if re.search(r"(行|社|部|公司|中心|柜)$", value) else "name_incomplete")


FORM = Form(
    fields={
        "permit_number": Field(("核准号", "基本存款账户编号"), _permit_number),
        "company_name": Field(("存款人名称", "账户名称", "存款人", "户名"), _parse.company, multiline=True),
        "legal_representative": Field(
            (
                "法定代表人(单位负责人)",
                "法定代表人(或单位负责人)",
                "法定代表人或单位负责人",
                "法定代表人(负责人)",
                "法定代表人",
                "单位负责人",
            ),
            _parse.person,
        ),
        "bank_name": Field(("开户银行", "开户行", "开户银行名称"), _bank, multiline=True),
        "account_number": Field(("账号", "帐号", "账户号码", "银行账号"), _parse.account),
    },
    stops=("编号", "发证机关", "发证机关(盖章)", "年月日", "账户性质", "开户日期", "存款账户", "经审核"),
)

_SENTENCE = re.compile(r"经审核[,，、:]?(?P<name>.{2,60}?)(?:符合|准予)")


def recognise(view: PageView) -> float:
    """How surely the page is a permit or a basic account sheet (0..1)."""
    return SIGNATURE.score(view)


def extract(views: Sequence[PageView]) -> Extraction:
    """The permit's fields."""
    fields = read(FORM, views, VERSION)
    named = _named_in_sentence(views)
    if named is not None:
        fields["company_name"] = named
    if fields["account_number"].value is None:
        fields["account_number"] = _account_by_shape(views) or fields["account_number"]
    sheet = any("基本存款账户信息" in v.text or "账户号码" in v.text for v in views)
    near = f"{fields['bank_name'].value} {fields['company_name'].value}"
    issuer = from_seal(views, CENTRAL_BANK, VERSION, near=near)
    fields["issuing_authority"] = ABSENT if sheet and issuer.value is None else issuer
    fields["issue_date"] = _dates.lowest(views, VERSION)
    return Extraction(fields=fields, tables={})


def _account_by_shape(views: Sequence[PageView]) -> FieldValue | None:
    """A long number alone in its row, when the label was not read; a person must confirm it."""
    for view in views:
        for match, span in view.find_apart(r"(?<![0-9A-Z])\d{12,24}(?![0-9A-Z])"):
            parsed = _parse.account(span)
            if parsed is not None and not match[0].startswith("20"):
                return judged(span, Parsed(parsed.value, doubt="label_not_read"), VERSION, "shape")
    return None


def _named_in_sentence(views: Sequence[PageView]) -> FieldValue | None:
    for view in views:
        for match in view.find(_SENTENCE):
            span = view.span_of(match, "name").without("_:：,.，。 ")
            if span.chars:
                parsed = _parse.company(span)
                if parsed is not None:
                    return judged(span, parsed, VERSION, "sentence")
    return None


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
