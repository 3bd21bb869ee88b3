"""Tables without rulings (or with broken ones): columns from a row of captions, rows from the values under it.

A row of the table is anchored where at least two dates or amounts stand on one line; text that wraps above or below is
given to its anchor.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from types import MappingProxyType

from extractors._captions import Caption, Captions
from extractors._tables_grid import Grid, GridCell, Piece, in_order
from schemas.core import BoundingBox

IsHeading = Callable[[str], bool]

_CLOCK = r"(?:T?\d{1,2}:\d{2}(?::\d{2})?)?"
_DATE = re.compile(r"(?:19|20)\d{2}[-./年]?\d{1,2}[-./月]?\d{1,2}日?" + _CLOCK)
_NEARLY_DATE = re.compile(r"\w{4}[-./年]\w{1,2}[-./月]\w{1,2}日?" + _CLOCK)
_AMOUNT = re.compile(r"[-¥]?\d[\d,.，]*(?:万元|元)?")
_UNIT_ONLY = re.compile(r"[(\[]?(?:单位:?)?(?:人民币)?(?:百万元|万元|千元|元)[)\]]?")
_LABELLED = re.compile(r"(?:合计|总计|余额|笔数|单位|日期|时间)\)?:[-¥\d]")
"""A sum or date with its label, as below a table."""

_BLANK = re.compile(r"[-–—―_/*一]*")


@dataclass(frozen=True)
class Column:
    """A caption's place."""

    index: int
    pieces: tuple[Piece, ...]
    caption: Caption | None

    @property
    def box(self) -> BoundingBox:
        """Around the caption."""
        return BoundingBox.around(p.box for p in self.pieces)


def looks_like(kind: str, text: str) -> bool:
    """Whether the text could be a value of that kind; anything but a date could be text."""
    if kind == "date":
        return any(p.fullmatch(text) for p in (_DATE, _NEARLY_DATE, _BLANK))
    if kind in ("amount", "count"):
        return (_AMOUNT.fullmatch(text) is not None and not _is_long_date(text)) or _BLANK.fullmatch(text) is not None
    return _NEARLY_DATE.fullmatch(text) is None


def _is_long_date(text: str) -> bool:
    return len(text) >= 8 and _NEARLY_DATE.fullmatch(text) is not None


def visual_rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces on common baselines, from top to bottom, each row from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.box.middle_y):
        if rows:
            near = min(rows[-1], key=lambda p: min(abs(p.box.x1 - piece.box.x0), abs(p.box.x0 - piece.box.x1)))
            if near.box.vertical_overlap(piece.box) > 0.55:
                rows[-1].append(piece)
                continue
        rows.append([piece])
    return [sorted(row, key=lambda p: p.box.x0) for row in rows]


def open_grids(
    pieces: Sequence[Piece], captions: Captions, is_heading: IsHeading, carried: tuple[Column, ...] = ()
) -> tuple[list[Grid], list[Piece]]:
    """Tables found under rows of captions, and the pieces that belong to none.

    `carried` are the columns of the previous page's last open table: values that fit them before anything else form a
    grid without captions.
    """
    rows = visual_rows(pieces)
    grids: list[Grid] = []
    used: set[int] = set()
    index = 0
    waiting: tuple[Column, ...] = ()
    if carried:
        body, end = _body(rows, 0, carried, captions, is_heading)
        body = _without_lead(body)
        if body and _fits(body, carried):
            grids.append(_grid_of([carried], body, headed=False))
            used |= {id(p) for row in body for p in row}
            index = end
    while index < len(rows):
        columns, first = _header(rows, index, captions)
        if not columns:
            index += 1
            continue
        body, end = _body(rows, first, columns, captions, is_heading)
        if waiting and _second_line(waiting, columns):
            grids[-1] = _grid_of([waiting, columns], body, headed=True)
        else:
            grids.append(_grid_of([columns], body, headed=True))
        waiting = columns if not body else ()
        used |= {id(p) for column in columns for p in column.pieces} | {id(p) for row in body for p in row}
        index = max(end, index + 1)
    return grids, [p for p in pieces if id(p) not in used]


def columns_of(grid: Grid, captions: Captions) -> tuple[Column, ...]:
    """The columns of an open grid from its first row; none when that holds no captions."""
    head = grid.rows[0] if grid.rows else ()
    found = [Column(c.column, c.pieces, captions.match(c.text)) for c in head if c.pieces]
    return tuple(found) if sum(c.caption is not None for c in found) >= 3 else ()


def _header(rows: list[list[Piece]], index: int, captions: Captions) -> tuple[tuple[Column, ...], int]:
    """Columns whose captions stand on row `index` and the rows next to it; also the first row below them."""
    columns: list[list[Piece]] = []
    for piece in rows[index]:
        if columns and BoundingBox.around(p.box for p in columns[-1]).horizontal_overlap(piece.box) > 0.5:
            columns[-1].append(piece)
        else:
            columns.append([piece])
    if sum(captions.match(p.text) is not None for p in rows[index]) < 2:
        return (), index
    end = index + 1
    for other in (index - 1, index + 1, index + 2):
        if not 0 <= other < len(rows) or (other == index + 2 and end != index + 2):
            continue
        if _joins(columns, rows[other], captions) and other > index:
            end = other + 1
    made = [
        Column(i, tuple(group), captions.match(_joined(group)))
        for i, group in enumerate(sorted(columns, key=lambda g: min(p.box.x0 for p in g)))
    ]
    known = sum(c.caption is not None for c in made)
    return (tuple(made), end) if known >= 3 and known >= 0.6 * len(made) else ((), index)


def _joined(group: Sequence[Piece]) -> str:
    return "".join(p.text for p in in_order(group))


def _joins(columns: list[list[Piece]], row: list[Piece], captions: Captions) -> bool:
    """Take the pieces of a neighbouring row into the captions; false, and nothing taken, when they are no captions."""
    plan: list[tuple[list[Piece] | None, Piece]] = []
    for piece in row:
        home = next(
            (g for g in columns if BoundingBox.around(p.box for p in g).horizontal_overlap(piece.box) > 0.5), None
        )
        if home is None:
            if captions.match(piece.text) is None:
                return False
            plan.append((None, piece))
            continue
        size = piece.box.height
        box = BoundingBox.around(p.box for p in home)
        if max(piece.box.top - box.bottom, box.top - piece.box.bottom) > 0.9 * size:
            return False
        alone, together = captions.match(_joined(home)), captions.match(_joined([*home, piece]))
        if not (_UNIT_ONLY.fullmatch(piece.text) or (together is not None and alone is None)):
            return False
        plan.append((home, piece))
    for target, piece in plan:
        if target is None:
            columns.append([piece])
        else:
            target.append(piece)
    return True


def _body(
    rows: list[list[Piece]],
    start: int,
    columns: tuple[Column, ...],
    captions: Captions,
    is_heading: IsHeading,
) -> tuple[list[list[Piece]], int]:
    """Rows under the captions, up to the next heading, captions or sentence."""
    body: list[list[Piece]] = []
    for i in range(start, len(rows)):
        row = rows[i]
        if _ends(row, columns, captions, is_heading) or (body and _far_below(body[-1], row)):
            return body, i
        body.append(row)
    return body, len(rows)


def _without_lead(body: list[list[Piece]]) -> list[list[Piece]]:
    """The rows from the first anchor on, with text that wraps right above it; a page's header line is left out."""
    start = next((i for i, row in enumerate(body) if _is_anchor(row)), len(body))
    while start > 0 and start < len(body):
        height = body[start - 1][0].box.height
        gap = min(p.box.top for p in body[start]) - max(p.box.bottom for p in body[start - 1])
        if gap > 0.5 * height:
            break
        start -= 1
    return body[start:]


def _ends(row: list[Piece], columns: tuple[Column, ...], captions: Captions, is_heading: IsHeading) -> bool:
    if is_heading("".join(p.text for p in row)):
        return True
    if sum(captions.match(p.text) is not None for p in row) >= 2 or any(_LABELLED.search(p.text) for p in row):
        return True
    widest = max(row, key=lambda p: p.box.width).box
    return sum(widest.x0 < c.box.middle_x < widest.x1 for c in columns) >= 3


def _far_below(above: list[Piece], row: list[Piece]) -> bool:
    height = max(p.box.height for p in row)
    return min(p.box.top for p in row) - max(p.box.bottom for p in above) > 4 * height


def _is_anchor(row: list[Piece]) -> bool:
    return sum(map(_is_value, row)) >= 2


def _fits(body: list[list[Piece]], columns: tuple[Column, ...]) -> bool:
    """Whether the first anchor's values stand under the columns of their kind."""
    anchor = next((row for row in body if _is_anchor(row)), None)
    if anchor is None:
        return False
    good = sum(_column_of(p, columns).box.horizontal_overlap(p.box) > 0.3 for p in anchor)
    return good >= 0.7 * len(anchor) and len(anchor) >= 0.6 * len(columns)


def _column_of(piece: Piece, columns: tuple[Column, ...]) -> Column:
    """The column a piece stands in: nearest caption, overlap first, columns of another kind last."""

    def cost(column: Column) -> float:
        box, mine = column.box, piece.box
        gap = max(0.0, box.x0 - mine.x1, mine.x0 - box.x1)
        kind = column.caption.kind if column.caption else "text"
        wrong = 0.0 if looks_like(kind, piece.text) else 0.08
        return gap + 0.3 * abs(box.middle_x - mine.middle_x) + wrong

    return min(columns, key=cost)


def _index_of(piece: Piece, columns: tuple[Column, ...], lines: Mapping[int, _Line] = MappingProxyType({})) -> int:
    """The column's index; -1 for a row's name left of captions that are all of numbers.

    `lines` are those on which the values of columns begin or end: a value that stands on another column's line, and not on
    that of the nearest caption, is the other column's.
    """
    first = columns[0]
    if first.caption and not looks_like(first.caption.kind, piece.text) and piece.box.x1 <= first.box.x0:
        return -1
    nearest = _column_of(piece, columns)
    near = 0.6 * piece.box.width / max(len(piece.text), 1)
    off = {
        c.index: lines[c.index].distance(piece)
        for c in columns
        if c.index in lines and looks_like(c.caption.kind if c.caption else "text", piece.text)
    }
    if off.get(nearest.index, 1.0) < 2 * near or not off:
        return nearest.index
    best = min(off, key=lambda i: off[i])
    return best if off[best] < near else nearest.index


@dataclass(frozen=True)
class _Line:
    """The line that a column's values share: their left or right edges or their middles."""

    side: str
    at: float

    def distance(self, piece: Piece) -> float:
        """How far a piece is off the line."""
        return abs(float(getattr(piece.box, self.side)) - self.at)


def _lines_of(body: list[list[Piece]], columns: tuple[Column, ...]) -> dict[int, _Line]:
    """The line of each column that has three values or more under its caption, on one line."""
    found: dict[int, _Line] = {}
    for column in columns:
        under = [p for row in body for p in row if _stands_under(p, column, columns)]
        if len(under) < 3:
            continue
        best: tuple[float, _Line] | None = None
        for side in ("x1", "x0", "middle_x"):
            places = [float(getattr(p.box, side)) for p in under]
            middle = median(places)
            spread = median(abs(x - middle) for x in places)
            if best is None or spread < best[0] - 1e-4:
                best = (spread, _Line(side, middle))
        size = median(p.box.width / max(len(p.text), 1) for p in under)
        if best is not None and best[0] < 0.5 * size:
            found[column.index] = best[1]
    return found


def _stands_under(piece: Piece, column: Column, columns: tuple[Column, ...]) -> bool:
    if piece.box.horizontal_overlap(column.box) <= 0:
        return False
    return not any(c is not column and piece.box.horizontal_overlap(c.box) > 0 for c in columns)


def _second_line(above: tuple[Column, ...], columns: tuple[Column, ...]) -> bool:
    """Whether captions right under others name the second line of every record: near, new, about as many."""
    keys = {c.caption.key for c in above if c.caption} & {c.caption.key for c in columns if c.caption}
    upper, lower = BoundingBox.around(c.box for c in above), BoundingBox.around(c.box for c in columns)
    near = lower.top - upper.bottom < 2.5 * columns[0].pieces[0].box.height
    return not keys and near and 2 * len(columns) > len(above)


def _grid_of(lines: list[tuple[Column, ...]], body: list[list[Piece]], headed: bool) -> Grid:
    """The grid of a body under captions; `lines` are the captions of a record's first, second … line."""
    edges = _lines_of(body, lines[0]) if len(lines) == 1 else {}
    body = _cut_at_columns(body, lines[0], edges) if len(lines) == 1 else body
    heads = [p for columns in lines for c in columns for p in c.pieces]
    page = heads[0].page if not body else body[0][0].page
    anchors = [row for row in body if _is_anchor(row)]
    if not anchors or len(lines) > 1:
        anchors = [row for row in body if _is_anchor(row) or len(row) >= max(2.0, 0.6 * len(lines[0]))]
    groups = _by_anchor(_joined_anchors(anchors, lines[0]), body)
    rows: list[tuple[GridCell, ...]] = []
    for columns in lines if headed else ():
        rows.append(tuple(GridCell(page, len(rows), c.index, 1, 1, c.pieces) for c in columns))
    for turn, group in enumerate(groups):
        cells: dict[int, list[Piece]] = {}
        for piece in group:
            cells.setdefault(_index_of(piece, lines[turn % len(lines)], edges), []).append(piece)
        rows.append(tuple(GridCell(page, len(rows), i, 1, 1, tuple(cells[i])) for i in sorted(cells)))
    pieces = [p for row in body for p in row] + (heads if headed else [])
    return Grid(page, BoundingBox.around(p.box for p in pieces), tuple(rows), ruled=False)


def _cut_at_columns(
    body: list[list[Piece]], columns: tuple[Column, ...], edges: Mapping[int, _Line]
) -> list[list[Piece]]:
    """The rows with words of neighbouring columns apart that were read in one go: they part where other rows' words begin."""
    begins = [
        (p.box.x0, _index_of(p, columns, edges)) for row in body for p in row if len(p.text) >= 2 and not _is_value(p)
    ]
    return [[part for piece in row for part in _parted(piece, begins, columns)] for row in body]


def _parted(piece: Piece, begins: Sequence[tuple[float, int]], columns: tuple[Column, ...]) -> list[Piece]:
    chars = piece.chars
    if len(chars) < 4 or _is_value(piece):
        return [piece]
    for i in range(1, len(chars) - 1):
        near = 0.45 * (chars[i].x1 - chars[i].x0)
        there = [k for x, k in begins if abs(x - chars[i].x0) < near]
        if len(there) < 3:
            continue
        first, second = Piece(piece.page, chars[:i]), Piece(piece.page, chars[i:])
        home = max(set(there), key=there.count)
        if there.count(home) >= 0.8 * len(there) and _index_of(first, columns) < home:
            return [first, *_parted(second, begins, columns)]
    return [piece]


def _joined_anchors(anchors: list[list[Piece]], columns: tuple[Column, ...]) -> list[list[Piece]]:
    """Anchors nearer than a line's height whose values stand in different columns are one row that does not run level."""
    joined: list[list[Piece]] = []
    for row in anchors:
        if joined and _level(row) - _level(joined[-1]) < 0.8 * row[0].box.height:
            mine = {_index_of(p, columns) for p in row if _is_value(p)}
            if not mine & {_index_of(p, columns) for p in joined[-1] if _is_value(p)}:
                joined[-1] = [*joined[-1], *row]
                continue
        joined.append(row)
    return joined


def _level(row: list[Piece]) -> float:
    return sum(p.box.middle_y for p in row) / len(row)


def _is_value(piece: Piece) -> bool:
    return bool(_DATE.fullmatch(piece.text) or _AMOUNT.fullmatch(piece.text))


def _by_anchor(anchors: list[list[Piece]], body: list[list[Piece]]) -> list[list[Piece]]:
    """The pieces of each table row. Wrapped text centred on its row goes to the nearest anchor, else to the one above."""
    if not anchors:
        return []
    levels = [_level([p for p in row if _is_value(p)] or row) for row in anchors]
    groups = [list(row) for row in anchors]
    anchored = {id(p) for row in anchors for p in row}
    rest = [p for row in body for p in row if id(p) not in anchored]
    centred = any(p.box.middle_y < levels[0] for p in rest)
    for piece in rest:
        y = piece.box.middle_y
        above = [i for i, level in enumerate(levels) if level <= y]
        nearest = min(range(len(levels)), key=lambda i: abs(levels[i] - y))
        home = nearest if centred or not above else above[-1]
        if abs(levels[home] - y) <= 2.6 * piece.box.height:
            groups[home].append(piece)
    return groups
