"""Draws applicants' piles of papers: invented people and companies, realistic scans, true values and their true boxes."""

from __future__ import annotations

from pathlib import Path


def random_cases(seed: int, count: int, out: Path, seldom: bool = False) -> list[Path]:
    """Draw `count` random applicants under `out`; see `samples._random.draw`."""
    from samples import _seals
    from samples._random import draw

    with _seals.any_cut():
        return draw(seed, count, out, seldom)
