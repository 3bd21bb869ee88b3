"""What happens between paper and file: scanners, photocopiers and phone cameras; boxes are carried through every warp."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Matrix = NDArray[np.float64]
Box = tuple[float, float, float, float]

SEVERITY = {
    "born_digital": "clean",
    "scan_clean": "clean",
    "scan": "moderate",
    "photocopy": "moderate",
    "photo_mild": "moderate",
    "photocopy_dark": "hard",
    "photo": "hard",
    "scan_poor": "hard",
}
"""How hard a page is to read, by the way it was taken."""


@dataclass
class Shot:
    """A picture of a page, and the map from the flat page's pixels to the picture's."""

    image: Image.Image
    size: tuple[int, int]
    matrix: Matrix = field(default_factory=lambda: np.eye(3))

    def box(self, fraction: Box) -> list[float]:
        """The hull in this picture, as fractions of it, of a box in fractions of the flat page."""
        w, h = self.size
        x0, y0, x1, y1 = fraction
        corners = np.array([[x0 * w, y0 * h, 1], [x1 * w, y0 * h, 1], [x1 * w, y1 * h, 1], [x0 * w, y1 * h, 1]]).T
        mapped = self.matrix @ corners
        xs, ys = mapped[0] / mapped[2] / self.image.width, mapped[1] / mapped[2] / self.image.height
        return [
            round(float(v), 5) for v in (max(0.0, xs.min()), max(0.0, ys.min()), min(1.0, xs.max()), min(1.0, ys.max()))
        ]


def take(page: Image.Image, how: str, rng: random.Random) -> Shot:
    """The page as scanned, copied or photographed; `how` is a key of `SEVERITY`.

    Raises:
        KeyError: no such way.
    """
    shot = Shot(page, page.size)
    return {
        "scan_clean": lambda: _scanner(shot, rng, 0.25, 1.2, 0.0),
        "scan": lambda: _scanner(shot, rng, 1.1, 2.5, 0.45),
        "scan_poor": lambda: _scanner(shot, rng, 2.2, 5.0, 0.9),
        "photocopy": lambda: _copier(shot, rng, 0.9, dark=False),
        "photocopy_dark": lambda: _copier(shot, rng, 1.6, dark=True),
        "photo_mild": lambda: _camera(shot, rng, 0.018),
        "photo": lambda: _camera(shot, rng, 0.055),
    }[how]()


def _warp(shot: Shot, matrix: Matrix, size: tuple[int, int], border: tuple[int, int, int]) -> Shot:
    flat = cv2.warpPerspective(
        np.asarray(shot.image),
        matrix,
        size,
        flags=cv2.INTER_AREA if size[0] < shot.image.width else cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=border,
    )
    return Shot(Image.fromarray(flat), shot.size, matrix @ shot.matrix)


def _skew(shot: Shot, degrees: float, border: tuple[int, int, int]) -> Shot:
    w, h = shot.image.size
    turn = np.vstack([cv2.getRotationMatrix2D((w / 2, h / 2), degrees, 1.0), [0, 0, 1]])
    return _warp(shot, turn, (w, h), border)


def _light(size: tuple[int, int], rng: random.Random, depth: float) -> NDArray[np.float32]:
    """Slow changes of brightness over the page, around 1."""
    noise = np.random.default_rng(rng.randrange(2**32))
    small = noise.uniform(1 - depth, 1, (5, 4)).astype(np.float32)
    return np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_CUBIC)[..., None], np.float32)


def _grain(pixels: NDArray[np.float32], rng: random.Random, sigma: float) -> NDArray[np.float32]:
    noise = np.random.default_rng(rng.randrange(2**32))
    grain = noise.standard_normal(pixels.shape[:2], dtype=np.float32)[..., None] * sigma
    return pixels + grain


def _picture(pixels: NDArray[np.float32]) -> Image.Image:
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _scanner(shot: Shot, rng: random.Random, skew: float, sigma: float, blur: float) -> Shot:
    shot = _skew(shot, rng.uniform(-skew, skew), (247, 246, 243))
    image = shot.image.filter(ImageFilter.GaussianBlur(blur)) if blur else shot.image
    tint = np.array([rng.uniform(0.975, 1), rng.uniform(0.97, 0.995), rng.uniform(0.94, 0.985)], np.float32)
    pixels = np.asarray(image, np.float32) * tint * _light(image.size, rng, 0.02 + sigma / 150)
    shot.image = _picture(_grain(pixels, rng, sigma))
    return shot


def _copier(shot: Shot, rng: random.Random, skew: float, dark: bool) -> Shot:
    shot = _skew(shot, rng.uniform(-skew, skew), (236, 236, 236))
    gray = np.asarray(shot.image.convert("L").filter(ImageFilter.GaussianBlur(0.7 if dark else 0.45)), np.float32)[
        ..., None
    ]
    gain, middle = (1.9, 150) if dark else (1.6, 165)
    floor = 232 if dark else 250
    pixels = np.minimum((gray - middle) * gain + 128, floor) * _light(shot.image.size, rng, 0.10 if dark else 0.03)
    pixels = _grain(pixels, rng, 5 if dark else 2)
    _specks(pixels, rng, 220 if dark else 60)
    if dark:
        edge = rng.randrange(8, 26)
        pixels[:, -edge:] *= np.linspace(1, 0.25, edge, dtype=np.float32)[None, :, None]
    shot.image = Image.fromarray(np.clip(pixels[..., 0], 0, 255).astype(np.uint8), "L")
    return shot


def _specks(pixels: NDArray[np.float32], rng: random.Random, count: int) -> None:
    h, w = pixels.shape[:2]
    for _ in range(count):
        x, y, r = rng.randrange(w - 3), rng.randrange(h - 3), rng.choice((1, 1, 1, 2))
        pixels[y : y + r, x : x + r] *= rng.uniform(0.2, 0.7)


def _camera(shot: Shot, rng: random.Random, reach: float) -> Shot:
    """Perspective on a desk, uneven light, a soft shadow, slight blur."""
    w, h = shot.image.size
    mx, my = round(w * 0.06), round(h * 0.06)
    size = (w + 2 * mx, h + 2 * my)
    corners = np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float32)
    moved = corners + np.array([mx, my], np.float32)
    moved += np.array([[rng.uniform(-reach, reach) * w, rng.uniform(-reach, reach) * h] for _ in range(4)], np.float32)
    moved = np.clip(moved, 2, np.array(size, np.float32) - 3).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(corners, moved)
    paper = _warp(shot, matrix.astype(np.float64), size, (0, 0, 0))
    inside = cv2.warpPerspective(np.full((h, w), 255, np.uint8), matrix, size)[..., None] / np.float32(255)
    desk = _desk(size, rng)
    shadow = cv2.GaussianBlur(inside, (0, 0), 14)
    shadow = np.roll(shadow, (9, 7), (0, 1))[..., None] if shadow.ndim == 2 else shadow
    pixels = np.asarray(paper.image, np.float32) * inside + desk * (1 - inside) * (1 - 0.45 * shadow)
    pixels *= _light(size, rng, 0.30 if reach > 0.03 else 0.15) * np.array([1.0, 0.98, 0.93], np.float32)
    image = _picture(_grain(pixels, rng, 3.0)).filter(ImageFilter.GaussianBlur(0.7 if reach > 0.03 else 0.4))
    return Shot(image, shot.size, paper.matrix)


def _desk(size: tuple[int, int], rng: random.Random) -> NDArray[np.float32]:
    noise = np.random.default_rng(rng.randrange(2**32))
    colour = rng.choice(([122, 84, 56], [92, 96, 102], [168, 150, 122], [60, 70, 66]))
    veins = cv2.resize(noise.uniform(-16, 16, (90, 6)).astype(np.float32), size, interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.array(colour, np.float32) + veins[..., None], np.float32)


def jpeg(image: Image.Image, quality: int, dpi: int) -> bytes:
    """JPEG bytes."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality, dpi=(dpi, dpi), optimize=True)
    return buffer.getvalue()
