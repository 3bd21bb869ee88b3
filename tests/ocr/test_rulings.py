"""Straight lines of born-digital pages: the same as pdfplumber finds, wherever in the file they are drawn."""

from __future__ import annotations

import io
from collections.abc import Callable

import pdfplumber
import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from ocr import rulings


def pdf(draw: Callable[[Canvas], None]) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(400, 300))
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def table(canvas: Canvas) -> None:
    for i in range(4):
        canvas.line(50, 100 + 30 * i, 350, 100 + 30 * i)
        canvas.line(50 + 100 * i, 100, 50 + 100 * i, 190)
    canvas.line(60, 20, 90, 45)
    canvas.rect(30, 210, 340, 40)


def moved(canvas: Canvas) -> None:
    canvas.translate(20, 15)
    canvas.scale(0.9, 0.8)
    table(canvas)


def in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("inner", 0, 0, 400, 300)
    table(canvas)
    canvas.endForm()
    canvas.beginForm("outer", 0, 0, 400, 300)
    canvas.translate(7, 5)
    canvas.doForm("inner")
    canvas.endForm()
    canvas.scale(0.8, 0.9)
    canvas.doForm("outer")


Place = tuple[str, float, float, float, float]


def place(edge: rulings.Edge) -> Place:
    return edge["orientation"], *(round(float(edge[side]), 1) for side in ("x0", "top", "x1", "bottom"))


@pytest.mark.parametrize("draw", [table, moved, in_a_form])
def test_lines_are_where_pdfplumber_finds_them(draw: Callable[[Canvas], None]) -> None:
    data = pdf(draw)
    with pdfplumber.open(io.BytesIO(data)) as document:
        expected = {place(e) for e in document.pages[0].edges if min(e["width"], e["height"]) < 0.01}
    found = {place(edge) for edge in rulings.edges_of(pdfium.PdfDocument(data)[0])}
    assert found == expected
    assert len(found) == 12


def test_only_a_page_of_text_is_plain() -> None:
    assert rulings.is_plain(pdfium.PdfDocument(pdf(lambda c: c.drawString(50, 50, "text")))[0])
    assert not rulings.is_plain(pdfium.PdfDocument(pdf(lambda c: c.line(0, 0, 50, 0)))[0])
    assert not rulings.is_plain(pdfium.PdfDocument(pdf(in_a_form))[0])
    assert not rulings.is_plain(pdfium.PdfDocument(pdf(lambda c: c.linkURL("x", (0, 0, 9, 9))))[0])


def test_a_table_needs_three_lines_either_way() -> None:
    def cross(canvas: Canvas) -> None:
        for i in range(5):
            canvas.line(0, 10 * i, 50, 10 * i)
        canvas.line(0, 0, 0, 40)
        canvas.line(50, 0, 50, 40)

    assert rulings.may_cross(rulings.edges_of(pdfium.PdfDocument(pdf(table))[0]))
    assert not rulings.may_cross(rulings.edges_of(pdfium.PdfDocument(pdf(cross))[0]))
