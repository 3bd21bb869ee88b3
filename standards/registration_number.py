"""工商注册号 (business registration number), GS 15-2006: authority (6), sequence (8) and an ISO 7064 MOD 11,10 digit.

In force from 2007-07-01 until the unified social credit code replaced it. The authority need not be a region of
GB/T 2260: development zones and the national office have codes of their own.

>>> validate('330106000012340')
'330106000012340'
>>> validate('110108212345671')
'110108212345671'
>>> validate('330106000012341')
Traceback (most recent call last):
    ...
stdnum.exceptions.InvalidChecksum: The number's checksum or check digit is invalid.
>>> is_sole_proprietor('330106600012341')
True
"""

from __future__ import annotations

from stdnum.exceptions import InvalidFormat, InvalidLength, ValidationError
from stdnum.iso7064 import mod_11_10

from standards import _clean


def compact(number: str) -> str:
    """The digits without separators."""
    return _clean.code(number)


def calc_check_digit(number: str) -> str:
    """The check digit that belongs to the first fourteen digits.

    >>> calc_check_digit('33010600001234')
    '0'
    """
    return str(mod_11_10.calc_check_digit(compact(number)[:14]))


def validate(number: str) -> str:
    """The compact number.

    Raises:
        stdnum.exceptions.ValidationError: wrong length, not digits, or a wrong check digit.
    """
    number = compact(number)
    if len(number) != 15:
        raise InvalidLength()
    if not (number.isascii() and number.isdigit()):
        raise InvalidFormat()
    return str(mod_11_10.validate(number))


def is_valid(number: str) -> bool:
    """Whether the number is well-formed and its check digit right."""
    try:
        return bool(validate(number))
    except ValidationError:
        return False


def format(number: str) -> str:
    """The number as licences print it: fifteen digits in one run."""
    return compact(number)


def is_sole_proprietor(number: str) -> bool:
    """Whether the seventh digit is one of those kept for 个体工商户 (6 to 9)."""
    return compact(number)[6:7] in set("6789")
