"""Born-digital pages: characters and their places from the PDF itself, through PDFium."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from ocr.shown import Shown
from schemas.core import BoundingBox, Line, TextSource


@dataclass(frozen=True)
class Glyph:
    """A printed character and its place in points of the page as it is shown."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float


def lines_of(page: pdfium.PdfPage, glyphs: list[Glyph]) -> tuple[Line, ...]:
    """The page's glyphs as lines, in fractions of the page as it is shown (its own rotation applied).

    A gap wider than 0.6 of a character's height ends a line, so that neighbouring columns never run together.
    """
    width, height = page.get_size()
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if runs and _continues(runs[-1][-1], glyph):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return _in_fractions(tuple(line for run in runs if (line := _line(run)) is not None), width, height)


def make_upright(page: pdfium.PdfPage, glyphs: list[Glyph]) -> int:
    """Turn a page whose text runs upwards, downwards or upside down; the clockwise degrees that it was turned by.

    The page object shows itself upright afterwards, in drawing and in places; its glyphs must be taken anew.
    """
    votes = {0: 0, 90: 0, 180: 0, 270: 0}
    for last, glyph in zip(glyphs, glyphs[1:], strict=False):
        across = (glyph.x0 + glyph.x1 - last.x0 - last.x1) / 2
        down = (glyph.top + glyph.bottom - last.top - last.bottom) / 2
        size = max(last.bottom - last.top, last.x1 - last.x0, 1e-6)
        if max(abs(across), abs(down)) > 2 * size:
            continue
        if abs(across) >= abs(down):
            votes[0 if across > 0 else 180] += 1
        else:
            votes[270 if down > 0 else 90] += 1
    turn = max(votes, key=lambda t: votes[t])
    if turn and votes[turn] > 2 * votes[0] + 10:
        page.set_rotation((page.get_rotation() + turn) % 360)
        return turn
    return 0


def trustworthy(lines: tuple[Line, ...]) -> bool:
    """Whether a text layer is there and says something: at least 12 characters, at most 5 % of them not writing."""
    text = "".join(line.text for line in lines)
    if len(text) < 12:
        return False
    bad = sum(unicodedata.category(c) in ("Co", "Cn", "Cc", "Cs") or c == "\ufffd" for c in text)
    odd = sum(0x80 <= ord(c) < 0x2000 and unicodedata.category(c)[0] == "L" for c in text)
    return bad <= 0.05 * len(text) and odd <= 0.2 * len(text)


def glyphs_of(page: pdfium.PdfPage) -> list[Glyph]:
    """All printed characters with their places in points of the page as it is shown.

    PDFium leaves out the page object's matrix for glyphs that carry an ActualText; such a glyph stands where its own
    matrix says, which is told by its neighbours in the text and by a size that its font does not have.
    """
    shown = Shown(page)
    textpage = page.get_textpage()
    told: list[Glyph] = []
    places: list[int] = []
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage.raw, index)
        text = chr(code) if 0 < code < 0x110000 else "\ufffd"
        if text in "\r\n\x02\ufffe" or raw.FPDFText_IsGenerated(textpage.raw, index) == 1:
            continue
        told.append(_placed(shown, text, textpage.get_charbox(index, loose=True)))
        places.append(index)
    usual = sorted(_size(g) for g in told)[len(told) // 2] if told else 0.0
    glyphs: list[Glyph] = []
    for i, first in enumerate(told):
        last = glyphs[-1] if glyphs else None
        following = told[i + 1] if i + 1 < len(told) else None
        large = _size(first) > 1.6 * usual
        if large or not _fits(first, last, following):
            second = _placed(shown, first.text, _by_matrix(textpage, places[i]))
            blown_up = large and _size(first) > 1.9 * _size(second)
            first = second if blown_up or (not large and _fits(second, last, following)) else first
        glyphs.append(first)
    textpage.close()
    return glyphs


def _placed(shown: Shown, text: str, box: tuple[float, float, float, float]) -> Glyph:
    x0, y0 = shown.point(box[0], box[3])
    x1, y1 = shown.point(box[2], box[1])
    return Glyph(text, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _size(glyph: Glyph) -> float:
    return max(glyph.bottom - glyph.top, glyph.x1 - glyph.x0)


def _fits(glyph: Glyph, last: Glyph | None, following: Glyph | None) -> bool:
    """Whether a glyph stands next to the one before it or the one after it in the text."""
    return (last is not None and _beside(last, glyph)) or (following is not None and _beside(glyph, following))


def _beside(left: Glyph, right: Glyph) -> bool:
    size = max(left.bottom - left.top, left.x1 - left.x0, 1e-6)
    across = abs((left.x0 + left.x1 - right.x0 - right.x1) / 2)
    down = abs((left.top + left.bottom - right.top - right.bottom) / 2)
    return 0.1 * size < max(across, down) < 2.2 * size and min(across, down) < 0.5 * size


def _by_matrix(textpage: pdfium.PdfTextPage, index: int) -> tuple[float, float, float, float]:
    """A character's cell (left, bottom, right, top) from its own matrix and font size."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(textpage.raw, index, matrix)
    size = raw.FPDFText_GetFontSize(textpage.raw, index)
    across, up = size * math.hypot(matrix.a, matrix.b), size * math.hypot(matrix.c, matrix.d)
    return matrix.e, matrix.f - 0.12 * up, matrix.e + across, matrix.f + 0.88 * up


def _continues(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.bottom - last.top, 1e-6)
    shared = min(last.bottom, glyph.bottom) - max(last.top, glyph.top)
    gap = glyph.x0 - last.x1
    return shared > 0.5 * min(size, glyph.bottom - glyph.top) and -0.5 * size < gap < 0.6 * size


def _line(run: list[Glyph]) -> Line | None:
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
