"""The tables of cases, files, events and revisions.

Whoever adds tables declares them on `metadata` in a module of their own and brings a migration.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    text,
)

from store.ledger.times import UtcTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

cases = Table(
    "cases",
    metadata,
    Column("case_id", String(40), primary_key=True),
    Column("folder", Text, nullable=False),  # as dropped, readable: the only personal datum besides file names
    Column("loose", Boolean, nullable=False, default=False),  # files that lay in the inbox itself
    Column("state", String(20), nullable=False),
    Column("kind", String(20)),  # company, person; known once read
    Column("revision", Integer, nullable=False, default=0),  # of the last package; 0: none yet
    Column("as_of", Date),
    Column("due_at", UtcTime),
    Column("last_arrival", UtcTime, nullable=False),
    Column("ready_at", UtcTime),  # may be claimed from then on
    Column("ready_mark", BigInteger, nullable=False, default=0),  # mtime (ns) of the last _READY that was honoured
    Column("changed", Boolean, nullable=False, default=False),  # something that the last claim did not hold
    Column("attempts", Integer, nullable=False, default=0),  # since the last success
    Column("lease_owner", String(80)),
    Column("lease_token", Integer, nullable=False, default=0),  # counts the claims: who holds an older one is too late
    Column("lease_until", UtcTime),
    Column("package", Text),  # of the last revision, relative to the data directory
    Column("reason", String(60)),  # why it needs attention, or why it was asked for again
    Column("created_at", UtcTime, nullable=False),
    Column("closed_at", UtcTime),
    Column("hold", Boolean, nullable=False, default=False),
    Column("touched", Integer, nullable=False, default=0),  # counts the changes that a receipt shows
    Column("told", Integer, nullable=False, default=0),  # `touched` of the last receipt
    Index("ix_cases_state", "state", "ready_at"),
)

files = Table(
    "files",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_id", String(40), ForeignKey("cases.case_id"), nullable=False),
    Column("path", Text, nullable=False),  # readable, unique in the case, relative to its folder
    Column("disk", Text, nullable=False),  # relative to the inbox, percent-encoded: names need not be text
    Column("disk_key", String(64), nullable=False),  # hash of `disk`, of a length that every index takes
    Column("place", String(12), nullable=False),  # inbox, gone, replaced, archive, quarantine
    Column("sha256", String(64)),  # null until a durable copy is held
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("device", String(24), nullable=False),
    Column("inode", String(24), nullable=False),
    Column("state", String(20), nullable=False),
    Column("reason", String(60)),
    Column("note", Text),  # a sentence for the back office, where the reason's own does not do
    Column("quality", JSON(none_as_null=True)),  # pages that are worth a new scan: [{"page": int, "codes": [str]}]
    Column("duplicate_of", Integer, ForeignKey("files.id")),
    Column("replaces", Integer, ForeignKey("files.id")),  # the older content of the same path
    Column("superseded", Boolean, nullable=False, default=False),  # history: no longer a part of the case
    Column("revision", Integer),  # of the last claim or package that held it
    Column("seen_at", UtcTime, nullable=False),
    Column("changed_at", UtcTime, nullable=False),  # size or time of the file last changed
    Column("state_at", UtcTime, nullable=False),
    Index("ix_files_case", "case_id", "state"),
    Index("ix_files_content", "case_id", "sha256"),
    Index("ix_files_state", "state", "place"),
    Index("ix_files_disk", "disk_key"),
    Index(
        "uq_files_live",
        "disk_key",
        unique=True,
        sqlite_where=text("place = 'inbox'"),
        postgresql_where=text("place = 'inbox'"),
    ),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", UtcTime, nullable=False),
    Column("case_id", String(40), nullable=False),
    Column("file_id", Integer),
    Column("what", String(40), nullable=False),
    Column("detail", String(200)),  # codes and numbers only
    Index("ix_events_case", "case_id", "id"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("case_id", String(40), ForeignKey("cases.case_id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("package", Text, nullable=False),  # relative to the data directory
    Column("content_key", String(80), nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("changes_json", JSON(none_as_null=True)),
)
