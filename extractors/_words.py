"""Words on a page: which patterns it shows, and whether a row of its own is a title of a given form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from extractors._view import PageView, squeeze


def page_text(view: PageView) -> str:
    """The page's text without white space; of a spreadsheet its cells, row by row."""
    if view.page.lines:
        return view.text
    return "".join(squeeze(cell.text) for table in view.tables for cell in table.cells)


def heads(view: PageView, at_most: int = 12) -> list[str]:
    """The texts of the uppermost rows, where titles and running headers stand; of a spreadsheet its uppermost cells."""
    if view.page.lines:
        return [row.text for row in view.rows[:at_most]]
    return [squeeze(cell.text) for table in view.tables for cell in table.cells if cell.row < at_most]


def count(text: str, patterns: Iterable[str]) -> int:
    """How many of the patterns the text shows."""
    return sum(_compiled(pattern).search(text) is not None for pattern in patterns)


@lru_cache(maxsize=2000)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
