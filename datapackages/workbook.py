"""workbook.xlsx: the case as tables, for filtering and copying.

Text is written as text, whatever sign it begins with; money and quantities are numbers, dates are dates. The same case
gives the same bytes: the times inside the file are the case's reference date.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from copy import copy
from datetime import date, datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from datapackages import sheets
from datapackages.links import Links
from datapackages.sheet import Scalar, Sheet
from schemas.core import CaseFile

MAX_TEXT = 32_000
"""Characters that a cell takes; Excel's own limit is 32,767."""

_MONEY = "#,##0.00##;[Red]-#,##0.00##"
_DATE = "yyyy-mm-dd"
_LINE = Side(style="thin", color="D5DAE1")
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def render(case_file: CaseFile, page_images: Mapping[str, str] | None = None) -> bytes:
    """The workbook's bytes; `page_images` are the package paths of page images by their hash, to which places lead."""
    book = Workbook()
    book.remove(book.active)
    _add_styles(book)
    for sheet in sheets.all_sheets(case_file, Links(case_file, page_images)):
        _write(book.create_sheet(sheet.title), sheet)
    moment = datetime.combine(case_file.case.as_of, datetime.min.time())
    book.properties.creator = "heyan"
    book.properties.created = moment
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue(), moment)


def _add_styles(book: Workbook) -> None:
    border = Border(bottom=_LINE, right=_LINE)
    top = Alignment(vertical="top", wrap_text=True)
    head = PatternFill("solid", start_color="1F3A5F")
    amber = PatternFill("solid", start_color="FFF3D6")
    styles = {
        "heyan_head": {"font": Font(bold=True, color="FFFFFF"), "fill": head, "alignment": top},
        "heyan_text": {"alignment": top, "number_format": "@"},
        "heyan_money": {"alignment": Alignment(vertical="top"), "number_format": _MONEY},
        "heyan_date": {"alignment": Alignment(vertical="top", horizontal="left"), "number_format": _DATE},
        "heyan_plain": {"alignment": Alignment(vertical="top")},
    }
    for name, parts in styles.items():
        book.add_named_style(NamedStyle(name=name, border=border, **parts))
        if name != "heyan_head":
            book.add_named_style(NamedStyle(name=f"{name}_mark", border=border, fill=amber, **parts))


def _write(page: Worksheet, sheet: Sheet) -> None:
    for column, (title, width) in enumerate(sheet.columns, 1):
        _fill(page.cell(row=1, column=column), title, "heyan_head")
        page.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(sheet.rows, 2):
        for column, value in enumerate(row.cells, 1):
            cell = page.cell(row=number, column=column)
            _put(cell, value, column - 1 in row.marked)
            if target := row.links.get(column - 1):
                _lead(cell, target)
    page.freeze_panes = "A2"
    if sheet.rows:
        page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    page.sheet_view.showGridLines = False
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _put(cell: Cell, value: Scalar, marked: bool) -> None:
    style = {Decimal: "heyan_money", date: "heyan_date", str: "heyan_text"}.get(type(value), "heyan_plain")
    _fill(cell, value, f"{style}_mark" if marked else style)


def _lead(cell: Cell, target: str) -> None:
    """Lets a cell lead to a file of the package, which lies beside the workbook."""
    cell.hyperlink = target
    font = copy(cell.font)
    font.color, font.underline = "2B5C94", "single"
    cell.font = font


def _fill(cell: Cell, value: Scalar, style: str) -> None:
    if isinstance(value, str):
        cell.value = _clean(value)
        cell.style = style
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in tuple("=+-@")
        return
    cell.value = value
    cell.style = style


def _clean(text: str) -> str:
    """The text without what a workbook cannot hold."""
    legal: str = ILLEGAL_CHARACTERS_RE.sub("", text)
    return legal.encode("utf-8", "replace").decode("utf-8")[:MAX_TEXT]


def _timeless(data: bytes, moment: datetime) -> bytes:
    """The same workbook with fixed times in its archive and its properties."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _with_modified(content, moment)
            new.writestr(zipfile.ZipInfo(name, _ZIP_TIME), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _with_modified(core: bytes, moment: datetime) -> bytes:
    """The properties with `moment` as the time of the last change."""
    head, tag, rest = core.partition(b"<dcterms:modified")
    attributes, close, tail = rest.partition(b">")
    _, end, after = tail.partition(b"</dcterms:modified>")
    return head + tag + attributes + close + moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode() + end + after
