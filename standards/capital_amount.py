"""Amounts in capitals and mixed notations, as licences, charters and contracts print a capital.

>>> parse('人民币伍佰万元整')
Decimal('5000000')
>>> parse('贰仟万圆整')
Decimal('20000000')
>>> parse('1000万元整')
Decimal('10000000')
>>> parse('人民币100.0000万元整')
Decimal('1000000.0000')
>>> parse_with_currency('伍拾万美元')
(Decimal('500000'), 'USD')
>>> parse('伍仟零捌拾元叁角整')
Decimal('5080.3')
>>> parse('无') is None
True
"""

from __future__ import annotations

import re
from decimal import Decimal

from standards import _clean, _numerals, money

CURRENCIES = {
    "人民币": "CNY",
    "RMB": "CNY",
    "CNY": "CNY",
    "美元": "USD",
    "美金": "USD",
    "USD": "USD",
    "港币": "HKD",
    "港元": "HKD",
    "HKD": "HKD",
    "欧元": "EUR",
    "EUR": "EUR",
    "日元": "JPY",
    "JPY": "JPY",
    "英镑": "GBP",
    "GBP": "GBP",
    "新台币": "TWD",
    "韩元": "KRW",
    "新加坡元": "SGD",
    "澳大利亚元": "AUD",
}
"""Printed names of currencies to ISO 4217 codes."""

_ORDERED = sorted(CURRENCIES, key=len, reverse=True)
_SLIPS = str.maketrans({"園": "元", "圓": "元", "圆": "元", "園".upper(): "元", "国": "元", "囗": "元", "乙": "亿"})
_ARABIC = re.compile(r"([\d,]+(?:\.\d+)?)(百万|千万|亿|万|千|百)?")
_SIZES = {"百": 100, "千": 1_000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}


def parse(text: str) -> Decimal | None:
    """The amount in units of its currency (yuan when none is named), null when the text is no amount."""
    found = parse_with_currency(text)
    return found[0] if found else None


def parse_with_currency(text: str) -> tuple[Decimal, str] | None:
    """The amount and its ISO currency code (CNY when none is named), null when the text is no amount.

    >>> parse_with_currency('伍仟捌佰万元人民币')
    (Decimal('58000000'), 'CNY')
    >>> parse_with_currency('(人民币) 壹佰万 元 整')
    (Decimal('1000000'), 'CNY')
    >>> parse_with_currency('USD 1,200.50万')
    (Decimal('12005000.00'), 'USD')
    """
    core = re.sub(r"[()¥￥:]|大写|小写", "", _clean.plain(text))
    currency, core = _take_currency(core)
    core = re.sub(r"(?<=[元角分万亿\d])[整正]$", "", core.translate(_SLIPS))
    amount = _mixed(core) if re.match(r"\d", core) else _capitals(core)
    return (amount, currency) if amount is not None else None


def _take_currency(text: str) -> tuple[str, str]:
    """The currency named in the text (CNY when none is), and the text with its name replaced by 元 or nothing."""
    for name in _ORDERED:
        if name in text:
            head, _, tail = text.partition(name)
            return CURRENCIES[name], head + ("元" if head and not head.endswith("元") else "") + tail.lstrip(
                "元" if head else ""
            )
    return "CNY", text


def _mixed(text: str) -> Decimal | None:
    """Arabic digits with an optional Chinese unit."""
    match = _ARABIC.fullmatch(text.rstrip("元"))
    if not match:
        return None
    number = money.parse(match[1])
    return None if number is None else number * _SIZES.get(match[2] or "", 1)


def _capitals(text: str) -> Decimal | None:
    """Chinese numerals, with 角 and 分 behind 元."""
    head, yuan, tail = text.partition("元")
    value = _numerals.whole(head)
    cents = _numerals.fraction(tail) if yuan else Decimal(0)
    if value is None or cents is None or not (yuan or re.search("[佰仟万亿百千拾十]", head)):
        return None
    return Decimal(value) + cents


_SKIPPED = re.compile(r"[仟千][壹贰叁肆伍陆柒捌玖](?![佰百])|[佰百][壹贰叁肆伍陆柒捌玖](?![拾十])")


def skips(text: str) -> bool:
    """Whether a unit within capitals is passed over without the 零 that must then be written: a character may be lost.

    >>> skips('壹仟贰万元整'), skips('叁佰伍万元'), skips('壹仟零贰万元整'), skips('壹仟贰佰万元整')
    (True, True, False, False)
    """
    return _SKIPPED.search(_clean.plain(text)) is not None


_WORDS = re.compile(r"[零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿]{2,}[零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正]*")
_FIGURES = re.compile(r"(?<![\d.,])(\d[\d,]*(?:\.\d{1,6})?)(亿元|万元|千元|元|万|亿)?(?!\.?\d|[年月日%])")


def printed_twice(text: str) -> tuple[Decimal, Decimal] | None:
    """The first amount in capitals and the first in figures of a text that prints both; null when one is missing.

    >>> printed_twice('人民币贰佰万元整(¥2,000,000.00)')
    (Decimal('2000000'), Decimal('2000000.00'))
    >>> printed_twice('贰万零贰佰元整(小写:2.02万元)')
    (Decimal('20200'), Decimal('20200.00'))
    >>> printed_twice('伍佰万元整') is None, printed_twice('2,000,000.00元') is None, printed_twice('伍佰万元整(5.000.000.00)')
    (True, True, None)
    """
    words = next((a for m in _WORDS.finditer(text) if (a := parse(m[0])) is not None), None)
    figures = next((a for m in _FIGURES.finditer(text) if (a := _mixed(m[0])) is not None), None)
    return None if words is None or figures is None else (words, figures)
