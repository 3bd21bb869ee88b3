"""Tables of born-digital pages: found by pdfplumber between the page's rulings, text from the text layer."""

from __future__ import annotations

import logging

import numpy as np
import pdfplumber

from ocr.grids import Grid, table_of
from ocr.rulings import Edge
from schemas.core import Line, Table

logging.getLogger("pdfminer").setLevel(logging.ERROR)

_JOIN = 2.5
"""Points; rulings nearer than this are one."""


def tables_of(
    page: pdfplumber.page.Page, lines: tuple[Line, ...], edges: list[Edge] | None = None
) -> tuple[Table, ...]:
    """Every ruled table of a page, filled with `lines` (fractions of the page).

    `edges` are the page's rulings when they were read already; pdfplumber takes ten times as long to read them.
    """
    width, height = float(page.width), float(page.height)
    tables = []
    for found in page.find_tables(_TOLERANCES | _told(edges)):
        grid = _grid(found.cells)
        if grid is not None:
            tables.append(table_of(grid, lines, round(width * _SCALE), round(height * _SCALE))[0])
    return tuple(tables)


_TOLERANCES = {"snap_tolerance": 3, "join_tolerance": 3, "intersection_tolerance": 4}


def _told(edges: list[Edge] | None) -> dict[str, object]:
    """Settings that hand known rulings to pdfplumber."""
    if edges is None:
        return {}
    upright, level = ([e for e in edges if e["orientation"] == way] for way in "vh")
    return {
        "vertical_strategy": "explicit",
        "explicit_vertical_lines": upright,
        "horizontal_strategy": "explicit",
        "explicit_horizontal_lines": level,
    }


_SCALE = 4
"""Grid units a point, so that whole-number rulings lose nothing that matters."""


def _grid(cells: list[tuple[float, float, float, float]]) -> Grid | None:
    xs = _places([v for x0, _, x1, _ in cells for v in (x0, x1)])
    ys = _places([v for _, top, _, bottom in cells for v in (top, bottom)])
    if len(xs) < 3 or len(ys) < 3:
        return None
    owner = {(r, c): (r, c) for r in range(len(ys) - 1) for c in range(len(xs) - 1)}
    for x0, top, x1, bottom in cells:
        first = (_nearest(ys, top), _nearest(xs, x0))
        for r in range(first[0], _nearest(ys, bottom)):
            for c in range(first[1], _nearest(xs, x1)):
                owner[(r, c)] = first
    return Grid(
        matrix=np.eye(3), xs=tuple(round(x * _SCALE) for x in xs), ys=tuple(round(y * _SCALE) for y in ys), owner=owner
    )


def _places(values: list[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _JOIN:
            places.append(value)
    return places


def _nearest(places: list[float], value: float) -> int:
    return min(range(len(places)), key=lambda i: abs(places[i] - value))
