"""Chinese numerals, plain and capital, as readers of scans deliver them."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {
    c: i
    for i, group in enumerate(
        ("零〇○Oo◯", "一壹弌", "二贰貮弍两貳", "三叁参弎參叄", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for c in group
}
"""Every sign of a digit to its value; the round signs are how 〇 comes out of a reader."""

SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
SIGNS = "".join(DIGITS) + "".join(SMALL) + "".join(LARGE)


def whole(text: str) -> int | None:
    """The value of a numeral with or without unit signs, null when it is none.

    >>> whole('贰仟零伍万'), whole('十五'), whole('二〇一二'), whole('三十一')
    (20050000, 15, 2012, 31)
    >>> whole('万佰') is None
    True
    """
    if not text or any(c not in SIGNS for c in text):
        return None
    if not any(c in SMALL or c in LARGE for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    return _with_units(text)


def _with_units(text: str) -> int | None:
    """The value of a numeral with unit signs; null when the signs stand in no sensible order."""
    total = section = 0
    digit: int | None = None
    for i, c in enumerate(text):
        if c in DIGITS:
            if digit:
                return None
            digit = DIGITS[c]
        elif c in SMALL:
            if digit is None and (i or c not in "十拾"):
                return None
            section += (1 if digit is None else digit) * SMALL[c]
            digit = None
        else:
            section += digit or 0
            if not section and not total:
                return None
            total, section, digit = _raised(total, section, LARGE[c]), 0, None
    return total + section + (digit or 0)


def _raised(total: int, section: int, size: int) -> int:
    """The total once `section` was raised by 万 or 亿; 万亿 raises what stands before it."""
    if size == LARGE["亿"]:
        return (total + section) * size
    return total + section * size


def fraction(text: str) -> Decimal | None:
    """The value of 角 and 分 behind the whole amount, null when it is malformed.

    >>> fraction('伍角叁分'), fraction('')
    (Decimal('0.53'), Decimal('0'))
    """
    value = Decimal(0)
    for sign, size in (("角", Decimal("0.1")), ("分", Decimal("0.01"))):
        head, found, tail = text.partition(sign)
        if found:
            digits = [DIGITS[c] for c in head if c in DIGITS]
            if len(digits) != len(head) or not digits:
                return None
            value, text = value + digits[-1] * size, tail
    return value if not text.strip("零〇○O") else None
