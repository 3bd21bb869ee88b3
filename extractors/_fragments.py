"""Fragments of tabular pages: what stands between two stretches of white space, on paper or in a sheet's cell.

Statements and ledgers are read by place. Both a scan's lines and a workbook's cells become fragments with places, so that one
way of finding columns and rows serves both. On paper a place is a fraction of the page; in a sheet, of its rows and columns.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median

from extractors import _amounts
from extractors._values import Place
from extractors._view import Char, PageView, Span, tidy
from schemas.core import Cell, Table, TextSource

_GAP = 0.9
"""White space wider than this many line heights divides fragments."""

_GLUED = re.compile(r"(?<=[\u4e00-\u9fff)])(?=-?\d[\d,.]*[.,]\d{2}$)|(?<=\d[.,]\d\d)(?=[\u4e00-\u9fff])")
_TWO_READ_AS_ONE = re.compile(r"(?<=,\d{3}\.\d\d)(?=-?\d{1,3}(?:,\d{3})*\.\d\d$)")
_NUMERIC = re.compile(r"[-−–—一_~(+¥]*\d[\d,.:;'、。·()\-]*")
_DASHES = re.compile(r"[-−–—―﹣_/一*.·]+")


@dataclass(frozen=True)
class Fragment:
    """A stretch of text with its place; `exact` is a spreadsheet's number, `cell` the (table, row, column) of a ruled grid."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    sureness: float
    place: Place
    exact: str | None = None
    cell: tuple[int, int, int] | None = None
    chars: tuple[Char, ...] = ()

    @property
    def middle_x(self) -> float:
        """Horizontal centre."""
        return (self.x0 + self.x1) / 2

    @property
    def middle_y(self) -> float:
        """Vertical centre."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """Height as a fraction of the page's."""
        return self.bottom - self.top

    @cached_property
    def squeezed(self) -> str:
        """The text without white space."""
        return "".join(self.text.split())

    @property
    def is_number(self) -> bool:
        """Whether it could be an amount or a line number: digits and what stands among them, nothing else."""
        return self.exact is not None or _NUMERIC.fullmatch(self.squeezed) is not None

    @property
    def is_amount_like(self) -> bool:
        """Whether it holds digits and nothing Chinese: an amount, or what was made of one."""
        text = self.squeezed
        digits = sum(c.isdigit() for c in text)
        return self.is_number or (digits >= 2 and 2 * digits >= len(text) and not re.search(r"[\u4e00-\u9fff]", text))

    @property
    def is_dash(self) -> bool:
        """Whether it only marks an empty cell."""
        return self.exact is None and _DASHES.fullmatch(self.squeezed) is not None


def fragments(view: PageView) -> tuple[Fragment, ...]:
    """All fragments of a page or sheet, in no particular order."""
    found: tuple[Fragment, ...] | None = view.derived.get("fragments")
    if found is None:
        found = view.derived["fragments"] = _fragments(view)
    return found


def _fragments(view: PageView) -> tuple[Fragment, ...]:
    if view.page.source is TextSource.SPREADSHEET:
        return tuple(f for table in view.tables for f in _of_sheet(view, table))
    seats = _seats(view)
    return tuple(f for i in range(len(view.lines)) for f in _of_line(view, i, seats))


def _of_sheet(view: PageView, table: Table) -> Iterable[Fragment]:
    """A sheet's cells; a cell fills its place but for a margin, so that neighbours do not touch."""
    width, height = 1 / max(table.columns, 1), 1 / max(table.rows, 1)
    for cell in table.cells:
        text = unicodedata.normalize("NFKC", cell.text).strip()
        if text:
            yield Fragment(
                text=tidy(text),
                x0=(cell.column + 0.1) * width,
                x1=(cell.column + cell.column_span - 0.1) * width,
                top=(cell.row + 0.1) * height,
                bottom=(cell.row + cell.row_span - 0.1) * height,
                sureness=cell.confidence,
                place=Place(view.index, sheet=view.page.sheet or "", cell=cell.reference or ""),
                exact=cell.number,
            )


def _of_line(view: PageView, index: int, seats: _Seats) -> Iterable[Fragment]:
    chars = view.by_line[index]
    if not chars:
        return
    gap = _GAP * (chars[0].bottom - chars[0].top) * aspect(view)
    for run in _runs(chars, gap):
        span = Span(view.index, run)
        box = span.box
        yield Fragment(
            text=span.text,
            x0=box.x0,
            x1=box.x1,
            top=box.top,
            bottom=box.bottom,
            sureness=span.sureness,
            place=Place(view.index, box),
            cell=seats.of(box.middle_x, box.middle_y),
            chars=run,
        )


def aspect(view: PageView) -> float:
    """What a fraction of the page's height is as a fraction of its width."""
    return view.page.height / view.page.width if view.page.width and view.page.height else 1.0


def _runs(chars: Sequence[Char], gap: float) -> list[tuple[Char, ...]]:
    runs: list[list[Char]] = [[chars[0]]]
    for last, char in zip(chars, chars[1:], strict=False):
        if char.x0 - last.x1 > gap:
            runs.append([])
        runs[-1].append(char)
    return [part for run in runs for part in _unglued(run)]


def two_amounts(text: str) -> list[int]:
    """Where one amount ends and the next begins, when the text cannot be a single amount with misread separators.

    >>> two_amounts('14,469,351.0015,350,253.00'), two_amounts('6,244.284.54')
    ([13], [])
    """
    found = [m.start() for m in _TWO_READ_AS_ONE.finditer(text)]
    return found if found and _amounts.read(text) is None else []


def _unglued(run: list[Char]) -> list[tuple[Char, ...]]:
    """A label and the amount behind or before it, read in one go, divided."""
    text = "".join(c.text for c in run)
    cuts = [0, *(m.start() for m in _GLUED.finditer(text)), *two_amounts(text), len(run)]
    return [tuple(run[a:b]) for a, b in zip(cuts, cuts[1:], strict=False) if a < b]


@dataclass(frozen=True)
class _Seats:
    """The ruled cells of a page whose grid came out whole."""

    tables: tuple[tuple[int, tuple[Cell, ...]], ...]

    def of(self, x: float, y: float) -> tuple[int, int, int] | None:
        """The cell whose content stands at x, y."""
        for index, cells in self.tables:
            for cell in cells:
                if cell.box is not None and cell.text and cell.box.contains_point(x, y):
                    return index, cell.row, cell.column
        return None


def _seats(view: PageView) -> _Seats:
    good = [
        (i, t.cells) for i, t in enumerate(view.tables) if t.ruled and t.columns >= 3 and t.rows >= 5 and _is_whole(t)
    ]
    return _Seats(tuple(good))


_TWO_AMOUNTS = re.compile(r"\d[.,]\d{2}-?\d|[\u4e00-\u9fff]-?\d[\d,.]*\.\d\d|\.\d\d[\u4e00-\u9fff]")


def _is_whole(table: Table) -> bool:
    """Whether few cells hold what belongs into several, and few rows span others."""
    filled = [c for c in table.cells if c.text.strip()]
    if not filled:
        return False
    mixed = sum(_TWO_AMOUNTS.search(unicodedata.normalize("NFKC", c.text).replace(",", "")) is not None for c in filled)
    tall = sum(c.row_span > 1 for c in filled)
    return mixed <= 0.02 * len(filled) and tall <= 0.1 * len(filled)


def line_height(items: Sequence[Fragment]) -> float:
    """The usual height of a fragment."""
    return median(f.height for f in items) if items else 0.01


@dataclass(frozen=True)
class Level:
    """The fragments on one level, from left to right, as one text; `owners` tells each character's fragment and place in it."""

    text: str
    owners: tuple[tuple[Fragment, int], ...]

    def part(self, start: int, end: int) -> Fragment:
        """The characters `start`..`end` as a fragment of their own."""
        first, offset = self.owners[start]
        if not first.chars:
            return replace(first, text=self.text[start:end])
        chars = tuple(f.chars[i] for f, i in self.owners[start:end] if f.chars)
        span = Span(first.place.page, chars)
        box = span.box
        return Fragment(
            span.text, box.x0, box.x1, box.top, box.bottom, span.sureness, Place(first.place.page, box), chars=chars
        )


def levels(items: Sequence[Fragment]) -> list[Level]:
    """Fragments grouped by level, from top to bottom."""
    groups: list[list[Fragment]] = []
    for f in sorted(items, key=lambda g: g.middle_y):
        if groups and abs(f.middle_y - median(g.middle_y for g in groups[-1])) < 0.5 * min(
            f.height, groups[-1][0].height
        ):
            groups[-1].append(f)
        else:
            groups.append([f])
    return [_level(sorted(group, key=lambda g: g.x0)) for group in groups]


def _level(group: Sequence[Fragment]) -> Level:
    owners = tuple((f, i) for f in group for i in range(len(f.squeezed)))
    return Level("".join(f.squeezed for f in group), owners)
