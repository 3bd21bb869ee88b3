"""Round seals with a ring of text and a star, rectangular stamps; in red ink, worn a little."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import numpy as np
from PIL import Image, ImageDraw

from samples import _fonts, _seal_styles
from samples._draw import RED, Colour

_SIDE = 420

_ANY_CUT: ContextVar[bool] = ContextVar("any_cut", default=False)


@contextmanager
def any_cut() -> Iterator[None]:
    """Within, round seals are of many cutters and inks (random applicants); without, of one (the kept cases)."""
    token = _ANY_CUT.set(True)
    try:
        yield
    finally:
        _ANY_CUT.reset(token)


def round_seal(
    text: str, below: str = "", code: str = "", colour: Colour = RED, rng: random.Random | None = None
) -> Image.Image:
    """A round seal: `text` round the upper ring, a star, `below` across the lower part, `code` along the lower ring."""
    rng = rng or random.Random(text)
    if _ANY_CUT.get() and rng.random() < 0.65:
        return _of_any_cutter(text, below, code, colour, rng)
    image = Image.new("RGBA", (_SIDE, _SIDE), (*colour, 0))
    pen, middle = ImageDraw.Draw(image), _SIDE / 2
    ink = (*colour, 255)
    pen.ellipse((6, 6, _SIDE - 6, _SIDE - 6), outline=ink, width=8)
    _star(pen, middle, middle, 62, ink)
    size = 54 if len(text) <= 16 else 44 if len(text) <= 20 else 36
    reach = min(260, 20 * len(text))
    _ring(image, text, middle, middle - size * 0.78, size, -90 - reach / 2, -90 + reach / 2, ink)
    if code:
        _ring(image, code, middle, middle - 26, 20, 130, 50, ink, inward=True)
    if below:
        pen.text((middle, middle + 108), below, ink, _fonts.font("sans", 34), anchor="mm")
    return _worn(image.rotate(rng.uniform(-12, 12), Image.Resampling.BICUBIC), rng)


def _of_any_cutter(text: str, below: str, code: str, colour: Colour, rng: random.Random) -> Image.Image:
    """The seal in another cut, ink and wear."""
    style = _seal_styles.any_style(rng, len(text))
    ink = rng.choice(_seal_styles.INKS["red" if rng.random() < 0.8 else "faded"]) if colour == RED else colour
    return _seal_styles.seal(text, style, ink, rng, (below,) if below else (), code)


def _star(pen: ImageDraw.ImageDraw, x: float, y: float, r: float, ink: tuple[int, int, int, int]) -> None:
    points = []
    for i in range(10):
        reach, angle = (r if i % 2 == 0 else r * 0.382), math.radians(-90 + 36 * i)
        points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    pen.polygon(points, fill=ink)


def _ring(
    image: Image.Image,
    text: str,
    middle: float,
    radius: float,
    size: int,
    start: float,
    end: float,
    ink: tuple[int, int, int, int],
    inward: bool = False,
) -> None:
    """Set characters along an arc, upright towards the outside (or towards the middle)."""
    face = _fonts.font("serif", size)
    for i, char in enumerate(text):
        angle = start + (end - start) * (i + 0.5) / len(text)
        one = Image.new("RGBA", (size * 2, size * 2), (*ink[:3], 0))
        ImageDraw.Draw(one).text((size, size), char, ink, face, anchor="mm", stroke_width=1)
        turned = one.rotate(-(angle + 90) + (180 if inward else 0), Image.Resampling.BICUBIC)
        x, y = middle + radius * math.cos(math.radians(angle)), middle + radius * math.sin(math.radians(angle))
        image.alpha_composite(turned, (round(x - size), round(y - size)))


def _worn(image: Image.Image, rng: random.Random) -> Image.Image:
    """Ink missing in patches."""
    data = np.asarray(image).copy()
    noise = np.random.default_rng(rng.randrange(2**32))
    coarse = Image.fromarray(noise.integers(0, 256, (26, 26), dtype=np.uint8)).resize(
        image.size, Image.Resampling.BICUBIC
    )
    strength = np.clip(0.55 + np.asarray(coarse, np.float32) / 300, 0, 1) * rng.uniform(0.75, 0.95)
    data[..., 3] = (data[..., 3] * strength).astype(np.uint8)
    return Image.fromarray(data, "RGBA")


def box_stamp(lines: list[str], colour: Colour = RED, rng: random.Random | None = None, tilt: float = 4) -> Image.Image:
    """A rectangular stamp of one or more lines."""
    rng = rng or random.Random("".join(lines))
    face = _fonts.font("sans", 44)
    wide = int(max(face.getlength(line) for line in lines)) + 60
    high = 62 * len(lines) + 36
    image = Image.new("RGBA", (wide, high), (*colour, 0))
    pen = ImageDraw.Draw(image)
    pen.rectangle((4, 4, wide - 5, high - 5), outline=(*colour, 255), width=6)
    for i, line in enumerate(lines):
        pen.text((wide / 2, 18 + 62 * i + 31), line, (*colour, 255), face, anchor="mm")
    return _worn(image.rotate(rng.uniform(-tilt, tilt), Image.Resampling.BICUBIC, expand=True), rng)


def name_seal(name: str, colour: Colour = RED) -> Image.Image:
    """A small square seal with a person's name."""
    image = Image.new("RGBA", (200, 200), (*colour, 0))
    pen = ImageDraw.Draw(image)
    pen.rectangle((4, 4, 195, 195), outline=(*colour, 255), width=8)
    for i, char in enumerate((name + "印")[:4]):
        pen.text((145 - 90 * (i // 2), 55 + 90 * (i % 2)), char, (*colour, 255), _fonts.font("kai", 80), anchor="mm")
    return _worn(image, random.Random(name))
