"""The expiry register, rungs, snoozes, runs of the re-check, messages, deletions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.ledger.times import UtcTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "expiries",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("day_key", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("document_type", sa.String(length=40), nullable=False),
        sa.Column("document_id", sa.String(length=20), nullable=True),
        sa.Column("party_id", sa.String(length=20), nullable=True),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("field", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("last_rung", sa.Integer(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_why", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name="fk_expiries_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_expiries"),
        sa.UniqueConstraint("case_id", "subject", "day_key", name="uq_expiries_case_id"),
    )
    op.create_index("ix_expiries_due", "expiries", ["state", "next_on"])
    op.create_table(
        "rungs",
        sa.Column("expiry_id", sa.Integer(), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("fired_on", sa.Date(), nullable=False),
        sa.Column("newest", sa.Boolean(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["expiry_id"], ["expiries.id"], name="fk_rungs_expiry_id"),
        sa.PrimaryKeyConstraint("expiry_id", "rung", name="pk_rungs"),
    )
    op.create_index("ix_rungs_fired_on", "rungs", ["fired_on"])
    op.create_index("ix_rungs_told", "rungs", ["told"])
    op.create_table(
        "snoozes",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("expiry_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["expiry_id"], ["expiries.id"], name="fk_snoozes_expiry_id"),
        sa.PrimaryKeyConstraint("id", name="pk_snoozes"),
    )
    op.create_table(
        "recheck_runs",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("started_at", UtcTime(), nullable=False),
        sa.Column("finished_at", UtcTime(), nullable=True),
        sa.Column("counts", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("day", name="pk_recheck_runs"),
    )
    op.create_table(
        "rechecked",
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("collected", sa.String(length=80), nullable=True),
        sa.Column("judged", sa.String(length=80), nullable=True),
        sa.Column("asked", sa.String(length=80), nullable=True),
        sa.Column("flips", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("flipped_on", sa.Date(), nullable=True),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name="fk_rechecked_case_id"),
        sa.PrimaryKeyConstraint("case_id", name="pk_rechecked"),
    )
    op.create_index("ix_rechecked_flipped_on", "rechecked", ["flipped_on"])
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("body", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", UtcTime(), nullable=False),
        sa.Column("sent_at", UtcTime(), nullable=True),
        sa.Column("fault", sa.String(length=60), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sa.UniqueConstraint("key", "channel", name="uq_notices_key"),
    )
    op.create_index("ix_notices_state", "notices", ["state", "next_at"])
    op.create_table(
        "deletions",
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("decided_at", UtcTime(), nullable=False),
        sa.Column("finished_at", UtcTime(), nullable=True),
        sa.Column("certificate", sa.Text(), nullable=True),
        sa.Column("counts", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("case_id", name="pk_deletions"),
    )
