"""Cases that are over: closed, kept on hold, and at last purged, of which the ledger keeps only that it happened."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.exc import OperationalError

from schemas.core import Record
from store.ledger import events
from store.ledger.engine import Ledger
from store.ledger.expiry_tables import deletions, expiries, rechecked, rungs, snoozes
from store.ledger.records import CaseRow, CaseState, Place
from store.ledger.tables import cases, files, revisions

PURGED = "（已删除）"
"""Stands where a name stood."""


class NotPossible(Exception):
    """There is no such case, or it is at work; nothing was changed."""


class Deletion(Record):
    """A case that was purged, or is being purged while `finished_at` is null."""

    case_id: str
    decided_at: datetime
    finished_at: datetime | None
    certificate: str | None
    counts: dict[str, int] | None


def close(ledger: Ledger, case_id: str, now: datetime) -> None:
    """Close a case: it is no longer watched, and is purged when its time has come.

    Raises:
        NotPossible: there is no such case, or a worker has it.
    """
    _change(ledger, case_id, now, "closed", cases.c.state != CaseState.WORKING, state=CaseState.CLOSED, closed_at=now)


def reopen(ledger: Ledger, case_id: str, now: datetime) -> None:
    """Open a closed case again, with the package that it has.

    Raises:
        NotPossible: there is no such closed case, or it was purged.
    """
    closed = (cases.c.state == CaseState.CLOSED) & (cases.c.folder != PURGED)
    with ledger.read() as connection:
        package = connection.execute(select(cases.c.package).where(cases.c.case_id == case_id)).scalar()
    state = CaseState.PACKAGED if package else CaseState.OPEN
    _change(ledger, case_id, now, "reopened", closed, state=state, closed_at=None)


def hold(ledger: Ledger, case_id: str, now: datetime, held: bool) -> None:
    """Keep a case from being purged, or let it go.

    Raises:
        NotPossible: there is no such case.
    """
    _change(ledger, case_id, now, "held" if held else "released", cases.c.case_id == case_id, hold=held)


def _change(
    ledger: Ledger, case_id: str, now: datetime, what: str, when: ColumnElement[bool], **values: object
) -> None:
    with ledger.begin(what) as connection:
        done = connection.execute(update(cases).where(cases.c.case_id == case_id, when).values(values))
        if not done.rowcount:
            raise NotPossible(case_id)
        events.append(connection, now, case_id, what)


def to_purge(ledger: Ledger, closed_before: datetime) -> list[CaseRow]:
    """Closed cases that are not on hold and whose time has come."""
    ready = (cases.c.state == CaseState.CLOSED) & ~cases.c.hold & (cases.c.closed_at <= closed_before)
    query = select(cases).where(ready, cases.c.folder != PURGED).order_by(cases.c.closed_at)
    with ledger.read() as connection:
        return [CaseRow.model_validate(dict(row)) for row in connection.execute(query).mappings()]


def contents(ledger: Ledger, case_id: str) -> tuple[dict[str, int], set[str], int]:
    """The originals of a case with their sizes, those that other cases hold too, and how many files still lie in the inbox."""
    mine = select(files.c.sha256).where(files.c.case_id == case_id, files.c.sha256.is_not(None))
    sizes = select(files.c.sha256, files.c.size).where(files.c.case_id == case_id, files.c.sha256.is_not(None))
    shared = select(files.c.sha256).where(files.c.case_id != case_id, files.c.sha256.in_(mine))
    there = select(files.c.id).where(files.c.case_id == case_id, files.c.place == Place.INBOX)
    with ledger.read() as connection:
        held = {str(sha): int(size) for sha, size in connection.execute(sizes)}
        return held, {str(s) for s in connection.execute(shared).scalars()}, len(connection.execute(there).all())


def decide(ledger: Ledger, case_id: str, now: datetime) -> Deletion:
    """Note that a case is going to be purged; when that was."""
    with ledger.begin("purge_decided") as connection:
        one = select(deletions).where(deletions.c.case_id == case_id)
        if connection.execute(one).first() is None:
            connection.execute(insert(deletions).values(case_id=case_id, decided_at=now))
        return Deletion.model_validate(dict(connection.execute(one).mappings().one()))


def forget(ledger: Ledger, case_id: str, now: datetime, certificate: str, counts: dict[str, int]) -> None:
    """Take names, paths and dates of a purged case out of the ledger; that there was a case stays."""
    with ledger.begin("purged") as connection:
        mine = select(expiries.c.id).where(expiries.c.case_id == case_id)
        for table in (rungs, snoozes):
            connection.execute(delete(table).where(table.c.expiry_id.in_(mine)))
        for table in (expiries, rechecked):
            connection.execute(delete(table).where(table.c.case_id == case_id))
        connection.execute(update(revisions).where(revisions.c.case_id == case_id).values(changes_json=None))
        for id_ in connection.execute(select(files.c.id).where(files.c.case_id == case_id)).scalars().all():
            blank = {"path": f"#{id_}", "disk": f"#{id_}", "note": None, "quality": None}
            connection.execute(update(files).where(files.c.id == id_).values(blank))
        connection.execute(
            update(cases).where(cases.c.case_id == case_id).values(folder=PURGED, package=None, touched=0, told=0)
        )
        connection.execute(
            update(deletions)
            .where(deletions.c.case_id == case_id)
            .values(finished_at=now, certificate=certificate, counts=counts)
        )
        events.append(connection, now, case_id, "purged")


def compact(ledger: Ledger) -> None:
    """Have the database let go of what was deleted, so that its file no longer holds it; PostgreSQL does so by itself.

    Raises:
        sqlalchemy.exc.OperationalError: others keep the database busy.
    """
    if ledger.engine.dialect.name != "sqlite":
        return
    # Outside of a transaction, which SQLAlchemy would open.
    with ledger.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        cursor = raw.cursor()
        try:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.OperationalError as error:
            raise OperationalError("VACUUM", None, error) from None
        finally:
            cursor.close()


def deletions_of(ledger: Ledger) -> list[Deletion]:
    """All cases that were purged, oldest first."""
    with ledger.read() as connection:
        rows = connection.execute(select(deletions).order_by(deletions.c.decided_at)).mappings()
        return [Deletion.model_validate(dict(row)) for row in rows]
