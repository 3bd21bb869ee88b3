"""Rims of round and oval stamps in a mask of ink: proposed by outline or by votes, then fitted as ellipses."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Floats = NDArray[np.float64]

_RAYS = 96
"""Directions that a rim is looked for in."""

_LEAST_VOTES = 12
"""Votes that make a place the middle of a circle worth fitting."""

_CANDIDATES = 24
"""Circles that are fitted, those with most votes first."""


@dataclass(frozen=True)
class Ellipse:
    """A rim's outer edge in pixels: middle, half axes, and the angle (radians) of the first axis."""

    x: float
    y: float
    a: float
    b: float
    angle: float = 0.0

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """The upright box around it: x0, y0, x1, y1."""
        c, s = np.cos(self.angle), np.sin(self.angle)
        w, h = float(np.hypot(self.a * c, self.b * s)), float(np.hypot(self.a * s, self.b * c))
        return self.x - w, self.y - h, self.x + w, self.y + h

    def points(self, angles: Floats, reach: Floats | float) -> tuple[Floats, Floats]:
        """Places at directions of the picture's own axes (0 is right, a quarter turn is down), `reach` in radii."""
        c, s = np.cos(self.angle), np.sin(self.angle)
        u, v = np.cos(angles - self.angle), np.sin(angles - self.angle)
        x = self.x + reach * (self.a * u * c - self.b * v * s)
        y = self.y + reach * (self.a * u * s + self.b * v * c)
        return np.asarray(x, np.float64), np.asarray(y, np.float64)

    def scaled(self, factor: float) -> Ellipse:
        """In a picture of another size."""
        return Ellipse(self.x * factor, self.y * factor, self.a * factor, self.b * factor, self.angle)

    def moved(self, x: float, y: float) -> Ellipse:
        """In a picture that begins elsewhere."""
        return Ellipse(self.x + x, self.y + y, self.a, self.b, self.angle)


def outline(mask: Image, contour: NDArray[np.int32]) -> tuple[Ellipse | None, float]:
    """The one stamp that a patch of ink may be when its outline is round or oval, and the share of its rim that is inked."""
    h, w = mask.shape
    guesses = [Ellipse(w / 2, h / 2, w / 2, h / 2)] if 0.6 < w / h < 1.67 else []
    hull = cv2.convexHull(contour)
    if len(hull) >= 6:
        (x, y), (wide, high), degrees = cv2.fitEllipse(hull)
        if min(wide, high) > 0.55 * max(wide, high) > 0:
            guesses.append(Ellipse(x, y, wide / 2, high / 2, float(np.deg2rad(degrees))))
    fitted = [fit(mask, g) for g in guesses]
    share, best = max(((rim_share(mask, e), e) for e in fitted), key=lambda p: p[0], default=(0.0, None))
    if best is None or not 0.75 < 2 * best.a * 2 * best.b / (w * h) < 1.35:
        return None, 0.0
    return (best, share) if min(best.a, best.b) > 0.55 * max(best.a, best.b) else (None, 0.0)


def voted(arcs: Image, mask: Image | None = None, least: int = 22, most: int = 130) -> list[Ellipse]:
    """Rims inside a larger patch of ink, by voting, the best first.

    Args:
        arcs: what may be pieces of rims.
        mask: all ink; the arcs themselves when left out.
        least: smallest radius in pixels.
        most: largest radius.
    """
    votes = _votes(arcs, least, most)
    whole = arcs if mask is None else mask
    scored: list[tuple[float, Ellipse]] = []
    for guess in votes:
        ellipse = fit(arcs, guess)
        share = rim_share(whole, ellipse)
        if share > 0.62 and min(ellipse.a, ellipse.b) > 0.75 * max(ellipse.a, ellipse.b) and ellipse.a >= least:
            scored.append((share * min(1.0, ellipse.a / 40), ellipse))
    kept: list[Ellipse] = []
    rest = whole.copy()
    for _, e in sorted(scored, key=lambda p: -p[0]):
        apart = all(np.hypot(e.x - k.x, e.y - k.y) > 0.8 * max(e.a, k.a) for k in kept)
        if apart and (not kept or rim_share(rest, e) > 0.45):
            kept.append(e)
            axes = (int(1.04 * e.a), int(1.04 * e.b))
            cv2.ellipse(rest, (int(e.x), int(e.y)), axes, float(np.rad2deg(e.angle)), 0, 360, 0, -1)
    return kept[:6]


def _votes(arcs: Image, least: int, most: int) -> list[Ellipse]:
    """Circles that thin strokes vote for, on a picture of half the size; full areas have no vote."""
    if min(arcs.shape) < 4:
        return []
    full = cv2.morphologyEx(arcs, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    thin = cv2.subtract(arcs, cv2.dilate(full, np.ones((5, 5), np.uint8)))
    small = cv2.resize(thin, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    pad = 24
    wide = cv2.copyMakeBorder(small, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=0)
    soft = cv2.GaussianBlur(cv2.min(wide, 127) * 2, (3, 3), 0)
    found = cv2.HoughCircles(
        soft, cv2.HOUGH_GRADIENT, 1.0, 14, param1=120, param2=_LEAST_VOTES, minRadius=least // 2, maxRadius=most // 2
    )
    circles = [] if found is None else found[0][:_CANDIDATES]
    return [Ellipse(2 * (float(x) - pad), 2 * (float(y) - pad), 2 * float(r), 2 * float(r)) for x, y, r in circles]


def fit(mask: Image, guess: Ellipse) -> Ellipse:
    """The ellipse moved onto the ink next to it: rim points along rays, fitted again while the tolerance shrinks."""
    angles = np.linspace(0, 2 * np.pi, _RAYS, endpoint=False)
    ellipse = guess
    for tolerance in (0.16, 0.09, 0.05):
        reach = np.linspace(1 - tolerance, 1 + tolerance, max(9, int(2.5 * tolerance * ellipse.a)))
        x, y = ellipse.points(angles[:, None], reach[None, :])
        ink: NDArray[np.bool_] = _at(mask, x, y)
        closeness = 1 - 0.5 * np.abs(reach - 1) / tolerance
        edge = np.where(ink, closeness[None, :] + 0.35 * (reach[None, :] - 1) / tolerance, -1)
        best = edge.argmax(axis=1)
        good = edge.max(axis=1) > 0
        if good.sum() < 0.4 * _RAYS:
            return ellipse
        points = np.stack([x[good, best[good]], y[good, best[good]]], axis=1).astype(np.float32)
        (cx, cy), (wide, high), degrees = cv2.fitEllipseDirect(points)
        if not (np.isfinite([cx, cy, wide, high]).all() and 0.5 < wide / max(high, 1e-6) < 2):
            return ellipse
        if not 0.7 < wide * high / (4 * ellipse.a * ellipse.b) < 1.4:
            return ellipse
        ellipse = Ellipse(float(cx), float(cy), wide / 2, high / 2, float(np.deg2rad(degrees)))
    return ellipse


def rim_share(mask: Image, ellipse: Ellipse) -> float:
    """Share of the directions inside the picture in which the rim carries ink; 0 when most of it lies outside."""
    angles = np.linspace(0, 2 * np.pi, _RAYS, endpoint=False)
    half = max(0.035, 1.6 / max(ellipse.a, 1.0))
    reach = np.linspace(1 - 1.3 * half, 1 + 0.7 * half, 7)
    x, y = ellipse.points(angles[:, None], reach[None, :])
    h, w = mask.shape
    inside = (x[:, 3] >= 1) & (y[:, 3] >= 1) & (x[:, 3] < w - 1) & (y[:, 3] < h - 1)
    if inside.mean() < 0.4:
        return 0.0
    inked: NDArray[np.bool_] = np.asarray(_at(mask, x, y).any(axis=1))
    return float(inked[inside].mean())


def hollow(mask: Image, ellipse: Ellipse) -> bool:
    """Whether white lies inside of the rim, as in a stamp; emblems, pictures and blots are full or have no rim."""
    angles = np.linspace(0, 2 * np.pi, _RAYS, endpoint=False)
    reach = np.linspace(0.4, 1.03, 40)
    x, y = ellipse.points(angles[:, None], reach[None, :])
    profile: Floats = np.asarray(_at(mask, x, y).mean(axis=0), np.float64)
    rim, gap, inside = (
        profile[reach > 0.9].max(),
        profile[(reach > 0.6) & (reach < 0.95)].min(),
        profile[reach < 0.9].mean(),
    )
    return bool(gap < 0.8 * rim and inside < 0.68)


def _at(mask: Image, x: Floats, y: Floats) -> NDArray[np.bool_]:
    h, w = mask.shape
    inside = (x >= 0) & (y >= 0) & (x < w) & (y < h)
    values = mask[np.clip(y.astype(int), 0, h - 1), np.clip(x.astype(int), 0, w - 1)] > 0
    return np.asarray(values & inside)
