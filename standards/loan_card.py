"""贷款卡编码 / 中征码 (loan card code): three letters or digits, eleven digits, two check digits.

`check = 1 + sum(value(c_i) * w_i) mod 97`, two digits, with weights 1, 3, 5, 7, 11, 2, 13, 1, 1, 17, 19, 97, 23, 29.

>>> validate('3301000001234521')
'3301000001234521'
>>> validate('A1201234567890 44')
'A120123456789044'
>>> validate('3301000001000907')
'3301000001000907'
>>> validate('3301000001234522')
Traceback (most recent call last):
    ...
stdnum.exceptions.InvalidChecksum: The number's checksum or check digit is invalid.
"""

from __future__ import annotations

import re

from stdnum.exceptions import InvalidChecksum, InvalidFormat, InvalidLength, ValidationError

from standards import _clean

_WEIGHTS = (1, 3, 5, 7, 11, 2, 13, 1, 1, 17, 19, 97, 23, 29)


def compact(number: str) -> str:
    """The sixteen characters without separators, in capitals."""
    return _clean.code(number)


def calc_check_digits(number: str) -> str:
    """The two check digits that belong to the first fourteen characters.

    >>> calc_check_digits('33010000010009')
    '07'
    """
    total = sum(int(c, 36) * w for c, w in zip(compact(number)[:14], _WEIGHTS, strict=True))
    return f"{1 + total % 97:02d}"


def validate(number: str) -> str:
    """The compact number.

    Raises:
        stdnum.exceptions.ValidationError: wrong length, a foreign character, or wrong check digits.
    """
    number = compact(number)
    if len(number) != 16:
        raise InvalidLength()
    if not re.fullmatch(r"[0-9A-Z]{3}[0-9]{13}", number):
        raise InvalidFormat()
    if number[-2:] != calc_check_digits(number):
        raise InvalidChecksum()
    return number


def is_valid(number: str) -> bool:
    """Whether the number is well-formed and its check digits right."""
    try:
        return bool(validate(number))
    except ValidationError:
        return False


def format(number: str) -> str:
    """The number as cards print it: sixteen characters in one run."""
    return compact(number)
