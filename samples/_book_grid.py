"""Tables of a company's books as the programs print and export them: on sheets of paper, as a workbook, as delimited text."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass, field
from decimal import Decimal

import openpyxl
from openpyxl.utils import get_column_letter

from samples import _fonts, _ledgers
from samples._draw import Cell, Sheet

Entry = tuple[str | Decimal | int | None, str | None]
"""A cell's content and the name of the value that it shows."""


@dataclass(frozen=True)
class Look:
    """How a table is printed: `rules` is all (every cell), level (lines between rows) or none; `upright` A4 or across."""

    font: str = "song"
    points: float = 8.5
    rules: str = "all"
    upright: bool = False
    again: bool = True
    zero: str = ""
    height: float = 6.2
    title_font: str = "hei"


def random_look(rng: random.Random, upright: bool = False) -> Look:
    """A random way of printing."""
    return Look(
        font=rng.choice(
            _fonts.installed("song", "hei", "serif", "micro", "sans", "song/times", "gbsong/times", "hei/arial")
        ),
        points=rng.choice((8.0, 8.5, 9.0, 9.5)),
        rules=rng.choice(("all", "all", "all", "level", "none")),
        upright=upright,
        again=rng.random() < 0.8,
        zero=rng.choice(("", "", "0.00", "-")),
        height=rng.choice((5.6, 6.2, 7.0)),
    )


@dataclass
class Grid:
    """A table: what stands over it, its headers (`over` spans them: text and columns), its rows and what stands below.

    `above` are lines of (text, name of value) pairs, spread over the width; a row of one entry runs over the whole width.
    """

    title: str
    above: list[list[Entry]]
    heads: list[str]
    widths: list[float]
    rows: list[list[Entry]]
    over: list[tuple[str, int]] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    marked_heads: dict[int, str] = field(default_factory=dict)
    title_mark: str | None = None


def shown(value: str | Decimal | int | None, zero: str = "") -> str:
    """A cell's text: amounts with separators."""
    if isinstance(value, Decimal):
        return f"{value:,.2f}" if value else zero
    return "" if value is None else str(value)


class _Pages:
    """Sheets that fill from top to bottom."""

    def __init__(self, grid: Grid, look: Look) -> None:
        self.grid, self.look = grid, look
        self.width, self.height = (210.0, 297.0) if look.upright else (297.0, 210.0)
        self.left = 12.0
        scale = (self.width - 2 * self.left) / sum(grid.widths)
        self.widths = [w * scale for w in grid.widths]
        self.sheets: list[Sheet] = []
        self.y = 0.0

    def draw(self) -> list[Sheet]:
        self._turn(first=True)
        for row in self.grid.rows:
            if self.y + self.look.height > self.height - 16:
                self._turn(first=False)
            self._row(row)
        for i, text in enumerate(self.grid.below):
            self.s.text(
                self.left + i * (self.width - 2 * self.left) / 3, self.y + 7, text, self.look.points, self.look.font
            )
        for number, sheet in enumerate(self.sheets, 1):
            if len(self.sheets) > 1:
                text = f"第{number}页 共{len(self.sheets)}页"
                sheet.text(self.width / 2, self.height - 6, text, 7.5, self.look.font, align="c")
        return self.sheets

    def _turn(self, first: bool) -> None:
        self.s = Sheet(self.width, self.height)
        self.sheets.append(self.s)
        self.y = 12.0
        if first or self.look.again:
            self.s.text(
                self.width / 2, 16, self.grid.title, 15, self.look.title_font, align="c", mark=self.grid.title_mark
            )
            self.y = 22.0
            for line in self.grid.above:
                self._line(line)
            self.y += 1.5
            self._heads()
        elif self.look.rules == "all":
            self.s.line(self.left, self.y, self.width - self.left, self.y)

    def _line(self, line: list[Entry]) -> None:
        step = (self.width - 2 * self.left) / max(len(line), 1)
        for i, (text, mark) in enumerate(line):
            label, colon, value = str(text).partition("：")
            last = i == len(line) - 1 and i > 0
            x = self.width - self.left if last else self.left + i * step
            if last:
                x -= _fonts.advance(self.look.font, str(text)) * self.look.points * 1.05 * 0.3528
            end = self.s.text(x, self.y, label + colon, self.look.points * 1.05, self.look.font)
            names = (mark or "").split("|")
            if value:
                self.s.text(end, self.y, value, self.look.points * 1.05, self.look.font, mark=names[0] or None)
                for name in names[1:]:
                    self.s.mark(name, self.s.marks[names[0]])
        self.y += 5.2

    def _heads(self) -> None:
        look, grid = self.look, self.grid
        rules = look.rules == "all"
        if grid.over:
            cells = [Cell(text, None, "c", span) for text, span in grid.over]
            self.y = self.s.row(self.left, self.y, self.widths, cells, look.points, look.font, 0.8, look.height, rules)
        cells = [Cell(text, grid.marked_heads.get(i), "c") for i, text in enumerate(grid.heads)]
        self.y = self.s.row(self.left, self.y, self.widths, cells, look.points, look.font, 0.8, look.height, rules)
        if look.rules != "all":
            self.s.line(self.left, self.y, self.width - self.left, self.y)

    def _row(self, row: list[Entry]) -> None:
        look = self.look
        if len(row) == 1:
            cells = [Cell(shown(row[0][0]), row[0][1], "l", len(self.widths))]
        else:
            cells = [
                Cell(shown(v, look.zero), m, "r" if isinstance(v, Decimal) else "c" if isinstance(v, int) else "l")
                for v, m in row
            ]
        rules = look.rules == "all"
        self.y = self.s.row(self.left, self.y, self.widths, cells, look.points, look.font, 0.8, look.height, rules)
        if look.rules == "level":
            self.s.line(self.left, self.y, self.width - self.left, self.y, 0.1)


def sheets(grid: Grid, look: Look) -> list[Sheet]:
    """The table on as many sheets as it needs, headers again on each unless the look says otherwise."""
    return _Pages(grid, look).draw()


def _lines(grid: Grid) -> list[list[Entry]]:
    """The table's cells, line by line, as a spreadsheet holds them."""
    width = len(grid.heads)
    lines: list[list[Entry]] = [[(grid.title, grid.title_mark)]]
    for line in grid.above:
        cells: list[Entry] = [(None, None)] * width
        for i, entry in enumerate(line):
            cells[i * width // len(line)] = entry
        lines.append(cells)
    if grid.over:
        cells = []
        for text, span in grid.over:
            cells += [(text, None), *([(None, None)] * (span - 1))]
        lines.append(cells)
    lines.append([(text, grid.marked_heads.get(i)) for i, text in enumerate(grid.heads)])
    lines += grid.rows
    lines += [[(text, None)] for text in grid.below]
    return lines


def workbook(grid: Grid, name: str) -> tuple[bytes, dict[str, str]]:
    """A workbook of one sheet, and the address of every value."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    places: dict[str, str] = {}
    for r, line in enumerate(_lines(grid), 1):
        for c, (content, mark) in enumerate(line, 1):
            if content is None or content == "":
                continue
            cell = sheet.cell(r, c, float(content) if isinstance(content, Decimal) else content)
            if isinstance(content, Decimal):
                cell.number_format = "#,##0.00"
            for name_ in (mark or "").split("|"):
                if name_:
                    places[name_] = f"{get_column_letter(c)}{r}"
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(grid.heads))
    if grid.over:
        r, c = 2 + len(grid.above), 1
        for _, span in grid.over:
            if span > 1:
                sheet.merge_cells(start_row=r, end_row=r, start_column=c, end_column=c + span - 1)
            c += span
    return _ledgers.saved(book), places


def delimited(grid: Grid) -> tuple[bytes, dict[str, str]]:
    """The table as delimited text in GB18030, and the address of every value."""
    buffer, places = io.StringIO(), {}
    writer = csv.writer(buffer, lineterminator="\r\n")
    for r, line in enumerate(_lines(grid), 1):
        writer.writerow([f"{v:.2f}" if isinstance(v, Decimal) else v for v, _ in line])
        for c, (_, mark) in enumerate(line, 1):
            for name in (mark or "").split("|"):
                if name:
                    places[name] = f"{get_column_letter(c)}{r}"
    return buffer.getvalue().encode("gb18030"), places
