"""What is left of a page too blurred to read: its headings, printed larger than the rest, which say what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.core import Line

_WORDS = re.compile(r"[\u4e00-\u9fff]{3,16}")
"""Chinese characters alone: a heading holds no value that could be mistaken for one that was read."""

_LEAST = 0.6
"""Confidence."""

_TALL = 1.15
"""Height, as a multiple of the usual line's."""

_FEW = 6
"""With so few lines none of them is usual."""


def of(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines that can only be headings, and are read with some confidence."""
    if not lines:
        return ()
    usual = sorted(line.box.height for line in lines)[len(lines) // 2]
    return tuple(
        line
        for line in lines
        if line.confidence >= _LEAST
        and (line.box.height >= _TALL * usual or len(lines) <= _FEW)
        and _WORDS.fullmatch(line.text.replace(" ", ""))
    )
