"""Where stamps are: circles, ovals and rectangles of red or blue ink, and black rings on copies."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr import _rings
from ocr._rings import Ellipse

Picture = NDArray[np.uint8]
Image = NDArray[np.uint8]

_WORK = 1000
"""Pixels; about the picture's longer side while stamps are looked for."""

_COPY_WORK = 800
"""The same for black rings on copies, whose search costs more."""

_PAPER = 250
"""Pixels; the longer side of the picture that the paper's own colour is measured on."""

_MOST = 8
"""Stamps of one colour on a page; more are ornament."""


@dataclass(frozen=True)
class Stamp:
    """A stamp in pixels of the full picture: a round one's ellipse, a rectangle's corners, or bounds alone."""

    shape: str
    colour: str
    x: float
    y: float
    width: float
    height: float
    ellipse: Ellipse | None = None
    corners: NDArray[np.float32] | None = None
    sure: bool = True
    """False for a circle that may be ornament unless it can be read."""


def find(picture: Picture, grey: bool, black: bool) -> list[Stamp]:
    """Stamps of a page, per colour the largest first. `black` rings are searched where they are expected."""
    stamps = [] if grey else _coloured(picture)
    if black:
        taken = [s for s in stamps if s.ellipse is not None]
        stamps += [b for b in _black(picture) if not any(_same(b, s) for s in taken)]
    return stamps


def _same(one: Stamp, other: Stamp) -> bool:
    return (
        abs(one.x + one.width / 2 - other.x - other.width / 2) < 0.3 * other.width
        and abs(one.y + one.height / 2 - other.y - other.height / 2) < 0.3 * other.height
    )


def _shrunk(picture: NDArray[np.uint8], side: int) -> tuple[NDArray[np.uint8], float]:
    """The picture about so large, made smaller a whole number of times, which is much faster; and the scale."""
    times = max(1, round(max(picture.shape[:2]) / side))
    h, w = picture.shape[0] // times, picture.shape[1] // times
    if times == 1 or min(h, w) < 1:
        return picture, 1.0
    small = cv2.resize(picture[: h * times, : w * times], (w, h), interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8), 1 / times


def _coloured(picture: Picture) -> list[Stamp]:
    small, scale = _shrunk(picture, _WORK)
    red, green, blue = cv2.split(on_white(small))
    inks = {
        "red": cv2.subtract(
            cv2.subtract(red, cv2.max(green, blue)), cv2.convertScaleAbs(cv2.subtract(green, blue), alpha=0.5)
        ),
        "blue": cv2.subtract(blue, cv2.addWeighted(red, 0.5, green, 0.5, 0)),
    }
    return [_scaled(s, 1 / scale) for colour, ink in inks.items() for s in _stamps_of(ink, colour)]


def on_white(picture: Picture) -> Picture:
    """The picture with the paper's colour and the light on it taken out."""
    tiny, _ = _shrunk(picture, _PAPER)
    paper = cv2.medianBlur(tiny, 45)
    paper = cv2.resize(paper, (picture.shape[1], picture.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(picture, cv2.max(paper, 40), scale=245), dtype=np.uint8)


def _stamps_of(ink: Image, colour: str) -> list[Stamp]:
    mask = cv2.threshold(ink, 25, 255, cv2.THRESH_BINARY)[1]
    if cv2.countNonZero(mask) > 0.25 * mask.size:
        mask = cv2.threshold(ink, 52, 255, cv2.THRESH_BINARY)[1]
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (11, 11)))
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    stamps: list[Stamp] = []
    for contour in sorted(contours, key=cv2.contourArea, reverse=True)[:14]:
        x, y, w, h = cv2.boundingRect(contour)
        if max(w, h) < 38:
            continue
        part = np.zeros((h, w), np.uint8)
        cv2.drawContours(part, [contour], -1, 255, -1, offset=(-x, -y))
        stamps += [
            _moved(s, x, y)
            for s in _stamps_in(cv2.bitwise_and(mask[y : y + h, x : x + w], part), contour - (x, y), colour)
        ]
    return stamps[:_MOST]


def _stamps_in(mask: Image, contour: NDArray[np.int32], colour: str) -> list[Stamp]:
    """The stamps of one patch of ink; `mask` is the patch's own."""
    h, w = mask.shape
    (_, _), (rw, rh), _ = cv2.minAreaRect(contour)
    filled = cv2.contourArea(cv2.convexHull(contour)) / max(rw * rh, 1.0)
    square: list[Stamp] = []
    if filled > 0.86 and min(rw, rh) > 14 and max(rw, rh) < 420:
        corners = _level_corners(contour)
        square = [Stamp("rectangle", colour, 0, 0, w, h, corners=corners, sure=_framed(mask, corners))]
        if square[0].sure:
            return square
    one, share = _rings.outline(mask, contour)
    if one is not None and share > 0.85:
        sure = colour == "red"
        return [_round(one, colour, sure)] if _rings.hollow(mask, one) else square or _unclear(mask, colour)
    found = [e for e in _rings.voted(mask) if _rings.hollow(mask, e)] if min(rw, rh) > 40 else []
    if not found and one is not None and share > 0.6 and _rings.hollow(mask, one):
        return [_round(one, colour, sure=colour == "red")]
    if not found:
        return square or _unclear(mask, colour)
    return [_round(e, colour, sure=False) for e in found] + _beside(mask, found, colour)


def _beside(mask: Image, rounds: list[Ellipse], colour: str) -> list[Stamp]:
    """Rectangles that lie partly under round stamps: what the round ones leave of the patch."""
    rest = mask.copy()
    for e in rounds:
        axes = (int(1.06 * e.a), int(1.06 * e.b))
        cv2.ellipse(rest, (int(e.x), int(e.y)), axes, float(np.rad2deg(e.angle)), 0, 360, 0, -1)
    joined = cv2.morphologyEx(rest, cv2.MORPH_CLOSE, np.ones((13, 13), np.uint8))
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    stamps = []
    for contour in contours:
        x, y, w, h = cv2.boundingRect(contour)
        (_, _), (rw, rh), _ = cv2.minAreaRect(contour)
        filled = cv2.contourArea(cv2.convexHull(contour)) / max(rw * rh, 1.0)
        if filled > 0.72 and min(rw, rh) > 14 and 50 < max(rw, rh) < 420:
            stamps.append(Stamp("rectangle", colour, x, y, w, h, corners=_level_corners(contour), sure=False))
    return stamps


def _framed(mask: Image, corners: NDArray[np.float32]) -> bool:
    """Whether ink runs along most of a rectangle's sides."""
    shares = np.linspace(0, 1, 40)[:, None]
    middle = corners.mean(axis=0)
    best = 0.0
    for inset in (0.0, 0.02, 0.04):
        c = corners + (middle - corners) * inset
        points = np.concatenate([c[i] + (c[(i + 1) % 4] - c[i]) * shares for i in range(4)]).astype(int)
        h, w = mask.shape
        near = cv2.dilate(mask, np.ones((3, 3), np.uint8))
        best = max(best, float((near[points[:, 1].clip(0, h - 1), points[:, 0].clip(0, w - 1)] > 0).mean()))
    return best > 0.6


def _round(ellipse: Ellipse, colour: str, sure: bool) -> Stamp:
    x0, y0, x1, y1 = ellipse.bounds
    return Stamp("round", colour, x0, y0, x1 - x0, y1 - y0, ellipse=ellipse, sure=sure)


def _unclear(mask: Image, colour: str) -> list[Stamp]:
    """A patch of red ink as large as a stamp that is neither round nor square enough to be read; it is not forgotten."""
    h, w = mask.shape
    filled = cv2.countNonZero(mask) / (w * h)
    if colour != "red" or max(w, h) > 190 or not 0.4 < w / h < 2.5 or not 0.04 < filled < 0.6:
        return []
    return [Stamp("unclear", colour, 0, 0, w, h)]


def _level_corners(contour: NDArray[np.int32]) -> NDArray[np.float32]:
    """Corners of the smallest rectangle around, clockwise from the one that is top left when it is turned level."""
    points = cv2.boxPoints(cv2.minAreaRect(contour))
    total, difference = points.sum(axis=1), points[:, 1] - points[:, 0]
    order = [total.argmin(), difference.argmin(), total.argmax(), difference.argmax()]
    return np.asarray(points[order], dtype=np.float32)


def _black(picture: Picture) -> list[Stamp]:
    """Round stamps in the colour of print, at most six, the roundest rims first."""
    small, scale = _shrunk(picture, _COPY_WORK)
    level = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    mask = cv2.adaptiveThreshold(level, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 21, 10)
    arcs = _without_print(mask)
    side = max(small.shape)
    least, most = int(0.03 * side), int(0.13 * side)
    found = [_round(e, "black", sure=False) for e in _rings.voted(arcs, mask, least, most)]
    return [_scaled(s, 1 / scale) for s in found]


def _without_print(mask: Image) -> Image:
    """The mask without what is as small as a character and without straight lines: arcs remain."""
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((2, 2), np.uint8))
    long = max(9, int(0.056 * max(mask.shape)))
    for shape in ((1, long), (long, 1)):
        lines = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        closed = cv2.subtract(closed, cv2.dilate(lines, np.ones((3, 3), np.uint8)))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    side = max(mask.shape)
    large = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) >= 0.026 * side
    short = np.minimum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    boxes = np.maximum(stats[:, cv2.CC_STAT_WIDTH] * stats[:, cv2.CC_STAT_HEIGHT], 1)
    large &= ~((short < 0.028 * side) & (stats[:, cv2.CC_STAT_AREA] > 0.33 * boxes))
    large[0] = False
    return np.where(large[labels], np.uint8(255), np.uint8(0)) if count > 1 else np.zeros_like(mask)


def _moved(stamp: Stamp, x: float, y: float) -> Stamp:
    ellipse = None if stamp.ellipse is None else stamp.ellipse.moved(x, y)
    corners = None if stamp.corners is None else stamp.corners + np.array([x, y], np.float32)
    return replace(stamp, x=stamp.x + x, y=stamp.y + y, ellipse=ellipse, corners=corners)


def _scaled(stamp: Stamp, factor: float) -> Stamp:
    return replace(
        stamp,
        x=stamp.x * factor,
        y=stamp.y * factor,
        width=stamp.width * factor,
        height=stamp.height * factor,
        ellipse=None if stamp.ellipse is None else stamp.ellipse.scaled(factor),
        corners=None if stamp.corners is None else stamp.corners * factor,
    )
