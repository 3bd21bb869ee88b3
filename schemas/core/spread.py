"""Three years side by side: lines and ratios with their places, as data for reports and workbooks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from schemas.core._base import Record
from schemas.core.case import Citation


class SpreadValue(Record):
    """One line's amount in yuan in one period; null when it is not printed, not comparable, or waits for a person.

    `reason` says in Chinese why it is null; `citations` are the cells that it comes from.
    """

    value: Decimal | None
    reason: str | None = None
    citations: tuple[Citation, ...] = ()


class SpreadLine(Record):
    """A line of a statement, or a composite of lines (E.6), through the periods of the spread, oldest first."""

    statement: str
    key: str
    title: str
    composite: bool
    values: tuple[SpreadValue, ...]
    growth: tuple[Decimal | None, ...]
    """Change as a share of the value before, one per period; null for the first, and from a base that is null or zero."""


class RatioInput(Record):
    """A figure that a ratio uses, in yuan, with the cells that it comes from."""

    title: str
    value: Decimal
    citations: tuple[Citation, ...]


class Ratio(Record):
    """A ratio of one period. `unit` is times, share, days or yuan; `reason` says in Chinese why there is no value."""

    ratio: str
    title: str
    formula: str
    unit: str
    period_end: date
    value: Decimal | None
    reason: str | None
    inputs: tuple[RatioInput, ...]


class SpreadPeriod(Record):
    """A column of the spread: a whole year or its first months, and the formats of its statements."""

    end: date
    title: str
    annual: bool
    formats: tuple[str, ...]


class Spread(Record):
    """The last three years, and later months if there are any, oldest first.

    `verified` is false while a check of weight on statements or ledgers fails, or an identity of the statements is not
    decided; `quality` is its Chinese mark, `against` the ids of the checks that stand against it.
    """

    periods: tuple[SpreadPeriod, ...]
    lines: tuple[SpreadLine, ...]
    ratios: tuple[Ratio, ...]
    verified: bool
    quality: str
    against: tuple[str, ...]
