"""Seals: read the ring and the lines of every stamp that was found on a page."""

from __future__ import annotations

import re

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine import Engine, Image, Reading, cut
from ocr.stamps import Stamp, black_stamps, red_ink, red_stamps
from schemas.core import BoundingBox, Seal

Picture = NDArray[np.uint8]

_RADIUS = 200
"""Pixels; every round seal is brought to this radius before it is read."""

_OVERLAP = 0.07
"""Share of the circle that is read again before the start and after the end, so that no character is cut in two."""

_LAST = "局行司处部所会社院章室"
"""Characters that names on seals end with."""

_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def find(picture: Picture, engine: Engine, grey: bool) -> tuple[Seal, ...]:
    """All seals of an upright page with their text. `grey` pages (copies) are searched for black rings."""
    ink = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY) if grey else red_ink(picture)
    stamps = black_stamps(picture) if grey else red_stamps(ink)
    seals = (_read(ink, stamp, engine, "black" if grey else "red") for stamp in stamps)
    return tuple(seal for seal in seals if seal is not None)


def _read(ink: Image, stamp: Stamp, engine: Engine, colour: str) -> Seal | None:
    height, width = ink.shape
    box = BoundingBox(
        x0=min(max(0.0, stamp.x / width), 1.0),
        top=min(max(0.0, stamp.y / height), 1.0),
        x1=min(1.0, (stamp.x + stamp.width) / width),
        bottom=min(1.0, (stamp.y + stamp.height) / height),
    )
    if stamp.corners is not None:
        lines = _rectangle_lines(ink, stamp.corners, engine)
        return Seal(box=box, shape="rectangle", colour=colour, text=None, confidence=0.0, inner=lines)
    if stamp.shape == "unclear":
        return Seal(box=box, shape="unclear", colour=colour, text=None, confidence=0.0)
    disc = _disc(ink, stamp)
    ring = _ring(disc, engine, stamp.sure)
    if not stamp.sure and (len(_CHINESE.findall(ring.text)) < 4 or ring.confidence < 0.6):
        return None
    return Seal(
        box=box,
        shape="round",
        colour=colour,
        text=ring.text or None,
        confidence=ring.confidence,
        inner=_bottom_line(disc, engine),
    )


def _disc(ink: Image, stamp: Stamp) -> Image:
    """The round seal alone as a square of 2 x `_RADIUS`, ovals made round, contrast stretched."""
    target = np.array([[0, 0], [2 * _RADIUS, 0], [2 * _RADIUS, 2 * _RADIUS], [0, 2 * _RADIUS]], dtype=np.float32)
    x, y, w, h = stamp.x, stamp.y, stamp.width, stamp.height
    source = np.array([[x, y], [x + w, y], [x + w, y + h], [x, y + h]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(source, target)
    disc = cv2.warpPerspective(
        ink, matrix, (2 * _RADIUS, 2 * _RADIUS), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return _stretched(disc)


def _stretched(strip: Image) -> Image:
    low, high = np.percentile(strip, 2), np.percentile(strip, 85)
    return np.clip((strip.astype(np.float32) - low) / max(float(high - low), 1.0) * 255, 0, 255).astype(np.uint8)


def _ring(disc: Image, engine: Engine, sure: bool) -> Reading:
    """The ring's text: read from the emptiest direction and from straight below, the surer reading wins."""
    steps = int(2 * np.pi * _RADIUS * 0.8)
    polar = cv2.warpPolar(disc, (_RADIUS, steps), (_RADIUS, _RADIUS), _RADIUS, cv2.WARP_POLAR_LINEAR | cv2.INTER_CUBIC)
    strip = np.ascontiguousarray(np.rot90(polar[:, int(0.62 * _RADIUS) : int(0.95 * _RADIUS)]))
    lead = int(_OVERLAP * steps)
    best = Reading("", (), ())
    for start in dict.fromkeys((_emptiest(strip), _from_below(steps))):
        turn = np.roll(strip, lead - start, axis=1)
        reading = _once(engine.recognise([np.hstack([turn, turn[:, : 2 * lead]])])[0])
        best = max(best, reading, key=lambda r: r.confidence * min(1.0, len(_CHINESE.findall(r.text)) / 8))
        if best.confidence > 0.97 and len(_CHINESE.findall(best.text)) >= 8:
            break
        if not sure and best.confidence < 0.5:
            break
    return best


def _once(reading: Reading) -> Reading:
    """A ring that was read a little more than once around, without what stands at both ends.

    Of a character that was read twice the clearer reading stays, unless the name's ending tells where it belongs.
    """
    whole = 1 + 2 * _OVERLAP
    angles = [centre * whole for centre in reading.centres]
    keep = set(range(len(angles)))
    for i, first in enumerate(angles):
        for j in range(len(angles) - 1, i, -1):
            if abs(angles[j] - 1.0 - first) < 0.03 and {i, j} <= keep:
                at_end = reading.text[j] in _LAST
                keep.discard(i if at_end else j)
    order = sorted(keep)
    inside = [i for i in order if 0.25 * _OVERLAP <= angles[i] <= whole - 0.25 * _OVERLAP]
    return Reading(
        text="".join(reading.text[i] for i in inside),
        sureness=tuple(reading.sureness[i] for i in inside),
        centres=tuple(reading.centres[i] for i in inside),
    )


def _from_below(steps: int) -> int:
    """Column of a strip that was turned by 90 degrees at which the direction straight below stands."""
    return int(steps * 0.25)


def _emptiest(strip: Image) -> int:
    """Column where the widest stretch without ink is centred."""
    ink = (255 - strip.astype(np.float64)).mean(axis=0)
    window = max(3, strip.shape[1] // 9)
    padded = np.concatenate([ink[-(window // 2) :], ink, ink[: window - window // 2 - 1]])
    return int(np.convolve(padded, np.ones(window) / window, mode="valid").argmin())


def _bottom_line(disc: Image, engine: Engine) -> tuple[str, ...]:
    """The level line below the star (a purpose, a year, a number) where there is one, read in two widths."""
    texts = []
    for half in (0.6, 0.7):
        strip = disc[int(1.38 * _RADIUS) : int(1.78 * _RADIUS), int((1 - half) * _RADIUS) : int((1 + half) * _RADIUS)]
        if float((strip < 110).mean()) < 0.03:
            continue
        reading = engine.recognise([np.ascontiguousarray(strip)])[0]
        if reading.confidence > 0.6 and reading.text.strip() and reading.text not in texts:
            texts.append(reading.text)
    return tuple(texts)


def _rectangle_lines(ink: Image, corners: NDArray[np.float32], engine: Engine) -> tuple[str, ...]:
    """The lines inside a rectangular stamp, from top to bottom."""
    flat = _stretched(cut(ink, corners))
    height, width = flat.shape
    if height < 12 or width < 24:
        return ()
    inner = flat[int(0.06 * height) : int(0.94 * height), int(0.05 * width) : int(0.95 * width)]
    dark = (inner < 140).mean(axis=1)
    rows, start = [], None
    for i, full in enumerate([*(dark > 0.03), False]):
        if full and start is None:
            start = i
        elif not full and start is not None:
            if i - start > 0.14 * height:
                rows.append(inner[max(0, start - 2) : i + 2])
            start = None
    readings = engine.recognise([np.ascontiguousarray(r) for r in rows[:4]])
    return tuple(r.text for r in readings if r.confidence > 0.6 and r.text.strip())
