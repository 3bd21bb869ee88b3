"""How files enter the ledger: seen, changed, moved, gone.

Only the watcher calls this, one look at a time. What it decides from one reading it applies in one transaction.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, exists, insert, select, update

from intake.scan import Entry, Scan
from standards import file_names
from store.ledger import events
from store.ledger._rows import is_changed, set_file, touched
from store.ledger.cases import VANISHED
from store.ledger.engine import Ledger
from store.ledger.records import CaseState, FileState, Place
from store.ledger.tables import cases, files

CaseOf = Callable[[str], tuple[str, str]]
"""The encoded name of an applicant's folder (empty: loose files) to case id and readable folder name."""


_CHUNK = 500


def key_of(disk: str) -> str:
    """A path's name of fixed length."""
    return hashlib.sha256(disk.encode()).hexdigest()


class Plan:
    """What one look says against what the ledger knows."""

    def __init__(self) -> None:
        self.new: list[Entry] = []
        self.changed: list[tuple[RowMapping, Entry]] = []
        self.moved: list[tuple[RowMapping, Entry]] = []
        self.gone: list[RowMapping] = []

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.moved or self.gone)


def sight(ledger: Ledger, now: datetime, scan: Scan, case_of: CaseOf) -> bool:
    """Take note of one look at the inbox; whether anything was new."""
    plan = _compare(ledger, scan)
    if not plan:
        return False
    with ledger.begin("sight") as connection:
        folders = sorted({e.folder for e in plan.new} | {e.folder for _, e in plan.changed + plan.moved})
        where = {folder: case_of(folder) for folder in folders}
        _open_cases(connection, now, where)
        for row, entry in plan.moved:
            _move(connection, now, row, entry, where[entry.folder][0])
        for row in plan.gone:
            _gone(connection, now, row)
        added = [e for row, e in plan.changed if not _grown(connection, now, row, e)]
        older = {e.disk: row for row, e in plan.changed}
        back = _come_back(connection, now, plan.new)
        _insert(connection, now, [e for e in plan.new if e.disk not in back] + added, where, older)
        arrived = {where[e.folder][0] for e in plan.new} | {row["case_id"] for row, _ in plan.changed}
        _arrived(connection, now, arrived | {where[e.folder][0] for _, e in plan.moved})
        touched(connection, {row["case_id"] for row in plan.gone} | {row["case_id"] for row, _ in plan.moved})
        _close_empty(connection, now, {row["case_id"] for row, _ in plan.moved})
    return True


_SIGHT = (
    files.c.id,
    files.c.case_id,
    files.c.path,
    files.c.disk,
    files.c.size,
    files.c.mtime_ns,
    files.c.device,
    files.c.inode,
    files.c.state,
    files.c.sha256,
)


def _compare(ledger: Ledger, scan: Scan) -> Plan:
    plan = Plan()
    with ledger.read() as connection:
        live = {
            row["disk"]: row
            for row in connection.execute(select(*_SIGHT).where(files.c.place == Place.INBOX)).mappings()
        }
    for entry in scan.entries:
        row = live.pop(entry.disk, None)
        if row is None:
            plan.new.append(entry)
        elif (row["size"], row["mtime_ns"]) != (entry.size, entry.mtime_ns):
            plan.changed.append((row, entry))
    missing = [row for row in live.values() if not scan.hides(row["disk"])]
    _match_moves(plan, missing)
    return plan


def _identity(thing: Entry | RowMapping) -> tuple[str, str, int, int]:
    if isinstance(thing, Entry):
        return thing.device, thing.inode, thing.size, thing.mtime_ns
    return thing["device"], thing["inode"], thing["size"], thing["mtime_ns"]


def _match_moves(plan: Plan, missing: list[RowMapping]) -> None:
    """A new path with the inode, size and time of a missing one is the same file under another name."""
    arrived = {_identity(e): e for e in plan.new if e.inode != "0"}
    for row in missing:
        entry = arrived.pop(_identity(row), None)
        if entry is None:
            plan.gone.append(row)
        else:
            plan.moved.append((row, entry))
    taken = {e.disk for _, e in plan.moved}
    plan.new = [e for e in plan.new if e.disk not in taken]


def _open_cases(connection: Connection, now: datetime, where: Mapping[str, tuple[str, str]]) -> None:
    ids = {case_id for case_id, _ in where.values()}
    known = set(connection.execute(select(cases.c.case_id).where(cases.c.case_id.in_(ids))).scalars())
    for folder, (case_id, name) in where.items():
        if case_id in known:
            continue
        known.add(case_id)
        connection.execute(
            insert(cases).values(
                case_id=case_id,
                folder=name,
                loose=not folder,
                state=CaseState.OPEN,
                last_arrival=now,
                created_at=now,
            )
        )
        events.append(connection, now, case_id, "opened")


def _grown(connection: Connection, now: datetime, row: RowMapping, entry: Entry) -> bool:
    """Note that a file changed; False when its older content is held, so that the new one is a file of its own."""
    if row["sha256"] is None:
        set_file(
            connection, row["id"], now, **_shape(entry), state=FileState.SEEN, reason=None, note=None, changed_at=now
        )
        return True
    connection.execute(update(files).where(files.c.id == row["id"]).values(place=Place.REPLACED))
    events.append(connection, now, row["case_id"], "replaced", row["id"])
    return False


def _gone(connection: Connection, now: datetime, row: RowMapping) -> None:
    """A file left the inbox without us: what is held stays a part of the case."""
    if row["sha256"] is None:
        set_file(connection, row["id"], now, place=Place.GONE, state=FileState.NEEDS_ATTENTION, reason=VANISHED)
    else:
        connection.execute(update(files).where(files.c.id == row["id"]).values(place=Place.GONE))
    events.append(connection, now, row["case_id"], "gone", row["id"])


def _move(connection: Connection, now: datetime, row: RowMapping, entry: Entry, case_id: str) -> None:
    """A file was renamed, or moved to another applicant before anybody worked on it; later it is history there."""
    waiting = files.c.state.in_((FileState.SEEN, FileState.STABLE, FileState.QUARANTINED, FileState.NEEDS_ATTENTION))
    if row["case_id"] != case_id:
        changed = connection.execute(
            update(files)
            .where(files.c.id == row["id"], waiting, files.c.revision.is_(None))
            .values(case_id=case_id, duplicate_of=None)
        )
        if not changed.rowcount:
            _hand_over(connection, now, row, entry, case_id)
            return
        is_changed(connection, {row["case_id"], case_id})
        events.append(connection, now, case_id, "moved", row["id"])
    path = _unique(connection, case_id, entry.name, row["id"])
    values = {"disk": entry.disk, "disk_key": key_of(entry.disk), "path": path}
    connection.execute(update(files).where(files.c.id == row["id"]).values(**values))
    events.append(connection, now, case_id, "renamed", row["id"])


def _hand_over(connection: Connection, now: datetime, row: RowMapping, entry: Entry, case_id: str) -> None:
    """A file that was worked on lies in another applicant's folder now: a new file there, history here."""
    connection.execute(update(files).where(files.c.id == row["id"]).values(place=Place.GONE, superseded=True))
    events.append(connection, now, row["case_id"], "handed_over", row["id"])
    is_changed(connection, {row["case_id"]})
    _arrived(connection, now, {row["case_id"]})
    _insert(connection, now, [entry], {entry.folder: (case_id, "")}, {})


def _come_back(connection: Connection, now: datetime, found: list[Entry]) -> set[str]:
    """Files that had gone and lie at the same path again, unchanged or never held; their paths."""
    back: set[str] = set()
    by_key = {key_of(e.disk): e for e in found}
    for row in _gone_rows(connection, list(by_key)):
        entry = by_key[row["disk_key"]]
        same = (row["size"], row["mtime_ns"]) == (entry.size, entry.mtime_ns)
        if entry.disk in back or (row["sha256"] is not None and not same):
            continue
        back.add(entry.disk)
        values: dict[str, Any] = {"place": Place.INBOX, **_shape(entry)}
        if row["sha256"] is None:
            values |= {"state": FileState.SEEN, "reason": None, "changed_at": now, "state_at": now}
        connection.execute(update(files).where(files.c.id == row["id"]).values(**values))
        events.append(connection, now, row["case_id"], "back", row["id"])
    return back


def _gone_rows(connection: Connection, keys: list[str]) -> Iterable[RowMapping]:
    columns = (*_SIGHT, files.c.disk_key)
    for start in range(0, len(keys), _CHUNK):
        gone = and_(files.c.disk_key.in_(keys[start : start + _CHUNK]), files.c.place == Place.GONE)
        query = select(*columns).where(gone, ~files.c.superseded).order_by(files.c.id.desc())
        yield from connection.execute(query).mappings().all()


def _insert(
    connection: Connection,
    now: datetime,
    found: list[Entry],
    where: Mapping[str, tuple[str, str]],
    older: Mapping[str, RowMapping],
) -> None:
    taken: dict[str, set[str]] = {}
    rows = []
    for entry in found:
        case_id = where[entry.folder][0]
        if case_id not in taken:
            paths = select(files.c.path).where(files.c.case_id == case_id)
            taken[case_id] = set(connection.execute(paths).scalars())
        before = older.get(entry.disk)
        rows.append(
            {
                "case_id": case_id,
                "path": file_names.unique(entry.name, taken[case_id]),
                "disk": entry.disk,
                "disk_key": key_of(entry.disk),
                "place": Place.INBOX,
                **_shape(entry),
                "state": FileState.SEEN,
                "replaces": before["id"] if before is not None else None,
                "superseded": False,
                "seen_at": now,
                "changed_at": now,
                "state_at": now,
            }
        )
    if rows:
        connection.execute(insert(files), rows)
        counted: dict[str, int] = {}
        for row in rows:
            counted[str(row["case_id"])] = counted.get(str(row["case_id"]), 0) + 1
        events.append_all(connection, now, ((c, "seen", None, f"{n} files") for c, n in counted.items()))


def _shape(entry: Entry) -> dict[str, Any]:
    return {"size": entry.size, "mtime_ns": entry.mtime_ns, "device": entry.device, "inode": entry.inode}


def _unique(connection: Connection, case_id: str, name: str, own: int) -> str:
    others = select(files.c.path).where(files.c.case_id == case_id, files.c.id != own)
    return file_names.unique(str(PurePosixPath(name)), set(connection.execute(others).scalars()))


_RESTING = (CaseState.READY, CaseState.PACKAGED, CaseState.NEEDS_ATTENTION, CaseState.CLOSED)


def _arrived(connection: Connection, now: datetime, ids: set[str]) -> None:
    """Something came or changed: the quiet time begins anew, and what was waiting or done is open again."""
    chosen = cases.c.case_id.in_(ids)
    again = and_(chosen, cases.c.state.in_(_RESTING))
    connection.execute(
        update(cases).where(again).values(state=CaseState.OPEN, ready_at=None, closed_at=None, attempts=0)
    )
    connection.execute(update(cases).where(chosen).values(last_arrival=now, touched=cases.c.touched + 1))


def _close_empty(connection: Connection, now: datetime, ids: set[str]) -> None:
    """A case that was never packaged and whose last file went to another applicant (a renamed folder) ends."""
    left = exists().where(files.c.case_id == cases.c.case_id)
    empty = and_(cases.c.case_id.in_(ids), cases.c.revision == 0, cases.c.state != CaseState.WORKING, ~left)
    for case_id in connection.execute(select(cases.c.case_id).where(empty)).scalars().all():
        values = {"state": CaseState.CLOSED, "closed_at": now, "changed": False, "reason": "moved_away"}
        connection.execute(update(cases).where(cases.c.case_id == case_id).values(**values))
        events.append(connection, now, case_id, "closed", detail="moved_away")
