"""What cannot be read is told before anybody reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import peeking
from flows.peeking import Child, Peeking
from store.ledger.records import FileState
from tests import making
from tests.flows.drops import Office


@pytest.fixture(scope="module")
def child() -> Iterator[Child]:
    found = Child()
    yield found
    found.end()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (making.pdf(1), None),
        (making.pdf(1, password="x"), "encrypted"),
        (b"%PDF-1.7\nnothing in it\n%%EOF", "corrupt"),
        (making.noise("JPEG")[:900], "corrupt"),
        (making.workbook(), None),
        (making.archive({"a.pdf": making.pdf(1)}), None),
    ],
)
def test_what_the_bytes_say(tmp_path: Path, child: Child, data: bytes, code: str | None) -> None:
    path = tmp_path / "a"
    path.write_bytes(data)
    assert child(path) == code


def test_a_child_that_hangs_is_ended_and_the_next_file_is_looked_into(
    tmp_path: Path, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(making.pdf(1, password="x"))
    with monkeypatch.context() as quick:
        quick.setattr(peeking, "SECONDS", 0.0)
        child.end()
        assert child(path) is None
    assert child(path) == "encrypted"


def test_the_receipt_tells_it_before_the_case_is_ready(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.drop("甲/密.pdf", making.pdf(1, password="x"))
    office.drop("甲/好.pdf", making.pdf(1))
    office.look(2)
    peeks = Peeking(
        office.ledger, office.watch.originals, lambda path: "encrypted" if b"Encrypt" in path.read_bytes() else None
    )
    assert peeks.step(lambda: office.now) == 2
    assert peeks.step(lambda: office.now) == 0
    office.look()
    assert office.states("甲") == {"密.pdf": "quarantined encrypted", "好.pdf": "stable"}
    told = office.receipt("甲")["files"]
    assert isinstance(told, list)
    assert "密码" in next(f["message"] for f in told if f["file"] == "密.pdf")
    office.look(1, 61)
    (held,) = office.work()
    assert {f.path: f.state for f in held.files} == {"密.pdf": FileState.QUARANTINED, "好.pdf": FileState.CLAIMED}
    office.ledger.close()
