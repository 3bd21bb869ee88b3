"""The watcher under a burst: thousands of files at once, and small drops beside them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import taking
from store.ledger import files
from store.ledger.records import FileState
from tests.flows.drops import Office, pdf


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    found = Office(tmp_path)
    yield found
    found.ledger.close()


def test_thousands_at_once_are_all_known(office: Office) -> None:
    for number in range(1200):
        office.drop(f"申请人{number % 7}/{number}.pdf", pdf(number) + b"%%EOF")
    assert office.look()
    assert len(office.rows()) == 1200
    while office.look():
        assert office.watch.behind
    assert files.counts(office.ledger)[FileState.STABLE] == 1200


def test_a_small_drop_does_not_wait_behind_a_burst(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "AT_A_STRETCH", 0.0)
    monkeypatch.setattr(taking, "AT_ONCE", 10)
    for number in range(40):
        office.drop(f"大户/{number}.pdf", pdf(number) + b"%%EOF")
    office.drop("小户/a.pdf", pdf(1))
    office.look(2)
    assert office.states("小户") == {"a.pdf": "stable"}
    assert list(office.states("大户").values()).count("stable") == 9
    while office.look():
        pass
    assert set(office.states("大户").values()) == {"stable"}


def test_the_watcher_loads_nothing_that_reads_papers() -> None:
    code = "import sys, flows.watch; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & {"prefect", "cv2", "numpy", "onnxruntime", "pypdfium2", "ocr", "PIL"}


def test_a_file_that_was_moved_before_the_ledger_knew_is_found_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.drop("甲公司/执照.pdf", pdf(1))
    office.look(2)
    office.look(1, 61)
    office.work()
    with monkeypatch.context() as killed:
        killed.setattr("store.ledger.mending.moved", lambda *a: None)
        office.look()
    office.look()
    office.look(1, 61)
    (row,) = files.in_state(office.ledger, *FileState)
    assert (row.state, row.place) == (FileState.PACKAGED, "archive")
