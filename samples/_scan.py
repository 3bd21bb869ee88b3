"""What happens between paper and file: scanners, photocopiers and phone cameras; boxes are carried through every warp."""

from __future__ import annotations

import io
import random

from PIL import Image

from samples import _after, _captured, _on_paper, _photographed
from samples._shot import Box, Shot
from samples._step import KINDS, SEVERITIES

__all__ = ["SEVERITY", "STEPS", "Shot", "jpeg", "severity_of", "take"]

STEPS = _on_paper.STEPS | _captured.STEPS | _photographed.STEPS | _after.STEPS
"""Everything that can happen to a page, by name."""

SEVERITY = {"born_digital": "clean"} | {name: step.severity for name, step in STEPS.items()}
"""How hard a page is to read, by what happened to it."""


def severity_of(how: str) -> str:
    """How hard a page is: as hard as the worst that happened to it.

    >>> severity_of("fold+scan")
    'moderate'
    """
    return max((SEVERITY[name] for name in how.split("+")), key=SEVERITIES.index)


def take(page: Image.Image, how: str, rng: random.Random, values: tuple[Box, ...] = (), dpi: int = 150) -> Shot:
    """The page as it arrives; `how` names what happened to it, such as `scan` or `fold+copy_stamp+photo_steep+glare`.

    What happens to the paper comes first, then the way it is taken, then lens and light. `values` are the places of
    printed values (fractions of the page) that stamps, pens and glare may aim at.

    Raises:
        KeyError: no such step.
    """
    shot = Shot(page, page.size, values=values, dpi=dpi)
    for name in sorted(how.split("+"), key=lambda n: KINDS.index(STEPS[n].kind)):
        shot = STEPS[name].do(shot, rng)
    return shot


def jpeg(image: Image.Image, quality: int, dpi: int) -> bytes:
    """JPEG bytes."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality, dpi=(dpi, dpi), optimize=True)
    return buffer.getvalue()
