"""公民身份号码 (resident identity number), GB 11643-1999: region (6), birth date (8), sequence (3), check character (1).

Digit 17 is odd for a man and even for a woman. A region that the table does not know for the year of birth is no reason to
refuse a number: numbers were first given out years after many births. `region_known` tells, for a warning only.

>>> validate('11010519491231002X')
'11010519491231002X'
>>> validate('440305199012314535')
'440305199012314535'
>>> birth_date('11010519491231002X')
datetime.date(1949, 12, 31)
>>> sex('11010519491231002X')
'female'
>>> validate('110105194912310021')
Traceback (most recent call last):
    ...
stdnum.exceptions.InvalidChecksum: The number's checksum or check digit is invalid.
>>> is_valid('110105194913310027')
False
"""

from __future__ import annotations

import re
from datetime import date

from stdnum import numdb
from stdnum.cn import ric
from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidFormat, InvalidLength, ValidationError

from standards import _clean


def compact(number: str) -> str:
    """The eighteen characters without separators, in capitals."""
    return _clean.code(number)


def calc_check_digit(number: str) -> str:
    """The check character that belongs to the first seventeen digits.

    >>> calc_check_digit('11010519491231002')
    'X'
    """
    return str(ric.calc_check_digit(compact(number)[:17] + "0"))


def birth_date(number: str) -> date:
    """The date of birth inside the number.

    Raises:
        stdnum.exceptions.InvalidComponent: no such day, or a year before 1900.
    """
    digits = compact(number)[6:14]
    if not re.fullmatch(r"[0-9]{8}", digits):
        raise InvalidFormat()
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise InvalidComponent() from None
    if born.year < 1900:
        raise InvalidComponent()
    return born


def sex(number: str) -> str:
    """`male` or `female`, by the seventeenth digit."""
    return "male" if int(compact(number)[16]) % 2 else "female"


def region_known(number: str) -> bool:
    """Whether the first six digits are a region that the table knows, in any year.

    >>> region_known('11010519491231002X')
    True
    >>> region_known('99999919491231002X')
    False
    """
    number = compact(number)
    if number[:2] in ("81", "82", "83"):
        return True
    return any(properties for _, properties in numdb.get("cn/loc").info(number[:6]))


def validate(number: str) -> str:
    """The compact number, checked for form, check character and a real date of birth.

    Raises:
        stdnum.exceptions.ValidationError: anything of these is wrong.
    """
    number = compact(number)
    if len(number) != 18:
        raise InvalidLength()
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise InvalidFormat()
    if number[-1] != calc_check_digit(number):
        raise InvalidChecksum()
    birth_date(number)
    return number


def is_valid(number: str) -> bool:
    """Whether the number is well-formed, with a right check character and a real date."""
    try:
        return bool(validate(number))
    except ValidationError:
        return False


def format(number: str) -> str:
    """The number as cards print it: eighteen characters in one run."""
    return compact(number)
