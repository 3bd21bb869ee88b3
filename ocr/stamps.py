"""Where stamps are: circles and rectangles of red ink, and black circles on copies."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Image = NDArray[np.uint8]

_WORK = 1000
"""Pixels; the picture's longer side while stamps are looked for."""


_COPY_WORK = 800
"""The same for black rings on copies, whose search costs more."""


@dataclass(frozen=True)
class Stamp:
    """A stamp in pixels of the full picture: its upright bounds for a round one, its corners for a rectangle."""

    shape: str
    x: float
    y: float
    width: float
    height: float
    corners: NDArray[np.float32] | None = None
    sure: bool = True
    """False for a circle that was only voted for, which may be ornament."""


def red_ink(picture: Picture) -> Image:
    """Red ink alone, dark on white: what is redder than the paper around it becomes dark, all else white."""
    red, green, blue = cv2.split(picture)
    redness = cv2.subtract(red, cv2.max(green, blue))
    scale = min(1.0, 400 / max(redness.shape))
    small = cv2.resize(redness, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    paper = cv2.resize(cv2.medianBlur(small, 71), (redness.shape[1], redness.shape[0]), interpolation=cv2.INTER_LINEAR)
    redness = cv2.subtract(redness, paper)
    return cv2.bitwise_not(cv2.add(redness, redness))


def red_stamps(ink: Image) -> list[Stamp]:
    """Stamps on the red-ink picture, largest first, at most eight."""
    scale = min(1.0, _WORK / max(ink.shape[:2]))
    small = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    mask = cv2.threshold(small, 205, 255, cv2.THRESH_BINARY_INV)[1]
    if cv2.countNonZero(mask) > 0.25 * mask.size:
        mask = cv2.threshold(small, 150, 255, cv2.THRESH_BINARY_INV)[1]
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (11, 11)))
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    stamps: list[Stamp] = []
    for contour in sorted(contours, key=cv2.contourArea, reverse=True)[:14]:
        _, _, w, h = cv2.boundingRect(contour)
        if max(w, h) < 38:
            continue
        part = np.zeros_like(mask)
        cv2.drawContours(part, [contour], -1, 255, -1)
        stamps += _stamps_in(cv2.bitwise_and(mask, part), contour)
    return [_scaled(s, 1 / scale) for s in stamps[:8]]


def _stamps_in(mask: Image, contour: NDArray[np.int32]) -> list[Stamp]:
    x, y, w, h = cv2.boundingRect(contour)
    (_, _), (rw, rh), _ = cv2.minAreaRect(contour)
    filled = cv2.contourArea(cv2.convexHull(contour)) / max(rw * rh, 1.0)
    if filled > 0.86 and min(rw, rh) > 14 and max(rw, rh) < 420:
        return [Stamp("rectangle", x, y, w, h, corners=_level_corners(contour))]
    if 0.78 < w / h < 1.28 and _rim_share(mask, x + w / 2, y + h / 2, w / 2, h / 2) > 0.55:
        return [Stamp("round", x, y, w, h)]
    return _voted(mask, (x, y, w, h)) or _unclear(mask, (x, y, w, h))


def _unclear(mask: Image, bounds: tuple[int, int, int, int]) -> list[Stamp]:
    """A patch of red ink as large as a stamp that is neither round nor square enough to be read; it is not forgotten."""
    x, y, w, h = bounds
    filled = cv2.countNonZero(mask[y : y + h, x : x + w]) / (w * h)
    if max(w, h) > 190 or not 0.4 < w / h < 2.5 or not 0.04 < filled < 0.6:
        return []
    return [Stamp("unclear", x, y, w, h)]


def _level_corners(contour: NDArray[np.int32]) -> NDArray[np.float32]:
    """Corners of the smallest rectangle around, clockwise from the one that is top left when it is turned level."""
    points = cv2.boxPoints(cv2.minAreaRect(contour))
    total, difference = points.sum(axis=1), points[:, 1] - points[:, 0]
    order = [total.argmin(), difference.argmin(), total.argmax(), difference.argmax()]
    return np.asarray(points[order], dtype=np.float32)


def _voted(mask: Image, bounds: tuple[int, int, int, int]) -> list[Stamp]:
    """Circles inside a larger patch of ink, by voting."""
    x, y, w, h = bounds
    pad = 6
    y0, x0 = max(0, y - pad), max(0, x - pad)
    part = cv2.GaussianBlur(mask[y0 : y + h + pad, x0 : x + w + pad], (5, 5), 0)
    found = cv2.HoughCircles(part, cv2.HOUGH_GRADIENT, 1.2, 40, param1=120, param2=26, minRadius=24, maxRadius=110)
    if found is None:
        return []
    kept: list[tuple[float, float, float]] = []
    for cx, cy, r in found[0][:12]:
        px, py, radius = float(cx + x0), float(cy + y0), float(r)
        apart = all(np.hypot(px - a, py - b) > 0.8 * max(radius, c) for a, b, c in kept)
        if apart and _rim_share(mask, px, py, radius, radius) > 0.6:
            kept.append((px, py, radius))
    return [Stamp("round", a - c, b - c, 2 * c, 2 * c, sure=False) for a, b, c in kept[:3]]


def _rim_share(mask: Image, x: float, y: float, rx: float, ry: float) -> float:
    """Share of directions in which the rim carries ink."""
    angles = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    reach = np.arange(0.9, 1.06, 0.012)
    px = np.clip((x + np.outer(np.cos(angles), reach) * rx).astype(int), 0, mask.shape[1] - 1)
    py = np.clip((y + np.outer(np.sin(angles), reach) * ry).astype(int), 0, mask.shape[0] - 1)
    return float((mask[py, px] > 0).any(axis=1).mean())


def black_stamps(picture: Picture) -> list[Stamp]:
    """Round stamps on a copy without colour, at most three, the roundest rims first."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    scale = min(1.0, _COPY_WORK / max(grey.shape[:2]))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    mask = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 21, 10)
    found = cv2.HoughCircles(
        cv2.GaussianBlur(small, (3, 3), 0),
        cv2.HOUGH_GRADIENT,
        1.0,
        40,
        param1=110,
        param2=32,
        minRadius=int(0.03 * _COPY_WORK),
        maxRadius=int(0.11 * _COPY_WORK),
    )
    if found is None:
        return []
    kept: list[tuple[float, float, float, float]] = []
    for cx, cy, r in found[0][:20]:
        x, y = float(cx), float(cy)
        share, radius = max((_rim_share(mask, x, y, v, v), v) for v in (float(r) * k for k in (0.94, 1.0, 1.06)))
        if share > 0.75:
            kept.append((share, x, y, radius))
    apart: list[tuple[float, float, float]] = []
    for _, x, y, radius in sorted(kept, reverse=True):
        if all(np.hypot(x - a, y - b) > max(radius, c) for a, b, c in apart):
            apart.append((x, y, radius))
    return [_scaled(Stamp("round", a - c, b - c, 2 * c, 2 * c, sure=False), 1 / scale) for a, b, c in apart[:3]]


def _scaled(stamp: Stamp, factor: float) -> Stamp:
    corners = None if stamp.corners is None else stamp.corners * factor
    return Stamp(
        stamp.shape,
        stamp.x * factor,
        stamp.y * factor,
        stamp.width * factor,
        stamp.height * factor,
        corners,
        stamp.sure,
    )
