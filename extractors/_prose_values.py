"""Values in running text: what a matched stretch means."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from extractors._sentences import amount_of, months_of
from schemas.core import LONG_TERM, Plain
from standards import _numerals, chinese_date


@dataclass(frozen=True)
class Value:
    """A value at `start`..`end` of the text. `twice` when digits and capitals said the same; a doubt forbids accepting."""

    label: str
    start: int
    end: int
    value: Plain
    doubt: str | None = None
    twice: bool = False
    unit: str | None = None


def value_of_match(label: str, text: str, start: int, end: int) -> Value | None:
    """The value of a matched stretch; null when it has no meaning, such as a 13th month."""
    return _READERS[label](label, text, start, end)


def _money(label: str, text: str, start: int, end: int) -> Value | None:
    parsed = amount_of(text, "元")
    if parsed is None or not isinstance(parsed.value, Decimal):
        return None
    return Value(label, start, end, parsed.value, parsed.doubt, "=" in parsed.method)


def _day(label: str, text: str, start: int, end: int) -> Value | None:
    day = chinese_date.parse(text)
    return Value(label, start, end, day) if isinstance(day, date) and 1950 <= day.year <= 2120 else None


def _months(label: str, text: str, start: int, end: int) -> Value | None:
    if chinese_date.parse(text) == LONG_TERM:
        return Value(label, start, end, LONG_TERM)
    months = months_of(text)
    return Value(label, start, end, months) if months is not None and 0 < months <= 1200 else None


_HUNDREDTHS = re.compile(r"百分之([零〇一二三四五六七八九十百]+)(?:点([零〇一二三四五六七八九]+))?")


def _per_cent(label: str, text: str, start: int, end: int) -> Value | None:
    spelt = _HUNDREDTHS.search(text)
    if spelt:
        whole = _numerals.whole(spelt[1])
        part = "".join(str("〇一二三四五六七八九".index(c.replace("零", "〇"))) for c in spelt[2] or "")
        return None if whole is None else Value(label, start, end, Decimal(f"{whole}.{part or 0}"), unit="%")
    number = re.search(r"\d+(?:\.\d+)?", text)
    return Value(label, start, end, Decimal(number[0]), unit="‰" if "‰" in text else "%") if number else None


def _area(label: str, text: str, start: int, end: int) -> Value | None:
    number = re.search(r"\d+(?:,\d{3})*(?:\.\d+)?", text)
    if number is None:
        return None
    size = Decimal(number[0].replace(",", ""))
    return Value(
        label, start, end, size * Decimal("666.67") if "亩" in text else size, "acre" if "亩" in text else None
    )


def _words(label: str, text: str, start: int, end: int) -> Value | None:
    return Value(label, start, end, text)


_READERS: dict[str, Callable[[str, str, int, int], Value | None]] = {
    "MONEY": _money,
    "DAY": _day,
    "MONTHS": _months,
    "PER_CENT": _per_cent,
    "AREA": _area,
    "NUMBER": _words,
    "IDENTITY": _words,
}
