"""The tables of a register print: shareholders with what they promised and paid, entries among the abnormal."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import _parse
from extractors._captions import Captions
from extractors._fields import judged
from extractors._parse import Parsed
from extractors._sentences import counting, digits_of
from extractors._tables import Record, read_pages, records
from extractors._values import from_span
from extractors._view import PageView, Span
from schemas.core import ABSENT, NOT_FOUND, FieldValue, Row
from standards import chinese_date, money

CAPTIONS = Captions(
    {
        "number": ("序号",),
        "name": ("股东名称", "股东", "股东(发起人)", "股东姓名", "发起人", "股东及发起人名称", "股东/发起人"),
        "subscribed": ("认缴额", "认缴出资额", "累计认缴额", "认缴额合计"),
        "subscribed_method": ("认缴出资方式", "出资方式"),
        "subscribed_date": ("认缴出资日期", "认缴出资时间", "出资日期"),
        "paid": ("实缴额", "实缴出资额", "累计实缴额"),
        "paid_method": ("实缴出资方式",),
        "paid_date": ("实缴出资日期", "实缴出资时间"),
        "reason": ("列入经营异常名录原因", "列入原因", "列入(经营异常名录)原因"),
        "listed_on": ("列入日期", "列入时间"),
        "removed_reason": ("移出经营异常名录原因", "移出原因"),
        "removed_on": ("移出日期", "移出时间"),
        "office": ("作出决定机关", "作出决定机关(列入)", "作出决定机关(移出)", "机关", "列入机关"),
    },
    {
        "subscribed": "amount",
        "paid": "amount",
        "subscribed_date": "date",
        "paid_date": "date",
        "listed_on": "date",
        "removed_on": "date",
    },
)
_DATE = re.compile(r"(?:19|20)\d{2}(?:年|[-./])\d{1,2}(?:月|[-./])\d{1,2}日?")
_AMOUNT = re.compile(r"-?\d[\d,]*(?:\.\d{1,6})?")
_HEADINGS = re.compile(r"^(?:[一二三四五六七八九十]+[、.])?[\u4e00-\u9fff()]{2,16}信息(?:\([^)]*\))?$")


def read(views: Sequence[PageView], extractor: str) -> dict[str, tuple[Row, ...]]:
    """Tables `shareholders` and `abnormal`."""
    pages = read_pages(views, CAPTIONS, _is_heading)
    found = records(pages, CAPTIONS, _is_heading, frozenset())
    return {
        "shareholders": tuple(_shareholder(r, extractor) for r in found if _is_shareholder(r)),
        "abnormal": tuple(_abnormality(r, extractor) for r in found if _is_abnormal(r)),
    }


def _is_heading(text: str) -> bool:
    return _HEADINGS.match(text) is not None


def _is_shareholder(record: Record) -> bool:
    return (
        bool(record.text("name"))
        and {"subscribed", "paid"} & record.headed != set()
        and "合计" not in record.text("name")
    )


def _is_abnormal(record: Record) -> bool:
    return bool(record.text("reason")) and _DATE.search(record.text("listed_on")) is not None


def _shareholder(record: Record, extractor: str) -> Row:
    return {
        "name": _text(record, "name", extractor),
        "subscribed": _amount(record, "subscribed", extractor),
        "subscribed_method": _text(record, "subscribed_method", extractor, optional=True),
        "subscribed_date": _day(record, "subscribed_date", extractor),
        "paid": _amount(record, "paid", extractor),
        "paid_date": _day(record, "paid_date", extractor),
    }


def _abnormality(record: Record, extractor: str) -> Row:
    return {
        "reason": _text(record, "reason", extractor),
        "listed_on": _day(record, "listed_on", extractor),
        "removed_on": _day(record, "removed_on", extractor),
    }


def _span(record: Record, key: str) -> Span | None:
    entry = record.entries.get(key)
    return entry.cell.span if entry is not None and entry.cell.pieces else None


def _text(record: Record, key: str, extractor: str, optional: bool = False) -> FieldValue:
    span = _span(record, key)
    if span is None or _parse.is_blank(span.text):
        return ABSENT if optional else NOT_FOUND
    odd = key == "name" and re.search(r"\d", span.text)
    return from_span(
        span, span.text, method="column", extractor=extractor, accept=0.95, doubt="unusual" if odd else None
    )


def _amount(record: Record, key: str, extractor: str) -> FieldValue:
    """Yuan; the unit stands in the caption or behind the figures. Without one the system means ten thousand yuan."""
    span = _span(record, key)
    if span is None or _parse.is_blank(span.text):
        return ABSENT
    match = _AMOUNT.match(span.text)
    caption = record.entries[key].unit
    unit = "万元" if "万" in span.text else caption
    value = money.parse(match[0], unit or "万元") if match else None
    parsed = Parsed(value, method="amount", least=0.95, doubt=None if unit else "unit_not_printed")
    return judged(span, counting(parsed, span, digits_of(span) or span.chars), extractor, "column")


def _day(record: Record, key: str, extractor: str) -> FieldValue:
    span = _span(record, key)
    if span is None or _parse.is_blank(span.text):
        return ABSENT
    match = _DATE.search(span.text)
    if match is None:
        return from_span(span, None, method="column", extractor=extractor)
    part = Span(span.page, span.chars[match.start() : match.end()])
    return from_span(part, chinese_date.parse(match[0]), method="column", extractor=extractor, accept=0.93)
