"""Originals by their content."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import stat
from pathlib import Path

import pytest

from store.originals import Originals


def test_content_is_kept_once_and_read_only(tmp_path: Path) -> None:
    store = Originals(tmp_path)
    first, again = store.keep(io.BytesIO(b"abc")), store.keep(io.BytesIO(b"abc"))
    assert first == again == (hashlib.sha256(b"abc").hexdigest(), 3)
    store.settle([first[0]])
    path = store.path(first[0])
    assert path.read_bytes() == b"abc"
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert store.is_sound(first[0])


def test_a_half_copy_is_no_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    store = Originals(tmp_path)
    with pytest.raises(OSError, match="full"):
        store.keep(io.BytesIO(b"abc"))
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_a_content_of_another_length_is_not_held(tmp_path: Path) -> None:
    store = Originals(tmp_path)
    sha256, size = store.keep(io.BytesIO(b"abc"))
    path = store.path(sha256)
    path.chmod(0o600)
    path.write_bytes(b"a")
    assert not store.has(sha256, size)
    assert not store.is_sound(sha256)
    store.keep(io.BytesIO(b"abc"))
    assert store.has(sha256, size)


def test_what_a_killed_process_left_is_swept_later(tmp_path: Path) -> None:
    store = Originals(tmp_path)
    store.keep(io.BytesIO(b"abc"))
    old, new = (tmp_path / "originals/arriving" / name for name in ("a.part", "b.part"))
    old.write_bytes(b"x")
    new.write_bytes(b"x")
    os.utime(old, (0, 0))
    assert store.sweep() == 1
    assert (old.exists(), new.exists()) == (False, True)
