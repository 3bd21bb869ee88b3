"""Printed amounts: digits with separators, brackets or a sign, and a unit, to Decimal in yuan.

>>> parse('1,234.50')
Decimal('1234.50')
>>> parse('1,234.50', unit='万元')
Decimal('12345000.00')
>>> parse('(1,234.50)')
Decimal('-1234.50')
>>> parse('￥ 30 万元')
Decimal('300000')
>>> parse('-') is None
True
>>> ulp('1,234.50', unit='万元')
Decimal('100.00')
"""

from __future__ import annotations

import re
from decimal import Decimal

from standards import _clean

UNITS = {
    "元": Decimal(1),
    "千元": Decimal(1_000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "千万元": Decimal(10_000_000),
    "亿元": Decimal(100_000_000),
}
"""Printed unit to its size in yuan."""

_NAMES = {"yuan": "元", "thousand_yuan": "千元", "ten_thousand_yuan": "万元", "million_yuan": "百万元", "亿": "亿元"}
_NAMES |= {"万": "万元", "千": "千元", "百万": "百万元", "圆": "元", "千万": "千万元"}
_MINUS = re.compile(r"[−–—‒―﹣]|^[一_~](?=[\d.¥(])")
_AMOUNT = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,6})?")
_DECORATION = re.compile(r"^(?:人民币|RMB|CNY)?[¥$]?|(?:整|正|人民币)$")
_UNIT = re.compile(r"(百万|千万|亿|万|千)?[元圆]?$")


def size_of(unit: str) -> Decimal:
    """How many yuan one `unit` is; accepts the printed form (万元) and the package's (`ten_thousand_yuan`).

    Raises:
        KeyError: no such unit.

    >>> size_of('ten_thousand_yuan')
    Decimal('10000')
    """
    unit = _clean.plain(unit)
    return UNITS[_NAMES.get(unit, unit)]


def is_blank(text: str) -> bool:
    """Whether the cell is empty or holds only a dash or a slash: no amount is printed.

    >>> is_blank(' -- '), is_blank('0.00')
    (True, False)
    """
    return re.fullmatch(r"[-−–—‒―﹣_/一*]*", _clean.plain(text)) is not None


def is_amount(text: str) -> bool:
    """Whether the text, white space aside, is one well-formed amount and nothing else.

    Thousands separators stand at every third digit or nowhere; at most one decimal point; a sign or brackets.

    >>> [is_amount(t) for t in ('1,234,567.89', '-12.5', '(3,000)', '1,23.45', '12.34.56', '12a', '')]
    [True, True, True, False, False, False, False]
    """
    return _split(text)[0] is not None


def parse(text: str, unit: str = "元") -> Decimal | None:
    """The amount in yuan; null where nothing or no well-formed amount is printed.

    A unit printed with the number (30万元) counts instead of `unit`, the unit of the page or column.

    Raises:
        KeyError: `unit` is not one of `UNITS`.
    """
    number, printed = _split(text)
    if number is None:
        return None
    return number * size_of(printed or unit)


def ulp(text: str, unit: str = "元") -> Decimal:
    """Size of the last printed digit in yuan; of the unit itself when the text is no amount.

    >>> ulp('100', unit='元'), ulp('3.10万元')
    (Decimal('1'), Decimal('100.00'))
    """
    number, printed = _split(text)
    size = size_of(printed or unit)
    if number is None:
        return size
    exponent = number.as_tuple().exponent
    return size * Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _split(text: str) -> tuple[Decimal | None, str | None]:
    """The signed number as printed, and the unit printed with it."""
    core = _MINUS.sub("-", _clean.plain(text)).replace("，", ",").replace("￥", "¥")
    negative, core = _sign(_undecorated(core))
    unit = _UNIT.search(core)
    printed = unit.group() if unit else ""
    core = core[: len(core) - len(printed)]
    if not _AMOUNT.fullmatch(core):
        return None, None
    number = Decimal(core.replace(",", ""))
    return (-number if negative else number), (printed or None)


def _undecorated(text: str) -> str:
    """The text without currency marks in front and 整 behind."""
    return _DECORATION.sub("", text)


def _sign(text: str) -> tuple[bool, str]:
    """Whether the text is negative, and the text without its sign or brackets."""
    if re.fullmatch(r"\(.+\)", text):
        return True, _undecorated(text[1:-1])
    if text.startswith("-"):
        return True, _undecorated(text[1:])
    return False, text
