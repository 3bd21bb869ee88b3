"""What stands inside a round stamp besides its ring: level lines (a purpose, a year, «(1)») and a number along the foot."""

from __future__ import annotations

import re

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr import _seal_ring, _seal_year
from ocr._seal_ink import Disc, Image, stretched
from ocr._seal_ring import Layout, Letter
from ocr.engine import Engine, Reading

_RADIUS = 160
"""Pixels; the stamp's radius while its level lines are looked for."""

_LEAST_RADIUS = 62
"""Pixels of the page; digits along the foot of smaller stamps cannot be read."""

_NUMBER = re.compile(r"(?<!\d)\d{13}(?!\d)")


def tilt(place: Layout, found: list[Letter]) -> float:
    """How far the stamp was turned when it was pressed, in radians clockwise: its text's middle is its top."""
    angles = [one.angle for one in found if one.sureness > 0.5 and _seal_ring.CHINESE.match(one.text)]
    if len(angles) < 5:
        return 0.0
    middle = place.first + (angles[0] + angles[-1]) / 2
    turn = float((middle + np.pi / 2 + np.pi) % (2 * np.pi) - np.pi)
    return turn if abs(turn) < np.deg2rad(28) else 0.0


def level(disc: Disc, turn: float) -> Image:
    """The stamp as an upright circle of `_RADIUS`."""
    axis = (np.arange(2 * _RADIUS) - _RADIUS + 0.5) / _RADIUS
    x, y = np.meshgrid(axis, axis)
    px, py = disc.rim.points(np.arctan2(y, x) + turn, np.hypot(x, y))
    return np.asarray(
        cv2.remap(
            disc.ink, px.astype(np.float32), py.astype(np.float32), cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        ),
        dtype=np.uint8,
    )


def lines(disc: Disc, engine: Engine, turn: float, inner: float) -> list[Reading]:
    """The level lines inside the ring, from top to bottom."""
    picture = _straight(level(disc, turn))
    ink = picture < 130
    found = []
    for top, bottom in _rows(ink, _first_row(ink)):
        strip = _line(picture, ink, top, bottom, inner)
        if strip is not None:
            reading = _seal_year.read(picture, top, bottom, engine.recognise([strip])[0], engine)
            if reading.confidence > 0.6 and reading.text.strip():
                found.append(reading)
    return found[:3]


def _straight(picture: Image) -> Image:
    """The stamp turned by the few degrees that make what stands below its middle level: rows of ink and of white part."""
    best, sharpest = picture, -1.0
    for degrees in (0, -3, 3, -6, 6, -9, 9):
        matrix = cv2.getRotationMatrix2D((_RADIUS, _RADIUS), degrees, 1.0)
        turned = cv2.warpAffine(picture, matrix, picture.shape[::-1], borderValue=255) if degrees else picture
        part = turned[int(1.3 * _RADIUS) : int(1.75 * _RADIUS), int(0.6 * _RADIUS) : int(1.4 * _RADIUS)]
        sharpness = float(np.abs(np.diff((part < 130).mean(axis=1))).sum()) - 0.004 * abs(degrees)
        if sharpness > sharpest:
            best, sharpest = np.asarray(turned, np.uint8), sharpness
    return best


def _first_row(ink: NDArray[np.bool_]) -> int:
    """Where lines may begin: below the star, or a little inside the ring where there is none."""
    middle = slice(int(0.9 * _RADIUS), int(1.1 * _RADIUS))
    if ink[middle, middle].mean() < 0.55:
        return int(0.55 * _RADIUS)
    column = ink[_RADIUS:, int(0.86 * _RADIUS) : int(1.14 * _RADIUS)].mean(axis=1)
    empty = np.flatnonzero(column < 0.15)
    star = int(empty[0]) if len(empty) else int(0.3 * _RADIUS)
    return int(_RADIUS + max(1.75 * star, 0.2 * _RADIUS))


def _rows(ink: NDArray[np.bool_], first: int) -> list[tuple[int, int]]:
    """Runs of rows that carry writing near the middle."""
    share = ink[:, int(0.7 * _RADIUS) : int(1.3 * _RADIUS)].mean(axis=1)
    share[: max(first, 0)] = 0
    share[int(1.86 * _RADIUS) :] = 0
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (share > 0.07).astype(np.int8), [0]])))
    runs = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    joined: list[tuple[int, int]] = []
    for a, b in runs:
        if joined and a - joined[-1][1] < 0.025 * _RADIUS and b - joined[-1][0] < 0.3 * _RADIUS:
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    return [(a, b) for a, b in joined if 0.085 * _RADIUS < b - a < 0.4 * _RADIUS]


def _line(picture: Image, ink: NDArray[np.bool_], top: int, bottom: int, inner: float) -> Image | None:
    """The strip of one line, as wide as its characters follow each other."""
    far = max(abs(top - _RADIUS), abs(bottom - _RADIUS))
    reach = 0.93 if (top + bottom) / 2 > 1.3 * _RADIUS else inner
    half = int(np.sqrt(max((reach * _RADIUS) ** 2 - far**2, 0)))
    if half < 0.2 * _RADIUS:
        return None
    column: NDArray[np.bool_] = np.asarray(ink[top:bottom, _RADIUS - half : _RADIUS + half].any(axis=0))
    gap = max(4, int(1.0 * (bottom - top)))
    left, right = half, half
    while left > 0 and column[max(0, left - gap) : left].any():
        left -= 1
    while right < 2 * half and column[right : right + gap].any():
        right += 1
    if right - left < 0.2 * _RADIUS:
        return None
    pad = max(2, (bottom - top) // 8)
    x0, x1 = _RADIUS - half + max(0, left - pad), _RADIUS - half + min(2 * half, right + pad)
    return np.ascontiguousarray(picture[max(0, top - pad) : bottom + pad, x0:x1])


def number(disc: Disc, engine: Engine, turn: float, place: Layout) -> str | None:
    """The thirteen digits along the foot, where they can be read whole."""
    if disc.radius < _LEAST_RADIUS:
        return None
    half = min(max((2 * np.pi - place.width) / 2, np.deg2rad(38)) + np.deg2rad(6), np.deg2rad(75))
    outer = min(place.outer + 0.005, 0.97)
    raw = _seal_ring.foot(disc, np.pi / 2 + turn, outer - 0.14, outer, half)
    if np.percentile(raw, 80) - np.percentile(raw, 4) < 45:
        return None
    strip = stretched(raw)
    inked = np.flatnonzero((strip < 120).mean(axis=0) > 0.06)
    if not 80 < len(inked) < 0.75 * strip.shape[1]:
        return None
    reading = engine.recognise([np.ascontiguousarray(strip[:, max(0, inked[0] - 12) : inked[-1] + 12])])[0]
    match = _NUMBER.search(reading.text)
    if match is None or min(reading.sureness[match.start() : match.end()]) < 0.6:
        return None
    return match[0]
