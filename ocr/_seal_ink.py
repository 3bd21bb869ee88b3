"""One stamp's ink alone, dark on white at the picture's full resolution: paper, light and print under it taken out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr._rings import Ellipse
from ocr.stamps import Stamp

Image = NDArray[np.uint8]
Picture = NDArray[np.uint8]

_RADIUS = 230
"""Pixels; larger stamps are brought down to this radius."""

_CARRIER = {"red": (1, 0), "blue": (0, 2)}
"""Per ink the channel in which it is dark, and the one in which it is pale and print alone is dark.

A channel keeps the picture's full resolution; a difference of channels has that of the colour, which JPEG halves.
"""


@dataclass(frozen=True)
class Disc:
    """A round stamp's ink and its rim in the ink's pixels."""

    ink: Image
    rim: Ellipse
    radius: float
    """Mean radius in pixels of the page's picture."""
    part: Picture
    """The picture that the ink was taken from."""
    colour: str

    def by_hue(self) -> Disc:
        """The same stamp with its ink told by colour alone."""
        return replace(self, ink=hue_of(self.part, self.colour))


def disc_of(picture: Picture, stamp: Stamp) -> Disc:
    """The ink of a round stamp."""
    assert stamp.ellipse is not None
    rim = stamp.ellipse
    reach = 0.1 * max(rim.a, rim.b)
    x0, y0 = round(stamp.x - reach), round(stamp.y - reach)
    x1, y1 = round(stamp.x + stamp.width + reach), round(stamp.y + stamp.height + reach)
    part, rim = _window(picture, x0, y0, x1, y1), rim.moved(-x0, -y0)
    radius = (rim.a + rim.b) / 2
    if radius > _RADIUS:
        scale = _RADIUS / radius
        part = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        rim = rim.scaled(scale)
    return Disc(ink_of(part, stamp.colour), rim, radius, part, stamp.colour)


def _window(picture: Picture, x0: int, y0: int, x1: int, y1: int) -> Picture:
    """A part of the picture, white where it reaches beyond it."""
    h, w = picture.shape[:2]
    part = picture[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)]
    sides = (max(0, -y0), max(0, y1 - h), max(0, -x0), max(0, x1 - w))
    if not any(sides):
        return np.ascontiguousarray(part)
    return np.asarray(cv2.copyMakeBorder(part, *sides, cv2.BORDER_REPLICATE), dtype=np.uint8)


def ink_of(part: Picture, colour: str) -> Image:
    """Ink of one colour in a part of a picture, dark on white, stretched to full contrast."""
    if colour not in _CARRIER:
        return stretched(even(cv2.cvtColor(part, cv2.COLOR_RGB2GRAY)))
    dark, pale = (even(np.ascontiguousarray(part[:, :, channel])) for channel in _CARRIER[colour])
    inked = pale[dark < 185]
    usual = float(np.percentile(inked, 65)) if inked.size else 230.0
    usual = max(usual, 60.0)
    print_ = np.clip((0.85 * usual - pale.astype(np.float32)) / (0.25 * usual), 0, 1)
    ratio = np.where(pale < 0.25 * usual, 240.0, dark.astype(np.float32) * 245 / np.maximum(pale, 1))
    return stretched(np.clip(dark * (1 - print_) + np.maximum(ratio, dark) * print_, 0, 255).astype(np.uint8))


def hue_of(part: Picture, colour: str) -> Image:
    """The same told by colour alone: less sharp, but without a trace of black print."""
    if colour not in _CARRIER:
        return ink_of(part, colour)
    dark, pale = (part[:, :, channel] for channel in _CARRIER[colour])
    return stretched(cv2.bitwise_not(cv2.subtract(np.ascontiguousarray(pale), np.ascontiguousarray(dark))))


def even(level: Image) -> Image:
    """Divided by the paper's own brightness."""
    scale = min(1.0, 110 / max(level.shape))
    size = (max(1, round(level.shape[1] * scale)), max(1, round(level.shape[0] * scale)))
    tiny = cv2.resize(level, size, interpolation=cv2.INTER_AREA)
    kernel = max(1, min(35, (min(tiny.shape) // 2) * 2 - 1))
    paper = cv2.resize(cv2.medianBlur(tiny, kernel), level.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(level, cv2.max(paper, 30), scale=245), dtype=np.uint8)


def stretched(strip: Image) -> Image:
    """Ink black, paper white."""
    low, high = np.percentile(strip, 2), np.percentile(strip, 80)
    return np.clip((strip.astype(np.float32) - low) / max(float(high - low), 1.0) * 255, 0, 255).astype(np.uint8)
