"""Tables as many programs print them: fully ruled, lines between rows only, a frame, three lines, dotted lines, none at all."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from samples import _fonts
from samples._draw import BLACK, POINT, Colour, Sheet, typeset, wrap

RULES = ("full", "full", "full", "rows", "frame", "three", "none", "columns", "faint")
"""full: every cell; rows: lines between rows; frame: outline and columns; three: above, below the head, below; faint: grey."""

_FONTS = ("song", "song", "hei", "micro", "serif", "sans", "song/times", "song/arial", "hei/arial", "gbsong/times")
_FONTS_MORE = ("gbsong/courier", "sans/narrow", "micro/narrow", "droid", "kai/times", "song/courier")


@dataclass(frozen=True)
class Item:
    """A cell: its text, the value it shows, `l`, `c` or `r`, its colour and font where they differ, columns that it spans."""

    text: str = ""
    mark: str | None = None
    align: str = "l"
    colour: Colour = BLACK
    font: str | None = None
    span: int = 1
    indent: float = 0.0


@dataclass(frozen=True)
class Grid:
    """How a table is set: type size in points, rules, least row height and padding in millimetres."""

    font: str = "song"
    points: float = 8.5
    rules: str = "full"
    height: float = 5.5
    pad: float = 1.0
    width: float = 0.2
    colour: Colour = BLACK
    shade: Colour | None = None
    head_font: str | None = None


def any_grid(rng: random.Random, points: Sequence[float] = (7.5, 8, 8.5, 9, 9.5, 10), height: float = 5.5) -> Grid:
    """A random way of setting a table."""
    faint = rng.random() < 0.15
    return Grid(
        font=rng.choice(_fonts.installed(*_FONTS, *_FONTS_MORE)),
        points=rng.choice(tuple(points)),
        rules=rng.choice(RULES),
        height=height * rng.uniform(0.9, 1.2),
        pad=rng.uniform(0.6, 1.6),
        width=rng.choice((0.12, 0.18, 0.25, 0.4)),
        colour=(150, 150, 155) if faint else BLACK,
        shade=rng.choice((None, None, None, (236, 240, 246), (224, 224, 224), (252, 246, 226))),
        head_font=rng.choice((None, None, "hei")),
    )


def row(
    s: Sheet, grid: Grid, x: float, y: float, widths: Sequence[float], items: Sequence[Item], kind: str = "body"
) -> float:
    """Print one row, return the y below it. `kind` is head, body, or last (the table's last row)."""
    size, at, left = grid.points * POINT, 0, x
    laid: list[tuple[float, float, Item, list[str]]] = []
    high = grid.height
    for item in items:
        wide = sum(widths[at : at + item.span])
        lines = _lines(item, wide - 2 * grid.pad, grid)
        high = max(high, len(lines) * size * 1.2 + 0.8)
        laid.append((left, wide, item, lines))
        left, at = left + wide, at + item.span
    if grid.shade and kind == "head":
        s.fill((x, y, left, y + high), grid.shade)
    _rule(s, grid, y, high, [(a, a + b) for a, b, _, _ in laid], kind)
    for x0, wide, item, lines in laid:
        font = item.font or (grid.head_font if kind == "head" else None) or grid.font
        base = y + (high - len(lines) * size * 1.2) / 2 + size * 0.98
        for i, line in enumerate(lines):
            inset = item.indent if i == 0 else item.indent * 0.5
            at_x = {"l": x0 + grid.pad + inset, "c": x0 + wide / 2, "r": x0 + wide - grid.pad}[item.align]
            s.text(at_x, base, line, grid.points, font, item.colour, item.align, item.mark)
            base += size * 1.2
    return y + high


def height(grid: Grid, widths: Sequence[float], items: Sequence[Item]) -> float:
    """How high a row of these cells is."""
    counts = [len(_lines(item, wide - 2 * grid.pad, grid)) for item, wide in zip(items, widths, strict=False)]
    return max(grid.height, max(counts) * grid.points * POINT * 1.2 + 0.8)


def _lines(item: Item, wide: float, grid: Grid) -> list[str]:
    parts = item.text.split("\n")
    return [
        line for part in parts for line in wrap(typeset(part), wide - item.indent, grid.points, item.font or grid.font)
    ]


def _rule(s: Sheet, grid: Grid, y: float, high: float, cells: Sequence[tuple[float, float]], kind: str) -> None:
    x0, x1 = cells[0][0], cells[-1][1]
    colour = (150, 150, 155) if grid.rules == "faint" else grid.colour
    if grid.rules in ("full", "faint", "rows") or (grid.rules != "none" and kind == "head"):
        for level in (y, y + high):
            s.line(x0, level, x1, level, grid.width, colour)
    if kind == "last" and grid.rules != "none":
        s.line(x0, y + high, x1, y + high, grid.width * (2 if grid.rules == "three" else 1), colour)
    if grid.rules in ("full", "faint", "frame"):
        for a in {*(a for a, _ in cells), x1}:
            s.line(a, y, a, y + high, grid.width, colour)
    if grid.rules == "columns":
        for a, _ in cells[1:]:
            s.line(a, y, a, y + high, grid.width, colour)


def amount_font(rng: random.Random) -> str | None:
    """A font for figures alone, none for the table's own."""
    return rng.choice((None, None, None, None, *_fonts.installed("times", "arial", "courier", "narrow")))
