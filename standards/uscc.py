"""统一社会信用代码 (unified social credit code), GB 32100-2015: eighteen characters.

Registry department (1), class (1), region (6), subject (9, an organisation code), check character (1). The alphabet
leaves out I, O, S, V and Z.

>>> validate('91330106580000014N')
'91330106580000014N'
>>> validate('9244 0305 MA5G12343K')
'92440305MA5G12343K'
>>> organisation_code('92440305MA5G12343K')
'MA5G12343'
>>> validate('91330106580000014M')
Traceback (most recent call last):
    ...
stdnum.exceptions.InvalidChecksum: The number's checksum or check digit is invalid.
>>> is_sole_proprietor('92440305MA5G12343K')
True
"""

from __future__ import annotations

from stdnum.cn import uscc as _uscc
from stdnum.exceptions import InvalidFormat, ValidationError

from standards import _clean

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def compact(number: str) -> str:
    """The eighteen characters without separators, in capitals."""
    return _clean.code(number)


def calc_check_digit(number: str) -> str:
    """The check character that belongs to the first seventeen characters.

    >>> calc_check_digit('91330106580000014')
    'N'
    """
    return str(_uscc.calc_check_digit(compact(number)[:17]))


def validate(number: str) -> str:
    """The compact number.

    Raises:
        stdnum.exceptions.ValidationError: wrong length, a foreign character, or a wrong check character.
    """
    number = compact(number)
    if any(c not in ALPHABET for c in number):
        raise InvalidFormat()
    return str(_uscc.validate(number))


def is_valid(number: str) -> bool:
    """Whether the number is well-formed and its check character right."""
    try:
        return bool(validate(number))
    except ValidationError:
        return False


def format(number: str) -> str:
    """The number as licences print it: eighteen characters in one run."""
    return compact(number)


def organisation_code(number: str) -> str:
    """The nine characters of the organisation code inside."""
    return compact(number)[8:17]


def is_sole_proprietor(number: str) -> bool:
    """Whether the number was given to a 个体工商户 (it begins with 92)."""
    return compact(number).startswith("92")
