"""车辆识别代号 (vehicle identification number), GB 16735 / ISO 3779: seventeen characters, the ninth a check character.

Letters I, O and Q are not used. Vehicles imported from Europe may carry no check character: a wrong one is a reason for a
warning, not for refusal of the paper.

>>> validate('LSVAM4187C2184847')
'LSVAM4187C2184847'
>>> validate('1M8GDM9AXKP042788')
'1M8GDM9AXKP042788'
>>> validate('LSVAM4188C2184847')
Traceback (most recent call last):
    ...
stdnum.exceptions.InvalidChecksum: The number's checksum or check digit is invalid.
"""

from __future__ import annotations

import re

from stdnum.exceptions import InvalidChecksum, InvalidFormat, InvalidLength, ValidationError

from standards import _clean

_VALUES = {c: i for i, c in enumerate("0123456789")} | dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
)
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def compact(number: str) -> str:
    """The seventeen characters without separators, in capitals."""
    return _clean.code(number)


def calc_check_digit(number: str) -> str:
    """The check character that belongs in the ninth place.

    >>> calc_check_digit('LSVAM4180C2184847')
    '7'
    """
    total = sum(_VALUES[c] * w for c, w in zip(compact(number), _WEIGHTS, strict=True))
    return "0123456789X"[total % 11]


def validate(number: str) -> str:
    """The compact number.

    Raises:
        stdnum.exceptions.ValidationError: wrong length, a foreign character, or a wrong check character.
    """
    number = compact(number)
    if len(number) != 17:
        raise InvalidLength()
    if not re.fullmatch(r"[0-9A-HJ-NPR-Z]{17}", number):
        raise InvalidFormat()
    if number[8] != calc_check_digit(number):
        raise InvalidChecksum()
    return number


def is_valid(number: str) -> bool:
    """Whether the number is well-formed and its check character right."""
    try:
        return bool(validate(number))
    except ValidationError:
        return False


def format(number: str) -> str:
    """The number as certificates print it: seventeen characters in one run."""
    return compact(number)
