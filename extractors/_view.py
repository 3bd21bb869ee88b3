"""A page as extractors see it: characters with places, visual rows, and the text in reading order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from schemas.core import BoundingBox, Code, Line, Page, Seal, Table


@dataclass(frozen=True)
class Char:
    """One character: its text after NFKC, its place (fractions of the page), its probability, and its line's index.

    `others` are further readings that the recogniser held possible, with their probabilities: the text instead of this
    character, empty when there may be none.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    sureness: float
    line: int
    others: tuple[tuple[str, float], ...] = ()

    @property
    def middle_x(self) -> float:
        """Horizontal centre."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True)
class Span:
    """A stretch of characters on one page; the raw material of a value."""

    page: int
    chars: tuple[Char, ...]

    @property
    def text(self) -> str:
        """The characters joined, without white space inside Chinese."""
        return tidy("".join(c.text for c in self.chars))

    @property
    def box(self) -> BoundingBox:
        """The smallest box around all characters."""
        return BoundingBox(
            x0=max(0.0, min(c.x0 for c in self.chars)),
            top=max(0.0, min(c.top for c in self.chars)),
            x1=min(1.0, max(c.x1 for c in self.chars)),
            bottom=min(1.0, max(c.bottom for c in self.chars)),
        )

    @property
    def sureness(self) -> float:
        """The weakest character's probability; 0 for nothing."""
        return min((c.sureness for c in self.chars), default=0.0)

    def without(self, leading: str) -> Span:
        """The span without leading characters that are white space or in `leading`."""
        chars = list(self.chars)
        while chars and (chars[0].text.isspace() or chars[0].text in leading):
            chars.pop(0)
        while chars and chars[-1].text.isspace():
            chars.pop()
        return Span(self.page, tuple(chars))


_SPACE_IN_CHINESE = re.compile(r"(?<=[\u3000-\u9fff\uf900-\ufaff,:;()])\s+|\s+(?=[\u3000-\u9fff\uf900-\ufaff,:;()])")


def tidy(text: str) -> str:
    """NFKC, no line breaks, no white space next to Chinese, single spaces elsewhere."""
    flat = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()
    return _SPACE_IN_CHINESE.sub("", flat)


def squeeze(text: str) -> str:
    """NFKC without any white space; for comparing and searching."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


_WHOLE = BoundingBox(x0=-1.0, top=-1.0, x1=2.0, bottom=2.0)

_COPY_STAMP = re.compile(
    r"^.{0,3}复印件?(仅|只|专|用|供|与|无|一)|再(次)?复印|供办理.{2,12}使用|(贷款|担保)使用$|与原件(核对|相符|一致)|原件核对|核对一致|^经办人[::]?$|用途无效$"
)
"""What the stamps say that are put on copies: for which purpose they may be used, and that they were checked."""


_ORNAMENT = re.compile(r"[DMZ]+[A7N]?|[A-Z]?[DMZ]+")
"""Pieces of the frame of letters that code certificates have."""

_OFFICE = re.compile(r"复印|核对|原件|经办|年检|年度|无效|使用")


def _inside(box: BoundingBox, other: BoundingBox) -> bool:
    return (
        other.x0 < box.x0 + 0.3 * box.width
        and box.x1 - 0.3 * box.width < other.x1
        and other.top < box.middle_y < other.bottom
    )


def _says(text: str, stamp: str) -> bool:
    """Whether a line of the page is what a stamp says: most of its characters are the stamp's."""
    plain = [c for c in squeeze(text) if c.isalnum()]
    return bool(plain) and sum(c in stamp for c in plain) >= 0.6 * len(plain)


def _apart(box: BoundingBox, other: BoundingBox) -> float:
    """How far two baselines lie apart, as a share of the smaller height."""
    return abs(box.middle_y - other.middle_y) / min(box.height, other.height)


def _stacked(box: BoundingBox, other: BoundingBox) -> bool:
    """Whether one stands over the other; pieces of one spread label may overlap a little, on one height."""
    return box.horizontal_overlap(other) > (0.7 if _apart(box, other) < 0.3 else 0.25)


@dataclass(frozen=True)
class VisualRow:
    """Characters that stand on one baseline, from left to right."""

    chars: tuple[Char, ...]

    @cached_property
    def text(self) -> str:
        """All characters but white space."""
        return "".join(c.text for c in self.chars)

    @property
    def top(self) -> float:
        """Upper edge."""
        return min(c.top for c in self.chars)

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return max(c.bottom for c in self.chars)


@dataclass(frozen=True)
class PageView:
    """One page of a document: the part of it that belongs to the document. `index` counts the document's pages from 1."""

    page: Page
    index: int
    region: BoundingBox | None = None

    def numbered(self, index: int) -> PageView:
        """The same as a document's page of another number; what was worked out without the number is kept."""
        if index == self.index:
            return self
        other = PageView(self.page, index, self.region)
        other.__dict__.update({name: self.__dict__[name] for name in _UNNUMBERED if name in self.__dict__})
        return other

    @cached_property
    def derived(self) -> dict[str, Any]:
        """What other modules work out from this view, by their names, so that it is worked out once."""
        return {}

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines whose centre lies in the region, without vertical ornament and stamps on copies."""
        r = self.region or _WHOLE
        heights = sorted(line.box.height for line in self.page.lines) or [1.0]
        tall = 2.5 * heights[len(heights) // 2]
        aspect = self.page.height / max(self.page.width, 1)
        return tuple(
            line
            for line in self.page.lines
            if r.contains_point(line.box.middle_x, line.box.middle_y)
            and not _COPY_STAMP.search(squeeze(line.text))
            and not _ORNAMENT.fullmatch(squeeze(line.text))
            and not any(_inside(line.box, box) and _says(line.text, text) for box, text in self._office_stamps)
            and not (line.box.height > tall and line.box.height * aspect > 1.2 * line.box.width)
        )

    @cached_property
    def _office_stamps(self) -> tuple[tuple[BoundingBox, str], ...]:
        """Rectangular stamps that say something about the copy or the year's inspection, not part of the form."""
        return tuple(
            (s.box, "".join(s.inner))
            for s in self.page.seals
            if s.shape == "rectangle" and _OFFICE.search("".join(s.inner))
        )

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables whose centre lies in the region."""
        if self.region is None:
            return self.page.tables
        r = self.region
        return tuple(t for t in self.page.tables if t.box is None or r.contains_point(t.box.middle_x, t.box.middle_y))

    @cached_property
    def seals(self) -> tuple[Seal, ...]:
        """The seals whose centre lies in the region."""
        if self.region is None:
            return self.page.seals
        r = self.region
        return tuple(s for s in self.page.seals if r.contains_point(s.box.middle_x, s.box.middle_y))

    @cached_property
    def codes(self) -> tuple[Code, ...]:
        """The QR and bar codes whose centre lies in the region."""
        if self.region is None:
            return self.page.codes
        r = self.region
        return tuple(c for c in self.page.codes if r.contains_point(c.box.middle_x, c.box.middle_y))

    @cached_property
    def by_line(self) -> tuple[tuple[Char, ...], ...]:
        """The visible characters of each line."""
        return tuple(chars_of(line, i) for i, line in enumerate(self.lines))

    @cached_property
    def chars(self) -> tuple[Char, ...]:
        """Every visible character, in line order."""
        return tuple(c for chars in self.by_line for c in chars)

    @cached_property
    def rows(self) -> tuple[VisualRow, ...]:
        """Lines on a common baseline joined, from top to bottom."""
        groups: list[list[int]] = []
        order = sorted(range(len(self.lines)), key=lambda i: self.lines[i].box.middle_y)
        for i in order:
            box = self.lines[i].box
            if groups:
                home = self._group_on_baseline(groups[-2:], box)
                if home is not None:
                    home.append(i)
                    continue
            groups.append([i])
        rows = []
        for group in groups:
            ordered = sorted(group, key=lambda i: self.lines[i].box.x0)
            rows.append(VisualRow(tuple(c for i in ordered for c in self.by_line[i])))
        return tuple(row for row in rows if row.chars)

    def _group_on_baseline(self, groups: list[list[int]], box: BoundingBox) -> list[int] | None:
        """The group whose baseline the box shares; what stands over one of its lines is another row."""
        for group in reversed(groups):
            boxes = [self.lines[j].box for j in group]
            near = sorted(boxes, key=lambda b: abs(b.middle_x - box.middle_x))[:2]
            if max(_apart(b, box) for b in near) < 0.6 and not any(_stacked(b, box) for b in boxes):
                return group
        return None

    @cached_property
    def text(self) -> str:
        """All text without white space, row by row; for keywords and patterns."""
        return "".join(row.text for row in self.rows)

    @cached_property
    def flow(self) -> tuple[Char, ...]:
        """The characters of `text`, index by index."""
        return tuple(c for row in self.rows for c in row.chars)

    @cached_property
    def _apart(self) -> tuple[str, tuple[int, ...]]:
        """The text with a space wherever white divides characters, and for each of its characters the index in `flow`."""
        text: list[str] = []
        index: list[int] = []
        at = 0
        for row in self.rows:
            for i, char in enumerate(row.chars):
                if (
                    i
                    and char.x0 - row.chars[i - 1].x1 > 0.7 * max(char.x1 - char.x0, 1e-4)
                    and char.line != row.chars[i - 1].line
                ):
                    text.append(" ")
                    index.append(at)
                text.append(char.text)
                index.append(at)
                at += 1
            text.append("\n")
            index.append(at)
        return "".join(text), (*index, at)

    def find_apart(self, pattern: str | re.Pattern[str]) -> Iterator[tuple[re.Match[str], Span]]:
        """Matches of a pattern in the text with columns and rows kept apart by white space, with their characters."""
        text, index = self._apart
        for match in re.finditer(pattern, text):
            chars = self.flow[index[match.start()] : index[match.end()]]
            if chars:
                yield match, Span(self.index, chars)

    def find(self, pattern: str | re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Matches of a pattern in `text`."""
        return re.finditer(pattern, self.text)

    def span(self, start: int, end: int) -> Span:
        """The characters `start`..`end` of `text`."""
        return Span(self.index, self.flow[start:end])

    def span_of(self, match: re.Match[str], group: int | str = 0) -> Span:
        """The characters of a match's group."""
        return self.span(match.start(group), match.end(group))


_UNNUMBERED = (
    "lines",
    "_office_stamps",
    "tables",
    "seals",
    "codes",
    "by_line",
    "chars",
    "rows",
    "text",
    "flow",
    "_apart",
)
"""What a view's number does not enter into."""


_ALONE = re.compile(r"[^一二三四五六七八九十\W\d_a-zA-Z][。.·'`*]")
"""One character of a spread label with a speck of dust behind it; a numbered heading's point is none."""


def chars_of(line: Line, index: int) -> tuple[Char, ...]:
    """The visible characters of a line; a ligature that NFKC makes longer shares its place."""
    others: dict[int, list[tuple[str, float]]] = {}
    for i, text, probability in line.alternatives:
        others.setdefault(i, []).append((squeeze(text), probability))
    chars = []
    for i, text in enumerate(line.text):
        place = line.edges[i], line.edges[i + 1], line.box.top, line.box.bottom
        for part in unicodedata.normalize("NFKC", text):
            if not part.isspace():
                chars.append(Char(part, *place, line.sureness[i], index, tuple(others.get(i, ()))))
    speck = len(chars) == 2 and _ALONE.fullmatch(chars[0].text + chars[1].text)
    return tuple(chars[:1] if speck else chars)


def views(pages: Sequence[Page]) -> tuple[PageView, ...]:
    """Whole pages as the views of one document."""
    return tuple(PageView(page, i) for i, page in enumerate(pages, 1))
