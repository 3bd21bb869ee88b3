"""Pages made by code as the reader would hand them over: lines with characters' places, and ruled tables."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from schemas.core import BoundingBox, Cell, Line, Page, PageStatus, Table, TextSource

_WIDTH, _HEIGHT = 1000.0, 1414.0


def _advance(text: str, size: float) -> list[float]:
    return [size if unicodedata.east_asian_width(c) in "WF" else size / 2 for c in text]


class Paper:
    """A page under construction; places in a thousand units of width and 1414 of height."""

    def __init__(self, size: float = 14.0, sureness: float = 0.995) -> None:
        self.size = size
        self.sureness = sureness
        self.lines: list[Line] = []
        self.tables: list[Table] = []
        self.y = 60.0

    def text(self, x: float, text: str, y: float | None = None, sureness: float | None = None) -> BoundingBox:
        """A line of text with its top left at x, y."""
        top = self.y if y is None else y
        sure = self.sureness if sureness is None else sureness
        edges = [x]
        for step in _advance(text, self.size):
            edges.append(edges[-1] + step)
        box = BoundingBox(
            x0=x / _WIDTH, top=top / _HEIGHT, x1=edges[-1] / _WIDTH, bottom=(top + self.size * 1.2) / _HEIGHT
        )
        self.lines.append(
            Line(
                text=text,
                box=box,
                confidence=sure,
                source=TextSource.OCR,
                edges=tuple(e / _WIDTH for e in edges),
                sureness=(sure,) * len(text),
            )
        )
        return box

    def line(self, *parts: tuple[float, str]) -> None:
        """Texts on one baseline; the next line stands below."""
        for x, text in parts:
            self.text(x, text)
        self.y += self.size * 2.2

    def table(
        self,
        widths: Sequence[float],
        rows: Sequence[Sequence[str]],
        ruled: bool = True,
        x: float = 40.0,
        doubtful: dict[tuple[int, int], float] | None = None,
    ) -> None:
        """Rows of cells, text centred and wrapped to the cell; "" is an empty cell, "<" continues the cell on its left."""
        top, cells = self.y, []
        for r, row in enumerate(rows):
            layout = _spans(row, widths)
            lines = [_wrapped(text, width - 6, self.size) for _, _, text, width in layout]
            height = max(len(part) for part in lines) * self.size * 1.35 + self.size * 0.8
            for (column, span, text, width), parts in zip(layout, lines, strict=True):
                left = x + sum(widths[:column])
                frame = BoundingBox(
                    x0=left / _WIDTH, top=top / _HEIGHT, x1=(left + width) / _WIDTH, bottom=(top + height) / _HEIGHT
                )
                boxes = []
                for i, part in enumerate(parts):
                    wide = sum(_advance(part, self.size))
                    y = top + (height - len(parts) * self.size * 1.35) / 2 + i * self.size * 1.35
                    boxes.append(
                        self.text(left + (width - wide) / 2, part, y, sureness=(doubtful or {}).get((r, column)))
                    )
                cells.append(
                    Cell(
                        row=r,
                        column=column,
                        column_span=span,
                        text=text,
                        box=BoundingBox.around(boxes) if boxes else frame,
                        confidence=self.sureness,
                        source=TextSource.OCR,
                    )
                )
            top += height
        if ruled:
            box = BoundingBox(x0=x / _WIDTH, top=self.y / _HEIGHT, x1=(x + sum(widths)) / _WIDTH, bottom=top / _HEIGHT)
            self.tables.append(Table(box=box, rows=len(rows), columns=len(widths), ruled=True, cells=tuple(cells)))
        self.y = top + self.size

    def page(self, number: int = 1) -> Page:
        """The page's record."""
        return Page(
            sha256="0" * 64,
            number=number,
            status=PageStatus.READ,
            width=int(_WIDTH),
            height=int(_HEIGHT),
            source=TextSource.OCR,
            lines=tuple(self.lines),
            tables=tuple(self.tables),
            reader="test",
        )


def _spans(row: Sequence[str], widths: Sequence[float]) -> list[tuple[int, int, str, float]]:
    """Column, columns spanned, text and width of each cell of a row."""
    cells: list[tuple[int, int, str, float]] = []
    for column, text in enumerate(row):
        if text == "<":
            first, span, kept, width = cells[-1]
            cells[-1] = (first, span + 1, kept, width + widths[column])
        else:
            cells.append((column, 1, text, widths[column]))
    return cells


def _wrapped(text: str, width: float, size: float) -> list[str]:
    parts, used = [""] if text else [], 0.0
    for char, step in zip(text, _advance(text, size), strict=True):
        if used + step > width:
            parts.append("")
            used = 0.0
        parts[-1] += char
        used += step
    return parts
