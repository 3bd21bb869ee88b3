"""The fonts that the papers are printed in, from the system's packages; regenerating needs them, reading the cases does not."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PIL import ImageFont

_ROOT = Path("/usr/share/fonts")
_FILES = {
    "song": ("truetype/arphic/uming.ttc", 0, "fonts-arphic-uming"),
    "kai": ("truetype/arphic/ukai.ttc", 0, "fonts-arphic-ukai"),
    "hei": ("truetype/wqy/wqy-zenhei.ttc", 0, "fonts-wqy-zenhei"),
    "micro": ("truetype/wqy/wqy-microhei.ttc", 0, "fonts-wqy-microhei"),
    "sans": ("opentype/noto/NotoSansCJK-Regular.ttc", 2, "fonts-noto-cjk"),
    "bold": ("opentype/noto/NotoSansCJK-Bold.ttc", 2, "fonts-noto-cjk"),
    "serif": ("opentype/noto/NotoSerifCJK-Regular.ttc", 2, "fonts-noto-cjk"),
    "heavy": ("opentype/noto/NotoSerifCJK-Bold.ttc", 2, "fonts-noto-cjk"),
}
"""Name to file, face within the file, and the package that installs it."""

EMBEDDABLE = ("song", "kai", "hei", "micro")
"""Fonts with TrueType outlines, which a PDF writer can embed as they are."""


class MissingFont(Exception):
    """A font is not installed; the message names the system package that brings it."""


def source(name: str) -> tuple[Path, int]:
    """File and face number of a font.

    Raises:
        MissingFont: the file is not installed.
    """
    file, face, package = _FILES[name]
    path = _ROOT / file
    if not path.exists():
        raise MissingFont(f"the font {path} is not installed: apt-get install {package}")
    return path, face


@cache
def font(name: str, pixels: int) -> ImageFont.FreeTypeFont:
    """The font at a size in pixels."""
    path, face = source(name)
    return ImageFont.truetype(str(path), max(4, pixels), index=face, layout_engine=ImageFont.Layout.BASIC)


@cache
def advance(name: str, text: str) -> float:
    """Width of a text in units of the font's size."""
    return font(name, 200).getlength(text) / 200


@cache
def ink(name: str, text: str) -> tuple[float, float, float, float]:
    """Box of a text's ink around its base line's start, in units of the font's size (y grows downwards)."""
    x0, y0, x1, y1 = font(name, 200).getbbox(text, anchor="ls")
    return x0 / 200, y0 / 200, x1 / 200, y1 / 200
