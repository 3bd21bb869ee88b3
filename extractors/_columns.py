"""Columns of a table without trusting its rulings: headers give their meaning, the numbers below give their place.

Headers are centred, left or right in their column, and amounts mostly end on one line; so a number belongs to the column whose
numbers share its right edge, centre or left edge, whichever is the straightest, starting from the header above.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from extractors._fragments import Fragment, line_height

LABEL = "label"
SKIP = "skip"
DATED = "dated"
"""A value column headed by a date."""

RoleOf = Callable[[str], str | None]


@dataclass(frozen=True)
class Column:
    """A column: what it holds, its header's extent, the block (left or right half) it belongs to, the header's text.

    `unclear` when the header was not read and the role is what remained.
    """

    role: str
    x0: float
    x1: float
    block: int = 0
    text: str = ""
    unclear: bool = False

    @property
    def middle_x(self) -> float:
        """Centre of the header."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True)
class Header:
    """The header band of a table on a page."""

    columns: tuple[Column, ...]
    top: float
    bottom: float


def find_header(
    items: Sequence[Fragment], role_of: RoleOf, good: Callable[[Sequence[str]], bool], depth: float = 1.2
) -> Header | None:
    """The band of fragments whose roles make a header, null when there is none.

    The band with most headers wins, the upper one of two alike.

    Args:
        items: the page's fragments.
        role_of: the role that a header's text names, null for other text.
        good: whether a band with these roles is a header.
        depth: how far below its first line a band may reach, in line heights.
    """
    height = line_height(items)
    named = [(f, role) for f in joined(items, role_of) if (role := role_of(f.squeezed)) is not None]
    best: list[tuple[Fragment, str]] = []
    for reach in (depth, 2.5 * depth):
        if _worth(best)[0] >= 2:
            break
        for first, _ in sorted(named, key=lambda pair: pair[0].middle_y):
            low = max(reach * height, first.height * 0.6)
            band = _plain([(f, r) for f, r in named if -0.6 * height <= f.middle_y - first.middle_y <= low])
            if good([r for _, r in band]) and _worth(band) > _worth(best):
                best = band
    return _header(best) if best else None


def _worth(band: Sequence[tuple[Fragment, str]]) -> tuple[int, int]:
    """How much a band says: its headers of values (two or more a half), then all of its headers."""
    values = sum(r not in (LABEL, SKIP) for _, r in band)
    return min(values, 2), len(band)


def _plain(band: list[tuple[Fragment, str]]) -> list[tuple[Fragment, str]]:
    """The band without dates where words head the columns, and without a single date: it belongs to the line above."""
    worded = [(f, r) for f, r in band if r != DATED]
    alone = len({f.squeezed for f, r in band if r == DATED}) == 1
    return worded if alone or any(r not in (LABEL, SKIP) for _, r in worded) else band


def _header(band: list[tuple[Fragment, str]]) -> Header:
    columns: list[Column] = []
    block = -1
    for f, role in sorted(band, key=lambda pair: pair[0].middle_x):
        last = columns[-1] if columns else None
        if last is not None and role == last.role and (role == LABEL or min(f.x1, last.x1) > max(f.x0, last.x0)):
            continue
        block += role == LABEL or block < 0 or _begins(role, [c.role for c in columns if c.block == block])
        columns.append(Column(role, f.x0, f.x1, block, f.squeezed))
    return Header(tuple(columns), min(f.top for f, _ in band), max(f.bottom for f, _ in band))


def _begins(role: str, so_far: Sequence[str]) -> bool:
    """Whether a header begins the right half although its label column's header was not read."""
    has_values = any(r not in (LABEL, SKIP) for r in so_far)
    return has_values and (role == SKIP or (role in so_far and role != DATED))


def joined(items: Sequence[Fragment], role_of: RoleOf) -> list[Fragment]:
    """The fragments, with spread-out words (资 产) put together where that makes a header."""
    short = sorted((f for f in items if len(f.squeezed) <= 2 and not f.is_number), key=lambda f: f.x0)
    found: list[Fragment] = []
    used: set[int] = set()
    for f in short:
        for g in short:
            if (
                f is not g
                and id(f) not in used
                and id(g) not in used
                and 0 < g.x0 - f.x1 < 8 * (f.x1 - f.x0)
                and abs(f.middle_y - g.middle_y) < 0.5 * f.height
                and role_of(f.squeezed + g.squeezed) is not None
                and role_of(f.squeezed) is None
            ):
                used |= {id(f), id(g)}
                found.append(replace(f, text=f.squeezed + g.squeezed, x1=g.x1))
    return [f for f in items if id(f) not in used] + found


@dataclass
class _Home:
    """Where the numbers of a column stand."""

    column: Column
    members: list[Fragment] = field(default_factory=list)
    side: str = "x1"
    at: float = 0.0

    def settle(self) -> None:
        """Take the straightest of right edges, centres and left edges."""
        if not self.members:
            self.side, self.at = "middle_x", self.column.middle_x
            return
        spreads = {}
        for side in ("x1", "middle_x", "x0"):
            places = [getattr(f, side) for f in self.members]
            middle = median(places)
            spreads[side] = (median(abs(p - middle) for p in places), middle)
        self.side = min(spreads, key=lambda s: spreads[s][0] + (0 if s == "x1" else 1e-4))
        self.at = spreads[self.side][1]

    def distance(self, f: Fragment) -> float:
        """How far a number is from the column."""
        return abs(float(getattr(f, self.side)) - self.at)


@dataclass(frozen=True)
class Assignment:
    """Numbers by column (index into the columns); `unclear` holds numbers that could belong to two."""

    of: dict[int, int]
    unclear: frozenset[int]
    right: dict[int, float]
    left: dict[int, float]


def assign(numbers: Sequence[Fragment], columns: Sequence[Column]) -> Assignment:
    """Each number's column. Keys of the result are positions in `numbers`."""
    homes = [_Home(c) for c in columns]
    choice = {i: _first_guess(f, columns) for i, f in enumerate(numbers)}
    for _ in range(4):
        for k, home in enumerate(homes):
            home.members = [f for i, f in enumerate(numbers) if choice[i] == k]
            home.settle()
        choice = {i: min(range(len(homes)), key=lambda k: homes[k].distance(f)) for i, f in enumerate(numbers)}
    unclear = set()
    for i, f in enumerate(numbers):
        distances = sorted(h.distance(f) for h in homes)
        if len(distances) > 1 and distances[0] > 0.02 and distances[0] > 0.6 * distances[1]:
            unclear.add(i)
    right = {k: median(f.x1 for f in h.members) for k, h in enumerate(homes) if h.members}
    left = {k: min(f.x0 for f in h.members) for k, h in enumerate(homes) if h.members}
    return Assignment(choice, frozenset(unclear), right, left)


def _first_guess(f: Fragment, columns: Sequence[Column]) -> int:
    """The column whose header lies over the number, else the nearest."""

    def overlap(c: Column) -> float:
        return min(f.x1, c.x1) - max(f.x0, c.x0)

    best = max(range(len(columns)), key=lambda k: overlap(columns[k]))
    if overlap(columns[best]) > 0:
        return best
    return min(range(len(columns)), key=lambda k: abs(columns[k].middle_x - f.middle_x))


def complete(columns: Sequence[Column], numbers: Sequence[Fragment], pair: tuple[str, str]) -> tuple[Column, ...]:
    """The columns with those added whose header was not read but whose numbers stand there.

    Columns of small whole numbers are line numbers. A value column takes what the other half of the page has in its place,
    else the one of the `pair` that is left; the latter is unclear.
    """
    added = list(columns)
    for stack in unheaded([c for c in columns if c.role != LABEL], numbers):
        added.append(_column_of(stack, columns, pair))
    return tuple(sorted(added, key=lambda c: c.middle_x))


def unheaded(heads: Sequence[Column], numbers: Sequence[Fragment]) -> list[list[Fragment]]:
    """Numbers over each other for which no header is left when each header has taken the nearest."""
    found = stacks(numbers)
    free = list(range(len(found))) if len(found) > len(heads) else []
    for c in sorted(heads, key=lambda c: min((_apart(c, found[i]) for i in free), default=0.0)):
        if free:
            free.remove(min(free, key=lambda i: (_apart(c, found[i]), i)))
    return [found[i] for i in free]


def _apart(column: Column, stack: Sequence[Fragment]) -> float:
    """White space between a header and the numbers below it; less than nothing when one lies over the other."""
    x0, x1 = min(f.x0 for f in stack), max(f.x1 for f in stack)
    return max(column.x0 - x1, x0 - column.x1)


def stacks(numbers: Sequence[Fragment]) -> list[list[Fragment]]:
    """Numbers that stand over each other, from left to right; single strays are left out."""
    stacks: list[list[Fragment]] = []
    end = -1.0
    for f in sorted(numbers, key=lambda f: f.x0):
        if f.x0 > end:
            stacks.append([])
        stacks[-1].append(f)
        end = max(end, f.x1)
    most = max((len(s) for s in stacks), default=0)
    return [s for s in stacks if len(s) >= max(3, 0.15 * most)]


def _column_of(stack: Sequence[Fragment], columns: Sequence[Column], pair: tuple[str, str]) -> Column:
    x0, x1 = min(f.x0 for f in stack), max(f.x1 for f in stack)
    block = max((c.block for c in columns if c.middle_x < x1), default=0)
    if sum(f.squeezed.isdigit() and len(f.squeezed) <= 3 for f in stack) >= 0.8 * len(stack):
        return Column(SKIP, x0, x1, block)
    mine = [c for c in columns if c.block == block and c.role in pair]
    left = [role for role in pair if role not in [c.role for c in mine]]
    for other in {c.block for c in columns} - {block}:
        order = [c.role for c in columns if c.block == other and c.role in pair]
        if len(order) == 2 and len(mine) == 1:
            expected = order[0] if x0 < mine[0].x0 else order[1]
            if left == [expected]:
                return Column(expected, x0, x1, block)
    return Column(left[0] if len(left) == 1 and mine else SKIP, x0, x1, block, unclear=True)
