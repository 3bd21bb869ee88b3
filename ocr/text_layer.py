"""Born-digital pages: characters and their places from the PDF itself, through PDFium."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from schemas.core import BoundingBox, Line, TextSource

_GRID = 1_000_000


@dataclass(frozen=True)
class _Glyph:
    text: str
    x0: float
    top: float
    x1: float
    bottom: float


def lines_of(page: pdfium.PdfPage) -> tuple[Line, ...]:
    """The page's text as lines, in fractions of the page as it is shown (its own rotation applied).

    A gap wider than 0.6 of a character's height ends a line, so that neighbouring columns never run together.
    """
    width, height = page.get_size()
    runs: list[list[_Glyph]] = []
    for glyph in _glyphs(page):
        if runs and _continues(runs[-1][-1], glyph):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return _in_fractions(tuple(line for run in runs if (line := _line(run)) is not None), width, height)


def trustworthy(lines: tuple[Line, ...]) -> bool:
    """Whether a text layer is there and says something: at least 12 characters, at most 5 % of them not writing."""
    text = "".join(line.text for line in lines)
    if len(text) < 12:
        return False
    bad = sum(unicodedata.category(c) in ("Co", "Cn", "Cc", "Cs") or c == "\ufffd" for c in text)
    odd = sum(0x80 <= ord(c) < 0x2000 and unicodedata.category(c)[0] == "L" for c in text)
    return bad <= 0.05 * len(text) and odd <= 0.2 * len(text)


def _glyphs(page: pdfium.PdfPage) -> list[_Glyph]:
    width, height = page.get_size()
    textpage = page.get_textpage()
    glyphs = []
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage.raw, index)
        text = chr(code) if 0 < code < 0x110000 else "\ufffd"
        if text in "\r\n\x02\ufffe" or raw.FPDFText_IsGenerated(textpage.raw, index) == 1:
            continue
        left, bottom, right, top = _box(textpage, index)
        x0, y0 = _shown(page, width, height, left, top)
        x1, y1 = _shown(page, width, height, right, bottom)
        glyphs.append(_Glyph(text, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    textpage.close()
    return glyphs


def _box(textpage: pdfium.PdfTextPage, index: int) -> tuple[float, float, float, float]:
    """A character's cell (left, bottom, right, top) in the PDF's own points.

    PDFium leaves out the page object's matrix for glyphs that carry an ActualText; their origin, which is right, tells.
    """
    left, bottom, right, top = textpage.get_charbox(index, loose=True)
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(textpage.raw, index, matrix):
        return left, bottom, right, top
    size = raw.FPDFText_GetFontSize(textpage.raw, index)
    across, up = size * math.hypot(matrix.a, matrix.b), size * math.hypot(matrix.c, matrix.d)
    reach = max(across, up)
    if left - reach <= matrix.e <= right + reach and bottom - reach <= matrix.f <= top + reach:
        return left, bottom, right, top
    return matrix.e, matrix.f - 0.12 * up, matrix.e + across, matrix.f + 0.88 * up


def _shown(page: pdfium.PdfPage, width: float, height: float, x: float, y: float) -> tuple[float, float]:
    """A point of the PDF's own coordinates in points of the page as it is shown, origin top left."""
    device_x, device_y = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page.raw, 0, 0, _GRID, _GRID, 0, x, y, device_x, device_y)
    return device_x.value / _GRID * width, device_y.value / _GRID * height


def _continues(last: _Glyph, glyph: _Glyph) -> bool:
    size = max(last.bottom - last.top, 1e-6)
    shared = min(last.bottom, glyph.bottom) - max(last.top, glyph.top)
    gap = glyph.x0 - last.x1
    return shared > 0.5 * min(size, glyph.bottom - glyph.top) and -0.5 * size < gap < 0.6 * size


def _line(run: list[_Glyph]) -> Line | None:
    while run and run[0].text.isspace():
        run = run[1:]
    while run and run[-1].text.isspace():
        run = run[:-1]
    if not run:
        return None
    return Line(
        text="".join(g.text for g in run),
        box=BoundingBox(
            x0=min(g.x0 for g in run),
            top=min(g.top for g in run),
            x1=max(g.x1 for g in run),
            bottom=max(g.bottom for g in run),
        ),
        confidence=1.0,
        source=TextSource.TEXT_LAYER,
        edges=(*[g.x0 for g in run], run[-1].x1),
        sureness=tuple(1.0 for _ in run),
    )


def _in_fractions(lines: tuple[Line, ...], width: float, height: float) -> tuple[Line, ...]:
    """Lines in points of the shown page as lines in fractions of it."""
    return tuple(
        line.model_copy(
            update={
                "box": BoundingBox(
                    x0=line.box.x0 / width,
                    top=line.box.top / height,
                    x1=line.box.x1 / width,
                    bottom=line.box.bottom / height,
                ),
                "edges": tuple(e / width for e in line.edges),
            }
        )
        for line in lines
    )
