"""A right number is accepted in any spacing, and no single wrong character gets through."""

from collections.abc import Callable
from datetime import date
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standards import loan_card, organisation_code, registration_number, resident_id, taxpayer_id, uscc, vin

DIGITS = "0123456789"
A36 = DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
VIN = [c for c in A36 if c not in "IOQ"]


def digits(n: int) -> st.SearchStrategy[str]:
    return st.text(DIGITS, min_size=n, max_size=n)


@st.composite
def uscc_numbers(draw: st.DrawFn) -> str:
    body = "91" + draw(digits(6)) + draw(st.text(uscc.ALPHABET, min_size=9, max_size=9))
    return body + uscc.calc_check_digit(body)


@st.composite
def organisation_codes(draw: st.DrawFn) -> str:
    body = draw(st.text(A36, min_size=8, max_size=8))
    return body + organisation_code.calc_check_digit(body)


@st.composite
def registration_numbers(draw: st.DrawFn) -> str:
    body = draw(digits(14))
    return body + registration_number.calc_check_digit(body)


@st.composite
def resident_ids(draw: st.DrawFn) -> str:
    born = draw(st.dates(min_value=date(1900, 1, 1)))
    body = draw(digits(6)) + f"{min(born.year, 2099):04d}{born.month:02d}{min(born.day, 28):02d}" + draw(digits(3))
    return body + resident_id.calc_check_digit(body)


@st.composite
def loan_cards(draw: st.DrawFn) -> str:
    body = draw(st.text(A36, min_size=3, max_size=3)) + draw(digits(11))
    return body + loan_card.calc_check_digits(body)


@st.composite
def vins(draw: st.DrawFn) -> str:
    raw = draw(st.text(VIN, min_size=17, max_size=17))
    return raw[:8] + vin.calc_check_digit(raw) + raw[9:]


@pytest.mark.parametrize(
    ("module", "numbers"),
    [
        (uscc, uscc_numbers),
        (organisation_code, organisation_codes),
        (registration_number, registration_numbers),
        (resident_id, resident_ids),
        (vin, vins),
    ],
)
def test_every_wrong_character_is_caught(module: ModuleType, numbers: Callable[[], st.SearchStrategy[str]]) -> None:
    @given(numbers(), st.data())
    def check(number: str, data: st.DataObject) -> None:
        assert module.validate(number) == number
        assert module.validate(f" {module.format(number).lower()} ") == number
        place = data.draw(st.integers(0, len(number) - 1))
        wrong = data.draw(st.sampled_from([c for c in A36 if _value(module, c) != _value(module, number[place])]))
        assert not module.is_valid(number[:place] + wrong + number[place + 1 :])

    check()


def _value(module: ModuleType, character: str) -> object:
    """What the check digit sees of a character: some letters share their value with a digit, by the standard."""
    if module is organisation_code:
        return int(character, 36) % 11
    return vin._VALUES.get(character, character) if module is vin else character


@given(loan_cards(), st.integers(0, 15), st.sampled_from(DIGITS))
def test_loan_card_digits(number: str, place: int, digit: str) -> None:
    assert loan_card.validate(number) == number
    changed = number[:place] + digit + number[place + 1 :]
    if changed == number or place == 11:
        return
    assert not loan_card.is_valid(changed)


@given(digits(6), organisation_codes())
def test_a_tax_number_carries_the_organisation_code(region: str, code: str) -> None:
    assert taxpayer_id.organisation_code(region + code) == code
    assert taxpayer_id.kind(region + code) == "organisation"


@given(resident_ids(), st.sampled_from(["", "00", "01"]))
def test_a_tax_number_made_of_an_identity_number(number: str, serial: str) -> None:
    assert taxpayer_id.is_valid(number + serial)


@given(st.text())
def test_no_text_is_an_error(text: str) -> None:
    for module in (uscc, organisation_code, registration_number, resident_id, loan_card, vin, taxpayer_id):
        assert isinstance(module.is_valid(text), bool)


def test_sum_and_check_of_the_published_examples() -> None:
    assert uscc.is_valid("91330106580000014N")
    assert uscc.is_valid("92440305MA5G12343K")
    assert registration_number.is_valid("440301108548379")
    assert taxpayer_id.is_valid("L91330106580000014N")
    assert resident_id.region_known("440305199012314535")
