"""How one printer sets a form: fonts, spreading of labels, the place of values against their labels, ink, rules."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from samples import _fonts
from samples._draw import BLACK, POINT, Cell, Colour, Sheet

Row = tuple[str, str, str | None]
"""Label, value, and the name of the value's mark."""

_LABELS = ("hei", "hei", "song", "kai", "sans", "micro", "bold", "gbsong/times", "wenkai/arial", "droid")
_VALUES = (
    "song",
    "song",
    "kai",
    "serif",
    "hei",
    "micro",
    "sans",
    "song/times",
    "serif/times",
    "hei/arial",
    "gbsong/times",
    "gbkai/times",
    "gbsong/courier",
    "wenkai/times",
    "droid",
    "sans/narrow",
)
_WIDE = str.maketrans("0123456789-", "０１２３４５６７８９－")


@dataclass(frozen=True)
class Style:
    """One printer's way of setting a form; lengths in millimetres.

    `spread` is none, even (over the label's column) or blank (two-character labels with blanks inside); `place` says
    where a value stands: beside its label, or below it on a line of its own.
    """

    label: str = "hei"
    font: str = "song"
    points: float = 11.5
    colon: str = ""
    spread: str = "even"
    place: str = "beside"
    gap: float = 4.0
    leading: float = 1.4
    step: float = 6.0
    dx: float = 0.0
    dy: float = 0.0
    ink: str = "plain"
    ink_colour: Colour = BLACK
    label_colour: Colour = BLACK
    label_scale: float = 1.0
    rule: bool = False
    wide: bool = False


def style(rng: random.Random, filled: float = 0.3) -> Style:
    """A random style; with chance `filled` the values were printed in later, off their lines."""
    later = rng.random() < filled
    return Style(
        label=rng.choice(_fonts.installed(*_LABELS)),
        font=rng.choice(_fonts.installed(*_VALUES)),
        points=rng.choice((9.5, 10.5, 11, 11.5, 12, 12.5, 13)),
        colon=rng.choice(("", "", "", ":", " ")),
        spread=rng.choice(("even", "even", "blank", "none")),
        place="below" if rng.random() < 0.06 else "beside",
        gap=rng.choice((1.0, 2.0, 3.0, 4.0, 6.0, 9.0)),
        leading=rng.choice((1.2, 1.3, 1.4, 1.55, 1.7)),
        step=rng.choice((3.5, 4.5, 5.5, 6.5, 8.0)),
        dx=rng.uniform(-1.5, 3.0) if later else 0.0,
        dy=rng.uniform(-2.2, 2.2) if later else 0.0,
        ink=rng.choice(("plain", "dots", "dots")) if later else "plain",
        ink_colour=rng.choice((BLACK, (34, 34, 60), (60, 60, 66), (20, 20, 90))) if later else BLACK,
        label_colour=rng.choice((BLACK, BLACK, BLACK, (90, 60, 30), (120, 40, 30), (40, 70, 60), (70, 70, 80))),
        label_scale=rng.choice((1.0, 1.0, 1.0, 0.9, 1.1)),
        rule=rng.random() < 0.15,
        wide=rng.random() < 0.05,
    )


def label(s: Sheet, st: Style, x: float, y: float, text: str, column: float) -> float:
    """Print a label, spread over its column where the style says so; return its right end."""
    points = st.points * st.label_scale
    shown = text
    if st.spread == "blank" and len(text) in (2, 3):
        shown = {2: "\u3000\u3000", 3: " "}[len(text)].join(text)
    natural = _fonts.advance(st.label, shown) * points * POINT
    wide = column if st.spread == "even" and natural < column else None
    end = s.text(x, y, shown, points, st.label, st.label_colour, spread=wide)
    return s.text(end, y, st.colon, points, st.label, st.label_colour) if st.colon else end


def entry(s: Sheet, st: Style, x: float, y: float, row: Row, width: float, column: float = 24.0) -> float:
    """A label and its wrapped value; return the base line below both. `width` is the value's."""
    text, value, mark = row
    end = label(s, st, x, y, text, column)
    size = st.points * POINT
    left = (x + column if end < x + column + 0.5 else end) + st.gap + st.dx
    if st.place == "below":
        left, y = x + 4 + st.dx, y + size * 1.5
    shown = value.translate(_WIDE) if st.wide else value
    if st.rule:
        s.line(left - 1, y + 1.2, left + width - 2, y + 1.2, 0.15, (120, 120, 120))
    if not value:
        return y + size * st.leading
    below = s.paragraph(
        left, y + st.dy, width, shown, st.points, st.font, st.leading, mark, colour=st.ink_colour, style=st.ink
    )
    return max(below - st.dy, y + size * st.leading)


def entries(s: Sheet, st: Style, x: float, y: float, rows: Sequence[Row], width: float, column: float = 24.0) -> float:
    """Rows below one another; return the base line for what follows."""
    for row in rows:
        y = entry(s, st, x, y, row, width, column) + st.step
    return y


def fitted(st: Style, rows: Sequence[Row], width: float, high: float) -> Style:
    """The style, smaller and closer where its rows would need more than `high` millimetres."""
    for _ in range(12):
        size = st.points * POINT
        lines = sum(max(1, -(-len(value) * size // width)) + (st.place == "below") * 1.1 for _, value, _ in rows)
        if lines * size * st.leading + len(rows) * st.step <= high:
            break
        st = replace(
            st, points=max(7.5, st.points * 0.95), step=max(1.5, st.step * 0.85), leading=max(1.2, st.leading * 0.97)
        )
    return st


def grid(
    s: Sheet,
    st: Style,
    x: float,
    y: float,
    widths: Sequence[float],
    rows: Sequence[Sequence[Row | str]],
    least: float = 9.0,
    rules: bool = True,
    centred: bool = False,
) -> float:
    """A ruled table of labels and values: each row's entries fill its cells in pairs; a text alone spans what is left."""
    for row in rows:
        cells: list[Cell] = []
        used = 0
        for i, item in enumerate(row):
            last = i == len(row) - 1
            if isinstance(item, str):
                cells.append(Cell(item, None, "c", len(widths) - used if last else 1, st.label))
                used += 1
                continue
            text, value, mark = item
            span = len(widths) - used - 1 if last else 1
            shown = "\u3000".join(text) if st.spread == "blank" and len(text) == 2 else text
            cells.append(Cell(shown, None, "c" if centred or st.spread != "none" else "l", 1, st.label))
            cells.append(Cell(value.translate(_WIDE) if st.wide else value, mark, "c" if centred else "l", span))
            used += 1 + span
        y = s.row(x, y, widths, cells, st.points, st.font, least=least, rules=rules)
    return y


def split_date(
    s: Sheet, rng: random.Random, x: float, y: float, day: tuple[str, str, str], points: float, font: str, mark: str
) -> None:
    """年 月 日 pre-printed with the figures printed between them, a little off the line."""
    off, step = rng.uniform(-1.2, 1.2), points * POINT
    at = x
    for figures, sign in zip(day, "年月日", strict=True):
        wide = _fonts.advance(font, figures) * step
        room = step * (3.4 if sign == "年" else 2.6)
        s.text(at + (room - wide) / 2, y + off, figures, points, font, mark=mark)
        s.text(at + room, y, sign, points, "song", mark=mark)
        at += room + step
