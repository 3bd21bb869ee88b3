"""Tolerances of amounts (T1 within one table, T2 between two sources) and the traps of units and digits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from checks import _parameters
from checks._facts import Fact
from schemas.core import Verdict

_HALF = Decimal("0.5")
_CENT = Decimal("0.01")


def tolerance(ulps: Iterable[Decimal]) -> Decimal:
    """Half the last printed digit of every operand, and one cent."""
    return _HALF * sum(ulps, Decimal(0)) + _CENT


def two_sources(a: Fact, b: Fact, as_of: date) -> Verdict:
    """The same amount in two papers (T2): pass within rounding, warn up to a small share, else fail."""
    x, y = a.amount or Decimal(0), b.amount or Decimal(0)
    difference = abs(x - y)
    if difference <= tolerance((a.ulp, b.ulp)):
        return Verdict.PASS
    share = _parameters.number("two_sources_warn_share", as_of)
    if difference <= share * max(abs(x), abs(y)) or unit_mismatch(x, y):
        return Verdict.WARN
    return Verdict.FAIL


def materiality(total_assets: Decimal | None, as_of: date) -> Decimal:
    """What matters in a case (`mat`): a share of total assets, at least a fixed amount of yuan."""
    share = _parameters.number("materiality_share", as_of) * abs(total_assets or Decimal(0))
    return max(share, _parameters.number("materiality_floor", as_of))


def unit_mismatch(x: Decimal, y: Decimal) -> bool:
    """Whether one amount is 1 000 or 10 000 times the other: the unit was probably misread.

    >>> unit_mismatch(Decimal(1500000), Decimal(150)), unit_mismatch(Decimal(3), Decimal(2))
    (True, False)

    A ten-thousandth may lie between them, and nothing is no amount:

    >>> unit_mismatch(Decimal(9999), Decimal(100000000)), unit_mismatch(Decimal(9998), Decimal(100000000))
    (True, False)
    >>> unit_mismatch(Decimal('0.5'), Decimal(5000)), unit_mismatch(Decimal(0), Decimal(0))
    (True, False)
    """
    low, high = sorted((abs(x), abs(y)))
    return low > 0 and any(abs(high - low * n) <= high / 10_000 for n in (1_000, 10_000))


def one_digit_apart(printed: Decimal, right: Decimal) -> bool:
    """Whether changing exactly one digit turns one amount into the other.

    >>> one_digit_apart(Decimal('1234.50'), Decimal('1834.50')), one_digit_apart(Decimal('12'), Decimal('112'))
    (True, False)
    """
    a, b = f"{printed:.2f}", f"{right:.2f}"
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1
