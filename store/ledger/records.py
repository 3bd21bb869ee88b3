"""What the ledger hands out: states, rows as frozen records, and the claim of a worker."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from schemas.core import Record


class CaseState(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    READY = "ready"
    WORKING = "working"
    PACKAGED = "packaged"
    NEEDS_ATTENTION = "needs_attention"
    CLOSED = "closed"


class FileState(StrEnum):
    """Where a file stands; every file is in exactly one."""

    SEEN = "seen"
    STABLE = "stable"
    CLAIMED = "claimed"
    READ = "read"
    PACKAGED = "packaged"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"
    NEEDS_ATTENTION = "needs_attention"


class Place(StrEnum):
    """Where a file's original lies besides the content-addressed store."""

    INBOX = "inbox"
    GONE = "gone"
    """Left the inbox without us."""
    REPLACED = "replaced"
    """Other content lies at its path."""
    ARCHIVE = "archive"
    QUARANTINE = "quarantine"


class CaseRow(Record):
    """A case as the ledger knows it."""

    case_id: str
    folder: str
    loose: bool
    state: CaseState
    kind: str | None
    revision: int
    as_of: date | None
    due_at: datetime | None
    last_arrival: datetime
    ready_at: datetime | None
    ready_mark: int
    changed: bool
    attempts: int
    lease_owner: str | None
    lease_token: int
    lease_until: datetime | None
    package: str | None
    reason: str | None
    created_at: datetime
    closed_at: datetime | None
    hold: bool
    touched: int
    told: int


class FileRow(Record):
    """A file as the ledger knows it."""

    id: int
    case_id: str
    path: str
    disk: str
    disk_key: str
    place: Place
    sha256: str | None
    size: int
    mtime_ns: int
    device: str
    inode: str
    state: FileState
    reason: str | None
    note: str | None
    quality: list[dict[str, Any]] | None
    duplicate_of: int | None
    replaces: int | None
    superseded: bool
    revision: int | None
    seen_at: datetime
    changed_at: datetime
    state_at: datetime


class Claim(Record):
    """A case that one worker may package now. `files` are all that belong to it, with those that could not be taken."""

    case_id: str
    folder: str
    loose: bool
    revision: int
    """Of the package to be made."""
    attempt: int
    """1 for the first try."""
    owner: str
    token: int
    lease_until: datetime
    created_at: datetime
    """When the case's first file was seen."""
    files: tuple[FileRow, ...]


class FileOutcome(Record):
    """What became of a file: packaged, duplicate, quarantined or needs_attention."""

    state: FileState
    reason: str | None = None
    note: str | None = None
    duplicate_of: int | None = None
    quality: tuple[dict[str, Any], ...] = ()


class Made(Record):
    """A package that was written. `path` is relative to the data directory; `changes` against the revision before."""

    path: str
    content_key: str
    kind: str | None = None
    as_of: date | None = None
    changes: dict[str, Any] | None = None


class Event(Record):
    """Something that happened to a case or a file; codes and numbers only."""

    id: int
    at: datetime
    case_id: str
    file_id: int | None
    what: str
    detail: str | None


class Revision(Record):
    """A package of a case."""

    case_id: str
    revision: int
    package: str
    content_key: str
    made_at: datetime
    changes_json: dict[str, Any] | None


class LeaseLost(Exception):
    """The claim is no longer this worker's: what it did must not be recorded."""
