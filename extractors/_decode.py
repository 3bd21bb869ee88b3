"""Codes under their check digits: of all strings that the recogniser held possible, the most probable that satisfies the check.

The recogniser gives every character a probability, and for doubtful ones the other characters it saw there. A code's check
digits, alphabet and structure rule out nearly all of the strings that these make. What remains is compared by
probability: with what was read, and with each other. No character is tried that the recogniser did not see; where what
was read is nearly certain and fails its check, it is printed wrong and stays as printed.
"""

from __future__ import annotations

import heapq
import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extractors._view import Char

_MOST_STRINGS = 4000
"""Strings that are looked at; beyond that too much is doubtful for a decision."""

_LEAST_RATIO = math.log(1e-6)
"""Strings so much less probable than the best are not looked at."""

_CODE_SIGN = re.compile(r"[^0-9A-Z*]")


@dataclass(frozen=True)
class Decoded:
    """The most probable string that satisfies the check.

    Attributes:
        text: the string.
        changed: how many of its characters are not those that were read.
        loss: how much less probable it is than what was read, as a ratio p(read) / p(text); 1 when it was read.
        margin: how much more probable it is than the next string that satisfies the check, as a ratio.
        rest: least probability among the characters that it keeps as they were read.
    """

    text: str
    changed: int
    loss: float
    margin: float
    rest: float


def plain(text: str) -> str:
    """Only the signs that codes are made of, in capitals."""
    return _CODE_SIGN.sub("", unicodedata.normalize("NFKC", text).upper())


def best(chars: Sequence[Char], satisfies: Callable[[str], bool]) -> Decoded | None:
    """The most probable string that satisfies the check, null when the recogniser saw none."""
    options = [_options(char) for char in chars]
    read = sum(o[0][1] for o in options)
    found: list[tuple[float, str, tuple[int, ...]]] = []
    seen: set[str] = set()
    for score, choice in _strings(options):
        text = "".join(o[i][0] for o, i in zip(options, choice, strict=True))
        if text in seen:
            continue
        seen.add(text)
        if satisfies(text):
            found.append((score, text, choice))
            if len(found) == 2:
                break
    if not found:
        return None
    score, text, choice = found[0]
    margin = math.exp(score - (found[1][0] if len(found) > 1 else min(score, read) + _LEAST_RATIO))
    kept = [c.sureness for c, i in zip(chars, choice, strict=True) if i == 0]
    changed = sum(i != 0 for i in choice)
    return Decoded(text, changed, math.exp(read - score), margin, min(kept, default=0.0))


def _options(char: Char) -> list[tuple[str, float]]:
    """What the character may be, with the logarithm of its probability; what was read stands first."""
    own = plain(char.text)
    odds: dict[str, float] = {own: max(char.sureness, 1e-6)}
    for text, probability in char.others:
        sign = plain(text)
        if sign != own:
            odds[sign] = max(odds.get(sign, 0.0), probability)
    return [(sign, math.log(min(max(p, 1e-6), 1.0))) for sign, p in odds.items()]


def _by_probability(options: Sequence[tuple[str, float]]) -> list[int]:
    return sorted(range(len(options)), key=lambda i: -options[i][1])


def _strings(options: Sequence[Sequence[tuple[str, float]]]) -> Iterator[tuple[float, tuple[int, ...]]]:
    """Choices of one option a place with the sum of their logarithms, best first."""
    ranked = [_by_probability(o) for o in options]
    start = (0,) * len(options)

    def score(ranks: tuple[int, ...]) -> float:
        return sum(o[r[k]][1] for o, r, k in zip(options, ranked, ranks, strict=True))

    top = score(start)
    heap = [(-top, start, 0)]
    for _ in range(_MOST_STRINGS):
        if not heap:
            return
        negative, ranks, place = heapq.heappop(heap)
        if -negative < top + _LEAST_RATIO:
            return
        yield -negative, tuple(r[k] for r, k in zip(ranked, ranks, strict=True))
        for p in range(place, len(options)):
            if ranks[p] + 1 < len(options[p]):
                following = (*ranks[:p], ranks[p] + 1, *ranks[p + 1 :])
                heapq.heappush(heap, (-score(following), following, p))
