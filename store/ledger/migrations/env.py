"""Alembic's environment: the connection is handed in by `store.ledger.engine`."""

from __future__ import annotations

from alembic import context

from store.ledger.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
