"""The expiry register: dates of each case's newest package, the rungs of the ladder that fell due, snoozes.

A date is one row a case, subject and day for ever; when a newer package says another day, the older row is closed. A rung
is fired in the transaction that moves the row on, so it is fired once however many schedulers run and whatever their clocks
say. Days are handed in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, func, insert, or_, select, update

from register.expiries import Expiry, later
from register.ladder import Ladder
from schemas.core import Record
from store.ledger.engine import Ledger
from store.ledger.expiry_tables import expiries, rechecked, rungs, snoozes
from store.ledger.records import CaseState
from store.ledger.tables import cases

BATCH = 2000
_OPEN = ("dated", "long_term", "unread")


@dataclass(frozen=True, slots=True)
class Watched:
    """A date of the register; there are very many, so it is no validated record."""

    id: int
    case_id: str
    subject: str
    kind: str
    document_type: str
    document_id: str | None
    party_id: str | None
    role: str
    field: str
    day: date | None
    state: str
    confirmed: bool
    revision: int
    last_rung: int | None
    next_on: date | None
    snoozed_until: date | None
    closed_on: date | None
    closed_why: str | None


@dataclass(frozen=True, slots=True)
class Fired:
    """A rung that fired, with its date. `newest` is false for one that was missed and is told by a later one."""

    watched: Watched
    rung: int
    due_on: date
    fired_on: date
    newest: bool


class Collected(Record):
    """The dates of one case's newest package; `key` names what they were made from."""

    case_id: str
    revision: int
    key: str
    entries: tuple[Expiry, ...]


class NotRegistered(Exception):
    """There is no such open date."""


def collected(ledger: Ledger) -> dict[str, str | None]:
    """What each case's registered dates were made from."""
    with ledger.read() as connection:
        return {case: key for case, key in connection.execute(select(rechecked.c.case_id, rechecked.c.collected))}


def register(ledger: Ledger, found: Sequence[Collected], today: date, ladder: Ladder) -> None:
    """Put the dates of some cases in the register and close those that their packages no longer say."""
    with ledger.begin("register") as connection:
        ids = [c.case_id for c in found]
        known: dict[str, dict[tuple[str, str], Row[Any]]] = {case_id: {} for case_id in ids}
        for row in connection.execute(select(expiries).where(expiries.c.case_id.in_(ids)).with_for_update()):
            known[row.case_id][row.subject, row.day_key] = row
        fresh = []
        for case in found:
            fresh += list(_apply(connection, case, known[case.case_id], today, ladder))
            mark(connection, case.case_id, collected=case.key)
        if fresh:
            connection.execute(insert(expiries), fresh)


def _apply(
    connection: Connection, case: Collected, known: dict[tuple[str, str], Row[Any]], today: date, ladder: Ladder
) -> Iterator[dict[str, object]]:
    """Update what is known; the rows to insert."""
    said = {(e.subject, _day_key(e)): e for e in case.entries}
    subjects = {subject for subject, _ in said}
    for key, row in known.items():
        if key not in said and row.state != "closed":
            _close(connection, [row.id], today, "replaced" if key[0] in subjects else "gone")
    for key, entry in said.items():
        values = entry.model_dump(exclude={"subject", "day"}) | {"revision": case.revision}
        if key not in known:
            next_on = ladder.next_day(entry.day, None) if entry.day else None
            yield values | {
                "case_id": case.case_id,
                "subject": entry.subject,
                "day_key": key[1],
                "day": entry.day,
                "next_on": next_on,
                "registered_on": today,
            }
        elif any(getattr(known[key], name) != value for name, value in values.items()):
            values |= {"closed_on": None, "closed_why": None}
            connection.execute(update(expiries).where(expiries.c.id == known[key].id).values(values))


def _day_key(entry: Expiry) -> str:
    return entry.day.isoformat() if entry.day else entry.state


def _close(connection: Connection, ids: Sequence[int], today: date, why: str) -> None:
    values = {"state": "closed", "closed_on": today, "closed_why": why}
    connection.execute(update(expiries).where(expiries.c.id.in_(ids)).values(values))


def close_cases(ledger: Ledger, today: date) -> None:
    """Take the dates of closed cases off the register."""
    gone = select(cases.c.case_id).where(cases.c.state == CaseState.CLOSED)
    late = expiries.c.state.in_(_OPEN) & expiries.c.case_id.in_(gone)
    with ledger.begin("close_expiries") as connection:
        connection.execute(
            update(expiries).where(late).values(state="closed", closed_on=today, closed_why="case_closed")
        )
        connection.execute(update(rechecked).where(rechecked.c.case_id.in_(gone)).values(collected=None))


def mark(connection: Connection, case_id: str, **values: object) -> None:
    """Keep what was done for a case."""
    done = connection.execute(update(rechecked).where(rechecked.c.case_id == case_id).values(values))
    if not done.rowcount:
        connection.execute(insert(rechecked).values({"case_id": case_id, "told": True} | values))


def fire(ledger: Ledger, today: date, ladder: Ladder) -> int:
    """Fire every rung that is due and not snoozed; how many fired now."""
    total = 0
    while fired := _fire_some(ledger, today, ladder):
        total += fired
    return total


def _fire_some(ledger: Ledger, today: date, ladder: Ladder) -> int:
    awake = or_(expiries.c.snoozed_until.is_(None), expiries.c.snoozed_until <= today)
    due = (
        select(expiries.c.id, expiries.c.day, expiries.c.last_rung)
        .where(expiries.c.state == "dated", expiries.c.next_on <= today, awake)
        .order_by(expiries.c.id)
        .limit(BATCH)
        .with_for_update()
    )
    with ledger.begin("fire") as connection:
        moved: list[dict[str, object]] = []
        fired: list[dict[str, object]] = []
        for id_, day, last in connection.execute(due).all():
            now = ladder.due(day, today, last)
            fired += [_rung(id_, day, rung, today, rung == now[-1]) for rung in now]
            newest = now[-1] if now else last
            moved.append({"moved": id_, "last_rung": newest, "next_on": ladder.next_day(day, newest)})
        if moved:
            _move(connection, moved)
        if fired:
            connection.execute(insert(rungs), fired)
        return len(fired)


def _move(connection: Connection, moved: list[dict[str, object]]) -> None:
    connection.execute(
        update(expiries)
        .where(expiries.c.id == bindparam("moved"))
        .values(last_rung=bindparam("last_rung"), next_on=bindparam("next_on")),
        moved,
    )


def _rung(id_: int, day: date, rung: int, today: date, newest: bool) -> dict[str, object]:
    due_on = later(day, rung)
    return {
        "expiry_id": id_,
        "rung": rung,
        "due_on": due_on,
        "fired_on": today,
        "newest": newest,
        "told": not newest,
    }


def fired_on(ledger: Ledger, day: date) -> list[Fired]:
    """The rungs that fired on a day, by case and date."""
    with ledger.read() as connection:
        return _fired(connection, rungs.c.fired_on == day)


def untold(connection: Connection) -> list[Fired]:
    """The rungs of which no message has been queued; they stay locked until the transaction ends."""
    return _fired(connection, ~rungs.c.told, lock=True)


def tell(connection: Connection, told: Sequence[Fired]) -> None:
    """Note that messages about these rungs are queued."""
    one = (rungs.c.expiry_id == bindparam("one")) & (rungs.c.rung == bindparam("step"))
    if told:
        rows = [{"one": f.watched.id, "step": f.rung} for f in told]
        connection.execute(update(rungs).where(one).values(told=True), rows)


def _fired(connection: Connection, which: ColumnElement[bool], lock: bool = False) -> list[Fired]:
    query = select(rungs.c.rung, rungs.c.due_on, rungs.c.fired_on, rungs.c.newest, *_COLUMNS).join(
        expiries, expiries.c.id == rungs.c.expiry_id
    )
    query = query.where(which).order_by(expiries.c.case_id, expiries.c.day, expiries.c.id, rungs.c.rung)
    rows = connection.execute(query.with_for_update(of=rungs) if lock else query)
    return [Fired(Watched(*row[4:]), *row[:4]) for row in rows]


_COLUMNS = tuple(expiries.c[field.name] for field in fields(Watched))


def watched(ledger: Ledger, *states: str) -> Iterator[Watched]:
    """Dates in any of these states (all open ones when none is named), the next first."""
    query = select(*_COLUMNS).where(expiries.c.state.in_(states or _OPEN))
    with ledger.read() as connection:
        for row in connection.execute(query.order_by(expiries.c.day, expiries.c.case_id, expiries.c.id)):
            yield Watched(*row)


def of_case(ledger: Ledger, case_id: str) -> list[Watched]:
    """All dates of a case, closed ones too."""
    query = select(*_COLUMNS).where(expiries.c.case_id == case_id).order_by(expiries.c.day, expiries.c.id)
    with ledger.read() as connection:
        return [Watched(*row) for row in connection.execute(query)]


def counts(ledger: Ledger) -> dict[str, int]:
    """How many dates are in each state, and how many open ones wait for a person."""
    grouped = select(expiries.c.state, func.count()).group_by(expiries.c.state)
    weak = select(func.count()).where(expiries.c.state.in_(_OPEN), ~expiries.c.confirmed)
    with ledger.read() as connection:
        found = {state: int(number) for state, number in connection.execute(grouped)}
        return found | {"unconfirmed": int(connection.execute(weak).scalar_one())}


def snooze(ledger: Ledger, expiry_id: int, until: date, reason: str, at: datetime) -> None:
    """Send no notice of a date before `until`; what falls due meanwhile fires then, told as one.

    Raises:
        NotRegistered: there is no such open date.
    """
    with ledger.begin("snooze") as connection:
        one = (expiries.c.id == expiry_id) & expiries.c.state.in_(_OPEN)
        if not connection.execute(update(expiries).where(one).values(snoozed_until=until)).rowcount:
            raise NotRegistered(str(expiry_id))
        connection.execute(insert(snoozes).values(expiry_id=expiry_id, until=until, reason=reason, at=at))


def snoozes_of(ledger: Ledger, expiry_id: int) -> list[tuple[date, str]]:
    """Until when and why a date was snoozed, oldest first."""
    query = select(snoozes.c.until, snoozes.c.reason).where(snoozes.c.expiry_id == expiry_id).order_by(snoozes.c.id)
    with ledger.read() as connection:
        return [(until, reason) for until, reason in connection.execute(query)]
