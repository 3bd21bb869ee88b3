"""How blurred print is: the width of the edges of its strokes, across or down, whichever is wider."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

_SAMPLE = 24
"""Lines that are looked at."""


def edge_width(grey: NDArray[np.uint8], boxes: NDArray[np.float64]) -> float | None:
    """The usual width of a stroke's edge in pixels; null without lines.

    Args:
        grey: the page at full resolution.
        boxes: places of lines (n x 4 pixels: left, top, right, bottom).
    """
    longest = sorted(range(len(boxes)), key=lambda i: boxes[i, 0] - boxes[i, 2])[:_SAMPLE]
    widths = [w for w in (_of_line(grey, boxes[i]) for i in longest) if w is not None]
    return float(np.median(widths)) if widths else None


def _of_line(grey: NDArray[np.uint8], box: NDArray[np.float64]) -> float | None:
    x0, y0, x1, y1 = (int(v) for v in box)
    part = grey[max(0, y0) : y1 + 1, max(0, x0) : x1 + 1].astype(np.float32)
    if part.shape[0] < 6 or part.shape[1] < 12:
        return None
    dark, light = np.percentile(part, [4, 80])
    if light - dark < 12:
        return None
    soft = cv2.GaussianBlur(part, (0, 0), 0.6)
    steep = min(float(np.percentile(np.abs(cv2.Sobel(soft, cv2.CV_32F, x, 1 - x, ksize=1)), 97)) / 2 for x in (0, 1))
    return float(light - dark) / max(steep, 0.1)
