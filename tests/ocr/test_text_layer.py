"""Characters of born-digital pages stand where they are seen."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from ocr import text_layer
from schemas.core import Line

_FORM = b"""BT /F1 40 Tf 1 0 0 1 0 0 Tm (Total ) Tj ET
/Span <</ActualText <FEFF0058>>> BDC BT /F1 40 Tf 1 0 0 1 92 0 Tm (a) Tj ET EMC
/Span <</ActualText <FEFF0059>>> BDC BT /F1 40 Tf 1 0 0 1 114 0 Tm (b) Tj ET EMC
BT /F1 40 Tf 1 0 0 1 136 0 Tm (cdefgh) Tj ET"""


def _pdf(path: Path, content: bytes, form: bytes | None = None, rotate: int = 0) -> Path:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(600, 800))
    page = pdf.pages[0]
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    fonts = pikepdf.Dictionary(F1=pdf.make_indirect(font))
    page.Resources = pikepdf.Dictionary(Font=fonts)
    if form is not None:
        stream = pdf.make_stream(form)
        stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        stream.BBox = pikepdf.Array([0, -50, 2000, 200])
        stream.Resources = pikepdf.Dictionary(Font=fonts)
        page.Resources.XObject = pikepdf.Dictionary(Fm0=stream)
    page.Contents = pdf.make_stream(content)
    if rotate:
        page.Rotate = rotate
    pdf.save(path)
    return path


def _lines(path: Path) -> tuple[Line, ...]:
    page = pdfium.PdfDocument(path)[0]
    text_layer.make_upright(page, text_layer.glyphs_of(page))
    return text_layer.lines_of(page, text_layer.glyphs_of(page))


def test_replaced_characters_inside_a_scaled_form_stay_in_their_line(tmp_path: Path) -> None:
    lines = _lines(_pdf(tmp_path / "a.pdf", b"q 0.25 0 0 0.25 60 700 cm /Fm0 Do Q", _FORM))
    assert ["".join(line.text.split()) for line in lines] == ["TotalXYcdefgh"]
    assert lines[0].box.x0 == pytest.approx(60 / 600, abs=0.01)
    assert lines[0].box.x1 < 0.25


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_is_read_as_its_rotation_shows_it(tmp_path: Path, rotate: int) -> None:
    upright = {
        0: b"BT /F1 20 Tf 1 0 0 1 100 700 Tm (Statement of account) Tj ET",
        90: b"BT /F1 20 Tf 0 1 -1 0 100 100 Tm (Statement of account) Tj ET",
        180: b"BT /F1 20 Tf -1 0 0 -1 500 100 Tm (Statement of account) Tj ET",
        270: b"BT /F1 20 Tf 0 -1 1 0 500 700 Tm (Statement of account) Tj ET",
    }[rotate]
    lines = _lines(_pdf(tmp_path / "a.pdf", upright, rotate=rotate))
    assert [line.text for line in lines] == ["Statement of account"]
    assert lines[0].box.width > 5 * lines[0].box.height


def test_text_that_runs_up_the_page_is_turned_level(tmp_path: Path) -> None:
    lines = _lines(_pdf(tmp_path / "a.pdf", b"BT /F1 20 Tf 0 1 -1 0 100 100 Tm (Statement of account) Tj ET"))
    assert [line.text for line in lines] == ["Statement of account"]
    assert lines[0].box.width > 5 * lines[0].box.height


def test_columns_never_run_together(tmp_path: Path) -> None:
    content = b"BT /F1 12 Tf 1 0 0 1 60 700 Tm (1,200.00) Tj 1 0 0 1 130 700 Tm (3,400.00) Tj ET"
    assert [line.text for line in _lines(_pdf(tmp_path / "a.pdf", content))] == ["1,200.00", "3,400.00"]
