"""Recognising a page by what is printed on it: its title, and the labels that only such papers have."""

from __future__ import annotations

from dataclasses import dataclass

from extractors._view import PageView, VisualRow, squeeze


@dataclass(frozen=True)
class Signature:
    """What tells a type of page: titles (a row of their own), marks (labels), and words that speak against it.

    `enough` is the number of marks that suffices without a title.
    """

    titles: tuple[str, ...]
    marks: tuple[str, ...]
    against: tuple[str, ...] = ()
    enough: int = 5

    def score(self, view: PageView) -> float:
        """0..1: a title with marks scores above 0.8, marks alone up to 0.75."""
        rows = view.rows
        text = view.text
        title = max((_title_weight(row, self.titles) for row in rows), default=0.0)
        marks = sum(squeeze(mark) in text for mark in self.marks)
        share = min(1.0, marks / max(self.enough, 1))
        against = max((_title_weight(row, self.against) for row in rows), default=0.0)
        if title >= 0.5:
            return max(0.0, 0.55 + 0.3 * share + 0.15 * title - 0.45 * (against > title))
        if marks >= self.enough:
            return max(0.0, 0.5 + 0.25 * min(1.0, marks / (2 * self.enough)) - 0.3 * (against >= 0.5))
        return 0.3 * share


def _title_weight(row: VisualRow, titles: tuple[str, ...]) -> float:
    """1 when a row is little more than the title, 0.6 when it begins or ends with it, else 0."""
    text = row.text
    best = 0.0
    for title in titles:
        if title in text:
            rest = len(text) - len(title)
            if rest <= max(4, len(title) // 2):
                best = max(best, 1.0)
            elif text.startswith(title) or text.endswith(title):
                best = max(best, 0.6 if rest <= 12 else 0.0)
    return best
