"""Ruled tables as grids of cells whose every character has its place.

The reader puts characters into cells by their estimated middles; near a ruling that estimate can be off by one character.
Here a lone character is given back to the run of its own line that it belongs to, and text that stands beside a grid (an
outer column whose ruling was cut off) is taken in as a further column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors._fragments import two_amounts
from extractors._view import Char, PageView, Span, chars_of, squeeze
from schemas.core import BoundingBox, Cell, Table

_GAP = 0.45
"""Of a character's height: white space wider than this parts two pieces of one line."""


@dataclass(frozen=True)
class Piece:
    """Characters of one line without a wide gap."""

    page: int
    chars: tuple[Char, ...]

    @cached_property
    def text(self) -> str:
        """The characters, NFKC, no white space."""
        return "".join(c.text for c in self.chars)

    @cached_property
    def box(self) -> BoundingBox:
        """Around all characters."""
        return BoundingBox(
            x0=self.chars[0].x0,
            top=min(c.top for c in self.chars),
            x1=max(c.x1 for c in self.chars),
            bottom=max(c.bottom for c in self.chars),
        )


@dataclass(frozen=True)
class GridCell:
    """A cell with its text in reading order. Rows and columns count from 0; columns beside the rulings are negative or last."""

    page: int
    row: int
    column: int
    row_span: int
    column_span: int
    pieces: tuple[Piece, ...]

    @cached_property
    def chars(self) -> tuple[Char, ...]:
        """The characters in reading order."""
        return tuple(c for piece in in_order(self.pieces) for c in piece.chars)

    @cached_property
    def text(self) -> str:
        """All characters without white space."""
        return "".join(c.text for c in self.chars)

    @cached_property
    def readings(self) -> tuple[str, ...]:
        """The text, then the text of each piece alone: a stamp may stand in the cell beside what is printed."""
        return tuple(dict.fromkeys((self.text, *(p.text for p in self.pieces))))

    @property
    def span(self) -> Span:
        """The characters as a value's raw material."""
        return Span(self.page, self.chars)

    @property
    def middle_y(self) -> float:
        """Vertical centre of the text."""
        return sum((p.box.top + p.box.bottom) / 2 for p in self.pieces) / max(len(self.pieces), 1)


@dataclass(frozen=True)
class Grid:
    """Rows of cells from top to bottom; empty cells are left out unless ruled."""

    page: int
    box: BoundingBox
    rows: tuple[tuple[GridCell, ...], ...]
    ruled: bool

    @property
    def texts(self) -> list[list[str]]:
        """The texts, for looking at."""
        return [[cell.text for cell in row] for row in self.rows]


def in_order(pieces: Iterable[Piece]) -> list[Piece]:
    """Reading order: rows of text by their middles, then from left to right; of two in one place the upper comes first."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.box.middle_y):
        beside = rows and not any(piece.box.horizontal_overlap(p.box) > 0.5 for p in rows[-1])
        if beside and piece.box.middle_y - rows[-1][0].box.middle_y < 0.5 * piece.box.height:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [piece for row in rows for piece in sorted(row, key=lambda p: p.box.x0)]


def aspect(view: PageView) -> float:
    """Height of the page over its width: vertical fractions times this are horizontal fractions."""
    return view.page.height / view.page.width if view.page.width else 1.414


def pieces_of(view: PageView) -> tuple[Piece, ...]:
    """Every line of the page, parted at wide gaps."""
    return tuple(
        Piece(view.index, run)
        for i, line in enumerate(view.lines)
        for run in _runs(chars_of(line, i), _GAP * line.box.height * aspect(view))
    )


def _runs(chars: Sequence[Char], gap: float) -> list[tuple[Char, ...]]:
    runs: list[list[Char]] = []
    for char in chars:
        if runs and char.x0 - runs[-1][-1].x1 <= gap:
            runs[-1].append(char)
        else:
            runs.append([char])
    return [part for run in runs for part in _unglued(run)]


_GLUED = re.compile(
    r"(?<=\d[.,]\d\d)(?=[\u4e00-\u9fff])"  # an amount and the words behind it
    r"|(?<=[\u4e00-\u9fff)])(?=-?\d[\d,]*\.\d\d$)"  # words and the amount behind them
)
_LEADING = re.compile(r"(?:(?:19|20)\d{2}[-./]\d{2}[-./]\d{2}|(?=[0-9A-Z]*\d{8})[0-9A-Z]{10,})(?=[\u4e00-\u9fff])")
"""A date or an account's number before words."""


def _unglued(run: list[Char]) -> list[tuple[Char, ...]]:
    """Neighbouring cells that were read in one go, divided where a number of their kind ends or begins."""
    text = "".join(c.text for c in run)
    if len(text) != len(run):
        return [tuple(run)]
    places = {m.start() for m in _GLUED.finditer(text)} | set(two_amounts(text))
    head = _LEADING.match(text)
    cuts = [0, *sorted(places | ({head.end()} if head else set())), len(run)]
    return [tuple(run[a:b]) for a, b in zip(cuts, cuts[1:], strict=False) if a < b]


Trust = Callable[["Grid", Sequence[Piece]], bool]
"""Whether a grid's cells show what the lines inside it say."""


def ruled_grids(view: PageView, trust: Trust) -> tuple[tuple[Grid, ...], tuple[Piece, ...]]:
    """The page's ruled tables that are to be trusted, from top to bottom, and the pieces that stand in none of them."""
    free = list(pieces_of(view))
    grids = []
    for table in sorted(view.tables, key=lambda t: t.box.top if t.box else 0.0):
        if table.box is None or not table.ruled:
            continue
        inside, outside = _seat(view, table, free)
        grid, left = _grid(view, table, inside, outside)
        if grid is not None and trust(grid, [p for p in free if _touches(table.box, p.box)]):
            grids.append(grid)
            free = left
    return tuple(grids), tuple(free)


def _seat(view: PageView, table: Table, pieces: list[Piece]) -> tuple[dict[int, list[Piece]], list[Piece]]:
    """Pieces by the index of the cell they stand in, and the pieces outside the table."""
    filled = [(i, c) for i, c in enumerate(table.cells) if c.box is not None and c.text]
    inside: dict[int, list[Piece]] = {}
    outside: list[Piece] = []
    for piece in pieces:
        if table.box is None or not _touches(table.box, piece.box):
            outside.append(piece)
            continue
        top, bottom = min(c.top for c in piece.chars), max(c.bottom for c in piece.chars)
        level = [(i, c) for i, c in filled if c.box is not None and c.box.top <= bottom and c.box.bottom >= top]
        homes = _mended([_home(level, char) for char in piece.chars])
        for home, run in _grouped(homes, piece.chars):
            if home is None:
                outside.append(Piece(view.index, run))
            else:
                inside.setdefault(home, []).append(Piece(view.index, run))
    for i, cell in filled:
        if i not in inside:
            inside[i] = [Piece(view.index, _fabricated(cell))]
    return inside, outside


def _touches(table: BoundingBox, box: BoundingBox) -> bool:
    return table.top <= box.middle_y <= table.bottom and box.x1 > table.x0 and box.x0 < table.x1


def _home(cells: Sequence[tuple[int, Cell]], char: Char) -> int | None:
    """The cell whose text box holds the character's middle; of several, the one whose middle line is nearest."""
    y = (char.top + char.bottom) / 2
    best, nearest = None, float("inf")
    for i, cell in cells:
        box = cell.box
        if box is None or not (
            box.x0 - 1e-6 <= char.middle_x <= box.x1 + 1e-6 and box.top - 1e-6 <= y <= box.bottom + 1e-6
        ):
            continue
        away = abs(box.middle_y - y)
        if away < nearest:
            best, nearest = i, away
    return best


def _mended(homes: list[int | None]) -> list[int | None]:
    """One lone character beside a run of at least two belongs to that run; characters without a home follow their neighbour."""
    runs: list[tuple[int | None, int]] = []
    for home in homes:
        if runs and runs[-1][0] == home:
            runs[-1] = (home, runs[-1][1] + 1)
        else:
            runs.append((home, 1))
    if len(runs) < 2:
        return homes
    mended: list[int | None] = []
    for k, (home, length) in enumerate(runs):
        neighbours = [runs[j] for j in (k - 1, k + 1) if 0 <= j < len(runs) and runs[j][0] is not None]
        strongest = max(neighbours, key=lambda run: run[1], default=(None, 0))
        lost = home is None or (length == 1 and strongest[1] >= 2)
        mended += [strongest[0] if lost and strongest[0] is not None else home] * length
    return mended


def _grouped(homes: list[int | None], chars: tuple[Char, ...]) -> list[tuple[int | None, tuple[Char, ...]]]:
    groups: list[tuple[int | None, list[Char]]] = []
    for home, char in zip(homes, chars, strict=True):
        if groups and groups[-1][0] == home:
            groups[-1][1].append(char)
        else:
            groups.append((home, [char]))
    return [(home, tuple(run)) for home, run in groups]


def _fabricated(cell: Cell) -> tuple[Char, ...]:
    """Characters of a cell whose lines are not on the page, evenly spread over its box."""
    text, box = squeeze(cell.text), cell.box
    if box is None:
        return ()
    step = box.width / len(text)
    return tuple(
        Char(c, box.x0 + i * step, box.x0 + (i + 1) * step, box.top, box.bottom, cell.confidence, -1)
        for i, c in enumerate(text)
    )


def _grid(
    view: PageView, table: Table, inside: dict[int, list[Piece]], free: list[Piece]
) -> tuple[Grid | None, list[Piece]]:
    """The table's rows of cells, with the pieces beside it taken in, and the pieces that are left."""
    cells = [
        GridCell(view.index, c.row, c.column, c.row_span, c.column_span, tuple(inside.get(i, ())))
        for i, c in enumerate(table.cells)
    ]
    box = table.box
    if box is None or not any(cell.pieces for cell in cells):
        return None, free
    beside, left = _beside(view, box, cells, free, table.columns)
    rows: dict[int, list[GridCell]] = {}
    for cell in [*cells, *beside]:
        rows.setdefault(cell.row, []).append(cell)
    ordered = tuple(tuple(sorted(rows[r], key=lambda c: c.column)) for r in sorted(rows))
    return Grid(view.index, box, ordered, ruled=True), left


def _beside(
    view: PageView, box: BoundingBox, cells: list[GridCell], free: list[Piece], columns: int
) -> tuple[list[GridCell], list[Piece]]:
    """Cells made of the pieces left and right of the grid on its rows' lines, and the pieces that are none."""
    middles: dict[int, list[float]] = {}
    for cell in cells:
        if cell.pieces and cell.row_span == 1:
            middles.setdefault(cell.row, []).append(cell.middle_y)
    levels = {row: sorted(ys)[len(ys) // 2] for row, ys in middles.items()}
    outer: dict[tuple[int, int], list[Piece]] = {}
    left: list[Piece] = []
    for piece in free:
        b = piece.box
        is_left = b.x1 <= box.x0 + 0.3 * b.width
        is_right = b.x0 >= box.x1 - 0.3 * b.width
        near = min(levels, key=lambda r: abs(levels[r] - b.middle_y), default=None)
        if near is None or not (is_left or is_right) or abs(levels[near] - b.middle_y) > 0.9 * b.height:
            left.append(piece)
            continue
        outer.setdefault((near, -1 if is_left else columns), []).append(piece)
    made = [GridCell(view.index, row, column, 1, 1, tuple(ps)) for (row, column), ps in outer.items()]
    return made, left
