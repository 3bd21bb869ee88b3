"""Facts that every paper about real estate prints: owners, the unit's number, kinds of right and use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractors import _parse
from extractors._fields import judged
from extractors._parse import Parsed
from extractors._view import PageView, Span
from schemas.core import FieldValue


def owners(span: Span) -> Parsed | None:
    """A company, a person, or several persons."""
    names = [n for n in re.split(r"[、,;/]", span.text.strip(" 、,;/")) if n]
    if len(names) > 1 and all(re.fullmatch(r"[\u3400-\u9fff·]{2,8}", n) for n in names):
        return Parsed("、".join(names), least=0.95)
    company = _parse.company(span)
    if company is None or company.doubt is None:
        return company
    person = _parse.person(span)
    return person if person is not None and person.doubt is None else company


def unit_number(span: Span) -> Parsed | None:
    """The 28 characters of 不动产单元号, printed with or without gaps."""
    value = re.sub(r"[^0-9A-Z]", "", span.text.upper())
    if _parse.is_blank(span.text):
        return None
    good = re.fullmatch(r"\d{12}G[A-Z]\d{5}[FWLZ]\d{8}|\d{6}\d{6}[GJZ][A-Z]\d{5}[FWLZ]\d{8}", value)
    return Parsed(value, least=0.9, doubt=None if good else "wrong_length")


def words_only(span: Span) -> Parsed | None:
    """Kinds of right or use; digits or another caption in it belong to a neighbouring field."""
    parsed = _parse.prose(span)
    if parsed is None or parsed.doubt is not None:
        return parsed
    value = str(parsed.value)
    foreign = re.search(r"\d|面积|期限|坐落|权利人|性质|共有情况|登记", value)
    return replace(parsed, doubt="unusual") if foreign else parsed


_BUILT = re.compile(r"(?<![套内分摊])建筑面积")
_SIZE = re.compile(r"(?<![\d.,])\d[\d,]*\.\d{1,2}(?!\d)")


def area_below(views: Sequence[PageView], extractor: str) -> FieldValue | None:
    """The building's area under its caption 建筑面积, as the old certificates' table of the house has it."""
    for view in views:
        for caption in view.find(_BUILT):
            head = view.span_of(caption).box
            found = [
                span
                for _, span in view.find_apart(_SIZE)
                if head.bottom - 0.3 * head.height < span.box.top < head.bottom + 5 * head.height
                and head.x0 - 0.5 * head.width < span.box.middle_x < head.x1 + 0.5 * head.width
            ]
            if not found:
                continue
            span = min(found, key=lambda s: (round(s.box.top, 2), abs(s.box.middle_x - head.middle_x)))
            value = Decimal(span.text.replace(",", ""))
            return judged(span, Parsed(value, method="area", least=0.95), extractor, "below_caption")
    return None
