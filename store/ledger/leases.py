"""Claims that ended without a word or without a result: given back so that the case is neither lost nor blamed.

A worker that was killed did not fail: the case does not lose a try. A case that ends its worker again and again does
wait for a person in the end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, update

from store.ledger import events
from store.ledger.cases import _hold, _let_go, _record_files
from store.ledger.engine import Ledger
from store.ledger.records import CaseRow, CaseState, Claim, FileOutcome, FileState
from store.ledger.tables import cases, files
from store.ledger.tables import events as event_rows

DEATHS = 12
"""How many workers may end over one case until a person must look."""
_LONGEST_WAIT = 60
_DIED = "worker_died"


def is_ready(ledger: Ledger, now: datetime) -> bool:
    """Whether a case may be claimed; a look that takes no lock."""
    waiting = select(cases.c.case_id).where(
        cases.c.state == CaseState.READY, cases.c.ready_at.is_(None) | (cases.c.ready_at <= now)
    )
    with ledger.read() as connection:
        return connection.execute(waiting.limit(1)).first() is not None


def release_dead(ledger: Ledger, now: datetime, is_dead: Callable[[str], bool]) -> list[str]:
    """Give back the cases of workers that are no more; their ids.

    Args:
        ledger: the ledger.
        now: the time.
        is_dead: whether the worker that signs its claims with this name has ended.
    """
    with ledger.begin("release") as connection:
        held = select(cases).where(cases.c.state == CaseState.WORKING).with_for_update()
        found = [CaseRow.model_validate(dict(row)) for row in connection.execute(held).mappings()]
        dead = [case for case in found if case.lease_owner and is_dead(case.lease_owner)]
        for case in dead:
            _bury(connection, case, now)
        return [case.case_id for case in dead]


def _bury(connection: Connection, case: CaseRow, now: datetime) -> None:
    deaths = 1 + _deaths(connection, case.case_id)
    if deaths >= DEATHS:
        state, ready_at = CaseState.NEEDS_ATTENTION, None
    else:
        # Others go first; the first deaths cost nothing, since most are the machine's.
        state, ready_at = CaseState.READY, now + timedelta(seconds=min(_LONGEST_WAIT, 2 ** max(0, deaths - 4) - 1))
    events.append(connection, now, case.case_id, _DIED, detail=f"{deaths} of {DEATHS}")
    _give_back(connection, case, now, state=state, reason=_DIED, ready_at=ready_at)


def _deaths(connection: Connection, case_id: str) -> int:
    """Deaths since the case was last finished or asked for."""
    of_case = event_rows.c.case_id == case_id
    since = select(func.max(event_rows.c.id)).where(
        of_case, event_rows.c.what.in_(("packaged", "not_packaged", "unchanged", "asked_again"))
    )
    last = connection.execute(since).scalar() or 0
    counted = select(func.count()).where(of_case, event_rows.c.what == _DIED, event_rows.c.id > last)
    return int(connection.execute(counted).scalar_one())


def put_back(ledger: Ledger, held: Claim, now: datetime, reason: str, wait_seconds: float = 0) -> None:
    """Give a case back that was not tried to the end, through no fault of its own (a stop, a full disk).

    Raises:
        LeaseLost: another has the case.
    """
    with ledger.begin("put_back") as connection:
        case = _hold(connection, held)
        events.append(connection, now, case.case_id, "put_back", detail=reason)
        later = now + timedelta(seconds=wait_seconds)
        _give_back(connection, case, now, state=CaseState.READY, reason=reason, ready_at=later)


def _give_back(connection: Connection, case: CaseRow, now: datetime, **values: object) -> None:
    connection.execute(
        update(files)
        .where(files.c.case_id == case.case_id, files.c.state.in_((FileState.CLAIMED, FileState.READ)))
        .values(state=FileState.STABLE, state_at=now)
    )
    _let_go(connection, case.case_id, changed=True, attempts=max(0, case.attempts - 1), **values)


def hold(ledger: Ledger, held: Claim, then: Callable[[], None]) -> None:
    """Do something that only the holder may do, while nobody else can take the case.

    Raises:
        LeaseLost: another has the case; nothing was done.
    """
    with ledger.begin("hold") as connection:
        _hold(connection, held)
        then()


def finish_unchanged(ledger: Ledger, held: Claim, now: datetime, outcomes: Mapping[int, FileOutcome]) -> CaseState:
    """Record that the files give the package that is there already: no new revision; the case's new state.

    Raises:
        LeaseLost: another has the case.
    """
    with ledger.begin("finish") as connection:
        case = _hold(connection, held)
        _record_files(connection, held, now, outcomes)
        state = CaseState.OPEN if case.changed else CaseState.PACKAGED
        _let_go(connection, held.case_id, state=state, attempts=0, reason=None, ready_at=None)
        events.append(connection, now, held.case_id, "unchanged", detail=f"revision {case.revision}")
        return state


def mark_read(ledger: Ledger, held: Claim, now: datetime) -> None:
    """Record that the pages of all claimed files have been read.

    Raises:
        LeaseLost: another has the case.
    """
    with ledger.begin("read") as connection:
        _hold(connection, held)
        connection.execute(
            update(files)
            .where(files.c.case_id == held.case_id, files.c.state == FileState.CLAIMED, ~files.c.superseded)
            .values(state=FileState.READ, state_at=now)
        )
        connection.execute(update(cases).where(cases.c.case_id == held.case_id).values(touched=cases.c.touched + 1))
