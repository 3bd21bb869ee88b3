"""Lines of a statement whose labels are too blurred to be words, told by where they stand and what is left of them.

Forms print their lines in one order. Between two lines that were recognised stand those that the form has between them;
«应文税费» there is 应交税费. What is told so is a guess for a person to confirm.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from schemas import statement_lines

_ALIKE = 0.34
"""Share of characters in common, in order, below which a label is not taken for another."""

_ROOM = 12
"""A gap with more rows than this has lost its way."""


def told_by_order(
    labels: Sequence[str], keys: Sequence[str | None], statement: str, standard: str | None
) -> dict[int, str]:
    """Positions of labels without a key, and the keys that their neighbours leave for them."""
    order = [line for line in statement_lines.lines(statement) if standard is None or standard in line.standards]
    places = {line.key: i for i, line in enumerate(order)}
    wordings = [tuple(statement_lines.normalise(t) for t in (line.label, *line.synonyms)) for line in order]
    taken = {k for k in keys if k is not None}
    told: dict[int, str] = {}
    for start, end in _gaps(keys):
        first = places.get(keys[start - 1] or "", -1) if start else -1
        last = places.get(keys[end] or "", -1) if end < len(keys) else len(order)
        free = [j for j in range(first + 1, last) if order[j].key not in taken]
        if end - start > _ROOM or not free:
            continue
        for i, j in _aligned([statement_lines.normalise(labels[i]) for i in range(start, end)], free, wordings):
            told[start + i] = order[j].key
    return told


def _gaps(keys: Sequence[str | None]) -> list[tuple[int, int]]:
    """Runs of labels without a key: first and end."""
    gaps: list[tuple[int, int]] = []
    for i, key in enumerate(keys):
        if key is not None:
            continue
        if gaps and gaps[-1][1] == i:
            gaps[-1] = (gaps[-1][0], i + 1)
        else:
            gaps.append((i, i + 1))
    return gaps


def _aligned(labels: Sequence[str], free: Sequence[int], wordings: Sequence[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Pairs of a label and a line, both in order, that have most in common."""
    rows, columns = len(labels), len(free)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            gain = _likeness(labels[i], wordings[free[j]])
            paired = gain + best[i + 1][j + 1] if gain else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs, i, j = [], 0, 0
    while i < rows and j < columns:
        gain = _likeness(labels[i], wordings[free[j]])
        if gain and best[i][j] == gain + best[i + 1][j + 1]:
            pairs.append((i, free[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


@lru_cache(maxsize=8192)
def _likeness(text: str, wordings: tuple[str, ...]) -> float:
    """The share of characters in common, in order, with the nearest wording; 0 when too few are."""
    most = max((2 * _common(text, w) / (len(text) + len(w)) for w in wordings if w and text), default=0.0)
    return most if most >= _ALIKE else 0.0


def _common(a: str, b: str) -> int:
    row = [0] * (len(b) + 1)
    for x in a:
        corner = 0
        for j, y in enumerate(b, 1):
            corner, row[j] = row[j], corner + 1 if x == y else max(row[j], row[j - 1])
    return row[-1]
