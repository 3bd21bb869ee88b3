"""What the reconciler puts right: clocks that jumped, claims without a worker, originals that are gone, receipts to be told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, or_, select, update

from store.ledger import events
from store.ledger._rows import is_changed, set_file
from store.ledger.engine import Ledger
from store.ledger.records import CaseRow, CaseState, FileRow, FileState, Place
from store.ledger.tables import cases, files

LONGEST_LEASE = timedelta(minutes=30)
LONGEST_WAIT = timedelta(minutes=10)
LOST = "original_lost"

_HELD = (FileState.STABLE, FileState.CLAIMED, FileState.READ, FileState.DUPLICATE)


def mend_clock(ledger: Ledger, now: datetime) -> int:
    """Bring times that lie in the future back to now, so that a clock that was set back delays nothing; how many."""
    future = (
        update(files).where(files.c.changed_at > now, files.c.state == FileState.SEEN).values(changed_at=now),
        update(cases).where(cases.c.last_arrival > now).values(last_arrival=now),
        update(cases).where(cases.c.ready_at > now + LONGEST_WAIT).values(ready_at=now),
        update(cases).where(cases.c.lease_until > now + LONGEST_LEASE).values(lease_until=now + LONGEST_LEASE),
    )
    with ledger.read() as connection:
        seen = select(files.c.id).where(files.c.changed_at > now, files.c.state == FileState.SEEN).limit(1)
        late = select(cases.c.case_id).where(
            or_(
                cases.c.last_arrival > now,
                cases.c.ready_at > now + LONGEST_WAIT,
                cases.c.lease_until > now + LONGEST_LEASE,
            )
        )
        if connection.execute(seen).first() is None and connection.execute(late.limit(1)).first() is None:
            return 0
    with ledger.begin("clock") as connection:
        return sum(connection.execute(change).rowcount for change in future)


def free_claimed(ledger: Ledger, now: datetime) -> int:
    """Files that are claimed while nobody works on their case are stable again; how many."""
    working = select(cases.c.case_id).where(cases.c.state == CaseState.WORKING)
    stray = and_(files.c.state.in_((FileState.CLAIMED, FileState.READ)), files.c.case_id.not_in(working))
    with ledger.read() as connection:
        if connection.execute(select(files.c.id).where(stray).limit(1)).first() is None:
            return 0
    with ledger.begin("free") as connection:
        ids = set(connection.execute(select(files.c.case_id).where(stray).distinct()).scalars())
        done = connection.execute(update(files).where(stray).values(state=FileState.STABLE, state_at=now))
        is_changed(connection, ids)
        _open(connection, ids)
        return done.rowcount


def reopen_changed(ledger: Ledger) -> int:
    """Packaged cases that hold a file which no package has are open again; how many."""
    left = select(files.c.case_id).where(files.c.state == FileState.STABLE, ~files.c.superseded)
    missed = and_(cases.c.state == CaseState.PACKAGED, cases.c.changed, cases.c.case_id.in_(left))
    with ledger.read() as connection:
        ids = set(connection.execute(select(cases.c.case_id).where(missed)).scalars())
    if ids:
        with ledger.begin("reopen") as connection:
            _open(connection, ids)
    return len(ids)


def retake_lost(ledger: Ledger, now: datetime, holds: Callable[[str, int], bool]) -> list[int]:
    """Files whose durable copy is gone (a restored ledger, a cleaned disk): taken again where they still lie in the inbox.

    Args:
        ledger: the ledger.
        now: the time.
        holds: whether the content of this hash and size is held.
    """
    query = select(files).where(files.c.state.in_(_HELD), files.c.sha256.is_not(None), ~files.c.superseded)
    with ledger.read() as connection:
        rows = [FileRow.model_validate(dict(row)) for row in connection.execute(query).mappings()]
    lost = [file for file in rows if file.sha256 and not holds(file.sha256, file.size)]
    if not lost:
        return []
    with ledger.begin("retake") as connection:
        for file in lost:
            here = file.place is Place.INBOX
            state = FileState.SEEN if here else FileState.NEEDS_ATTENTION
            reason = None if here else LOST
            values = {"sha256": None, "duplicate_of": None, "changed_at": now}
            set_file(connection, file.id, now, state=state, reason=reason, **values)
            events.append(connection, now, file.case_id, "lost_original", file.id)
        ids = {file.case_id for file in lost}
        is_changed(connection, ids)
        _open(connection, ids)
    return [file.id for file in lost]


def _open(connection: Connection, ids: set[str]) -> None:
    resting = (CaseState.READY, CaseState.PACKAGED, CaseState.CLOSED)
    chosen = and_(cases.c.case_id.in_(ids), cases.c.state.in_(resting))
    connection.execute(update(cases).where(chosen).values(state=CaseState.OPEN, ready_at=None, closed_at=None))


def untold(ledger: Ledger) -> list[CaseRow]:
    """The cases whose receipts are out of date."""
    query = select(cases).where(cases.c.told != cases.c.touched).order_by(cases.c.case_id)
    with ledger.read() as connection:
        return [CaseRow.model_validate(dict(row)) for row in connection.execute(query).mappings()]


def told(ledger: Ledger, case_id: str, touched: int) -> None:
    """The receipt shows the case as it was at `touched`."""
    with ledger.begin("told") as connection:
        connection.execute(update(cases).where(cases.c.case_id == case_id).values(told=touched))


def to_be_moved(ledger: Ledger) -> list[FileRow]:
    """Files in the inbox that are done with, of cases at rest; loose files stay, for someone to put them in a folder."""
    rest = select(cases.c.case_id).where(
        cases.c.state.in_((CaseState.PACKAGED, CaseState.NEEDS_ATTENTION, CaseState.CLOSED)), ~cases.c.loose
    )
    done = (FileState.PACKAGED, FileState.DUPLICATE, FileState.QUARANTINED, FileState.NEEDS_ATTENTION)
    held = and_(files.c.sha256.is_not(None), files.c.state.in_(done), files.c.revision.is_not(None))
    repeated = and_(files.c.sha256.is_not(None), files.c.state == FileState.DUPLICATE)
    query = select(files).where(files.c.place == Place.INBOX, files.c.case_id.in_(rest), or_(held, repeated))
    with ledger.read() as connection:
        return [FileRow.model_validate(dict(r)) for r in connection.execute(query.order_by(files.c.id)).mappings()]


def moved(ledger: Ledger, now: datetime, found: list[tuple[FileRow, Place]]) -> None:
    """The originals of these files lie elsewhere now."""
    with ledger.begin("moved") as connection:
        for file, place in found:
            connection.execute(
                update(files)
                .where(files.c.id == file.id, files.c.place.in_((Place.INBOX, Place.GONE)))
                .values(place=place)
            )
            events.append(connection, now, file.case_id, place.value, file.id)
