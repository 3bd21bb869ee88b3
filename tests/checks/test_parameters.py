"""Files of dated parameters: what is read, what is refused, what is tried and forgotten, what a finding shows as used."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest

from checks import _parameters
from checks._parameters import BadParameter, Table

DAYS = "{value: '%s', from: %s, article: '5', source: 试算, verified: false}"


def entry(value: str, since: str = "2000-01-01") -> str:
    return DAYS % (value, since)


def read(text: str | bytes, **others: str) -> Table:
    """The parameters of a file, or of a folder with other files beside it."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "trial.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
        (home / "notes.txt").write_text("no parameters", encoding="utf-8")
        for name, content in others.items():
            (home / f"{name}.yaml").write_text(content, encoding="utf-8")
        return _parameters.read(home if others else home / "trial.yaml")


def test_the_values_of_a_parameter_stand_in_order_of_time() -> None:
    (limit,) = read(f"limit: [{entry('20', '2020-05-01')}, {entry('30')}]").values()
    assert [(e.value, e.since) for e in limit] == [("30", date(2000, 1, 1)), ("20", date(2020, 5, 1))]
    assert (limit[0].article, limit[0].source, limit[0].verified) == ("5", "试算", False)
    held = [_parameters.holding(limit, d).value for d in (date(1999, 1, 1), date(2020, 4, 30), date(2020, 5, 1))]
    assert held == ["30", "30", "20"]


def test_a_folder_is_read_file_by_file() -> None:
    found = read(f"limit: [{entry('30')}]", other=f"floor: [{entry('2')}]\nroof: [{entry('3')}]")
    assert {name: e[0].value for name, e in found.items()} == {"limit": "30", "floor": "2", "roof": "3"}
    with pytest.raises(BadParameter, match="limit.*两个文件"):
        read(f"limit: [{entry('30')}]", other=f"limit: [{entry('30')}]")


REFUSED: dict[str | bytes, str] = {
    "a: [": r"trial\.yaml 不是有效的 YAML",
    b"\xff\xfe\xfa": r"trial\.yaml 不是有效的 YAML",
    "- 1": r"trial\.yaml 里没有参数",
    "": r"trial\.yaml 里没有参数",
    "limit: 30": "limit 应为带日期的值的列表",
    "limit: []": "limit 应为带日期的值的列表",
    f"limit: {entry('30')}": "limit 应为带日期的值的列表",
    f"limit: [{entry('30')}, 30]": "limit 应为带日期的值的列表",
    "limit: [{value: '30', from: 2000-01-01}]": "limit 的每个值都要有",
    "limit: [{value: '30', form: 2000-01-01, article: '5', source: x, verified: false}]": "limit 的每个值都要有",
    f"limit: [{entry('30')}, {entry('20')}]": "limit 有两个值从同一天起生效",
}


@pytest.mark.parametrize(("text", "says"), REFUSED.items())
def test_a_file_that_cannot_be_used_is_refused_by_name(text: str | bytes, says: str) -> None:
    with pytest.raises(BadParameter, match=says):
        read(text)


def test_what_is_tried_holds_inside_the_block_only() -> None:
    on = date(2024, 1, 1)
    with _parameters.tried(read(f"credit_report_fresh_days: [{entry('7')}]")):
        assert _parameters.days("credit_report_fresh_days", on) == 7
        assert _parameters.days("credit_report_stale_days", on) == 90
    assert _parameters.days("credit_report_fresh_days", on) == 30
    with (
        pytest.raises(RuntimeError, match="stopped"),
        _parameters.tried(read(f"publication_from: [{entry('2015-01-01')}]")),
    ):
        raise RuntimeError("stopped")
    assert _parameters.day("publication_from") == date(2014, 10, 1)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("no_such_limit", "30", "没有参数 no_such_limit"),
        ("credit_report_fresh_days", "soon", "应为数字"),
        ("credit_report_fresh_days", "2024-01-01", "应为数字"),
        ("credit_report_fresh_days", "Infinity", "应为数字"),
        ("publication_from", "30", "应为日期"),
        ("publication_from", "2014-10", "应为日期"),
        ("format_years_cas_2017", "2017", "应为文字"),
    ],
)
def test_what_no_rule_could_use_is_not_tried(name: str, value: str, says: str) -> None:
    with pytest.raises(BadParameter, match=says), _parameters.tried(read(f"{name}: [{entry(value)}]")):
        raise AssertionError(name)


def test_what_is_looked_up_is_collected_inside_the_block_only() -> None:
    on = date(2024, 1, 1)
    with _parameters.used() as outer:
        _parameters.number("coverage_pass", on)
        with _parameters.used() as inner:
            _parameters.day("publication_from")
            _parameters.days("due_window_days", on)
        _parameters.number("coverage_warn", on)
    _parameters.number("need_margin", on)
    assert inner == {"due_window_days": "30"}
    assert outer == {"coverage_pass": "1.2", "coverage_warn": "1.0"}
