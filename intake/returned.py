"""A workbook that came back from a person, read as plain cells. Nothing in it is evaluated, followed or drawn.

A formula is told as one, whatever value a program once stored for it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from schemas.review_form import MAX_TEXT, Returned, ReturnedCell, ReturnedSheet

MAX_BYTES = 256 * 2**20
"""The workbook unpacked, without its pictures."""
MAX_CELLS = 1_000_000
MAX_SHEETS = 50


class NotReadable(Exception):
    """The file is no workbook that can be read; the message is Chinese."""


def read(path: Path) -> Returned:
    """The workbook's cells that are not empty.

    Raises:
        NotReadable: it is no XLSX workbook, damaged, encrypted, or too large.
        FileNotFoundError: there is no such file.
    """
    try:
        _look(path)
        book = load_workbook(path, read_only=True, data_only=False, keep_links=False, keep_vba=False)
    except (FileNotFoundError, NotReadable):
        raise
    except Exception:
        # The libraries raise whatever they meet in a damaged file; the cause may quote what is in it.
        raise NotReadable("不是可以读取的 XLSX 工作簿，请用导出的工作簿填写后保存为 XLSX") from None
    try:
        if len(book.worksheets) > MAX_SHEETS:
            raise NotReadable(f"工作表超过 {MAX_SHEETS} 个")
        left = [MAX_CELLS]
        return Returned(sheets=tuple(_sheet(page, left) for page in book.worksheets))
    except NotReadable:
        raise
    except Exception:
        raise NotReadable("工作簿已损坏，无法读取") from None
    finally:
        book.close()


def _look(path: Path) -> None:
    """What can be told of the archive before anything in it is parsed."""
    with zipfile.ZipFile(path) as archive:
        parts = [i for i in archive.infolist() if not i.filename.startswith("xl/media/")]
        if sum(i.file_size for i in parts) > MAX_BYTES:
            raise NotReadable("工作簿过大")
        for part in parts:
            with archive.open(part) as stream:
                if b"<!DOCTYPE" in stream.read(4096):
                    raise NotReadable("工作簿里有不该有的内容（DOCTYPE）")


def _sheet(page: ReadOnlyWorksheet, left: list[int]) -> ReturnedSheet:
    cells: dict[tuple[int, int], ReturnedCell] = {}
    page.reset_dimensions()
    for cell in _filled(page):
        left[0] -= 1
        if left[0] < 0:
            raise NotReadable("填写的单元格过多")
        found = _cell(cell.value, cell.data_type)
        if found is not None:
            cells[cell.row, cell.column] = found
    return ReturnedSheet(title=page.title, cells=cells)


def _filled(page: ReadOnlyWorksheet) -> Iterator[ReadOnlyCell]:
    for row in page.rows:
        yield from (cell for cell in row if cell.value is not None)


def _cell(value: object, type_: str) -> ReturnedCell | None:
    """One cell; None when it holds nothing but white space."""
    if type_ == "f":
        return ReturnedCell(kind="formula")
    if type_ == "e":
        return ReturnedCell(kind="error")
    if isinstance(value, str):
        return ReturnedCell(kind="text", text=value[: MAX_TEXT + 1]) if value.strip() else None
    if isinstance(value, bool):
        return ReturnedCell(kind="flag", text=str(value))
    if isinstance(value, int | float):
        number = Decimal(str(value))
        return ReturnedCell(kind="number", number=number) if number.is_finite() else ReturnedCell(kind="error")
    if isinstance(value, datetime):
        return ReturnedCell(kind="date", moment=value)
    if isinstance(value, date):
        return ReturnedCell(kind="date", moment=datetime.combine(value, time()))
    return ReturnedCell(kind="other")
