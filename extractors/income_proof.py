"""收入证明 (proof of income), a letter of the employer.

Issuer: the person's employer; no prescribed form. Layouts: a letter («兹证明 … 身份证号码 … 系我单位 … 年收入 …») with or without
blanks to fill in, or a ruled form of labels and values. Traps: names and amounts sit inside sentences, with underlines and
blanks around them; income is stated for a month or a year, in digits and capitals; the employer signs at the foot over its
seal, the name may wrap.
Source: none prescribed; banks' own forms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractors import _dates, _parse, _sentences, _words
from extractors._authority import turned_right
from extractors._fields import Field, Form
from extractors._parse import Parsed
from extractors._printed_twice import read_both, weighed
from extractors._signature import Signature
from extractors._values import Extraction, Place, value_of
from extractors._view import PageView, Span, tidy
from schemas.core import NOT_FOUND, FieldValue

TITLE_ZH = "收入证明"
VERSION = "income_proof/1"

SIGNATURE = Signature(
    titles=(
        "收入证明",
        "个人收入证明",
        "工资收入证明",
        "职工收入证明",
        "在职收入证明",
        "在职及收入证明",
        "工作及收入证明",
        "工作收入证明",
        "收入证明书",
        "薪资证明",
        "薪金证明",
    ),
    marks=("兹证明", "特此证明", "我单位", "身份证", "职务", "收入", "单位名称", "年收入", "月收入", "员工"),
    against=("合同", "申请书", "信用报告", "完税证明", "纳税记录", "纳税证明"),
    enough=4,
)

_LETTER = (
    "兹?证明",
    "系我(?:单位|公司|司|校|院|厂)|(?:为|是)我(?:单位|公司|司)|本(?:单位|公司)(?:正式)?(?:员工|职工)|在我(?:单位|公司|司)",
)
_INCOME = ("(?:年|月|税前|税后|总|平均)[^,。]{0,6}(?:收入|工资|薪)", "收入(?:为|共计|总计|合计|约|人民币)", "工资")


def recognise(view: PageView) -> float:
    """How surely the page is a letter about a person's income (0..1)."""
    text = view.text
    score = SIGNATURE.score(view)
    letter, income = _words.count(text, _LETTER), _words.count(text, _INCOME)
    titled = any("收入证明" in head or "薪资证明" in head for head in _words.heads(view, 5))
    if titled and letter + income >= 2 and len(text) < 1500:
        return max(score, 0.85)
    if letter == 2 and income and "证明" in text and len(text) < 900:
        return max(score, 0.7)
    return score if titled or letter else min(score, 0.4)


_BLANK = r"[_\s:]*"
_NAMES = (
    rf"证明(?!兹|特|书),?(?:(?:我|本)(?:单位|公司|司|校|院|厂|行))?(?:正式|在职)?(?:员工|职工|职员)?{_BLANK}(?P<value>[\u3400-\u9fff·]{{2,8}}?){_BLANK}(?:同志|先生|女士)?{_BLANK}[,(]?(?:性别|身份证|居民身份|公民身份|证件|男|女|系|是|为|自|于)",
    rf"(?:姓名|员工姓名):{_BLANK}(?P<value>[\u3400-\u9fff·]{{2,8}}?)(?=性别|身份证|证件|,|。|职务|$)",
)
_OPENINGS = (
    rf"\n{_BLANK}(?P<value>[\u3400-\u9fff·]{{2,4}}){_BLANK}[,(](?:居民|公民)?身份证",
    rf"(?:我|本)(?:单位|公司|司|校|院|厂|行)(?:正式|在职)?(?:员工|职工|职员)?{_BLANK}(?P<value>(?!员工|职工|职员|正式|在职)[\u3400-\u9fff·]{{2,4}}?){_BLANK}[,(](?:居民|公民)?身份证",
)
"""Letters that begin with the name, or with the employer's word for whom it employs."""

_IDS = (
    rf"(?:身份证|证件|公民身份)[\u4e00-\u9fff]{{0,6}}[)]?{_BLANK}(?P<value>[1-9]\d{{16}}[0-9Xx])(?!\d)",
    r"(?<!\d)(?P<value>[1-9]\d{16}[0-9Xx])(?!\d)",
)
_POSITIONS = (
    rf"(?:现?担?任){_BLANK}(?:我(?:单位|公司))?(?P<value>[\u4e00-\u9fffA-Za-z/()]{{2,14}}?){_BLANK}(?:职务|一职|职位|岗位|工作|[,。;])",
    rf"(?:职务|职位|岗位)(?:为|是)?:?{_BLANK}(?P<value>[\u4e00-\u9fffA-Za-z/()]{{2,14}}?){_BLANK}(?=[,。;]|其|月|年|联系|入职|$)",
    rf"从事{_BLANK}(?P<value>[\u4e00-\u9fffA-Za-z/()]{{2,14}}?){_BLANK}(?:工作|职务|岗位|一职)",
)
_YEARLY = re.compile(r"(?:年|年度|全年|近一年|上年)[^。;,]{0,16}?(?:收入|薪酬?|工资)[^。;]{0,60}")
_MONTHLY = re.compile(r"月(?:均|平均)?[^。;,]{0,12}?(?:收入|薪酬?|工资)[^。;]{0,60}")
_EMPLOYERS = (
    r"(?:单位|公司|企业)(?:名称|全称)?(?:\((?:盖章|公章|签章|加盖公章|盖公章|章)\)|盖章|公章|\(全称\))?[::]"
    r"(?P<value>[\u4e00-\u9fff()A-Za-z0-9·]{4,40}?)"
    r"(?=\((?:盖章|公章|签章|章)|联系|电话|地址|单位|负责|经办|人事|日期|时间|职务|(?:19|20)\d{2}年|年月|$)",
    r"(?P<value>[\u4e00-\u9fff()]{4,34}(?:公司|厂|店|行|部|中心|社|院|所|局|校|馆|场|站))\((?:盖章|公章|签章|章|单位公章)",
)

_SIGNED = (
    r"\n(?P<value>[\u4e00-\u9fff()]{4,34}(?:公司|厂|店|行|部|中心|社|院|所|局|校|馆|场|站))\n(?:[^\n]{0,30}\n){0,3}?"
    r"(?:(?:19|20)\d{2}年|[二〇○零一]{4}年)",
)
"""A name alone on its line shortly above the date."""

FORM = Form(
    fields={
        "name": Field(("姓名", "员工姓名", "职工姓名"), _parse.person),
        "id_number": Field(("身份证号码", "身份证号", "证件号码", "公民身份号码"), _parse.id_number),
        "position": Field(("职务", "职位", "岗位", "现任职务"), _parse.text),
        "employer": Field(("单位名称", "工作单位", "公司名称"), _parse.company, multiline=True),
    },
    stops=(
        "性别",
        "年龄",
        "联系电话",
        "电话",
        "联系人",
        "入职时间",
        "学历",
        "单位地址",
        "年收入",
        "月收入",
        "单位名称(盖章)",
    ),
)


def extract(views: Sequence[PageView]) -> Extraction:
    """The letter's fields: from its sentences, or from the cells of a ruled form."""
    ruled = any(table.ruled for view in views for table in view.tables)
    form = read_both(FORM, views, VERSION) if ruled else {}
    patterns = (
        ("name", _NAMES, _parse.person),
        ("id_number", _IDS, _parse.id_number),
        ("position", _POSITIONS, _position),
        ("employer", _EMPLOYERS, _parse.company),
    )
    fields: dict[str, FieldValue] = {}
    for name, wanted, parse in patterns:
        found = _sentences.first_match(views, wanted, parse, VERSION) or NOT_FOUND
        fields[name] = weighed(found, form[name]) if name in form and form[name].value is not None else found
    if fields["name"].value is None:
        fields["name"] = _sentences.row_match(views, _OPENINGS, _parse.person, VERSION, "opening") or fields["name"]
    if fields["employer"].value is None:
        fields["employer"] = _sentences.row_match(views, _SIGNED, _parse.company, VERSION, "signature") or NOT_FOUND
    fields["employer"] = _sealed(views, fields["employer"])
    fields["annual_income"] = _income(views)
    fields["issue_date"] = _dates.lowest(views, VERSION)
    return Extraction(fields=fields, tables={})


def _position(span: Span) -> Parsed | None:
    value = span.text.strip("_:,.。 ")
    return None if _parse.is_blank(value) else Parsed(value, least=0.93)


def _income(views: Sequence[PageView]) -> FieldValue:
    """A year's income; a month's alone is multiplied and waits for a person."""
    best: FieldValue | None = None
    for pattern, factor in ((_YEARLY, 1), (_MONTHLY, 12)):
        for view in views:
            for match in view.find(pattern):
                text = match[0]
                if factor == 1:
                    text = re.split(r"月(?:均|平均)?(?:税[前后])?(?:收入|工资|薪)", text)[0]
                span = view.span(match.start(), match.start() + len(text))
                parsed = _sentences.said_twice(span, _sentences.amount_of)
                if parsed is None or not isinstance(parsed.value, Decimal):
                    continue
                if factor == 12:
                    parsed = replace(parsed, value=parsed.value * 12, doubt="monthly_income", method="month*12")
                value = _sum_value(span, parsed)
                if value.usable:
                    return value
                best = best or value
    return best or NOT_FOUND


def _sum_value(span: Span, parsed: Parsed) -> FieldValue:
    """The sureness that counts is that of the amount's own characters."""
    own = [c for c in span.chars if c.text.isdigit() or c.text in "零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分"]
    part = Span(span.page, tuple(own) or span.chars)
    return value_of(
        parsed.value,
        raw=span.text,
        place=Place(span.page, part.box),
        confidence=part.sureness,
        method="sentence+" + parsed.method,
        extractor=VERSION,
        doubt=parsed.doubt,
        accept=parsed.least if parsed.least is not None else 0.97,
    )


def _sealed(views: Sequence[PageView], printed: FieldValue) -> FieldValue:
    """The employer's name under the witness of its seal; from the seal alone when none is printed."""
    seals = [
        (turned_right(re.sub(r"[^\u4e00-\u9fff()]", "", tidy(s.text or ""))), s, v.index)
        for v in views
        for s in v.seals
        if s.shape == "round" and s.text
    ]
    for name, seal, page in seals:
        if printed.value == name and printed.evidence is not None and printed.evidence.box is not None:
            return value_of(
                name,
                raw=printed.evidence.raw,
                place=Place(printed.evidence.page, printed.evidence.box),
                confidence=max(printed.confidence, 0.99),
                method=printed.evidence.method + "+seal_witness",
                extractor=VERSION,
            )
        if printed.value is None and len(name) >= 6 and re.search(r"(公司|厂|店|行|部|中心|社|院|所|局|校)$", name):
            return value_of(
                name,
                raw=seal.text or "",
                place=Place(page, seal.box),
                confidence=seal.confidence,
                method="seal_ring",
                extractor=VERSION,
                accept=0.99,
            )
    return printed


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
