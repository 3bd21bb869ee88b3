"""Small changes of rows that several modules of the ledger make, within a transaction of theirs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, update

from store.ledger.tables import cases, files


def set_file(connection: Connection, number: int, now: datetime, **values: object) -> None:
    """Change a file, its state as of now."""
    connection.execute(update(files).where(files.c.id == number).values(state_at=now, **values))


def touched(connection: Connection, ids: Collection[str]) -> None:
    """The receipts of these cases are out of date."""
    connection.execute(update(cases).where(cases.c.case_id.in_(ids)).values(touched=cases.c.touched + 1))


def is_changed(connection: Connection, ids: Collection[str]) -> None:
    """These cases hold something that no package has."""
    connection.execute(update(cases).where(cases.c.case_id.in_(ids)).values(changed=True))
