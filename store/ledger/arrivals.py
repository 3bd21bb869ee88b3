"""What became of the files that were looked at: held durably, refused, or waited for; and when their case is ready.

Only the watcher calls this.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, delete, func, or_, select, update

from schemas.core import Record
from store.ledger import events
from store.ledger._rows import is_changed, set_file, touched
from store.ledger.engine import Ledger
from store.ledger.records import CaseState, FileRow, FileState, Place
from store.ledger.tables import cases, files

RETRY_SECONDS = 30
"""How often a file that could not be opened for long is tried again."""
BUSY = ("busy", "no_permission", "disk_full")


class Kept(Record):
    """A file of which a durable copy is held; `refusal` when its bytes already say that it cannot be read."""

    file: FileRow
    sha256: str
    refusal: str | None = None
    note: str | None = None


class Refused(Record):
    """A file that cannot be taken at all: a link, a device, too large."""

    file: FileRow
    reason: str


class Waiting(Record):
    """A file that cannot be opened now; `given_up` when its case no longer waits for it."""

    file: FileRow
    reason: str
    given_up: bool


def arriving(ledger: Ledger, now: datetime) -> list[FileRow]:
    """The files to be looked at: seen, or not to be opened for long and due for another try."""
    stuck = and_(
        files.c.state == FileState.NEEDS_ATTENTION,
        files.c.reason.in_(BUSY),
        files.c.state_at <= now - timedelta(seconds=RETRY_SECONDS),
    )
    query = select(files).where(files.c.place == Place.INBOX, or_(files.c.state == FileState.SEEN, stuck))
    with ledger.read() as connection:
        return [FileRow.model_validate(dict(r)) for r in connection.execute(query.order_by(files.c.id)).mappings()]


def settle(ledger: Ledger, now: datetime, found: Iterable[Kept | Refused | Waiting]) -> None:
    """Record what was held, refused or must wait. A file that changed meanwhile is left for the next look."""
    found = list(found)
    if not found:
        return
    with ledger.begin("settle") as connection:
        for one in found:
            if not _unchanged(connection, one.file):
                continue
            if isinstance(one, Kept):
                _keep(connection, now, one)
            elif isinstance(one, Refused):
                _refuse(connection, now, one)
            else:
                _wait(connection, now, one)
        touched(connection, {one.file.case_id for one in found})


def _unchanged(connection: Connection, file: FileRow) -> bool:
    now = (files.c.id, files.c.case_id, files.c.size, files.c.mtime_ns, files.c.state, files.c.place)
    row = connection.execute(select(*now).where(files.c.id == file.id).with_for_update()).one_or_none()
    return row is not None and tuple(row) == (
        file.id,
        file.case_id,
        file.size,
        file.mtime_ns,
        file.state,
        file.place,
    )


def _keep(connection: Connection, now: datetime, kept: Kept) -> None:
    file = kept.file
    older = _row(connection, file.replaces)
    if older is not None and older.sha256 == kept.sha256:
        _fold(connection, now, file, older)
        return
    twin = _twin(connection, kept)
    state, reason, note = FileState.STABLE, kept.refusal, kept.note
    if kept.refusal:
        state = FileState.QUARANTINED
    if twin is not None:
        state, reason, note = FileState.DUPLICATE, None, None
    set_file(
        connection,
        file.id,
        now,
        sha256=kept.sha256,
        state=state,
        reason=reason,
        note=note,
        duplicate_of=twin,
    )
    if older is not None:
        _supersede(connection, now, older)
    if twin is None or older is not None:
        is_changed(connection, {file.case_id})
    events.append(connection, now, file.case_id, state.value, file.id, reason)


def _fold(connection: Connection, now: datetime, file: FileRow, older: FileRow) -> None:
    """Only the time of the file changed: it is the one that was held before."""
    connection.execute(delete(files).where(files.c.id == file.id))
    shape = {"mtime_ns": file.mtime_ns, "device": file.device, "inode": file.inode, "place": file.place}
    connection.execute(update(files).where(files.c.id == older.id).values(**shape))
    events.append(connection, now, file.case_id, "touched", older.id)


def _supersede(connection: Connection, now: datetime, older: FileRow) -> None:
    """Other content lies at the path: the older one is history. A repetition of it elsewhere takes its part."""
    connection.execute(update(files).where(files.c.id == older.id).values(superseded=True))
    twins = select(files.c.id).where(files.c.duplicate_of == older.id, ~files.c.superseded).order_by(files.c.id)
    heirs = connection.execute(twins).scalars().all()
    if heirs:
        set_file(connection, heirs[0], now, state=FileState.STABLE, reason=None, note=None, duplicate_of=None)
        connection.execute(update(files).where(files.c.id.in_(heirs[1:])).values(duplicate_of=heirs[0]))


def _twin(connection: Connection, kept: Kept) -> int | None:
    """The first file of the case with the same content."""
    same = and_(files.c.case_id == kept.file.case_id, files.c.sha256 == kept.sha256, ~files.c.superseded)
    not_older = files.c.id != (kept.file.replaces or -1)
    found = select(func.min(files.c.id)).where(same, not_older, files.c.state != FileState.DUPLICATE)
    number: int | None = connection.execute(found).scalar()
    return number


def _row(connection: Connection, number: int | None) -> FileRow | None:
    row = connection.execute(select(files).where(files.c.id == number)).mappings().one_or_none() if number else None
    return None if row is None else FileRow.model_validate(dict(row))


def _refuse(connection: Connection, now: datetime, refused: Refused) -> None:
    file = refused.file
    set_file(connection, file.id, now, state=FileState.QUARANTINED, reason=refused.reason)
    is_changed(connection, {file.case_id})
    events.append(connection, now, file.case_id, "quarantined", file.id, refused.reason)


def _wait(connection: Connection, now: datetime, waiting: Waiting) -> None:
    file = waiting.file
    state = FileState.NEEDS_ATTENTION if waiting.given_up else FileState.SEEN
    if (file.state, file.reason) == (state, waiting.reason) and not waiting.given_up:
        return
    set_file(connection, file.id, now, state=state, reason=waiting.reason)
    if file.state is not state:
        is_changed(connection, {file.case_id})
        events.append(connection, now, file.case_id, state.value, file.id, waiting.reason)


def object_to(ledger: Ledger, now: datetime, file: FileRow, reason: str, note: str) -> bool:
    """Say what speaks against a held file before anybody reads it; False when it was claimed or changed meanwhile."""
    same = and_(files.c.id == file.id, files.c.sha256 == file.sha256, files.c.state == FileState.STABLE)
    with ledger.begin("object") as connection:
        values = {"state": FileState.QUARANTINED, "reason": reason, "note": note, "state_at": now}
        if not connection.execute(update(files).where(same).values(**values)).rowcount:
            return False
        touched(connection, {file.case_id})
        events.append(connection, now, file.case_id, "quarantined", file.id, reason)
        return True


def make_ready(ledger: Ledger, now: datetime, quiet_seconds: float, marks: Mapping[str, int]) -> list[str]:
    """Let the open cases go in which all has arrived: after the quiet time, or at once on a new `_READY` (case id to ns)."""
    query = select(cases).where(cases.c.state == CaseState.OPEN)
    with ledger.read() as connection:
        rows = connection.execute(query).mappings().all()
        held_up = set(connection.execute(select(files.c.case_id).where(_holds_up()).distinct()).scalars())
    quiet = now - timedelta(seconds=quiet_seconds)
    due = [
        row
        for row in rows
        if row["case_id"] not in held_up
        and (row["last_arrival"] <= quiet or marks.get(row["case_id"], 0) > row["ready_mark"])
    ]
    if not due:
        return []
    with ledger.begin("ready") as connection:
        return [row["case_id"] for row in due if _ready(connection, now, row, marks.get(row["case_id"], 0))]


def _holds_up() -> ColumnElement[bool]:
    return and_(files.c.state == FileState.SEEN, files.c.place == Place.INBOX)


def _ready(connection: Connection, now: datetime, row: RowMapping, mark: int) -> bool:
    """Whether the case was made ready; one in which nothing but repetitions came goes back to rest."""
    state = CaseState.READY if row["changed"] else CaseState.PACKAGED if row["revision"] else CaseState.CLOSED
    reason = "nothing_left" if state is CaseState.CLOSED else None
    done = connection.execute(
        update(cases)
        .where(cases.c.case_id == row["case_id"], cases.c.state == CaseState.OPEN)
        .values(
            state=state,
            ready_at=now if state is CaseState.READY else None,
            ready_mark=max(mark, row["ready_mark"]),
            reason=reason,
            closed_at=now if state is CaseState.CLOSED else None,
            touched=cases.c.touched + 1,
        )
    )
    if done.rowcount:
        events.append(connection, now, row["case_id"], state.value)
    return bool(done.rowcount) and state is CaseState.READY
