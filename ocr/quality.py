"""Figures about a page's picture. All are heuristic: they describe, they do not decide."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from schemas.core import Line, Quality

Picture = NDArray[np.uint8]


def is_grey(picture: Picture) -> bool:
    """Whether the picture carries next to no colour, as a copy does."""
    small = cv2.resize(picture, (400, 400), interpolation=cv2.INTER_AREA).astype(np.int16)
    spread = small.max(axis=2) - small.min(axis=2)
    return float((spread > 48).mean()) < 0.0008


def measure(picture: Picture, lines: tuple[Line, ...], dpi: float | None, skew: float, photo: bool) -> Quality:
    """The figures of one upright page.

    `sharpness` is the variance of the Laplacian at 1600 px, `contrast` the span between dark and light (0..255),
    `text_confidence` the mean confidence of the read lines weighted by their length.
    """
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    scale = 1600 / max(grey.shape)
    level = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    low, high = np.percentile(level, [1, 95])
    weight = sum(len(line.text) for line in lines)
    confidence = sum(line.confidence * len(line.text) for line in lines) / weight if weight else None
    return Quality(
        dpi=round(dpi, 1) if dpi else None,
        sharpness=round(float(cv2.Laplacian(level, cv2.CV_64F).var()), 1),
        contrast=round(float(high - low), 1),
        skew_degrees=round(skew, 2),
        text_confidence=round(confidence, 4) if confidence is not None else None,
        photo=photo,
        grey=is_grey(picture),
    )


def fingerprint(picture: Picture) -> str:
    """A 256-bit difference hash (hex): near pictures differ in few bits."""
    grey = cv2.resize(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), (17, 16), interpolation=cv2.INTER_AREA)
    bits = (grey[:, 1:] > grey[:, :-1]).flatten()
    return f"{int(''.join('1' if b else '0' for b in bits), 2):064x}"
