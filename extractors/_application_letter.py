"""An application for a guarantee that is written as a letter: its wishes stand inside of sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import _parse
from extractors._parse import Parsed
from extractors._prose import prose
from extractors._prose_ask import Question, answers, phrase, settled
from extractors._prose_parties import named
from extractors._view import PageView, Span
from schemas.core import FieldValue

_AMOUNT = Question(
    "MONEY",
    (
        ("申请担保金额", "担保金额", "贷款金额", "借款金额", "融资金额", "申请金额"),
        ("贷款", "借款", "融资", "授信", "担保", "金额", "资金"),
    ),
    (
        "注册资本",
        "营业收入",
        "销售收入",
        "净利润",
        "总资产",
        "年产值",
        "利税",
        "担保费",
        "价值",
        "评估",
        "负债",
        "销售额",
        "产值",
    ),
    60,
)
_TERM = Question(
    "MONTHS",
    (("担保期限", "贷款期限", "借款期限", "融资期限", "授信期限"), ("期限", "期为", "为期"), ("贷款", "借款")),
    ("经营期限", "营业期限", "成立", "有效期"),
    40,
)
_BANK = r"[\u4e00-\u9fff()]{2,40}?(?:支行|分行|营业部|银行|信用社|联社|分理处|合作社)"
_LENDERS = (
    rf"(?<!方)(?:向|在|从|与)(?P<value>{_BANK}(?:股份有限公司|有限责任公司|有限公司)?(?:[\u4e00-\u9fff]{{2,12}}?(?:支行|分行|营业部))?)(?=申请|借|贷|办理|融资|取得|,|申办|提出|的)",
    rf"(?:贷款|借款|授信|融资|合作)(?:银行|机构|行)(?:为|是|:)\s*(?P<value>{_BANK})(?=\s|$|[,。;])",
)
_PURPOSES = (
    r"(?:款项|资金|贷款|借款|该笔?)?(?:全部|专项|主要|将|拟)*(?:用于|用作)(?:公司|企业)?(?P<value>[^,。;\n]{2,40}?)(?:使用|之用)?(?=[,。;\n])",
    r"(?:贷款|借款|资金)?用途(?:为|是|:)+\s*(?P<value>[^,。;\n]{2,40}?)(?=[,。;\n])",
    r"因(?:公司|企业)?(?P<value>[^,。;\n]{2,24}?)(?:的(?:资金)?)?需[要求](?=[,。;\n]|向)",
)
_SOURCES = (
    r"还款(?:资金)?来源(?:主要)?(?:为|是|:|依靠|来自)+\s*(?P<value>[^。;\n]{2,60}?)(?=[。;\n])",
    r"(?:以|由|用)(?P<value>[^,。;\n]{2,30}?)(?:作为|归还|偿还)(?:还款|贷款|借款)",
)
_COUNTERS = (
    r"(?:提供|以)(?P<value>[^。;\n]{4,60}?)(?:作为|向贵公司提供|提供|等)?反担保",
    r"反担保(?:措施|方式|条件)?(?:为|是|:)+\s*(?P<value>[^。;\n]{2,80}?)(?=[。;\n])",
)
_APPLICANTS = (
    r"申请(?:人|单位|企业)(?:\((?:盖章|公章|签章|签字)\))?[:]\s*(?P<value>[\u4e00-\u9fff()·]{2,40}?)(?=\s|$|[,。;(])",
    r"(?:^|\n)\s*(?P<value>[\u4e00-\u9fff()A-Za-z0-9]{4,40}(?:公司|厂|店|行|社|经营部|中心))\s*(?:\((?:盖章|公章)\))?\s*\n\s*(?:(?:19|20)\d\d年|[二〇○零一]{4}年)",
)
_READERS = {
    "purpose": _PURPOSES,
    "repayment_source": _SOURCES,
    "counter_guarantee": _COUNTERS,
}


def wishes(views: Sequence[PageView], extractor: str) -> dict[str, FieldValue | None]:
    """What the letter asks for: amount, term, lender, purpose, source of repayment, counter-guarantee, applicant."""
    text = prose(views)
    told = {name: phrase(text, patterns, _clause, extractor) for name, patterns in _READERS.items()}
    return told | {
        "applicant_name": phrase(text, _APPLICANTS, named, extractor),
        "amount": settled(text, answers(text, _AMOUNT), extractor),
        "term_months": settled(text, answers(text, _TERM), extractor, doubt="several_terms"),
        "lender": phrase(text, _LENDERS, _lender, extractor),
    }


def _lender(span: Span) -> Parsed | None:
    return None if re.search(r"^(?:贵|本|我|该|银行$)|担保", span.text) else Parsed(span.text, least=0.93)


def _clause(span: Span) -> Parsed | None:
    value = span.text.strip(" ,.。;:")
    if _parse.is_blank(value):
        return None
    parsed = _parse.prose(span)
    return parsed and Parsed(value, doubt=parsed.doubt, least=parsed.least)
