"""What the service knows of its work at one moment: for the status page and `heyan status`. Times are UTC."""

from __future__ import annotations

from datetime import datetime

from schemas.core._base import Record


class CaseStanding(Record):
    """One case of the ledger. `name` is the folder's name: for people in the back office, never for a log."""

    case_id: str
    name: str
    state: str
    kind: str | None
    revision: int
    package: str | None
    """The newest package's folder."""
    files: dict[str, int]
    """How many files are in which state."""
    last_arrival: datetime | None
    due_at: datetime | None
    overdue: bool
    attempts: int
    reason: str | None


class FileStanding(Record):
    """One file of a case."""

    path: str
    state: str
    reason: str | None
    note: str | None
    """A sentence for the back office."""
    duplicate_of: str | None
    """The path of the file that is the same."""
    superseded: bool
    """History: other content took its place."""
    size: int
    seen_at: datetime
    changed_at: datetime
    """Of the state."""


class MadeRevision(Record):
    """One package that was made."""

    case_id: str
    name: str
    revision: int
    package: str
    made_at: datetime


class Standing(Record):
    """The whole ledger in figures, and the cases that matter most first."""

    at: datetime
    case_states: dict[str, int]
    file_states: dict[str, int]
    queue: int
    """Cases that wait for a worker or are with one."""
    overdue: int
    needs_attention: int
    """Cases and single files that wait for a person."""
    cases: tuple[CaseStanding, ...]
    """At most as many as were asked for."""
    last_runs: tuple[MadeRevision, ...]
