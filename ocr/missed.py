"""Writing that detection passed over: single characters and short figures standing alone beside other text.

The detector likes words; a lone «女», «3» or «0.00» in its column is lost at times. What has the ink, the height and the
row of text and is covered by no line is offered to the recogniser, which decides.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from schemas.core import Line

Image = NDArray[np.uint8]
Quad = NDArray[np.float32]

MOST = 40
"""Places offered on one page; a page with more is patterned, unless they stand in columns."""

COLUMN = 4
"""So many places whose right edges stand over each other are a column of a table."""

ROUND = frozenset("①⓪oO○〇。")
"""What a lone zero is taken for, a dotted or slashed one above all when it was turned as a narrow strip."""

_HEIGHT = 18
"""Pixels of a text line's height at which ink is looked for."""


def find(channel: Image, lines: Sequence[Line]) -> list[Quad]:
    """Quadrilaterals (pixels of `channel`) of unread ink that stands in a row with read text."""
    boxes = _pixels(channel, lines)
    if len(boxes) < 3:
        return []
    height = float(np.median(boxes[:, 3] - boxes[:, 1]))
    scale = min(1.0, _HEIGHT / max(height, 1.0))
    small = cv2.resize(channel, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = _ink(small, boxes * scale, height * scale)
    places = _places(ink, height * scale)
    rows = [p for p in places if _in_a_row(p, boxes * scale)]
    if len(rows) > MOST:
        rows = [p for p in rows if _in_a_column(p, rows)]
        if len(rows) > 4 * MOST:
            return []
    return [_quad(np.array(p, np.float32) / scale, 0.22 * height, channel) for p in rows]


def _pixels(channel: Image, lines: Sequence[Line]) -> NDArray[np.float64]:
    h, w = channel.shape
    boxes = [(b.x0 * w, b.top * h, b.x1 * w, b.bottom * h) for b in (line.box for line in lines)]
    return np.array(boxes, np.float64).reshape(-1, 4)


def _ink(small: Image, boxes: NDArray[np.float64], height: float) -> Image:
    """Dark strokes outside of every line and of every ruling."""
    block = 2 * round(1.5 * height) + 1
    dark = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 18)
    reach = max(3, round(2.6 * height))
    for kernel in ((reach, 1), (1, reach)):
        ruling = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(kernel[::-1], np.uint8))
        dark = cv2.subtract(dark, cv2.dilate(ruling, np.ones((3, 3), np.uint8)))
    margin = 0.12 * height
    for x0, top, x1, bottom in boxes:
        dark[max(0, int(top - margin)) : int(bottom + margin) + 1, max(0, int(x0 - margin)) : int(x1 + margin) + 1] = 0
    return np.asarray(dark, np.uint8)


def _places(ink: Image, height: float) -> list[tuple[int, int, int, int]]:
    """Boxes of ink as high as text and clear of other ink."""
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, max(3, round(0.7 * height))), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    found: list[tuple[int, int, int, int]] = []
    for x, y, w, h, _area in stats[1:count].tolist():
        if not (0.4 * height <= h <= 1.5 * height and 0.22 * height <= w <= 9 * height):
            continue
        density = float(np.count_nonzero(ink[y : y + h, x : x + w])) / (w * h)
        if 0.1 <= density <= 0.85 and _is_clear(ink, (x, y, x + w, y + h), height):
            found.append((x, y, x + w, y + h))
    return found


def _is_clear(ink: Image, box: tuple[int, int, int, int], height: float) -> bool:
    x0, y0, x1, y1 = box
    reach = max(2, round(0.3 * height))
    around = ink[max(0, y0 - reach) : y1 + reach, max(0, x0 - reach) : x1 + reach]
    inside = np.count_nonzero(ink[y0:y1, x0:x1])
    return bool(np.count_nonzero(around) - inside <= 0.12 * inside)


def _in_a_row(place: tuple[int, int, int, int], boxes: NDArray[np.float64]) -> bool:
    """Whether a read line of about this height stands beside it."""
    _, top, _, bottom = place
    heights = boxes[:, 3] - boxes[:, 1]
    shared = np.minimum(boxes[:, 3], bottom) - np.maximum(boxes[:, 1], top)
    near = (shared >= 0.6 * (bottom - top)) & (heights <= 2.2 * (bottom - top)) & (heights >= 0.7 * (bottom - top))
    return bool(near.any())


def _in_a_column(place: tuple[int, int, int, int], others: Sequence[tuple[int, int, int, int]]) -> bool:
    """Whether others of its size stand over and under it, right edge by right edge, each in a row of its own."""
    _, top, right, bottom = place
    high = bottom - top
    like = [
        (a, b) for _, a, r, b in others if abs(r - right) <= max(2, 0.25 * high) and 0.7 * high <= b - a <= 1.4 * high
    ]
    return len(like) >= COLUMN and all(abs(a - top) >= high or a == top for a, _ in like)


def quad_of(line: Line, channel: Image) -> Quad:
    """The place of a read line (pixels of `channel`), level."""
    h, w = channel.shape
    b = line.box
    return _quad(np.array([b.x0 * w, b.top * h, b.x1 * w, b.bottom * h], np.float32), 0.0, channel)


def upright(channel: Image, quad: Quad) -> Image:
    """The strip under a level quadrilateral as it stands, however narrow."""
    (x0, y0), (x1, y1) = quad[0].astype(int), quad[2].astype(int)
    return np.ascontiguousarray(channel[y0 : y1 + 1, x0 : x1 + 1])


def _quad(box: NDArray[np.float32], margin: float, channel: Image) -> Quad:
    h, w = channel.shape
    x0, y0 = max(0.0, float(box[0]) - margin), max(0.0, float(box[1]) - margin)
    x1, y1 = min(w - 1.0, float(box[2]) + margin), min(h - 1.0, float(box[3]) + margin)
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float32)
