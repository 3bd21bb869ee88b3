"""What happened, in order: appended with each change, never altered. Codes and numbers only, so that logs may carry it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, insert, select

from store.ledger.engine import Ledger
from store.ledger.records import Event
from store.ledger.tables import events


def append(
    connection: Connection,
    now: datetime,
    case_id: str,
    what: str,
    file_id: int | None = None,
    detail: str | None = None,
) -> None:
    """Note that something happened, as part of the change that is being made."""
    append_all(connection, now, [(case_id, what, file_id, detail)])


def append_all(connection: Connection, now: datetime, found: Iterable[tuple[str, str, int | None, str | None]]) -> None:
    """Note several at once: case, what, file, detail."""
    rows = [{"at": now, "case_id": c, "what": w, "file_id": f, "detail": d} for c, w, f, d in found]
    if rows:
        connection.execute(insert(events), rows)


def of_case(ledger: Ledger, case_id: str, last: int = 200) -> list[Event]:
    """The latest events of a case, oldest first."""
    query = select(events).where(events.c.case_id == case_id).order_by(events.c.id.desc()).limit(last)
    with ledger.read() as connection:
        return [Event.model_validate(dict(row)) for row in reversed(connection.execute(query).mappings().all())]
