"""One sheet of a workbook, or a CSV file, as a page: its cells with their addresses and exact values.

XLSX is read by openpyxl (sparse, knows number formats), falling back to calamine when its styles are broken; XLS by
calamine. Formulas count as the value that was last computed. Only cells that hold something are listed; a merged cell
stands at its top left corner with its spans. Numbers keep 15 significant digits, which is what the program stored.
"""

from __future__ import annotations

import logging
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from ocr import versions
from schemas.core import Cell, FileKind, Page, PageStatus, Table, TextSource
from standards import delimited_text

VERSION = versions.SPREADSHEET
CSV_SHEET = "CSV"
"""The name of the only sheet of a CSV file, which has none of its own."""

CELL_LIMIT = 500_000
"""Filled cells of a sheet; no paper of a case comes near."""

log = logging.getLogger(__name__)
_PRINTED_NUMBER = re.compile(r"[-+]?(?:(?:0|[1-9]\d*)|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?")
_PADDED = re.compile(r"0{2,}")
_PLACE = re.compile(rb'<c [^>]*?r="([A-Z]{1,3})(\d{1,7})"')
_QUOTED = re.compile(r'="(.*)"')


class _Filled(NamedTuple):
    """A cell that holds something; rows and columns count from 0 at A1."""

    row: int
    column: int
    text: str
    number: str | None


class _Merge(NamedTuple):
    row: int
    column: int
    row_span: int
    column_span: int


class _Sheet(NamedTuple):
    name: str
    cells: list[_Filled]
    merges: list[_Merge]


def read_sheet(path: Path, kind: FileKind, number: int, sha256: str) -> Page:
    """Sheet `number` (from 1) of the file at `path`; a chart or an empty sheet is a page without a table.

    A sheet that cannot be read is a page of status unreadable, never an error.
    """
    try:
        sheet = _read(path, kind, number)
    except Exception as error:  # whatever a reading library makes of a damaged sheet
        log.info("sheet %d of %s cannot be read: %s", number, sha256[:12], type(error).__name__)
        return _page(sha256, number, PageStatus.UNREADABLE, "corrupt", None, ())
    if len(sheet.cells) > CELL_LIMIT:
        return _page(sha256, number, PageStatus.UNREADABLE, "too_large", sheet.name, ())
    tables = (_table(sheet),) if sheet.cells else ()
    return _page(sha256, number, PageStatus.READ, None, sheet.name, tables)


def _page(
    sha256: str, number: int, status: PageStatus, reason: str | None, sheet: str | None, tables: tuple[Table, ...]
) -> Page:
    return Page(
        sha256=sha256,
        number=number,
        status=status,
        reason=reason,
        width=0,
        height=0,
        sheet=sheet,
        source=TextSource.SPREADSHEET,
        tables=tables,
        reader=VERSION,
    )


def _read(path: Path, kind: FileKind, number: int) -> _Sheet:
    if kind is FileKind.CSV:
        return _read_csv(path)
    if kind is FileKind.XLSX:
        try:
            return _read_openpyxl(path, number)
        except Exception as error:  # broken styles and the like
            log.info("openpyxl gave up (%s), trying calamine", type(error).__name__)
            _refuse_sparse(path)
    return _read_calamine(path, number)


def _read_csv(path: Path) -> _Sheet:
    text = delimited_text.decode(path.read_bytes())
    if text is None:
        raise ValueError("no text in a known encoding")
    cells = []
    for row, values in enumerate(delimited_text.rows(text)):
        for column, value in enumerate(values):
            plain = _QUOTED.sub(r"\1", value.strip())
            if plain:
                cells.append(_Filled(row, column, plain, _printed_number(plain)))
    return _Sheet(CSV_SHEET, cells, [])


def _read_openpyxl(path: Path, number: int) -> _Sheet:
    import openpyxl
    from openpyxl.worksheet.worksheet import Worksheet

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        workbook = openpyxl.load_workbook(path, data_only=True)
    sheet = workbook[workbook.sheetnames[number - 1]]
    if not isinstance(sheet, Worksheet):
        return _Sheet(sheet.title, [], [])
    merges = [
        _Merge(m.min_row - 1, m.min_col - 1, m.max_row - m.min_row + 1, m.max_col - m.min_col + 1)
        for m in sheet.merged_cells.ranges
    ]
    cells = [
        _Filled(row - 1, column - 1, *shown)
        for (row, column), cell in sheet._cells.items()
        if (shown := _shown(cell.value, str(cell.number_format))) is not None
    ]
    return _Sheet(sheet.title, cells, merges)


def _refuse_sparse(path: Path) -> None:
    """Calamine takes memory for the whole rectangle around a sheet's cells; one stray cell would end the process.

    Raises:
        ValueError: a rectangle is larger than any paper.
    """
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                places = _PLACE.findall(archive.read(name))
                columns = max((len(letters) for letters, _ in places), default=0)
                rows = max((int(row) for _, row in places), default=0)
                if rows * 26**columns > 20 * CELL_LIMIT:
                    raise ValueError("cells too far apart")


def _read_calamine(path: Path, number: int) -> _Sheet:
    import python_calamine

    workbook = python_calamine.CalamineWorkbook.from_path(path)
    sheet = workbook.get_sheet_by_index(number - 1)
    top, left = sheet.start or (0, 0)
    cells = [
        _Filled(top + row, left + column, *shown)
        for row, values in enumerate(sheet.to_python(skip_empty_area=True))
        for column, value in enumerate(values)
        if (shown := _shown(value, "General")) is not None
    ]
    merges = [
        _Merge(first[0], first[1], last[0] - first[0] + 1, last[1] - first[1] + 1)
        for first, last in sheet.merged_cell_ranges or ()
    ]
    return _Sheet(sheet.name, cells, merges)


def _shown(value: object, number_format: str) -> tuple[str, str | None] | None:
    """The text of a value and, when it is a number, its exact decimal; None for an empty cell."""
    match value:
        case None:
            return None
        case bool():
            return str(value).upper(), None
        case int() | float() | Decimal():
            exact = _exact(value)
            padded = exact.zfill(len(number_format)) if _PADDED.fullmatch(number_format) else exact
            return padded, exact
        case datetime():
            return (value.date() if value.time() == time() else value).isoformat(), None
        case date() | time():
            return value.isoformat(), None
        case timedelta():
            return str(value), None
    text = unicodedata.normalize("NFC", str(value)).strip()
    return (text, None) if text else None


def _exact(value: float | Decimal) -> str:
    """The number in plain decimal notation, without exponent and trailing zeros."""
    number = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    plain = f"{number:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in ("-0", "") else plain


def _printed_number(text: str) -> str | None:
    return text.replace(",", "").lstrip("+") if _PRINTED_NUMBER.fullmatch(text) else None


def _table(sheet: _Sheet) -> Table:
    """The used area; rows and columns count from its top left corner, references stay those of the sheet."""
    spans = {(m.row, m.column): m for m in sheet.merges}
    covered = set(_covered(sheet.merges))
    filled = sorted(cell for cell in sheet.cells if (cell.row, cell.column) not in covered)
    top, left = min(c.row for c in filled), min(c.column for c in filled)
    cells = tuple(_cell(c, spans.get((c.row, c.column)), top, left) for c in filled)
    return Table(
        box=None,
        rows=max(c.row + c.row_span for c in cells),
        columns=max(c.column + c.column_span for c in cells),
        ruled=False,
        cells=cells,
    )


def _covered(merges: list[_Merge]) -> Iterator[tuple[int, int]]:
    """The places hidden under a merged cell's top left corner (areas of whole rows or columns are left out)."""
    for merge in merges:
        if merge.row_span * merge.column_span <= 10_000:
            for row in range(merge.row_span):
                for column in range(merge.column_span):
                    if row or column:
                        yield merge.row + row, merge.column + column


def _cell(filled: _Filled, merge: _Merge | None, top: int, left: int) -> Cell:
    return Cell(
        row=filled.row - top,
        column=filled.column - left,
        row_span=merge.row_span if merge else 1,
        column_span=merge.column_span if merge else 1,
        text=filled.text,
        box=None,
        confidence=1.0,
        source=TextSource.SPREADSHEET,
        reference=f"{column_letters(filled.column)}{filled.row + 1}",
        number=filled.number,
    )


def column_letters(column: int) -> str:
    """A column's letters as a spreadsheet shows them.

    >>> column_letters(0), column_letters(25), column_letters(26), column_letters(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    letters = ""
    column += 1
    while column:
        column, remainder = divmod(column - 1, 26)
        letters = chr(65 + remainder) + letters
    return letters
