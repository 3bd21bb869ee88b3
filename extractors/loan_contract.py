"""借款合同 (loan contract) between a bank or another lender and a borrower, usually of several pages.

Issuer: the lender's own form. Page one holds number, parties and the main terms; later pages hold clauses; the last one the
signatures. Layouts: clauses with the terms inside sentences, or a ruled sheet of terms. Traps: a rate may be a monthly one
(‰), an LPR with a number of basis points, or a multiple of a benchmark; the signing date is not the loan's beginning; the
guarantee contracts that come with it look alike.
Source: 民法典 Art. 667-680 (before 2021 合同法 Art. 196-211); 贷款通则.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extractors import _parse, _sentences, _words
from extractors._cells import labelled_cells
from extractors._fields import judged
from extractors._loan_terms import terms_of
from extractors._parse import Parsed
from extractors._sentences import counting, digits_of, row_match
from extractors._signature import Signature
from extractors._values import Extraction, from_span
from extractors._view import PageView, Span
from schemas.core import NOT_FOUND, FieldValue
from standards import chinese_date

TITLE_ZH = "借款合同"
VERSION = "loan_contract/2"

TITLE = re.compile(
    r"^[\u4e00-\u9fff()]{0,16}(?:借款|贷款|授信)(?:额度)?(?:合同|协议)(?:书)?(?:\([^)]{1,20}\)|[(]?正本[)]?|[(]?副本[)]?)?(?:编号.*)?$"
)
_NOT_TITLE = re.compile(r"担保|保证|抵押|质押|反担保|主合同|委托|第.条|补充|附件")

SIGNATURE = Signature(
    titles=("流动资金借款合同", "人民币资金借款合同", "固定资产借款合同", "借款合同", "贷款合同", "流动资金贷款合同"),
    marks=(
        "借款人",
        "贷款人",
        "借款金额",
        "借款用途",
        "借款期限",
        "借款利率",
        "合同编号",
        "罚息",
        "还款",
        "年利率",
        "本合同",
    ),
    against=(
        "保证合同",
        "抵押合同",
        "质押合同",
        "担保合同",
        "反担保",
        "申请书",
        "申请表",
        "信用报告",
        "审计报告",
        "担保协议",
    ),
    enough=5,
)

_LENDER = ("贷款人|出借人|贷款方|债权人|授信人", "借款人|借款方|受信人|债务人|甲方")
_CLAUSES = (
    r"第[一二三四五六七八九十]{1,3}条",
    "本合同",
    "违约",
    "罚息|逾期|提前还款|提前到期",
    "争议|诉讼|仲裁",
    "书面通知|书面同意",
    "法定代表人或授权代理人|负责人或授权代理人|授权代表|授权代理人",
    r"借款人\((?:公章|盖章|签章|签字)|贷款人\((?:公章|盖章|签章|合同)|甲方\((?:公章|盖章|签章)|乙方\((?:公章|盖章|签章)",
    "合同专用章",
)
_FOREIGN = re.compile(
    r"保证人|抵押人|质押人|反担保|担保费|委托人|受托人|审计|信用报告|营业执照|注册资本|资产负债表|会计"
)


def is_title(text: str) -> bool:
    """Whether a row is the title of a loan contract."""
    return TITLE.search(text) is not None and _NOT_TITLE.search(text) is None


def recognise(view: PageView) -> float:
    """How surely the page belongs to a loan contract (0..1): its first page 0.8 and more, later pages 0.45 to 0.7."""
    text = view.text
    heads = _words.heads(view, 8)
    titled = any(is_title(head) for head in heads)
    marks = _words.count(text, SIGNATURE.marks)
    parties = _words.count(text, _LENDER)
    other = any(
        re.search(r"(?:保证|抵押|质押|担保)(?:合同|协议)$|申请[书表]$|信用报告$|审计报告$", head) for head in heads[:4]
    )
    if titled and parties == 2 and marks >= 3 and not other:
        return min(1.0, 0.8 + 0.03 * min(marks, 6))
    if other:
        return min(0.3, 0.05 * marks)
    clauses = _words.count(text, _CLAUSES)
    if parties < 2 or clauses < 2:
        return 0.05 * min(marks, 5)
    foreign = len(set(_FOREIGN.findall(text)))
    return max(0.2, min(0.7, 0.4 + 0.05 * (clauses + marks // 2)) - 0.15 * max(0, foreign - 1))


_BORROWER = r"(?:(?:借款人|借款方|受信人)|(?:甲方|乙方)\((?:借款人|借款方|受信人)\))"
_LENDERS = r"(?:(?:贷款人|出借人|贷款方|授信人|贷款银行)|(?:甲方|乙方)\((?:贷款人|贷款方|出借人|授信人|贷款银行)\))"
_ROLE = r"(?:\((?:甲方|乙方|全称|以下[简统]?称[^)]{1,12}|姓名|名称|自然人|企业)\))*"
_PARTY_END = r"(?=住所|住址|法定代表|负责人|地址|电话|证件|统一社会|身份证|营业执照|联系|开户|账号|邮政|传真|\n|$)"
_DAY = r"(?:19|20)\d{2}(?:年|[-./])\d{1,2}(?:月|[-./])\d{1,2}日?"

_NUMBERS = (
    r"(?:合同|协议)编?号(?:码)?[::](?P<value>[^\n:]{4,40})",
    r"(?:^|\n|[( ])(?:编号|N[oO]\.?)[::](?P<value>[^\n:]{4,40})",
)
_PURPOSES = (
    r"(?:借款|贷款)(?:资金)?(?:限于|仅限于|只能|应|仅)?用于(?P<value>[^,。;\n]{2,40}(?:\n[^,。;\n]{1,40})?)[,。;]",
    r"(?:借款|贷款|资金)?(?:的)?(?:具体)?用途(?:为|是|:)+(?P<value>[^。;,\n]{2,40}(?:\n[^,。;\n]{1,40})?)[。;,]?",
)
_RATE = re.compile(
    r"(?:年利率|年化利率|利率)(?P<way>[^。;%‰\d]{0,24}?)(?P<number>\d{1,2}(?:\.\d{1,6})?)(?P<unit>%|‰|％)"
)
_AMOUNTS = (
    r"(?:借款|贷款|授信)(?:本金)?(?:总)?(?:金额|额度|数额)(?:\([^)]{1,8}\))?(?:为|:|是|共计)?[^。;第]{2,70}",
    r"(?:借|贷)(?:给|予|款)[^。;]{0,20}人民币[^。;]{3,60}",
)
_TERMS = (
    rf"(?:借款|贷款|授信|本合同项下)[^。;]{{0,10}}期限?[^。;]{{0,40}}?{_DAY}[^。;]{{0,10}}?{_DAY}",
    rf"自{_DAY}起?(?:至|到){_DAY}",
)

_CELLS = {
    "contract_number": ("合同编号",),
    "borrower": ("借款人", "借款人(甲方)", "借款人名称", "甲方(借款人)"),
    "lender": ("贷款人", "贷款人(乙方)", "贷款人名称", "贷款银行", "乙方(贷款人)"),
    "amount": ("借款金额", "贷款金额", "贷款本金", "借款本金"),
    "annual_rate": ("年利率", "贷款利率", "借款利率", "执行利率", "年利率(%)", "执行年利率"),
    "purpose": ("借款用途", "贷款用途", "用途"),
    "term": ("借款期限", "贷款期限"),
    "start_date": ("借款起始日", "借款日", "起始日期", "贷款发放日", "借款开始日"),
    "end_date": ("借款到期日", "到期日", "到期日期", "还款日", "贷款到期日"),
}


def extract(views: Sequence[PageView]) -> Extraction:
    """The contract's main terms, from its sentences or from the cells of a sheet of terms."""
    cells = labelled_cells(views, _CELLS)
    fields = {
        "contract_number": row_match(views, _NUMBERS, _contract_number, VERSION, "clause")
        or _cell(cells, "contract_number", _contract_number),
        "borrower": _party(views, _BORROWER) or _cell(cells, "borrower", _named),
        "lender": _party(views, _LENDERS) or _cell(cells, "lender", _named),
        "amount": _amount(views) or _cell(cells, "amount", _sum),
        "annual_rate": _rate(views) or _cell(cells, "annual_rate", _rate_cell),
        "purpose": row_match(views, _PURPOSES, _purpose, VERSION, "clause") or _cell(cells, "purpose", _parse.prose),
    }
    fields |= _term(views, cells)
    if any(value is None or not value.usable for value in fields.values()):
        fields = {name: _better(value, other) for (name, value), other in _with(fields, terms_of(views))}
    return Extraction(fields={n: v or NOT_FOUND for n, v in fields.items()}, tables={})


def _with(
    fields: dict[str, FieldValue | None], others: dict[str, FieldValue | None]
) -> list[tuple[tuple[str, FieldValue | None], FieldValue | None]]:
    return [(item, others[item[0]]) for item in fields.items()]


def _better(value: FieldValue | None, other: FieldValue | None) -> FieldValue | None:
    """What the patterns gave, unless only the running text gives a value, or a sure one without contradicting them."""
    if value is None or value.value is None:
        return other if other is not None else value
    return other if not value.usable and other is not None and other.usable and other.value == value.value else value


def _cell(cells: dict[str, Span], name: str, parse: _parse.Parser) -> FieldValue | None:
    span = cells.get(name)
    parsed = parse(span) if span is not None else None
    return judged(span, parsed, VERSION, "cell") if span is not None and parsed is not None else None


def _contract_number(span: Span) -> Parsed | None:
    value = re.sub(r"(?:第\d+页.*|签订.*|日期.*)$", "", span.text).strip(" _:,.。")
    if _parse.is_blank(value) or not re.search(r"\d", value):
        return None
    parsed = Parsed(
        value, least=0.95, doubt=None if re.fullmatch(r"[\w()\[\]\-/〔〕.]{4,40}", value) else "unusual_number"
    )
    return counting(parsed, span, [c for c in span.chars if c.text not in "()[]〔〕"])


def _named(span: Span) -> Parsed | None:
    named = re.search(r"\((?:以下|下称|简称)", span.text)
    span = Span(span.page, span.chars[: named.start()]) if named and named.start() else span
    company = _parse.company(span)
    if company is None or company.doubt is None:
        return company
    person = _parse.person(span)
    return person if person is not None and person.doubt is None else company


def _party(views: Sequence[PageView], role: str) -> FieldValue | None:
    """The name after the party's role and a colon; the same name elsewhere on the contract is no second party."""
    pattern = rf"(?:^|\n){role}{_ROLE}[::](?P<value>[^\n:]{{2,50}}?){_PARTY_END}"
    return row_match(views, (pattern,), _named, VERSION, "clause")


def _purpose(span: Span) -> Parsed | None:
    value = span.text.strip(" ,.。;:")
    if _parse.is_blank(value):
        return None
    parsed = _parse.prose(span)
    return parsed and Parsed(value, doubt=parsed.doubt, least=parsed.least)


def _sum(span: Span) -> Parsed | None:
    return _sentences.said_twice(span, lambda text: _sentences.amount_of(text, "元"))


def _amount(views: Sequence[PageView]) -> FieldValue | None:
    best: FieldValue | None = None
    for pattern in _AMOUNTS:
        for view in views:
            for match in view.find(pattern):
                span = view.span_of(match)
                parsed = _sentences.said_twice(span, _sentences.amount_of)
                if parsed is None:
                    continue
                value = _counted(span, parsed)
                if value.usable:
                    return value
                best = best or value
    return best


def _counted(span: Span, parsed: Parsed) -> FieldValue:
    own = [c for c in span.chars if c.text.isdigit() or c.text in "零壹贰叁肆伍陆柒捌玖拾佰仟万亿"]
    return judged(span, counting(parsed, span, own), VERSION, "clause")


def _rate_cell(span: Span) -> Parsed | None:
    match = re.fullmatch(r"(?:年利率|固定|:|为)*(\d{1,2}(?:\.\d{1,6})?)[%％]?(?:/年|年)?", span.text)
    return Parsed(Decimal(match[1]), least=0.95) if match else Parsed(None)


def _rate(views: Sequence[PageView]) -> FieldValue | None:
    """The yearly rate in per cent. A monthly rate in per mille is turned into a yearly one and waits for a person."""
    found: list[tuple[Decimal, Span, bool]] = []
    for view in views:
        for match in view.find(_RATE):
            if re.search(r"罚|逾期|上浮|加收|挪用|LPR|加点|基准", match["way"]):
                continue
            monthly = match["unit"] == "‰"
            number = Decimal(match["number"]) * (Decimal("1.2") if monthly else 1)
            before = view.text[max(0, match.start() - 12) : match.start()]
            if not re.search(r"罚息|逾期|挪用|违约|LPR|基准|报价|复利", before):
                found.append((number, view.span_of(match, "number"), monthly or "月" in before[-1:]))
    if not found:
        return None
    number, span, monthly = found[0]
    several = len({n for n, _, _ in found}) > 1
    return from_span(
        span,
        number.normalize() if number != number.to_integral() else number.quantize(Decimal(1)),
        method="clause",
        extractor=VERSION,
        doubt="monthly_rate" if monthly else "several_rates" if several else None,
        accept=0.95,
    )


def _term(views: Sequence[PageView], cells: dict[str, Span]) -> dict[str, FieldValue | None]:
    """Both ends of the loan's term."""
    spans = [view.span_of(m) for pattern in _TERMS for view in views for m in view.find(pattern)]
    if "term" in cells:
        spans.append(cells["term"])
    for span in spans:
        days = chinese_date.find_all(span.text)
        if len(days) == 2 and days[0] < days[1]:
            return {
                name: judged(
                    span, counting(Parsed(day, method="period", least=0.9), span, digits_of(span)), VERSION, "clause"
                )
                for name, day in (("start_date", days[0]), ("end_date", days[1]))
            }
    return {name: _cell(cells, name, _parse.day) for name in ("start_date", "end_date")}


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
