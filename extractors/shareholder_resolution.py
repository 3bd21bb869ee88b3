"""股东会决议 (shareholders' resolution) on a loan or a guarantee; also 股东决定 and 董事会决议.

Issuer: the company; no prescribed form. Layouts: minutes with numbered decisions, a letter to the guarantor, a sheet of terms
in cells. Traps: the company itself is the borrower («本公司»), or it stands in for another's loan; signatures are written by
hand and stand beside, below or among seals; the meeting's day and the day below the signatures may differ.
Source: 公司法 Art. 15, 16, 59, 66 (before 2024-07 Art. 16, 37, 43).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import _dates, _parse
from extractors._fields import judged
from extractors._parse import Parsed
from extractors._prose import Prose, prose
from extractors._prose_ask import Question, answers, phrase, settled
from extractors._prose_pages import Wording
from extractors._prose_parties import named
from extractors._sentences import trimmed
from extractors._values import Extraction
from extractors._view import PageView, Span
from schemas.core import NOT_FOUND, FieldValue, Row

TITLE_ZH = "股东会决议"
VERSION = "shareholder_resolution/1"

WORDING = Wording(
    title=r"[\u4e00-\u9fff()A-Za-z0-9]{0,40}(?:股东(?:大)?会|股东|董事会|合伙人会议)(?:会议)?(?:决议|决定|决议书)(?:\([^)]{1,12}\))?",
    marks=("同意|决定|一致通过", "股东|董事", "借款|贷款|融资|授信|担保", "签[字名章]|盖章", "会议|决议如下|全体股东"),
    body=("决议", "全体股东|股东签[字名章]", "同意", "借款|贷款|担保|授信", "签[字名章]", "会议"),
    against=r"章程$|合同$|审计报告$|申请书$|评估报告",
    enough=3,
    further=6,
)

_COMPANY = r"[\u4e00-\u9fff()A-Za-z0-9·]{4,40}?(?:公司|合作社|企业|厂|合伙\))"
_NAMES = (
    rf"(?:^|\n)\s*(?P<value>{_COMPANY})\s*(?:第?[\u4e00-\u9fff\d]{{0,8}}次?临?时?)?(?:股东(?:大)?会|股东|董事会)(?:会议)?(?:决议|决定)",
    rf"(?:^|\n)\s*(?P<value>{_COMPANY})\s*\n\s*(?:第?[\u4e00-\u9fff\d]{{0,8}}次?临?时?)?(?:股东(?:大)?会|股东|董事会)(?:会议)?(?:决议|决定)",
    rf"(?:公司名称|单位名称|企业名称)[:]\s*(?P<value>{_COMPANY})(?=\s|$|[,。(])",
    rf"(?:^|\n)\s*(?P<value>{_COMPANY})(?:\(以下[^)]*\))?(?:全体股东|股东会?于|的?股东会|\(?公章|\(?盖章|于(?:19|20)\d\d年)",
)
_BANK = r"[\u4e00-\u9fff()]{2,40}?(?:支行|分行|营业部|银行|信用社|联社|分理处|合作社|公司)"
_LENDERS = (
    rf"(?<!方)向(?P<value>{_BANK})(?=申请|借|贷|办理|融资|取得|获取|,|申办|提出|的?流动)",
    rf"(?:贷款|借款|授信|融资|合作)(?:银行|机构|人|单位|行)(?:为|是|:)?\s*(?P<value>{_BANK})(?=\s|$|[,。;])",
    rf"(?:从|由|在)(?P<value>{_BANK})(?=借|贷|取得|提供|办理|申请)",
)
_SELF = r"(?:同意|决定|批准)[^。;]{0,12}?(?P<value>(?:以)?(?:本|我)?公司|我司|本企业)[^。;]{0,50}?(?:向|在|从)[^。;]{2,45}(?:借|贷|融资|授信)"
_FOR = (
    rf"(?:为|替)(?!上述|该|本)(?P<value>{_COMPANY})(?:\([^)]*\))?(?=向|在|的(?:上述|该|银行)?(?:借|贷|融资|债务)|于|从)",
    rf"(?:借款人|被担保人|主债务人)(?:为|是|:)?\s*(?P<value>{_COMPANY})(?=\s|$|[,。;(])",
)
_PURPOSES = (
    r"(?:借款|贷款|资金|融资)?用途(?:为|是|:)*\s*(?P<value>[^,。;\n:]{2,40}?)(?=[,。;\n])",
    r"(?:款项|资金|贷款|借款)?(?:专项|仅限|主要)?(?:用于|用作|以满足)(?:公司|企业)?(?P<value>[^,。;\n]{2,36}?)(?:使用|之用|等?需要)?(?=[,。;\n])",
    r"因(?:公司)?(?P<value>[^,。;\n]{2,24}?)(?:的(?:资金)?)?需[要求](?=[,。;\n]|向)",
)
_AMOUNT = Question(
    "MONEY",
    (
        ("借款金额", "贷款金额", "融资金额", "授信金额", "授信额度", "贷款额度", "借款额度"),
        ("借款", "贷款", "融资", "授信", "金额", "额度"),
        ("担保金额", "债权本金"),
    ),
    ("注册资本", "出资", "担保费", "违约金", "保证金", "净资产"),
    60,
)
_TERM = Question(
    "MONTHS",
    (("借款期限", "贷款期限", "融资期限", "授信期限"), ("期限", "期为"), ("借款", "贷款")),
    ("有效期", "担保期限", "保证期间", "还款"),
    30,
)


def recognise(view: PageView) -> float:
    """How surely the page is a resolution (0..1)."""
    return WORDING.score(view)


def extract(views: Sequence[PageView]) -> Extraction:
    """The resolution's decisions and who signed it."""
    text = prose(views)
    company = phrase(text, _NAMES, _parse.company, VERSION)
    fields = {
        "company_name": company,
        "borrower": _borrower(text, company),
        "lender": phrase(text, _LENDERS, _lender, VERSION),
        "amount": settled(text, answers(text, _AMOUNT), VERSION),
        "term_months": settled(text, answers(text, _TERM), VERSION, doubt="several_terms"),
        "purpose": phrase(text, _PURPOSES, _purpose, VERSION),
        "resolution_date": _dates.lowest(views, VERSION),
    }
    return Extraction(
        fields={n: v or NOT_FOUND for n, v in fields.items()}, tables={"signatories": _signatories(text, company)}
    )


def _lender(span: Span) -> Parsed | None:
    value = span.text
    if re.search(r"^(?:贵|本|我|该|银行$|金融)|担保", value):
        return None
    return Parsed(value, doubt=None if len(value) >= 4 else "name_incomplete", least=0.93)


def _purpose(span: Span) -> Parsed | None:
    value = re.sub(r"^(?:公司|本公司|企业)", "", span.text).strip(" ,.。;:")
    if _parse.is_blank(value) or re.search(r"抵押|担保|反担保|决议|签署", value):
        return None
    parsed = _parse.prose(span)
    return parsed and Parsed(value, doubt=parsed.doubt, least=parsed.least)


def _borrower(text: Prose, company: FieldValue | None) -> FieldValue | None:
    """Another company that the loan is for, else the company itself where it says «本公司» or «公司»."""
    other = phrase(text, _FOR, _parse.company, VERSION)
    if other is not None and other.value is not None:
        return other
    if company is None or company.value is None:
        return None
    itself = re.search(_SELF, text.text) or re.search(r"(?:贷款|借款)(?:银行|金额|期限)", text.text)
    if itself is None or company.evidence is None:
        return None
    evidence = company.evidence.model_copy(update={"method": company.evidence.method + "+the_company_itself"})
    return company.model_copy(update={"evidence": evidence})


_SIGNED = re.compile(
    r"(?:全体|与会|参会|出席|到会|本公司|公司)?(?:股东|董事)(?:代表)?(?:会成员)?\(?(?:签[字名章]|盖章|签字盖章|签字或盖章)[^:\n]{0,10}\)?[:、]?"
)
_DATE_LINE = re.compile(r"(?:19|20)\d\d ?年|[二〇○零一]{4}年|年 *月|日期|^\d{4}[-./]")
_ONE = re.compile(r"[\u3400-\u9fff·]{2,4}|[\u4e00-\u9fff()]{4,30}(?:公司|企业|合伙\)|厂)")


def _signatories(text: Prose, company: FieldValue | None) -> tuple[Row, ...]:
    """The names behind «股东签字»; what is written by hand comes out as it was read and seldom surely."""
    marks = list(_SIGNED.finditer(text.text))
    if not marks:
        return ()
    at = marks[-1].end()
    rows: list[Row] = []
    seen: set[object] = {company.value if company is not None else None}
    for line in re.finditer(r"[^\n]+", text.text[at : at + 400]):
        if _DATE_LINE.search(line[0]) or len(rows) > 30:
            break
        for part in re.finditer(r"[^\s:、,;(_]+(?:\([^)]*\)[^\s、,;]*)?", line[0]):
            name = re.sub(r"\((?:公章|盖章|签[字章])\)", "", part[0])
            if (
                not _ONE.fullmatch(name)
                or name in seen
                or re.search(r"公章|盖章|签[字名章]|股东|法定代表|身份证|公司$(?<=^公司)", name)
            ):
                continue
            start = at + line.start() + part.start()
            span = trimmed(text.span(start, start + len(name)))
            parsed = named(span)
            if parsed is not None:
                seen.add(name)
                rows.append({"name": judged(span, parsed, VERSION, "prose_signature")})
    return tuple(rows)


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
