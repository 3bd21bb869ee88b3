"""Figures about a page's picture, and the codes that follow from them. All are heuristic: they advise, they do not decide.

The thresholds come from drawn pages whose damage is known; `python -m benchmarks.quality` measures them again.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr import blur
from schemas.core import Line, Quality

Picture = NDArray[np.uint8]
Boxes = NDArray[np.float64]

_WORK = 1200
"""Pixels; the longer side of the picture that figures are taken from."""

BLURRED, ILLEGIBLE, SOFT = 4.0, 9.0, 0.08
"""Pixels: the width of a stroke's edge from which print is blurred, and from which it cannot be read; as a share of the
line's height it is at least `SOFT`, since finer scans have wider edges."""

GLARE = 0.003
"""Share of the page that a lamp's reflection has wiped out."""

SMALL_PRINT, COARSE_PRINT, COARSE = 15.0, 24.0, 800_000
"""Pixels: the height of the usual line of text below which characters run together; the same for pictures of few pixels."""

BILEVEL = 0.97
"""Share of pure black and white from which a picture has no shades of grey."""

MOIRE = 120.0
"""How much the strongest period stands out of the others in the picture's colours."""


def is_grey(picture: Picture) -> bool:
    """Whether the picture carries next to no colour, as a copy does."""
    small = cv2.resize(picture, (400, 400), interpolation=cv2.INTER_AREA).astype(np.int16)
    spread = small.max(axis=2) - small.min(axis=2)
    return float((spread > 48).mean()) < 0.0008


def measure(
    picture: Picture,
    lines: tuple[Line, ...],
    dpi: float | None,
    skew: float,
    photo: bool,
    open_sides: int = 0,
) -> Quality:
    """The figures and codes of one upright page.

    Args:
        picture: the flat page.
        lines: what was read on it.
        dpi: the file's resolution when told.
        skew: degrees that were taken out.
        photo: whether a sheet was found on another ground.
        open_sides: sides of the sheet that lie on the edge of the photo.
    """
    weight = sum(len(line.text) for line in lines)
    confidence = sum(line.confidence * len(line.text) for line in lines) / weight if weight else None
    height, width = picture.shape[:2]
    boxes = np.array([(b.x0 * width, b.top * height, b.x1 * width, b.bottom * height) for b in (x.box for x in lines)])
    figures = figures_of(picture, boxes.reshape(-1, 4), photo, open_sides)
    return figures.model_copy(
        update={
            "dpi": round(dpi, 1) if dpi else None,
            "skew_degrees": round(skew, 2),
            "text_confidence": round(confidence, 4) if confidence is not None else None,
        }
    )


def figures_of(picture: Picture, boxes: Boxes, photo: bool, open_sides: int = 0) -> Quality:
    """What can be told from a picture and the places of its lines (n x 4 pixels: left, top, right, bottom)."""
    scale = min(1.0, _WORK / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    full = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    low, high = np.percentile(grey[::2, ::2], [1, 95])
    found = Quality(
        sharpness=round(float(cv2.Laplacian(grey, cv2.CV_16S).var()), 1),
        contrast=round(float(high - low), 1),
        photo=photo,
        grey=is_grey(small),
        blur=_rounded(blur.edge_width(full, boxes)),
        glare=round(_glare(grey), 4),
        text_height=_rounded(float(np.median(_heights(boxes))) if len(boxes) else None),
        bilevel=round(float(((full[::3, ::3] < 16) | (full[::3, ::3] > 239)).mean()), 3),
        moire=round(_moire(small), 2),
        cut_sides=open_sides + _touched(boxes, picture.shape[1], picture.shape[0]),
    )
    return found.model_copy(update={"codes": codes_of(found, picture.shape[0] * picture.shape[1])})


def codes_of(figures: Quality, pixels: int) -> tuple[str, ...]:
    """The codes that the figures of a picture of so many pixels call for, the gravest first."""
    soft = (figures.blur or 0.0) > SOFT * (figures.text_height or 1.0)
    tests = (
        ("illegible", soft and (figures.blur or 0.0) > ILLEGIBLE),
        ("blurred", soft and BLURRED < (figures.blur or 0.0) <= ILLEGIBLE),
        ("glare", (figures.glare or 0.0) > GLARE),
        ("cut_border", (figures.cut_sides or 0) > 0),
        ("low_resolution", _is_coarse(figures.text_height, pixels)),
        ("rephotographed_screen", (figures.moire or 0.0) > MOIRE),
        ("photocopy", figures.grey or (figures.bilevel or 0.0) > BILEVEL),
    )
    return tuple(code for code, holds in tests if holds)


def edited(figures: Quality, editor: str | None) -> Quality:
    """The figures of a picture that a picture editor saved; as they are when none is named."""
    if editor is None:
        return figures
    return figures.model_copy(update={"editor": editor, "codes": (*figures.codes, "edited_image")})


def cannot_be_read(figures: Quality, characters: int) -> bool:
    """Whether a page is so blurred that what was read on it is chance: `characters` of them."""
    return "illegible" in figures.codes and (characters < 12 or (figures.text_confidence or 0.0) < 0.85)


def _is_coarse(text_height: float | None, pixels: int) -> bool:
    return text_height is not None and text_height < (COARSE_PRINT if pixels < COARSE else SMALL_PRINT)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _heights(boxes: Boxes) -> NDArray[np.float64]:
    return np.asarray(np.minimum(boxes[:, 3] - boxes[:, 1], boxes[:, 2] - boxes[:, 0]), np.float64)


def _touched(boxes: Boxes, width: int, height: int) -> int:
    """Sides of the picture that at least two lines of text run into (one at the top or the bottom)."""
    if not len(boxes):
        return 0
    edge_x, edge_y = 0.003 * width, 0.003 * height
    sides = (
        (boxes[:, 0] < edge_x).sum() >= 2,
        (boxes[:, 2] > width - edge_x).sum() >= 2,
        (boxes[:, 1] < edge_y).sum() >= 1,
        (boxes[:, 3] > height - edge_y).sum() >= 1,
    )
    return int(sum(sides))


def _glare(grey: Picture) -> float:
    """Share of the picture in white spots that are brighter than the paper around them and soft at their rim."""
    paper = float(np.percentile(grey[::2, ::2], 60))
    if paper > 238:
        return 0.0
    white = (cv2.GaussianBlur(grey, (0, 0), 2) > max(250, paper + 8)).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(white, cv2.MORPH_OPEN, np.ones((5, 5))))
    spots = [int(s[cv2.CC_STAT_AREA]) for s in stats[1:count] if s[cv2.CC_STAT_AREA] > 0.25 * s[2] * s[3]]
    return sum(a for a in spots if a > 0.0005 * grey.size) / grey.size


def _moire(small: Picture) -> float:
    """How far the strongest period of the colours stands out, in the page's calmest of nine windows."""
    red, _, blue = cv2.split(small)
    chroma = red.astype(np.float32) - blue
    side = min(256, *chroma.shape)
    window = np.outer(np.hanning(side), np.hanning(side)).astype(np.float32)
    peaks = []
    for y in np.linspace(0, chroma.shape[0] - side, 3).astype(int):
        for x in np.linspace(0, chroma.shape[1] - side, 3).astype(int):
            part = chroma[y : y + side, x : x + side]
            power = np.abs(np.fft.rfft2((part - part.mean()) * window))[:, 8:]
            power[:8] = power[-8:] = 0
            peaks.append(float(power.max() / max(float(np.mean(power)), 1e-3)))
    return float(np.median(peaks))


def fingerprint(picture: Picture) -> str:
    """A 256-bit difference hash (hex): near pictures differ in few bits."""
    grey = cv2.resize(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), (17, 16), interpolation=cv2.INTER_AREA)
    bits = (grey[:, 1:] > grey[:, :-1]).flatten()
    return f"{int(''.join('1' if b else '0' for b in bits), 2):064x}"
