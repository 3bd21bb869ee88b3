"""Names of administrative divisions by their code (GB/T 2260), those that were renamed or merged since 1980 included.

The table is python-stdnum's.

>>> names('330106')
('浙江省', '杭州市', '西湖区')
>>> is_place('杭州市西湖区')
True
>>> is_place('张家港市')
True
>>> is_place('市西湖区'), is_place('杭州市两湖区'), is_place('')
(False, False, False)
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

_LINE = re.compile(r'^(\s*)(\d+) (?:province|county)="(?:\[[^\]]*\])?([^"]*)"')
_UNNAMED = frozenset({"市辖区", "县", "市", "省直辖县级行政区划", "自治区直辖县级行政区划"})


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """Every name that a six-digit code has had."""
    found: dict[str, list[str]] = {}
    province = ""
    for line in resources.files("stdnum.cn").joinpath("loc.dat").read_text(encoding="utf-8").splitlines():
        match = _LINE.match(line)
        if match is None:
            continue
        if not match[1]:
            province = match[2]
            found.setdefault(province + "0000", []).append(match[3])
        else:
            parts = re.split(r"\[[^\]]*\]|[,/;]", match[3])
            found.setdefault(province + match[2], []).extend(p.strip() for p in parts if p.strip())
    return {code: tuple(dict.fromkeys(n for n in these if n not in _UNNAMED)) for code, these in found.items()}


@cache
def _codes() -> dict[str, frozenset[str]]:
    """Codes by name."""
    found: dict[str, set[str]] = {}
    for code, these in _table().items():
        for name in these:
            found.setdefault(name, set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


def names(code: str) -> tuple[str, ...]:
    """Province, city and county of a code, as far as they are known, in their latest names."""
    levels = dict.fromkeys((code[:2] + "0000", code[:4] + "00", code[:6]))
    return tuple(found[-1] for level in levels if (found := _table().get(level)))


def is_place(text: str) -> bool:
    """Whether a text is nothing but the names of divisions, each inside the one before it."""
    return bool(text) and _within(text, "")


def _within(text: str, prefix: str) -> bool:
    if not text:
        return True
    for end in range(len(text), 1, -1):
        for code in _codes().get(text[:end], ()):
            inside = code.startswith(prefix)
            if inside and _within(text[end:], code.rstrip("0") if code.endswith("00") else code):
                return True
    return False


def prefectures(text: str) -> frozenset[str]:
    """The cities that an address may begin with, as four-digit codes (two for 北京, 天津, 上海, 重庆); empty when unknown.

    Several when a county was moved from one to another, or counties share a name.

    >>> '3205' in prefectures('江苏省张家港市榕苑路3号'), sorted(prefectures('杭州市西湖区文三路'))
    (True, ['3301'])
    >>> sorted(prefectures('上海市浦东新区世纪大道')), prefectures('文三路100号'), prefectures('浙江省某地')
    (['31'], frozenset(), frozenset())
    """
    found = _leading(text, "")
    cities = {c[:2] if c[:2] in _MUNICIPALITIES else c[:4] for c in found if c[:2] in _MUNICIPALITIES or c[2:4] != "00"}
    return frozenset(cities)


_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
_LONGEST = 15


def _leading(text: str, prefix: str) -> frozenset[str]:
    """The codes of the last of the divisions that a text begins with, each inside the one before it."""
    for end in range(min(len(text), _LONGEST), 1, -1):
        codes = frozenset(c for c in _codes().get(text[:end], ()) if c.startswith(prefix))
        if codes:
            inner = (_leading(text[end:], c.rstrip("0") if c.endswith("00") else c) for c in codes)
            return frozenset().union(*inner) or codes
    return frozenset()
