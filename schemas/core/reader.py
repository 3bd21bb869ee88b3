"""What a second reader offers to those who compare readings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from schemas.core._base import Record
from schemas.core.geometry import BoundingBox


class Crop(Record):
    """A part of a stored page image; `image` is the image's SHA-256."""

    image: str
    box: BoundingBox


class SecondReader(Protocol):
    """Reads crops anew, independently of the first reader."""

    name: str

    def read(self, crops: Sequence[Crop]) -> list[str]:
        """The text of each crop, empty where nothing could be read."""
        ...
