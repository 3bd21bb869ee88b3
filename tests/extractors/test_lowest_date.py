"""A date without a label of its own: what is another matter's date is passed over."""

from __future__ import annotations

from datetime import date

import pytest

from extractors import _dates
from extractors._view import PageView
from tests.extractors.paper import Paper


def _lowest(*lines: tuple[float, str]) -> object:
    paper = Paper()
    paper.line((40, "中华人民共和国"))
    for x, text in lines:
        paper.line((x, text))
    return _dates.lowest([PageView(paper.page(), 1)], "test/1").value


def test_the_date_of_issue_is_the_lowest_of_its_own() -> None:
    assert _lowest((600, "2006年4月2日"), (600, "2007年5月3日")) == date(2007, 5, 3)


@pytest.mark.parametrize(
    "line",
    [
        "一九九九年六月五日至二〇四九年六月四日",
        "使用期限自1999年6月5日至2049年6月4日",
        "我们审验,截至2007年8月11日止,贵公司",
        "请于2026年6月30日前报送",
        "由全体股东于2007年8月11日之前一次缴足",
    ],
)
def test_the_ends_of_a_period_are_passed_over(line: str) -> None:
    assert _lowest((600, "2006年4月2日"), (40, line)) == date(2006, 4, 2)


def test_the_date_in_an_inspections_stamp_is_passed_over() -> None:
    stamped = ((400, "2009年度"), (400, "通过年检"), (400, "2010.05.21"))
    assert _lowest((600, "2006年4月2日"), *stamped) == date(2006, 4, 2)
    assert _lowest((600, "通过年检"), (40, "2010.05.21")) == date(2010, 5, 21), "another column's words say nothing"
