"""Ruled tables: find printed grids, their cells and merged cells, and put the read text into them."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from schemas.core import BoundingBox, Cell, Line, Table, TextSource

_SOLID = 0.85
"""The share of some cell's side that a ruling covers at least; broken print leaves gaps, characters leave more."""

Mask = NDArray[np.uint8]
Points = NDArray[np.float32]


@dataclass(frozen=True)
class Grid:
    """A grid in its own level pixels, and the homography from page pixels to them.

    `xs` and `ys` are the rulings; `owner[r][c]` is the top left (row, column) of the merged cell that r, c belongs to.
    """

    matrix: NDArray[np.float64]
    xs: tuple[int, ...]
    ys: tuple[int, ...]
    owner: dict[tuple[int, int], tuple[int, int]]


def find(channel: NDArray[np.uint8]) -> list[Grid]:
    """Grids with at least 2 x 2 cells on a level single-channel page, largest first."""
    height, width = channel.shape
    ink = cv2.adaptiveThreshold(channel, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 8)
    across, down = _rulings(ink, width, height)
    both = cv2.bitwise_or(across, down)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        cv2.dilate(both, np.ones((5, 5), np.uint8)), connectivity=8
    )
    crossings = cv2.bitwise_and(
        cv2.dilate(across, np.ones((5, 5), np.uint8)), cv2.dilate(down, np.ones((5, 5), np.uint8))
    )
    grids = []
    for label in sorted(range(1, count), key=lambda i: -int(stats[i, cv2.CC_STAT_AREA])):
        x, y, w, h = (int(v) for v in stats[label, :4])
        if w < 0.12 * width or h < 24:
            continue
        part = labels[y : y + h, x : x + w] == label
        if cv2.connectedComponents((crossings[y : y + h, x : x + w] * part).astype(np.uint8))[0] - 1 < 9:
            continue
        grid = _grid(across, down, labels == label, (x, y, w, h))
        if grid is not None:
            grids.append(grid)
        if len(grids) == 12:
            break
    return grids


def _rulings(ink: Mask, width: int, height: int) -> tuple[Mask, Mask]:
    """Masks of the horizontal and the vertical rulings, small gaps closed."""
    long_x, long_y = max(30, width // 45), max(24, height // 75)
    thick_ink = cv2.dilate(ink, np.ones((3, 3), np.uint8))
    across = cv2.morphologyEx(
        cv2.dilate(ink, np.ones((3, 1), np.uint8)), cv2.MORPH_OPEN, np.ones((1, long_x), np.uint8)
    )
    down = cv2.morphologyEx(cv2.dilate(ink, np.ones((1, 3), np.uint8)), cv2.MORPH_OPEN, np.ones((long_y, 1), np.uint8))
    across = cv2.morphologyEx(across, cv2.MORPH_CLOSE, np.ones((1, long_x // 2), np.uint8))
    down = cv2.morphologyEx(down, cv2.MORPH_CLOSE, np.ones((long_y // 2, 1), np.uint8))
    return cv2.bitwise_and(across, thick_ink | across), down


def _corners(component: NDArray[np.bool_], box: tuple[int, int, int, int]) -> Points:
    """The four extreme corners of a grid's ink, clockwise from the top left."""
    x, y, w, h = box
    ys, xs = np.nonzero(component[y : y + h, x : x + w])
    total, difference = xs + ys, ys - xs
    picks = [total.argmin(), difference.argmin(), total.argmax(), difference.argmax()]
    return np.array([[xs[i] + x, ys[i] + y] for i in picks], dtype=np.float32)


def _grid(across: Mask, down: Mask, component: NDArray[np.bool_], box: tuple[int, int, int, int]) -> Grid | None:
    corners = _corners(component, box)
    width = int(max(np.linalg.norm(corners[0] - corners[1]), np.linalg.norm(corners[3] - corners[2])))
    height = int(max(np.linalg.norm(corners[0] - corners[3]), np.linalg.norm(corners[1] - corners[2])))
    if width < 40 or height < 20:
        return None
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    mine = component.astype(np.uint8) * 255
    flat_across = cv2.warpPerspective(cv2.bitwise_and(across, mine), matrix, (width + 1, height + 1))
    flat_down = cv2.warpPerspective(cv2.bitwise_and(down, mine), matrix, (width + 1, height + 1))
    ys = _positions(flat_across, axis=1, length=width)
    xs = _positions(flat_down, axis=0, length=height)
    xs, ys = _dividing(flat_across, flat_down, xs, ys, _open_sides(flat_across, xs, ys, width))
    if len(xs) < 3 or len(ys) < 3:
        return None
    return Grid(matrix=matrix, xs=xs, ys=ys, owner=_merge(flat_across, flat_down, xs, ys))


def _open_sides(across: Mask, xs: tuple[int, ...], ys: tuple[int, ...], width: int) -> set[int]:
    """The sides of a table that has no upright ruling there, but whose level rulings run on."""
    if not xs or len(ys) < 3:
        return set()

    def runs_on(start: int, end: int) -> bool:
        runs = [_covered(across, y, start, end, vertical=False) > _SOLID for y in ys]
        return end - start > 0.03 * width and sum(runs) > 0.6 * len(runs)

    return {side for side, start, end in ((0, 0, xs[0]), (width, xs[-1], width)) if runs_on(start, end)}


def _dividing(
    across: Mask, down: Mask, xs: tuple[int, ...], ys: tuple[int, ...], sides: set[int]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Only the rulings that run along the whole side of some cell, as strokes of characters and stamps do not; and `sides`."""
    xs = tuple(sorted({*xs, *sides}))
    for _ in range(2):
        xs = tuple(x for x in xs if x in sides or _is_side(down, x, ys, vertical=True))
        ys = tuple(y for y in ys if _is_side(across, y, xs, vertical=False))
    return xs, ys


def _is_side(mask: Mask, at: int, others: tuple[int, ...], vertical: bool) -> bool:
    """Whether a ruling runs along the whole side of some cell between the rulings that cross it."""
    return any(_covered(mask, at, a, b, vertical) > _SOLID for a, b in zip(others, others[1:], strict=False))


def _positions(mask: Mask, axis: int, length: int) -> tuple[int, ...]:
    """Where rulings run: peaks of the ink summed along them, at least 6 % of the length, nearer than 9 px joined."""
    thick = cv2.dilate(mask, np.ones((5, 1) if axis == 1 else (1, 5), np.uint8))
    profile = (thick > 0).sum(axis=axis) / max(length, 1)
    places: list[int] = []
    start = None
    for i, strong in enumerate([*(profile >= 0.06), False]):
        if strong and start is None:
            start = i
        elif not strong and start is not None:
            peak = start + int(np.argmax(profile[start:i]))
            if i - start > 26:
                places += _split_run(profile, start, i)
            else:
                places.append(peak)
            start = None
    joined: list[int] = []
    for place in places:
        if joined and place - joined[-1] < 9:
            continue
        joined.append(place)
    return tuple(joined)


def _split_run(profile: NDArray[np.float64], start: int, end: int) -> list[int]:
    """Peaks of a long run where rulings drift into each other."""
    smooth = np.convolve(profile[start:end], np.ones(5) / 5, mode="same")
    return [start + i for i in range(1, len(smooth) - 1) if smooth[i] >= smooth[i - 1] and smooth[i] > smooth[i + 1]]


def _merge(
    across: Mask, down: Mask, xs: tuple[int, ...], ys: tuple[int, ...]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Join neighbouring cells that no ruling divides; the owner of a group is its top left cell."""
    rows, columns = len(ys) - 1, len(xs) - 1
    parent = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def root(cell: tuple[int, int]) -> tuple[int, int]:
        while parent[cell] != cell:
            cell = parent[cell]
        return cell

    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and not _divided(down, xs[c + 1], ys[r], ys[r + 1], vertical=True):
                a, b = root((r, c)), root((r, c + 1))
                parent[max(a, b)] = min(a, b)
            if r + 1 < rows and not _divided(across, ys[r + 1], xs[c], xs[c + 1], vertical=False):
                a, b = root((r, c)), root((r + 1, c))
                parent[max(a, b)] = min(a, b)
    return {cell: root(cell) for cell in parent}


def _divided(mask: Mask, at: int, start: int, end: int, vertical: bool) -> bool:
    """Whether a ruling runs along at least half of a cell's side."""
    return _covered(mask, at, start, end, vertical) > 0.5


def _covered(mask: Mask, at: int, start: int, end: int, vertical: bool) -> float:
    """The share of a cell's side that a ruling runs along."""
    near = slice(max(0, at - 7), at + 8)
    inner = slice(start + 3, max(end - 3, start + 4))
    band = mask[inner, near] if vertical else mask[near, inner]
    return float((band > 0).any(axis=1 if vertical else 0).mean()) if band.size else 0.0


def table_of(grid: Grid, lines: tuple[Line, ...], width: int, height: int) -> tuple[Table, set[int]]:
    """The grid filled with the page's text; also the indices of the lines that lie in it.

    `width` and `height` are the page's pixels. A line that crosses a ruling is divided at it, character by character.
    """
    parts: dict[tuple[int, int], list[tuple[float, float, Line, int, int]]] = {}
    used: set[int] = set()
    for index, line in enumerate(lines):
        for cell, start, end in _cells_of(grid, line, width, height):
            box = line.part(start, end)
            parts.setdefault(cell, []).append((box.middle_y, box.x0, line, start, end))
            used.add(index)
    back = np.asarray(np.linalg.inv(grid.matrix), dtype=np.float64)
    cells = []
    for owner in sorted(set(grid.owner.values())):
        members = [cell for cell, own in grid.owner.items() if own == owner]
        bottom, right = max(r for r, _ in members), max(c for _, c in members)
        content = _ordered(parts.get(owner, []))
        cells.append(
            Cell(
                row=owner[0],
                column=owner[1],
                row_span=bottom - owner[0] + 1,
                column_span=right - owner[1] + 1,
                text="".join(line.text[s:e] for _, _, line, s, e in content),
                box=_page_box(
                    back, grid.xs[owner[1]], grid.ys[owner[0]], grid.xs[right + 1], grid.ys[bottom + 1], width, height
                )
                if not content
                else BoundingBox.around(line.part(s, e) for _, _, line, s, e in content),
                confidence=min((min(line.sureness[s:e], default=0.0) for _, _, line, s, e in content), default=1.0),
                source=content[0][2].source if content else TextSource.OCR,
            )
        )
    frame = _page_box(back, grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1], width, height)
    return Table(box=frame, rows=len(grid.ys) - 1, columns=len(grid.xs) - 1, ruled=True, cells=tuple(cells)), used


def _ordered(content: list[tuple[float, float, Line, int, int]]) -> list[tuple[float, float, Line, int, int]]:
    """Reading order: rows of text by their middles, then from left to right."""
    rows: list[list[tuple[float, float, Line, int, int]]] = []
    for item in sorted(content, key=lambda p: p[0]):
        if rows and item[0] - rows[-1][0][0] < 0.5 * item[2].box.height:
            rows[-1].append(item)
        else:
            rows.append([item])
    return [item for row in rows for item in sorted(row, key=lambda p: p[1])]


Run = tuple[tuple[int, int] | None, int, int]
"""A cell (null outside of the grid), first character and end."""


def _cells_of(grid: Grid, line: Line, width: int, height: int) -> list[tuple[tuple[int, int], int, int]]:
    """Which cells a line's characters fall into: (cell, first character, end)."""
    y = line.box.middle_y * height
    centres = [((line.edges[i] + line.edges[i + 1]) / 2 * width, y) for i in range(len(line.text))]
    if not centres:
        return []
    flat = cv2.perspectiveTransform(np.array([centres], dtype=np.float64), grid.matrix)[0]
    columns = np.searchsorted(grid.xs, flat[:, 0]) - 1
    rows = np.searchsorted(grid.ys, flat[:, 1]) - 1
    runs: list[Run] = []
    for i, place in enumerate(zip(rows.tolist(), columns.tolist(), strict=True)):
        cell = grid.owner.get(place)
        if runs and runs[-1][0] == cell:
            runs[-1] = (cell, runs[-1][1], i + 1)
        else:
            runs.append((cell, i, i + 1))
    joined = _rejoined(runs, flat[:, 0]) if len(runs) > 1 else runs
    return [(cell, start, end) for cell, start, end in joined if cell is not None]


def _rejoined(runs: list[Run], xs: NDArray[np.float64]) -> list[Run]:
    """Runs of which one or two characters were printed over a ruling: they go with the run that they touch."""
    usual = float(np.median(np.diff(xs)))
    joined = [runs[0]]
    for cell, start, end in runs[1:]:
        last, first, until = joined[-1]
        small, large = sorted((until - first, end - start))
        if xs[start] - xs[start - 1] < 1.3 * usual and small <= 2 and large >= 2 * small + 2:
            joined[-1] = (last if until - first > end - start else cell, first, end)
        else:
            joined.append((cell, start, end))
    return joined


def _page_box(back: NDArray[np.float64], x0: int, y0: int, x1: int, y1: int, width: int, height: int) -> BoundingBox:
    corners = np.array([[[x0, y0], [x1, y0], [x1, y1], [x0, y1]]], dtype=np.float64)
    points = cv2.perspectiveTransform(corners, back)[0]
    shares = np.clip(points / [width, height], 0.0, 1.0)
    return BoundingBox(
        x0=float(shares[:, 0].min()),
        top=float(shares[:, 1].min()),
        x1=float(shares[:, 0].max()),
        bottom=float(shares[:, 1].max()),
    )
