"""The workbook that asks a person shows each value's picture in its row and never holds a live formula."""

from __future__ import annotations

import io
import json
from pathlib import Path

from openpyxl import load_workbook

from datapackages import questions, review_book
from datapackages.opened import Opened, opened
from schemas.review_form import FIELDS, KEYS, SHEETS


def _asking(package: Path, everything: bool = True) -> bytes:
    return review_book.render(questions.form_of(opened(package), everything), package)


def test_a_picture_stands_in_the_row_of_its_value(package: Path) -> None:
    sheet = load_workbook(io.BytesIO(_asking(package)))[FIELDS]
    asked = questions.form_of(opened(package), everything=True).questions
    wanted = {q.id for q in asked if q.sheet == FIELDS and q.crop}
    rows = {picture.anchor._from.row + 1 for picture in sheet._images}
    assert wanted
    assert {sheet.cell(row=number, column=1).value for number in rows} == wanted
    place = [c.name for c in SHEETS[FIELDS]].index("crop")
    assert {picture.anchor._from.col for picture in sheet._images} == {place}


def test_every_value_that_waits_is_asked_once(package: Path) -> None:
    content = json.loads((package / "package.json").read_text())
    form = questions.form_of(opened(package))
    asked = [(q.document_id, q.path) for q in form.questions if q.sheet == FIELDS]
    assert sorted(asked) == sorted({(i["document_id"], i["field"]) for i in content["review"]})


def test_text_that_looks_like_a_formula_is_text(package: Path) -> None:
    found = opened(package)
    content = found.content | {"documents": [d | {"title_zh": "=1+1"} for d in found.content["documents"]]}
    for finding in content["findings"]:
        finding["message"] = "@SUM(A1)"
    form = questions.form_of(Opened(found.folder, content), everything=True)
    book = load_workbook(io.BytesIO(review_book.render(form, package)))
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert any(cell.value == "@SUM(A1)" and cell.quotePrefix for cell in cells)
    assert {cell.data_type for cell in cells} == {"s"}


def test_entry_cells_are_open_and_all_others_locked(package: Path) -> None:
    book = load_workbook(io.BytesIO(_asking(package)))
    for title, columns in SHEETS.items():
        for row in book[title].iter_rows(min_row=2, max_col=len(columns)):
            assert [cell.protection.locked for cell in row] == [not column.entry for column in columns]
    assert book[KEYS].protection.sheet
