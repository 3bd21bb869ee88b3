"""Seals: read the ring, the lines and the number of every stamp that was found on a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ocr import _seal_ink, _seal_lines, _seal_ring, copy_stamps, stamps
from ocr.engine import Engine, Image, Reading, cut
from ocr.stamps import Stamp
from schemas.core import BoundingBox, Line, Seal

Picture = NDArray[np.uint8]

_SIGNED = re.compile(r"[盖签公]章|签字|机关|专用章|核准|核发|登记|(?:局|所|行|中心)$")
"""What is printed where a seal is pressed."""

_UNNUMBERED = re.compile(r"年检|年审|专用章|检验")
"""Rings of stamps that are not registered and so carry no number."""

_LEAST_CHINESE = 4
"""Characters that a circle which may be ornament must show."""


def find(picture: Picture, engine: Engine, grey: bool, lines: Sequence[Line] | None = None) -> tuple[Seal, ...]:
    """All seals of an upright page with their text.

    Args:
        picture: the page, RGB.
        engine: reads strips.
        grey: the page is a copy without colour; its seals are black.
        lines: the page's text when it was read; black rings on a coloured page are searched only where it names a place
            for one.
    """
    found = stamps.find(picture, grey, black=grey)
    if not grey and lines is not None and not any(s.shape == "round" for s in found) and _expected(lines):
        found += stamps.find(picture, True, black=True)
    height, width = picture.shape[:2]
    seals = [seal for stamp in found if (seal := _read(picture, stamp, engine, width, height)) is not None]
    if lines is not None:
        framed = copy_stamps.find(picture, lines, found)
        seals += [
            _worded(s, lines) for stamp in framed if (s := _read(picture, stamp, engine, width, height)) is not None
        ]
    return tuple(seals)


def _worded(seal: Seal, lines: Sequence[Line]) -> Seal:
    """A stamp on a copy with its own words alone: what is printed under it may have been read with them or instead."""
    own = [(t, p) for t, p in zip(seal.inner, seal.inner_sureness, strict=True) if copy_stamps.says(t, beside=True)]
    if not any(copy_stamps.says(text) for text, _ in own):
        inside = [line for line in lines if seal.box.contains_point(line.box.middle_x, line.box.middle_y)]
        said = sorted((line for line in inside if copy_stamps.says(line.text)), key=lambda line: line.box.top)
        own = [(line.text, min(line.sureness, default=0.0)) for line in said]
    return seal.model_copy(update={"inner": tuple(t for t, _ in own), "inner_sureness": tuple(p for _, p in own)})


def _expected(lines: Sequence[Line]) -> bool:
    return any(_SIGNED.search(line.text) for line in lines)


def _read(picture: Picture, stamp: Stamp, engine: Engine, width: int, height: int) -> Seal | None:
    box = BoundingBox(
        x0=min(max(0.0, stamp.x / width), 1.0),
        top=min(max(0.0, stamp.y / height), 1.0),
        x1=max(0.0, min(1.0, (stamp.x + stamp.width) / width)),
        bottom=max(0.0, min(1.0, (stamp.y + stamp.height) / height)),
    )
    if stamp.corners is not None:
        readings = _rectangle_lines(picture, stamp, engine)
        if not stamp.sure and sum(len(_seal_ring.CHINESE.findall(r.text)) for r in readings) < _LEAST_CHINESE:
            return None
        return _seal(box, stamp, readings)
    if stamp.shape == "unclear":
        return _seal(box, stamp, [])
    return _round(picture, stamp, engine, box)


def _round(picture: Picture, stamp: Stamp, engine: Engine, box: BoundingBox) -> Seal | None:
    disc = _seal_ink.disc_of(picture, stamp)
    ring, place = _seal_ring.read(disc, engine, stamp.sure)
    text = "".join(letter.text for letter in ring)
    confidence = float(np.mean([letter.sureness for letter in ring])) if ring else 0.0
    chinese = len(_seal_ring.CHINESE.findall(text))
    if not stamp.sure and (chinese < _LEAST_CHINESE or confidence < 0.6):
        return None
    turn = _seal_lines.tilt(place, ring)
    registered = chinese >= _LEAST_CHINESE and not _UNNUMBERED.search(text)
    number = _seal_lines.number(disc, engine, turn, place) if registered else None
    return _seal(box, stamp, _seal_lines.lines(disc, engine, turn, place.inner)).model_copy(
        update={
            "text": text or None,
            "confidence": confidence,
            "sureness": tuple(letter.sureness for letter in ring),
            "whole": _seal_ring.whole(ring) and not _beyond(stamp, picture),
            "number": number,
        }
    )


def _beyond(stamp: Stamp, picture: Picture) -> bool:
    """Whether the page's edge cuts a stamp."""
    h, w = picture.shape[:2]
    slack = 0.04 * stamp.width
    return (
        stamp.x < -slack or stamp.y < -slack or stamp.x + stamp.width > w + slack or stamp.y + stamp.height > h + slack
    )


def _seal(box: BoundingBox, stamp: Stamp, readings: Sequence[Reading]) -> Seal:
    return Seal(
        box=box,
        shape=stamp.shape,
        colour=stamp.colour,
        text=None,
        confidence=0.0,
        inner=tuple(r.text for r in readings),
        inner_sureness=tuple(min(r.sureness, default=0.0) for r in readings),
    )


def _rectangle_lines(picture: Picture, stamp: Stamp, engine: Engine) -> list[Reading]:
    """The lines inside a rectangular stamp, from top to bottom."""
    assert stamp.corners is not None
    flat = _flat(picture, stamp)
    height, width = flat.shape
    if height < 12 or width < 24:
        return []
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
    return [r for r in readings if r.confidence > 0.6 and r.text.strip()]


def _flat(picture: Picture, stamp: Stamp) -> Image:
    """A rectangular stamp's ink, turned level."""
    assert stamp.corners is not None
    h, w = picture.shape[:2]
    x0, y0 = max(0, int(stamp.x) - 8), max(0, int(stamp.y) - 8)
    x1, y1 = min(w, int(stamp.x + stamp.width) + 8), min(h, int(stamp.y + stamp.height) + 8)
    part = np.ascontiguousarray(picture[y0:y1, x0:x1])
    ink = _seal_ink.ink_of(part, stamp.colour)
    return cut(ink, stamp.corners - np.array([x0, y0], np.float32))
