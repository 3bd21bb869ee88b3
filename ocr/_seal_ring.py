"""The ring of a round stamp: where its text stands, unrolled strips of it, and what several readings of them agree on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr._seal_ink import Disc, Image
from ocr.engine import LINE_HEIGHT, Engine, Reading

CHINESE = re.compile(r"[\u4e00-\u9fff]")

_TURN = 2 * np.pi
_BELOW = np.pi / 2
_FOOT_GAP = 0.07
"""Share of the turn that must be empty for a name's beginning to be known by it."""

_OVERLAP = 0.07
"""Share of the turn that is read twice where the beginning is not known."""

_MARGIN = 14
"""White columns on both sides of a strip; a reader loses characters that begin at the very edge."""

_LAST = "局行司处部所会社院章室心队"
"""Characters that names on seals end with."""


@dataclass(frozen=True)
class Layout:
    """Where the ring's text stands: radii (shares of the rim's), first angle and width (radians, clockwise)."""

    inner: float
    outer: float
    start: float
    width: float
    closed: bool
    """No gap was found: the whole turn is text, beginning anywhere."""

    @property
    def first(self) -> float:
        """The angle at which strips begin."""
        return self.start - _OVERLAP * _TURN if self.closed else self.start


@dataclass(frozen=True)
class Letter:
    """One character of a ring: its share of agreement and probability, its angle from the start, and rivals."""

    text: str
    sureness: float
    angle: float
    rivals: tuple[tuple[str, float], ...] = ()


def layout(disc: Disc) -> Layout:
    """Radii and angles of the ring's text, told from where ink is."""
    angles = np.linspace(0, _TURN, 480, endpoint=False)
    reach = np.linspace(0.3, 1.06, 77)
    ink = 255.0 - _sampled(disc, angles[None, :], reach[:, None], cv2.INTER_LINEAR)
    profile = ink.mean(axis=1)
    inner, outer = _band(profile, reach)
    part = ink[(reach > inner) & (reach < inner + 0.6 * (outer - inner))].mean(axis=0)
    begin, gap = _gap(part)
    if gap < _FOOT_GAP:
        return Layout(inner, outer, float(begin), _TURN, closed=True)
    edge = 0.012 * _TURN
    return Layout(inner, outer, float(begin) - edge, (1 - gap) * _TURN + 2 * edge, closed=False)


def _band(profile: NDArray[np.float64], reach: NDArray[np.float64]) -> tuple[float, float]:
    """The radii between which the ring's characters stand: from the white inside the rim to the white outside the star."""
    near = (reach > 0.8) & (reach < 0.985)
    rim_at = int(np.argmax(np.where(reach > 0.93, profile, -1)))
    valley = _lowest(profile, near & (np.arange(len(reach)) < rim_at))
    outer = float(reach[valley]) if valley is not None else 0.95
    text = profile[(reach > outer - 0.2) & (reach < outer - 0.05)]
    level = float(np.median(text)) if len(text) else 0.0
    inside = [i for i in range(len(reach)) if 0.5 < reach[i] < outer - 0.15 and profile[i] < 0.4 * level]
    inner = float(reach[max(inside)]) if inside else outer - 0.31
    if not 0.14 < outer - inner < 0.45:
        inner = outer - 0.31
    return max(inner - 0.02, 0.35), min(outer + 0.015, 1.0)


def _lowest(profile: NDArray[np.float64], where: NDArray[np.bool_]) -> int | None:
    """The innermost of the lowest places."""
    if not where.any():
        return None
    least = profile[where].min()
    places = np.flatnonzero(where & (profile <= least * 1.1 + 1.0))
    return int(places[-1])


def _gap(ink: NDArray[np.float64]) -> tuple[float, float]:
    """The angle at which the text begins after the widest gap, and the gap's share of the turn."""
    count = len(ink)
    soft = np.convolve(np.tile(ink, 3), np.ones(9) / 9, mode="same")[count : 2 * count]
    high = float(np.percentile(soft, 80))
    low = float(np.percentile(soft, 8))
    empty = soft < low + 0.17 * (high - low) + 2
    runs = _runs(empty)
    if not runs:
        wide = np.convolve(np.tile(ink, 3), np.ones(count // 9) / (count // 9), mode="same")[count : 2 * count]
        return float(wide.argmin()) / count * _TURN, 0.0
    start, length = max(runs, key=lambda r: r[1] * (1 + 0.25 * np.cos((r[0] + r[1] / 2) / count * _TURN - _BELOW)))
    second = sorted(r[1] for r in runs)[-2] if len(runs) > 1 else 0
    share = length / count if length > 1.25 * second else 0.0
    middle = start + length / 2 if share == 0.0 else start + length
    return float(middle % count) / count * _TURN, share


def _runs(empty: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Runs of true around a circle: start and length."""
    if empty.all() or not empty.any():
        return []
    first = int(np.flatnonzero(~empty)[0])
    turned = np.roll(empty, -first)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], turned.astype(np.int8), [0]])))
    return [(int(a + first) % len(empty), int(b - a)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _sampled(
    disc: Disc, angles: NDArray[np.float64], reach: NDArray[np.float64], how: int = cv2.INTER_CUBIC
) -> NDArray[np.uint8]:
    x, y = disc.rim.points(angles, reach)
    shape = np.broadcast_shapes(x.shape, y.shape)
    x, y = np.broadcast_to(x, shape).astype(np.float32), np.broadcast_to(y, shape).astype(np.float32)
    return np.asarray(cv2.remap(disc.ink, x, y, how, borderMode=cv2.BORDER_REPLICATE), dtype=np.uint8)


def strip(disc: Disc, place: Layout, wide: float = 1.0) -> Image:
    """The ring's text as one level line of the recogniser's height."""
    turn = place.width if not place.closed else (1 + 2 * _OVERLAP) * _TURN
    start = place.first
    high = place.outer - place.inner
    columns = max(48, round(wide * turn * (place.inner + place.outer) / 2 / high * LINE_HEIGHT))
    angles = start + turn * (np.arange(columns) + 0.5) / columns
    reach = place.outer - high * (np.arange(LINE_HEIGHT) + 0.5) / LINE_HEIGHT
    text = _sampled(disc, angles[None, :], reach[:, None])
    return np.asarray(cv2.copyMakeBorder(text, 0, 0, _MARGIN, _MARGIN, cv2.BORDER_CONSTANT, value=255), np.uint8)


def foot(disc: Disc, middle: float, inner: float, outer: float, half: float) -> Image:
    """What stands along the foot, its upper edge towards the middle: a number."""
    high = outer - inner
    columns = round(2 * half * (inner + outer) / 2 / high * LINE_HEIGHT)
    angles = middle + half - 2 * half * (np.arange(columns) + 0.5) / columns
    reach = inner + high * (np.arange(LINE_HEIGHT) + 0.5) / LINE_HEIGHT
    return np.ascontiguousarray(_sampled(disc, angles[None, :], reach[:, None]))


def letters(reading: Reading, place: Layout, columns: int) -> list[Letter]:
    """A strip's characters with their angles; of what was read twice at the ends one stays."""
    turn = place.width if not place.closed else (1 + 2 * _OVERLAP) * _TURN
    step = turn / (columns - 2 * _MARGIN)
    found = [
        Letter(c, s, (at * columns - _MARGIN) * step)
        for c, s, at in zip(reading.text, reading.sureness, reading.centres, strict=True)
        if not c.isspace()
    ]
    return found if not place.closed else _once(found, turn)


def _once(found: Sequence[Letter], turn: float) -> list[Letter]:
    """A ring that was read a little more than once around, without what stands at both ends."""
    keep = set(range(len(found)))
    for i, first in enumerate(found):
        for j in range(len(found) - 1, i, -1):
            if abs(found[j].angle - _TURN - first.angle) < 0.2 and {i, j} <= keep:
                keep.discard(i if found[j].text in _LAST else j)
    edge = 0.25 * _OVERLAP * _TURN
    return [found[i] for i in sorted(keep) if edge <= found[i].angle <= turn - edge]


def agreed(attempts: Sequence[Sequence[Letter]]) -> list[Letter]:
    """What several readings of the same ring say together: characters at one angle are one, the likeliest stays.

    A character's sureness is the mean over all attempts of the probability that they give it.
    """
    if len(attempts) == 1:
        return list(attempts[0])
    every = sorted((letter for attempt in attempts for letter in attempt), key=lambda one: one.angle)
    pitch = min((_pitch(a) for a in attempts if len(a) > 2), default=0.3)
    groups: list[list[Letter]] = []
    for letter in every:
        if groups and letter.angle - np.mean([g.angle for g in groups[-1]]) < 0.5 * pitch:
            groups[-1].append(letter)
        else:
            groups.append([letter])
    result = []
    for group in groups:
        totals: dict[str, float] = {}
        for one in group:
            totals[one.text] = totals.get(one.text, 0.0) + one.sureness / len(attempts)
        if sum(totals.values()) < 0.45:
            continue
        ranked = sorted(totals.items(), key=lambda item: -item[1])
        angle = float(np.mean([one.angle for one in group]))
        result.append(Letter(ranked[0][0], min(1.0, ranked[0][1]), angle, tuple(ranked[1:4])))
    return result


def _pitch(found: Sequence[Letter]) -> float:
    """The usual angle from one character to the next."""
    return float(np.median(np.diff([one.angle for one in found])))


def quality(found: Sequence[Letter]) -> float:
    """How good a reading is: mean probability, less for few Chinese characters."""
    if not found:
        return 0.0
    chinese = sum(bool(CHINESE.match(one.text)) for one in found)
    return float(np.mean([one.sureness for one in found])) * min(1.0, chinese / 7)


def read(disc: Disc, engine: Engine, sure: bool) -> tuple[list[Letter], Layout]:
    """The ring's characters and where they stand. Doubtful rings are read again in other strips and put to the vote.

    A third reading is asked for only where the first two differ.
    """
    place = layout(disc)
    attempts = [_attempt(disc, place, engine)]
    if _clear(attempts[0]) or (not sure and quality(attempts[0]) < 0.3):
        return _begun(attempts[0], place), place
    thick = place.outer - place.inner
    for other_disc, inward, outward, wide in ((disc.by_hue(), -0.04, 0.05, 1.0), (disc, 0.05, -0.04, 1.25)):
        other = replace(place, inner=place.inner + inward * thick, outer=place.outer + outward * thick)
        attempts.append(_attempt(other_disc, other, engine, wide))
        if _alike(attempts):
            break
    return _begun(agreed(attempts), place), place


def _attempt(disc: Disc, place: Layout, engine: Engine, wide: float = 1.0) -> list[Letter]:
    picture = strip(disc, place, wide)
    return letters(engine.recognise([picture])[0], place, picture.shape[1])


def _begun(found: list[Letter], place: Layout) -> list[Letter]:
    """A ring without a known beginning, begun after its widest gap; digits of a number at the foot are left out."""
    if not place.closed:
        return found
    chinese = [one for one in found if CHINESE.match(one.text) or one.text in "()（）"]
    if len(chinese) < 4:
        return found
    angles = [one.angle for one in chinese]
    gaps = [b - a for a, b in zip(angles, [*angles[1:], angles[0] + _TURN], strict=True)]
    widest = int(np.argmax(gaps))
    if gaps[widest] < 1.7 * float(np.median(gaps)):
        return found
    tail = [replace(one, angle=one.angle + _TURN) for one in chinese[: widest + 1]]
    return [*chinese[widest + 1 :], *tail]


def whole(found: Sequence[Letter]) -> bool:
    """Whether the characters stand at even distances, as they are cut: a hole is a character that was not read."""
    if len(found) < 4:
        return False
    steps = np.diff([one.angle for one in found])
    return bool(steps.max() < 1.55 * float(np.median(steps)))


def _alike(attempts: Sequence[Sequence[Letter]]) -> bool:
    """Whether all readings so far give one text without a hole, so that a further one would be outvoted."""
    texts = {"".join(one.text for one in attempt) for attempt in attempts}
    return len(texts) == 1 and len(attempts[0]) >= 6 and all(whole(attempt) for attempt in attempts)


def _clear(found: Sequence[Letter]) -> bool:
    return len(found) >= 6 and min(one.sureness for one in found) > 0.9 and whole(found)
