"""Seals drawn widely: fonts, stretched characters, stars, numbers, inner lines, ovals, uneven ink, several colours."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from samples import _fonts
from samples._draw import Colour

_SIDE = 640
"""Pixels; the seal's width before it is brought to its size."""

INKS: dict[str, tuple[Colour, ...]] = {
    "red": ((200, 30, 36), (214, 40, 44), (186, 24, 40), (222, 60, 70)),
    "faded": ((232, 120, 128), (226, 142, 150), (236, 104, 112)),
    "blue": ((40, 60, 170), (56, 84, 190), (90, 56, 160), (112, 64, 168)),
}
"""Ink by name; black seals are red ones on a copy."""


@dataclass(frozen=True)
class Style:
    """How a seal is cut and pressed; lengths in shares of the seal's radius, angles in degrees."""

    font: str = "heavy"
    size: float = 0.26
    narrow: float = 0.8
    reach: float = 250.0
    rim: float = 0.035
    inner_rim: bool = False
    text_edge: float = 0.08
    star: float = 0.28
    flat: float = 1.0
    turn: float = 0.0
    line_at: float = 0.5
    line_size: float = 0.16
    wear: float = 0.2
    bare: float = 0.0
    blot: float = 0.0


def any_style(rng: random.Random, letters: int, oval: bool = False) -> Style:
    """A style as seal cutters use for a name of so many characters."""
    size = rng.uniform(0.235, 0.29) if letters <= 14 else rng.uniform(0.2, 0.24) if letters <= 19 else 0.185
    most = 320.0 if letters > 12 else 285.0
    narrow = rng.uniform(0.62, 1.0)
    close = math.degrees(1.05 * size * narrow / 0.78) * letters
    return Style(
        font=rng.choice(("heavy", "heavy", "serif", "song", "kai", "bold", "hei")),
        size=size,
        narrow=narrow,
        reach=min(335.0, max(close, min(most, letters * rng.uniform(17.5, 23.0)))),
        rim=rng.uniform(0.02, 0.05),
        inner_rim=rng.random() < 0.12,
        text_edge=rng.uniform(0.05, 0.12),
        star=rng.choice((0.0, 0.24, 0.3, 0.34)) if rng.random() < 0.5 else rng.uniform(0.22, 0.34),
        flat=rng.uniform(0.68, 0.78) if oval else 1.0,
        turn=rng.gauss(0, 5 if oval else 9),
        line_at=rng.uniform(0.44, 0.6),
        line_size=rng.uniform(0.13, 0.18),
        wear=rng.uniform(0.05, 0.4),
        bare=rng.choice((0.0, 0.0, 0.0, 0.15)),
        blot=rng.choice((0.0, 0.0, 0.5)),
    )


def seal(
    text: str, style: Style, ink: Colour, rng: random.Random, lines: tuple[str, ...] = (), number: str = ""
) -> Image.Image:
    """A round or oval seal on a transparent ground: the ring's text, a star, level lines below it, a number at the foot."""
    image = Image.new("L", (_SIDE, _SIDE), 0)
    pen, half = ImageDraw.Draw(image), _SIDE / 2
    edge = 6.0
    reach = half - edge
    pen.ellipse((edge, edge, _SIDE - edge, _SIDE - edge), outline=255, width=max(3, round(style.rim * reach)))
    text_radius = reach * (1 - style.rim - style.text_edge)
    if style.inner_rim:
        inner = reach * (1 - style.rim - 0.035)
        pen.ellipse((half - inner, half - inner, half + inner, half + inner), outline=255, width=3)
    if style.star:
        _star(pen, half, style.star * reach)
    _arc(image, text, text_radius, style.size * reach, style.narrow, style.reach, style.font, False)
    if number:
        _arc(image, number, reach * (1 - style.rim - 0.03), 0.085 * reach, 1.0, 4.6 * len(number), "sans", True)
    for i, line in enumerate(lines):
        size = style.line_size * reach
        face = _fonts.font(style.font, round(size))
        y = half + (style.line_at - 0.06 * (len(lines) > 1)) * reach + i * 1.12 * size
        chord = 2 * math.sqrt(max(0.0, (0.9 * reach) ** 2 - (y - half + size / 2) ** 2))
        _level(image, line, face, half, y, min(face.getlength(line) * rng.uniform(0.8, 1.05), chord * 0.82))
    image = _shaped(image, style)
    return _pressed(image, style, ink, rng)


def _star(pen: ImageDraw.ImageDraw, middle: float, size: float) -> None:
    points = []
    for i in range(10):
        reach, angle = (size if i % 2 == 0 else size * 0.382), math.radians(-90 + 36 * i)
        points.append((middle + reach * math.cos(angle), middle + reach * math.sin(angle)))
    pen.polygon(points, fill=255)


def _glyph(char: str, font: str, size: float, narrow: float) -> Image.Image:
    """One character, as high as `size`, its width times `narrow`."""
    big = round(size * 1.6)
    face = _fonts.font(font, round(size))
    one = Image.new("L", (big, big), 0)
    ImageDraw.Draw(one).text((big / 2, big / 2), char, 255, face, anchor="mm", stroke_width=1 if size > 30 else 0)
    return one.resize((max(2, round(big * narrow)), big), Image.Resampling.BICUBIC)


def _arc(
    image: Image.Image, text: str, outer: float, size: float, narrow: float, reach: float, font: str, inward: bool
) -> None:
    """Characters along an arc over the top (or, inward, along the foot), their outer edge on the radius `outer`."""
    half, radius = image.width / 2, outer - size / 2
    layer = np.asarray(image).copy()
    for i, char in enumerate(text):
        share = (i + 0.5) / len(text) - 0.5
        angle = 90 - share * reach if inward else -90 + share * reach
        one = _glyph(char, font, size, narrow)
        turned = one.rotate(90 - angle if inward else -(angle + 90), Image.Resampling.BICUBIC, expand=True)
        x, y = half + radius * math.cos(math.radians(angle)), half + radius * math.sin(math.radians(angle))
        x0, y0 = round(x - turned.width / 2), round(y - turned.height / 2)
        cut = np.asarray(turned)
        a, b = max(0, y0), max(0, x0)
        part = layer[a : y0 + turned.height, b : x0 + turned.width]
        np.maximum(part, cut[a - y0 : a - y0 + part.shape[0], b - x0 : b - x0 + part.shape[1]], out=part)
    image.paste(Image.fromarray(layer))


def _level(image: Image.Image, text: str, face: ImageFont.FreeTypeFont, middle: float, y: float, wide: float) -> None:
    probe = Image.new("L", (round(face.getlength(text)) + 8, round(face.size * 1.4)), 0)
    ImageDraw.Draw(probe).text((probe.width / 2, probe.height / 2), text, 255, face, anchor="mm")
    line = probe.resize((max(4, round(wide)), probe.height), Image.Resampling.BICUBIC)
    image.paste(255, (round(middle - line.width / 2), round(y - line.height / 2)), line)


def _shaped(image: Image.Image, style: Style) -> Image.Image:
    """Flattened to an oval, and turned."""
    if style.flat != 1.0:
        image = image.resize((_SIDE, round(_SIDE * style.flat)), Image.Resampling.BICUBIC)
    return image.rotate(style.turn, Image.Resampling.BICUBIC, expand=style.flat != 1.0)


def _pressed(image: Image.Image, style: Style, ink: Colour, rng: random.Random) -> Image.Image:
    """Ink missing in patches, thin on one side, run together in places."""
    noise = np.random.default_rng(rng.randrange(2**32))
    if style.blot:
        image = image.filter(ImageFilter.GaussianBlur(style.blot * 2)).point(lambda v: min(255, v * 2))
    mask = np.asarray(image, np.float32) / 255
    high, wide = mask.shape
    coarse = cv2.resize(noise.random((14, 14)).astype(np.float32), (wide, high), interpolation=cv2.INTER_CUBIC)
    fine = cv2.resize(noise.random((120, 120)).astype(np.float32), (wide, high), interpolation=cv2.INTER_LINEAR)
    strength = 1 - style.wear * (0.7 * coarse + 0.6 * fine)
    if style.bare:
        y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
        angle = noise.uniform(0, 2 * math.pi)
        side = ((x / wide - 0.5) * math.cos(angle) + (y / high - 0.5) * math.sin(angle)) + 0.5
        strength *= np.clip((side + 0.35) / max(style.bare * 4, 0.1), 0.25, 1)
    alpha = np.clip(mask * strength, 0, 1) * 255
    flat = np.zeros((high, wide, 4), np.uint8)
    flat[..., :3] = ink
    flat[..., 3] = alpha.astype(np.uint8)
    return Image.fromarray(flat, "RGBA")
