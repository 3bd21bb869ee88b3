"""What a page is: every type gives its score, the best wins; a low score or a tie is `unknown`.

A page that carries several small papers is divided where white space lets each part be recognised better alone.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from functools import cached_property

from extractors._prose_follow import TEXTS
from extractors._registry import UNKNOWN, document_types
from extractors._title_alone import told_by_title
from extractors._view import PageView
from schemas.core import BoundingBox, Page, PageStatus

logger = logging.getLogger(__name__)

LEAST = 0.5
"""A page scoring less for every type is unknown."""

_APART = 0.012
"""Fraction of the page that must be white between two papers."""

_SURE_TEXT = 0.9
"""A page that is so surely running text is one paper: what its clauses speak of is no paper beside it."""


@dataclass(frozen=True)
class Piece:
    """A page, or the part of it that is one paper, with its type and how sure that is."""

    page: Page
    type: str
    score: float
    region: BoundingBox | None = None
    seen: PageView | None = field(default=None, compare=False, repr=False)
    """The view by which it was recognised."""

    def view(self, index: int = 1) -> PageView:
        """The piece as a document's page; one view for one number."""
        if index not in self._views:
            self._views[index] = self._views[1].numbered(index)
        return self._views[index]

    @cached_property
    def _views(self) -> dict[int, PageView]:
        return {1: self.seen or PageView(self.page, 1, self.region)}


def scores(view: PageView) -> list[tuple[float, str]]:
    """All types with their scores, best first."""
    return sorted(((_score(name, view), name) for name in document_types()), reverse=True)


def _score(name: str, view: PageView) -> float:
    """One type's score; a defect in one type's recogniser leaves the page to the others."""
    try:
        return document_types()[name].recognise(view)
    except Exception as error:
        logger.error("recognising %s failed on a page: %s", name, type(error).__name__)
        return 0.0


def pieces_of(page: Page) -> list[Piece]:
    """The papers on a page, from top to bottom."""
    if page.status is not PageStatus.READ:
        return [_titled(Piece(page, UNKNOWN, 0.0))]
    return [_titled(piece) for piece in _divide(page, None, depth=3)]


def _titled(piece: Piece) -> Piece:
    """An unknown piece that is read badly goes by its title."""
    told = told_by_title(piece.view()) if piece.type == UNKNOWN else None
    return piece if told is None else replace(piece, type=told, score=LEAST)


def _divide(page: Page, region: BoundingBox | None, depth: int) -> list[Piece]:
    view = PageView(page, 1, region)
    ranked = scores(view)
    best, name = ranked[0]
    second = ranked[1][0]
    whole = Piece(page, name if best >= LEAST else UNKNOWN, best, region, view)
    if depth == 0 or page.sheet is not None or not page.lines:
        return [whole]
    if second < 0.3 and best >= 0.8:
        return [whole]
    if name in TEXTS and best >= _SURE_TEXT:
        return [whole]
    split = _best_split(page, view, region or BoundingBox(x0=0, top=0, x1=1, bottom=1), ranked)
    if split is None:
        return [whole]
    first, last = split
    return _divide(page, first, depth - 1) + _divide(page, last, depth - 1)


def _best_split(
    page: Page, view: PageView, frame: BoundingBox, ranked: list[tuple[float, str]]
) -> tuple[BoundingBox, BoundingBox] | None:
    """The cut whose two sides are surest of two different types; null when no cut makes both sure."""
    best: tuple[float, tuple[BoundingBox, BoundingBox]] | None = None
    for first, last in _cuts(view, frame):
        a = scores(PageView(page, 1, first))[0]
        b = scores(PageView(page, 1, last))[0] if a[0] >= 0.6 else a
        if a[1] == b[1] or min(a[0], b[0]) < 0.6:
            continue
        if best is None or a[0] + b[0] > best[0]:
            best = (a[0] + b[0], (first, last))
    if best is None or best[0] / 2 < max(0.62, ranked[0][0] - 0.2):
        return None
    return best[1]


def _cuts(view: PageView, frame: BoundingBox) -> list[tuple[BoundingBox, BoundingBox]]:
    """Cuts through white space right across the frame, level first, then upright."""
    boxes = [line.box for line in view.lines]
    level = _white([(b.top, b.bottom) for b in boxes])
    upright = _white([(b.x0, b.x1) for b in boxes])
    cuts = [
        (frame.model_copy(update={"bottom": y}), frame.model_copy(update={"top": y}))
        for y in level
        if frame.top < y < frame.bottom
    ]
    cuts += [
        (frame.model_copy(update={"x1": x}), frame.model_copy(update={"x0": x}))
        for x in upright
        if frame.x0 < x < frame.x1
    ]
    return cuts


def _white(spans: list[tuple[float, float]]) -> list[float]:
    """Middles of the gaps between intervals, widest first, at most eight."""
    gaps: list[tuple[float, float]] = []
    end = None
    for start, stop in sorted(spans):
        if end is not None and start - end > _APART:
            gaps.append((start - end, (start + end) / 2))
        end = stop if end is None else max(end, stop)
    return [middle for _, middle in sorted(gaps, reverse=True)[:8]]
