"""A picture of a page while it is folded, copied and photographed; places on the flat page are carried through every warp."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Matrix = NDArray[np.float64]
Points = NDArray[np.float64]
Pixels = NDArray[np.float32]
Box = tuple[float, float, float, float]
Colour = tuple[int, int, int]
Bend = Callable[[Points], Points]
"""Takes points (n x 2 pixels) of a picture to those of the bent picture."""

_EDGE = 9
"""Points taken along each side of a box when a page is bent."""


@dataclass
class Shot:
    """A picture of a page, and the way from the flat page's pixels to the picture's.

    `bends` are applied first and `matrix` last. `values` are the places of printed values in fractions of the flat page,
    so that damage can be aimed at them; `dpi` is the flat page's resolution.
    """

    image: Image.Image
    size: tuple[int, int]
    matrix: Matrix = field(default_factory=lambda: np.eye(3))
    bends: tuple[Bend, ...] = ()
    values: tuple[Box, ...] = ()
    dpi: int = 150

    @property
    def millimetre(self) -> float:
        """Pixels of the flat page a millimetre."""
        return self.dpi / 25.4

    def box(self, fraction: Box) -> list[float]:
        """The hull in this picture, as fractions of it, of a box in fractions of the flat page."""
        w, h = self.size
        x0, y0, x1, y1 = fraction
        corners = np.array([[x0 * w, y0 * h], [x1 * w, y0 * h], [x1 * w, y1 * h], [x0 * w, y1 * h]])
        mapped = self.points(_along(corners) if self.bends else corners)
        xs, ys = mapped[:, 0] / self.image.width, mapped[:, 1] / self.image.height
        return [
            round(float(v), 5) for v in (max(0.0, xs.min()), max(0.0, ys.min()), min(1.0, xs.max()), min(1.0, ys.max()))
        ]

    def points(self, flat: Points) -> Points:
        """Points (n x 2 pixels) of the flat page as pixels of the picture."""
        for bend in self.bends:
            flat = bend(flat)
        mapped = self.matrix @ np.column_stack([flat, np.ones(len(flat))]).T
        return np.asarray((mapped[:2] / mapped[2]).T, np.float64)

    def replaced(self, image: Image.Image, matrix: Matrix | None = None, bend: Bend | None = None) -> Shot:
        """The shot with another picture that came from this one by a further homography or a further bend."""
        bends, own = self.bends, self.matrix
        if bend is not None:
            before = self.matrix
            bends, own = (*bends, lambda p: bend(_projected(before, p))), np.eye(3)
        if matrix is not None:
            own = matrix @ own
        return Shot(image, self.size, own, bends, self.values, self.dpi)


def _along(corners: Points) -> Points:
    """Points along the sides of a quadrilateral."""
    share = np.linspace(0, 1, _EDGE)[:, None]
    return np.concatenate([corners[i] + (corners[(i + 1) % 4] - corners[i]) * share for i in range(4)])


def _projected(matrix: Matrix, points: Points) -> Points:
    mapped = matrix @ np.column_stack([points, np.ones(len(points))]).T
    return np.asarray((mapped[:2] / mapped[2]).T, np.float64)


def warped(shot: Shot, matrix: Matrix, size: tuple[int, int], border: Colour) -> Shot:
    """The shot after a homography, on a canvas of `size`."""
    smaller = size[0] < shot.image.width
    flat = cv2.warpPerspective(
        np.asarray(shot.image),
        matrix,
        size,
        flags=cv2.INTER_AREA if smaller else cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=border,
    )
    return shot.replaced(Image.fromarray(flat), matrix)


def skewed(shot: Shot, degrees: float, border: Colour) -> Shot:
    """The shot turned about its middle, canvas unchanged."""
    w, h = shot.image.size
    turn = np.vstack([cv2.getRotationMatrix2D((w / 2, h / 2), degrees, 1.0), [0, 0, 1]])
    return warped(shot, turn, (w, h), border)


def rgb(shot: Shot) -> Pixels:
    """The picture's pixels, three channels."""
    return np.asarray(shot.image.convert("RGB"), np.float32)


def picture(pixels: Pixels | NDArray[np.float64]) -> Image.Image:
    """Pixels as a picture."""
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def noise_of(rng: random.Random) -> np.random.Generator:
    """A generator of arrays that follows `rng`."""
    return np.random.default_rng(rng.randrange(2**32))


def light(size: tuple[int, int], rng: random.Random, depth: float) -> Pixels:
    """Slow changes of brightness over the page, between 1 - `depth` and 1."""
    small = noise_of(rng).uniform(1 - depth, 1, (5, 4)).astype(np.float32)
    return np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_CUBIC)[..., None], np.float32)


def grain(pixels: Pixels, rng: random.Random, sigma: float) -> Pixels:
    """Pixels with noise."""
    return pixels + noise_of(rng).standard_normal(pixels.shape[:2], dtype=np.float32)[..., None] * sigma


def soft_spot(size: tuple[int, int], x: float, y: float, rx: float, ry: float, angle: float = 0.0) -> Pixels:
    """A bell-shaped spot (0..1) in fractions of a picture of `size`."""
    w, h = size
    ys, xs = np.mgrid[0:h, 0:w].astype(np.float32)
    dx, dy = xs - x * w, ys - y * h
    cos, sin = float(np.cos(angle)), float(np.sin(angle))
    u, v = (dx * cos + dy * sin) / (rx * w), (dy * cos - dx * sin) / (ry * h)
    return np.asarray(np.exp(-(u**2 + v**2)), np.float32)
