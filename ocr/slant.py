"""Taking out what is left of the camera: lines of text that run together on one side are made parallel and level."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr import paper

Picture = NDArray[np.uint8]
Matrix = NDArray[np.float64]
Quads = list[NDArray[np.float32]]

_LEVEL = 0.25
"""Degrees; a smaller skew is left as it is."""

_PARALLEL = 0.6
"""Degrees; lines of text whose slopes differ less than this between the top and the bottom of a page are parallel."""

_LINES = 8
"""Fewer long lines do not tell where they run together."""


@dataclass(frozen=True)
class Slant:
    """How lines of text run: the slope in the picture's middle, and what it loses a pixel downwards."""

    slope: float
    convergence: float


def straightened(picture: Picture, quads: Quads) -> tuple[Picture, Matrix, float]:
    """The picture with its lines of text parallel and level, the homography that did it, the skew in degrees.

    `quads` are the lines (4 x 2 pixels). A picture whose lines are level already is returned as it is.
    """
    skew = paper.skew_of(quads)
    slant = _slant(picture, quads)
    if slant is not None:
        matrix = _parallel(picture, slant, quads)
        flat = cv2.warpPerspective(
            picture, matrix, picture.shape[1::-1], flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        )
        return np.asarray(flat, np.uint8), matrix, skew
    if abs(skew) <= _LEVEL:
        return picture, np.eye(3), skew
    return *paper.level(picture, skew), skew


def _slant(picture: Picture, quads: Quads) -> Slant | None:
    """How the long lines run together; null when they are parallel or do not say."""
    height, width = picture.shape[:2]
    rows = [_run(quad) for quad in quads]
    long = np.array([r for r in rows if r is not None], dtype=np.float64)
    if len(long) < _LINES or np.ptp(long[:, 1]) < 0.35 * height:
        return None
    us, vs = long[:, 0] - width / 2, long[:, 1] - height / 2
    slopes, lengths = long[:, 2], long[:, 3]
    keep = np.abs(slopes - np.median(slopes)) < 0.12
    for _ in range(4):
        if keep.sum() < _LINES or np.ptp(vs[keep]) < 0.35 * height:
            return None
        known = np.column_stack([np.ones(keep.sum()), slopes[keep] * us[keep] - vs[keep]]) * lengths[keep, None]
        fit = np.linalg.lstsq(known, slopes[keep] * lengths[keep], rcond=None)[0]
        rest = np.abs(slopes - fit[0] - fit[1] * (slopes * us - vs))
        error = float(np.sqrt(np.mean((rest[keep] * lengths[keep]) ** 2) * np.linalg.inv(known.T @ known)[1, 1]))
        keep = rest < max(2.5 * float(np.median(rest)), 0.006)
    spread = np.degrees(abs(fit[1]) * np.ptp(vs[keep]))
    sure = keep.mean() > 0.6 and abs(fit[1]) > 6 * error
    return Slant(float(fit[0]), float(fit[1])) if sure and spread > _PARALLEL else None


def _run(quad: NDArray[np.float32]) -> tuple[float, float, float, float] | None:
    """Middle, slope and length of a line of text that is long enough to have a slope."""
    run = (quad[1] - quad[0] + quad[2] - quad[3]) / 2
    length, rise = float(np.hypot(*run)), float(np.linalg.norm(quad[3] - quad[0]))
    if length < 3 * rise or abs(run[1]) > 0.3 * abs(run[0]):
        return None
    middle = quad.mean(axis=0)
    return float(middle[0]), float(middle[1]), float(run[1] / run[0]), length


def _parallel(picture: Picture, slant: Slant, quads: Quads) -> Matrix:
    """The homography that sends the point where the lines meet to infinity on the left or right, all text inside."""
    height, width = picture.shape[:2]
    meet = -slant.convergence / (1 + slant.slope**2)
    away = np.array([[1, 0, 0], [0, 1, 0], [meet, meet * slant.slope, 1]], dtype=np.float64)
    angle = np.arctan(slant.slope)
    cos, sin = np.cos(angle), np.sin(angle)
    turn = np.array([[cos, sin, 0], [-sin, cos, 0], [0, 0, 1]], dtype=np.float64)
    matrix = _moved(width / 2, height / 2) @ turn @ away @ _moved(-width / 2, -height / 2)
    points = cv2.perspectiveTransform(np.concatenate(quads)[None].astype(np.float64), matrix)[0]
    return _within(points, width, height) @ matrix


def _within(points: NDArray[np.float64], width: int, height: int) -> Matrix:
    """The shift and reduction that keep all points on a canvas."""
    low, high = points.min(axis=0), points.max(axis=0)
    room = np.array([width, height]) * 0.99
    scale = float(min(1.0, *(room / np.maximum(high - low, 1.0))))
    low, high = low * scale, high * scale
    shift = np.maximum(0.005 * room - low, 0.0) + np.minimum(room - high, 0.0)
    return _moved(float(shift[0]), float(shift[1])) @ np.diag([scale, scale, 1.0])


def _moved(x: float, y: float) -> Matrix:
    return np.array([[1.0, 0.0, x], [0.0, 1.0, y], [0.0, 0.0, 1.0]])
