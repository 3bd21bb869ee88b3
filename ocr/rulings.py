"""What is drawn on a born-digital page besides its text, read through PDFium: is there anything, and the straight lines."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from ocr.shown import Shown

Edge = dict[str, Any]
"""A straight level or upright line in the form that pdfplumber gives its edges, in points of the page as it is shown."""

Matrix = tuple[float, float, float, float, float, float]

_UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_DEEPEST = 8
"""Forms inside of forms that are followed."""

_STRAIGHT = 0.01
"""Points that the ends of a line may differ by when it counts as level or upright."""

_SHORTEST = 1.0
"""Points; shorter lines are dots."""


def is_plain(page: pdfium.PdfPage) -> bool:
    """Whether the page shows text and nothing else: no line, picture or annotation."""
    kinds = {raw.FPDFPageObj_GetType(item) for item in _objects(page)}
    return kinds <= {raw.FPDF_PAGEOBJ_TEXT} and raw.FPDFPage_GetAnnotCount(page.raw) == 0


def edges_of(page: pdfium.PdfPage) -> list[Edge]:
    """The page's straight lines, borders of rectangles included, also those inside of forms."""
    shown = Shown(page)
    return [edge for path, matrix in _paths(_objects(page), _UNMOVED) for edge in _path_edges(path, matrix, shown)]


def may_cross(edges: list[Edge]) -> bool:
    """Whether there are lines enough for a table of two rows and two columns: three of either way."""
    level = sum(edge["orientation"] == "h" for edge in edges)
    return min(level, len(edges) - level) >= 3


def _objects(page: pdfium.PdfPage) -> list[object]:
    return [raw.FPDFPage_GetObject(page.raw, i) for i in range(raw.FPDFPage_CountObjects(page.raw))]


def _paths(objects: Iterable[object], outer: Matrix, depth: int = 0) -> Iterator[tuple[object, Matrix]]:
    """Every path with the matrix that takes its points to the page."""
    for item in objects:
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield item, _within(_matrix(item), outer)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = [raw.FPDFFormObj_GetObject(item, i) for i in range(raw.FPDFFormObj_CountObjects(item))]
            yield from _paths(inner, _within(_matrix(item), outer), depth + 1)


def _matrix(item: object) -> Matrix:
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _within(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner` first."""
    a, b, c, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc,
        a * ob + b * od,
        c * oa + d * oc,
        c * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    )


def _path_edges(path: object, matrix: Matrix, shown: Shown) -> list[Edge]:
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    edges: list[Edge] = []
    first = last = (0.0, 0.0)
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = shown.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
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
