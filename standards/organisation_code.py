"""组织机构代码 (organisation code), GB 11714-1997: eight digits or capitals and a check character.

`C9 = 11 - sum(value(c_i) * w_i) mod 11` with weights 3, 7, 9, 10, 5, 8, 4, 2; 10 is written X and 11 is written 0.
The same nine characters stand inside the unified social credit code and inside a company's 15-character tax number.

>>> validate('58000001-4')
'580000014'
>>> validate('79845326-X')
'79845326X'
>>> format('79845326x')
'79845326-X'
>>> validate('58000001-5')
Traceback (most recent call last):
    ...
stdnum.exceptions.InvalidChecksum: The number's checksum or check digit is invalid.
>>> is_valid('5800000')
False
"""

from __future__ import annotations

import re

from stdnum.exceptions import InvalidChecksum, InvalidFormat, InvalidLength, ValidationError

from standards import _clean

_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def compact(number: str) -> str:
    """The nine characters without separators, in capitals."""
    return _clean.code(number)


def calc_check_digit(number: str) -> str:
    """The check character that belongs to the first eight characters.

    >>> calc_check_digit('MA5G1234')
    '3'
    """
    total = sum(int(c, 36) * w for c, w in zip(compact(number)[:8], _WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def validate(number: str) -> str:
    """The compact number.

    Raises:
        stdnum.exceptions.ValidationError: wrong length, a foreign character, or a wrong check character.
    """
    number = compact(number)
    if len(number) != 9:
        raise InvalidLength()
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", number):
        raise InvalidFormat()
    if number[-1] != calc_check_digit(number):
        raise InvalidChecksum()
    return number


def is_valid(number: str) -> bool:
    """Whether the number is well-formed and its check character right."""
    try:
        return bool(validate(number))
    except ValidationError:
        return False


def format(number: str) -> str:
    """The number as certificates print it, XXXXXXXX-X."""
    number = compact(number)
    return f"{number[:8]}-{number[8:]}"
