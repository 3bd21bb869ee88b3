"""A sheet of paper, measured in millimetres: what is drawn on it, and where each value stands."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from PIL import Image

from samples import _fonts

Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]

BLACK: Colour = (24, 24, 28)
RED: Colour = (200, 30, 36)
POINT = 25.4 / 72
"""Millimetres of a typographic point."""


@dataclass(frozen=True)
class Text:
    """Characters from `x` on the base line `y`; `style` is plain, dots (dot-matrix print) or hand (written)."""

    x: float
    y: float
    text: str
    font: str
    points: float
    colour: Colour
    style: str = "plain"


@dataclass(frozen=True)
class Stroke:
    """A straight line of a width in millimetres."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    colour: Colour


@dataclass(frozen=True)
class Area:
    """A filled rectangle."""

    box: Box
    colour: Colour


@dataclass(frozen=True)
class Picture:
    """A picture laid on the sheet; `ink` multiplies with what lies below, as stamping ink does."""

    box: Box
    image: Image.Image
    ink: bool = False


@dataclass(frozen=True)
class Cell:
    """A table cell: its text, the value that it shows (`mark`), `l`, `c` or `r` for its alignment."""

    text: str = ""
    mark: str | None = None
    align: str = "l"
    span: int = 1
    font: str | None = None


@dataclass
class Sheet:
    """One side of paper, `width` by `height` millimetres."""

    width: float
    height: float
    paper: Colour = (255, 255, 255)
    ops: list[Text | Stroke | Area | Picture] = field(default_factory=list)
    marks: dict[str, Box] = field(default_factory=dict)

    def mark(self, name: str | None, box: Box) -> None:
        """Note that a value stands in `box`; parts of one value grow one box."""
        if name is None:
            return
        old = self.marks.get(name, box)
        self.marks[name] = (min(old[0], box[0]), min(old[1], box[1]), max(old[2], box[2]), max(old[3], box[3]))

    def text(
        self,
        x: float,
        y: float,
        text: str,
        points: float = 10.5,
        font: str = "song",
        colour: Colour = BLACK,
        align: str = "l",
        mark: str | None = None,
        spread: float | None = None,
        style: str = "plain",
    ) -> float:
        """Print one line on the base line `y`, return its right end; `spread` stretches it over so many millimetres."""
        text = typeset(text)
        size = points * POINT
        if spread is not None and len(text) > 1:
            return self._spread(x, y, text, points, font, colour, mark, spread)
        width = _fonts.advance(font, text) * size
        left = x - {"l": 0.0, "c": width / 2, "r": width}[align]
        if text:
            self._set(Text(left, y, text, font, points, colour, style))
            a, b, c, d = _fonts.ink(font, text)
            self.mark(mark, (left + a * size, y + b * size, left + c * size, y + d * size))
        return left + width

    def _set(self, op: Text) -> None:
        """Add a text; marks that the font centres in their square come from a font that sets them low, as is usual."""
        if _fonts.MIXED in op.font or op.font in _fonts.PATCHY:
            left = op.x
            for font, run in _fonts.parts(op.font, op.text):
                self.ops.append(Text(left, op.y, run, font, op.points, op.colour, op.style))
                left += _fonts.advance(font, run) * op.points * POINT
            return
        if op.font not in ("song", "kai") or not _CENTRED.search(op.text):
            self.ops.append(op)
            return
        left = op.x
        for part in _CENTRED.split(op.text):
            if part:
                font = "hei" if _CENTRED.fullmatch(part) else op.font
                self.ops.append(Text(left, op.y, part, font, op.points, op.colour, op.style))
            left += _fonts.advance(op.font, part) * op.points * POINT

    def _spread(
        self, x: float, y: float, text: str, points: float, font: str, colour: Colour, mark: str | None, spread: float
    ) -> float:
        last = _fonts.advance(font, text[-1]) * points * POINT
        step = max((spread - last) / (len(text) - 1), last * 0.9)
        for i, char in enumerate(text):
            self.text(x + i * step, y, char, points, font, colour, mark=mark)
        return x + step * (len(text) - 1) + last

    def paragraph(
        self,
        x: float,
        y: float,
        width: float,
        text: str,
        points: float = 10.5,
        font: str = "song",
        leading: float = 1.5,
        mark: str | None = None,
        indent: int = 0,
        colour: Colour = BLACK,
        style: str = "plain",
    ) -> float:
        """Print wrapped lines, the first on base line `y`; return the base line after the last."""
        for line in wrap("\u3000" * indent + typeset(text), width, points, font):
            self.text(x, y, line, points, font, colour, mark=mark, style=style)
            y += points * POINT * leading
        return y

    def runs(
        self,
        x: float,
        y: float,
        width: float,
        parts: Sequence[tuple[str, str | None]],
        points: float = 11,
        font: str = "song",
        leading: float = 1.8,
    ) -> float:
        """Print flowing text of parts (text, mark) wrapped over lines; return the next base line."""
        size, left = points * POINT, x
        for text, name in parts:
            for char in typeset(text):
                wide = _fonts.advance(font, char) * size
                if left + wide > x + width and char not in "，。；：、）":
                    left, y = x, y + size * leading
                self.text(left, y, char, points, font, mark=name)
                left += wide
        return y + size * leading

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.2, colour: Colour = BLACK) -> None:
        """Draw a straight line."""
        self.ops.append(Stroke(x0, y0, x1, y1, width, colour))

    def frame(self, box: Box, width: float = 0.2, colour: Colour = BLACK) -> None:
        """Draw a rectangle's outline."""
        x0, y0, x1, y1 = box
        for a, b, c, d in ((x0, y0, x1, y0), (x1, y0, x1, y1), (x0, y1, x1, y1), (x0, y0, x0, y1)):
            self.line(a, b, c, d, width, colour)

    def fill(self, box: Box, colour: Colour) -> None:
        """Fill a rectangle."""
        self.ops.append(Area(box, colour))

    def picture(self, image: Image.Image, box: Box, ink: bool = False) -> None:
        """Lay a picture on the sheet."""
        self.ops.append(Picture(box, image, ink))

    def stamp(self, image: Image.Image, x: float, y: float, size: float) -> None:
        """Press a seal of a width of `size` millimetres with its middle at (x, y)."""
        high = size * image.height / image.width
        self.picture(image, (x - size / 2, y - high / 2, x + size / 2, y + high / 2), ink=True)

    def row(
        self,
        x: float,
        y: float,
        widths: Sequence[float],
        cells: Sequence[Cell],
        points: float = 9,
        font: str = "song",
        pad: float = 1.2,
        least: float = 0.0,
        rules: bool = True,
        shade: Colour | None = None,
        slack: float | None = None,
    ) -> float:
        """Print one row of a table, return the y below it; texts wrap in their cells."""
        size, height, at = points * POINT, least, 0
        laid: list[tuple[float, float, Cell, list[str]]] = []
        left = x
        for cell in cells:
            wide = sum(widths[at : at + cell.span])
            lines = wrap(typeset(cell.text), wide - 2 * pad, points, cell.font or font)
            height = max(height, len(lines) * size * 1.25 + 2 * (pad * 0.8 if slack is None else slack))
            laid.append((left, wide, cell, lines))
            left, at = left + wide, at + cell.span
        for x0, wide, cell, lines in laid:
            if shade:
                self.fill((x0, y, x0 + wide, y + height), shade)
            if rules:
                self.frame((x0, y, x0 + wide, y + height))
            base = y + (height - len(lines) * size * 1.25) / 2 + size * 1.0
            for line in lines:
                at_x = {"l": x0 + pad, "c": x0 + wide / 2, "r": x0 + wide - pad}[cell.align]
                self.text(at_x, base, line, points, cell.font or font, align=cell.align, mark=cell.mark)
                base += size * 1.25
        return y + height


_CENTRED = re.compile("([、。])")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_NARROW = str.maketrans("(),;:", "（），；：")


def typeset(text: str) -> str:
    """The text with full-width punctuation, where it is Chinese; commas and colons within figures stay.

    >>> typeset("注册资本:1,000元(大写)")
    '注册资本：1,000元（大写）'
    """
    if not _CHINESE.search(text):
        return text
    kept = re.sub(r"(?<=\d)[,:](?=\d)", lambda m: {",": "\x01", ":": "\x02"}[m.group()], text)
    return kept.translate(_NARROW).replace("\x01", ",").replace("\x02", ":")


def wrap(text: str, width: float, points: float, font: str) -> list[str]:
    """Break a text into lines that fit; figures and codes of up to 30 characters stay whole where they can."""
    lines, line, used, size = [], "", 0.0, points * POINT
    if _fonts.advance(font, text) * size <= width:
        return [text] if text else []
    for char in text:
        wide = _fonts.advance(font, char) * size
        if used + wide > width and line and char not in "，。；、）":
            lines.append(line)
            line, used = "", 0.0
        line, used = line + char, used + wide
    return [*lines, line] if line else lines


def guilloche(width: int, height: int, colour: Colour, rng: random.Random, pitch: int = 11) -> Image.Image:
    """A faint security pattern of crossing waves, transparent elsewhere."""
    import numpy as np

    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    a, b = rng.uniform(30, 60), rng.uniform(45, 90)
    wave = np.minimum(
        np.abs((y + 9 * np.sin(x / a)) % pitch - pitch / 2),
        np.abs((x + y / 3 + 12 * np.sin(y / b)) % (pitch * 1.7) - pitch * 0.85),
    )
    alpha = np.clip(1.2 - wave, 0, 1) * 70
    flat = np.zeros((height, width, 4), np.uint8)
    flat[..., :3] = colour
    flat[..., 3] = alpha.astype(np.uint8)
    return Image.fromarray(flat, "RGBA")
