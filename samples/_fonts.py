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
    "gbsong": ("truetype/arphic-gbsn00lp/gbsn00lp.ttf", 0, "fonts-arphic-gbsn00lp"),
    "gbkai": ("truetype/arphic-gkai00mp/gkai00mp.ttf", 0, "fonts-arphic-gkai00mp"),
    "wenkai": ("truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0, "fonts-lxgw-wenkai"),
    "droid": ("truetype/droid/DroidSansFallbackFull.ttf", 0, "fonts-droid-fallback"),
    "times": ("truetype/liberation/LiberationSerif-Regular.ttf", 0, "fonts-liberation"),
    "arial": ("truetype/liberation/LiberationSans-Regular.ttf", 0, "fonts-liberation"),
    "courier": ("truetype/liberation/LiberationMono-Regular.ttf", 0, "fonts-liberation"),
    "narrow": ("truetype/liberation/LiberationSansNarrow-Regular.ttf", 0, "fonts-liberation"),
}
"""Name to file, face within the file, and the package that installs it."""

MIXED = "/"
"""`song/times` sets Chinese in one font and figures and Latin letters in another, as word processors do."""

PATCHY = ("gbsong", "gbkai", "wenkai", "droid", "times", "arial", "courier", "narrow")
"""Fonts without a shape for every character that papers print."""

EMBEDDABLE = (
    "song",
    "kai",
    "hei",
    "micro",
    "gbsong",
    "gbkai",
    "wenkai",
    "droid",
    "times",
    "arial",
    "courier",
    "narrow",
)
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


def installed(*names: str) -> tuple[str, ...]:
    """Those of the fonts (mixed ones too) that this machine has."""
    return tuple(n for n in names if all((_ROOT / _FILES[part][0]).exists() for part in n.split(MIXED)))


@cache
def has(name: str, char: str) -> bool:
    """Whether the font has a shape for a character."""
    face = font(name, 40)
    return char.isspace() or bytes(face.getmask(char)) != bytes(face.getmask("\uffff"))


@cache
def parts(name: str, text: str) -> tuple[tuple[str, str], ...]:
    """The text as runs of (font, characters): mixed fonts divided, shapes that a font lacks taken from another."""
    chinese, _, latin = name.partition(MIXED)
    runs: list[tuple[str, str]] = []
    for char in text:
        one = latin if latin and char.isascii() and char.isalnum() else chinese
        one = one if has(one, char) else "sans"
        if runs and runs[-1][0] == one:
            runs[-1] = (one, runs[-1][1] + char)
        else:
            runs.append((one, char))
    return tuple(runs)


@cache
def advance(name: str, text: str) -> float:
    """Width of a text in units of the font's size."""
    if MIXED in name or name in PATCHY:
        return sum(font(one, 200).getlength(run) for one, run in parts(name, text)) / 200
    return font(name, 200).getlength(text) / 200


@cache
def ink(name: str, text: str) -> tuple[float, float, float, float]:
    """Box of a text's ink around its base line's start, in units of the font's size (y grows downwards)."""
    if MIXED in name or name in PATCHY:
        boxes = [font(one, 200).getbbox(run, anchor="ls") for one, run in parts(name, text)]
        return boxes[0][0] / 200, min(b[1] for b in boxes) / 200, advance(name, text), max(b[3] for b in boxes) / 200
    x0, y0, x1, y1 = font(name, 200).getbbox(text, anchor="ls")
    return x0 / 200, y0 / 200, x1 / 200, y1 / 200
