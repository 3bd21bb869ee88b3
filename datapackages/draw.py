"""A page of a package with boxes drawn on it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageDraw

VALUE, LABEL = (214, 30, 40), (25, 90, 200)
"""Colours of values and of labels."""


def boxes(image: Path, marked: Iterable[tuple[list[float], tuple[int, int, int]]], target: Path) -> None:
    """Write the picture `image` with boxes (fractions of the page, colour) to `target`, whose ending names the format.

    Raises:
        OSError: the picture cannot be read or the target not be written.
        ValueError: the target's ending names no picture format.
    """
    with Image.open(image) as opened:
        page = opened.convert("RGB")
    pen = ImageDraw.Draw(page)
    width = max(2, round(max(page.size) / 600))
    for (x0, top, x1, bottom), colour in marked:
        left, upper, right, lower = x0 * page.width, top * page.height, x1 * page.width, bottom * page.height
        pen.rectangle(
            (left - 2 * width, upper - 2 * width, right + 2 * width, lower + 2 * width), outline=colour, width=width
        )
    page.save(target)
