"""Sheets become pages with exact values and addresses."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart

from ocr.inspect import inspect
from ocr.spreadsheet import read_sheet
from schemas.core import Cell, FileKind, Page, PageStatus
from tests.making import put

SHA = "cd" * 32


def cells(page: Page) -> dict[str, Cell]:
    (table,) = page.tables
    return {cell.reference or "": cell for cell in table.cells}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "科目余额表"
    sheet.merge_cells("B2:D2")
    for place, value in {
        "B2": "编制单位: 甲公司",
        "B3": "库存现金",
        "C3": 1234.5,
        "D3": 0.1 + 0.2,
        "B4": datetime.datetime(2019, 12, 31),
        "C4": -7,
        "D4": 123456789012345,
        "B5": 1001,
        "C5": True,
        "D5": 1e-05,
    }.items():
        sheet[place] = value
    sheet["B5"].number_format = "000000"
    book.create_sheet("空表")
    book.create_chartsheet("图表").add_chart(BarChart())
    stray = book.create_sheet("远")
    stray["A1"], stray["XFD1048576"] = 1, 2
    path = tmp_path / "a.xlsx"
    book.save(path)
    return path


def test_values_are_exact_and_carry_their_address(book: Path) -> None:
    page = read_sheet(book, FileKind.XLSX, 1, SHA)
    assert (page.sheet, page.number, page.status, page.width) == ("科目余额表", 1, PageStatus.READ, 0)
    found = cells(page)
    numbers = {place: cell.number for place, cell in found.items()}
    assert numbers == {
        "B2": None,
        "B3": None,
        "C3": "1234.5",
        "D3": "0.3",
        "B4": None,
        "C4": "-7",
        "D4": "123456789012345",
        "B5": "1001",
        "C5": None,
        "D5": "0.00001",
    }
    assert found["B4"].text == "2019-12-31"
    assert found["B5"].text == "001001"
    assert (found["C3"].row, found["C3"].column) == (1, 1)


def test_a_merged_cell_spans(book: Path) -> None:
    cell = cells(read_sheet(book, FileKind.XLSX, 1, SHA))["B2"]
    assert (cell.row, cell.column, cell.row_span, cell.column_span) == (0, 0, 1, 3)


def test_every_sheet_is_a_page_also_empty_ones_and_charts(book: Path) -> None:
    assert inspect(book, FileKind.XLSX) == 4
    for number in (2, 3):
        page = read_sheet(book, FileKind.XLSX, number, SHA)
        assert page.status is PageStatus.READ
        assert not page.tables


def test_a_stray_cell_at_the_far_corner_does_no_harm(book: Path) -> None:
    assert set(cells(read_sheet(book, FileKind.XLSX, 4, SHA))) == {"A1", "XFD1048576"}


def test_a_missing_sheet_is_an_unreadable_page(book: Path) -> None:
    page = read_sheet(book, FileKind.XLSX, 9, SHA)
    assert (page.status, page.reason) == (PageStatus.UNREADABLE, "corrupt")


def broken_for_openpyxl(path: Path) -> Path:
    """The workbook with a chart sheet that lacks its drawing, which openpyxl does not survive."""
    book = openpyxl.load_workbook(path)
    book.create_chartsheet("无图")
    book.save(path)
    return path


def test_a_workbook_that_openpyxl_refuses_is_read_all_the_same(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    del workbook["远"]
    workbook.save(book)
    found = cells(read_sheet(broken_for_openpyxl(book), FileKind.XLSX, 1, SHA))
    assert found["C3"].number == "1234.5"
    assert found["B4"].text == "2019-12-31"
    assert found["B2"].column_span == 3


def test_cells_too_far_apart_for_the_second_library_are_refused(book: Path) -> None:
    assert read_sheet(broken_for_openpyxl(book), FileKind.XLSX, 4, SHA).status is PageStatus.UNREADABLE


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_csv_in_the_usual_encodings(tmp_path: Path, encoding: str, mark: str) -> None:
    rows = [["科目编码", "科目名称", "期末余额"], ['="001001"', "库存现金", '"1,234.50"'], ["1002", "", "-3"]]
    path = put(tmp_path, "a.csv", "\r\n".join(mark.join(row) for row in rows).encode(encoding))
    found = cells(read_sheet(path, FileKind.CSV, 1, SHA))
    assert found["B1"].text == "科目名称"
    assert (found["A2"].text, found["A2"].number) == ("001001", None)
    assert (found["C2"].text, found["C2"].number) == ("1,234.50", "1234.50")
    assert found["C3"].number == "-3"
    assert "B3" not in found
