"""The workbook that asks a person: one sheet a matter, pictures in the rows, entry cells open, everything else locked.

Text is written as text, whatever sign it begins with; nothing in the workbook calculates. A hidden sheet ties each row to
what it rests on.
"""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from schemas.review_form import GUIDE, KEY_COLUMNS, KEYS, MAX_TEXT, SCHEMA, SHEETS, Column, Form, Question, key_row
from standards import plain_text

_HEAD = PatternFill("solid", start_color="1F3A5F")
_ENTRY_HEAD = PatternFill("solid", start_color="8A5A00")
_ENTRY = PatternFill("solid", start_color="FFF8E5")
_LINE = Side(style="thin", color="D5DAE1")
_BORDER = Border(bottom=_LINE, right=_LINE)
_TOP = Alignment(vertical="top", wrap_text=True)

_PICTURE_WIDTH, _PICTURE_HEIGHT = 330, 110
"""Pixels that a picture takes at most on the sheet."""
_POINTS = 0.75
"""Points a pixel."""

_GUIDE = (
    "本表列出需要人来看的内容。只填写浅黄色的栏目，其余栏目不可改动，也不要增删行、列和工作表；可以排序和筛选。",
    "字段核对：对照截图和原件。读数无误，“确认”选“是”；读错了，在“更正为”写原件上的内容；原件上没有印，“原件未印”选“是”。三者只选其一。",
    "金额以元为单位，也可写明单位（如 123.45万元）。号码按印制的填写；校验位不符而原件确实如此印制的，“确认”同时选“照印”。",
    "原件与印章：复印件是否与原件核对过、是否盖有核对章、应盖的印章是否齐全。不清楚的留空。",
    "经办人员：A角、B角、第三客户经理，以及填写本表的人。",
    "结论复核：机器结论不会改变，复核结论并列显示；须写明理由。",
    "不要写公式。填好后保存，运行 heyan review apply 本文件。有不合要求的单元格时会逐格说明，一处也不会生效（除非加 --partly）。",
)


def render(form: Form, folder: Path) -> bytes:
    """The workbook's bytes; pictures are taken from the package at `folder`, one that cannot be opened is left out."""
    book = Workbook()
    book.remove(book.active)
    _guide(book.create_sheet(GUIDE))
    for title, columns in SHEETS.items():
        asked = [q for q in form.questions if q.sheet == title]
        _sheet(book.create_sheet(title), columns, asked, folder)
    _keys(book.create_sheet(KEYS), form)
    book.properties.creator = "heyan"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _guide(page: Worksheet) -> None:
    page.column_dimensions["A"].width = 110
    for number, text in enumerate(_GUIDE, 1):
        _text(page.cell(row=number, column=1), text)
    _lock(page)


def _sheet(page: Worksheet, columns: tuple[Column, ...], asked: list[Question], folder: Path) -> None:
    for number, column in enumerate(columns, 1):
        cell = page.cell(row=1, column=number)
        _text(cell, column.title)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = _ENTRY_HEAD if column.entry else _HEAD
        page.column_dimensions[get_column_letter(number)].width = column.width
    for number, question in enumerate(asked, 2):
        _row(page, number, columns, question, folder)
    _choices(page, columns, len(asked) + 1)
    page.freeze_panes = "A2"
    if asked:
        page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(asked) + 1}"
    _lock(page)


def _row(page: Worksheet, number: int, columns: tuple[Column, ...], question: Question, folder: Path) -> None:
    texts = iter(question.shown)
    for place, column in enumerate(columns, 1):
        cell = page.cell(row=number, column=place)
        if column.entry:
            cell.number_format = "@"
            cell.fill = _ENTRY
            cell.border = _BORDER
            cell.alignment = _TOP
            cell.protection = Protection(locked=False)
        elif column.name == "crop":
            _picture(page, cell, question.crop, folder)
        else:
            _text(cell, question.id if column.name == "id" else next(texts))


def _text(cell: Cell, text: str) -> None:
    """Text that no program takes for a formula."""
    cell.alignment = _TOP
    cell.border = _BORDER
    cell.number_format = "@"
    if text:
        cell.value = plain_text.storable(text, MAX_TEXT)
        cell.data_type = "s"
        cell.quotePrefix = text[:1] in tuple("=+-@")


def _picture(page: Worksheet, cell: Cell, crop: str | None, folder: Path) -> None:
    if crop is None or not (folder / crop).is_file():
        return
    try:
        picture = Image(io.BytesIO((folder / crop).read_bytes()))
    except (OSError, ValueError):
        return
    factor = min(1.0, _PICTURE_WIDTH / max(picture.width, 1), _PICTURE_HEIGHT / max(picture.height, 1))
    picture.width, picture.height = max(1, int(picture.width * factor)), max(1, int(picture.height * factor))
    page.row_dimensions[cell.row].height = max(30.0, picture.height * _POINTS + 4)
    page.add_image(picture, cell.coordinate)


def _choices(page: Worksheet, columns: tuple[Column, ...], last: int) -> None:
    for place, column in enumerate(columns, 1):
        if column.choices and last > 1:
            rule = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
            page.add_data_validation(rule)
            letter = get_column_letter(place)
            rule.add(f"{letter}2:{letter}{last}")


def _lock(page: Worksheet) -> None:
    """Only entry cells are open; there is no password, this only keeps hands from slipping."""
    page.protection.sheet = True
    page.protection.autoFilter = False
    page.protection.sort = False
    page.protection.formatColumns = False
    page.protection.formatRows = False


def _keys(page: Worksheet, form: Form) -> None:
    rows = [
        (SCHEMA, form.case_id, str(form.revision), form.package),
        KEY_COLUMNS,
        *(key_row(form, q) for q in form.questions),
    ]
    for number, row in enumerate(rows, 1):
        for place, text in enumerate(row, 1):
            _text(page.cell(row=number, column=place), text)
    page.protection.sheet = True
    page.sheet_state = "veryHidden"
