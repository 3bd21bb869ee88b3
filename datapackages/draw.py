"""A page with boxes drawn on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

from schemas.core import BoundingBox

Colour = tuple[int, int, int]
VALUE: Colour = (214, 30, 40)
LABEL: Colour = (25, 90, 200)
"""Colours of values and of labels."""


@dataclass(frozen=True)
class Mark:
    """A box on the page, its colour, and a name (plain ASCII) that stands above it."""

    box: BoundingBox
    colour: Colour
    name: str = ""


def boxes(image: Path, marks: Iterable[Mark], target: Path) -> None:
    """Write the picture `image` with boxes to `target`, whose ending names the format.

    Raises:
        OSError: the picture cannot be read or the target not be written.
        ValueError: the target's ending names no picture format.
    """
    with Image.open(image) as opened:
        page = opened.convert("RGB")
    pen = ImageDraw.Draw(page)
    for mark in marks:
        _draw(pen, page.width, page.height, mark)
    page.save(target)


def _draw(pen: ImageDraw.ImageDraw, width: int, height: int, mark: Mark) -> None:
    line = max(2, round(max(width, height) / 600))
    left, right = mark.box.x0 * width - 2 * line, mark.box.x1 * width + 2 * line
    top, bottom = mark.box.top * height - 2 * line, mark.box.bottom * height + 2 * line
    pen.rectangle((left, top, max(left + 1, right), max(top + 1, bottom)), outline=mark.colour, width=line)
    if mark.name:
        size = 5 * line
        pen.text((left, top - size - line), mark.name, fill=mark.colour, font_size=size)
