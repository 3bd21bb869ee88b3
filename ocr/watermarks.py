"""Watermarks: a pale text tiled aslant over a whole page, told by its slant and its paleness.

Its characters run into those of the print below, and detection then finds neither. Lifted to paper white it is out of
the way of detection; the lines themselves are read from the picture as it is.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Quads = list[NDArray[np.float32]]

_ASLANT = (12.0, 78.0)
"""Degrees between which a line of text is neither level nor upright."""

_TILES = 4
"""Fewer slanting lines are no watermark."""

_DARKER = 25
"""Grey levels that print must be darker than the watermark, or lifting it would take the print away."""


def without(channel: Image, quads: Quads) -> Image | None:
    """The page's channel with its watermark lifted; null when there is none, or none that can be told from the print.

    `quads` are the detected lines (4 x 2 pixels of `channel`).
    """
    aslant = [quad for quad in quads if _is_aslant(quad)]
    if len(aslant) < _TILES or len(aslant) < 0.1 * len(quads) or not _everywhere(aslant, channel.shape):
        return None
    paper = float(np.percentile(channel[::8, ::8], 85))
    mark = float(np.median([_tone(channel, quad, paper, 25) for quad in aslant]))
    prints = [_tone(channel, quad, paper, 10) for quad in quads if not _is_aslant(quad)]
    ink = float(np.percentile(prints, 25)) if prints else 0.0
    if mark - ink < _DARKER or paper - mark < 12:
        return None
    top = mark - 0.15 * (mark - ink)
    lifted = (channel.astype(np.float32) - ink) * (255.0 / (top - ink))
    return np.asarray(np.clip(lifted, 0, 255), np.uint8)


def level_lines(quads: Quads) -> Quads:
    """The lines that do not run aslant."""
    return [quad for quad in quads if not _is_aslant(quad)]


def _is_aslant(quad: NDArray[np.float32]) -> bool:
    run, rise = quad[1] - quad[0], quad[3] - quad[0]
    wide, high = float(np.hypot(*run)), float(np.hypot(*rise))
    along = run if wide >= high else rise
    angle = abs(float(np.degrees(np.arctan2(along[1], along[0])))) % 180
    return max(wide, high) > 2 * min(wide, high) and _ASLANT[0] < min(angle, 180 - angle) < _ASLANT[1]


def _everywhere(quads: Quads, shape: tuple[int, ...]) -> bool:
    """Whether lines lie in at least three quarters of the page, as tiles do."""
    middles = np.array([quad.mean(axis=0) for quad in quads])
    return len({(x > shape[1] / 2, y > shape[0] / 2) for x, y in middles.tolist()}) >= 3


def _tone(channel: Image, quad: NDArray[np.float32], paper: float, share: float) -> float:
    """The grey level that `share` per cent of what is printed under a quad are darker than."""
    x0, y0 = np.maximum(quad.min(axis=0).astype(int), 0)
    x1, y1 = quad.max(axis=0).astype(int) + 1
    part = channel[y0:y1, x0:x1]
    inside = np.zeros(part.shape, np.uint8)
    cv2.fillConvexPoly(inside, (quad - (x0, y0)).astype(np.int32), 1)
    values = part[inside > 0]
    printed = values[values < paper - 12]
    return float(np.percentile(printed, share)) if len(printed) > 20 else paper
