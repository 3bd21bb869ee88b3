"""The one coordinate system of heyan: fractions of the upright page, origin top left."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.core._base import Record


class BoundingBox(Record):
    """A rectangle on an upright page.

    All four numbers are fractions of the page's width (`x0`, `x1`) or height (`top`, `bottom`), 0..1, measured from the
    page's top left corner.
    """

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Width as a fraction of the page's width."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height as a fraction of the page's height."""
        return self.bottom - self.top

    @property
    def middle_x(self) -> float:
        """Horizontal centre."""
        return (self.x0 + self.x1) / 2

    @property
    def middle_y(self) -> float:
        """Vertical centre."""
        return (self.top + self.bottom) / 2

    def contains_point(self, x: float, y: float) -> bool:
        """Whether the point lies inside or on the border."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def vertical_overlap(self, other: BoundingBox) -> float:
        """Height that both share, as a share of the lower of the two heights (0..1)."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, shared) / max(min(self.height, other.height), 1e-9)

    def horizontal_overlap(self, other: BoundingBox) -> float:
        """Width that both share, as a share of the narrower of the two widths (0..1)."""
        shared = min(self.x1, other.x1) - max(self.x0, other.x0)
        return max(0.0, shared) / max(min(self.width, other.width), 1e-9)

    def intersection_over_union(self, other: BoundingBox) -> float:
        """Shared area divided by joint area (0..1)."""
        w = min(self.x1, other.x1) - max(self.x0, other.x0)
        h = min(self.bottom, other.bottom) - max(self.top, other.top)
        if w <= 0 or h <= 0:
            return 0.0
        shared = w * h
        return shared / (self.width * self.height + other.width * other.height - shared)

    def expanded(self, dx: float, dy: float) -> BoundingBox:
        """The box grown by `dx` on the left and right and `dy` at top and bottom, clipped to the page."""
        return BoundingBox(
            x0=max(0.0, self.x0 - dx),
            top=max(0.0, self.top - dy),
            x1=min(1.0, self.x1 + dx),
            bottom=min(1.0, self.bottom + dy),
        )

    @staticmethod
    def around(boxes: Iterable[BoundingBox]) -> BoundingBox:
        """The smallest box that holds all of `boxes`.

        Raises:
            ValueError: there are no boxes.
        """
        items = list(boxes)
        return BoundingBox(
            x0=min(b.x0 for b in items),
            top=min(b.top for b in items),
            x1=max(b.x1 for b in items),
            bottom=max(b.bottom for b in items),
        )
