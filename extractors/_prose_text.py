"""The running text of a document: its pages' lines joined into paragraphs, every character with its place.

A line goes on in the next where it reaches the right margin, or nearly so without a full stop, and the next begins at the
left one, over a page break too.
Page headers, page numbers and what seals leave of themselves are left out; the cells of ruled tables stand whole, a table's
row a line. White space inside a row that divides columns is one blank.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors._cells import chars_in
from extractors._view import Char, PageView, Span, VisualRow, squeeze
from schemas.core import BoundingBox, Seal, Table


@dataclass(frozen=True)
class RunningSpan(Span):
    """A span that may go over a page break; its box is that of its characters on the first page."""

    pages: tuple[int, ...] = ()

    @property
    def box(self) -> BoundingBox:
        """The smallest box around the characters on the span's page."""
        mine = tuple(c for c, page in zip(self.chars, self.pages, strict=True) if page == self.page)
        return Span(self.page, mine).box


@dataclass(frozen=True)
class Letter:
    """A character of the text and the page it stands on; without a place it is a blank or a line break."""

    text: str
    page: int = 0
    char: Char | None = None


@dataclass(frozen=True)
class Writing:
    """The text of a document, character by character."""

    letters: tuple[Letter, ...]

    @cached_property
    def text(self) -> str:
        """The characters joined: a line break ends a paragraph, a blank divides columns."""
        return "".join(letter.text for letter in self.letters)

    def span(self, start: int, end: int) -> Span:
        """The printed characters of `text[start:end]`; without any, a span of nothing."""
        own = [(x.char, x.page) for x in self.letters[start:end] if x.char is not None]
        if not own:
            return Span(1, ())
        return RunningSpan(own[0][1], tuple(c for c, _ in own), tuple(p for _, p in own))


def writing_of(views: Sequence[PageView]) -> Writing:
    """The running text of a document's pages, in the order given."""
    letters: list[Letter] = []
    repeated = _running_heads(views)
    last: tuple[_Block, VisualRow] | None = None
    for view in views:
        block = _Block(view)
        for part in _parts(view, repeated):
            if isinstance(part, Table):
                letters += _table(view, part)
                last = None
                continue
            if letters and letters[-1].text != "\n" and not (last is not None and _goes_on(last, block, part)):
                letters.append(Letter("\n"))
            letters += _row(part, view.index, block.width)
            last = (block, part)
    return Writing((*letters, Letter("\n")))


def _parts(view: PageView, repeated: frozenset[str]) -> Iterator[VisualRow | Table]:
    """The page's body from top to bottom: rows of running text, and tables where they stand."""
    tables = [t for t in view.tables if t.ruled and t.columns > 1 and t.rows > 1 and t.box is not None]
    held = {c for t in tables for cell in t.cells if (span := chars_in(view, cell)) is not None for c in span.chars}
    waiting = sorted(tables, key=lambda t: t.box.top if t.box else 0.0)
    for row in view.rows:
        middle_y, middle_x = (row.top + row.bottom) / 2, (row.chars[0].x0 + row.chars[-1].x1) / 2
        while waiting and waiting[0].box is not None and waiting[0].box.top < middle_y:
            yield waiting.pop(0)
        if any(t.box is not None and t.box.contains_point(middle_x, middle_y) for t in tables):
            rest = tuple(c for c in row.chars if c not in held)
            if len(rest) < 2:
                continue
            row = VisualRow(rest)
        if not _is_furniture(view, row, repeated) and not _is_seal(view, row):
            yield row
    yield from waiting


_PAGE_NUMBER = re.compile(r"[-—–·~\s]*(?:第?\d{1,3}页?(?:[/,]?共?\d{1,3}页?)?|[ivxIVX]{1,5})[-—–·~\s]*")


def _at_edge(row: VisualRow) -> bool:
    return row.bottom < 0.09 or row.top > 0.91


def _is_furniture(view: PageView, row: VisualRow, repeated: frozenset[str]) -> bool:
    """Whether a row is a page's number or a running head."""
    if not _at_edge(row):
        return False
    return _PAGE_NUMBER.fullmatch(row.text) is not None or re.sub(r"\d+", "#", row.text) in repeated


def _running_heads(views: Sequence[PageView]) -> frozenset[str]:
    """What stands at the edge of several pages, figures aside."""
    seen = Counter(key for view in views for key in {re.sub(r"\d+", "#", r.text) for r in view.rows if _at_edge(r)})
    return frozenset(key for key, count in seen.items() if count > 1)


def _is_seal(view: PageView, row: VisualRow) -> bool:
    """Whether a row is what a seal says: its level lines, its number, or scraps of its ring."""
    around = [s for s in view.seals if s.shape != "rectangle" and _inside(row, s)]
    text = squeeze(row.text)
    for seal in around:
        if text in {squeeze(line) for line in seal.inner} or re.fullmatch(r"\d{13}|[\W_]+", text):
            return True
        scraps = sum(c.sureness for c in row.chars) / len(row.chars) < 0.7
        if scraps and (len(text) <= 4 or (seal.text is not None and text in squeeze(seal.text))):
            return True
    return False


def _inside(row: VisualRow, seal: Seal) -> bool:
    box = seal.box
    return box.x0 <= row.chars[0].x0 and row.chars[-1].x1 <= box.x1 and box.top <= row.top and row.bottom <= box.bottom


class _Block:
    """The text block of a page: its margins, the width of a character, the distance of its lines."""

    def __init__(self, view: PageView) -> None:
        rows = view.rows
        widths = sorted(c.x1 - c.x0 for r in rows for c in r.chars if not c.text.isascii())
        self.width = widths[len(widths) // 2] if widths else 0.02
        full = [r for r in rows if len(r.chars) >= 15] or list(rows)
        lefts = sorted(r.chars[0].x0 for r in full)
        rights = sorted(r.chars[-1].x1 for r in full)
        self.left = lefts[len(lefts) // 10] if lefts else 0.0
        self.right = rights[-1 - len(rights) // 10] if rights else 1.0
        pitches = sorted(b.top - a.top for a, b in zip(full, full[1:], strict=False) if b.top > a.top)
        self.pitch = pitches[len(pitches) // 3] if pitches else 0.03


_BEGINS = re.compile(
    r"第[一二三四五六七八九十百零〇\d]{1,4}[条章节款]|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|附[件表注]"
    r"|(?:甲|乙|丙|丁)方(?:\(|:)|[\u4e00-\u9fff()]{2,12}:"
)
_MAY_BEGIN = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}[、.)]?[\u4e00-\u9fff]|[①-⑳a-z][)、.]")
_ENDS = tuple("。;:!?")


def _goes_on(last: tuple[_Block, VisualRow], block: _Block, row: VisualRow) -> bool:
    """Whether the text of a row follows that of the one before without a break."""
    before, previous = last
    short = before.right - previous.chars[-1].x1
    if short > 2.6 * before.width and (previous.text.endswith(_ENDS) or short > 0.22 * (before.right - before.left)):
        return False
    if row.chars[0].x0 > block.left + 1.3 * block.width or len(previous.chars) < 10:
        return False
    if previous.chars[0].x0 > before.left + 3 * before.width:
        return False
    if _has_columns(previous, before.width) or _has_columns(row, block.width):
        return False
    if _BEGINS.match(row.text) or (previous.text.endswith(_ENDS) and _MAY_BEGIN.match(row.text)):
        return False
    if before is not block:
        return not previous.text.endswith("。")
    return row.top - previous.top < 1.7 * block.pitch


def _has_columns(row: VisualRow, width: float) -> bool:
    return any(b.x0 - a.x1 > 2.5 * width for a, b in zip(row.chars, row.chars[1:], strict=False))


def _row(row: VisualRow, page: int, width: float) -> Iterator[Letter]:
    """A row's characters, with a blank where white or a line to write on divides them."""
    before: Char | None = None
    blank = False
    for char in row.chars:
        if char.text == "_":
            blank = True
            continue
        if before is not None and (blank or char.x0 - before.x1 > 1.5 * width):
            yield Letter(" ")
        yield Letter(char.text, page, char)
        before, blank = char, False


def _table(view: PageView, table: Table) -> list[Letter]:
    """A table's rows, a line each, its cells divided by blanks."""
    letters: list[Letter] = [Letter("\n")]
    cells = sorted(table.cells, key=lambda c: (c.row, c.column))
    for i, cell in enumerate(cells):
        if i:
            letters.append(Letter("\n" if cell.row != cells[i - 1].row else " "))
        span = chars_in(view, cell)
        if span is not None:
            letters += [Letter(c.text, view.index, c) for c in span.chars if c.text != "_"]
    return [*letters, Letter("\n")]
