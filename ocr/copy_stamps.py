"""Rectangular stamps in the colour of print that are put on copies: «此复印件仅用于…», «与原件核对一致».

Frames of print are everywhere on forms, so a frame is looked for only where a line that was read says what such stamps say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.stamps import Stamp
from schemas.core import BoundingBox, Line

Picture = NDArray[np.uint8]
Image = NDArray[np.uint8]

_SAYS = re.compile(
    r"复印件|他用无效|用途无效|核对一?致|与原件|原件核对|再复印|仅[供限用]|(?:担保|贷款|办理.{0,8})使用$"
)

_BESIDE = re.compile(r"^(经办人?|核对人|签[名字]|日期|年月日|用途)|(?:19|20)\d\d[年.\-/]")

_LONGEST = 22
"""Characters; a longer line belongs to the paper's own notes."""

_HEIGHT = 24.0
"""Pixels of the line's height at which its frame is looked for."""

_ROUND = (1.1, 14.0, 4.5)
"""How far the frame may reach around the line: sideways in shares of its width or of its height, up and down of its height."""

_MOST = 3
"""Stamps on a page; more lines that speak of copies are a form's text."""


def find(picture: Picture, lines: Sequence[Line], known: Sequence[Stamp]) -> list[Stamp]:
    """The framed stamps around lines that speak of copies, without those that lie where a stamp is known."""
    height, width = picture.shape[:2]
    said = [line for line in lines if says(line.text)]
    found: list[Stamp] = []
    for line in said[: 2 * _MOST]:
        x, y = line.box.middle_x * width, line.box.middle_y * height
        if any(_holds(stamp, x, y) for stamp in (*known, *found)):
            continue
        frame = _frame(picture, line.box)
        if frame is not None:
            found.append(frame)
    return found[:_MOST]


def says(text: str, beside: bool = False) -> bool:
    """Whether a line says what stamps on copies say; `beside`: or what may stand with it, as who checked and when."""
    return len(text) <= _LONGEST and bool(_SAYS.search(text) or (beside and _BESIDE.search(text)))


def _holds(stamp: Stamp, x: float, y: float) -> bool:
    return stamp.x < x < stamp.x + stamp.width and stamp.y < y < stamp.y + stamp.height


def _frame(picture: Picture, box: BoundingBox) -> Stamp | None:
    """The rectangle around a line: the smallest hole in the ink that holds its middle and has the shape of a frame."""
    height, width = picture.shape[:2]
    wide, high = box.width * width, box.height * height
    beside, above = max(_ROUND[0] * wide, _ROUND[1] * high), _ROUND[2] * high
    x0, x1 = max(0, int(box.x0 * width - beside)), int(box.x1 * width + beside)
    y0, y1 = max(0, int(box.top * height - above)), int(box.bottom * height + above)
    part = cv2.cvtColor(np.ascontiguousarray(picture[y0:y1, x0:x1]), cv2.COLOR_RGB2GRAY)
    scale = min(1.0, _HEIGHT / max(high, 1.0))
    small = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    dark = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 14)
    middle = ((box.middle_x * width - x0) * scale, (box.middle_y * height - y0) * scale)
    for gap in (3, 5):
        closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
        corners = _hole(np.asarray(closed, np.uint8), middle, wide * scale, high * scale)
        if corners is not None:
            return _stamp(corners / scale + np.array([x0, y0], np.float32))
    return None


def _hole(dark: Image, middle: tuple[float, float], wide: float, high: float) -> NDArray[np.float32] | None:
    """Corners of the smallest hole in the ink around a point that is a rectangle not much larger than the line."""
    contours, tree = cv2.findContours(dark, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    best, least = None, np.inf
    for contour, node in zip(contours, tree[0] if tree is not None else (), strict=False):
        if node[3] < 0 or len(contour) < 4:
            continue
        rectangle = cv2.minAreaRect(contour)
        long, short = max(rectangle[1]), min(rectangle[1])
        if not (0.8 * wide < long < max(3 * wide, 22 * high) and 0.9 * high < short):
            continue
        hull = cv2.convexHull(contour)
        full = cv2.contourArea(hull) > 0.9 * long * short
        if full and long * short < least and cv2.pointPolygonTest(hull, middle, False) >= 0:
            best, least = cv2.boxPoints(rectangle), long * short
    return None if best is None else np.asarray(best, np.float32)


def _stamp(points: NDArray[np.float32]) -> Stamp:
    total, difference = points.sum(axis=1), points[:, 1] - points[:, 0]
    corners = points[[total.argmin(), difference.argmin(), total.argmax(), difference.argmax()]].astype(np.float32)
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    return Stamp("rectangle", "black", left, top, right - left, bottom - top, corners=corners)
