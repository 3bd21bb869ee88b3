"""The tables of the re-check: dates that are watched, notices that fell due, snoozes, runs, messages, deletions."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from store.ledger.tables import metadata
from store.ledger.times import UtcTime

expiries = Table(
    "expiries",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_id", String(40), ForeignKey("cases.case_id"), nullable=False),
    Column("subject", String(60), nullable=False),  # opaque; the same when a newer paper comes
    Column("day_key", String(10), nullable=False),  # the day, long_term or unread
    Column("kind", String(24), nullable=False),
    Column("document_type", String(40), nullable=False),
    Column("document_id", String(20)),
    Column("party_id", String(20)),
    Column("role", String(24), nullable=False),
    Column("field", String(80), nullable=False),
    Column("day", Date),  # the last good day
    Column("state", String(12), nullable=False),  # dated, long_term, unread, closed
    Column("confirmed", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),  # of the package that last said so
    Column("last_rung", Integer),  # the last that fired, in days from `day`
    Column("next_on", Date),  # when the next rung is due; null where there is none
    Column("snoozed_until", Date),
    Column("registered_on", Date, nullable=False),
    Column("closed_on", Date),
    Column("closed_why", String(20)),  # replaced, gone, case_closed
    UniqueConstraint("case_id", "subject", "day_key", name="uq_expiries_case_id"),
    Index("ix_expiries_due", "state", "next_on"),
)

rungs = Table(
    "rungs",
    metadata,
    Column("expiry_id", Integer, ForeignKey("expiries.id"), primary_key=True),
    Column("rung", Integer, primary_key=True),  # days from the date, negative before it
    Column("due_on", Date, nullable=False),
    Column("fired_on", Date, nullable=False),
    Column("newest", Boolean, nullable=False),  # false: missed, and told by a later one
    Column("told", Boolean, nullable=False),  # a message has been queued
    Index("ix_rungs_fired_on", "fired_on"),
    Index("ix_rungs_told", "told"),
)

snoozes = Table(
    "snoozes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("expiry_id", Integer, ForeignKey("expiries.id"), nullable=False),
    Column("until", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
)

recheck_runs = Table(
    "recheck_runs",
    metadata,
    Column("day", Date, primary_key=True),
    Column("started_at", UtcTime, nullable=False),
    Column("finished_at", UtcTime),
    Column("counts", JSON(none_as_null=True)),
)

rechecked = Table(
    "rechecked",
    metadata,
    Column("case_id", String(40), ForeignKey("cases.case_id"), primary_key=True),
    Column("collected", String(80)),  # the package and the limits whose dates are registered
    Column("judged", String(80)),  # the package and the rules by which it was judged again
    Column("asked", String(80)),  # the versions for which a new package was asked for
    Column("flips", JSON(none_as_null=True)),  # [{"check", "before", "after"}] and missing papers; codes only
    Column("flipped_on", Date),
    Column("told", Boolean, nullable=False),
    Index("ix_rechecked_flipped_on", "flipped_on"),
)

notices = Table(
    "notices",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", String(64), nullable=False),
    Column("channel", String(16), nullable=False),  # a hash of the address, which is a secret
    Column("day", Date, nullable=False),
    Column("body", JSON(none_as_null=True)),  # emptied once delivered
    Column("state", String(12), nullable=False),  # pending, sending, sent, dead
    Column("attempts", Integer, nullable=False),
    Column("next_at", UtcTime, nullable=False),
    Column("sent_at", UtcTime),
    Column("fault", String(60)),
    UniqueConstraint("key", "channel", name="uq_notices_key"),
    Index("ix_notices_state", "state", "next_at"),
)

deletions = Table(
    "deletions",
    metadata,
    Column("case_id", String(40), primary_key=True),
    Column("decided_at", UtcTime, nullable=False),
    Column("finished_at", UtcTime),
    Column("certificate", Text),  # relative to the data directory
    Column("counts", JSON(none_as_null=True)),
)
