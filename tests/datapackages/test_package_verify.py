"""Any changed byte fails verification."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from datapackages.verify import Fault, verify


def test_a_fresh_package_is_intact(package: Path) -> None:
    assert verify(package) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_flipped_bit_anywhere_is_found(package: Path, data: st.DataObject) -> None:
    files = sorted(p for p in package.rglob("*") if p.is_file() and p.stat().st_size)
    path = data.draw(st.sampled_from(files))
    original = path.read_bytes()
    position = data.draw(st.integers(0, len(original) - 1))
    changed = bytearray(original)
    changed[position] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(changed)
    try:
        problems = verify(package)
    finally:
        path.write_bytes(original)
    assert [p.fault for p in problems] == [Fault.ALTERED]
    assert problems[0].path == path.relative_to(package).as_posix()


def test_missing_and_extra_files_are_named(package: Path) -> None:
    (package / "report.html").unlink()
    (package / "originals" / "新.pdf").write_bytes(b"x")
    assert [(p.path, p.fault) for p in verify(package)] == [
        ("originals/新.pdf", Fault.EXTRA),
        ("report.html", Fault.MISSING),
    ]


def test_a_link_in_place_of_a_file_is_an_alteration(package: Path, tmp_path: Path) -> None:
    shutil.move(package / "report.html", tmp_path / "report.html")
    (package / "report.html").symlink_to(tmp_path / "report.html")
    assert [p.fault for p in verify(package)] == [Fault.ALTERED]


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"resources": []}', b"\xff\xfe"])
def test_a_broken_manifest_is_an_alteration(package: Path, content: bytes) -> None:
    (package / "MANIFEST.json").write_bytes(content)
    assert [(p.path, p.fault) for p in verify(package)] == [("MANIFEST.json", Fault.ALTERED)]


def test_a_package_without_manifest_or_no_package_at_all_is_not_intact(package: Path, tmp_path: Path) -> None:
    (package / "MANIFEST.json").unlink()
    assert [p.fault for p in verify(package)] == [Fault.MISSING]
    assert [p.fault for p in verify(tmp_path / "nowhere")] == [Fault.MISSING]
