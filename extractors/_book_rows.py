"""Rows of ledgers, lists and returns, from paper or sheets: amounts and dates give the rows, texts join the row on their level.

A page that is not quite level makes rows rise or fall; the fall is measured from neighbouring amounts. Texts that wrap belong
to the row whose level (or ruled cell) is nearest; what could belong to two columns or rows carries a doubt.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise
from statistics import median

from extractors import _amounts
from extractors._book_columns import BookHeader, Layout, find
from extractors._book_cuts import cuts
from extractors._columns import SKIP, Assignment, Column, assign, complete
from extractors._fragments import Fragment, fragments, levels, line_height
from extractors._values import Place
from extractors._view import Char, PageView, Span

DATE = re.compile(
    r"(?:19|20)\d{2}[-./年]\d{1,2}[-./月]\d{1,2}日?|(?:19|20)\d{2}[01]\d[0-3]\d|(?:19|20)\d{2}[-./年]\d{1,2}月?"
)
_LEADING = re.compile(
    r"(?:19|20)\d{2}(?:[-./]\d{2}[-./]\d{2}|[-./年]\d{1,2}[-./月]\d{1,2}日)(?=[^\d:])"
    r"|\d{1,2}(?=[记收付转银现]字?第?[-\d])"
    r"|[记收付转银现](?:字第?|-)\d{1,5}号?(?=[^\d号\-/])"
)
"""A date, a day or a voucher's number with more behind it."""
_FEW = 5
"""Rows; with fewer than these the columns are looked for on the page before too."""
_DASHED = re.compile(r"(?<=\.\d\d)[-—–―一]|(?<=[—–―一]{2})(?=\d)")
_MONEY = re.compile(r"[-−¥(]{0,3}\d[\d,，.]*[.]\d{1,4}\)?")
FOOT = re.compile(
    r"^(?:制表|制单|编制人|审核|复核|打印|记[账帐](?:人)?[:]|会计(?:主管|机构)|财务(?:主管|负责人|经理)|单位负责人|主管[:]|出纳|核算单位|第?\d*页|共\d+页|以下空白|附注|注[:])"
    r"|^第\d+页|^\d+/\d+$|页码"
)


@dataclass
class BookRow:
    """One row: its fragments by role, doubts by role; a text row (`words`, `parts`) stands between the rows of amounts."""

    page: int
    level: float
    cells: dict[str, list[Fragment]] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)
    words: str = ""
    parts: tuple[Fragment, ...] = ()

    @property
    def is_text(self) -> bool:
        """Whether it is no row of the table but a text between its rows."""
        return not self.cells

    def text(self, role: str) -> str:
        """The text of a cell, empty when it holds nothing."""
        return "".join(f.text for f in self.cells.get(role, ()))

    def amount(self, role: str) -> Decimal | None:
        """The amount of a cell, null when it holds none."""
        cell = self.cells.get(role)
        found = amount_of(cell[0]) if cell else None
        return found.value if found is not None else None

    @property
    def label(self) -> str:
        """Everything in the row that is no amount."""
        return "".join(f.squeezed for cell in self.cells.values() for f in cell if not f.is_amount_like)


@dataclass
class Block:
    """The rows under one header; `above` are the fragments over it that belong to no earlier block."""

    header: BookHeader
    above: list[Fragment]
    rows: list[BookRow]
    body: list[Fragment] = field(default_factory=list)
    """Fragments of its first page, which show where the columns stand on a page of few rows."""


def amount_of(f: Fragment) -> _amounts.Amount | None:
    """The amount that a fragment shows."""
    if f.exact is not None:
        value = Decimal(f.exact)
        exponent = value.as_tuple().exponent
        return _amounts.Amount(value, -exponent if isinstance(exponent, int) else 0, False)
    return _amounts.read(f.text)


def read(views: Sequence[PageView], layout: Layout) -> list[Block]:
    """The blocks of all pages in turn; a page without a header of its own carries the last block on."""
    blocks: list[Block] = []
    before: list[Fragment] = []
    for view in views:
        items = [f for f in fragments(view) if f.squeezed]
        start = -1.0
        while True:
            rest = [f for f in items if f.middle_y > start]
            header = find(rest, layout)
            end = header.top if header is not None else 9.0
            part = [f for f in rest if f.middle_y < end]
            if blocks and (header is None or start >= 0 or part):
                blocks[-1].rows += _rows(view, part, blocks[-1], layout)
                before = []
            if not blocks or start < 0:
                before += part
            if header is None:
                break
            same = blocks and [c.role for c in blocks[-1].header.columns] == [c.role for c in header.columns]
            above = before if not blocks or start < 0 else []
            blocks.append(Block(header, above, [], blocks[-1].body if same else []))
            before = []
            start = header.bottom
    return blocks


def _rows(view: PageView, body: Sequence[Fragment], block: Block, layout: Layout) -> list[BookRow]:
    """The rows of one page's part below a header."""
    items = [part for f in body for part in _parted(f) if not part.is_dash]
    columns = list(block.header.columns)
    if not items or not columns:
        return []
    filled = [f for f in items if not FOOT.search(f.squeezed)]
    few = len(levels(filled)) < _FEW
    marks = cuts(columns, [*block.body, *filled] if few else filled)
    block.body = block.body if few and block.body else filled
    sheet = view.page.sheet is not None
    torn: set[int] = set()
    pieces = list(items) if sheet else [p for f in items for p in _cut(f, marks, torn)]
    where = {id(f): columns[bisect(marks, f.middle_x)] for f in pieces}
    numbers = [f for f in pieces if _is_value(f, where[id(f)], layout)]
    placed, unclear = _placed(numbers, columns, where, layout)
    numbered = [f for f in pieces if id(f) in placed]
    begun = [f for f in pieces if id(f) not in placed and where[id(f)].role in ("date", "number") and _begins(f)]
    straight = _Fall.of([*numbered, *begun]) if not sheet else _Fall()
    anchors = numbered + _alone(begun, numbered, straight)
    rows = _levels(view.index, anchors, straight)
    for row, members in rows:
        for f in members:
            role = placed.get(id(f)) or where[id(f)].role
            _put(row, role, f, id(f) in unclear or id(f) in torn, id(f) in placed)
    chosen = {id(f) for f in anchors}
    texts = [f for f in pieces if id(f) not in chosen]
    found = _with_texts(view.index, rows, texts, where, straight, sheet)
    for row in found:
        for role, cell in row.cells.items():
            if any(id(f) in torn for f in cell):
                row.doubts.setdefault(role, "column_unclear")
    return found


def _cut(f: Fragment, marks: Sequence[float], torn: set[int]) -> list[Fragment]:
    """A fragment that runs over lines between columns, divided where its characters change sides.

    Parts with no white between them are noted as torn: either may hold characters of the other.
    """
    if not f.chars or not any(f.x0 < m < f.x1 for m in marks) or _is_whole(f):
        return [f]
    homes = [bisect(marks, c.middle_x) for c in f.chars]
    at = [0, *(i for i in range(1, len(homes)) if homes[i] != homes[i - 1]), len(homes)]
    runs = [f.chars[a:b] for a, b in zip(at, at[1:], strict=False)]
    if any(len(run) == 1 for run in runs) and len(runs) == 2 and not _gap_between(runs[0], runs[1]):
        return [f]
    parts = [_of_chars(f, run) for run in runs]
    for a, b in pairwise(parts):
        if not _gap_between(a.chars, b.chars):
            torn |= {id(a), id(b)}
    return parts


def _of_chars(f: Fragment, run: tuple[Char, ...]) -> Fragment:
    """Some of a fragment's characters as a fragment of their own."""
    span = Span(f.place.page, run)
    box = span.box
    place = Place(f.place.page, box)
    return replace(f, text=span.text, x0=box.x0, x1=box.x1, sureness=span.sureness, place=place, chars=run)


def _parted(f: Fragment) -> list[Fragment]:
    """What was read in one go with its neighbour, divided: an amount and a dash, a date or a voucher and what follows."""
    text = "".join(c.text for c in f.chars)
    marks = [m.start() for m in _DASHED.finditer(text)]
    begin = _LEADING.match(text)
    while begin is not None:
        marks.append(begin.end())
        begin = _LEADING.match(text, begin.end())
    cuts_ = [0, *sorted(set(marks)), len(text)]
    return [_of_chars(f, f.chars[a:b]) for a, b in pairwise(cuts_) if a < b] if len(cuts_) > 2 else [f]


def _is_whole(f: Fragment) -> bool:
    """Whether a fragment is one amount or one date."""
    return (f.is_amount_like and amount_of(f) is not None) or DATE.fullmatch(f.squeezed) is not None


def _gap_between(a: Sequence[object], b: Sequence[object]) -> bool:
    first, second = a[-1], b[0]
    x1, x0 = getattr(first, "x1", 0.0), getattr(second, "x0", 0.0)
    return bool(x0 - x1 > 0.5 * (x1 - getattr(first, "x0", 0.0)))


def _is_value(f: Fragment, column: Column, layout: Layout) -> bool:
    """Whether a fragment is a number of some amount column, by its place or its form."""
    if not f.is_amount_like or amount_of(f) is None:
        return False
    if layout.is_amount(column.role):
        return True
    return column.role in (SKIP,) or (_MONEY.fullmatch(f.squeezed) is not None and not DATE.fullmatch(f.squeezed))


def _begins(f: Fragment) -> bool:
    return DATE.match(f.squeezed) is not None or re.match(r"\d{1,2}(?:[=(]|$)", f.squeezed) is not None


def _placed(
    numbers: Sequence[Fragment], columns: Sequence[Column], where: Mapping[int, Column], layout: Layout
) -> tuple[dict[int, str], set[int]]:
    """The role of every number, and those whose column is not sure."""
    values = [c for c in columns if layout.is_amount(c.role) or c.role == SKIP]
    if not numbers or not values:
        return {}, set()
    values = list(complete(values, numbers, ("", "")))
    assigned: Assignment = assign(numbers, values)
    placed: dict[int, str] = {}
    unclear: set[int] = set()
    for i, f in enumerate(numbers):
        column = values[assigned.of[i]]
        placed[id(f)] = column.role
        if f.exact is None and (i in assigned.unclear or where[id(f)].role not in (column.role, SKIP)):
            unclear.add(id(f))
    return placed, unclear


@dataclass(frozen=True)
class _Fall:
    """How far rows fall from left to right, changing evenly from top to bottom of the page."""

    level: float = 0.0
    growth: float = 0.0

    @staticmethod
    def of(items: Sequence[Fragment]) -> _Fall:
        """Measured from fragments that stand side by side."""
        height = line_height(items)
        steps = []
        for f in items:
            near = [
                g
                for g in items
                if g.x0 - f.x1 > 0.01 and abs(g.middle_y - f.middle_y) < 0.9 * height and g.x0 - f.x1 < 0.4
            ]
            if near:
                g = min(near, key=lambda g: g.x0 - f.x1)
                dx = g.middle_x - f.middle_x
                steps.append(((g.middle_y - f.middle_y) / dx, f.middle_y, dx))
        if len(steps) < 5:
            return _Fall()
        usual = median(s for s, _, _ in steps)
        good = [(s, y - 0.5, d) for s, y, d in steps if abs(s - usual) * d < 0.5 * height]
        if len(good) < 8:
            return _Fall(usual)
        weight = sum(d for _, _, d in good)
        mean_s, mean_y = sum(s * d for s, _, d in good) / weight, sum(y * d for _, y, d in good) / weight
        spread = sum(d * (y - mean_y) ** 2 for _, y, d in good)
        growth = sum(d * (s - mean_s) * (y - mean_y) for s, y, d in good) / spread if spread > 1e-6 else 0.0
        return _Fall(mean_s - growth * mean_y, growth)

    def level_of(self, f: Fragment) -> float:
        """Where the fragment's row crosses the page's middle."""
        return f.middle_y - (self.level + self.growth * (f.middle_y - 0.5)) * (f.middle_x - 0.5)


def _levels(page: int, anchors: Sequence[Fragment], fall: _Fall) -> list[tuple[BookRow, list[Fragment]]]:
    """Anchors grouped by level, from top to bottom."""
    half = 0.5 * line_height(anchors)
    rows: list[tuple[BookRow, list[Fragment]]] = []
    for f in sorted(anchors, key=fall.level_of):
        y = fall.level_of(f)
        if rows and y - median(fall.level_of(g) for g in rows[-1][1]) < half * 1.1:
            rows[-1][1].append(f)
        else:
            rows.append((BookRow(page, y), [f]))
    for row, members in rows:
        row.level = median(fall.level_of(g) for g in members)
    return rows


def _alone(begun: Sequence[Fragment], numbered: Sequence[Fragment], fall: _Fall) -> list[Fragment]:
    """Dates and line numbers on levels of their own; right above or below an amount they are wrapped lines of its row."""
    ys = sorted(fall.level_of(f) for f in numbered)
    found = []
    for f in begun:
        y = fall.level_of(f)
        at = bisect(ys, y)
        if all(abs(y - z) >= f.height for z in ys[max(0, at - 1) : at + 1]):
            found.append(f)
    return found


def _put(row: BookRow, role: str, f: Fragment, unclear: bool, is_number: bool) -> None:
    if role == SKIP:
        return
    if is_number and role in row.cells:
        row.doubts[role] = "two_amounts"
    elif unclear:
        row.doubts.setdefault(role, "column_unclear")
    if is_number:
        row.cells.setdefault(role, []).append(f)
    else:
        row.cells[role] = sorted([*row.cells.get(role, []), f], key=lambda g: (g.x0 if g.exact else g.middle_y, g.x0))


def _with_texts(
    page: int,
    rows: list[tuple[BookRow, list[Fragment]]],
    texts: Sequence[Fragment],
    where: Mapping[int, Column],
    fall: _Fall,
    sheet: bool,
) -> list[BookRow]:
    """The rows with the texts on their levels; texts on levels of their own are wrapped lines, or rows of text."""
    height = line_height([f for _, members in rows for f in members] or texts)
    loose: list[Fragment] = []
    held: dict[int, list[Fragment]] = {}
    for f in texts:
        spans = [i for i, (row, _) in enumerate(rows) if sheet and f.top <= row.level <= f.bottom]
        near = min(range(len(rows)), key=lambda i: abs(rows[i][0].level - fall.level_of(f)), default=None)
        if spans:
            for i in spans:
                held.setdefault(i, []).append(f)
        elif near is not None and abs(rows[near][0].level - fall.level_of(f)) < 0.62 * height:
            held.setdefault(near, []).append(f)
        else:
            loose.append(f)
    spare = _rows_of_text(page, rows, loose, held, where, fall, height, sheet)
    for i, found in held.items():
        _seat(rows[i][0], found, where, height)
    return sorted([row for row, _ in rows] + spare, key=lambda r: r.level)


def _seat(row: BookRow, found: Sequence[Fragment], where: Mapping[int, Column], height: float) -> None:
    """Texts into their columns, lines of one cell from top to bottom."""
    by_role: dict[str, list[Fragment]] = {}
    for f in found:
        by_role.setdefault(where[id(f)].role, []).append(f)
    for role, parts in by_role.items():
        if role == SKIP:
            row.words += "".join(f.squeezed for f in parts)
            continue
        ordered = [f for level in _in_lines(parts, height) for f in level]
        numbers = row.cells.get(role)
        if numbers and any(f.is_amount_like for f in numbers):
            row.words += "".join(f.squeezed for f in ordered)
            row.doubts.setdefault(role, "two_amounts" if any(f.is_amount_like for f in ordered) else "column_unclear")
            continue
        row.cells[role] = ordered


def _in_lines(parts: Sequence[Fragment], height: float) -> list[list[Fragment]]:
    lines: list[list[Fragment]] = []
    for f in sorted(parts, key=lambda g: g.middle_y):
        if lines and f.middle_y - lines[-1][0].middle_y < 0.5 * height:
            lines[-1].append(f)
        else:
            lines.append([f])
    return [sorted(line, key=lambda g: g.x0) for line in lines]


def _rows_of_text(
    page: int,
    rows: list[tuple[BookRow, list[Fragment]]],
    loose: Sequence[Fragment],
    held: dict[int, list[Fragment]],
    where: Mapping[int, Column],
    fall: _Fall,
    height: float,
    sheet: bool,
) -> list[BookRow]:
    """Texts on no row's level: wrapped lines go to their row, other levels become rows of text."""
    spare: list[BookRow] = []
    steps = [b.level - a.level for (a, _), (b, _) in pairwise(rows)]
    pitch = median(steps) if len(steps) >= 2 else 9.0
    for level in levels(loose):
        members = list({id(f): f for f, _ in level.owners}.values())
        y = median(fall.level_of(f) for f in members)
        ranked = sorted((abs(row.level - y), i) for i, (row, _) in enumerate(rows))
        wrapped = (
            not sheet
            and ranked
            and ranked[0][0] < min(1.75 * height, 0.8 * pitch)
            and not FOOT.search(level.text)
            and not SECTION.search(level.text)
        )
        if not wrapped:
            spare.append(BookRow(page, y, words=level.text, parts=tuple(members)))
            if not sheet and ranked and _is_cut_off(level.text, [d for d, _ in ranked[:2]], pitch, height):
                for f in members:
                    rows[ranked[0][1]][0].doubts.setdefault(where[id(f)].role, "row_unclear")
            continue
        home = _home_by_cell(members, rows)
        doubtful = home is None and len(ranked) > 1 and ranked[1][0] - ranked[0][0] < 0.35 * height
        index = home if home is not None else ranked[0][1]
        held.setdefault(index, []).extend(members)
        if doubtful:
            for f in members:
                rows[index][0].doubts.setdefault(where[id(f)].role, "row_unclear")
    return spare


def _is_cut_off(text: str, distances: Sequence[float], pitch: float, height: float) -> bool:
    """Whether a level of text could be the end of a row's wrapped text: near to it, and no full row's distance away."""
    if FOOT.search(text) or SECTION.search(text) or distances[0] > 2.2 * height:
        return False
    return any(abs(d - pitch) > 0.2 * pitch for d in distances if d < 1.5 * pitch)


SECTION = re.compile(
    r"^(?:科目|会计科目|总账科目|明细科目|往来单位|客户|供应商|单位|核算项目|部门|类别|资产类别)[^:]{0,6}[:]|期间[:]|日期[:]"
)
"""Texts that head the rows below them."""


def _home_by_cell(members: Sequence[Fragment], rows: list[tuple[BookRow, list[Fragment]]]) -> int | None:
    """The row whose anchors stand in the same ruled row."""
    seats = {f.cell[:2] for f in members if f.cell is not None}
    found = {
        i for i, (_, anchors) in enumerate(rows) if any(a.cell is not None and a.cell[:2] in seats for a in anchors)
    }
    return found.pop() if len(found) == 1 else None


IsTotal = Callable[[BookRow], bool]
TOTAL = re.compile(r"合计|总计|小计|累计|共计")
