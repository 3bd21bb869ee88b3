"""The watcher and files that come just as their case is packaged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from store.ledger import tables
from store.ledger.records import CaseState
from tests.flows.drops import Office, pdf


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    found = Office(tmp_path)
    yield found
    found.ledger.close()


def test_what_arrives_as_work_ends_is_in_the_next_revision(office: Office) -> None:
    office.drop("甲公司/执照.pdf", pdf(1))
    office.settle()
    held = office.claim()
    assert held is not None
    office.drop("甲公司/报表.pdf", pdf(2))
    office.look()
    assert office.states("甲公司")["报表.pdf"] == "seen"
    office.finish(held)
    office.settle()
    office.work()
    office.look()
    assert office.states("甲公司") == {"执照.pdf": "packaged", "报表.pdf": "packaged"}
    assert office.case("甲公司").revision == 2
    assert {row.place for row in office.rows()} == {"archive"}


def test_a_packaged_case_with_an_unpackaged_file_is_opened_again(office: Office) -> None:
    office.drop("甲公司/执照.pdf", pdf(1))
    office.settle()
    with office.ledger.begin("fault") as connection:
        values = {"state": CaseState.PACKAGED, "changed": True, "ready_at": None}
        connection.execute(update(tables.cases).values(**values))
    office.watch.reconcile(office.now)
    office.settle()
    assert [len(held.files) for held in office.work()] == [1]
