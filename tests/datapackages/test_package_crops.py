"""A crop can be cut for any box, however odd."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from datapackages.crops import pixels
from datapackages.places import crop
from schemas.core import BoundingBox

_numbers = st.floats(allow_nan=True, allow_infinity=True)
_sizes = st.integers(1, 5000)


@given(x0=_numbers, top=_numbers, x1=_numbers, bottom=_numbers, width=_sizes, height=_sizes)
def test_any_box_gives_a_rectangle_on_the_page(
    x0: float, top: float, x1: float, bottom: float, width: int, height: int
) -> None:
    box = BoundingBox(x0=x0, top=top, x1=x1, bottom=bottom)
    left, upper, right, lower = pixels(box, width, height)
    assert 0 <= left < right <= width
    assert 0 <= upper < lower <= height


def test_a_crop_holds_its_box_and_little_more() -> None:
    left, upper, right, lower = pixels(BoundingBox(x0=0.25, top=0.5, x1=0.5, bottom=0.52), 1000, 1000)
    assert left <= 250 and right >= 500 and upper <= 500 and lower >= 520
    assert right - left < 300 and lower - upper < 60


def test_names_of_crops_stay_inside_the_package_and_apart() -> None:
    odd = [crop("../../x", "a"), crop("..", "a"), crop("D1", "../b"), crop("D1", "字段"), crop("D1", "字节")]
    assert len(set(odd)) == len(odd)
    assert all(name.startswith("crops/") and ".." not in name.split("/") for name in odd)
