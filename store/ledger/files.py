"""Questions about files. How they enter is in `sightings` and `arrivals`, what workers do with them in `cases`."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from store.ledger.engine import Ledger
from store.ledger.records import FileRow, FileState, Place
from store.ledger.tables import files


def of_case(ledger: Ledger, case_id: str) -> list[FileRow]:
    """Every file that ever appeared for a case, in the order of its appearance."""
    return _rows(ledger, files.c.case_id == case_id)


def in_state(ledger: Ledger, *states: FileState) -> list[FileRow]:
    """The files in any of `states`."""
    return _rows(ledger, files.c.state.in_(states))


def ids_in_state(ledger: Ledger, state: FileState) -> list[int]:
    """The numbers of the files in a state, where the rows would be too much."""
    with ledger.read() as connection:
        return list(connection.execute(select(files.c.id).where(files.c.state == state).order_by(files.c.id)).scalars())


def by_id(ledger: Ledger, ids: Sequence[int]) -> list[FileRow]:
    """The files of these numbers."""
    return _rows(ledger, files.c.id.in_(ids))


def in_place(ledger: Ledger, place: Place) -> list[FileRow]:
    """The files whose originals lie there."""
    return _rows(ledger, files.c.place == place)


def counts(ledger: Ledger) -> dict[FileState, int]:
    """How many files are in each state."""
    query = select(files.c.state, func.count()).group_by(files.c.state)
    with ledger.read() as connection:
        found = {FileState(state): number for state, number in connection.execute(query).tuples()}
    return {state: found.get(state, 0) for state in FileState}


def _rows(ledger: Ledger, *where: object) -> list[FileRow]:
    query = select(files).where(*where).order_by(files.c.id)  # type: ignore[arg-type]
    with ledger.read() as connection:
        return [FileRow.model_validate(dict(row)) for row in connection.execute(query).mappings()]
