"""Values are the same after they were stored and loaded."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from schemas.core import BoundingBox, Evidence, FieldValue, Plain, Status

PLACE = Evidence(page=1, box=BoundingBox(x0=0, top=0, x1=1, bottom=1), raw="x", method="label", extractor="x/1")


@pytest.mark.parametrize(
    "value",
    [
        date(2016, 2, 14),
        Decimal("1600000.00"),
        Decimal("1E+6"),
        True,
        12,
        (2008, 2009),
        (),
        "2016-02-14",
        "12.50",
        "long_term",
    ],
)
def test_a_value_keeps_its_type_through_json(value: Plain) -> None:
    stored = FieldValue(value=value, status=Status.ACCEPTED, confidence=1.0, evidence=PLACE).model_dump_json()
    loaded = FieldValue.model_validate_json(stored).value
    assert loaded == value
    assert type(loaded) is type(value)
