"""Pages of running text as the reader would hand them over: paragraphs wrapped to the measure, titles, rows of columns."""

from __future__ import annotations

from collections.abc import Sequence

from extractors._view import PageView
from schemas.core import Page
from tests.extractors.paper import Paper

_MEASURE = 56
"""Characters of a full line."""
_LEFT = 90.0


def text_page(*parts: str | Sequence[tuple[float, str]], number: int = 1) -> Page:
    """A page: `# title` in the middle, `> text` at the right, `| text` a line of its own, else a paragraph.

    A sequence of places and texts is one row in columns.
    """
    paper = Paper()
    for part in parts:
        if not isinstance(part, str):
            paper.line(*part)
        elif part.startswith("# "):
            paper.line((500 - 7 * len(part[2:]), part[2:]))
        elif part.startswith("> "):
            paper.line((874 - 14 * len(part[2:]), part[2:]))
        elif part.startswith("| "):
            paper.line((_LEFT, part[2:]))
        else:
            paper.line((_LEFT + 28, part[: _MEASURE - 2]))
            for at in range(_MEASURE - 2, len(part), _MEASURE):
                paper.line((_LEFT, part[at : at + _MEASURE]))
    return paper.page(number)


def views_of(*pages: Page) -> list[PageView]:
    """The pages as one document's."""
    return [PageView(page, i) for i, page in enumerate(pages, 1)]
