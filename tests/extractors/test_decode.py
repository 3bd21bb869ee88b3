"""Codes read under their check digits: repaired only from what the recogniser saw, kept as printed when that is sure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import _decode, _parse, _person_number
from extractors._fields import judged
from extractors._view import Char, Span
from schemas.core import FieldValue, Status
from standards import loan_card, organisation_code, resident_id, uscc

BODY = "9133010658000001" + organisation_code.calc_check_digit("58000001")
CODE = BODY + uscc.calc_check_digit(BODY)
PERSON = "33010619800101123" + resident_id.calc_check_digit("33010619800101123")
CARD = "33010000012345" + loan_card.calc_check_digits("33010000012345")

Others = Mapping[int, tuple[float, tuple[tuple[str, float], ...]]]
"""Place to the probability of what was read there and the other readings."""


def _span(text: str, others: Others | None = None, sureness: float = 0.999) -> Span:
    others = others or {}
    chars = tuple(
        Char(c, i / 100, (i + 1) / 100, 0.1, 0.12, *_seen(others.get(i), sureness)) for i, c in enumerate(text)
    )
    return Span(1, chars)


def _seen(
    other: tuple[float, tuple[tuple[str, float], ...]] | None, sureness: float
) -> tuple[float, int, tuple[tuple[str, float], ...]]:
    return (other[0], 0, other[1]) if other is not None else (sureness, 0, ())


def _value(parse: _parse.Parser, span: Span) -> FieldValue:
    parsed = parse(span)
    assert parsed is not None
    return judged(span, parsed, "test/1", "label")


def _method(value: FieldValue) -> str:
    assert value.evidence is not None
    return value.evidence.method


def _misread(code: str, place: int, read: str, sureness: float, seen: float) -> Span:
    return _span(code[:place] + read + code[place + 1 :], {place: (sureness, ((code[place], seen),))})


def test_a_misread_unified_code_is_repaired_from_what_the_recogniser_saw() -> None:
    value = _value(_parse.credit_code, _misread(CODE, 5, "5", 0.7, 0.25))
    assert value.value == CODE and value.usable
    assert "check_digit_decoded" in _method(value)
    assert value.evidence is not None and value.evidence.raw != CODE


def test_no_character_is_exchanged_that_the_recogniser_did_not_see() -> None:
    read = CODE[:5] + "5" + CODE[6:]
    value = _value(_parse.credit_code, _span(read, {5: (0.7, (("3", 0.25),))}))
    assert value.value == read
    assert (value.status, value.reason) == (Status.REVIEW, "check_digit")


def test_a_code_that_is_printed_wrong_stays_as_printed() -> None:
    wrong = CODE[:5] + "5" + CODE[6:]
    value = _value(_parse.credit_code, _span(wrong, {5: (0.9985, (("S", 0.001),))}))
    assert value.value == wrong and value.usable
    assert "check_digit_fails" in _method(value)


def test_a_code_that_is_printed_wrong_and_read_less_surely_waits_as_read() -> None:
    wrong = CODE[:5] + "5" + CODE[6:]
    value = _value(_parse.credit_code, _span(wrong, {5: (0.985, ((CODE[5], 0.012),))}))
    assert value.value == wrong
    assert (value.status, value.reason) == (Status.REVIEW, "check_digit")


def test_under_a_weak_check_a_repair_is_only_proposed() -> None:
    value = _value(_parse.id_number, _misread(PERSON, 9, "3", 0.7, 0.25))
    assert value.value == PERSON
    assert (value.status, value.reason) == (Status.REVIEW, "check_digit_decoded")


def test_the_margin_is_over_the_next_string_that_satisfies_the_check() -> None:
    chars = _span("18", {1: (0.4, (("2", 0.3), ("3", 0.2)))}).chars
    found = _decode.best(chars, lambda text: text in ("12", "13"))
    assert found is not None
    assert (found.text, found.changed) == ("12", 1)
    assert found.margin == pytest.approx(1.5)
    assert found.loss == pytest.approx(4 / 3)


def test_a_repair_with_a_near_rival_decides_nothing() -> None:
    rival = next(
        text
        for text in (CARD[:10] + f"{n:04d}" + CARD[14:] for n in range(10_000))
        if text != CARD and loan_card.is_valid(text) and sum(a != b for a, b in zip(text, CARD, strict=True)) == 2
    )
    seen = {i: (0.5, ((c, 0.2), (r, 0.2))) for i, (c, r) in enumerate(zip(CARD, rival, strict=True)) if c != r}
    read = "".join("X" if i in seen else c for i, c in enumerate(CARD))
    value = _value(_parse.loan_card, _span(read, seen))
    assert not value.usable and value.value == read


def test_a_character_that_was_passed_over_is_found_again() -> None:
    short = CODE[:3] + CODE[4:]
    value = _value(_parse.credit_code, _span(short, {3: (0.97, ((CODE[3] + CODE[4], 0.3),))}))
    assert value.value == CODE and value.usable


def test_what_is_masked_or_cut_stays_so() -> None:
    masked = _value(_parse.id_number, _span(PERSON[:6] + "*" * 8 + PERSON[14:], {3: (0.6, (("9", 0.3),))}))
    assert masked.value == PERSON[:6] + "*" * 8 + PERSON[14:]
    assert masked.reason == "masked"
    crossed = _value(_parse.id_number, _span(PERSON[:6] + "XXXXXXXX" + PERSON[14:]))
    assert crossed.reason == "masked"
    cut = _value(_parse.credit_code, _span(CODE[:12]))
    assert (cut.value, cut.reason) == (CODE[:12], "wrong_length")


def test_a_letter_that_the_alphabet_lacks_is_never_accepted_as_printed() -> None:
    value = _value(_parse.credit_code, _span(CODE.replace("0", "O", 1), sureness=0.9999))
    assert value.status is Status.REVIEW


def test_a_number_without_a_check_digit_must_be_read_with_certainty() -> None:
    value = _value(_parse.taxpayer, _span("330106123456789", sureness=0.98))
    assert value.status is Status.REVIEW and "no_check_digit" in _method(value)
    assert _value(_parse.taxpayer, _span("330106123456789", sureness=0.9995)).usable


def test_a_short_identity_number_may_be_a_torn_one() -> None:
    assert _value(_parse.id_number, _span("330106720304123", sureness=0.9995)).status is Status.REVIEW
    assert _value(_parse.id_number, _span("330106720304123", sureness=1.0)).usable


def test_a_registration_number_that_may_have_lost_digits_waits() -> None:
    assert _value(_parse.registration, _span("3301060000123")).status is Status.REVIEW


@given(st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"), st.floats(0.4, 0.99))
def test_a_repaired_unified_code_is_always_the_only_sound_one_that_was_seen(place: int, read: str, sure: float) -> None:
    value = _value(_parse.credit_code, _misread(CODE, place, read, sure, (1.0 - sure) * 0.9))
    assert not value.usable or value.value in (CODE, CODE[:place] + read + CODE[place + 1 :])
    if value.usable and "decoded" in _method(value):
        assert value.value == CODE


@given(st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_a_clear_misprint_is_never_repaired(place: int, printed: str) -> None:
    wrong = CODE[:place] + printed + CODE[place + 1 :]
    assert _value(_parse.credit_code, _span(wrong, sureness=0.9999)).value == wrong


def test_a_repaired_birth_date_in_a_number_is_borne_out_by_the_printed_one() -> None:
    for printed, usable in ((date(1980, 1, 1), True), (date(1980, 1, 7), False)):
        number = _value(_parse.id_number, _misread(PERSON, 12, "7", 0.7, 0.25))
        day = _span(f"{printed.year}年{printed.month}月{printed.day}日")
        birth = judged(day, _parse.Parsed(printed, method="date"), "test/1", "label")
        fields = {"id_number": number, "birth_date": birth}
        _person_number.witness(fields, "test/1")
        assert fields["id_number"].value == PERSON
        assert fields["id_number"].usable is usable
