"""From a cell or a stretch of text of a credit report to a value: amounts, dates, words of a closed list, names."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from extractors._values import ACCEPT, from_span
from extractors._view import Span, squeeze
from schemas.core import ABSENT, NOT_FOUND, FieldValue, Plain, Status
from standards import chinese_date, money

VERSION = "credit_report/1"

_EDGES = "|[]!'`\"_:;"
_BLANK = re.compile(r"[-–—―−_/*一\\|.·]*|无|空|不详")
_SEPARATED = re.compile(r"-?\d{1,3}(?:[.,]\d{3})*[.,]\d{2}")
_PADDED = re.compile(r"\d{4}\D\d{2}\D\d{2}日?")
_HALF_PARTED = re.compile(r"((?:19|20)\d{2})[-./]?(\d{2})[-./]?(\d{2})")
"""A date of eight digits of which a separator was not read."""

_DATE_INSIDE = re.compile(r"\d{4}[-./年]\d{1,2}[-./月]\d{1,2}")
_TIME = re.compile(r"T?\d{1,2}:\d{2}(?::\d{2})?$")


@dataclass(frozen=True)
class Money:
    """How amounts of a report are meant: the unit where a caption names none, and whether the paper says so."""

    unit: str
    declared: bool


@dataclass(frozen=True)
class Candidate:
    """One reading of a field at one place; `sureness` 0..1, `valid` when nothing in its form speaks against it.

    `checked` when its form holds a check digit: a valid one is a witness.
    """

    value: Plain
    span: Span
    sureness: float
    method: str
    valid: bool = True
    checked: bool = False


def is_blank(text: str) -> bool:
    """Whether nothing, or only a dash, a slash and the like is printed."""
    return _BLANK.fullmatch(squeeze(text)) is not None


def core_of(span: Span) -> Span:
    """The span without bits of rulings at its ends."""
    chars = list(span.chars)
    while len(chars) > 1 and chars[0].text in _EDGES:
        chars.pop(0)
    while len(chars) > 1 and chars[-1].text in _EDGES:
        chars.pop()
    return Span(span.page, tuple(chars))


def amount_in(text: str, unit: str) -> tuple[Decimal | None, str]:
    """The amount in yuan and how it was understood; a comma and a point taken for one another are told by their places.

    >>> amount_in('1.430,00', '万元')
    (Decimal('14300000.00'), 'money+separators')
    """
    value = money.parse(text, unit)
    if value is not None:
        return value, "money"
    if _SEPARATED.fullmatch(text):
        return money.parse(re.sub(r"[.,]", "", text[:-3]) + "." + text[-2:], unit), "money+separators"
    return None, "money"


def amount(span: Span, unit: str | None, money_of: Money, extractor: str = VERSION) -> FieldValue:
    """An amount in yuan; `unit` is the one of its caption, which wins over the report's."""
    span = core_of(span)
    if is_blank(span.text):
        return ABSENT
    text = squeeze(span.text).rstrip(".,")
    value, method = amount_in(text, unit or money_of.unit)
    says_unit = unit is not None or money_of.declared or re.search(r"[元万]$", text) is not None
    return from_span(
        span, value, method=f"table+{method}", extractor=extractor, doubt=None if says_unit else "unit_not_printed"
    )


def day(span: Span, extractor: str = VERSION) -> FieldValue:
    """A date; a time of day after it is left out."""
    span = without_time(core_of(span))
    if is_blank(span.text):
        return ABSENT
    value = date_in(span.text)
    sure = telling(span) if _PADDED.fullmatch(squeeze(span.text)) else span.sureness
    factor = sure / span.sureness if span.sureness else 0.0
    return from_span(span, value, method="table+date", extractor=extractor, factor=factor)


def telling(span: Span) -> float:
    """The weakest letter or digit: what stands between them as a mere separator cannot change the value."""
    return min((c.sureness for c in span.chars if c.text.isalnum()), default=0.0)


def date_in(text: str) -> date | None:
    """The one date in the text, whatever time of day stands after it.

    >>> date_in('2020-04-29 09:41:27')
    datetime.date(2020, 4, 29)
    """
    plain = _TIME.sub("", squeeze(text))
    half = _HALF_PARTED.fullmatch(plain)
    value = chinese_date.parse("-".join(half.groups()) if half else plain)
    return value if isinstance(value, date) else None


def without_time(span: Span) -> Span:
    """The span without a time of day at its end."""
    text = "".join(c.text for c in span.chars)
    match = _TIME.search(text)
    return Span(span.page, span.chars[: match.start()]) if match and match.start() >= 8 else span


def whole(span: Span, extractor: str = VERSION) -> FieldValue:
    """A whole number."""
    span = core_of(span)
    text = squeeze(span.text).removesuffix("笔").removesuffix("户").replace(",", "")
    if is_blank(text):
        return ABSENT
    return from_span(span, int(text) if text.isdecimal() else None, method="table+number", extractor=extractor)


def text(span: Span, extractor: str = VERSION) -> FieldValue:
    """Text as printed; a date inside shows that two columns ran together."""
    span = core_of(span)
    if is_blank(span.text):
        return ABSENT
    doubt = "not_understood" if _DATE_INSIDE.search(span.text) else None
    return from_span(span, span.text, method="table+text", extractor=extractor, doubt=doubt)


def word(
    span: Span, known: Collection[str] | Mapping[str, str], closed: bool = False, extractor: str = VERSION
) -> FieldValue:
    """A word of a list: to be one of it is evidence of its own. A mapping also gives the usual form.

    Another word is doubted when the list is `closed`, one with digits in any case.
    """
    span = core_of(span)
    if is_blank(span.text):
        return ABSENT
    plain = span.text
    if plain not in known:
        doubt = "not_in_vocabulary" if closed or any(c.isdigit() for c in plain) else None
        return from_span(span, plain, method="table+text", extractor=extractor, doubt=doubt)
    value = known[plain] if isinstance(known, Mapping) else plain
    found = from_span(span, value, method="table+vocabulary", extractor=extractor)
    return supported(found, 0.99) if span.sureness >= 0.5 else found


def supported(value: FieldValue, confidence: float, witness: str | None = None) -> FieldValue:
    """The value at no less than `confidence`, accepted, when only low confidence held it back."""
    if value.value is None or value.reason not in (None, "low_confidence") or value.evidence is None:
        return value
    evidence = value.evidence
    if witness and witness not in evidence.method:
        evidence = evidence.model_copy(update={"method": f"{evidence.method}+{witness}"})
    raised = max(value.confidence, confidence)
    if raised < ACCEPT:
        return value.model_copy(update={"confidence": raised, "evidence": evidence})
    return FieldValue(value=value.value, status=Status.ACCEPTED, confidence=raised, evidence=evidence)


def doubted(value: FieldValue, reason: str) -> FieldValue:
    """The value held back for a person."""
    if value.value is None:
        return value
    return value.model_copy(
        update={"status": Status.REVIEW, "confidence": min(value.confidence, 0.5), "reason": reason}
    )


def settle(candidates: Sequence[Candidate], extractor: str = VERSION, required: bool = True) -> FieldValue:
    """One value from every place where it is printed: readings that agree support each other, others raise a doubt.

    A value of more than one place is as sure as not all of its readings being wrong together.
    """
    if not candidates:
        return NOT_FOUND if required else ABSENT
    groups: dict[Plain, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(candidate.value, []).append(candidate)

    def strength(group: list[Candidate]) -> tuple[bool, float]:
        return any(c.valid for c in group), sum(c.sureness**2 for c in group)

    ranked = sorted(groups.values(), key=strength, reverse=True)
    best = max(ranked[0], key=lambda c: c.sureness)
    wrong_together = 1.0
    for candidate in ranked[0]:
        wrong_together *= 1.0 - min(candidate.sureness, 1.0)
    confidence = min(1.0 - wrong_together, max(best.sureness, 0.999))
    method = best.method + (f"+agreed_{len(ranked[0])}" if len(ranked[0]) > 1 else "")
    if best.checked and best.valid and best.sureness >= 0.9:
        confidence, method = max(confidence, 0.99), f"{method}+check_digit"
    doubt = None if best.valid or best.sureness >= 0.99 else "check_digit"
    rivals = [c for group in ranked[1:] for c in group if c.valid or not best.valid]
    if rivals and max(c.sureness for c in rivals) >= 0.9 and len(rivals) >= len(ranked[0]):
        doubt = doubt or "contradiction"
    return _scaled(best, confidence, method, doubt, extractor)


def _scaled(best: Candidate, confidence: float, method: str, doubt: str | None, extractor: str) -> FieldValue:
    weakest = best.span.sureness
    return from_span(
        best.span,
        best.value,
        method=method,
        extractor=extractor,
        factor=confidence / weakest if weakest else 0.0,
        doubt=doubt,
    )


def decimals(value: FieldValue) -> int:
    """Digits after the point, as printed."""
    raw = value.evidence.raw if value.evidence else ""
    match = re.search(r"[.,](\d+)\D*$", raw)
    return len(match[1]) if match and len(match[1]) != 3 else 0
