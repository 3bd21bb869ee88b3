"""纳税人识别号 (taxpayer identification number) in all its forms.

- 15 characters: region (6) and organisation code (9), which has its own check character.
- 15 digits given by the tax office itself: no check digit; `kind` calls them legacy.
- 17, 18 or 20 characters: a person's identity number (15 or 18) and a two-digit serial, for sole proprietors.
- 20 characters: a first-generation identity number and five zeros (some regions).
- 18 characters: the unified social credit code, since October 2015.
- a leading L marks a temporary taxpayer.

>>> validate('330106580000014')
'330106580000014'
>>> validate('31011579845326X')
'31011579845326X'
>>> kind('91330106580000014N')
'uscc'
>>> kind('11010519491231002X00')
'resident_id'
>>> kind('330106123456789')
'legacy'
>>> organisation_code('31011579845326X')
'79845326X'
>>> organisation_code('91330106580000014N')
'580000014'
>>> validate('31011579845326')
Traceback (most recent call last):
    ...
stdnum.exceptions.InvalidLength: The number has an invalid length.
"""

from __future__ import annotations

import re
from datetime import date

from stdnum.exceptions import InvalidChecksum, InvalidFormat, InvalidLength, ValidationError

from standards import _clean, resident_id, uscc
from standards import organisation_code as _organisation_code


def compact(number: str) -> str:
    """The number without separators, in capitals, without the L of a temporary taxpayer."""
    number = _clean.code(number)
    return number[1:] if number.startswith("L") and len(number) in (16, 19, 21) else number


def _first_generation(number: str) -> bool:
    """Whether the text is a 15-digit identity number with a real date of birth."""
    try:
        date(1900 + int(number[6:8]), int(number[8:10]), int(number[10:12]))
    except ValueError:
        return False
    return len(number) == 15 and number.isdigit()


def kind(number: str) -> str:
    """How the number is composed: organisation, uscc, resident_id, first_generation_id, legacy or invalid."""
    number = compact(number)
    if len(number) == 15 and re.fullmatch(r"[0-9]{6}[0-9A-Z]{8}[0-9X]", number):
        return "organisation" if _organisation_code.is_valid(number[6:]) else "legacy"
    if len(number) == 18 and uscc.is_valid(number):
        return "uscc"
    if len(number) in (18, 20) and resident_id.is_valid(number[:18]) and (number[18:].isdigit() or not number[18:]):
        return "resident_id"
    if _first_generation(number[:15]) and re.fullmatch(r"[0-9]{2}|0{5}", number[15:]):
        return "first_generation_id"
    return "invalid"


def organisation_code(number: str) -> str | None:
    """The organisation code inside the number, null for forms that hold none."""
    number = compact(number)
    composed = kind(number)
    if composed == "organisation":
        return number[6:15]
    return uscc.organisation_code(number) if composed == "uscc" else None


def validate(number: str) -> str:
    """The compact number. A legacy number passes: it has nothing to check.

    Raises:
        stdnum.exceptions.ValidationError: no known composition, or a wrong check digit.
    """
    number = compact(number)
    if len(number) not in (15, 17, 18, 20):
        raise InvalidLength()
    if not re.fullmatch(r"[0-9A-Z]+", number):
        raise InvalidFormat()
    if kind(number) == "invalid":
        raise InvalidChecksum()
    return number


def is_valid(number: str) -> bool:
    """Whether the number has a known composition and its check digits are right."""
    try:
        return bool(validate(number))
    except ValidationError:
        return False


def format(number: str) -> str:
    """The number as certificates print it: one run."""
    return compact(number)
