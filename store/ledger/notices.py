"""The queue of messages: queued with what they tell in one transaction, sent with retries, kept as dead letters at the end.

A message is sent at least once: who is killed between sending and noting it sends again after the lease. A channel is named
by a hash of its address, since the address is a secret. The body is emptied once it was delivered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select, update

from schemas.core import Record
from store.ledger.engine import Ledger
from store.ledger.expiry_tables import notices

BACK_OFF = (60, 300, 1800, 7200, 21600, 43200, 86400)
"""Seconds before the next try; after the last one the message is a dead letter."""
LEASE = timedelta(minutes=10)

Body = dict[str, Any]


class Notice(Record):
    """A message for one channel."""

    id: int
    key: str
    channel: str
    day: date
    body: Body | None
    state: str
    attempts: int
    next_at: datetime
    fault: str | None


def channel(address: str) -> str:
    """The name of a channel.

    >>> channel("json://localhost") == channel("json://localhost")
    True
    """
    return hashlib.sha256(address.encode()).hexdigest()[:16]


def queue(connection: Connection, day: date, at: datetime, key: str, channels: Sequence[str], body: Body) -> None:
    """Queue a message on every channel, as part of a change."""
    rows = [
        {"key": key, "channel": c, "day": day, "body": body, "state": "pending", "attempts": 0, "next_at": at}
        for c in channels
    ]
    if rows:
        connection.execute(insert(notices), rows)


def take(ledger: Ledger, now: datetime, limit: int = 20) -> list[Notice]:
    """Messages to be sent now; nobody else gets them for a while."""
    waiting = or_(notices.c.state == "pending", notices.c.state == "sending")
    query = (
        select(*(notices.c[n] for n in Notice.model_fields))
        .where(waiting, notices.c.next_at <= now)
        .order_by(notices.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    with ledger.begin("notice_take") as connection:
        found = [Notice.model_validate(dict(row)) for row in connection.execute(query).mappings()]
        ids = [n.id for n in found]
        values = {"state": "sending", "next_at": now + LEASE, "attempts": notices.c.attempts + 1}
        connection.execute(update(notices).where(notices.c.id.in_(ids)).values(values))
    return [n.model_copy(update={"attempts": n.attempts + 1}) for n in found]


def sent(ledger: Ledger, notice: Notice, now: datetime) -> None:
    """Note that a message was delivered."""
    _set(ledger, notice, state="sent", sent_at=now, body=None, fault=None)


def failed(ledger: Ledger, notice: Notice, now: datetime, fault: str, final: bool = False) -> None:
    """Note that a message was not delivered; it is tried again later, or is a dead letter."""
    if final or notice.attempts > len(BACK_OFF):
        _set(ledger, notice, state="dead", fault=fault[:60])
    else:
        wait = timedelta(seconds=BACK_OFF[notice.attempts - 1])
        _set(ledger, notice, state="pending", next_at=now + wait, fault=fault[:60])


def _set(ledger: Ledger, notice: Notice, **values: object) -> None:
    with ledger.begin("notice_done") as connection:
        connection.execute(update(notices).where(notices.c.id == notice.id).values(values))


def revive(ledger: Ledger, now: datetime) -> int:
    """Try all dead letters again; how many."""
    with ledger.begin("notice_revive") as connection:
        dead = update(notices).where(notices.c.state == "dead")
        return int(connection.execute(dead.values(state="pending", attempts=0, next_at=now)).rowcount)


def dead_letters(ledger: Ledger) -> list[Notice]:
    """Messages that could not be delivered, oldest first."""
    query = select(*(notices.c[n] for n in Notice.model_fields)).where(notices.c.state == "dead")
    with ledger.read() as connection:
        return [Notice.model_validate(dict(r)) for r in connection.execute(query.order_by(notices.c.id)).mappings()]


def counts(ledger: Ledger) -> dict[str, int]:
    """How many messages are in each state."""
    query = select(notices.c.state, func.count()).group_by(notices.c.state)
    with ledger.read() as connection:
        return {state: int(number) for state, number in connection.execute(query)}
