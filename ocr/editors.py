"""The traces that picture editors leave in the files they save."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

_EDITORS = re.compile(
    r"photoshop|lightroom|gimp|paint\.net|pixelmator|affinity|snapseed|picsart|vsco|canva|corel|acdsee|krita"
    r"|美图|醒图|光影魔术手|美颜|图怪兽|稿定",
    re.IGNORECASE,
)
_SOFTWARE = 0x0131
_SHOWN = 40
"""Characters of the name that are kept."""


def trace(path: Path) -> str | None:
    """The name of the editor that saved a picture; null when it names none, or a scanner's or camera's software."""
    try:
        with Image.open(path) as image:
            return _named(image)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None


def _named(image: Image.Image) -> str | None:
    told = [image.getexif().get(_SOFTWARE), image.info.get("Software"), image.info.get("software")]
    names = [str(name) for name in told if name]
    return next((name[:_SHOWN].strip("\x00 ") for name in names if _EDITORS.search(name)), None)
