"""Ruled forms: the cell to the right of a label's cell, or below it, holds the value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors._view import Char, PageView, Span, chars_of, squeeze
from schemas.core import Cell, Table


def labelled_cells(views: Sequence[PageView], labels: Mapping[str, Sequence[str]]) -> dict[str, Span]:
    """For each key, the characters of the cell right of a cell that holds nothing but one of its labels."""
    wanted = {squeeze(form).strip(":"): key for key, forms in labels.items() for form in forms}
    found: dict[str, Span] = {}
    for view in views:
        for table in view.tables:
            if table.rows * table.columns > 600:
                continue
            for cell in table.cells:
                key = wanted.get(squeeze(cell.text).strip(":：*"))
                if key is None or key in found:
                    continue
                value = _right_of(table, cell)
                # A cell beside several rows of labels holds several values: rulings between them were not seen.
                alone = value is not None and value.row_span <= cell.row_span
                span = chars_in(view, value) if value is not None and alone else None
                if span is not None:
                    found[key] = span
    return found


def _right_of(table: Table, label: Cell) -> Cell | None:
    column = label.column + label.column_span
    for cell in table.cells:
        if cell.column == column and cell.row <= label.row < cell.row + cell.row_span:
            return cell
    return None


def chars_in(view: PageView, cell: Cell) -> Span | None:
    """The page's characters that lie in a cell, in reading order."""
    if cell.box is None or not cell.text:
        return None
    box = cell.box
    rows: list[tuple[float, list[Char]]] = []
    for index, line in enumerate(view.lines):
        if not box.top - 0.002 <= line.box.middle_y <= box.bottom + 0.002:
            continue
        chars = [c for c in chars_of(line, index) if box.x0 - 0.002 <= c.middle_x <= box.x1 + 0.002]
        if chars:
            rows.append((line.box.middle_y, chars))
    rows.sort(key=lambda r: r[0])
    ordered = [c for _, chars in _merged(rows) for c in chars]
    return Span(view.index, tuple(ordered)) if ordered else None


def _merged(rows: list[tuple[float, list[Char]]]) -> list[tuple[float, list[Char]]]:
    """Lines on one baseline joined from left to right."""
    merged: list[tuple[float, list[Char]]] = []
    for y, chars in rows:
        if merged and y - merged[-1][0] < 0.5 * (chars[0].bottom - chars[0].top):
            merged[-1] = (merged[-1][0], sorted(merged[-1][1] + chars, key=lambda c: c.x0))
        else:
            merged.append((y, chars))
    return merged
