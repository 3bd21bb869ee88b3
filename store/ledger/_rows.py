"""Small changes of rows that several modules of the ledger make, within a transaction of theirs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, update

from store.ledger.records import CaseState
from store.ledger.tables import cases, files

_DONE = (CaseState.PACKAGED, CaseState.NEEDS_ATTENTION, CaseState.CLOSED)


def set_file(connection: Connection, number: int, now: datetime, **values: object) -> None:
    """Change a file, its state as of now."""
    connection.execute(update(files).where(files.c.id == number).values(state_at=now, **values))


def touched(connection: Connection, ids: Collection[str]) -> None:
    """The receipts of these cases are out of date."""
    connection.execute(update(cases).where(cases.c.case_id.in_(ids)).values(touched=cases.c.touched + 1))


def is_changed(connection: Connection, ids: Collection[str]) -> None:
    """These cases hold something that no package has; those that were done with are open again.

    A file that is seen while its case is at work may be held only after the case was packaged.
    """
    chosen = cases.c.case_id.in_(ids)
    connection.execute(update(cases).where(chosen).values(changed=True))
    done = cases.c.state.in_(_DONE)
    connection.execute(update(cases).where(chosen, done).values(state=CaseState.OPEN, closed_at=None, attempts=0))
