"""Persons' records are added and never changed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemas.core import PersonRecord
from store.words import DamagedRecord, WordStore


def record(name: str, hour: int) -> PersonRecord:
    return PersonRecord(reviewer=name, at=datetime(2026, 1, 6, hour, tzinfo=UTC))


def test_records_come_back_in_their_order_and_earlier_files_stay_as_they_are(tmp_path: Path) -> None:
    store = WordStore(tmp_path)
    store.add("C1", record("王芳", 9))
    (first,) = (tmp_path / "C1").iterdir()
    before = (first.read_bytes(), first.stat().st_mtime_ns)
    store.add("C1", record("李四", 8))
    store.add("C2", record("赵六", 7))
    assert [r.reviewer for r in store.of("C1")] == ["王芳", "李四"]
    assert (first.read_bytes(), first.stat().st_mtime_ns) == before
    assert len(list((tmp_path / "C1").iterdir())) == 2


def test_a_number_that_is_taken_is_never_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = WordStore(tmp_path)
    store.add("C1", record("王芳", 9))
    monkeypatch.setattr(WordStore, "_files", lambda self, case_id: [])
    with pytest.raises(FileExistsError):
        store.add("C1", record("李四", 10))
    monkeypatch.undo()
    assert [r.reviewer for r in store.of("C1")] == ["王芳"]


def test_a_lost_store_is_filled_from_a_package_and_nothing_is_kept_twice(tmp_path: Path) -> None:
    store = WordStore(tmp_path)
    store.add("C1", record("王芳", 9))
    store.adopt("C1", (record("李四", 10), record("王芳", 9)))
    assert [r.reviewer for r in store.of("C1")] == ["王芳", "李四"]


def test_a_damaged_record_is_never_passed_over_and_the_error_tells_no_name(tmp_path: Path) -> None:
    store = WordStore(tmp_path)
    store.add("C1", record("王芳", 9))
    path = tmp_path / "C1" / "000001.json"
    path.write_text(path.read_text()[:-5])
    with pytest.raises(DamagedRecord) as error:
        store.of("C1")
    assert str(error.value) == "C1/000001.json"
    assert error.value.__suppress_context__
