"""A loan's terms in running text, for contracts whose wording the labels and patterns of forms do not fit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extractors import _parse
from extractors._parse import Parsed
from extractors._prose import Prose, prose
from extractors._prose_ask import Question, answers, period_of, phrase, settled
from extractors._prose_papers import contract_number
from extractors._prose_parties import party
from extractors._prose_values import Value
from extractors._values import from_span
from extractors._view import PageView, Span
from schemas.core import FieldValue

_ROLES = {
    "borrower": "借款人|借款方|受信人|授信申请人|借款单位",
    "lender": "贷款人|出借人|贷款方|贷款银行|授信人|出借方|贷款单位",
}
_ACTS = {
    "borrower": (r"{}[^。;]{0,30}向[^。;]{0,30}(?:借款|申请借款|贷款)", r"(?:借给|贷给|借款给|出借给|贷款给){}"),
    "lender": (r"{}[^。;]{0,30}(?:借给|贷给|出借|提供(?:借款|贷款)|发放(?:借款|贷款))", r"向{}(?:申请)?(?:借|贷)"),
}
_AMOUNT = Question(
    "MONEY",
    (
        ("借款金额", "贷款金额", "借款本金", "贷款本金", "授信额度", "借款额度", "贷款额度", "本金金额", "金额"),
        ("借给", "贷给", "出借", "借款", "贷款", "本金"),
    ),
    ("违约金", "罚息", "担保费", "注册资本", "保证金", "手续费", "利息", "每期", "诉讼费", "评估价值", "抵押物"),
    40,
)
_RATE = Question(
    "PER_CENT",
    (("年利率", "年化利率", "执行年利率"), ("利率", "年息", "利息")),
    (
        "罚息",
        "逾期",
        "上浮",
        "加收",
        "挪用",
        "加点",
        "基准利率",
        "报价利率",
        "违约金",
        "LPR",
        "复利",
        "罚息利率",
        "逾期利率",
    ),
    40,
)
_TERM = Question(
    "DAY",
    (("借款期限", "贷款期限", "授信期限", "期限", "借款期间"), ("借款", "贷款")),
    ("保证期间", "有效期", "签订", "宽限期"),
    40,
)
_PURPOSES = (
    r"(?:借款|贷款|资金|款项|该笔?借款)(?:的)?(?:用途)?(?:限于|仅限于|只能|应|仅|将|全部|专项)*(?:用于|用作)(?P<value>[^,。;\n]{2,40}?)(?:使用|之用)?(?=[,。;\n])",
    r"(?:借款|贷款|资金)?用途(?: *: *|为|是| +)(?P<value>[^,。;\n:]{2,40}?)(?=[,。;\n]| )",
    r"(?:借款[人方]|甲方|乙方)?(?:因|为(?!明确|确保|保证|了明确|规范|维护|甲|乙))(?P<value>[^,。;\n]{2,24}?)(?:的?需要|所需|的?资金需求)?,(?:特|现|拟)?(?:向|经)",
)


def terms_of(views: Sequence[PageView]) -> dict[str, FieldValue | None]:
    """Number, parties, amount, rate, both ends of the term and purpose, as running text says them."""
    text = prose(views)
    fields: dict[str, FieldValue | None] = {
        "contract_number": contract_number(text, _VERSION),
        "borrower": party(text, _ROLES, "borrower", _ACTS, _VERSION),
        "lender": party(text, _ROLES, "lender", _ACTS, _VERSION),
        "amount": settled(text, answers(text, _AMOUNT), _VERSION),
        "annual_rate": _rate(text),
        "purpose": phrase(text, _PURPOSES, _purpose, _VERSION),
    }
    return fields | period_of(text, _TERM, _VERSION, ("start_date", "end_date"))


_VERSION = "loan_contract/2"


def _purpose(span: Span) -> Parsed | None:
    value = span.text.strip(" ,.。;:")
    if _parse.is_blank(value) or re.search(r"本合同|抵押|担保|双方|约定", value):
        return None
    parsed = _parse.prose(span)
    return parsed and Parsed(value, doubt=parsed.doubt, least=parsed.least)


def _rate(text: Prose) -> FieldValue | None:
    """The yearly rate; one that is said for a month or in per mille is turned into a yearly one and waits for a person."""
    found = answers(text, _RATE)
    if not found:
        return None
    best = found[0]
    before = text.text[max(0, (best.mark.start if best.mark else best.value.start) - 2) : best.value.end]
    if best.value.unit == "‰" or re.search(r"月利率|月息|月利", before):
        size = Decimal("1.2") if best.value.unit == "‰" else Decimal(12)
        span = text.span(best.value.start, best.value.end)
        return from_span(
            span, _yearly(best.value, size), method="prose", extractor=_VERSION, doubt="monthly_rate", accept=0.95
        )
    return settled(text, [a for a in found if a.value.unit != "‰"], _VERSION, doubt="several_rates")


def _yearly(value: Value, size: Decimal) -> Decimal:
    assert isinstance(value.value, Decimal)
    return (value.value * size).normalize()
