"""What is drawn on a born-digital page besides its text, read through PDFium: is there anything, and the straight lines."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from ocr.shown import Shown

Edge = dict[str, Any]
"""A straight level or upright line in the form that pdfplumber gives its edges, in points of the page as it is shown."""

_STRAIGHT = 0.01
"""Points that the ends of a line may differ by when it counts as level or upright."""

_SHORTEST = 1.0
"""Points; shorter lines are dots."""


def is_plain(page: pdfium.PdfPage) -> bool:
    """Whether the page shows text and nothing else: no line, picture or annotation."""
    kinds = {raw.FPDFPageObj_GetType(item) for item in _objects(page)}
    return kinds <= {raw.FPDF_PAGEOBJ_TEXT} and raw.FPDFPage_GetAnnotCount(page.raw) == 0


def edges_of(page: pdfium.PdfPage) -> list[Edge] | None:
    """The page's straight lines, borders of rectangles included; null when some may lie inside nested forms."""
    objects = _objects(page)
    if any(raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_FORM for item in objects):
        return None
    shown = Shown(page)
    paths = [item for item in objects if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_PATH]
    return [edge for path in paths for edge in _path_edges(path, shown)]


def may_cross(edges: list[Edge]) -> bool:
    """Whether there are lines enough for a table of two rows and two columns: three of either way."""
    level = sum(edge["orientation"] == "h" for edge in edges)
    return min(level, len(edges) - level) >= 3


def _objects(page: pdfium.PdfPage) -> list[object]:
    return [raw.FPDFPage_GetObject(page.raw, i) for i in range(raw.FPDFPage_CountObjects(page.raw))]


def _path_edges(path: object, shown: Shown) -> list[Edge]:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    edges: list[Edge] = []
    first = last = (0.0, 0.0)
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = shown.point(
            matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            edges += _edge(last, point)
        if raw.FPDFPathSegment_GetClose(segment):
            edges += _edge(point, first)
        last = point
    return edges


def _edge(start: tuple[float, float], end: tuple[float, float]) -> list[Edge]:
    """One edge, or none when the line is slanted or a dot."""
    (x0, x1), (top, bottom) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    if max(x1 - x0, bottom - top) < _SHORTEST or min(x1 - x0, bottom - top) > _STRAIGHT:
        return []
    level = x1 - x0 > bottom - top
    if level:
        bottom = top
    else:
        x1 = x0
    place = {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "doctop": top}
    size = {"width": x1 - x0, "height": bottom - top}
    return [{**place, **size, "orientation": "h" if level else "v", "object_type": "line"}]
