"""Header-keyed reading: pages to records {key: cell}, whatever the shape of their tables.

Shapes: one row a record under a row of captions; blocks in which rows of captions and rows of values alternate; caption and
value side by side; all of these ruled or spaced, continued over pages with or without repeated captions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from extractors._captions import Caption, Captions
from extractors._tables_grid import Grid, GridCell, Piece, ruled_grids
from extractors._tables_open import Column, columns_of, looks_like, open_grids, visual_rows
from extractors._view import PageView, Span

__all__ = ["UNKNOWN", "Captions", "Entry", "PageTables", "Record", "read_pages", "records"]

UNKNOWN = "?"
"""Stands among a record's keys for a caption that was not understood."""

_TYPED = ("date", "amount", "count")
_UNIT_LINE = re.compile(r"单位:?(?:人民币)?(百万元|千万元|亿元|万元|千元|元)")


@dataclass(frozen=True)
class Entry:
    """A value's cell, what it should be, the unit of its caption; `paired` when the caption stood beside it."""

    cell: GridCell
    kind: str
    unit: str | None
    paired: bool


@dataclass
class Record:
    """One row of a table, or one block of captions and values."""

    entries: dict[str, Entry]
    page: int
    top: float
    heading: Span | None
    unit: str | None
    headed: frozenset[str] = frozenset()
    """Every key that the record's captions name, filled or not."""
    others: tuple[GridCell, ...] = ()
    """Values under captions that were not understood."""
    paired: bool = False
    """Whether it began with a caption beside its value."""

    def text(self, key: str) -> str:
        """The value's text without white space, empty when there is none."""
        return self.entries[key].cell.text if key in self.entries else ""


@dataclass(frozen=True)
class PageTables:
    """A page's grids from top to bottom and the rows of text outside of them."""

    view: PageView
    grids: tuple[Grid, ...]
    free: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True)
class _Header:
    """Captions by column: first column, end column, caption."""

    columns: tuple[tuple[int, int, Caption | None], ...]

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(c.key for _, _, c in self.columns if c)

    @property
    def unknown(self) -> frozenset[str]:
        return frozenset({UNKNOWN}) if any(c is None for _, _, c in self.columns) else frozenset()

    @property
    def width(self) -> int:
        return max(end for _, end, _ in self.columns)

    def caption_of(self, cell: GridCell) -> Caption | None:
        """The caption over a cell: the one that shares most columns with it."""
        first, end = cell.column, cell.column + cell.column_span
        best = max(self.columns, key=lambda c: min(end, c[1]) - max(first, c[0]))
        return best[2] if min(end, best[1]) > max(first, best[0]) else None


@dataclass
class _State:
    header: _Header | None = None
    record: Record | None = None
    heading: Span | None = None
    unit: str | None = None
    done: list[Record] = field(default_factory=list)

    def close(self) -> None:
        if self.record is not None and self.record.entries:
            self.done.append(self.record)
        self.record = None


def read_pages(
    views: Sequence[PageView], captions: Captions, is_heading: Callable[[str], bool]
) -> tuple[PageTables, ...]:
    """The tables of every page: ruled grids where their captions came out whole, else columns found by captions."""
    pages: list[PageTables] = []
    carried: tuple[Column, ...] = ()
    for view in views:
        grids, free = ruled_grids(view, _trusts(captions))
        opened, left = open_grids(free, captions, is_heading, carried)
        if opened:
            carried = columns_of(opened[-1], captions) or carried
        everything = tuple(sorted([*grids, *opened], key=lambda g: g.box.top))
        pages.append(PageTables(view, everything, tuple(tuple(row) for row in visual_rows(left))))
    return tuple(pages)


def _trusts(captions: Captions) -> Callable[[Grid, Sequence[Piece]], bool]:
    """Trust in a grid whose cells show as many captions as the lines inside it."""

    def trust(grid: Grid, lines: Sequence[Piece]) -> bool:
        in_cells = sum(captions.match(c.text) is not None for row in grid.rows for c in row if c.text)
        crowded = sum(_is_crowded(c) for row in grid.rows for c in row)
        if crowded >= 2 and crowded >= 0.02 * sum(1 for row in grid.rows for c in row if c.text):
            return False
        return sum(captions.match(p.text) is not None for p in lines) <= in_cells + 1

    return trust


def _is_crowded(cell: GridCell) -> bool:
    """Whether dates or amounts stand side by side in the cell, or four below each other: rulings were not found or not drawn."""
    values = [
        p for p in cell.pieces if p.text[-1:].isdigit() and any(looks_like(k, p.text) for k in ("amount", "date"))
    ]
    return len(values) >= 4 or any(len(row) > 1 for row in visual_rows(values))


def records(
    pages: Sequence[PageTables], captions: Captions, is_heading: Callable[[str], bool], starters: frozenset[str]
) -> list[Record]:
    """Every record of the pages in reading order. A row of captions with a key of `starters` begins a new record."""
    state = _State()
    for page in pages:
        events: list[tuple[float, Grid | tuple[Piece, ...]]] = [(g.box.top, g) for g in page.grids]
        events += [(min(p.box.top for p in row), row) for row in page.free]
        for _, event in sorted(events, key=lambda e: e[0]):
            if isinstance(event, Grid):
                _read_grid(state, event, captions, is_heading, starters)
            else:
                _read_text(state, event, captions, is_heading)
    state.close()
    return state.done


def _read_text(state: _State, row: tuple[Piece, ...], captions: Captions, is_heading: Callable[[str], bool]) -> None:
    text = "".join(p.text for p in row)
    if is_heading(text):
        state.close()
        state.header, state.unit = None, None
        state.heading = Span(row[0].page, tuple(c for p in row for c in p.chars))
    unit = _UNIT_LINE.search(text)
    if unit and len(text) < 40:
        state.unit = unit[1]
    pairs = _pairs_of(_cells_of(row, captions), captions)
    if any(cell is not None for _, cell in pairs):
        if state.record is not None and not state.record.paired:
            state.close()
        _add_pairs(state, pairs)


def _cells_of(row: tuple[Piece, ...], captions: Captions) -> list[GridCell]:
    """The pieces of a row of text as cells, «caption: value» as two."""
    parts: list[Piece] = []
    for piece in row:
        head, colon, tail = piece.text.partition(":")
        if colon and tail and captions.match(head):
            parts += [Piece(piece.page, piece.chars[: len(head)]), Piece(piece.page, piece.chars[len(head) + 1 :])]
        else:
            parts.append(piece)
    return [GridCell(p.page, 0, i, 1, 1, (p,)) for i, p in enumerate(parts)]


def _read_grid(
    state: _State, grid: Grid, captions: Captions, is_heading: Callable[[str], bool], starters: frozenset[str]
) -> None:
    carried = _fitted(state.header, grid) if state.header is not None and grid.ruled else state.header
    own: list[_Header] = []
    turn = 0
    for row in grid.rows:
        filled = [c for c in row if c.text]
        if not filled:
            turn += 1
            continue
        if len(filled) == 1 and is_heading(filled[0].text):
            state.close()
            state.heading, own, carried = filled[0].span, [], None
            continue
        header = _header_of(row, filled, captions)
        if header is not None:
            if state.record and (header.keys & (starters | state.record.headed) or not state.record.headed & starters):
                state.close()
            own = [*own, header] if turn == 0 and _stacks(own, header) else [header]
            turn = 0
            continue
        pairs = _pairs_of(row, captions)
        if pairs and (not own or len(pairs) >= 2) and not (carried and not own and _suits(carried, filled)):
            _add_pairs(state, pairs)
            continue
        active = own[turn % len(own)] if own else (carried if carried and _suits(carried, filled) else None)
        if active is not None:
            turn += 1
            for part in _split(row, active):
                _add_row(state, part, active)
    if own:
        state.header = own[0] if len(own) == 1 else None


def _fitted(header: _Header, grid: Grid) -> _Header | None:
    """The captions of an earlier grid on the columns of this one: the same columns, or as many of them in order."""
    counted = Counter(c.column for row in grid.rows for c in row if c.text)
    columns = sorted(k for k, times in counted.items() if 2 * times >= max(counted.values()))
    width = max((c.column + c.column_span for row in grid.rows for c in row), default=0)
    if width == header.width:
        return header
    if len(columns) != len(header.columns):
        return None
    ends = [*columns[1:], width]
    placed = zip(columns, ends, header.columns, strict=True)
    return _Header(tuple((first, end, caption) for first, end, (_, _, caption) in placed))


def _stacks(above: list[_Header], header: _Header) -> bool:
    """Whether a row of captions right under others is the second line of every record: new keys, as many columns."""
    return (
        bool(above) and not any(h.keys & header.keys for h in above) and 2 * len(header.columns) > len(above[0].columns)
    )


def _header_of(row: Sequence[GridCell], filled: list[GridCell], captions: Captions) -> _Header | None:
    """The row's captions by column when the row is one of captions: at least two, and seven of ten cells."""
    matches = [captions.match_any(c.readings) for c in filled]
    known = sum(m is not None for m in matches)
    if known < 2 or known < 0.7 * len(row):
        return None
    return _Header(tuple((c.column, c.column + c.column_span, m) for c, m in zip(filled, matches, strict=True)))


def _pairs_of(row: Sequence[GridCell], captions: Captions) -> list[tuple[Caption, GridCell | None]]:
    """Captions of the row with the cell to their right; none for an empty or missing cell."""
    pairs: list[tuple[Caption, GridCell | None]] = []
    for i, cell in enumerate(row):
        caption = captions.match(cell.text) if cell.text else None
        if caption is None:
            continue
        after = row[i + 1] if i + 1 < len(row) else None
        pairs.append((caption, after if after and after.text and captions.match(after.text) is None else None))
    return pairs


def _suits(header: _Header, filled: list[GridCell]) -> bool:
    """Whether a row without captions of its own may stand under captions of an earlier grid."""
    typed = [(m.kind, c.text) for c in filled if (m := header.caption_of(c)) and m.kind in _TYPED]
    good = sum(looks_like(kind, text) for kind, text in typed)
    width = max(c.column + c.column_span for c in filled)
    return width <= header.width and len(typed) >= 2 and good >= 0.7 * len(typed)


def _add_pairs(state: _State, pairs: list[tuple[Caption, GridCell | None]]) -> None:
    for caption, cell in pairs:
        if state.record is None or caption.key in state.record.headed:
            _begin(state, cell or next((c for _, c in pairs if c), None), paired=True)
        record = state.record
        if record is None:
            continue
        record.headed |= {caption.key}
        if cell is not None:
            record.entries[caption.key] = Entry(cell, caption.kind, caption.unit, paired=True)


def _begin(state: _State, cell: GridCell | None, paired: bool = False) -> None:
    state.close()
    page, top = (cell.page, cell.middle_y) if cell is not None and cell.pieces else (1, 0.0)
    state.record = Record({}, page, top, state.heading, state.unit, paired=paired)


def _add_row(state: _State, row: Sequence[GridCell], header: _Header) -> None:
    """A row of values: a further part of the open block when its captions are new to it, else a new record."""
    filled = [c for c in row if c.text]
    if state.record is None or header.keys & state.record.headed:
        _begin(state, filled[0])
    record = state.record
    if record is None:
        return
    record.headed |= header.keys | header.unknown
    for cell in filled:
        caption = header.caption_of(cell)
        if caption is None:
            record.others += (cell,)
        elif caption.key not in record.entries:
            record.entries[caption.key] = Entry(cell, caption.kind, caption.unit, paired=False)


def _split(row: Sequence[GridCell], header: _Header) -> list[Sequence[GridCell]]:
    """The row, or its parts when a missing ruling ran several rows together: two typed columns hold several values each."""
    levels: list[list[float]] = []
    for cell in row:
        caption = header.caption_of(cell)
        if (
            caption
            and caption.kind in _TYPED
            and cell.pieces
            and all(looks_like(caption.kind, p.text) for p in cell.pieces)
        ):
            lines = visual_rows(cell.pieces)
            levels.append([sum(p.box.middle_y for p in line) / len(line) for line in lines])
    many = [ys for ys in levels if len(ys) >= 2]
    if len(many) < 2 or len({len(ys) for ys in many}) != 1:
        return [row]
    centres = [sum(ys[i] for ys in many) / len(many) for i in range(len(many[0]))]
    parts: list[list[GridCell]] = [[] for _ in centres]
    for cell in row:
        for i in range(len(centres)):
            mine = tuple(p for p in cell.pieces if _nearest(centres, p) == i)
            parts[i].append(GridCell(cell.page, cell.row, cell.column, cell.row_span, cell.column_span, mine))
    return list(parts)


def _nearest(centres: list[float], piece: Piece) -> int:
    return min(range(len(centres)), key=lambda i: abs(centres[i] - piece.box.middle_y))
