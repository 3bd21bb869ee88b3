"""Amounts come out of print as they went in, whatever the notation."""

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standards import capital_amount, money

CENTS = st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False, allow_infinity=False)


@given(CENTS)
def test_separators_and_brackets(amount: Decimal) -> None:
    printed = f"{abs(amount):,.2f}"
    printed = f"({printed})" if amount < 0 else printed
    assert money.parse(printed) == amount
    assert money.parse(printed, unit="万元") == amount * 10_000
    assert money.is_amount(printed)


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("１，２３４．５０", "元", "1234.50"),
        ("¥ 1 234.50", "元", "1234.50"),
        ("－1,234.50", "元", "-1234.50"),
        ("—1,234.50", "元", "-1234.50"),
        ("RMB 5,000.00", "元", "5000.00"),
        ("-¥3.00", "元", "-3.00"),
        ("2.5亿", "元", "250000000.0"),
        ("12.30", "ten_thousand_yuan", "123000.00"),
        ("7", "百万元", "7000000"),
        ("0.00", "元", "0.00"),
    ],
)
def test_printed_forms(text: str, unit: str, expected: str) -> None:
    assert money.parse(text, unit=unit) == Decimal(expected)


@pytest.mark.parametrize("text", ["", "-", "——", "/", "12,34.5", "1.234.567", "12x", "1,234,56", "(12", "O.5"])
def test_what_is_no_amount(text: str) -> None:
    assert money.parse(text) is None
    assert not money.is_amount(text)


def test_an_unknown_unit_is_an_error() -> None:
    with pytest.raises(KeyError):
        money.parse("1", unit="斤")


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("人民币伍佰万元整", "5000000", "CNY"),
        ("贰仟万圆整", "20000000", "CNY"),
        ("壹仟零伍拾万元", "10500000", "CNY"),
        ("1000万元整", "10000000", "CNY"),
        ("人民币100.0000万元整", "1000000", "CNY"),
        ("伍仟捌佰陆拾柒万叁仟元人民币", "58673000", "CNY"),
        ("500 万 元 人民币", "5000000", "CNY"),
        ("壹亿贰仟万元整", "120000000", "CNY"),
        ("叁拾万美元", "300000", "USD"),
        ("美元伍拾万元", "500000", "USD"),
        ("HKD1,000,000.00", "1000000", "HKD"),
        ("5,000,000.00元", "5000000", "CNY"),
        ("五百万元", "5000000", "CNY"),
        ("壹佰元伍角叁分", "100.53", "CNY"),
        ("人民币(大写)捌佰万元正", "8000000", "CNY"),
    ],
)
def test_capital_forms(text: str, amount: str, currency: str) -> None:
    assert capital_amount.parse_with_currency(text) == (Decimal(amount), currency)


@pytest.mark.parametrize("text", ["", "元", "万元", "有限公司", "伍佰", "一", "一二三", "万佰元", "伍佰万元(实收"])
def test_what_is_no_capital(text: str) -> None:
    expected = Decimal(500) if text == "伍佰" else None
    if text == "伍佰万元(实收":
        expected = None
    assert capital_amount.parse(text) == expected


@given(st.integers(1, 10**11))
def test_an_independent_writer_of_capitals(amount: int) -> None:
    assert capital_amount.parse(cn2an.an2cn(amount, "up") + "元整") == amount


@given(st.text())
def test_no_text_is_an_error(text: str) -> None:
    money.parse(text)
    capital_amount.parse(text)
