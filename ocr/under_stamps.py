"""Print that a stamp in the colour of print, or in blue, lies over: read again with the stamp's paler ink taken out.

Red ink is lifted from the whole page before it is read. Other ink can only be told from print by its darkness, so it is lifted
just where a stamp was found, and only when what lies there has two clearly different levels of ink.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr import _seal_ink, copy_stamps
from schemas.core import BoundingBox, Line, Seal

Image = NDArray[np.uint8]
Picture = NDArray[np.uint8]
Read = Callable[[Image, tuple[int, int]], Sequence[Line]]
"""Reads the lines of a part of the page whose top left corner is given (pixels)."""

_MOST = 4
"""Stamps of a page under which is read."""

_BESIDE = {"round": 0.75, "rectangle": 0.3}
"""Share of a stamp's width by which lines may reach out of it on either side."""

_DAY = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日")
"""What is printed where round seals are pressed and is looked for under them."""

_INKED = 190
"""Paper is 245; darker than this is ink."""

_DARK = 105
_APART = 65
"""The mean level of print at most, and how much paler a stamp's ink is at least."""

_PALER = 35
"""How much paler a rim is at least than the darkest print beside it."""

_SHARE = (0.06, 0.75)
"""Share of the ink that is print, where print and stamp lie over each other."""

_WHITE_AT = 0.9
"""Where between print and stamp ink white begins: nearly at the stamp's own level."""

_LEAST = 0.85
"""Mean probability of a line that is taken."""


_SHORTEST = 4
"""Characters of a line where none was read before; fewer may be a piece of the stamp."""


def reread(picture: Picture, lines: Sequence[Line], seals: Sequence[Seal], read: Read) -> tuple[Line, ...]:
    """The page's lines, with those under stamps as they are read without the stamps' ink."""
    found = tuple(lines)
    height, width = picture.shape[:2]
    for seal in [s for s in seals if s.colour != "red" and s.shape in _BESIDE][:_MOST]:
        box = _window(seal)
        if seal.shape == "round" and _has_day(found, box):
            continue
        lifted = _lifted(_part(picture, box), seal, box)
        if lifted is None:
            continue
        for line in read(lifted, (int(box.x0 * width), int(box.top * height))):
            whole = line.box.x0 > box.x0 + 0.002 and line.box.x1 < box.x1 - 0.002
            day = seal.shape != "round" or _DAY.fullmatch(re.sub(r"\s", "", line.text))
            if line.confidence >= _LEAST and whole and day:
                found = _with(found, line, seal.box)
    return found


def _has_day(lines: Sequence[Line], box: BoundingBox) -> bool:
    """Whether a whole date was read in a place."""
    near = (line for line in lines if box.contains_point(line.box.middle_x, line.box.middle_y))
    return any(_DAY.search(re.sub(r"\s", "", line.text)) for line in near)


def _window(seal: Seal) -> BoundingBox:
    """The stamp's place and what stands beside it on the same lines."""
    box = seal.box
    beside, above = _BESIDE[seal.shape] * box.width, 0.1 * box.height
    return BoundingBox(
        x0=max(0.0, box.x0 - beside),
        top=max(0.0, box.top - above),
        x1=min(1.0, box.x1 + beside),
        bottom=min(1.0, box.bottom + above),
    )


def _part(picture: Picture, box: BoundingBox) -> Picture:
    height, width = picture.shape[:2]
    part = picture[int(box.top * height) : int(box.bottom * height), int(box.x0 * width) : int(box.x1 * width)]
    return np.ascontiguousarray(part)


def _lifted(part: Picture, seal: Seal, window: BoundingBox) -> Image | None:
    """The part without its paler ink; None when its ink is of one darkness."""
    if min(part.shape[:2]) < 12:
        return None
    level = np.ascontiguousarray(part[:, :, 2]) if seal.colour == "blue" else cv2.cvtColor(part, cv2.COLOR_RGB2GRAY)
    even = _seal_ink.even(np.asarray(level, np.uint8))
    ink = even[even < _INKED]
    if ink.size < 200:
        return None
    levels = _by_rim(even, ink, seal.box, window) if seal.shape == "round" else _by_split(ink)
    if levels is None:
        return None
    dark, light = levels
    white_at = dark + _WHITE_AT * (light - dark)
    stretched = dark + (even.astype(np.float32) - dark) * (245 - dark) / (white_at - dark)
    return np.where(even < dark, even, np.clip(stretched, 0, 245)).astype(np.uint8)


def _by_split(ink: Image) -> tuple[float, float] | None:
    """The levels of print and of the stamp's ink where they make two heaps."""
    between = cv2.threshold(ink.reshape(-1, 1), 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[0]
    print_, pale = ink[ink <= between], ink[ink > between]
    if not print_.size or not pale.size:
        return None
    dark, light = float(print_.mean()), float(pale.mean())
    if dark > _DARK or light - dark < _APART or not _SHARE[0] < print_.size / ink.size < _SHARE[1]:
        return None
    return dark, light


def _by_rim(even: Image, ink: Image, seal: BoundingBox, window: BoundingBox) -> tuple[float, float] | None:
    """The same with the stamp's ink as its rim shows it: its characters are too fine for a heap of their own."""
    height, width = even.shape
    across, down = width / max(window.width, 1e-6), height / max(window.height, 1e-6)
    angles = np.linspace(0, 2 * np.pi, 180, endpoint=False)[:, None]
    reach = np.linspace(0.9, 1.03, 14)[None, :]
    x = (seal.middle_x - window.x0) * across + reach * np.cos(angles) * seal.width * across / 2
    y = (seal.middle_y - window.top) * down + reach * np.sin(angles) * seal.height * down / 2
    rim = even[np.clip(y.astype(int), 0, height - 1), np.clip(x.astype(int), 0, width - 1)].min(axis=1)
    dark, light = float(np.percentile(ink, 3)), float(np.percentile(rim, 40))
    return (dark, light) if light - dark > _PALER else None


def _with(lines: tuple[Line, ...], new: Line, stamp: BoundingBox) -> tuple[Line, ...]:
    """The lines with the new one in place of those it covers, when it says at least what they said."""
    words = [line for line in lines if copy_stamps.says(line.text) and _shares(new.box, line.box)]
    others = [line for line in lines if line not in words]
    covered = [line for line in others if _covers(new.box, line.box)]
    if copy_stamps.says(new.text) or any(_shares(new.box, line.box) for line in others if line not in covered):
        return lines
    if not covered and (len(new.text) < _SHORTEST or not _touches(stamp, new.box)):
        return lines
    said = "".join(line.text for line in sorted(covered, key=lambda line: line.box.x0))
    if said == new.text or len(said) > 1.3 * len(new.text):
        return lines
    if any(line.text not in new.text and line.confidence > new.confidence for line in covered):
        return lines
    return (*(line for line in others if line not in covered), new)


def _touches(stamp: BoundingBox, box: BoundingBox) -> bool:
    return box.x0 < stamp.x1 and stamp.x0 < box.x1 and stamp.top < box.middle_y < stamp.bottom


def _covers(box: BoundingBox, other: BoundingBox) -> bool:
    """Whether the other lies on the line, within its ends."""
    slack = 0.4 * box.height
    return box.top < other.middle_y < box.bottom and box.x0 - slack < other.x0 and other.x1 < box.x1 + slack


def _shares(box: BoundingBox, other: BoundingBox) -> bool:
    """Whether the other lies over a good part of the line."""
    level = box.top < other.middle_y < box.bottom or other.top < box.middle_y < other.bottom
    return level and min(box.x1, other.x1) - max(box.x0, other.x0) > 0.3 * min(box.width, other.width)
