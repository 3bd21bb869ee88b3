"""Cases: opened by their first file, ready after a quiet time, claimed by one worker under a lease, packaged.

Every call is one transaction. A worker's calls carry its claim; when the lease was given to another meanwhile they raise
`LeaseLost` and change nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, false, func, insert, or_, select, update

from store.ledger import events
from store.ledger.engine import Ledger
from store.ledger.records import (
    CaseRow,
    CaseState,
    Claim,
    FileOutcome,
    FileRow,
    FileState,
    LeaseLost,
    Made,
    Revision,
)
from store.ledger.tables import cases, files, revisions

ATTEMPTS = 3
"""Tries until a person must look."""
RETRY_SECONDS = (20, 120)
"""How long a failed case waits before the second and the third try."""
REASON_LENGTH = 60
VANISHED = "vanished"
"""A file left the inbox before it could be taken."""

_UNDONE = (FileState.STABLE, FileState.CLAIMED)


def get(ledger: Ledger, case_id: str) -> CaseRow | None:
    """The case, or None."""
    with ledger.read() as connection:
        return _case(connection, case_id)


def all_in(ledger: Ledger, *states: CaseState) -> list[CaseRow]:
    """The cases in any of `states` (all cases when none is named), oldest first."""
    query = select(cases).order_by(cases.c.created_at, cases.c.case_id)
    if states:
        query = query.where(cases.c.state.in_(states))
    with ledger.read() as connection:
        return [CaseRow.model_validate(dict(row)) for row in connection.execute(query).mappings()]


def revisions_of(ledger: Ledger, case_id: str) -> list[Revision]:
    """The packages of a case, oldest first."""
    query = select(revisions).where(revisions.c.case_id == case_id).order_by(revisions.c.revision)
    with ledger.read() as connection:
        return [Revision.model_validate(dict(row)) for row in connection.execute(query).mappings()]


def set_due(ledger: Ledger, case_id: str, due_at: datetime | None) -> None:
    """Say when the case's answer is due."""
    with ledger.begin("due") as connection:
        connection.execute(update(cases).where(cases.c.case_id == case_id).values(due_at=due_at))


def claim(ledger: Ledger, now: datetime, owner: str, lease_seconds: float) -> Claim | None:
    """Take the case that has been ready the longest; None when there is none."""
    with ledger.begin("claim") as connection:
        waiting = (
            select(cases.c.case_id)
            .where(cases.c.state == CaseState.READY, or_(cases.c.ready_at.is_(None), cases.c.ready_at <= now))
            .order_by(cases.c.ready_at, cases.c.case_id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        case_id = connection.execute(waiting).scalar()
        return None if case_id is None else _claim(connection, case_id, now, owner, lease_seconds)


def _claim(connection: Connection, case_id: str, now: datetime, owner: str, lease_seconds: float) -> Claim:
    until = now + timedelta(seconds=lease_seconds)
    row = cases.c
    connection.execute(
        update(cases)
        .where(row.case_id == case_id)
        .values(
            state=CaseState.WORKING,
            changed=False,
            attempts=row.attempts + 1,
            lease_owner=owner,
            lease_token=row.lease_token + 1,
            lease_until=until,
            touched=row.touched + 1,
        )
    )
    case = _need(connection, case_id)
    revision = case.revision + 1
    connection.execute(
        update(files)
        .where(files.c.case_id == case_id, files.c.state == FileState.STABLE, ~files.c.superseded)
        .values(state=FileState.CLAIMED, revision=revision, state_at=now)
    )
    events.append(connection, now, case_id, "claimed", detail=f"revision {revision} attempt {case.attempts}")
    return Claim(
        case_id=case_id,
        folder=case.folder,
        loose=case.loose,
        revision=revision,
        attempt=case.attempts,
        owner=owner,
        token=case.lease_token,
        lease_until=until,
        created_at=case.created_at,
        files=tuple(_members(connection, case_id)),
    )


def _members(connection: Connection, case_id: str) -> list[FileRow]:
    """The files that are a part of the case now; not what is still arriving, or went before it had arrived."""
    no_part = or_(files.c.state == FileState.SEEN, and_(files.c.sha256.is_(None), files.c.reason == VANISHED))
    query = (
        select(files)
        .where(files.c.case_id == case_id, ~files.c.superseded, ~func.coalesce(no_part, false()))
        .order_by(files.c.id)
    )
    return [FileRow.model_validate(dict(row)) for row in connection.execute(query).mappings()]


def renew(ledger: Ledger, held: Claim, now: datetime, lease_seconds: float) -> Claim:
    """Keep the claim for longer; the claim with its new end.

    Raises:
        LeaseLost: another has the case.
    """
    until = now + timedelta(seconds=lease_seconds)
    with ledger.begin("renew") as connection:
        _hold(connection, held)
        connection.execute(update(cases).where(cases.c.case_id == held.case_id).values(lease_until=until))
    return held.model_copy(update={"lease_until": until})


def finish(
    ledger: Ledger, held: Claim, now: datetime, made: Made | None, outcomes: Mapping[int, FileOutcome]
) -> CaseState:
    """Record a package and what became of each file; the case's new state.

    Args:
        ledger: the ledger.
        held: the claim under which the package was made.
        now: the time.
        made: the package, durably written; None when no file of the case can be read.
        outcomes: by file id; a claimed file without one counts as packaged.

    Raises:
        LeaseLost: another has the case; the package must not be used.
    """
    with ledger.begin("finish") as connection:
        case = _hold(connection, held)
        _record_files(connection, held, now, outcomes)
        if made is not None:
            connection.execute(insert(revisions).values(_revision(held, now, made)))
        state = _after(case, made)
        known = {"package": made.path, "revision": held.revision} if made else {}
        known |= {
            name: value for name, value in (("kind", made and made.kind), ("as_of", made and made.as_of)) if value
        }
        reason = None if made else "nothing_readable"
        _let_go(connection, held.case_id, state=state, attempts=0, reason=reason, ready_at=None, **known)
        detail = f"revision {held.revision}" if made else reason
        events.append(connection, now, held.case_id, "packaged" if made else "not_packaged", detail=detail)
        return state


def _after(case: CaseRow, made: Made | None) -> CaseState:
    if case.changed:
        return CaseState.OPEN
    return CaseState.PACKAGED if made else CaseState.NEEDS_ATTENTION


def _revision(held: Claim, now: datetime, made: Made) -> dict[str, object]:
    return {
        "case_id": held.case_id,
        "revision": held.revision,
        "package": made.path,
        "content_key": made.content_key,
        "made_at": now,
        "changes_json": made.changes,
    }


def _record_files(connection: Connection, held: Claim, now: datetime, outcomes: Mapping[int, FileOutcome]) -> None:
    claimed = {file.id for file in held.files if file.state is FileState.CLAIMED}
    packaged = FileOutcome(state=FileState.PACKAGED)
    for number in sorted(claimed | (outcomes.keys() & {file.id for file in held.files})):
        outcome = outcomes.get(number, packaged)
        connection.execute(
            update(files)
            .where(files.c.id == number)
            .values(
                state=outcome.state,
                reason=outcome.reason,
                note=outcome.note,
                duplicate_of=outcome.duplicate_of,
                quality=list(outcome.quality) or None,
                revision=held.revision,
                state_at=now,
            )
        )


def read(ledger: Ledger, held: Claim, now: datetime, file_id: int) -> None:
    """Record that a claimed file's pages have all been read.

    Raises:
        LeaseLost: another has the case.
    """
    with ledger.begin("read") as connection:
        _hold(connection, held)
        connection.execute(
            update(files)
            .where(files.c.id == file_id, files.c.state == FileState.CLAIMED)
            .values(state=FileState.READ, state_at=now)
        )
        _touch(connection, held.case_id)


def fail(ledger: Ledger, held: Claim, now: datetime, reason: str, retryable: bool) -> CaseState:
    """Give the case back after a fault; it is tried again, or waits for a person.

    Args:
        ledger: the ledger.
        held: the claim.
        now: the time.
        reason: a code, never a message.
        retryable: whether the same may well succeed later.

    Raises:
        LeaseLost: another has the case.
    """
    with ledger.begin("fail") as connection:
        case = _hold(connection, held)
        return _give_back(connection, case, now, reason[:REASON_LENGTH], retryable)


def release_expired(ledger: Ledger, now: datetime) -> list[str]:
    """Give back the cases whose worker did not renew its lease; their ids."""
    late = select(cases).where(cases.c.state == CaseState.WORKING, cases.c.lease_until < now).with_for_update()
    with ledger.begin("release") as connection:
        found = [CaseRow.model_validate(dict(row)) for row in connection.execute(late).mappings()]
        for case in found:
            _give_back(connection, case, now, "lease_expired", retryable=True)
        return [case.case_id for case in found]


def _give_back(connection: Connection, case: CaseRow, now: datetime, reason: str, retryable: bool) -> CaseState:
    again = retryable and case.attempts < ATTEMPTS
    state = CaseState.READY if again else CaseState.OPEN if case.changed else CaseState.NEEDS_ATTENTION
    wait = RETRY_SECONDS[min(case.attempts, len(RETRY_SECONDS)) - 1] if again and case.attempts else 0
    connection.execute(
        update(files)
        .where(files.c.case_id == case.case_id, files.c.state.in_((FileState.CLAIMED, FileState.READ)))
        .values(state=FileState.STABLE, state_at=now)
    )
    _let_go(
        connection,
        case.case_id,
        state=state,
        reason=reason,
        changed=True,
        ready_at=now + timedelta(seconds=wait) if again else None,
        attempts=0 if state is CaseState.OPEN else case.attempts,
    )
    events.append(connection, now, case.case_id, "failed" if not again else "retried", detail=reason)
    return state


def ask_again(ledger: Ledger, case_id: str, now: datetime, reason: str) -> bool:
    """Have the case packaged anew (changed rules, a person's wish, another try); False when it is at work or unknown."""
    idle = (CaseState.PACKAGED, CaseState.NEEDS_ATTENTION, CaseState.OPEN)
    with ledger.begin("ask_again") as connection:
        done = connection.execute(
            update(cases)
            .where(cases.c.case_id == case_id, cases.c.state.in_(idle))
            .values(state=CaseState.READY, ready_at=now, attempts=0, changed=True, reason=reason[:REASON_LENGTH])
        )
        if done.rowcount:
            events.append(connection, now, case_id, "asked_again", detail=reason[:REASON_LENGTH])
        return bool(done.rowcount)


def _let_go(connection: Connection, case_id: str, **values: object) -> None:
    connection.execute(
        update(cases)
        .where(cases.c.case_id == case_id)
        .values(lease_owner=None, lease_until=None, touched=cases.c.touched + 1, **values)
    )


def _hold(connection: Connection, held: Claim) -> CaseRow:
    case = _case(connection, held.case_id, lock=True)
    if case is None or case.state is not CaseState.WORKING or case.lease_token != held.token:
        raise LeaseLost(held.case_id)
    return case


def _case(connection: Connection, case_id: str, lock: bool = False) -> CaseRow | None:
    query = select(cases).where(cases.c.case_id == case_id)
    row = connection.execute(query.with_for_update() if lock else query).mappings().one_or_none()
    return None if row is None else CaseRow.model_validate(dict(row))


def _need(connection: Connection, case_id: str) -> CaseRow:
    case = _case(connection, case_id)
    assert case is not None
    return case


def _touch(connection: Connection, case_id: str) -> None:
    connection.execute(update(cases).where(cases.c.case_id == case_id).values(touched=cases.c.touched + 1))
