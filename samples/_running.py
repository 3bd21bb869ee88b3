"""Sets running text on pages: titles, paragraphs, tables and signatures, with a new page where one is full.

Texts carry the fields that they show as `[[field:text]]`; `[[field:]]` marks nothing.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from PIL import Image

from samples import _fonts
from samples._draw import POINT, Cell, Colour, Sheet, typeset

_MARKED = re.compile(r"\[\[([\w.\[\]]+):(.*?)\]\]")
_INK: Colour = (26, 34, 90)
_NEVER_FIRST = "，。；：、）"


@dataclass
class Running:
    """Sheets under construction; `y` is the next base line in millimetres. `numbers` is how pages are numbered."""

    points: float = 12
    font: str = "song"
    title_font: str = "heavy"
    leading: float = 1.7
    left: float = 27
    right: float = 183
    head: str = ""
    numbers: str = ""
    sheets: list[Sheet] = field(default_factory=list)
    y: float = 0

    def __post_init__(self) -> None:
        self.page()

    @staticmethod
    def look(rng: random.Random, head: str = "") -> Running:
        """Type, size and margins at random."""
        font, title = rng.choice(
            (("song", "heavy"), ("song", "hei"), ("serif", "heavy"), ("song", "bold"), ("kai", "hei"), ("sans", "bold"))
        )
        return Running(
            points=rng.choice((11, 11.5, 12, 12, 12.5)),
            font=font,
            title_font=title,
            leading=rng.choice((1.5, 1.65, 1.8, 2.0)),
            left=rng.choice((24, 27, 30)),
            right=rng.choice((180, 184, 186)),
            head=head if rng.random() < 0.5 else "",
            numbers=rng.choice(("", "- {} -", "第{}页", "{}")),
        )

    @property
    def step(self) -> float:
        """Distance of base lines."""
        return self.points * POINT * self.leading

    @property
    def sheet(self) -> Sheet:
        """The page that is being set."""
        return self.sheets[-1]

    def page(self) -> None:
        """Begin a page, with its running head and number."""
        self.sheets.append(Sheet(210, 297))
        self.y = 30.0
        if self.head:
            self.sheet.text(105, 16, self.head, 9, self.font, align="c")
            self.sheet.line(self.left, 18, self.right, 18, 0.15)
        if self.numbers:
            self.sheet.text(105, 285, self.numbers.format(len(self.sheets)), 9, "song", align="c")

    def room(self, height: float) -> None:
        """Begin a page unless so much room is left."""
        if self.y + height > 274:
            self.page()

    def gap(self, lines: float = 1) -> None:
        """Leave white."""
        self.y += self.step * lines

    def title(self, text: str, points: float = 20, spread: float | None = None) -> None:
        """A centred title."""
        self.room(points)
        self.y += points * POINT
        parts = _split(text)
        plain = "".join(t for t, _ in parts)
        if spread is not None:
            self.sheet.text(105 - spread / 2, self.y, plain, points, self.title_font, spread=spread)
        else:
            width = _fonts.advance(self.title_font, typeset(plain)) * points * POINT
            self._set(105 - width / 2, parts, points, self.title_font)
        self.y += points * POINT * 1.2

    def line(self, text: str, at: float | None = None, align: str = "l", font: str | None = None) -> None:
        """One line, from the left margin, from `at`, or ending at the right margin."""
        self.beside((self.left if at is None else at, text), align=align, font=font)

    def beside(self, *places: tuple[float, str], align: str = "l", font: str | None = None) -> None:
        """Texts on one base line."""
        self.room(self.step)
        for x, text in places:
            parts = _split(text)
            width = _fonts.advance(font or self.font, typeset("".join(t for t, _ in parts))) * self.points * POINT
            self._set(self.right - width if align == "r" else x, parts, self.points, font or self.font)
        self.y += self.step

    def para(self, text: str, indent: int = 2, font: str | None = None) -> None:
        """A paragraph of wrapped lines; it goes on over the page."""
        face, size = font or self.font, self.points * POINT
        x = self.left + indent * size
        self.room(self.step)
        for part, name in _split(text):
            run, at = "", x
            for char in typeset(part):
                wide = _fonts.advance(face, char) * size
                if x + wide > self.right and char not in _NEVER_FIRST:
                    self._run(at, run, name, face)
                    self.y += self.step
                    self.room(0)
                    run, at, x = "", self.left, self.left
                run, x = run + char, x + wide
            self._run(at, run, name, face)
        self.y += self.step

    def paras(self, texts: Sequence[str], indent: int = 2) -> None:
        """Several paragraphs."""
        for text in texts:
            self.para(text, indent)

    def table(
        self, widths: Sequence[float], rows: Sequence[Sequence[str]], points: float = 10, pad: float = 1.6
    ) -> None:
        """A ruled table; cells carry marks as texts do."""
        x = 105 - sum(widths) / 2
        top = self.y - self.points * POINT
        for row in rows:
            cells = []
            for text in row:
                parts = _split(text)
                mark = next((name for _, name in parts if name), None)
                cells.append(Cell("".join(t for t, _ in parts), mark, "c"))
            if top > 262:
                self.page()
                top = self.y
            top = self.sheet.row(x, top, widths, cells, points, self.font, pad, 8)
        self.y = top + self.step

    def stamp(self, image: Image.Image, x: float, dy: float, size: float = 40) -> None:
        """A seal beside the present line."""
        self.sheet.stamp(image, x, self.y + dy, size)

    def signed(self, x: float, name: str, dy: float = 0, mark: str | None = None, points: float = 17) -> None:
        """A name written by hand on the line before."""
        self.sheet.text(x, self.y - self.step + dy, name, points, "kai", _INK, style="hand", mark=mark)

    def _set(self, x: float, parts: Sequence[tuple[str, str | None]], points: float, font: str) -> None:
        for text, name in parts:
            x = self.sheet.text(x, self.y, text, points, font, mark=name)

    def _run(self, x: float, text: str, mark: str | None, font: str) -> None:
        if text:
            self.sheet.text(x, self.y, text, self.points, font, mark=mark)


def _split(text: str) -> list[tuple[str, str | None]]:
    """The parts of a text with the field that each shows."""
    parts: list[tuple[str, str | None]] = []
    at = 0
    for match in _MARKED.finditer(text):
        if match.start() > at:
            parts.append((text[at : match.start()], None))
        parts.append((match[2], match[1]))
        at = match.end()
    if at < len(text):
        parts.append((text[at:], None))
    return parts
