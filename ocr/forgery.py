"""Values that were put into a picture later: the paper around them lacks the noise of the page."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

_NOISY = 1.2
"""Grey levels; with less noise than this on the whole page nothing can be told."""


def patches(grey: NDArray[np.uint8], boxes: NDArray[np.float64], share: float) -> int:
    """How many lines stand on paper whose noise is less than `share` of that around them.

    Args:
        grey: the page at full resolution.
        boxes: places of lines (n x 4 pixels: left, top, right, bottom).
        share: of the noise around a line.
    """
    residue = grey.astype(np.float32) - cv2.medianBlur(grey, 3)
    count = 0
    for box in boxes:
        inner, outer = _noise(grey, residue, box)
        count += outer > _NOISY and inner < share * outer
    return count


def _noise(grey: NDArray[np.uint8], residue: NDArray[np.float32], box: NDArray[np.float64]) -> tuple[float, float]:
    """Noise of the blank paper within a line's box and in a frame around it; no verdict where there is too little."""
    x0, y0, x1, y1 = (int(v) for v in box)
    margin = max(6, y1 - y0)
    top, left = max(0, y0 - margin), max(0, x0 - margin)
    tone, rest = grey[top : y1 + margin, left : x1 + margin], residue[top : y1 + margin, left : x1 + margin]
    if tone.size < 400:
        return 1.0, 0.0
    blank = cv2.erode((tone > np.percentile(tone, 75) - 25).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    within = np.zeros(tone.shape, bool)
    within[y0 - top : y1 - top, x0 - left : x1 - left] = True
    inner, outer = rest[blank & within], rest[blank & ~within]
    if len(inner) < 60 or len(outer) < 200:
        return 1.0, 0.0
    return float(inner.std()), float(outer.std())
