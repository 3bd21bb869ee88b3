"""Stage results and the lock."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from schemas.core import Party
from store import lock, records, versions
from store.records import RecordStore

PARTY = Party(party_id="P1", role="applicant", kind="company", name="甲")


def test_a_record_comes_back(tmp_path: Path) -> None:
    key = RecordStore(tmp_path).put("parties", records.key("a", "b"), PARTY)
    assert RecordStore(tmp_path).need("parties", key, Party) == PARTY
    assert records.key("a", "b") != records.key("ab")


def test_a_damaged_record_is_a_miss(tmp_path: Path) -> None:
    store = RecordStore(tmp_path)
    key = store.put("parties", "k", PARTY)
    (entry,) = tmp_path.rglob("*.json")
    entry.write_bytes(entry.read_bytes()[:-5])
    assert store.get("parties", key, Party) is None
    with pytest.raises(LookupError):
        store.need("parties", key, Party)


def test_a_key_cannot_lead_out_of_the_store(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="key"):
        RecordStore(tmp_path).put("parties", "../x", PARTY)


def test_the_version_is_that_of_the_code() -> None:
    assert versions.of("store") == versions.of("store")
    assert versions.of("store") != versions.of("schemas")


def test_a_second_process_finds_the_directory_busy(tmp_path: Path) -> None:
    code = f"""
from pathlib import Path
from store import lock
try:
    with lock.only_one(Path({str(tmp_path)!r})): print("mine")
except lock.Busy: print("busy")
"""

    def other() -> str:
        return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()

    with lock.only_one(tmp_path):
        assert other() == "busy"
    assert other() == "mine"
