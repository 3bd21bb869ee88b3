"""What a code of each kind must look like: its signs, its check digits, and the structure that its standard fixes.

`printed` says which strings can stand on a paper as such a code, right or wrong; `valid` which satisfy the check;
`sound` which satisfy everything that the standard fixes. A reading that is put together from the recogniser's other
readings must be sound.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from standards import loan_card, organisation_code, registration_number, resident_id, taxpayer_id, uscc, vin


@dataclass(frozen=True)
class Kind:
    """A kind of code.

    Attributes:
        printed: pattern of the whole code as printed.
        valid: whether a string satisfies the check digits.
        sound: whether a string satisfies all that the standard fixes.
        strong: whether hardly any wrong string is sound (one in some hundred or fewer), so that the check decides alone.
        shown: the form that values have.
        lengths: how many characters such codes have.
        unchecked: pattern of the forms that carry no check digit.
        torn: pattern of such forms that are usually a longer number of which characters were passed over.
    """

    printed: str
    valid: Callable[[str], bool]
    sound: Callable[[str], bool]
    strong: bool = False
    shown: Callable[[str], str] = str
    lengths: tuple[int, ...] = ()
    unchecked: str = "(?!)"
    torn: str = "(?!)"


def _whole_unified(code: str) -> bool:
    """Registrar and class as the standard lists them, a region of digits, and both check characters right."""
    built = re.fullmatch(r"[1-9ANY][1-9]\d{6}[0-9A-Y]{10}", code)
    return built is not None and uscc.is_valid(code) and organisation_code.is_valid(code[8:17])


def _whole_organisation(code: str) -> bool:
    """Digits only, or two letters before (MA, and the like for special registers)."""
    return re.fullmatch(r"(?:\d{2}|[A-Z]{2})[0-9A-Z]{6}[0-9X]", code) is not None and organisation_code.is_valid(code)


def _whole_taxpayer(code: str) -> bool:
    """A composition with a check digit; what the tax office numbered itself has none."""
    kind = taxpayer_id.kind(code)
    if kind == "organisation":
        return _whole_organisation(code[6:])
    return _whole_unified(code) if kind == "uscc" else kind == "resident_id"


def _checked_taxpayer(code: str) -> bool:
    return taxpayer_id.kind(code) in ("organisation", "uscc", "resident_id")


UNIFIED = Kind(r"[0-9A-HJ-NP-RTUWXY]{18}", uscc.is_valid, _whole_unified, strong=True, lengths=(18,))
ORGANISATION = Kind(
    r"[0-9A-Z]{8}[0-9X]", organisation_code.is_valid, _whole_organisation, shown=organisation_code.format, lengths=(9,)
)
REGISTRATION = Kind(r"\d{15}", registration_number.is_valid, registration_number.is_valid, lengths=(13, 15))
IDENTITY = Kind(
    r"\d{17}[0-9X]|\d{15}",
    resident_id.is_valid,
    resident_id.is_valid,
    lengths=(15, 18),
    unchecked=r"\d{15}",
    torn=r"\d{15}",
)
LOAN_CARD = Kind(r"[0-9A-Z]{3}\d{13}", loan_card.is_valid, loan_card.is_valid, strong=True, lengths=(16,))
TAXPAYER = Kind(
    r"\d{6}[0-9A-Z]{8}[0-9X]|\d{17}|[0-9A-HJ-NP-RTUWXY]{18}|\d{17}[0-9X]\d{2}",
    _checked_taxpayer,
    _whole_taxpayer,
    lengths=(15, 17, 18, 20),
    unchecked=r"\d{15}|\d{17}|\d{20}",
)
VEHICLE = Kind(
    r"[0-9A-HJ-NPR-Z]{13}\d{4}",
    vin.is_valid,
    lambda code: code[-4:].isdigit() and vin.is_valid(code),
    lengths=(17,),
)
