"""Values inside sentences: amounts said twice, and what follows a phrase."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from extractors._amounts import other_texts
from extractors._fields import judged
from extractors._parse import Parsed, Parser
from extractors._view import Char, PageView, Span
from schemas.core import FieldValue
from standards import _numerals, capital_amount, money

_CAPITALS = re.compile(
    r"[零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿一二三四五六七八九十百千两][零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿一二三四五六七八九十百千两元圆角分整正]{2,}"
)
_DIGITS = re.compile(r"(?<![\d.,])(?P<number>-?\d[\d,]*(?:\.\d{1,6})?)(?P<unit>亿元|万元|千元|元|万|亿)?")


def amount_of(text: str, unit: str | None = None) -> Parsed | None:
    """The amount in capitals, digits or both; what is printed twice must agree, then one reading vouches for the other.

    `unit` stands for digits without one of their own; without it such digits count as yuan only beside ¥, 小写 or 元.
    Null when there is no amount at all.
    """
    words = [a for m in _CAPITALS.finditer(text) if (a := capital_amount.parse(m[0])) is not None and a >= 1]
    digits = [a for m in _DIGITS.finditer(text) if (a := _digits(text, m, unit)) is not None]
    if words and digits:
        if words[0] == digits[0]:
            return Parsed(words[0], method="capitals=digits", least=0.5)
        return Parsed(digits[0], doubt="capitals_differ_from_digits", method="amount")
    if words or digits:
        found = (words or digits)[0]
        several = len(set(words or digits)) > 1
        return Parsed(found, method="amount", least=0.95, doubt="several_amounts" if several else None)
    return None


def said_twice(span: Span, parse: Callable[[str], Parsed | None]) -> Parsed | None:
    """An amount in capitals and digits; where they differ, one character read as the recogniser also saw it may settle it.

    It settles it only when all such readings lead to the same amount. Two amounts that are printed differently stay so.
    """
    parsed = parse(span.text)
    if parsed is None or parsed.doubt != "capitals_differ_from_digits":
        return parsed
    others = (parse(text) for text in other_texts(span.chars))
    agreed = {p.value: p for p in others if p is not None and p.doubt is None and "capitals=digits" in p.method}
    if len(agreed) != 1:
        return parsed
    (found,) = agreed.values()
    return replace(found, method=f"amount_decoded+{found.method}")


def months_of(text: str) -> int | None:
    """A term in months: 12个月, 1年, 一年, 壹年半, 18 (个)月; null when none is said.

    >>> months_of("壹年半"), months_of("十二个月"), months_of("36个月"), months_of("2018年")
    (18, 12, 36, None)
    """
    match = re.search(r"(\d+)个?月", text)
    if match:
        return int(match[1])
    match = re.search(r"(?<!\d)(\d{1,3})年(半)?", text)
    if match:
        return int(match[1]) * 12 + (6 if match[2] else 0)
    match = re.search(rf"([{_numerals.SIGNS}]{{1,4}})(年|个月)(半)?", text)
    number = _numerals.whole(match[1]) if match else None
    if match is None or number is None:
        return None
    return number * 12 + (6 if match[3] else 0) if match[2] == "年" else number


def _digits(text: str, match: re.Match[str], unit: str | None) -> Decimal | None:
    before = text[max(0, match.start() - 4) : match.start()]
    own = match["unit"]
    if own is None and unit is None and not re.search(r"[¥￥$]|小写:?$|人民币$|RMB$|金额:?$", before):
        return None
    if match["number"].isdigit() and len(match["number"]) == 4 and text[match.end() : match.end() + 1] == "年":
        return None
    own = {"万": "万元", "亿": "亿元"}.get(own or "", own)
    return money.parse(match["number"], own or unit or "元")


def first_match(
    views: Sequence[PageView],
    patterns: Iterable[str],
    parse: Parser,
    extractor: str,
    group: str = "value",
    method: str = "sentence",
) -> FieldValue | None:
    """The value of the first pattern that leads to one that is understood; of an earlier pattern first."""
    best: FieldValue | None = None
    for pattern in patterns:
        for view in views:
            for match in view.find(pattern):
                span = trimmed(view.span_of(match, group))
                parsed = parse(span) if span.chars else None
                if parsed is None:
                    continue
                value = judged(span, parsed, extractor, method)
                if value.usable:
                    return value
                if best is None or (value.value is not None and value.confidence > best.confidence):
                    best = value
    return best


def row_match(
    views: Sequence[PageView], patterns: Iterable[str], parse: Parser, extractor: str, method: str
) -> FieldValue | None:
    """As `first_match` with group `value`, in the text with a line break after every row."""
    best: FieldValue | None = None
    for pattern in patterns:
        for view in views:
            text, index = lined(view)
            for match in re.finditer(pattern, text):
                first, end = index[match.start("value")], index[match.end("value")]
                span = trimmed(Span(view.index, view.flow[first:end]))
                parsed = parse(span) if span.chars else None
                if parsed is None:
                    continue
                value = judged(span, parsed, extractor, method)
                if value.usable:
                    return value
                best = best or value
    return best


def lined(view: PageView) -> tuple[str, list[int]]:
    """The page's text with a line break after every row, and each character's index in the view's flow."""
    text: list[str] = []
    index: list[int] = []
    at = 0
    for row in view.rows:
        for char in row.chars:
            text.append(char.text)
            index.append(at)
            at += 1
        text.append("\n")
        index.append(at)
    return "".join(text), [*index, at]


def counting(parsed: Parsed, span: Span, own: Sequence[Char]) -> Parsed:
    """The same with the sureness of only those characters that the value rests on: digits, not brackets and units."""
    mine = min((c.sureness for c in own), default=0.0)
    return replace(parsed, factor=parsed.factor * mine / max(span.sureness, 1e-6))


def digits_of(span: Span) -> tuple[Char, ...]:
    """The span's digits."""
    return tuple(c for c in span.chars if c.text.isdigit())


def trimmed(span: Span) -> Span:
    """The span without blanks to fill in and punctuation around it."""
    chars = list(span.without("_:,.;-—。、").chars)
    while chars and (chars[-1].text.isspace() or chars[-1].text in "_:,.;-—。、"):
        chars.pop()
    return Span(span.page, tuple(chars))
