"""Shareholders and their contributions: from a table, or from sentences that each name one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extractors import _parse
from extractors._cells import chars_in
from extractors._fields import judged
from extractors._parse import Parsed, Parser
from extractors._prose import Prose
from extractors._prose_ask import phrase
from extractors._prose_parties import named
from extractors._sentences import amount_of, counting, digits_of, trimmed
from extractors._view import PageView, Span, squeeze
from schemas.core import ABSENT, FieldValue, Row, Table
from standards import money, resident_id, uscc

COLUMNS = ("name", "id_or_code", "subscribed", "paid", "method", "due_on", "ratio")

_HEADS = (
    ("ratio", r"比例|占比|%"),
    ("id_or_code", r"证件|证号|身份证|证照|统一社会|注册号"),
    ("due_on", r"(?:出资|缴付|缴纳|认缴)?(?:时间|日期|期限)"),
    ("method", r"出资方式|方式|出资形式"),
    ("paid", r"实缴|实际出资|实收|已缴"),
    ("subscribed", r"认缴|出资额|出资金额|出资数额|金额"),
    ("name", r"股东|姓名|名称|出资人|发起人"),
)
_METHODS = re.compile(r"货币|现金|实物|知识产权|土地使用权|净资产|股权|专利权?|非专利技术")


def shareholders(views: Sequence[PageView], text: Prose, extractor: str) -> tuple[Row, ...]:
    """Every shareholder with what was subscribed, when it is due and how it is paid in."""
    for view in views:
        for table in view.tables:
            rows = _of_table(view, table, text, extractor)
            if rows:
                return rows
    return _of_sentences(text, extractor)


def _of_table(view: PageView, table: Table, text: Prose, extractor: str) -> tuple[Row, ...]:
    heads, first = _columns(table)
    if "name" not in heads.values() or "subscribed" not in heads.values():
        return ()
    unit = _unit(table, first, text)
    rows: list[Row] = []
    for number in range(first, table.rows):
        cells = {heads[c.column]: c for c in table.cells if c.row == number and c.column in heads}
        label = squeeze(cells["name"].text) if "name" in cells else ""
        if not label or re.search(r"合计|总计|小计", label):
            continue
        row = {name: ABSENT for name in COLUMNS}
        for name, cell in cells.items():
            span = chars_in(view, cell)
            parsed = _parser(name, unit)(trimmed(span)) if span is not None else None
            if span is not None and parsed is not None:
                row[name] = judged(trimmed(span), parsed, extractor, "cell")
        if row["name"].value is not None:
            rows.append(row)
    return tuple(rows)


def _columns(table: Table) -> tuple[dict[int, str], int]:
    """Which column holds what, and the first row below the heads (which may take two rows)."""
    for last in (0, 1, 2):
        heads: dict[int, str] = {}
        for column in range(table.columns):
            over = "".join(
                squeeze(c.text)
                for c in sorted(table.cells, key=lambda c: c.row)
                if c.row <= last and c.column <= column < c.column + c.column_span
            )
            kind = next((k for k, pattern in _HEADS if re.search(pattern, over)), None)
            if kind is not None and kind not in heads.values():
                heads[column] = kind
        below = "".join(c.text for c in table.cells if c.row == last + 1)
        if {"name", "subscribed"} <= set(heads.values()) and not re.search(r"出资额|比例|金额", below):
            return heads, last + 1
    return {}, 0


def _unit(table: Table, first: int, text: Prose) -> str:
    heads = "".join(squeeze(c.text) for c in table.cells if c.row < first)
    if re.search(r"\(?万元|\(万", heads):
        return "万元"
    return "万元" if re.search(r"(?:货币)?单位:(?:人民币)?万元", text.text) and "元" not in heads else "元"


def _parser(name: str, unit: str) -> Parser:
    if name in ("subscribed", "paid"):
        return lambda span: _amount(span, unit)
    return {"name": named, "id_or_code": _identity, "method": _method, "due_on": _parse.day, "ratio": _ratio}[name]


def _amount(span: Span, unit: str) -> Parsed | None:
    value = span.text
    if _parse.is_blank(value):
        return None
    plain = money.parse(value, unit)
    parsed = Parsed(plain, least=0.93) if plain is not None else amount_of(value, unit)
    return counting(parsed, span, digits_of(span)) if parsed is not None and digits_of(span) else parsed


def _identity(span: Span) -> Parsed | None:
    """An identity number or a credit code, each under its check digit; other numbers as printed."""
    value = re.sub(r"[^0-9A-Z*]", "", span.text.upper())
    if not value:
        return None
    if resident_id.is_valid(value):
        return _parse.id_number(span)
    if uscc.is_valid(value):
        return _parse.credit_code(span)
    return Parsed(value, doubt="check_digit" if len(value) == 18 else "unusual_number")


def _method(span: Span) -> Parsed | None:
    return (
        None
        if _parse.is_blank(span.text)
        else Parsed(span.text, least=0.93, doubt=None if _METHODS.search(span.text) else "unusual")
    )


def _ratio(span: Span) -> Parsed | None:
    match = re.search(r"\d{1,3}(?:\.\d{1,6})?", span.text)
    if match is None:
        return None
    return counting(Parsed(Decimal(match[0]), least=0.93), span, digits_of(span))


_BEGINS = re.compile(
    r"(?:^|\n|(?<=[。;]))\s*(?:\(?[一二三四五六七八九十\d]{1,2}\)?[、.)]?\s*)?"
    r"(?:股东(?:[一二三四五六七八九十\d]{1,2}|姓名|名称|[甲乙丙丁A-D])?|[甲乙丙丁戊己]方|出资人|发起人)(?:姓名或名称|姓名|名称)?[::]?\s*"
    r"(?P<name>[\u3400-\u9fff·()]{2,40}?)(?=[,;:]|\(|以(?:货币|现金|实物)|出资|认缴|身份证)"
)
_SPOKEN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("id_or_code", (r"(?:身份证|证件|统一社会信用|注册)(?:号码?|代码)?[:为]?\s*(?P<value>[0-9A-Za-z]{15,18})",)),
    (
        "subscribed",
        (
            r"(?:认缴|认购)?(?:的)?出资(?:额|金额)?(?:为|是|:)?\s*(?:人民币)?(?P<value>[¥￥]?[\d,.]+\s*(?:万元|元|万)|[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]{2,}[元圆]整?)",
        ),
    ),
    (
        "paid",
        (r"(?:实缴|实际缴付|已缴)(?:出资)?(?:额)?(?:为|是|:)?\s*(?:人民币)?(?P<value>[¥￥]?[\d,.]+\s*(?:万元|元|万))",),
    ),
    (
        "method",
        (
            r"以(?P<value>货币|现金|实物|知识产权|土地使用权|净资产)",
            r"出资方式(?:为|是|:)?\s*(?P<value>[\u4e00-\u9fff]{2,6})(?=[,。;\s])",
        ),
    ),
    (
        "due_on",
        (
            r"(?:于|在|应于)(?P<value>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)(?:之?前|以前|缴|一次)",
            r"(?P<value>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)(?:之?前|以前)",
            r"(?:出资|缴付|缴纳|认缴)(?:期限|时间|日期)(?:为|是|:)?\s*(?P<value>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)",
        ),
    ),
    (
        "ratio",
        (
            r"(?:占|持有?)[^,。;\d]{0,12}(?P<value>\d{1,3}(?:\.\d{1,4})?%)",
            r"(?:出资|持股)比例(?:为|是|:)?\s*(?P<value>\d{1,3}(?:\.\d{1,4})?%)",
        ),
    ),
)


def _of_sentences(text: Prose, extractor: str) -> tuple[Row, ...]:
    """Paragraphs or clauses that begin with a shareholder's name and say what that one pays in."""
    begins = list(_BEGINS.finditer(text.text))
    rows: list[Row] = []
    for i, match in enumerate(begins):
        end = begins[i + 1].start() if i + 1 < len(begins) else len(text.text)
        stop = text.text.find("\n", match.end())
        end = min(end, stop if stop > 0 else end)
        said = text.text[match.end() : end]
        span = trimmed(text.span(*match.span("name")))
        parsed = (
            named(span)
            if span.chars and re.search(r"认缴|出资", said) and re.search(r"\d|[壹贰叁肆伍陆柒捌玖]", said)
            else None
        )
        if parsed is None:
            continue
        row: dict[str, FieldValue] = {name: ABSENT for name in COLUMNS}
        row["name"] = judged(span, parsed, extractor, "prose")
        for name, patterns in _SPOKEN:
            value = phrase(text, patterns, _parser(name, "元"), extractor, from_=match.end(), to=end)
            if value is not None:
                row[name] = value
        if row["subscribed"].value is not None or row["ratio"].value is not None:
            rows.append(row)
    return tuple(rows)
