"""Where one column of a table ends and the next begins, without trusting rulings: stacks of texts, matched with the headers.

Texts that stand over each other make a stack, white from top to bottom divides stacks. Stacks go to headers from left to right,
each to the one nearest by; two stacks that stand side by side in the same rows never share a header.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors._columns import Column
from extractors._fragments import Fragment

_TOUCH = 0.0006
"""Texts that overlap by no more than this fraction of the width only touch."""

_VALLEY = 0.25
"""Where so small a share of the texts is cut, two columns meet."""

Run = tuple[float, float, float]
"""Left, right and level of characters without white between them."""


@dataclass(frozen=True)
class _Stack:
    """A stretch of the page's width that texts cover, with the levels that they stand on."""

    x0: float
    x1: float
    levels: tuple[float, ...]


def cuts(columns: Sequence[Column], body: Sequence[Fragment]) -> tuple[float, ...]:
    """Between every two columns, the place where one ends and the next begins."""
    runs = [run for f in body for run in _runs(f) if not _spans(run, columns)]
    if not runs or len(columns) < 2:
        return tuple((a.x1 + b.x0) / 2 for a, b in pairwise(columns))
    stacks = [part for stack in _stacks(runs) for part in _divided(stack, runs, columns)]
    homes = _matched(stacks, columns, _line(runs))
    found: list[float] = []
    for k, (left, right) in enumerate(pairwise(columns)):
        end = max([s.x1 for s, h in zip(stacks, homes, strict=True) if h <= k], default=None)
        start = min([s.x0 for s, h in zip(stacks, homes, strict=True) if h > k], default=None)
        near = (left.x1 + right.x0) / 2
        low = end if end is not None and k in homes else max(left.x1, end or 0.0)
        high = start if start is not None and k + 1 in homes else min(right.x0, start if start is not None else 1.0)
        found.append((low + high) / 2 if low <= high else near)
    return tuple(found)


def _runs(f: Fragment) -> list[Run]:
    """Where a fragment's characters stand without white between them."""
    if not f.chars or f.is_amount_like:
        return [(f.x0, f.x1, f.middle_y)]
    gap = 0.5 * max(c.x1 - c.x0 for c in f.chars)
    runs = [(f.chars[0].x0, f.chars[0].x1, f.middle_y)]
    for last, char in pairwise(f.chars):
        if char.x0 - last.x1 > gap:
            runs.append((char.x0, char.x1, f.middle_y))
        else:
            runs[-1] = (runs[-1][0], max(runs[-1][1], char.x1), f.middle_y)
    return runs


def _spans(run: Run, columns: Sequence[Column]) -> bool:
    """Whether a text runs over more than two headers: it belongs to no column."""
    return sum(run[0] < c.middle_x < run[1] for c in columns) > 2


def _line(runs: Sequence[Run]) -> float:
    """How near two levels must be to be one."""
    ys = sorted({round(r[2], 4) for r in runs})
    steps = [b - a for a, b in pairwise(ys) if b - a > 0.003]
    return 0.4 * median(steps) if steps else 0.005


def _stacks(runs: Sequence[Run]) -> list[_Stack]:
    """Stretches of the width that more than a few texts cover."""
    spare = max(1, round(0.03 * len({round(r[2], 3) for r in runs})))
    edges = sorted({e for r in runs for e in r[:2]})
    groups: list[list[float]] = []
    for a, b in pairwise(edges):
        middle = (a + b) / 2
        covered = sum(r[0] < middle < r[1] for r in runs)
        if covered > spare or (covered and len(runs) <= 3 * spare):
            if groups and groups[-1][1] >= a - 1e-9 and not _touch(a, runs, spare):
                groups[-1][1] = b
            else:
                groups.append([a, b])
    return [_Stack(x0, x1, tuple(r[2] for r in runs if r[1] > x0 + 1e-9 and r[0] < x1 - 1e-9)) for x0, x1 in groups]


def _touch(x: float, runs: Sequence[Run], spare: int) -> bool:
    """Whether one column ends and the next begins at x: several texts end there, several begin, hardly one goes on."""
    ends, begins = (sum(abs(r[side] - x) <= _TOUCH for r in runs) for side in (1, 0))
    return ends >= 3 and begins >= 3 and sum(r[0] < x - _TOUCH and r[1] > x + _TOUCH for r in runs) <= spare


def _divided(stack: _Stack, runs: Sequence[Run], columns: Sequence[Column]) -> list[_Stack]:
    """A stack that lies under several headers, divided between them where fewest texts are cut.

    A header that the stack only reaches into divides it where there is a valley of white.
    """
    under = [c for c in columns if c.x0 < stack.x1 and c.x1 > stack.x0]
    marks = [stack.x0]
    for left, right in pairwise(under):
        low, high = max(left.middle_x, marks[-1]), min(right.middle_x, stack.x1)
        edges = sorted({low, high, *(e for r in runs for e in r[:2] if low < e < high)})
        places = [(a + b) / 2 for a, b in pairwise(edges)]
        forced = stack.x0 <= left.middle_x and right.middle_x <= stack.x1
        if not forced:
            mine = [r for r in runs if r[0] < stack.x1 and r[1] > stack.x0]
            places = [x for x in places if min(_left_of(x, mine), _right_of(x, mine)) >= 3]
        cut, mark = min(((_crossing(x, runs), x) for x in places), default=(0, (low + high) / 2))
        if forced or (places and cut <= _VALLEY * _peak(runs, low, high)):
            marks.append(mark)
    marks.append(stack.x1)
    return [
        _Stack(a, b, tuple(r[2] for r in runs if a - 1e-9 <= (r[0] + r[1]) / 2 <= b + 1e-9)) for a, b in pairwise(marks)
    ]


def _crossing(x: float, runs: Sequence[Run]) -> int:
    return sum(r[0] < x < r[1] for r in runs)


def _left_of(x: float, runs: Sequence[Run]) -> int:
    return sum(r[1] <= x + _TOUCH for r in runs)


def _right_of(x: float, runs: Sequence[Run]) -> int:
    return sum(r[0] >= x - _TOUCH for r in runs)


def _peak(runs: Sequence[Run], low: float, high: float) -> int:
    """The most texts that stand over one place between two."""
    places = sorted({(r[0] + r[1]) / 2 for r in runs if r[1] > low and r[0] < high})
    return max((sum(r[0] < x < r[1] for r in runs) for x in places), default=0)


def _matched(stacks: Sequence[_Stack], columns: Sequence[Column], near: float) -> list[int]:
    """The header of every stack, from left to right, at the least cost."""
    best: list[list[tuple[float, list[int]]]] = []
    for i, stack in enumerate(stacks):
        row: list[tuple[float, list[int]]] = []
        for k, column in enumerate(columns):
            own = _cost(stack, column)
            options = [(own, [k])] if i == 0 else []
            for j in range(k + 1) if i else ():
                before, path = best[-1][j]
                shared = _beside(stacks[i - 1], stack, near) if j == k else 0.0
                options.append((before + own + shared, [*path, k]))
            row.append(min(options, key=lambda o: o[0]))
        best.append(row)
    return min(best[-1], key=lambda o: o[0])[1] if best else []


def _cost(stack: _Stack, column: Column) -> float:
    gap = max(0.0, column.x0 - stack.x1, stack.x0 - column.x1)
    weight = min(1.0, len(stack.levels) / 3)
    return weight * (gap + 0.2 * abs((stack.x0 + stack.x1) / 2 - column.middle_x))


def _beside(a: _Stack, b: _Stack, near: float) -> float:
    """The price of giving two stacks one header: high when they stand side by side in the same rows."""
    fewer, more = sorted((a.levels, b.levels), key=len)
    together = sum(any(abs(y - z) < near for z in more) for y in fewer)
    return 0.02 + 0.6 * together / max(len(fewer), 1)
