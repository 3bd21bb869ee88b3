"""Prints another value over one that a drawn paper shows, on its sheets or in its file."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl

from samples import _ledgers
from samples._draw import Box, Sheet, Text, typeset
from samples._paper import Paper

Printed = str | Decimal | date


def reprint(paper: Paper, mark: str, text: str) -> None:
    """Put `text` in the place of the value `mark`, in one line, in the type of the value that stood there.

    Raises:
        KeyError: the paper does not show the value.
    """
    for sheet in paper.sheets:
        if mark in sheet.marks:
            _put(sheet, sheet.marks[mark], text)
            return
    raise KeyError(mark)


def _put(sheet: Sheet, box: Box, text: str) -> None:
    places = [i for i, op in enumerate(sheet.ops) if isinstance(op, Text) and _inside(op, box)]
    if not places:
        raise KeyError(text)
    first = sheet.ops[places[0]]
    assert isinstance(first, Text)
    new = replace(first, text=typeset(text))
    gone = set(places)
    sheet.ops = [op for i, op in enumerate(sheet.ops) if i not in gone]
    sheet.ops.insert(places[0], new)


def _inside(op: Text, box: Box) -> bool:
    """Whether the text begins in the box; base lines lie a little above the lower edge of some characters."""
    return box[0] - 1 <= op.x <= box[2] + 0.5 and box[1] - 0.5 <= op.y <= box[3] + 1.5


def retype(paper: Paper, data: bytes, cells: dict[str, Printed]) -> bytes:
    """A workbook or GB18030 text with other values in the cells that show the named ones."""
    places = {paper.cells[name]: value for name, value in cells.items()}
    if data[:2] != b"PK":
        return _retyped_text(data, places)
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.active
    assert sheet is not None
    for place, value in places.items():
        sheet[place] = float(value) if isinstance(value, Decimal) else str(value)
    return _ledgers.saved(book)


def _retyped_text(data: bytes, places: dict[str, Printed]) -> bytes:
    rows = [line.split(",") for line in data.decode("gb18030").split("\r\n")]
    for place, value in places.items():
        column, row = place.rstrip("0123456789"), int(place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        rows[row - 1][ord(column) - 65] = f"{value:.2f}" if isinstance(value, Decimal) else str(value)
    return "\r\n".join(",".join(row) for row in rows).encode("gb18030")
