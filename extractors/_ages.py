"""How old a receivable is, as headers print it: years, months or days, in digits or Chinese numerals, with or without (含)."""

from __future__ import annotations

import re
import unicodedata

ROLE = "age_"
_FOREVER = 1000
_DIGITS = str.maketrans("一二两三四五六七八九", "1223456789")
_NUMBER = r"(\d{1,3})"
_UNIT = r"(年|月|天|日)"
_RANGE = re.compile(rf"{_NUMBER}{_UNIT}?(?:-+|—+|–|~|至|到){_NUMBER}{_UNIT}(?:以内|内)?")
_BELOW = re.compile(
    rf"(?:[≤<]=?|小于|不超过){_NUMBER}{_UNIT}|{_NUMBER}{_UNIT}(?:以内|内|以下|及以内|及以下)|{_NUMBER}(月)"
)
_ABOVE = re.compile(rf"(?:[≥>]=?|大于|超过){_NUMBER}{_UNIT}|{_NUMBER}{_UNIT}(?:以上|及以上|之上)")
_MONTHS = {"年": 12.0, "月": 1.0, "天": 1 / 30, "日": 1 / 30}


def age_of(text: str) -> str | None:
    """The role of a header that names an age: `age_from_to` in months, null for any other text.

    >>> [age_of(t) for t in ('1年以内(含1年)', '一至二年', '5年以上', '3-6个月', '≤3月', '31-60天', '6个月-1年', '余额')]
    ['age_0_12', 'age_12_24', 'age_60_1000', 'age_3_6', 'age_0_3', 'age_1_2', 'age_6_12', None]
    """
    core = unicodedata.normalize("NFKC", text).replace("⩽", "≤").replace("⩾", "≥")
    core = re.sub(r"\s|\([^()]*\)?|账龄|帐龄|其中:?|个", "", core).translate(_DIGITS).replace("半年", "6月")
    match = _RANGE.fullmatch(core)
    if match:
        unit = match[4]
        start, end = _months(match[1], match[2] or unit), _months(match[3], unit)
        start = start - 1 if (match[2] or unit) == "月" and start in (1, 4, 7, 10) and end % 3 == 0 else start
        return f"{ROLE}{start}_{end}" if start < end else None
    match = _BELOW.fullmatch(core)
    if match:
        number, unit = _pair(match.groups())
        return f"{ROLE}0_{_months(number, unit)}"
    match = _ABOVE.fullmatch(core)
    if match:
        number, unit = _pair(match.groups())
        return f"{ROLE}{_months(number, unit)}_{_FOREVER}"
    return None


def _pair(groups: tuple[str | None, ...]) -> tuple[str, str]:
    found = [g for g in groups if g is not None]
    return found[0], found[1]


def _months(number: str, unit: str) -> int:
    """Whole months; the first day after a month (31, 61) counts as its end."""
    return round(int(number) * _MONTHS[unit])


def span_of(role: str) -> tuple[int, int]:
    """From and to in months.

    >>> span_of('age_12_24')
    (12, 24)
    """
    start, end = role.removeprefix(ROLE).split("_")
    return int(start), int(end)
