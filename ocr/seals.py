"""Seals: find round and rectangular stamps, unwrap a round seal's ring and read the name on it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine import Engine, Image
from schemas.core import BoundingBox, Seal

Picture = NDArray[np.uint8]

_WORK = 1000
"""Pixels; the picture's longer side while seals are looked for."""


@dataclass(frozen=True)
class Circle:
    """A round seal in pixels of the full picture."""

    x: float
    y: float
    radius: float


def red_ink(picture: Picture) -> Image:
    """Red ink alone, dark on white: what is red becomes dark, black print and paper become white."""
    rgb = picture.astype(np.int16)
    redness = rgb[:, :, 0] - np.maximum(rgb[:, :, 1], rgb[:, :, 2])
    return (255 - np.clip(redness * 2, 0, 255)).astype(np.uint8)


def find(picture: Picture, engine: Engine, grey: bool) -> tuple[Seal, ...]:
    """All seals of an upright page, the round ones read. `grey` pages (copies) are searched for black rings."""
    height, width = picture.shape[:2]
    seals = []
    ink = red_ink(picture)
    for circle in _black_circles(picture) if grey else _red_circles(ink):
        channel = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY) if grey else ink
        text, confidence = _read_ring(channel, circle, engine)
        box = BoundingBox(
            x0=max(0.0, (circle.x - circle.radius) / width),
            top=max(0.0, (circle.y - circle.radius) / height),
            x1=min(1.0, (circle.x + circle.radius) / width),
            bottom=min(1.0, (circle.y + circle.radius) / height),
        )
        seals.append(
            Seal(box=box, shape="round", colour="black" if grey else "red", text=text or None, confidence=confidence)
        )
    return tuple(seals)


def _red_circles(ink: Image) -> list[Circle]:
    scale = _WORK / max(ink.shape[:2])
    small = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    mask = (small < 205).astype(np.uint8) * 255
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (13, 13)))
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    circles = []
    for contour in contours:
        x, y, w, h = cv2.boundingRect(contour)
        if max(w, h) < 40:
            continue
        part = np.zeros_like(mask)
        cv2.drawContours(part, [contour], -1, 255, -1)
        circles += _circles_in(cv2.bitwise_and(mask, part), (x, y, w, h))
    return [Circle(c.x / scale, c.y / scale, c.radius / scale) for c in circles]


def _circles_in(mask: Image, bounds: tuple[int, int, int, int]) -> list[Circle]:
    """Circles whose rim is drawn in `mask`: one by its own bounds, else by voting."""
    x, y, w, h = bounds
    if 0.85 < w / h < 1.18:
        circle = Circle(x + w / 2, y + h / 2, (w + h) / 4)
        if _rim_share(mask, circle) > 0.55:
            return [circle]
    return _voted(mask, (x, y, w, h))


def _voted(mask: Image, bounds: tuple[int, int, int, int]) -> list[Circle]:
    x, y, w, h = bounds
    pad = 6
    y0, x0 = max(0, y - pad), max(0, x - pad)
    part = cv2.GaussianBlur(mask[y0 : y + h + pad, x0 : x + w + pad], (5, 5), 0)
    found = cv2.HoughCircles(part, cv2.HOUGH_GRADIENT, 1.2, 40, param1=120, param2=26, minRadius=24, maxRadius=140)
    if found is None:
        return []
    circles: list[Circle] = []
    for cx, cy, r in found[0][:12]:
        circle = Circle(float(cx + x0), float(cy + y0), float(r))
        apart = all(np.hypot(circle.x - c.x, circle.y - c.y) > 0.7 * max(c.radius, circle.radius) for c in circles)
        if apart and _rim_share(mask, circle) > 0.55:
            circles.append(circle)
    return circles[:4]


def _rim_share(mask: Image, circle: Circle) -> float:
    """Share of directions in which the rim carries ink."""
    height, width = mask.shape
    hits = 0
    for angle in np.linspace(0, 2 * np.pi, 72, endpoint=False):
        for radius in np.arange(circle.radius * 0.93, circle.radius * 1.07 + 0.5, 0.7):
            px, py = int(circle.x + radius * np.cos(angle)), int(circle.y + radius * np.sin(angle))
            if 0 <= px < width and 0 <= py < height and mask[py, px]:
                hits += 1
                break
    return hits / 72


def _black_circles(picture: Picture) -> list[Circle]:
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    scale = _WORK / max(grey.shape[:2])
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    mask = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12)
    found = cv2.HoughCircles(
        cv2.GaussianBlur(small, (5, 5), 0),
        cv2.HOUGH_GRADIENT,
        1.2,
        60,
        param1=110,
        param2=42,
        minRadius=32,
        maxRadius=130,
    )
    if found is None:
        return []
    circles: list[Circle] = []
    for cx, cy, r in found[0][:20]:
        circle = max(
            (Circle(float(cx), float(cy), float(r) * k) for k in (0.94, 1.0, 1.06)), key=lambda c: _rim_share(mask, c)
        )
        apart = all(np.hypot(circle.x - c.x, circle.y - c.y) > max(c.radius, circle.radius) for c in circles)
        if apart and _rim_share(mask, circle) > 0.7:
            circles.append(circle)
    return [Circle(c.x / scale, c.y / scale, c.radius / scale) for c in circles[:4]]


def ring_strip(channel: Image, circle: Circle, inner: float = 0.6, outer: float = 0.96) -> Image:
    """The ring between two shares of the radius, laid out level: clockwise from its emptiest direction, outside up."""
    steps = int(2 * np.pi * circle.radius * 0.8)
    polar = cv2.warpPolar(
        channel,
        (int(circle.radius), steps),
        (circle.x, circle.y),
        circle.radius,
        cv2.WARP_POLAR_LINEAR | cv2.INTER_CUBIC,
    )
    ring = polar[:, int(inner * circle.radius) : int(outer * circle.radius)]
    strip = np.ascontiguousarray(np.rot90(ring))
    return np.roll(strip, -_emptiest(strip), axis=1)


def _emptiest(strip: Image) -> int:
    """Column where the widest stretch without ink is centred."""
    ink = (255 - strip.astype(np.float64)).mean(axis=0)
    window = max(3, strip.shape[1] // 10)
    kernel = np.ones(window) / window
    smooth = np.convolve(np.concatenate([ink, ink[:window]]), kernel, mode="same")[: len(ink)]
    return int(smooth.argmin())


def _read_ring(channel: Image, circle: Circle, engine: Engine) -> tuple[str, float]:
    best_text, best = "", 0.0
    for inner, outer in ((0.6, 0.95), (0.68, 0.98)):
        strip = ring_strip(channel, circle, inner, outer)
        low, high = np.percentile(strip, 2), np.percentile(strip, 90)
        clear = np.clip((strip.astype(np.float64) - low) / max(high - low, 1.0) * 255, 0, 255).astype(np.uint8)
        reading = engine.recognise([clear])[0]
        score = reading.confidence * min(1.0, len(reading.text) / 6)
        if score > best:
            best_text, best = reading.text, score
    return best_text, best
