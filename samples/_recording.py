"""Recorded readings of the sample cases: what the readers said about every page, without the pictures.

A recording is one gzip-compressed JSON file a case, the same bytes for the same readings. Fractions keep five decimals.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path

from schemas.core import BoundingBox, Page, Record

HOME = Path(__file__).parent / "recorded"
"""Where the recordings and the goldens lie."""

_DECIMALS = 5


class SecondReading(Record):
    """What the second reader read in a part of a page image; `image` is the image's SHA-256."""

    image: str
    box: BoundingBox
    text: str


class Recording(Record):
    """The pages of one case's files, and the second readings that were asked for."""

    pages: tuple[Page, ...]
    second: tuple[SecondReading, ...] = ()


def dump(recording: Recording) -> bytes:
    """The recording as it is stored."""
    plain = recording.model_dump_json(exclude_defaults=True)
    rounded = json.loads(plain, parse_float=lambda digits: round(float(digits), _DECIMALS))
    text = json.dumps(rounded, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return gzip.compress(text.encode(), 9, mtime=0)


def load(data: bytes) -> Recording:
    """The recording that `dump` stored."""
    return Recording.model_validate_json(gzip.decompress(data))


def path(case: str, home: Path = HOME) -> Path:
    """Where the recording of a case lies."""
    return home / f"{case}.json.gz"


def key(image: str, box: BoundingBox) -> tuple[str, tuple[float, ...]]:
    """What a second reading is found by."""
    return image, tuple(round(round(side, _DECIMALS), 4) for side in (box.x0, box.top, box.x1, box.bottom))


def in_order(pages: Iterable[Page]) -> tuple[Page, ...]:
    """The pages as they stand in a recording."""
    return tuple(sorted(pages, key=lambda page: (page.sha256, page.number)))
