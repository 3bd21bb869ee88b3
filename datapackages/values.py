"""Values as package text: one rendering for package.json and for every comparison of packages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from schemas.core import Citation, Plain
from schemas.titles import QUANTITIES, VALUES

JsonValue = str | int | bool | list[int] | None


def json_value(name: str, value: Plain | None) -> JsonValue:
    """The value of field `name` as it stands in package.json.

    Money is a decimal string in yuan with at least two decimals, a date is YYYY-MM-DD, a list of years a JSON list.

    >>> json_value("amount", Decimal("1E+6"))
    '1000000.00'
    """
    if isinstance(value, Decimal):
        return plain_decimal(value, places=0 if name in QUANTITIES else 2)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return value


def plain_decimal(value: Decimal, places: int) -> str:
    """Plain notation with at least `places` decimals, never rounded, without noughts behind those.

    >>> plain_decimal(Decimal("0.125"), 2), plain_decimal(Decimal("5"), 2), plain_decimal(Decimal("300.0000"), 2)
    ('0.125', '5.00', '300.00')
    """
    text = format(value, "f")
    whole, _, decimals = text.partition(".")
    decimals = decimals.rstrip("0")
    if len(decimals) > places:
        return f"{whole}.{decimals}"
    if not places:
        return whole
    return f"{whole}.{decimals.ljust(places, '0')}"


def shown(name: str, value: Plain | None) -> str:
    """The value of field `name` for a reader: grouped money, Chinese words for codes, empty for null.

    >>> shown("balance", Decimal("1234567.8")), shown("valid_to", "long_term"), shown("sex", "male")
    ('1,234,567.80', '长期', '男')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        text = plain_decimal(value, places=0 if name in QUANTITIES else 2)
        whole, _, decimals = text.partition(".")
        return f"{int(whole):,}" + (f".{decimals}" if decimals else "") if abs(value) >= 1000 else text
    if isinstance(value, tuple):
        return "、".join(str(item) for item in value) or "（无）"
    text = value.isoformat() if isinstance(value, date) else str(value)
    return "长期" if text == "long_term" else VALUES.get(name, {}).get(text, text)


def cited(citation: Citation) -> str:
    """A cited value for a reader: decimal strings are grouped, codes are put into words."""
    return shown_text(citation.field.rsplit(".", 1)[-1], citation.value) or "（空）"


def shown_text(name: str, value: JsonValue) -> str:
    """The value of field `name`, as package.json has it, for a reader; empty for null.

    >>> shown_text("amount", "1234567.80"), shown_text("sex", "male"), shown_text("amount", None)
    ('1,234,567.80', '男', '')
    """
    if isinstance(value, list):
        return "、".join(str(item) for item in value) or "（无）"
    if isinstance(value, str) and _is_money(value):
        return money(value)
    return shown(name, value)


def _is_money(text: str) -> bool:
    whole, dot, decimals = text.removeprefix("-").partition(".")
    return bool(dot) and whole.isdecimal() and decimals.isdecimal() and len(decimals) >= 2


def money(text: str | None) -> str:
    """A decimal string in yuan with grouped digits; null is empty, other text stays as it is.

    >>> money("1234567.8"), money(None)
    ('1,234,567.80', '')
    """
    try:
        return shown("amount", Decimal(text)) if text is not None else ""
    except InvalidOperation:
        return text or ""
