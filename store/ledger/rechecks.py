"""Runs of the re-check, one a day, and what judging open cases again said: codes only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, insert, select, update

from schemas.core import Record
from store.ledger.engine import Ledger
from store.ledger.expiries import mark
from store.ledger.expiry_tables import recheck_runs, rechecked


class Run(Record):
    """One day's run; `finished_at` is null while it is under way or was cut short."""

    day: date
    started_at: datetime
    finished_at: datetime | None
    counts: dict[str, int] | None


class FlipCode(Record):
    """Another verdict of a check, or a paper that is missing now or no longer (`check` is then the document type)."""

    check: str
    before: str | None
    after: str | None


class CaseFlips(Record):
    """What the rules of today say otherwise about a case's newest package."""

    case_id: str
    flips: tuple[FlipCode, ...]
    flipped_on: date | None


class Memory(Record):
    """What was done for a case and from what: see the table `rechecked`."""

    case_id: str
    collected: str | None
    judged: str | None
    asked: str | None
    flips: tuple[FlipCode, ...]


def memories(ledger: Ledger) -> dict[str, Memory]:
    """What is known of each case."""
    with ledger.read() as connection:
        rows = connection.execute(select(rechecked)).mappings().all()
    return {
        row["case_id"]: Memory.model_validate({n: row[n] for n in Memory.model_fields} | {"flips": row["flips"] or ()})
        for row in rows
    }


def start(ledger: Ledger, day: date, at: datetime) -> Run:
    """The day's run; begun now when there is none."""
    with ledger.begin("recheck_start") as connection:
        if _run(connection, day) is None:
            connection.execute(insert(recheck_runs).values(day=day, started_at=at))
        found = _run(connection, day)
    assert found is not None
    return found


def finish(ledger: Ledger, day: date, at: datetime, counts: dict[str, int]) -> None:
    """Note that the day's run is done and its report written."""
    with ledger.begin("recheck_finish") as connection:
        connection.execute(update(recheck_runs).where(recheck_runs.c.day == day).values(finished_at=at, counts=counts))


def run_of(ledger: Ledger, day: date) -> Run | None:
    """The day's run, or None."""
    with ledger.read() as connection:
        return _run(connection, day)


def last(ledger: Ledger) -> Run | None:
    """The newest run."""
    with ledger.read() as connection:
        row = connection.execute(select(recheck_runs).order_by(recheck_runs.c.day.desc()).limit(1)).mappings().first()
    return None if row is None else Run.model_validate(dict(row))


def _run(connection: Connection, day: date) -> Run | None:
    row = connection.execute(select(recheck_runs).where(recheck_runs.c.day == day)).mappings().one_or_none()
    return None if row is None else Run.model_validate(dict(row))


def judged(ledger: Ledger, case_id: str, key: str, flips: Sequence[FlipCode], today: date) -> bool:
    """Keep what judging again said; whether something is new in it."""
    with ledger.begin("judged") as connection:
        row = connection.execute(
            select(rechecked.c.flips).where(rechecked.c.case_id == case_id).with_for_update()
        ).first()
        before = [FlipCode.model_validate(f) for f in (row.flips if row and row.flips else [])]
        new = any(flip not in before for flip in flips)
        values: dict[str, Any] = {"judged": key, "flips": [f.model_dump() for f in flips]}
        mark(connection, case_id, **values, **({"flipped_on": today, "told": False} if new else {}))
        return new


def asked(ledger: Ledger, case_id: str, key: str) -> None:
    """Keep that a new package was asked for."""
    with ledger.begin("asked") as connection:
        mark(connection, case_id, asked=key)


def flipped_on(ledger: Ledger, day: date) -> list[CaseFlips]:
    """The cases of which something flipped on a day."""
    with ledger.read() as connection:
        return _flips(connection, rechecked.c.flipped_on == day)


def untold(connection: Connection) -> list[CaseFlips]:
    """The flips of which no message has been queued; they stay locked until the transaction ends."""
    return _flips(connection, ~rechecked.c.told, lock=True)


def tell(connection: Connection, told: Sequence[CaseFlips]) -> None:
    """Note that messages about these flips are queued."""
    if told:
        rows = [{"one": c.case_id} for c in told]
        connection.execute(update(rechecked).where(rechecked.c.case_id == bindparam("one")).values(told=True), rows)


def _flips(connection: Connection, which: ColumnElement[bool], lock: bool = False) -> list[CaseFlips]:
    query = select(rechecked.c.case_id, rechecked.c.flips, rechecked.c.flipped_on).where(which)
    query = query.order_by(rechecked.c.case_id)
    rows = connection.execute(query.with_for_update() if lock else query).mappings()
    return [CaseFlips.model_validate(dict(row) | {"flips": row["flips"] or ()}) for row in rows]
