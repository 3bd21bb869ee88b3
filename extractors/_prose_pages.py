"""Recognising pages of text documents: a title, the words that such papers are made of, the words of other papers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors import _words
from extractors._view import PageView

_ARTICLE = re.compile(
    r"第[一二三四五六七八九十百\d]{1,4}[条章]|(?<![\d.])\d{1,2}\.\d{1,2}(?![\d%])|[一二三四五六七八九十]{1,2}、"
)


@dataclass(frozen=True)
class Wording:
    """What tells pages of a text document.

    `title` matches a row near the top; `marks` are patterns of which a first page shows `enough`; `body` are patterns of
    which a further page, without a title, shows `further`; `against` are titles and words of other papers.
    """

    title: str
    marks: tuple[str, ...]
    body: tuple[str, ...]
    against: str
    enough: int = 2
    further: int = 4

    def score(self, view: PageView) -> float:
        """0..1: a first page 0.8 and more, a further one 0.5 to 0.7."""
        text = view.text
        heads = _words.heads(view, 10)
        if view.page.sheet is not None or any(len(head) <= 28 and re.search(self.against, head) for head in heads[:6]):
            return 0.0
        marks = _words.count(text, self.marks)
        titled = any(re.fullmatch(self.title, head) for head in self._joined(heads))
        if titled and marks >= self.enough:
            return min(1.0, 0.8 + 0.03 * (marks - self.enough))
        body = _words.count(text, self.body)
        if body < self.further:
            return 0.3 * min(1.0, body / self.further)
        ordered = _ARTICLE.search(text) is not None
        return min(0.74, 0.5 + 0.06 * (body - self.further) + 0.06 * ordered)

    def _joined(self, heads: list[str]) -> list[str]:
        """Rows of the head, and neighbours joined: a title may stand below the company's name."""
        return heads + [a + b for a, b in zip(heads, heads[1:], strict=False) if len(a) + len(b) <= 40]
