"""Whether a package's box shows the value: it is compared with the true box of a drawn sample.

A true box is given on the upright page as it was filed. The package's page may have been straightened; its `transform`
takes the true box there.
"""

from __future__ import annotations

from collections.abc import Sequence

Box = tuple[float, float, float, float]

COVERED_SHARE = 0.7
"""Share of the true box that the package's box must hold."""
LARGEST = 12.0
"""A box more than so many times the true one's area points at nothing in particular."""


def transformed(box: Sequence[float], transform: Sequence[float] | None) -> Box:
    """The upright rectangle around the box's four corners after the row-major 3x3 homography."""
    x0, y0, x1, y1 = box
    if not transform:
        return x0, y0, x1, y1
    corners = [_map(x, y, transform) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def covers(found: Sequence[float], true: Sequence[float]) -> bool:
    """Whether `found` shows the value that `true` encloses.

    Either it holds at least COVERED_SHARE of the true box, or its centre lies in the true box (a tighter box: the digits
    without their unit). A box of more than LARGEST times the true area never counts.
    """
    area = _area(true)
    if area <= 0 or _area(found) > LARGEST * area:
        return False
    width = min(found[2], true[2]) - max(found[0], true[0])
    height = min(found[3], true[3]) - max(found[1], true[1])
    if max(0.0, width) * max(0.0, height) >= COVERED_SHARE * area:
        return True
    x, y = (found[0] + found[2]) / 2, (found[1] + found[3]) / 2
    return true[0] <= x <= true[2] and true[1] <= y <= true[3]


def _map(x: float, y: float, h: Sequence[float]) -> tuple[float, float]:
    scale = h[6] * x + h[7] * y + h[8] or 1e-12
    return (h[0] * x + h[1] * y + h[2]) / scale, (h[3] * x + h[4] * y + h[5]) / scale


def _area(box: Sequence[float]) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])
