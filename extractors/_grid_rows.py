"""Rows of a table without trusting its rulings: labels give the rows, numbers join the row on their level.

A page that is not quite level or flat makes rows rise or fall from label to number; the fall is measured from all numbers at
once. Where a ruled grid came out whole, its rows are a second opinion: what both agree on is sure, a disagreement is a doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from extractors._fragments import Fragment


@dataclass
class GridRow:
    """A row of one block: its label fragments, and the numbers by column role."""

    block: int
    labels: list[Fragment]
    numbers: dict[str, Fragment] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)

    @property
    def y(self) -> float:
        """Its level at the label."""
        return median(f.middle_y for f in self.labels)

    @property
    def x(self) -> float:
        """Where the label begins."""
        return min(f.x0 for f in self.labels)

    @property
    def text(self) -> str:
        """The label's text."""
        return "".join(f.text for f in self.labels)

    @property
    def sureness(self) -> float:
        """The label's weakest character."""
        return min((f.sureness for f in self.labels), default=0.0)


def rows_of(labels: Sequence[tuple[Fragment, int]]) -> list[GridRow]:
    """Label fragments (with their block) on one level as rows, blocks in turn, from top to bottom."""
    rows: list[GridRow] = []
    for f, block in sorted(labels, key=lambda pair: (pair[1], pair[0].middle_y)):
        last = rows[-1] if rows else None
        if (
            last is not None
            and last.block == block
            and abs(f.middle_y - last.y) < 0.5 * min(f.height, last.labels[0].height)
            and not any(_overlap(f, g) for g in last.labels)
        ):
            last.labels.append(f)
            last.labels.sort(key=lambda g: g.x0)
        else:
            rows.append(GridRow(block, [f]))
    return rows


def _overlap(a: Fragment, b: Fragment) -> bool:
    return min(a.x1, b.x1) - max(a.x0, b.x0) > 0.3 * min(a.x1 - a.x0, b.x1 - b.x0)


def pitch_of(rows: Sequence[GridRow]) -> float:
    """The usual distance between two rows of a block."""
    steps = [b.y - a.y for a, b in zip(rows, rows[1:], strict=False) if a.block == b.block and b.y > a.y]
    return median(steps) if steps else 0.02


@dataclass(frozen=True)
class _Fall:
    """How far rows fall from left to right, changing evenly from top to bottom of the page."""

    level: float = 0.0
    growth: float = 0.0

    def between(self, row: GridRow, x: float) -> float:
        """Where the row's level is at x."""
        y = row.y
        return y + (self.level + self.growth * (y - 0.5)) * (x - row.x)


def fill(
    rows: list[GridRow], numbers: Sequence[tuple[Fragment, int, str]], weights: Sequence[float] = ()
) -> list[Fragment]:
    """Put numbers (with block and role) into the rows on their level; returns those that fit no row.

    `weights` (in row distances) put rows at a disadvantage whose label is not understood.
    """
    pitch = pitch_of(rows)
    penalties = [w * pitch for w in weights] or [0.0] * len(rows)
    fall = _Fall(_slope([*(g for r in rows for g in r.labels), *(f for f, _, _ in numbers)], pitch))
    for _ in range(3):
        pairs = [
            (f, row) for f, block, _ in numbers if (row := _nearest(rows, f, block, fall, penalties)[0]) is not None
        ]
        fall = _fit(pairs, fall, pitch)
    lost = []
    for f, block, role in numbers:
        row, off, next_off = _nearest(rows, f, block, fall, penalties)
        ruled = _ruled_row(rows, f, block)
        if row is None or (off > 0.75 * pitch and ruled is None):
            lost.append(f)
            continue
        doubt = None
        if ruled is not None and ruled is not row:
            doubt = None if off > 0.35 * pitch else "grid_disagrees"
            row = ruled if off > 0.35 * pitch else row
        elif ruled is None and off > 0.3 * pitch and next_off < 0.8 * pitch:
            doubt = "row_unclear"
        _put(row, role, f, doubt)
    return lost


def _slope(items: Sequence[Fragment], pitch: float) -> float:
    """How far rows fall a page's width, from neighbours: what stands next to each other falls by less than half a row."""
    found: list[float] = []
    for f in items:
        beside = [
            g
            for g in items
            if 0 < g.x0 - f.x1 < _BESIDE and abs(g.middle_y - f.middle_y) < 0.45 * pitch and g.middle_x > f.x1
        ]
        if beside:
            g = min(beside, key=lambda g: g.x0)
            found.append((g.middle_y - f.middle_y) / (g.x0 - f.x0))
    return median(found) if len(found) >= 8 else 0.0


_BESIDE = 0.2
"""Share of the page's width within which a neighbour is looked for."""


def _put(row: GridRow, role: str, f: Fragment, doubt: str | None) -> None:
    other = row.numbers.get(role)
    if other is not None:
        doubt = "two_amounts"
        f = other if other.x1 - other.x0 >= f.x1 - f.x0 else f
    row.numbers[role] = f
    if doubt is not None:
        row.doubts[role] = doubt


def _nearest(
    rows: Sequence[GridRow], f: Fragment, block: int, fall: _Fall, penalties: Sequence[float]
) -> tuple[GridRow | None, float, float]:
    """The row on the number's level, how far off it is, and how far the next one is."""
    level = f.middle_y
    off = {i: abs(fall.between(r, f.x0) - level) for i, r in enumerate(rows) if r.block == block}
    ranked = sorted(off, key=lambda i: off[i] + penalties[i])
    if not ranked:
        return None, 1.0, 1.0
    return rows[ranked[0]], off[ranked[0]], off[ranked[1]] if len(ranked) > 1 else 1.0


def _fit(pairs: Sequence[tuple[Fragment, GridRow]], fall: _Fall, pitch: float) -> _Fall:
    """The fall that fits most pairs: least squares over those that are not far off."""
    a = b = c = p = q = 0.0
    for f, row in pairs:
        dx = f.x0 - row.x
        if dx <= 0 or abs(fall.between(row, f.x0) - f.middle_y) > 0.6 * pitch:
            continue
        u, v, d = dx, dx * (row.y - 0.5), f.middle_y - row.y
        a, b, c, p, q = a + u * u, b + u * v, c + v * v, p + u * d, q + v * d
    determinant = a * c - b * b
    if determinant < 1e-9:
        return _Fall(p / a) if a else fall
    return _Fall((p * c - q * b) / determinant, (a * q - b * p) / determinant)


def _ruled_row(rows: Sequence[GridRow], f: Fragment, block: int) -> GridRow | None:
    """The row whose label stands in the number's ruled row."""
    if f.cell is None:
        return None
    for row in rows:
        if row.block == block and any(g.cell is not None and g.cell[:2] == f.cell[:2] for g in row.labels):
            return row
    return None
