"""Headers of ledgers, lists and returns: words that name columns, in one row, wrapped, or under words that span several.

What stands in the header band without being understood heads a column too: its values are left out, and do not fall to the
neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from extractors._columns import SKIP, Column, joined
from extractors._fragments import Fragment, levels, line_height

RoleOf = Callable[[str], str | None]


@dataclass(frozen=True)
class Layout:
    """What the headers of a kind of table mean.

    `role_of` names the role of a header, `group_of` that of a word over several columns, `part_of` that of a word under
    such a word: the column is then `group_part`. `good` says whether roles make a header; `is_amount` which hold amounts.
    """

    role_of: RoleOf
    good: Callable[[frozenset[str]], bool]
    is_amount: Callable[[str], bool]
    group_of: RoleOf = lambda text: None
    part_of: RoleOf = lambda text: None
    spans: Callable[[str], bool] = lambda text: False
    """Words over several columns that say nothing about them."""

    def knows(self, text: str) -> str | None:
        """Any meaning of a header's text."""
        return self._known(text)

    @cached_property
    def _known(self) -> RoleOf:
        """`knows`, which remembers the texts that were asked for last: each is asked for many times on its page."""
        return lru_cache(maxsize=4096)(lambda text: self.role_of(text) or self.group_of(text) or self.part_of(text))


@dataclass(frozen=True)
class HeadColumn(Column):
    """A column with the fragment that heads it."""

    source: Fragment | None = None


@dataclass(frozen=True)
class BookHeader:
    """The columns of a table, from left to right, and where their headers stand."""

    columns: tuple[HeadColumn, ...]
    top: float
    bottom: float


def plain(text: str) -> str:
    """A header's text without remarks in brackets and marks.

    >>> plain('期末余额(元)'), plain('借/贷')
    ('期末余额', '借贷')
    """
    return re.sub(r"[\[(【][^\[\]()【】]*[\])】]?|[:;*、。,./·_|\-]", "", text)


def find(items: Sequence[Fragment], layout: Layout) -> BookHeader | None:
    """The uppermost header among the fragments, null when there is none."""
    height = line_height(items)
    words = [f for f in joined(items, layout.knows) if f.exact is None and ":" not in f.squeezed.strip(":")]
    known = [f for f in words if layout.knows(f.squeezed)]
    best: BookHeader | None = None
    most = 0
    for anchor in sorted(known, key=lambda f: f.middle_y):
        if best is not None and anchor.middle_y > best.bottom + 2 * height:
            break
        found = _band(anchor, known, words, layout, height)
        if found is not None and len(found.columns) > most:
            best, most = found, len(found.columns)
    return best


def _band(
    anchor: Fragment, known: Sequence[Fragment], words: Sequence[Fragment], layout: Layout, height: float
) -> BookHeader | None:
    """The header whose first line the anchor stands on; `known` are those of the words that mean something."""
    heads = _heads(anchor, known, height)
    if len(heads) < 2:
        return None
    top, bottom = min(f.top for f in heads), max(f.bottom for f in heads)
    within = [
        f
        for f in words
        if top - 0.7 * height <= f.middle_y <= bottom + 1.3 * height
        and not (f.is_amount_like or f.is_dash or layout.spans(plain(f.squeezed)))
    ]
    columns, low = _columns(within, layout, bottom)
    if not layout.good(frozenset(c.role for c in columns)):
        return None
    return BookHeader(tuple(columns), top, max(bottom, low) - 0.2 * height)


def _heads(anchor: Fragment, known: Sequence[Fragment], height: float) -> list[Fragment]:
    """The known words of the anchor's line and of lines right below; a lone word further off is one of the table's rows."""
    heads: list[Fragment] = []
    low = anchor.bottom
    for level in levels([f for f in known if f.middle_y >= anchor.middle_y - 0.7 * height]):
        line = list({id(f): f for f, _ in level.owners}.values())
        gap = min(f.top for f in line) - low
        near = 0.6 if anchor.place.cell is not None else 0.8
        if not heads or gap < near * height or (len(line) >= 2 and gap < 2.2 * height):
            heads += line
            low = max(low, min(max(f.bottom for f in line), anchor.bottom + 5 * height))
    return heads


def _columns(band: Sequence[Fragment], layout: Layout, bottom: float) -> tuple[list[HeadColumn], float]:
    """The columns that a band of words heads, and how far down the words reach that make them."""
    groups = [(f, g) for f in band if (g := layout.group_of(f.squeezed)) is not None]
    rest = [f for f in band if layout.group_of(f.squeezed) is None]
    columns: list[HeadColumn] = []
    used: set[int] = set()
    parts: list[Fragment] = []
    for f in rest:
        if layout.role_of(f.squeezed) is not None:
            columns.append(HeadColumn(layout.role_of(f.squeezed) or SKIP, f.x0, f.x1, text=f.squeezed, source=f))
            used.add(id(f))
        elif layout.part_of(f.squeezed) is not None:
            parts.append(f)
            used.add(id(f))
    taken: set[int] = set()
    for f in parts:
        over = _over(f, parts, groups)
        if over is not None:
            taken.add(id(over[0]))
        prefix = f"{over[1]}_" if over is not None else ""
        columns.append(HeadColumn(f"{prefix}{layout.part_of(f.squeezed)}", f.x0, f.x1, text=f.squeezed, source=f))
    columns += [
        HeadColumn(layout.role_of(f.squeezed) or g, f.x0, f.x1, text=f.squeezed, source=f)
        for f, g in groups
        if id(f) not in taken
    ]
    others, low = _unknown([f for f in rest if id(f) not in used], columns, layout, bottom)
    return _apart(sorted([*columns, *others], key=lambda c: c.middle_x)), low


def _over(
    f: Fragment, parts: Sequence[Fragment], groups: Sequence[tuple[Fragment, str]]
) -> tuple[Fragment, str] | None:
    """The spanning word over a header: the one above it, else in turn where every one spans as many, else the nearest."""
    higher = [(g, k) for g, k in groups if g.middle_y < f.middle_y - 0.3 * f.height]
    if not higher:
        return None
    spanning = [(g, k) for g, k in higher if g.x0 <= f.middle_x <= g.x1]
    if len(spanning) == 1:
        return spanning[0]
    order = sorted(parts, key=lambda g: g.middle_x)
    ranked = sorted(higher, key=lambda pair: pair[0].middle_x)
    if len(order) % len(ranked) == 0:
        return ranked[order.index(f) // (len(order) // len(ranked))]
    return min(higher, key=lambda pair: abs(pair[0].middle_x - f.middle_x))


def _unknown(
    rest: Sequence[Fragment], columns: Sequence[Column], layout: Layout, bottom: float
) -> tuple[list[HeadColumn], float]:
    """Headers of words that wrapped, put together, and columns to be left out; also how far down they reach."""
    stacks: list[list[Fragment]] = []
    for f in sorted(rest, key=lambda g: g.middle_y):
        home = next((s for s in stacks if _below(s[-1], f)), None)
        if home is not None:
            home.append(f)
        else:
            stacks.append([f])
    found: list[HeadColumn] = []
    low = bottom
    for stack in stacks:
        role, lines = _wrapped(stack, layout)
        if role is None and stack[0].middle_y > bottom:
            continue
        x0, x1 = min(f.x0 for f in lines), max(f.x1 for f in lines)
        over = any(min(x1, c.x1) - max(x0, c.x0) > 0.5 * min(x1 - x0, c.x1 - c.x0) for c in columns)
        if role is not None or not over:
            text = "".join(f.squeezed for f in lines)
            found.append(HeadColumn(role or SKIP, x0, x1, text=text, source=lines[0]))
            low = max(low, lines[-1].bottom) if role is not None else low
    return found, low


def _below(upper: Fragment, f: Fragment) -> bool:
    return min(f.x1, upper.x1) > max(f.x0, upper.x0) and 0 < f.middle_y - upper.middle_y < 2.0 * upper.height


def _wrapped(stack: Sequence[Fragment], layout: Layout) -> tuple[str | None, Sequence[Fragment]]:
    """The role of as many lines as make one, and those lines; without one the first line alone."""
    for count in range(len(stack), 0, -1):
        role = layout.role_of("".join(f.squeezed for f in stack[:count]))
        if role is not None:
            return role, stack[:count]
    return None, stack[:1]


def _apart(columns: Sequence[HeadColumn]) -> list[HeadColumn]:
    """Columns that lie over each other are one: the one that is understood."""
    done: list[HeadColumn] = []
    for column in columns:
        last = done[-1] if done else None
        if last is not None and min(last.x1, column.x1) - max(last.x0, column.x0) > 0.5 * min(
            last.x1 - last.x0, column.x1 - column.x0
        ):
            done[-1] = last if last.role != SKIP else column
        else:
            done.append(column)
    return done
