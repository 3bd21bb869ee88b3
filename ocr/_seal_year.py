"""The year in a round stamp of a yearly inspection: its line read at several slants, in a window wider than its figures.

The ring's first and last characters often lie over the line's ends, so that the first figure is lost with the ring or the
ring is read as figures. A year has a grammar, several readings agree on it, and what else was read in the line is dropped.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine import Engine, Reading

Image = NDArray[np.uint8]

_SLANTS = (-5, 0, 5)
"""Degrees by which the line is turned before it is read again."""

_REACH = 0.66
"""Half of the window's width as a share of the stamp's radius: four figures, 年度 and some of the ring."""

_MARGIN = 14
"""White columns on both sides; a reader loses characters that begin at the very edge."""

_SURE = 0.995
"""A whole year read once with its weakest figure this sure is not read again."""

_LIKE_A_YEAR = re.compile(r"\d\D?\d|年")
_DAY = re.compile(r"月|\d\D\d+\D\d")
"""A day is no year of an inspection: it is left as it was read."""

_WHOLE = re.compile(r"(?<!\d)(19[89]\d|20[0-3]\d)(?!\d|\D{1,2}\d)(年[度检审]?)?")
_CUT = re.compile(r"(?<!\d)(9[89]\d|0[0-3]\d)(?=年)")
"""A year whose first figure lies under the ring: the other three leave but one."""

_LEAST_AGREEMENT = 0.75
"""Share of the readings' weight that the year must have."""


def read(picture: Image, top: int, bottom: int, first: Reading, engine: Engine) -> Reading:
    """The line's reading with the year that several readings agree on, or `first` when it holds no year.

    Args:
        picture: the stamp, upright and square, its rim touching the picture's edges.
        top: the line's first row of pixels.
        bottom: the row after its last.
        first: what one reading gave.
        engine: reads strips.
    """
    if not _LIKE_A_YEAR.search(first.text) or _DAY.search(first.text):
        return first
    known = _year(first)
    if known is not None and known[1] >= _SURE and _WHOLE.search(first.text):
        return _line(known[0], known[1], [first])
    readings = [first, *engine.recognise([_strip(picture, (top + bottom) / 2, slant) for slant in _SLANTS])]
    return _agreed(readings) or first


def _agreed(readings: Sequence[Reading]) -> Reading | None:
    """The year with the most weight behind it; none when the readings quarrel."""
    votes: dict[str, list[float]] = defaultdict(list)
    for reading in readings:
        found = _year(reading)
        if found is not None:
            votes[found[0]].append(found[1])
    if not votes:
        return None
    year = max(votes, key=lambda y: sum(votes[y]))
    share = sum(votes[year]) / max(sum(sum(weights) for weights in votes.values()), 1e-6)
    if share < _LEAST_AGREEMENT:
        return None
    alone = 0.9 if len(votes[year]) == 1 else 1.0
    return _line(year, max(votes[year]) * share * alone, readings)


def _year(reading: Reading) -> tuple[str, float] | None:
    """The year in a reading and its weakest figure's probability."""
    for pattern in (_WHOLE, _CUT):
        match = pattern.search(reading.text)
        if match:
            year = match[1] if len(match[1]) == 4 else ("2" if match[1].startswith("0") else "1") + match[1]
            return year, min(reading.sureness[match.start(1) : match.end(1)])
    return None


def _line(year: str, sureness: float, readings: Sequence[Reading]) -> Reading:
    """The year and the word behind it, as one of the readings gave them."""
    words = [m[2] for r in readings for m in _WHOLE.finditer(r.text) if m[1] == year and m[2]]
    text = year + max(words, key=lambda w: (words.count(w), len(w)), default="年")
    steps = len(text)
    return Reading(text, (sureness,) * steps, tuple((i + 0.5) / steps for i in range(steps)))


def _strip(picture: Image, middle: float, slant: float) -> Image:
    """The line in a wide window, turned."""
    radius = picture.shape[0] / 2
    turned = picture
    if slant:
        matrix = cv2.getRotationMatrix2D((radius, middle), slant, 1.0)
        turned = np.asarray(
            cv2.warpAffine(picture, matrix, (picture.shape[1], picture.shape[0]), borderValue=255), dtype=np.uint8
        )
    top, bottom = max(0, int(middle - 0.17 * radius)), int(middle + 0.17 * radius)
    left, right = int(radius - _REACH * radius), int(radius + _REACH * radius)
    strip = cv2.copyMakeBorder(turned[top:bottom, left:right], 0, 0, _MARGIN, _MARGIN, cv2.BORDER_CONSTANT, value=255)
    return np.asarray(strip, dtype=np.uint8)
