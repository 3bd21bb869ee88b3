"""What stands where, for people: counts, the cases that matter most first, the last packages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Connection, Select, and_, case, func, select

from schemas.core.service import CaseStanding, FileStanding, MadeRevision, Standing
from store.ledger.engine import Ledger
from store.ledger.records import CaseState, FileState, Place
from store.ledger.tables import cases, files, revisions

_BUSY = (CaseState.READY, CaseState.WORKING)
_ANSWERED = (CaseState.PACKAGED, CaseState.CLOSED)
_RUNS = 10


def standing(ledger: Ledger, now: datetime, most: int = 200) -> Standing:
    """The whole ledger at one moment, with at most `most` cases: first those that need a person, then the newest."""
    with ledger.read() as connection:
        states = _counts(connection, cases.c.state, CaseState)
        attention = connection.execute(_waiting_for_a_person()).scalar_one()
        overdue = connection.execute(select(func.count()).select_from(cases).where(_overdue(now))).scalar_one()
        return Standing(
            at=now,
            case_states=states,
            file_states=_counts(connection, files.c.state, FileState),
            queue=sum(states[state] for state in _BUSY),
            overdue=overdue,
            needs_attention=attention,
            cases=tuple(_cases(connection, now, most)),
            last_runs=tuple(_runs(connection)),
        )


def case_standing(ledger: Ledger, case_id: str, now: datetime) -> tuple[CaseStanding, tuple[FileStanding, ...]] | None:
    """One case with all its files, oldest first; None when there is no such case."""
    with ledger.read() as connection:
        row = connection.execute(select(cases).where(cases.c.case_id == case_id)).mappings().one_or_none()
        if row is None:
            return None
        (found,) = _with_files(connection, [dict(row)], now)
        return found, tuple(_files(connection, case_id))


def _counts(connection: Connection, column: Column[str], states: Iterable[str]) -> dict[str, int]:
    query = select(column, func.count()).group_by(column)
    found = {str(state): int(number) for state, number in connection.execute(query)}
    return {str(state): found.get(str(state), 0) for state in states}


def _overdue(now: datetime) -> ColumnElement[bool]:
    return and_(cases.c.due_at < now, cases.c.state.not_in(_ANSWERED))


def _waiting_for_a_person() -> Select[tuple[int]]:
    whole = select(func.count()).select_from(cases).where(cases.c.state == CaseState.NEEDS_ATTENTION)
    single = (
        select(func.count())
        .select_from(files.join(cases, files.c.case_id == cases.c.case_id))
        .where(_a_fault(), cases.c.state != CaseState.NEEDS_ATTENTION)
    )
    return select(whole.scalar_subquery() + single.scalar_subquery())


def _a_fault() -> ColumnElement[bool]:
    bad = files.c.state.in_((FileState.NEEDS_ATTENTION, FileState.QUARANTINED))
    return and_(bad, ~files.c.superseded, files.c.place != Place.REPLACED)


def _cases(connection: Connection, now: datetime, most: int) -> list[CaseStanding]:
    urgency = case(
        (cases.c.state == CaseState.NEEDS_ATTENTION, 0),
        (_overdue(now), 1),
        (cases.c.state.in_(_BUSY), 2),
        (cases.c.state == CaseState.OPEN, 3),
        else_=4,
    )
    query = select(cases).order_by(urgency, cases.c.last_arrival.desc(), cases.c.case_id).limit(most)
    return _with_files(connection, [dict(row) for row in connection.execute(query).mappings()], now)


def _with_files(connection: Connection, rows: list[dict[str, object]], now: datetime) -> list[CaseStanding]:
    ids = [row["case_id"] for row in rows]
    counted = (
        select(files.c.case_id, files.c.state, func.count())
        .where(files.c.case_id.in_(ids), ~files.c.superseded)
        .group_by(files.c.case_id, files.c.state)
    )
    by_case: dict[str, dict[str, int]] = {}
    for case_id, state, number in connection.execute(counted):
        by_case.setdefault(case_id, {})[state] = number
    return [_case(row, by_case.get(str(row["case_id"]), {}), now) for row in rows]


def _case(row: dict[str, object], counted: dict[str, int], now: datetime) -> CaseStanding:
    due = row["due_at"]
    late = isinstance(due, datetime) and due < now and row["state"] not in _ANSWERED
    same = ("case_id", "state", "kind", "revision", "package", "last_arrival", "due_at", "attempts", "reason")
    known = {name: row[name] for name in same}
    return CaseStanding.model_validate({**known, "name": row["folder"], "files": counted, "overdue": late})


def _files(connection: Connection, case_id: str) -> list[FileStanding]:
    query = select(files).where(files.c.case_id == case_id).order_by(files.c.id)
    rows = connection.execute(query).mappings().all()
    paths = {row["id"]: row["path"] for row in rows}
    return [
        FileStanding(
            path=row["path"],
            state=row["state"],
            reason=row["reason"],
            note=row["note"],
            duplicate_of=paths.get(row["duplicate_of"]),
            superseded=row["superseded"],
            size=row["size"],
            seen_at=row["seen_at"],
            changed_at=row["state_at"],
        )
        for row in rows
    ]


def _runs(connection: Connection) -> list[MadeRevision]:
    query = (
        select(revisions.c.case_id, cases.c.folder, revisions.c.revision, revisions.c.package, revisions.c.made_at)
        .join(cases, cases.c.case_id == revisions.c.case_id)
        .order_by(revisions.c.made_at.desc(), revisions.c.case_id)
        .limit(_RUNS)
    )
    return [
        MadeRevision(case_id=case_id, name=folder, revision=number, package=package, made_at=made_at)
        for case_id, folder, number, package, made_at in connection.execute(query)
    ]
