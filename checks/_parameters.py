"""Dated parameters: thresholds and dates of rules, each with the day it holds from, its article and its source.

They stand in `parameters/*.yaml`. A case is judged by the values of its own time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from schemas.core import Record

FOLDER = Path(__file__).parent / "parameters"


class Entry(Record):
    """One value of a parameter. `verified` tells whether the source was confirmed; otherwise it is a default."""

    value: str
    since: date
    article: str
    source: str
    verified: bool


@cache
def table() -> dict[str, tuple[Entry, ...]]:
    """All parameters by name, the values of each in order of time.

    Raises:
        ValueError: a name stands in two files.
    """
    found: dict[str, tuple[Entry, ...]] = {}
    for file in sorted(FOLDER.glob("*.yaml")):
        for name, entries in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            if name in found:
                raise ValueError(f"parameter {name} is defined twice")
            read = [Entry(since=e["from"], **{k: v for k, v in e.items() if k != "from"}) for e in entries]
            found[name] = tuple(sorted(read, key=lambda e: e.since))
    return found


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
    entries = table()[name]
    value = next((e.value for e in reversed(entries) if e.since <= as_of), entries[0].value)
    seen = _USED.get()
    if seen is not None:
        seen[name] = value
    return value


def number(name: str, as_of: date) -> Decimal:
    """The value as a number."""
    return Decimal(text(name, as_of))


def days(name: str, as_of: date) -> int:
    """The value as a whole number of days."""
    return int(text(name, as_of))


@cache
def day(name: str) -> date:
    """A date that the law fixes once; not a threshold, so it is not recorded with findings."""
    return date.fromisoformat(table()[name][0].value)
