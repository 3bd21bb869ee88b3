"""The re-check's report of a day, as one Chinese page and as JSON. It names cases by id; who they are, the ledger knows."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from schemas.core import Record

ROWS = 2000
"""Rows that the page shows of each list; the JSON has them all."""


class Entry(Record):
    """A date in the report. `rung` is the rung that fired, in days from the date; null where none fired today."""

    id: int
    case_id: str
    manager: str | None
    what: str
    kind: str
    document_type: str
    document_id: str | None
    field: str
    role: str
    day: date | None
    rung: int | None
    missed_rungs: tuple[int, ...] = ()
    confirmed: bool
    distance: str


class Changed(Record):
    """Another verdict of a check on an open case's newest package, or another missing paper."""

    case_id: str
    manager: str | None
    check: str
    title: str
    before: str | None
    after: str | None
    told: str


class Late(Record):
    """A case whose papers were not answered in time."""

    case_id: str
    due_at: datetime
    state: str


class Report(Record):
    """What the re-check of a day found."""

    schema_: str = "heyan/recheck/1"
    day: date
    made_at: datetime
    due: tuple[Entry, ...]
    flips: tuple[Changed, ...]
    overdue: tuple[Late, ...]
    coming: tuple[Entry, ...]
    unconfirmed: tuple[Entry, ...]
    counts: dict[str, int]
    remarks: tuple[str, ...]


def page(report: Report) -> bytes:
    """The report as one self-contained page."""
    return _template().render(report=report, rows=ROWS).encode("utf-8", "replace")


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("register"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("recheck.html.j2")
