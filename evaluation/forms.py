"""When two values are the same: dates, money, codes and lists canonically, text without white space.

Text is compared after NFKC. Long text (scope, addresses, purposes) has a measure of its own, the character error rate,
and its exact share leaves punctuation out.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

LONG_TEXT = frozenset({"business_scope", "address", "location", "purpose", "repayment_source", "counter_guarantee"})
CODES = frozenset(
    {
        "unified_social_credit_code",
        "registration_number",
        "organisation_code",
        "taxpayer_id",
        "id_number",
        "loan_card_code",
        "account_number",
        "vin",
        "unit_number",
        "report_number",
        "permit_number",
        "certificate_number",
        "plate_number",
        "contract_number",
        "account_code",
    }
)
"""Identifiers: no character may be wrong."""
MONEY = frozenset(
    {
        "registered_capital",
        "paid_in_capital",
        "total_amount",
        "outstanding_balance",
        "amount",
        "balance",
        "opening_balance",
        "closing_balance",
        "annual_income",
        "ending",
        "opening",
        "current",
        "prior",
        "debit",
        "credit",
        "opening_debit",
        "opening_credit",
        "period_debit",
        "period_credit",
        "closing_debit",
        "closing_credit",
    }
)
NUMBERS = frozenset({"outstanding_count", "term_months", "area_sqm", "annual_rate"})
YEARS = frozenset({"annual_inspection_years"})
_DATES = frozenset(
    {"valid_from", "valid_to", "date", "due_date", "settled_date", "period_start", "period_end", "paid_date"}
)
_OPEN_ENDED = frozenset({"long_term", "长期", "长期有效", "不约定期限", "永久"})
_YUAN = {"CNY": "人民币", "RMB": "人民币", "人民币元": "人民币"}
_SAME = str.maketrans({"[": "(", "]": ")", "〔": "(", "〕": ")", "—": "-"})
_DATE = re.compile(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})\D*")
_DECIMAL = re.compile(r"-?\d+\.\d+")
_PUNCTUATION = re.compile(r"[\W_]+")


class Form(NamedTuple):
    """A value ready for comparison: its canonical form, and its text without punctuation where that suffices."""

    exact: object
    bare: str | None


def plain_text(value: object) -> str:
    """NFKC, without white space, brackets and dashes unified."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(value))).translate(_SAME)
    return text.replace("一-", "-")


def form(name: str, value: object) -> Form | None:
    """The comparable form of a value of field `name`; None for null and for empty text or lists."""
    if value is None or value in ("", []):
        return None
    exact = _canonical(name, value)
    if name in LONG_TEXT:
        bare = _bare(value)
        return Form(bare, bare)
    strict = name in CODES or _is_date(name) or not isinstance(exact, str)
    return Form(exact, None if strict else _bare(value) or None)


def same(truth: Form | None, found: Form | None) -> bool:
    """Whether two forms mean the same value."""
    if truth is None or found is None:
        return truth is found
    return truth.exact == found.exact or (truth.bare is not None and truth.bare == found.bare)


def character_error_rate(truth: object, found: object) -> float:
    """Edits that turn the found text into the true one, a character of truth; at most 1."""
    wanted, got = plain_text(truth), plain_text(found if found is not None else "")
    if not wanted:
        return float(bool(got))
    row = list(range(len(got) + 1))
    for i, char in enumerate(wanted, 1):
        above, row[0] = row[0], i
        for j, other in enumerate(got, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (char != other))
    return min(1.0, row[-1] / len(wanted))


def _bare(value: object) -> str:
    return _PUNCTUATION.sub("", plain_text(value))


def _is_date(name: str) -> bool:
    return name in _DATES or name.endswith("_date")


def _canonical(name: str, value: object) -> object:
    if name in YEARS:
        return _years(value)
    if _is_date(name):
        return _date(value)
    if name in MONEY or name in NUMBERS:
        return _number(name, value)
    if isinstance(value, bool):
        return value
    text = plain_text(value)
    if name in CODES:
        return re.sub(r"[-·]", "", text).upper()
    if _DECIMAL.fullmatch(text):
        return Decimal(text).normalize() + 0
    if name == "currency":
        return _YUAN.get(text, text)
    return (text.rstrip("族") or text) if name == "ethnicity" else text


def _years(value: object) -> object:
    try:
        return tuple(sorted(int(year) for year in value)) if isinstance(value, list | tuple) else plain_text(value)
    except (TypeError, ValueError):
        return plain_text(value)


def _date(value: object) -> str:
    text = plain_text(value)
    if text in _OPEN_ENDED:
        return "long_term"
    match = _DATE.fullmatch(text)
    return f"{int(match[1]):04d}-{int(match[2]):02d}-{int(match[3]):02d}" if match else text


def _number(name: str, value: object) -> object:
    """The number, or the text when it is none. A rate below 0.5 is taken as a share and put into per cent."""
    text = plain_text(value).replace(",", "").replace("¥", "").replace("元", "").rstrip("%")
    if re.fullmatch(r"\(.*\)", text):
        text = "-" + text[1:-1]
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if name == "annual_rate" and 0 < number < Decimal("0.5"):
        number *= 100
    return number.normalize() + 0
