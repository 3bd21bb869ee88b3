"""Printed amounts as a reader hands them over: separators may be lost, added or taken for one another, digits may not.

>>> read('1.234,56'), read('1,234.567.89').value, read('1.136,405.20').repaired
(Amount(value=Decimal('1234.56'), decimals=2, repaired=True), Decimal('1234567.89'), True)
>>> read('136,05.20') is None, read('48,245.871') is None
(True, True)
>>> read('136,05.20') is None, read('(3,000.00)').value, read('1136405.20').repaired
(True, Decimal('-3000.00'), False)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors._view import Char

_SEPARATOR = r"[,.:;'、。·]"
_BODY = re.compile(rf"\d+(?:{_SEPARATOR}\d+)*")
_DOUBLED = re.compile(rf"({_SEPARATOR}){_SEPARATOR}+")
_DASH = "-−–—―﹣"


@dataclass(frozen=True)
class Amount:
    """A number as printed: `repaired` when separators had to be understood otherwise than they were read."""

    value: Decimal
    decimals: int
    repaired: bool


def read(text: str) -> Amount | None:
    """The amount in the text, null when no placing of separators makes its digits an amount."""
    core = re.sub(r"[\s¥￥]+", "", unicodedata.normalize("NFKC", text)).replace("元", "")
    negative, core, framed = _sign(core)
    printed = core
    core = _DOUBLED.sub(r"\1", core.strip(",.:;'、。·"))
    if not _BODY.fullmatch(core):
        return None
    groups = re.split(_SEPARATOR, core)
    marks = re.findall(_SEPARATOR, core)
    found = _understood(groups, marks)
    if found is None:
        return None
    whole, fraction = found
    value = Decimal(f"{whole}.{fraction}" if fraction else whole)
    regular = re.fullmatch(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", printed) is not None
    return Amount(-value if negative else value, len(fraction), not regular or not framed)


@dataclass(frozen=True)
class Reading:
    """Another amount that the recogniser held possible: one character read otherwise, with that reading's probability."""

    amount: Amount
    text: str
    probability: float


_LEAST = 0.02
"""Least probability of another reading that is tried."""

_MOST_BEHIND = 30.0
"""What was read may be no more than so many times as probable as another reading that is tried."""


def readings(chars: Sequence[Char]) -> tuple[Reading, ...]:
    """The other amounts that one character read otherwise would make, most probable first."""
    own = read("".join(c.text for c in chars))
    found: dict[Decimal, Reading] = {}
    for whole, probability in other_texts(chars).items():
        amount = read(whole)
        if amount is None or (own is not None and amount.value == own.value):
            continue
        if amount.value not in found or found[amount.value].probability < probability:
            found[amount.value] = Reading(amount, whole, probability)
    return tuple(sorted(found.values(), key=lambda r: -r.probability))


def other_texts(chars: Sequence[Char]) -> dict[str, float]:
    """The texts that one character read otherwise would make, where the recogniser gave that reading some weight."""
    texts = [c.text for c in chars]
    found: dict[str, float] = {}
    for i, char in enumerate(chars):
        for text, probability in char.others:
            if probability >= _LEAST and char.sureness <= _MOST_BEHIND * probability:
                whole = "".join([*texts[:i], text, *texts[i + 1 :]])
                found[whole] = max(probability, found.get(whole, 0.0))
    return found


def _sign(core: str) -> tuple[bool, str, bool]:
    """Whether it is negative, what is left, and whether both brackets are there (or none)."""
    if core.startswith("(") or core.endswith(")"):
        return True, core.strip("()"), core.startswith("(") and core.endswith(")")
    if core[:1] and core[0] in _DASH + "一_~":
        return True, core.lstrip(_DASH + "一_~"), True
    return False, core.lstrip("+"), True


def _understood(groups: list[str], marks: list[str]) -> tuple[str, str] | None:
    """Whole part and fraction: the last group is a fraction of two digits, or all groups are of three."""
    if not marks:
        return groups[0], ""
    if len(groups[-1]) != 3 or (len(marks) == 1 and marks[0] == "."):
        head, fraction = groups[:-1], groups[-1]
        if len(fraction) > 2 and len(marks) > 1 and marks[-1] != ".":
            return None
        return ("".join(head), fraction) if _thousands(head) and len(fraction) in (1, 2, 3, 4) else None
    # 48,245.871: a fraction of three digits, or a ruling read as 1 behind two; no separator of thousands after commas.
    return ("".join(groups), "") if _thousands(groups) and not (marks[-1] == "." and "," in marks) else None


def _thousands(groups: list[str]) -> bool:
    """Whether groups behind the first have three digits (six and more where separators were lost)."""
    return bool(groups[0]) and all(len(g) % 3 == 0 and g for g in groups[1:])
