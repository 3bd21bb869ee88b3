"""The ledger on a real PostgreSQL server: the same life of a case, and claims that never meet."""

from __future__ import annotations

import threading
import warnings
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from flows import run as runs
from flows.work import Worker
from store import ledger as ledgers
from store.ledger import cases, leases, status
from store.ledger.records import CaseState, LeaseLost
from tests.flows import fakes
from tests.flows.drops import Office
from tests.store.ledger import postgres


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str | None]:
    """A server's address; None, with a warning, where PostgreSQL is not installed."""
    if postgres.programs() is None:
        warnings.warn("PostgreSQL is not installed: the ledger was tested on SQLite alone", stacklevel=1)
        yield None
        return
    with postgres.server(tmp_path_factory.mktemp("postgres")) as found:
        yield found


@pytest.fixture
def office(tmp_path: Path, address: str | None) -> Iterator[Office]:
    """An office whose ledger is empty; on SQLite where there is no PostgreSQL."""
    if address is not None:
        empty = ledgers.open(Office(tmp_path / "first", database_url=address).settings)
        with empty.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        empty.close()
    found = Office(tmp_path, quiet_seconds=5, **({"database_url": address} if address else {}))
    yield found
    found.ledger.close()


def test_a_case_lives_from_drop_to_second_revision(office: Office, address: str | None) -> None:
    assert office.ledger.engine.dialect.name == ("postgresql" if address else "sqlite")
    worker = Worker(
        office.settings, office.ledger, fakes.workshop(office.settings.data), runs.direct, lambda: office.now
    )
    for number in (1, 2):
        office.drop(f"甲公司/{number}.csv", f"2024-03-3{number - 1},1\n2024-03-01,{number}\n".encode())
        office.look(8)
        held = worker.claim()
        assert held is not None
        worker.work(held)
    (case,) = cases.all_in(office.ledger)
    assert (case.state, case.revision, case.folder) == (CaseState.PACKAGED, 2, "甲公司")
    found = status.standing(office.ledger, office.now)
    assert found.file_states["packaged"] == 2
    assert [run.revision for run in found.last_runs] == [2, 1]


def test_a_dead_workers_case_is_ready_again_and_its_lease_lost(office: Office) -> None:
    office.drop("甲/1.csv", b"2024-03-31,1\n2024-03-31,2\n")
    office.look(8)
    held = office.claim()
    assert held is not None
    assert leases.release_dead(office.ledger, office.now, lambda name: name == "worker") == [held.case_id]
    again = office.claim()
    assert again is not None
    with pytest.raises(LeaseLost):
        cases.renew(office.ledger, held, office.now, 60)
    office.now += timedelta(seconds=200)
    assert cases.release_expired(office.ledger, office.now) == [held.case_id]


def test_workers_side_by_side_never_claim_the_same_case(office: Office) -> None:
    for number in range(12):
        office.drop(f"{number}/1.csv", f"2024-03-31,{number}\n2024-03-31,2\n".encode())
    office.look(8)
    claimed: list[str] = []

    def work() -> None:
        while held := cases.claim(office.ledger, office.now, "worker", 120):
            claimed.append(held.case_id)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(claimed) == 12
    assert set(Counter(claimed).values()) == {1}
