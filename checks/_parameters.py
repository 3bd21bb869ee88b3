"""Dated parameters: thresholds and dates of rules, each with the day it holds from, its article and its source.

They stand in `parameters/*.yaml`. A case is judged by the values of its own time. For a trial, `tried` lays other values over
them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

import yaml
from pydantic import ValidationError

from schemas.core import Record

FOLDER = Path(__file__).parent / "parameters"


class Entry(Record):
    """One value of a parameter. `verified` tells whether the source was confirmed; otherwise it is a default."""

    value: str
    since: date
    article: str
    source: str
    verified: bool


Table = Mapping[str, tuple[Entry, ...]]
"""Parameters by name, the values of each in order of time."""


class BadParameter(ValueError):
    """A file of parameters that cannot be used; the message is Chinese and names the parameter."""


def table() -> Table:
    """All parameters in force: those of the files, with what is being tried over them."""
    return _TRIED.get() or _files()


@cache
def _files() -> Table:
    return read(FOLDER)


def read(path: Path) -> Table:
    """The parameters of a file, or of all files of a folder.

    Raises:
        BadParameter: a file is not of the form of `parameters/*.yaml`, or a name stands in two files.
        OSError: nothing can be read there.
    """
    found: dict[str, tuple[Entry, ...]] = {}
    for file in sorted(path.glob("*.yaml")) if path.is_dir() else [path]:
        for name, entries in _of_file(file).items():
            if name in found:
                raise BadParameter(f"参数 {name} 在两个文件里重复出现")
            found[name] = entries
    return found


def _of_file(file: Path) -> Table:
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError):
        raise BadParameter(f"{file.name} 不是有效的 YAML 文件") from None
    if not isinstance(content, dict):
        raise BadParameter(f"{file.name} 里没有参数")
    return {str(name): _entries(str(name), entries) for name, entries in content.items()}


def _entries(name: str, entries: object) -> tuple[Entry, ...]:
    if not isinstance(entries, list) or not entries or not all(isinstance(e, dict) for e in entries):
        raise BadParameter(f"参数 {name} 应为带日期的值的列表")
    try:
        read_ = [Entry.model_validate({("since" if k == "from" else k): v for k, v in e.items()}) for e in entries]
    except ValidationError:
        raise BadParameter(f"参数 {name} 的每个值都要有 value（文字）、from、article、source、verified") from None
    if len({e.since for e in read_}) < len(read_):
        raise BadParameter(f"参数 {name} 有两个值从同一天起生效")
    return tuple(sorted(read_, key=lambda e: e.since))


_TRIED: ContextVar[Table | None] = ContextVar("tried", default=None)


@contextmanager
def tried(other: Table) -> Iterator[None]:
    """Inside the block, cases are judged by these values where they differ; the files stay as they are.

    Raises:
        BadParameter: a name that no rule uses, or a value that is no number or date where the present one is.
    """
    present = _files()
    for name, entries in other.items():
        if name not in present:
            raise BadParameter(f"没有参数 {name}；现有参数见 heyan rules list")
        kinds = {_kind(e.value) for e in present[name]}
        if not {_kind(e.value) for e in entries} <= kinds:
            raise BadParameter(f"参数 {name} 的值应为{'、'.join(sorted(kinds))}")
    token = _TRIED.set({**present, **other})
    try:
        yield
    finally:
        _TRIED.reset(token)


def _kind(value: str) -> str:
    try:
        return "数字" if Decimal(value).is_finite() else "文字"
    except InvalidOperation:
        pass
    try:
        return "日期" if date.fromisoformat(value) else "文字"
    except ValueError:
        return "文字"


_USED: ContextVar[dict[str, str] | None] = ContextVar("used", default=None)


@contextmanager
def used() -> Iterator[dict[str, str]]:
    """Collects the names and values of the thresholds that are looked up inside the block."""
    seen: dict[str, str] = {}
    token = _USED.set(seen)
    try:
        yield seen
    finally:
        _USED.reset(token)


def text(name: str, as_of: date) -> str:
    """The value that holds on `as_of`, else the earliest one.

    Raises:
        KeyError: no such parameter.
    """
    value = holding(table()[name], as_of).value
    seen = _USED.get()
    if seen is not None:
        seen[name] = value
    return value


def holding(entries: tuple[Entry, ...], on: date) -> Entry:
    """The value that holds on a day, else the earliest one."""
    return next((e for e in reversed(entries) if e.since <= on), entries[0])


def number(name: str, as_of: date) -> Decimal:
    """The value as a number."""
    return Decimal(text(name, as_of))


def days(name: str, as_of: date) -> int:
    """The value as a whole number of days."""
    return int(text(name, as_of))


def day(name: str) -> date:
    """A date that the law fixes once; not a threshold, so it is not recorded with findings."""
    return date.fromisoformat(table()[name][0].value)
