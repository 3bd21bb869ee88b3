"""Dates are read in every notation, and no impossible day is made up."""

from datetime import date

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standards import chinese_date

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))


@given(DAYS)
def test_arabic_notations(day: date) -> None:
    for text in (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year} 年 {day.month:02d} 月 {day.day:02d} 日",
        f"{day.year}.{day.month:02d}.{day.day:02d}",
        f"{day.year}-{day.month}-{day.day}",
        f"{day.year}/{day.month:02d}/{day.day:02d}",
        day.isoformat(),
    ):
        assert chinese_date.parse(text) == day


@given(DAYS, st.sampled_from("〇零○O"))
def test_chinese_notation(day: date, zero: str) -> None:
    year = "".join(zero if c == "0" else "一二三四五六七八九"[int(c) - 1] for c in str(day.year))
    text = f"{year}年{cn2an.an2cn(day.month).removeprefix('一') if day.month > 9 else cn2an.an2cn(day.month)}月"
    text += f"{cn2an.an2cn(day.day).removeprefix('一') if 9 < day.day < 20 else cn2an.an2cn(day.day)}日"
    assert chinese_date.parse(text) == day


@given(DAYS, DAYS)
def test_periods(start: date, end: date) -> None:
    for text in (
        f"自{start.year}年{start.month}月{start.day}日至{end.year}年{end.month}月{end.day}日",
        f"{start:%Y.%m.%d}-{end:%Y.%m.%d}",
        f"{start:%Y-%m-%d}至{end:%Y-%m-%d}",
    ):
        assert chinese_date.parse_period(text) == (start, end)
    assert chinese_date.parse_period(f"{start:%Y.%m.%d}-长期") == (start, "long_term")


@pytest.mark.parametrize("text", ["长期", "永久", "不约定期限", "长 期 有效", "至长期", "无固定期限"])
def test_open_ends(text: str) -> None:
    assert chinese_date.parse(text) == "long_term"


@pytest.mark.parametrize(
    "text", ["", "/", "年 月 日", "2012年2月30日", "2012年13月1日", "2012年3月", "12345678", "长期借款"]
)
def test_what_is_no_date(text: str) -> None:
    assert chinese_date.parse(text) is None


def test_a_single_end() -> None:
    assert chinese_date.parse_period("至2028年1月2日") == (None, date(2028, 1, 2))
    assert chinese_date.parse_period("2028年1月2日") == (date(2028, 1, 2), None)


@given(st.text())
def test_no_text_is_an_error(text: str) -> None:
    chinese_date.parse(text)
    chinese_date.parse_period(text)
