"""Ways of taking a page: flatbed scanners, copiers, fax machines and a phone held over a desk."""

from __future__ import annotations

import random

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from samples._shot import Shot
from samples._shot import grain as _grain
from samples._shot import light as _light
from samples._shot import noise_of as _noise_of
from samples._shot import picture as _picture
from samples._shot import skewed as _skew
from samples._shot import warped as _warp
from samples._step import Step


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
    return paper.replaced(image)


def _desk(size: tuple[int, int], rng: random.Random) -> NDArray[np.float32]:
    noise = np.random.default_rng(rng.randrange(2**32))
    colour = rng.choice(([122, 84, 56], [92, 96, 102], [168, 150, 122], [60, 70, 66]))
    veins = cv2.resize(noise.uniform(-16, 16, (90, 6)).astype(np.float32), size, interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.array(colour, np.float32) + veins[..., None], np.float32)


def _crooked(shot: Shot, rng: random.Random) -> Shot:
    """A sheet laid 3 to 5 degrees askew on the glass."""
    shot = _skew(shot, rng.choice((-1, 1)) * rng.uniform(3.0, 5.0), (247, 246, 243))
    return _scanner(shot, rng, 0.0, 2.0, 0.3)


def _off_glass(shot: Shot, rng: random.Random) -> Shot:
    """A sheet pushed over one or two edges of the glass; what lies there is lost."""
    shot = _scanner(shot, rng, 1.0, 2.0, 0.3)
    w, h = shot.image.size
    left, top, right, bottom = 0, 0, w, h
    for side in rng.sample(range(4), rng.choice((1, 1, 2))):
        part = rng.uniform(0.04, 0.13)
        left = round(part * w) if side == 0 else left
        top = round(part * h) if side == 1 else top
        right = round((1 - part) * w) if side == 2 else right
        bottom = round((1 - part) * h) if side == 3 else bottom
    return shot.replaced(shot.image.crop((left, top, right, bottom)), _moved(-left, -top))


def _moved(x: float, y: float) -> NDArray[np.float64]:
    return np.array([[1.0, 0.0, x], [0.0, 1.0, y], [0.0, 0.0, 1.0]])


def _fax(shot: Shot, rng: random.Random) -> Shot:
    """Black and white at about 150 dpi, as a fax machine or an old office copier scans: no grey, specks, lost rows."""
    shot = _skew(shot, rng.uniform(-1.2, 1.2), (255, 255, 255))
    coarse = min(1.0, 150 / shot.dpi * rng.uniform(0.95, 1.1))
    size = (max(1, round(shot.image.width * coarse)), max(1, round(shot.image.height * coarse)))
    small = shot.image.convert("L").resize(size, Image.Resampling.BILINEAR)
    pixels = _grain(np.asarray(small, np.float32)[..., None], rng, rng.uniform(4, 14))[..., 0]
    black = pixels < rng.uniform(125, 185)
    noise = _noise_of(rng)
    black |= noise.random(black.shape) < rng.uniform(0.0001, 0.0012)
    for _ in range(rng.choice((0, 0, 1, 3))):
        row = rng.randrange(size[1])
        black[row : row + rng.choice((1, 2))] = rng.random() < 0.5
    scale = np.diag([size[0] / shot.image.width, size[1] / shot.image.height, 1.0])
    return shot.replaced(Image.fromarray((~black).astype(np.uint8) * 255, "L"), scale)


def _bitonal(shot: Shot, rng: random.Random) -> Shot:
    """A copy scanned in black and white at the page's own resolution: strokes grown or thinned, seals black, specks."""
    shot = _skew(shot, rng.uniform(-1.2, 1.2), (255, 255, 255))
    grey = np.asarray(shot.image.convert("L").filter(ImageFilter.GaussianBlur(0.14 * shot.millimetre / 2)), np.float32)
    grey = _grain(grey[..., None] * _light(shot.image.size, rng, 0.12), rng, 6)[..., 0]
    black = grey < rng.uniform(135, 205)
    h, w = black.shape
    dust = (_noise_of(rng).random((h // 3 + 1, w // 3 + 1)) < 0.0006).astype(np.uint8)
    black |= cv2.resize(dust, (w, h), interpolation=cv2.INTER_NEAREST) > 0
    if rng.random() < 0.4:
        edge = round(rng.uniform(1, 5) * shot.millimetre)
        black[:, -edge:] |= _noise_of(rng).random((black.shape[0], edge)) < np.linspace(0, 1, edge)
    return shot.replaced(Image.fromarray((~black).astype(np.uint8) * 255, "L"))


STEPS = {
    "scan_clean": Step("capture", "clean", lambda shot, rng: _scanner(shot, rng, 0.25, 1.2, 0.0)),
    "scan": Step("capture", "moderate", lambda shot, rng: _scanner(shot, rng, 1.1, 2.5, 0.45)),
    "scan_poor": Step("capture", "hard", lambda shot, rng: _scanner(shot, rng, 2.2, 5.0, 0.9)),
    "photocopy": Step("capture", "moderate", lambda shot, rng: _copier(shot, rng, 0.9, dark=False)),
    "photocopy_dark": Step("capture", "hard", lambda shot, rng: _copier(shot, rng, 1.6, dark=True)),
    "photo_mild": Step("capture", "moderate", lambda shot, rng: _camera(shot, rng, 0.018)),
    "photo": Step("capture", "hard", lambda shot, rng: _camera(shot, rng, 0.055)),
    "scan_crooked": Step("capture", "moderate", _crooked),
    "scan_cut": Step("capture", "hard", _off_glass),
    "fax": Step("capture", "hard", _fax),
    "bitonal": Step("capture", "hard", _bitonal),
}
"""The ways by name."""
