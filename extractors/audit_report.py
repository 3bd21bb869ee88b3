"""审计报告 (audit report): an accounting firm's opinion on a year's statements.

Issuer: an accounting firm. Layouts: the wording of 2017 and later begins with the opinion («一、审计意见»), the older one ends
with it («三、审计意见»); a cover with company, year and firm may come first. The statements, notes and the firm's own licence
follow: the statements are documents of their own, the licence is the firm's and says nothing about the company.
Traps: the boilerplate names «保留意见» and «无保留意见» without meaning them; signatures are written by hand or stamped.
Source: 中国注册会计师审计准则第1501, 1502, 1503号.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from extractors import _dates, _parse
from extractors._fields import judged
from extractors._parse import Parsed
from extractors._prose import Prose, prose
from extractors._prose_ask import phrase
from extractors._prose_pages import Wording
from extractors._prose_papers import firm, report_number
from extractors._sentences import trimmed
from extractors._values import Extraction
from extractors._view import PageView
from schemas.core import NOT_FOUND, FieldValue, Row

TITLE_ZH = "审计报告"
VERSION = "audit_report/1"

WORDING = Wording(
    title=r"[\u4e00-\u9fff()]{0,40}审计报告(?:书)?(?:\([^)]{1,12}\)|正文)?",
    marks=(
        "会计师事务所",
        "审[字计]",
        "财务报表|会计报表",
        "审计意见|发表意见|审计了",
        r"资产负债表|\d{4}年度",
        "公司",
    ),
    body=(
        "注册会计师",
        "审计准则|审计程序|审计证据|审计工作",
        "管理层",
        "财务报表",
        "重大错报|重大方面|合理保证",
        "公允反映|会计估计|内部控制|职业道德",
        "会计师事务所",
    ),
    against=r"验资报告$|借款合同|评估报告|营业执照|章程$|决议$|资产负债表$|利润表$|现金流量表$|申请书$|明细表$|征信|信用报告|建议书$|询证函$|约定书$|附注$",
    enough=2,
    further=4,
)

_FIRM = r"会计师事务所(?:有限责任公司|有限公司|\((?:特殊)?(?:普通|有限)合伙\)|股份有限公司)?"
_COMPANIES = (
    r"(?:^|\n)\s*(?P<value>[\u4e00-\u9fff()A-Za-z0-9·]{4,40}?(?:公司|企业|厂|合作社|中心|社|院|学校|合伙\)))(?:全体股东|董事会|股东|全体合伙人)?:",
    r"审计了(?:后附的)?(?P<value>[\u4e00-\u9fff()A-Za-z0-9·]{4,40}?(?:公司|企业|厂|合作社|中心|社|院|学校|合伙\)))(?=\(以下|财务|会计|的|20)",
    r"(?:被审计单位|公司名称|单位名称)(?:名称)?:\s*(?P<value>[\u4e00-\u9fff()A-Za-z0-9·]{4,40}?)(?=\s|$|[,。])",
)
_ENDS = (
    r"(?P<value>(?:19|20)\d{2}年12月31日|(?:19|20)\d{2}年\d{1,2}月\d{1,2}日)(?:的|合并|及母公司|和合并)*(?:资产负债表|财务状况)",
    r"(?:截至|截止)(?P<value>(?:19|20)\d{2}年\d{1,2}月\d{1,2}日)",
)
_SPANS = (
    r"(?P<value>(?:19|20)\d{2}年\d{1,2}月\d{1,2}日)(?:起)?至(?:19|20)\d{2}年\d{1,2}月\d{1,2}日(?:期间|止)?(?:的|合并|及母公司)*利润表",
)
_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d{2})年度(?:的|合并|及母公司|公司|财务报表|和合并)*(?:利润|损益|经营成果|审计|现金|财务|会计)"
)


def recognise(view: PageView) -> float:
    """How surely the page belongs to an audit report's letter (0..1); statements and notes are not its pages."""
    return WORDING.score(view)


def extract(views: Sequence[PageView]) -> Extraction:
    """Who audited whose books of which period, and with what opinion."""
    text = prose(views)
    ends = phrase(text, _ENDS, _parse.day, VERSION)
    fields = {
        "firm_name": firm(views, text, _FIRM, VERSION),
        "report_number": report_number(text, VERSION, "审会财"),
        "report_date": _dates.lowest(_signed(views), VERSION),
        "company_name": phrase(text, _COMPANIES, _parse.company, VERSION),
        "period_start": phrase(text, _SPANS, _parse.day, VERSION) or _year_begins(text, ends),
        "period_end": ends,
        "opinion": _opinion(text),
    }
    return Extraction(fields={n: v or NOT_FOUND for n, v in fields.items()}, tables={"cpas": _accountants(text)})


def _signed(views: Sequence[PageView]) -> Sequence[PageView]:
    """The pages with the accountants' names; the date stands below them."""
    return [v for v in views if re.search(r"注册会计师[:(\s签]|中国注册会计师", v.text[-400:])] or views


def _year_begins(text: Prose, ends: FieldValue | None) -> FieldValue | None:
    """1 January, where the text speaks of the whole year that the period ends with."""
    if ends is None or not isinstance(ends.value, date):
        return None
    for match in _YEAR.finditer(text.text):
        if int(match["year"]) == ends.value.year and (ends.value.month, ends.value.day) == (12, 31):
            span = text.span(*match.span("year"))
            return judged(span, Parsed(date(ends.value.year, 1, 1), method="whole_year", least=0.93), VERSION, "prose")
    return None


_NUMBERED = r"(?:^|\n)\s*(?:\(?[一二三四五六七八九]\)?|\d)[、.,)]?\s*"
_HEADS = (
    ("disclaimer", rf"{_NUMBERED}(?P<head>无法(?:表示|发表)意见)\s*(?=\n|$)"),
    ("adverse", rf"{_NUMBERED}(?P<head>否定意见)\s*(?=\n|$)"),
    ("qualified", rf"{_NUMBERED}(?P<head>保留意见)\s*(?=\n|$)"),
)
_FORMULAS = (
    (
        "disclaimer",
        r"(?P<head>(?:不对|无法对|不)[^。]{0,40}发表(?:审计)?意见|我们无法[^。]{0,12}对[^。]{0,30}发表(?:审计)?意见)",
    ),
    ("adverse", r"(?P<head>(?:没有|未)(?:能)?在所有重大方面[^。]{0,30}编制|未能(?:在所有重大方面)?公允反映)"),
    ("qualified", r"(?P<head>我们认为,?除[^。]{2,120}(?:影响|事项)外[^。]{0,120}公允反映)"),
    ("unqualified", r"(?P<head>我们认为[^。]{4,160}公允反映)"),
)
_EMPHASIS = re.compile(rf"{_NUMBERED}(?P<head>强调事项(?:段)?)\s*(?=\n|$)|(?P<also>本段内容不影响已发表的审计意见)")


def _opinion(text: Prose) -> FieldValue | None:
    """The kind of opinion, from its heading and its formula, which must not contradict each other."""
    heads = [(kind, m) for kind, pattern in _HEADS for m in re.finditer(pattern, text.text)]
    formulas = [(kind, m) for kind, pattern in _FORMULAS for m in [re.search(pattern, text.text)] if m]
    emphasis = _EMPHASIS.search(text.text)
    if not formulas and not heads:
        return None
    kind, match = formulas[0] if formulas else heads[0]
    doubt = None
    if heads and heads[0][0] != kind or not heads and kind != "unqualified":
        doubt = "opinion_unclear"
        kind, match = heads[0] if heads else (kind, match)
    if not formulas:
        doubt = "opinion_unclear"
    if kind == "unqualified" and emphasis is not None:
        kind, match = "emphasis", emphasis
    start = match.start("head") if match["head"] else match.start("also")
    end = match.end("head") if match["head"] else match.end("also")
    span = text.span(start, end)
    agreed = bool(heads) or kind in ("unqualified", "emphasis")
    mean = sum(c.sureness for c in span.chars) / max(len(span.chars), 1)
    least = 0.0 if agreed and mean >= 0.9 else 0.97
    return judged(
        span, Parsed(kind, doubt=doubt, method="heading+formula" if heads else "formula", least=least), VERSION, "prose"
    )


_SIGNS = re.compile(
    r"注册会计师(?:\((?:签名|签章|盖章|签名并盖章|签字)[^)]{0,8}\))?[:]\s*(?P<name>[\u3400-\u9fff·]{2,4})?"
)


def _accountants(text: Prose) -> tuple[Row, ...]:
    """The signing accountants; names written by hand are seldom sure."""
    rows: list[Row] = []
    seen: set[str] = set()
    for match in _SIGNS.finditer(text.text):
        if match["name"] is None or match["name"] in seen or re.search(r"中国|注册|会计|事务|签", match["name"]):
            continue
        span = trimmed(text.span(*match.span("name")))
        parsed = _parse.person(span)
        if parsed is not None:
            seen.add(match["name"])
            rows.append({"name": judged(span, parsed, VERSION, "prose_signature")})
    return tuple(rows)


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
