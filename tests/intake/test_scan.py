"""One look at an inbox."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from intake.scan import DEEPEST, folder_name, on_disk, scan


def put(path: Path, data: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_folders_are_applicants_and_files_beside_them_are_loose(tmp_path: Path) -> None:
    put(tmp_path / "甲/子/a.pdf")
    put(tmp_path / "散.pdf")
    put(tmp_path / ".cache/a.pdf")
    found = {(folder_name(e.folder), e.name) for e in scan(tmp_path).entries}
    assert found == {("甲", "子/a.pdf"), ("", "散.pdf")}


def test_every_entry_leads_back_to_its_file(tmp_path: Path) -> None:
    names = [b"\xcb\xb0.pdf", "é.pdf".encode(), b"100%.pdf", b"a b?#.pdf", "长".encode() * 83 + b".pdf"]
    for name in names:
        (tmp_path / "甲").mkdir(exist_ok=True)
        Path(os.fsdecode(os.fsencode(tmp_path / "甲") + b"/" + name)).write_bytes(name)
    entries = scan(tmp_path).entries
    assert {on_disk(tmp_path, e.disk).read_bytes() for e in entries} == set(names)
    assert all(e.disk.isascii() for e in entries)


def test_a_mark_is_told_and_is_no_file(tmp_path: Path) -> None:
    put(tmp_path / "甲/_READY")
    put(tmp_path / "乙/_ready.txt")
    put(tmp_path / "丙/子/_READY")
    found = scan(tmp_path)
    assert {folder_name(folder) for folder in found.marks} == {"甲", "乙"}
    assert found.entries == ()


def test_links_are_seen_and_never_followed(tmp_path: Path) -> None:
    put(tmp_path / "outside/secret.pdf")
    inbox = tmp_path / "inbox"
    put(inbox / "甲/a.pdf")
    (inbox / "甲/目录").symlink_to(tmp_path / "outside")
    (inbox / "全部").symlink_to(tmp_path / "outside")
    (inbox / "甲/loop").symlink_to(inbox / "甲")
    assert {e.name for e in scan(inbox).entries} == {"a.pdf", "目录", "全部", "loop"}


def test_folders_without_end_are_one_entry(tmp_path: Path) -> None:
    deep = tmp_path / "甲"
    for _ in range(DEEPEST + 20):
        deep = deep / "d"
    put(deep / "a.pdf")
    (entry,) = scan(tmp_path).entries
    assert entry.name.count("/") == DEEPEST - 1


def test_a_folder_that_cannot_be_listed_hides_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "甲/锁/a.pdf")
    put(tmp_path / "乙/b.pdf")
    listed = os.scandir

    def scandir(path: str | Path) -> object:
        if "锁" in str(path):
            raise PermissionError(13, "no")
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = scan(tmp_path)
    disk = next(e.disk for e in found.entries if e.name == "锁")
    assert found.hides(f"{disk}/a.pdf")
    assert not any(found.hides(e.disk) for e in found.entries if e.name == "b.pdf")


def test_an_inbox_that_is_not_there_is_an_error_and_not_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        scan(tmp_path / "nowhere")
