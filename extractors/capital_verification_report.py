"""验资报告 (capital verification report): a letter by an accounting firm and its schedules; compulsory until 2014-02.

Layouts: title, number «×验字〔2009〕第347号», addressee, paragraphs with capital in digits and capitals, two signatures,
date; then the schedule 注册资本实收情况明细表. Traps: the addressee's line ends with a colon, amounts stand in running
text and wrap over lines, the firm's own licence may be attached.
Source: 中国注册会计师审计准则第1602号——验资.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors import _dates, _parse
from extractors._fields import judged
from extractors._parse import Parsed
from extractors._sentences import counting
from extractors._signature import Signature
from extractors._values import Extraction, from_span
from extractors._view import PageView, Span
from schemas.core import NOT_FOUND, FieldValue
from standards import capital_amount, money

TITLE_ZH = "验资报告"
VERSION = "capital_verification_report/2"

SIGNATURE = Signature(
    titles=(
        "验资报告",
        "注册资本实收情况明细表",
        "验资事项说明",
        "新增注册资本实收情况明细表",
        "注册资本变更前后对照表",
    ),
    marks=(
        "审验",
        "注册资本",
        "实收资本",
        "会计师事务所",
        "中国注册会计师",
        "验字",
        "股东名称",
        "认缴注册资本",
        "实际出资情况",
        "被审验单位",
        "出资比例",
    ),
    against=("营业执照", "资产负债表", "信用报告", "章程"),
    enough=4,
)

_NUMBER = re.compile(
    r"[\u4e00-\u9fffA-Z]{1,10}验?[\u4e00-\u9fff]{0,3}字?[〔\[(【]?(?:19|20)\d{2}[〕\])】]?(?:第)?\d{1,6}号"
)
_ADDRESSEE = re.compile(
    r"^(?P<name>[\u4e00-\u9fff()A-Za-z0-9·]{4,40}(?:公司|企业|厂|合作社|中心|所|社))[::](?:全体股东[::])?$"
)
_SUBJECT = re.compile(
    r"(?:被审验单位(?:名称)?|公司名称|单位名称)[::](?P<name>[\u4e00-\u9fff()A-Za-z0-9]{4,40}?(?:公司|企业|厂|合作社|中心|社))"
)
_FIRM = re.compile(r"[\u4e00-\u9fff]{2,30}?会计师事务所(?:有限责任公司|有限公司|\((?:特殊)?普通合伙\)|股份有限公司)?")
_MONEY = r"(?:人民币)?[¥￥]?(?P<digits>[0-9][0-9,.]*[0-9])\s*(?P<unit>万元|元)?|(?:人民币)?(?P<words>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]{2,}[元圆](?:整|正)?)"
_REGISTERED = re.compile(
    rf"(?:申请登记的|登记的|变更后的?|拟设立.{{0,6}})?注册资本(?:为|总额为|\(?大写\)?)[::]?(?:{_MONEY})"
)
_PAID = re.compile(
    rf"(?:注册资本\(实收资本\)|实收资本|缴纳的注册资本|实收注册资本)(?:合计|累计|总额)?(?:为)?[::]?(?:{_MONEY})"
)


def recognise(view: PageView) -> float:
    """How surely the page belongs to a capital verification report (0..1)."""
    return SIGNATURE.score(view)


def extract(views: Sequence[PageView]) -> Extraction:
    """The report's fields from all its pages, in whatever order they were scanned."""
    fields = {
        "report_number": _first(views, _NUMBER, _numbered),
        "company_name": _company(views),
        "registered_capital": _amount(views, _REGISTERED),
        "paid_in_capital": _amount(views, _PAID),
        "firm_name": _firm(views),
        "report_date": _report_date(views),
    }
    return Extraction(fields=fields, tables={})


def _numbered(span: Span) -> Parsed:
    """The number as printed; which of the brackets a reader saw does not weigh, but both must be of one kind."""
    value = span.text
    if "〔" in value or "〕" in value:
        value = re.sub(r"[\[(【〔](?=(?:19|20)\d)", "〔", re.sub(r"(?<=\d)[\])】〕]", "〕", value))
    return counting(Parsed(value, least=0.9), span, [c for c in span.chars if c.text not in "()[]〔〕【】"])


def _first(views: Sequence[PageView], pattern: re.Pattern[str], parse: _parse.Parser) -> FieldValue:
    for view in views:
        for _, span in view.find_apart(pattern):
            parsed = parse(span)
            if parsed is not None:
                return judged(span, parsed, VERSION, "pattern")
    return NOT_FOUND


def _company(views: Sequence[PageView]) -> FieldValue:
    """The addressee, or the unit named over a schedule; both agreeing is a witness."""
    found: list[FieldValue] = []
    for view in views:
        for row in view.rows[:14]:
            match = _ADDRESSEE.match(row.text)
            if match and "事务所" not in match["name"]:
                found.append(_named(Span(view.index, row.chars[match.start("name") : match.end("name")])))
        for match in view.find(_SUBJECT):
            found.append(_named(view.span_of(match, "name")))
    if not found:
        return NOT_FOUND
    best = max(found, key=lambda v: v.confidence)
    return best


def _named(span: Span) -> FieldValue:
    parsed = _parse.company(span)
    return judged(span, parsed, VERSION, "addressee") if parsed else NOT_FOUND


def _amounts(views: Sequence[PageView], pattern: re.Pattern[str]) -> Iterator[tuple[Decimal, Span]]:
    for view in views:
        for match in view.find(pattern):
            if match["digits"]:
                amount = money.parse(match["digits"], match["unit"] or "元")
                span = view.span_of(match, "digits")
            else:
                amount = capital_amount.parse(match["words"])
                span = view.span_of(match, "words")
            if amount is not None:
                yield amount, span


def _amount(views: Sequence[PageView], pattern: re.Pattern[str]) -> FieldValue:
    """An amount of the running text; the same amount printed again (capitals, schedule) is a witness."""
    found = list(_amounts(views, pattern))
    if not found:
        return NOT_FOUND
    amount, span = found[0]
    again = _printed_again(views, amount, span)
    return from_span(
        span,
        amount,
        method="sentence+printed_again" if again else "sentence",
        extractor=VERSION,
        accept=0.6 if again else 0.97,
        doubt=None if all(a == amount for a, _ in found) else "amounts_differ",
    )


def _printed_again(views: Sequence[PageView], amount: Decimal, span: Span) -> bool:
    """Whether the amount also stands elsewhere, in digits or capitals."""
    for view in views:
        for match in view.find(_MONEY):
            other = view.span_of(match)
            if other.page == span.page and other.box.intersection_over_union(span.box) > 0.3:
                continue
            value = (
                money.parse(match["digits"], match["unit"] or "元")
                if match["digits"]
                else capital_amount.parse(match["words"])
            )
            if value == amount:
                return True
    return False


def _firm(views: Sequence[PageView]) -> FieldValue:
    """The firm's name at the foot of the letter (the lowest row that has it)."""
    best: Span | None = None
    for view in views:
        for _, span in view.find_apart(_FIRM):
            if (
                best is None
                or (span.page == best.page and span.box.top > best.box.top)
                or len(span.text) > len(best.text)
            ):
                best = span
    if best is None:
        return NOT_FOUND
    return judged(best, Parsed(best.text, least=0.93), VERSION, "pattern")


def _report_date(views: Sequence[PageView]) -> FieldValue:
    """The date under the signatures, on the page that carries them."""
    signed = [v for v in views if "中国注册会计师" in v.text or "注册会计师:" in v.text]
    return _dates.lowest(signed or views, VERSION)


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
