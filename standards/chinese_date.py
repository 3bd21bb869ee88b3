"""Dates and periods as Chinese papers print them.

>>> parse('2012年3月1日')
datetime.date(2012, 3, 1)
>>> parse('2012.03.01'), parse('2012-3-1'), parse('20120301')
(datetime.date(2012, 3, 1), datetime.date(2012, 3, 1), datetime.date(2012, 3, 1))
>>> parse('二〇一二年三月十五日'), parse('贰零壹贰年叁月壹日')
(datetime.date(2012, 3, 15), datetime.date(2012, 3, 1))
>>> parse('二O一二年十二月三十一日')
datetime.date(2012, 12, 31)
>>> parse('长 期')
'long_term'
>>> parse('/') is None
True
>>> parse_period('自2010年01月01日至2030年12月31日')
(datetime.date(2010, 1, 1), datetime.date(2030, 12, 31))
>>> parse_period('2010.01.01-长期')
(datetime.date(2010, 1, 1), 'long_term')
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from standards import _clean, _numerals

LONG_TERM: Literal["long_term"] = "long_term"
"""An open-ended validity."""

When = date | Literal["long_term"]

_LONG = re.compile(r"长期|永久|不约定期限|无固定期限|无限期|永续经营|long_?term", re.IGNORECASE)
_OPEN = re.compile(r"长期(?:有效)?|永久(?:有效|存续)?|不约定期限|无固定期限|无限期|永续经营|long_?term", re.IGNORECASE)
_NUMERAL = f"[{_numerals.SIGNS}]"
_SLIPS = str.maketrans(
    {"曰": "日", "口": "日", "囗": "日", "O": "0", "o": "0", "l": "1", "I": "1", "|": "1", "○": "〇", "◯": "〇"}
)
_DIGITS = re.compile(
    r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日?"
    r"|(?P<y2>\d{4})[./\-,·](?P<m2>\d{1,2})[./\-,·](?P<d2>\d{1,2})日?"
    r"|(?<!\d)(?P<y3>(?:19|20)\d{2})(?P<m3>\d{2})(?P<d3>\d{2})(?!\d)"
)
_CHINESE = re.compile(f"({_NUMERAL}{{4}})年({_NUMERAL}{{1,3}})月({_NUMERAL}{{1,3}})日?")
_BETWEEN = re.compile(r"至|到|~|—+|--+|–|−|―|一(?=[12长永]|$)|-(?=\d{4}|长|永|不|$)")


def parse(text: str) -> When | None:
    """The one date in the text, `long_term` for an open end, null when there is no date or more than one, or no such day.

    Words around the date are tolerated; two dates are not (see `parse_period`).
    """
    core = _clean.plain(text)
    found = find_all(core)
    if len(found) == 1 and not _LONG.search(core):
        return found[0]
    if not found and _OPEN.fullmatch(re.sub(r"[\-~至()。.]", "", core)):
        return LONG_TERM
    return None


def find_all(text: str) -> tuple[date, ...]:
    """Every date in the text, in order of appearance; impossible days are left out.

    >>> find_all('2014年1月1日至2014年02月30日')
    (datetime.date(2014, 1, 1),)
    """
    core = _clean.plain(text)
    found = [(m.start(), _of_groups(m)) for m in _DIGITS.finditer(core.translate(_SLIPS))]
    found += [(m.start(), _of_numerals(m)) for m in _CHINESE.finditer(core)]
    return tuple(day for _, day in sorted(found, key=lambda pair: pair[0]) if day)


def parse_period(text: str) -> tuple[When | None, When | None]:
    """Start and end of «自A至B», «A-B», «A至长期»; a part that is blank or unreadable is null.

    >>> parse_period('自二〇一〇年一月一日至不约定期限')
    (datetime.date(2010, 1, 1), 'long_term')
    >>> parse_period('2009年05月06日至    年 月 日')
    (datetime.date(2009, 5, 6), None)
    >>> parse_period('长期')
    (None, 'long_term')
    >>> parse_period('2008.09.12-2028.09.12')
    (datetime.date(2008, 9, 12), datetime.date(2028, 9, 12))
    """
    core = _clean.plain(text)
    days = find_all(core)
    if _LONG.search(core):
        return (days[0] if len(days) == 1 else None), (LONG_TERM if len(days) < 2 else None)
    if len(days) == 2:
        return days[0], days[1]
    if len(days) != 1:
        return None, None
    head, separator, tail = _halves(core)
    if separator and not find_all(head) and find_all(tail):
        return None, days[0]
    return days[0], None


def _halves(text: str) -> tuple[str, str, str]:
    """The text before and after the word or sign that means «to»."""
    for match in _BETWEEN.finditer(text):
        head, tail = text[: match.start()], text[match.end() :]
        if find_all(head) or find_all(tail):
            return head, match.group(), tail
    return text, "", ""


def _of_groups(match: re.Match[str]) -> date | None:
    """The date of a match in Arabic digits."""
    parts = [match[f"{name}{suffix}"] for suffix in ("", "2", "3") for name in "ymd"]
    return _day(*[int(p) for p in parts if p is not None])


def _of_numerals(match: re.Match[str]) -> date | None:
    """The date of a match in Chinese numerals."""
    parts = [_numerals.whole(g) for g in match.groups()]
    return _day(*[p for p in parts if p is not None])


def _day(*parts: int) -> date | None:
    """The date, null when there is none such between 1850 and 2150."""
    try:
        return date(*parts) if 1850 <= parts[0] <= 2150 else None
    except (ValueError, TypeError):
        return None
