"""Statement and ledger pages made by code: text at places, amounts right-aligned under centred headers, without rulings."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal

from schemas.core import BoundingBox, Cell, Line, Page, PageStatus, Table, TextSource

WIDTH, HEIGHT = 1000.0, 1414.0
SIZE = 12.0


def line(x: float, y: float, text: str, sureness: float = 0.999, align: str = "left") -> Line:
    """A line of text on the page, in a thousand units of width and 1414 of height; x is where `align` says."""
    steps = [SIZE if unicodedata.east_asian_width(c) in "WF" else SIZE / 2 for c in text]
    left = x - {"left": 0.0, "centre": sum(steps) / 2, "right": sum(steps)}[align]
    edges = [left]
    for step in steps:
        edges.append(edges[-1] + step)
    box = BoundingBox(x0=left / WIDTH, top=y / HEIGHT, x1=edges[-1] / WIDTH, bottom=(y + SIZE * 1.2) / HEIGHT)
    return Line(
        text=text,
        box=box,
        confidence=sureness,
        source=TextSource.OCR,
        edges=tuple(e / WIDTH for e in edges),
        sureness=(sureness,) * len(text),
    )


def page(lines: Sequence[Line], number: int = 1) -> Page:
    """A scanned page of these lines."""
    return Page(
        sha256="0" * 64,
        number=number,
        status=PageStatus.READ,
        width=1000,
        height=1414,
        source=TextSource.OCR,
        lines=tuple(lines),
        reader="test",
    )


Column = tuple[str, float, float]
"""Header, left edge, right edge; a column whose header starts with a label word is written from the left."""


def table(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], top: float = 200.0, pitch: float = 24.0
) -> list[Line]:
    """A header and rows; cells of Chinese text stand left, all others right; a line break wraps; an empty cell is left out."""
    lines = [line((x0 + x1) / 2, top, head, align="centre") for head, x0, x1 in columns if head]
    y = top + pitch
    for row in rows:
        deep = max(cell.count("\n") for cell in row) + 1
        for (_, x0, x1), cell in zip(columns, row, strict=True):
            parts = cell.split("\n")
            for i, part in enumerate(parts):
                level = y + (i + (deep - len(parts)) / 2) * SIZE * 1.3
                chinese = any("\u4e00" <= c <= "\u9fff" for c in part)
                if part.strip():
                    lines.append(line(x0 + 4 if chinese else x1 - 4, level, part, align="left" if chinese else "right"))
        y += pitch + (deep - 1) * SIZE * 1.3
    return lines


def moved(source: Page, place: Callable[[float, float], tuple[float, float]], seed: int = 0) -> Page:
    """The page with every line moved by `place(x, y)` and the lines in another order."""
    lines = []
    for item in source.lines:
        dx, dy = place(item.box.middle_x, item.box.middle_y)
        b = item.box
        box = BoundingBox(x0=b.x0 + dx, top=b.top + dy, x1=b.x1 + dx, bottom=b.bottom + dy)
        lines.append(item.model_copy(update={"box": box, "edges": tuple(e + dx for e in item.edges)}))
    random.Random(seed).shuffle(lines)
    return source.model_copy(update={"lines": tuple(lines)})


def sheet(rows: Sequence[Sequence[object]], merges: dict[tuple[int, int], tuple[int, int]] | None = None) -> Page:
    """A workbook's sheet; numbers are Decimal, empty cells None; `merges` maps a corner to its rows and columns."""
    cells = []
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value is None:
                continue
            rows_, columns = (merges or {}).get((r, c), (1, 1))
            number = str(value) if isinstance(value, Decimal) else None
            cells.append(
                Cell(
                    row=r,
                    column=c,
                    row_span=rows_,
                    column_span=columns,
                    text=str(value),
                    box=None,
                    confidence=1.0,
                    source=TextSource.SPREADSHEET,
                    reference=f"{chr(65 + c)}{r + 1}",
                    number=number,
                )
            )
    width = max(len(row) for row in rows)
    grid = Table(box=None, rows=len(rows), columns=width, ruled=False, cells=tuple(cells))
    return Page(
        sha256="0" * 64,
        number=1,
        status=PageStatus.READ,
        width=0,
        height=0,
        sheet="Sheet1",
        source=TextSource.SPREADSHEET,
        tables=(grid,),
        reader="test",
    )
