"""Two notations of one value are the same, two values are not."""

from __future__ import annotations

import pytest

from evaluation.boxes import covers, transformed
from evaluation.forms import character_error_rate, form, same


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("company_name", "样例(杭州)公司", "样例 (杭州)公司"),
        ("company_name", "样例,公司", "样例公司"),
        ("issue_date", "2012-03-01", "2012年3月1日"),
        ("valid_to", "long_term", "长期"),
        ("amount", "1234567.80", "¥1,234,567.8元"),
        ("amount", "-5.00", "(5)"),
        ("organisation_code", "12345678-X", "12345678x"),
        ("annual_inspection_years", [2011, 2010], ["2010", "2011"]),
        ("currency", "人民币", "CNY"),
        ("ethnicity", "汉", "汉族"),
        ("annual_rate", "0.06", "6"),
        ("business_scope", "销售;批发。", "销售批发"),
    ],
)
def test_notations_of_one_value(name: str, one: object, other: object) -> None:
    assert same(form(name, one), form(name, other))


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("company_name", "样例公司", "例样公司"),
        ("id_number", "330106199001010017", "330106199001010011"),
        ("issue_date", "2012-03-01", "2012-03-11"),
        ("amount", "5000000.00", "500.00"),
        ("amount", "5.00", None),
        ("valid_to", "long_term", ""),
        ("annual_inspection_years", [2010], [2010, 2011]),
    ],
)
def test_different_values(name: str, one: object, other: object) -> None:
    assert not same(form(name, one), form(name, other))


def test_null_empty_text_and_an_empty_list_are_no_value() -> None:
    assert form("amount", None) is form("address", "") is form("annual_inspection_years", []) is None


@pytest.mark.parametrize(
    ("truth", "found", "rate"), [("一二三四", "一二三", 0.25), ("一", "二三四", 1), ("一", None, 1), ("", "", 0)]
)
def test_character_error_rate(truth: str, found: str | None, rate: float) -> None:
    assert character_error_rate(truth, found) == rate


TRUE = (0.2, 0.2, 0.6, 0.24)


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (TRUE, True),
        ((0.19, 0.19, 0.61, 0.25), True),
        ((0.3, 0.2, 0.4, 0.24), True),
        ((0.61, 0.2, 0.9, 0.24), False),
        ((0.2, 0.3, 0.6, 0.34), False),
        ((0.0, 0.0, 1.0, 1.0), False),
    ],
)
def test_a_box_covers_when_it_shows_the_value_and_little_else(
    found: tuple[float, float, float, float], verdict: bool
) -> None:
    assert covers(found, TRUE) is verdict


def test_a_transform_turns_a_box_into_the_rectangle_around_it() -> None:
    quarter = [0, -1, 1, 1, 0, 0, 0, 0, 1]
    assert transformed((0.1, 0.2, 0.3, 0.4), quarter) == pytest.approx((0.6, 0.1, 0.8, 0.3))
    assert transformed((0.1, 0.2, 0.3, 0.4), None) == (0.1, 0.2, 0.3, 0.4)
