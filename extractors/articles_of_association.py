"""公司章程 (articles of association), the whole charter or the pages that matter, also a 章程修正案 with its full text.

Issuer: the company, filed with the registrar. Layouts: chapters and articles with a table of shareholders, or a list of them,
or the shareholders as 甲方, 乙方. Traps: the capital is in 万元 or in capitals; contributions may be due on several dates;
«法定代表人» is often an office (执行董事), not a name; the scope ends with a note on licensed business.
Source: 公司法 Art. 46 (before 2024-07 Art. 25).
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
from extractors._prose_shares import shareholders
from extractors._values import Extraction
from extractors._view import PageView, Span
from schemas.core import LONG_TERM, NOT_FOUND, FieldValue, Plain

TITLE_ZH = "公司章程"
VERSION = "articles_of_association/1"

WORDING = Wording(
    title=r"[\u4e00-\u9fff()A-Za-z0-9]{0,40}章程(?:\([^)]{1,12}\))?",
    marks=("公司法|章程", "第[一1]章|总则|公司名称", "经营范围", "注册资本", "股东", "住所"),
    body=(
        "股东会",
        "执行董事|董事会|董事长",
        "监事",
        "出资额|出资方式|认缴|股权|表决权",
        "章程",
        "经理",
        "法定代表人",
        "公司的?(?:解散|清算|营业期限|经营期限|利润分配|财务)",
    ),
    against=r"验资报告$|借款合同|决议(?:书)?$|决定$|评估报告|审计报告$|营业执照|担保合同|租赁合同|信用报告|授信|注册资本实收情况",
    enough=1,
    further=5,
)

_COMPANY = r"[\u4e00-\u9fff()A-Za-z0-9·]{3,40}?(?:公司|合作社|企业|厂|\(有限合伙\)|\(普通合伙\))"
_NAMES = (
    rf"公司(?:的)?(?:注册|中文)?名称(?:为|是|:)+\s*(?P<value>{_COMPANY})(?=\s|$|[,。;(])",
    rf"(?:^|\n)\s*(?P<value>{_COMPANY})\s*章程",
    rf"(?:^|\n)\s*(?P<value>{_COMPANY})\s*\n\s*章程",
    rf"(?:设立|组建|成立)(?P<value>{_COMPANY})(?=\(|,)",
)
_ADDRESSES = (
    r"(?:公司)?(?:的)?(?:注册|法定)?(?:住所|地址)(?:地)?(?:为|是|在|设在|位于|:)+\s*(?P<value>[^\n。;,]{5,70}?)(?=[。;,\n]|邮政编码|$)",
)
_SCOPES = (
    r"(?:公司)?(?:的)?经营范围(?:为|是|:)+\s*(?P<value>[^\n。]{4,1500}(?:。(?:许可|一般)[^\n。]{4,800})*(?:。?\([^)\n]{4,90}\))?)",
)
_CAPITAL = Question(
    "MONEY",
    (("注册资本", "注册资本总额", "出资总额"),),
    ("净资产", "实缴", "单笔", "增加", "减少", "认缴出资", "认缴出资额", "出资额", "占注册资本", "占公司注册资本"),
    30,
)
_HEAD_NAMES = (
    r"法定代表人(?:姓名)?(?:为|是|:)+\s*(?P<value>[\u3400-\u9fff·]{2,4})(?=\s|$|[,。;(])",
    r"法定代表人由(?:执行董事|董事长|总经理|经理|董事)?(?P<value>[\u3400-\u9fff·]{2,4})(?:担任|出任)",
)
_OFFICE = r"(?:执行董事(?:兼(?:总)?经理)?|执行公司事务的董事|代表公司执行公司事务的董事|董事长|总经理|经理|董事)"
_RULES = (
    rf"法定代表人(?:由|为|是)(?P<value>{_OFFICE})",
    rf"(?:由)?(?P<value>{_OFFICE})(?:[^。,;]{{0,6}})?(?:为|担任|是)(?:公司|本公司)?(?:的)?法定代表人",
)
_TERM = Question("MONTHS", (("营业期限", "经营期限", "存续期限", "公司期限", "经营年限"),), ("任期", "三年"), 30)
_GUARANTEE = re.compile(r"[^。;\n:]*(?:担保)[^。\n]*")


def recognise(view: PageView) -> float:
    """How surely the page belongs to a charter (0..1)."""
    return WORDING.score(view)


def extract(views: Sequence[PageView]) -> Extraction:
    """The charter's facts and its shareholders."""
    text = prose(views)
    fields = {
        "company_name": phrase(text, _NAMES, _parse.company, VERSION),
        "address": phrase(text, _ADDRESSES, _parse.prose, VERSION),
        "business_scope": phrase(text, _SCOPES, _scope, VERSION),
        "registered_capital": settled(text, answers(text, _CAPITAL), VERSION),
        "legal_representative": phrase(text, _HEAD_NAMES, _person, VERSION),
        "legal_representative_rule": phrase(text, _RULES, _office, VERSION),
        "term_years": settled(text, answers(text, _TERM), VERSION, _years, "several_terms"),
        "signed_date": _signed(views),
        "guarantee_clause": _guarantee(text),
    }
    return Extraction(
        fields={n: v or NOT_FOUND for n, v in fields.items()},
        tables={"shareholders": shareholders(views, text, VERSION)},
    )


def _scope(span: Span) -> Parsed | None:
    value = span.text.strip(" ,;:。")
    parsed = _parse.prose(span)
    return parsed and Parsed(value, doubt=parsed.doubt, least=parsed.least)


def _person(span: Span) -> Parsed | None:
    return None if re.search(r"董事|经理|股东|担任|公司|由|出任|依", span.text) else _parse.person(span)


def _office(span: Span) -> Parsed | None:
    return Parsed(span.text, least=0.93)


def _years(value: object) -> Plain:
    """Years, or `long_term`; months that make no whole years stay months behind a point, which nobody prints."""
    months = getattr(value, "value", None)
    if months == LONG_TERM or not isinstance(months, int):
        return LONG_TERM
    return months // 12


def _signed(views: Sequence[PageView]) -> FieldValue:
    """The date below the signatures: the lowest of the last page that has one nearly alone on its line, in no table."""
    taken = {(span.page, span.box.top) for view in views for span in _dates.spans(view) if not _alone(view, span)}
    return _dates.lowest(views, VERSION, taken)


def _alone(view: PageView, day: Span) -> bool:
    box = day.box
    row = next((r for r in view.rows if any(c in r.chars for c in day.chars)), None)
    in_table = any(t.box is not None and t.box.contains_point(box.middle_x, box.middle_y) for t in view.tables)
    return row is not None and not in_table and len(row.chars) - len(day.chars) <= 8


def _guarantee(text: Prose) -> FieldValue | None:
    """The sentence that says who decides on guarantees for others, and up to how much."""
    best: FieldValue | None = None
    for match in _GUARANTEE.finditer(text.text):
        said = match[0]
        if not re.search(r"股东会|董事会|执行董事|表决权|决议|股东", said) or not re.search(
            r"提供担保|对外担保|担保", said
        ):
            continue
        numbered = re.match(
            r"\s*(?:第[一二三四五六七八九十百\d]+条|\d+\.\d+|\(?[一二三四五六七八九十\d]{1,3}\)?[、.)])\s*", said
        )
        start = match.start() + (numbered.end() if numbered else 0)
        span = text.span(start, match.end())
        parsed = _parse.prose(span) if span.chars else None
        if parsed is None:
            continue
        value = judged(span, parsed, VERSION, "prose")
        if value.usable:
            return value
        best = best or value
    return best


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
