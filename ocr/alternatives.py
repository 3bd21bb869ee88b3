"""What the recogniser held possible besides the text it gave: read from its probabilities frame by frame (CTC).

A frame's probabilities are over all characters and the blank. A run of frames with one best character is that character.
Within a run another character may have had some probability (a substitution), or the blank (nothing is there; or, in the
middle of a run, the character stands twice); between runs, where the blank is best, a character may have been passed over.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from schemas.core import Alternative

Frames = NDArray[np.float32]

LEAST = 0.001
"""Less probable readings are not kept."""

CERTAIN = 0.999
"""Frames whose best reading is this probable are not looked at."""

MOST = 4
"""Readings kept for one character."""

_BLANK = 0


def of(
    frames: Frames, best: NDArray[np.intp], runs: Sequence[tuple[int, int]], characters: Sequence[str]
) -> tuple[Alternative, ...]:
    """Other readings of the characters of a strip, most probable first for each.

    Args:
        frames: probabilities, one row a frame, one column a character; column 0 is the blank.
        best: the most probable column of each frame.
        runs: first and last frame of each character of the reading.
        characters: the character of each column.
    """
    doubtful = frames[np.arange(len(best)), best] < CERTAIN
    if not runs or not doubtful.any():
        return ()
    found: list[dict[str, float]] = [{} for _ in runs]
    for i, (first, last) in enumerate(runs):
        if doubtful[first : last + 1].any():
            _within(frames[first : last + 1], int(frames[first].argmax()), characters, found[i])
    _between(frames, runs, doubtful, characters, found)
    return tuple(
        (i, text, round(p, 4))
        for i, readings in enumerate(found)
        for text, p in sorted(readings.items(), key=lambda item: -item[1])[:MOST]
    )


def _within(run: Frames, own: int, characters: Sequence[str], into: dict[str, float]) -> None:
    """Readings instead of one character."""
    most = run.max(axis=0)
    for column in np.flatnonzero(most >= LEAST).tolist():
        if column not in (own, _BLANK) and not _alike(characters[column], characters[own]):
            _raise(into, characters[column], float(most[column]))
    nothing = float(run[:, _BLANK].min())
    if nothing >= LEAST:
        _raise(into, "", nothing)
    twice = float(run[1:-1, _BLANK].max()) if len(run) > 2 else 0.0
    if twice >= LEAST:
        _raise(into, characters[own] * 2, twice)


def _between(
    frames: Frames,
    runs: Sequence[tuple[int, int]],
    doubtful: NDArray[np.bool_],
    characters: Sequence[str],
    found: list[dict[str, float]],
) -> None:
    """Characters that may stand between two that were read; told with the one behind them, at the end before them."""
    taken = np.zeros(len(frames), dtype=np.bool_)
    for first, last in runs:
        taken[first : last + 1] = True
    columns = [int(frames[first].argmax()) for first, _ in runs]
    starts = np.array([first for first, _ in runs])
    for frame in np.flatnonzero(doubtful & ~taken).tolist():
        behind = int(np.searchsorted(starts, frame))
        touching = {columns[i] for i in (behind - 1, behind) if 0 <= i < len(runs) and _touch(frame, runs[i])}
        for column in np.flatnonzero(frames[frame] >= LEAST).tolist():
            if column == _BLANK or column in touching or characters[column].isspace():
                continue
            p, text = float(frames[frame, column]), characters[column]
            if behind < len(runs):
                _raise(found[behind], text + characters[columns[behind]], p)
            else:
                _raise(found[-1], characters[columns[-1]] + text, p)


def _touch(frame: int, run: tuple[int, int]) -> bool:
    return run[0] - 1 <= frame <= run[1] + 1


def _alike(one: str, other: str) -> bool:
    """Whether two signs are one after NFKC, such as a full-width digit and its plain form."""
    return unicodedata.normalize("NFKC", one) == unicodedata.normalize("NFKC", other)


def _raise(readings: dict[str, float], text: str, p: float) -> None:
    readings[text] = max(p, readings.get(text, 0.0))
