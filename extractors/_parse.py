"""Parsers: from a value's characters to a typed value, with what they say about its truth."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from extractors import _codes, _decode
from extractors._codes import Kind
from extractors._view import Span
from schemas.core import Plain
from standards import capital_amount, chinese_date
from standards.script import simplified


@dataclass(frozen=True)
class Parsed:
    """A parser's answer: the value, a factor on its sureness, a doubt that forbids accepting, and the steps taken.

    `least` is the sureness (weakest character) that suffices because something else vouches for the value.
    """

    value: Plain | None
    factor: float = 1.0
    doubt: str | None = None
    method: str = ""
    least: float | None = None


Parser = Callable[[Span], Parsed | None]
"""Null means that nothing is printed: blank, a slash, a row of stars."""

_BLANK = re.compile(r"^[\s/\\*＊—\-_.·:：无]*$")
_COMPANY = re.compile(r"(公司|厂|店|行|社|中心|部|所|院|场|站|馆|学校|集团|企业|合伙\)?|商行|超市|工作室|联社|局|户)$")


_DOUBLED = re.compile(r"(公司|中心|商行|经营部)\1$")
"""An ending that two overlapping lines both hold."""


def is_blank(text: str) -> bool:
    """Whether a form's field was left empty or struck out."""
    return bool(_BLANK.match(text))


def text(span: Span) -> Parsed | None:
    """Plain text."""
    value = span.text
    return None if is_blank(value) else Parsed(value)


def authority(span: Span) -> Parsed | None:
    """An authority's printed name; a piece of its label before a colon is left off."""
    value = re.sub(r"^.{0,3}[:：]", "", span.text).strip(" ,.。、:·")
    if is_blank(value):
        return None
    whole = re.search(r"(局|院|厅|委员会|中心|所|处|分行|支行|部)$", value)
    return Parsed(value, doubt=None if whole else "name_incomplete", least=0.93)


_CUT_ADDRESS = re.compile(r"(?<=[路街道巷弄村])\d+$")
"""An address that ends with a bare house number: its 号 and what follows were not found."""


def prose(span: Span) -> Parsed | None:
    """Long text over several lines: scope, address, purpose. One weak character in many does not decide."""
    value = span.text.strip(" ,")
    if is_blank(value):
        return None
    letters = [c.sureness for c in span.chars if c.text.isalnum()]
    sure = bool(letters) and min(letters) >= 0.85 and sum(letters) / len(letters) >= 0.985
    whole = value.count("(") == value.count(")") and not _CUT_ADDRESS.search(value)
    return Parsed(value, doubt=None if sure and whole else "low_confidence" if whole else "text_incomplete", least=0.0)


def company(span: Span) -> Parsed | None:
    """A company's or institution's name; one that does not end as names do may be cut short."""
    value = re.sub(r"(公司|厂|店|行|社|中心)[A-Za-z0-9|.,:;'\" ]+$", r"\1", span.text.strip(" ,.。、:;·_-"))
    if is_blank(value):
        return None
    return Parsed(
        value,
        doubt="name_incomplete"
        if not _COMPANY.search(value) or len(value) < 4 or _DOUBLED.search(value) or re.search(r"\d{3}", value)
        else rare_character(value),
        least=0.9,
    )


def person(span: Span) -> Parsed | None:
    """A person's name: two to four characters, or longer with a middle dot."""
    value = re.sub(r"^[(]?(姓名|签字|签章|盖章|负责人?|经营者|业主)[)]?[:]?", "", re.sub(r"[\s_:,.。]", "", span.text))
    value = re.sub(r"[·•・]", "·", value)
    if is_blank(value):
        return None
    value, doubt = _in_simplified(value, span)
    good = re.fullmatch(r"[\u3400-\u9fff]{2,4}", value) or re.fullmatch(r"[\u3400-\u9fff]+(·[\u3400-\u9fff]+)+", value)
    return Parsed(value, doubt="not_a_name" if not good else doubt, least=0.95)


def _in_simplified(value: str, span: Span) -> tuple[str, str | None]:
    """The text with recognised characters of the traditional script in simplified ones, and the doubt that they leave.

    A recogniser takes 黄 for 黃; certificates print the simplified form, so it is the likelier one, and a person decides.
    """
    doubt = rare_character(value)
    recognised = any(c.sureness < 1.0 for c in span.chars)
    likelier = simplified(value) if doubt and recognised else value
    return (likelier if rare_character(likelier) is None else value), doubt


def rare_character(value: str) -> str | None:
    """A doubt for characters outside the common set (GB 2312): rare names, and traditional forms that readers mix up."""
    try:
        value.replace("·", "").encode("gb2312")
    except UnicodeEncodeError:
        return "rare_character"
    return None


def capital(span: Span) -> Parsed | None:
    """An amount of capital in digits or capitals, to yuan."""
    value = span.text
    if is_blank(value):
        return None
    amount = capital_amount.parse(value)
    return Parsed(amount, method="amount", least=0.9)


def day(span: Span) -> Parsed | None:
    """One calendar date."""
    value = span.text
    if is_blank(value) or re.fullmatch(r"[年月日\s]*", value):
        return None
    found = chinese_date.parse(value)
    if found is None:
        all_days = chinese_date.find_all(value)
        return Parsed(all_days[0], doubt="several_dates") if all_days else Parsed(None)
    return Parsed(found, method="date", least=0.9, doubt=_implausible(found))


def _implausible(found: object) -> str | None:
    if isinstance(found, date) and not 1900 <= found.year <= 2100:
        return "implausible_date"
    return None


def period(which: int) -> Parser:
    """The beginning (0) or end (1) of a period «自A至B»; a single date is its beginning."""

    def parse(span: Span) -> Parsed | None:
        value = span.text
        if is_blank(value) or re.fullmatch(r"[自至年月日\s]*", value):
            return None
        both = chinese_date.parse_period(value)
        if both == (None, None):
            single = chinese_date.parse(value)
            both = (None, single) if single == "long_term" else (single, None)
        found = both[which]
        if found is None:
            return None if which == 1 and both[0] is not None and re.search(r"至\W*$|日$", value) else Parsed(None)
        start, end = both
        odd = isinstance(start, date) and isinstance(end, date) and start > end
        return Parsed(found, method="period", least=0.9, doubt="period_reversed" if odd else _implausible(found))

    return parse


_REPAIR_MARGIN = 100.0
"""A repaired code must be so many times as probable as any other string that satisfies the check."""
_REPAIR_LOSS = 30.0
"""What was read may be no more than so many times as probable as the repaired code."""
_REPAIR_REST = 0.7
"""Least probability of the characters that a repaired code keeps."""
_PROPOSAL_MARGIN, _PROPOSAL_REST = 30.0, 0.5
"""The same for a repaired code that is only proposed (docs/accuracy.md, codes under their check digits)."""
_MOST_CHANGED = 2

_NO_SLIP = 1.0
"""Asked of a number that may be a longer one of which characters were passed over: only a text layer has it."""

_MASK = re.compile(r"[*＊×●■█○]{2,}|[Xx]{4,}|\*")


def _code(kind: Kind) -> Parser:
    """A number with check digits, read under them.

    A number that satisfies its check is taken as read. One that does not is repaired where the recogniser itself held
    possible exactly one sound number, well before all others; where the check is weak, the repair is only proposed. A
    number whose every character is nearly certain is printed so, right or wrong, and kept.
    """

    def parse(span: Span) -> Parsed | None:
        printed = "".join(c.text for c in span.chars)
        read = _decode.plain(printed)
        if not read:
            return None
        if _MASK.search(printed):
            return Parsed(read, doubt="masked")
        found = _decode.best(span.chars, kind.sound)
        shaped = re.fullmatch(kind.printed, read) is not None
        if shaped and kind.valid(read):
            least = 0.8 if kind.strong else 0.99
            return Parsed(kind.shown(read), factor=_unrivalled(found, read), method="check_digit", least=least)
        if found is not None and _may_be_proposed(found):
            return _repaired(span, kind, found)
        if not shaped:
            return Parsed(read, doubt="unusual_number" if len(read) in kind.lengths else "wrong_length")
        method = "no_check_digit" if re.fullmatch(kind.unchecked, read) else "check_digit_fails"
        least = _NO_SLIP if re.fullmatch(kind.torn, read) else 0.998
        return Parsed(
            kind.shown(read), factor=_unrivalled(found, read), method=method, doubt="check_digit", least=least
        )

    return parse


def _unrivalled(found: _decode.Decoded | None, read: str) -> float:
    """The chance of what was read against the most probable other string that satisfies the check."""
    if found is None:
        return 1.0
    ahead = found.margin if found.text == read else found.loss
    return ahead / (1.0 + ahead)


def _may_be_proposed(found: _decode.Decoded) -> bool:
    near = found.changed <= _MOST_CHANGED and found.loss <= _REPAIR_LOSS
    return near and found.margin >= _PROPOSAL_MARGIN and found.rest >= _PROPOSAL_REST


def _repaired(span: Span, kind: Kind, found: _decode.Decoded) -> Parsed:
    """The number that satisfies the check; accepted alone only where the check is strong and the margin large."""
    alone = kind.strong and found.margin >= _REPAIR_MARGIN and found.rest >= _REPAIR_REST
    sure = min(found.rest, found.margin / (1.0 + found.margin))
    return Parsed(
        kind.shown(found.text),
        factor=sure / max(span.sureness, 1e-6),
        method="check_digit_decoded",
        doubt=None if alone else "check_digit_decoded",
        least=_REPAIR_REST,
    )


credit_code = _code(_codes.UNIFIED)
org_code = _code(_codes.ORGANISATION)
registration = _code(_codes.REGISTRATION)
id_number = _code(_codes.IDENTITY)
loan_card = _code(_codes.LOAN_CARD)
taxpayer = _code(_codes.TAXPAYER)
vehicle = _code(_codes.VEHICLE)


def account(span: Span) -> Parsed | None:
    """A settlement account's number: 8 to 32 digits, no check digit."""
    value = re.sub(r"[^0-9]", "", span.text)
    if not value:
        return None
    return Parsed(value, doubt=None if 8 <= len(value) <= 32 else "wrong_length")
