"""Pages taken with a phone: far off, from the side, curled, over other papers, partly out of the frame, off a screen."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import ImageFilter

from samples._grounds import ground
from samples._shot import Matrix, Pixels, Points, Shot, grain, light, picture, rgb
from samples._step import Step


@dataclass(frozen=True)
class View:
    """How the phone is held: tilt and turn in degrees at most, ground around the sheet as shares of it, sides cut off."""

    tilt: float = 12
    turn: float = 4
    around: tuple[float, float] = (0.03, 0.15)
    cut: int = 0
    curl: float = 0.0
    ground: str = ""
    blur: float = 0.5
    depth: float = 0.25
    noise: float = 3.0
    shadow: float = 0.45


def photographed(shot: Shot, rng: random.Random, view: View) -> Shot:
    """The page on a ground, seen through a pinhole."""
    shot, solid = _curled(shot, rng, view.curl) if view.curl else (shot, None)
    w, h = shot.image.size
    matrix, size = _projection((w, h), rng, view)
    page = cv2.warpPerspective(rgb(shot), matrix, size, flags=cv2.INTER_CUBIC)
    solid = np.full((h, w), 255, np.uint8) if solid is None else solid
    inside = cv2.warpPerspective(solid, matrix, size, flags=cv2.INTER_LINEAR)[..., None] / np.float32(255)
    around = ground(size, rng, view.ground)
    fall = cv2.GaussianBlur(inside, (0, 0), max(3.0, 0.008 * max(size)))
    fall = np.roll(fall, (round(0.006 * size[1]), round(0.006 * size[0])), (0, 1))[..., None]
    pixels = np.clip(page, 0, 255) * inside + around * (1 - inside) * (1 - view.shadow * fall)
    warm = np.array([1.0, rng.uniform(0.95, 1.0), rng.uniform(0.86, 0.98)], np.float32)
    pixels = grain(np.asarray(pixels * light(size, rng, view.depth) * warm, np.float32), rng, view.noise)
    return shot.replaced(picture(pixels).filter(ImageFilter.GaussianBlur(view.blur)), matrix)


def _projection(page: tuple[int, int], rng: random.Random, view: View) -> tuple[Matrix, tuple[int, int]]:
    """The homography of a tilted sheet into a frame, and the frame's size."""
    w, h = page
    corners = np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float64)
    seen = _pinhole(corners - (w / 2, h / 2), rng, view, 1.5 * max(w, h))
    seen *= math.sqrt(w * h / max(cv2.contourArea(seen.astype(np.float32)), 1.0))
    low, span = seen.min(axis=0), np.ptp(seen, axis=0)
    margins = [rng.uniform(*view.around) for _ in range(4)]
    for side in rng.sample(range(4), view.cut):
        margins[side] = -rng.uniform(0.02, 0.1)
    left, top, right, bottom = (m * s for m, s in zip(margins, (*span, *span), strict=True))
    size = (round(span[0] + left + right), round(span[1] + top + bottom))
    target = (seen - low + (left, top)).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    return matrix.astype(np.float64), size


def _pinhole(points: Points, rng: random.Random, view: View, distance: float) -> Points:
    """Points of a sheet, measured from its middle, as a camera at `distance` sees them."""
    a, b = (math.radians(rng.uniform(-view.tilt, view.tilt)) for _ in range(2))
    c = math.radians(rng.uniform(-view.turn, view.turn))
    x = points[:, 0] * math.cos(c) - points[:, 1] * math.sin(c)
    y = points[:, 0] * math.sin(c) + points[:, 1] * math.cos(c)
    depth = distance + x * math.sin(a) + y * math.sin(b)
    return np.column_stack([x * math.cos(a) / depth, y * math.cos(b) / depth])


def _curled(shot: Shot, rng: random.Random, most: float) -> tuple[Shot, Pixels]:
    """A sheet that does not lie flat: its lines become arcs; also the mask of the sheet."""
    w, h = shot.image.size
    level = rng.random() < 0.7
    along, across = (w, h) if level else (h, w)
    amplitude, waves, phase = rng.uniform(0.4, 1) * most * across, rng.choice((0.5, 0.5, 1.0)), rng.choice((0, math.pi))
    room = math.ceil(abs(amplitude)) + 2

    def lift(place: Points) -> Points:
        return np.asarray(room + amplitude * np.sin(2 * math.pi * waves * place / along + phase), np.float64)

    def bend(points: Points) -> Points:
        moved = points.copy()
        moved[:, 1 if level else 0] += lift(points[:, 0 if level else 1])
        return moved

    size = (w, h + 2 * room) if level else (w + 2 * room, h)
    ys, xs = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    source_x = xs if level else xs - lift(ys.astype(np.float64)).astype(np.float32)
    source_y = ys - lift(xs.astype(np.float64)).astype(np.float32) if level else ys
    bent = cv2.remap(rgb(shot), source_x, source_y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT)
    solid = cv2.remap(np.full((h, w), 255, np.uint8), source_x, source_y, cv2.INTER_LINEAR)
    slope = np.cos(2 * math.pi * waves * (xs if level else ys) / along + phase)
    shade = 1 - rng.uniform(0.04, 0.14) * np.clip(slope, 0, 1)
    return shot.replaced(picture(np.asarray(bent * shade[..., None], np.float32)), bend=bend), solid


def _screen(shot: Shot, rng: random.Random) -> Shot:
    """A page shown on a screen and photographed: moire in colours, a cold glow, the screen's rim."""
    view = View(tilt=8, turn=3, around=(0.005, 0.05), ground="rim", blur=0.6, depth=0.12, noise=2.0, shadow=0.0)
    pixels = rgb(shot)
    h, w = pixels.shape[:2]
    shot = shot.replaced(picture(255 - (255 - pixels) * 0.9))
    taken = photographed(shot, rng, view)
    pixels = rgb(taken)
    h, w = pixels.shape[:2]
    ys, xs = np.mgrid[0:h, 0:w].astype(np.float32)
    strength = rng.uniform(5, 15)
    for _ in range(2):
        period, angle = rng.uniform(4.5, 26), rng.uniform(0, math.pi)
        bow = rng.uniform(-2e-4, 2e-4)
        run = xs * math.cos(angle) + ys * math.sin(angle) + bow * ((xs - w / 2) ** 2 - (ys - h / 2) ** 2) / 8
        for channel in range(3):
            pixels[..., channel] += strength * np.sin(2 * math.pi * run / period + channel * 2.1)
    pixels += 2.5 * np.sign(np.sin(2 * math.pi * xs / rng.uniform(2.1, 3.2)))[..., None]
    glow = np.array([rng.uniform(0.88, 0.97), rng.uniform(0.95, 1.0), 1.0], np.float32)
    return taken.replaced(picture(np.asarray(pixels * glow, np.float32)))


def _seen(severity: str, view: View) -> Step:
    return Step("capture", severity, lambda shot, rng: photographed(shot, rng, view))


STEPS = {
    "photo_flat": _seen("moderate", View(tilt=5, turn=2, depth=0.12, noise=2.0, blur=0.4)),
    "photo_far": _seen("hard", View(around=(0.12, 0.4), turn=8)),
    "photo_steep": _seen("hard", View(tilt=30, turn=8, around=(0.02, 0.2))),
    "photo_cut": _seen("hard", View(cut=1, tilt=8)),
    "photo_close": _seen("moderate", View(cut=4, tilt=6, turn=2, depth=0.2)),
    "photo_curled": _seen("hard", View(curl=0.03, tilt=10)),
    "photo_papers": _seen("hard", View(ground="papers", around=(0.08, 0.3))),
    "photo_white": _seen("hard", View(ground="white", around=(0.04, 0.2), shadow=0.25)),
    "screen": Step("capture", "hard", _screen),
}
"""Ways of photographing by name."""
