"""A sheet of the workbook as plain rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from datapackages.values import shown
from schemas.core import FieldValue

Scalar = str | int | float | bool | Decimal | date | None


@dataclass(frozen=True)
class SheetRow:
    """One row; the cells at the indices in `marked` are shown as doubtful, those in `links` lead to a file of the package."""

    cells: tuple[Scalar, ...]
    marked: frozenset[int] = frozenset()
    links: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """A sheet: title, columns with their widths in characters, rows."""

    title: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[SheetRow, ...]


def plain(rows: Iterable[tuple[Scalar, ...]]) -> tuple[SheetRow, ...]:
    """Rows without marks or links."""
    return tuple(SheetRow(row) for row in rows)


def cell(name: str, value: FieldValue) -> Scalar:
    """A value as a workbook holds it: numbers and dates as such, codes in Chinese."""
    held = value.value
    if isinstance(held, (Decimal, date)) or (isinstance(held, int) and not isinstance(held, bool)):
        return held
    return shown(name, held) if held is not None else None


def number(text: str | None) -> Scalar:
    """A decimal string as a number; other text stays as it is.

    >>> number("1.50"), number("不详"), number(None)
    (Decimal('1.50'), '不详', None)
    """
    try:
        return Decimal(text) if text is not None else None
    except InvalidOperation:
        return text


def day(text: str | None) -> Scalar:
    """An ISO date as a date; other text stays as it is."""
    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError:
        return text


def linked(index: int, target: str | None) -> dict[int, str]:
    """The link of one cell, nothing where there is no file to lead to."""
    return {index: target} if target else {}
