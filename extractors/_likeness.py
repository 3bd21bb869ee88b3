"""Whether two pages are scans of the same page."""

from __future__ import annotations

import re
from collections import Counter

from extractors._view import PageView, squeeze

_NUMBER = re.compile(r"\d[\d,.\-]{3,}\d|\d{4,}")


def numbers_on(view: PageView) -> set[str]:
    """Numbers of four digits and more, without their punctuation."""
    text = "\n".join(
        [
            *(squeeze(line.text) for line in view.lines),
            *(c.text for t in view.tables if view.page.sheet for c in t.cells),
        ]
    )
    return {re.sub(r"\D", "", n) for n in _NUMBER.findall(text)}


def same_page(a: PageView, b: PageView) -> bool:
    """Same wording and same numbers: a second scan of one page. Forms of two years or two persons differ in numbers."""
    numbers_a, numbers_b = numbers_on(a), numbers_on(b)
    if min(len(numbers_a), len(numbers_b)) < 2:
        return False
    shared = len(numbers_a & numbers_b) / len(numbers_a | numbers_b)
    return shared >= 0.6 and wording(a, b) >= 0.8


def wording(a: PageView, b: PageView) -> float:
    """Share of common character pairs (0..1)."""
    pairs_a, pairs_b = _pairs(a.text), _pairs(b.text)
    total = sum((pairs_a | pairs_b).values())
    return sum((pairs_a & pairs_b).values()) / total if total else 0.0


def _pairs(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(len(text) - 1))
