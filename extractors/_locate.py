"""Find printed labels on a page, whatever their spacing, and the value that belongs to each.

Labels may be spread over their column, glued to their value, split by the reader, or misread by one character. A value
stands to the right of its label up to the next label, goes on in the lines below, or, on forms that were filled by a
printer, stands a little above or below the label's line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors._view import Char, PageView, Span, VisualRow, squeeze
from schemas.core import BoundingBox

_GAP_STARTS_LABEL = 0.55
"""In character heights: a label may begin after this much white, or after punctuation, or where a line begins."""

_SPREAD = 9
"""In character heights: the widest white between characters of one label that is spread over its column."""

_SPREAD_PAIR = 12
"""The same for labels of two characters, which the longest label of the column pulls furthest apart."""

_PUNCTUATION = set(":;,.。、()[]【】|/·-_*")


@dataclass(frozen=True)
class Label:
    """A label found on the page. `row` and `start`..`end` say which characters of which visual row it is."""

    key: str
    chars: tuple[Char, ...]
    row: int
    start: int
    end: int
    exact: bool
    page: int = 1

    @property
    def text(self) -> str:
        """The label as it was read."""
        return "".join(c.text for c in self.chars)

    @property
    def box(self) -> BoundingBox:
        """Around all characters."""
        return Span(self.page, self.chars).box

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.chars[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.chars[-1].x1

    @property
    def top(self) -> float:
        """Upper edge."""
        return min(c.top for c in self.chars)

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return max(c.bottom for c in self.chars)


@dataclass(frozen=True)
class Located:
    """A label and its value; `span` is null when nothing stands there."""

    label: Label
    span: Span | None


def labels_on(
    view: PageView, synonyms: Mapping[str, Sequence[str]], loose: bool = False, multiline: frozenset[str] = frozenset()
) -> list[Label]:
    """Every label of `synonyms` (key to printed forms) on the page, longest forms first, none overlapping."""
    forms = sorted(((squeeze(f), key) for key, fs in synonyms.items() for f in fs), key=lambda p: -len(p[0]))
    found: list[Label] = []
    for index, row in enumerate(view.rows):
        taken: set[int] = set()
        text = row.text
        for search in (_exact, _half(view, row), _with_slip, _with_noise):
            for form, key in forms:
                for start, end in search(text, form):
                    span = range(start, end)
                    if taken.isdisjoint(span) and _is_label(row, start, end, loose):
                        taken.update(span)
                        found.append(Label(key, row.chars[start:end], index, start, end, search is _exact, view.index))
    return [
        label
        for label in found
        if not _is_value(label, found, view.rows[label.row], multiline)
        and not _within_value(label, found, view.rows[label.row], multiline)
    ]


def _within_value(label: Label, labels: list[Label], row: VisualRow, multiline: frozenset[str]) -> bool:
    """Whether a row of free text only begins with its own label's words: right of that label, running on without white."""
    if label.key not in multiline or label.end >= len(row.chars):
        return False
    after = row.chars[label.end]
    runs_on = after.text not in _PUNCTUATION and after.x0 - label.x1 < 0.4 * _scale(label)
    return runs_on and any(o.key == label.key and o.row < label.row and o.x1 <= label.x0 for o in labels)


def _is_value(label: Label, labels: list[Label], row: VisualRow, multiline: frozenset[str]) -> bool:
    """Whether what looks like a label is the beginning of the free text that follows the label right before it."""
    before = [o for o in labels if o.row == label.row and o.end == label.start and o.key in multiline]
    if not before or label.end >= len(row.chars):
        return False
    after = row.chars[label.end]
    return after.text not in _PUNCTUATION and after.x0 - label.x1 < 0.4 * (label.chars[-1].x1 - label.chars[-1].x0)


def _half(view: PageView, row: VisualRow) -> Callable[[str, str], tuple[tuple[int, int], ...]]:
    """Finds labels of two spread characters of which only one was read: it stands alone in its line, before white."""

    def search(text: str, form: str) -> tuple[tuple[int, int], ...]:
        if len(form) != 2:
            return ()
        return tuple(
            (i, i + 1)
            for i, char in enumerate(row.chars)
            if char.text in form
            and _stands_alone(view, row, i)
            and text[i + 1 : i + 2] not in form.replace(char.text, "", 1)
        )

    return search


def _stands_alone(view: PageView, row: VisualRow, i: int) -> bool:
    char = row.chars[i]
    if len(squeeze(view.lines[char.line].text).strip(":")) != 1 or i + 1 >= len(row.chars):
        return False
    if i and char.x0 - row.chars[i - 1].x1 < 3 * (char.x1 - char.x0):
        return False
    return row.chars[i + 1].x0 - char.x1 > 0.3 * (char.x1 - char.x0)


def _exact(text: str, form: str) -> tuple[tuple[int, int], ...]:
    """Where `form` stands in `text`."""
    return tuple((i, i + len(form)) for i in range(len(text) - len(form) + 1) if text.startswith(form, i))


@lru_cache(maxsize=20000)
def _with_slip(text: str, form: str) -> tuple[tuple[int, int], ...]:
    """Where `form`, of four characters or more, stands with exactly one of them misread."""
    size = len(form)
    if size < 4:
        return ()
    half = size // 2
    first, last = form[:half], form[half:]
    # One slip leaves one half as it is printed, and finding that is much faster than comparing sign by sign.
    starts = (i for i in range(len(text) - size + 1) if text.startswith(first, i) != text.startswith(last, i + half))
    return tuple(
        (i, i + size) for i in starts if sum(a != b for a, b in zip(text[i : i + size], form, strict=True)) == 1
    )


@lru_cache(maxsize=20000)
def _with_noise(text: str, form: str) -> tuple[tuple[int, int], ...]:
    """Where a form of four characters or more stands with one or two foreign characters among its own, as stamps leave."""
    if len(form) < 4:
        return ()
    pattern = ".?".join(re.escape(c) for c in form)
    return tuple((m.start(), m.end()) for m in re.finditer(pattern, text) if m.end() - m.start() <= len(form) + 2)


def _is_label(row: VisualRow, start: int, end: int, loose: bool) -> bool:
    chars = row.chars
    height = chars[start].bottom - chars[start].top
    gaps = [chars[i + 1].x0 - chars[i].x1 for i in range(start, end - 1)]
    scale = _aspect(row) * height
    if gaps and max(gaps) > (_SPREAD_PAIR if len(gaps) == 1 else _SPREAD) * scale:
        return False
    if start == 0 or loose:
        return True
    before = chars[start - 1]
    gap = chars[start].x0 - before.x1
    if gap > _GAP_STARTS_LABEL * scale:
        return True
    if before.text in _PUNCTUATION or before.text.isdigit():
        return True
    return before.line != chars[start].line and gap > -0.2 * scale


def _aspect(row: VisualRow) -> float:
    """Width of one character height in fractions of the page's width, from the row's own characters."""
    widths = sorted(c.x1 - c.x0 for c in row.chars if not c.text.isascii()) or sorted(c.x1 - c.x0 for c in row.chars)
    heights = sorted(c.bottom - c.top for c in row.chars)
    return widths[len(widths) // 2] / max(heights[len(heights) // 2], 1e-6)


def locate(
    view: PageView,
    synonyms: Mapping[str, Sequence[str]],
    multiline: frozenset[str] = frozenset(),
    reach: float = 14.0,
    loose: bool = False,
) -> dict[str, list[Located]]:
    """Labels and their values.

    Args:
        view: the page.
        synonyms: key to printed forms; keys that nobody asks for end the values of others.
        multiline: keys whose values may go on in the lines below.
        reach: how far to the right a value may begin, in character heights.
        loose: labels may follow a value without white or punctuation between them.
    """
    labels = labels_on(view, synonyms, loose, multiline)
    result: dict[str, list[Located]] = {}
    owned = {id(c) for label in labels for c in label.chars}
    beside = [
        _said(_same_row(view, o, labels, reach)) or _said(_shifted_row(view, o, labels, owned, reach)) for o in labels
    ]
    below = _values_below(view, labels, beside, owned)
    for label, right, under in zip(labels, beside, below, strict=True):
        chars = right or under
        if chars and label.key in multiline:
            chars = chars + _continuation(view, label, chars, labels, owned)
        span = Span(view.index, tuple(chars)).without(":：.;；_,、|-—") if chars else None
        result.setdefault(label.key, []).append(Located(label, span if span and span.chars else None))
    return result


def _scale(label: Label) -> float:
    """A character's height as a fraction of the page's width."""
    widths = sorted(c.x1 - c.x0 for c in label.chars)
    return max(widths[len(widths) // 2], 1e-4)


def _said(chars: list[Char]) -> list[Char]:
    """The characters, unless they are only the label's own colon."""
    return chars if any(c.text not in ":._" for c in chars) else []


def _same_row(view: PageView, label: Label, labels: list[Label], reach: float) -> list[Char]:
    row = view.rows[label.row]
    following = [other.start for other in labels if other.row == label.row and other.start >= label.end]
    end = min(following, default=len(row.chars))
    return _run(list(row.chars[label.end : end]), label.x1, reach * _scale(label), 3 * _scale(label))


def _run(chars: list[Char], from_x: float, reach: float, widest_gap: float) -> list[Char]:
    """The leading characters that follow each other without a wide gap, the first within `reach` of `from_x`."""
    taken: list[Char] = []
    edge = from_x
    for char in chars:
        if char.x0 - edge > (reach if not taken or all(c.text in _PUNCTUATION for c in taken) else widest_gap):
            break
        taken.append(char)
        edge = max(edge, char.x1)
    return taken


def _shifted_row(view: PageView, label: Label, labels: list[Label], owned: set[int], reach: float) -> list[Char]:
    """A value printed a little above or below its label's line, to the right of it."""
    height = label.bottom - label.top
    middle = (label.top + label.bottom) / 2
    limit = min(
        (o.x0 for o in labels if o.x0 > label.x1 and abs((o.top + o.bottom) / 2 - middle) < 1.2 * height), default=1.0
    )
    best: list[Char] = []
    nearest = 1.1 * height
    for index, row in enumerate(view.rows):
        if index == label.row:
            continue
        chars = [c for c in row.chars if label.x1 - 0.3 * _scale(label) < c.middle_x < limit and id(c) not in owned]
        if not chars:
            continue
        away = abs((row.top + row.bottom) / 2 - middle)
        if away < nearest and not any(
            o.row == index and o.x1 <= chars[0].x0 + 1e-6 and o.x0 >= label.x0 - 0.02 for o in labels
        ):
            run = _run(chars, label.x1, reach * _scale(label), 3 * _scale(label))
            whole = _from_its_start(row, run, owned)
            if whole and whole[0].x0 > label.x1 - 1.6 * _scale(label):
                best, nearest = whole, away
    return best


def _from_its_start(row: VisualRow, run: list[Char], owned: set[int]) -> list[Char]:
    """The run with the characters that stand right before it, if it is only the tail of a longer text."""
    if not run:
        return []
    start = next(i for i, char in enumerate(row.chars) if char is run[0])
    before: list[Char] = []
    for char in reversed(row.chars[:start]):
        first = (before or run)[0]
        if id(char) in owned or first.x0 - char.x1 > 0.8 * (char.x1 - char.x0):
            break
        before.insert(0, char)
    return before + run


_ENOUGH_BELOW = 3
"""So many labels of a page must have their value below them before any is taken from there."""


def _values_below(view: PageView, labels: list[Label], beside: list[list[Char]], owned: set[int]) -> list[list[Char]]:
    """For labels with nothing beside them, the text on the next line, on pages that are set so throughout."""
    found = [
        [] if right or "stop" in o.key else _next_line(view, o, owned) for o, right in zip(labels, beside, strict=True)
    ]
    alone = sum(bool(under) for under in found)
    with_value = sum(bool(right) and "stop" not in o.key for o, right in zip(labels, beside, strict=True))
    return found if alone >= max(_ENOUGH_BELOW, with_value) else [[] for _ in labels]


def _next_line(view: PageView, label: Label, owned: set[int]) -> list[Char]:
    """The text that begins under a label, a line further down."""
    height, scale = label.bottom - label.top, _scale(label)
    rows = [row for row in view.rows if row.top > label.top + 0.6 * height]
    for row in sorted(rows, key=lambda r: r.top)[:2]:
        if row.top - label.bottom > 1.6 * height:
            break
        chars = [c for c in row.chars if c.x0 > label.x0 - scale]
        if chars and id(chars[0]) not in owned and chars[0].x0 < label.x0 + 5 * scale:
            return _run([c for c in chars if id(c) not in owned], chars[0].x0, scale, 3 * scale)
    return []


def _continuation(view: PageView, label: Label, first: list[Char], labels: list[Label], owned: set[int]) -> list[Char]:
    """Lines below that carry the value on: same left edge, no wide white in between, no label of their own."""
    taken: list[Char] = []
    left = min([c.x0 for c in first if c.text not in _PUNCTUATION] or [c.x0 for c in first])
    right = max(c.x1 for c in first)
    height = _median([c.bottom - c.top for c in first])
    bottom = max(c.bottom for c in first)
    width = _scale(label)
    start_row = max(
        (i for i, row in enumerate(view.rows) if any(id(c) in {id(f) for f in first} for c in row.chars)),
        default=label.row,
    )
    for index in range(start_row + 1, len(view.rows)):
        row = view.rows[index]
        chars = [c for c in row.chars if c.x0 > left - 1.6 * width and id(c) not in owned]
        if any(
            _beside(o, row) and o.x1 >= label.x0 - 3 * width and (o.x1 <= left + width or o.x0 < left - width)
            for o in labels
            if o is not label
        ):
            break
        if not chars:
            if row.top - bottom > 0.9 * height:
                break
            continue
        if _foreign_label(row, label, left - 1.6 * width, owned, width):
            break
        if _PERIOD_ROW.match("".join(c.text for c in chars)):
            break
        if chars[0].x0 > left + 3.2 * width or min(c.top for c in chars) - bottom > 0.9 * height:
            if min(c.top for c in chars) - bottom > 0.9 * height:
                break
            continue
        run = _run(chars, left, 4 * width, 2.2 * width)
        if not run:
            continue
        taken += run
        bottom = max(bottom, max(c.bottom for c in run))
        right = max(right, max(c.x1 for c in run))
    return taken


def _beside(label: Label, row: VisualRow) -> bool:
    """Whether a label stands on a row's line, be it read into that row or into another one."""
    return (
        row.top < (label.top + label.bottom) / 2 < row.bottom or label.top < (row.top + row.bottom) / 2 < label.bottom
    )


_LIKE_A_LABEL = re.compile(r"[\u4e00-\u9fff()/]{3,14}:?")


def _foreign_label(row: VisualRow, label: Label, edge: float, owned: set[int], width: float) -> bool:
    """Whether the row begins, in the label's own column, with words that look like a label that nobody asked for."""
    before = [c for c in row.chars if c.x0 <= edge]
    if not before or any(id(c) in owned for c in before) or before[-1].x1 > edge + 1.4 * width:
        return False
    return before[0].x0 > label.x0 - 3 * width and _LIKE_A_LABEL.fullmatch("".join(c.text for c in before)) is not None


_PERIOD_ROW = re.compile(r"自?(?:19|20)\d{2}年\d{1,2}月\d{1,2}日(?:至|起|$)")
"""A row of its own for a term: it belongs to a label that was not read, not to the text above."""


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
