"""The originals of a case: every file that arrived, byte for byte."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path, PurePosixPath

from schemas.core import CaseFile
from standards import file_names


class OriginalChanged(Exception):
    """A file is gone or has other bytes than those that were read: the case must be read again."""


def copy(case_file: CaseFile, case_folder: Path, target: Path) -> list[str]:
    """Copies read and rejected files to `target` under their own names; a member of an archive stands for its archive.

    Links that lead out of the case folder are left out.

    Returns:
        The copied names, relative to `target`, sorted.

    Raises:
        OriginalChanged: a file that was read is gone or altered.
    """
    on_disk = _files(case_folder)
    read = {f.path: f.sha256 for f in case_file.files}
    names = {_archive_or_self(f.path, on_disk) for f in case_file.files}
    if None in names:
        raise OriginalChanged("a file of the case is no longer in its folder")
    names |= {_archive_or_self(r.file, on_disk) for r in case_file.rejected}
    found = sorted(name for name in names if name is not None)
    for name in found:
        digest = _copy_file(on_disk[name], target / name)
        if read.get(name, digest) != digest:
            raise OriginalChanged("a file of the case was altered while the case was read")
    return found


def _files(folder: Path) -> dict[str, Path]:
    """Every regular file under `folder` by the name that its receipt gives it."""
    root = folder.resolve()
    listed = file_names.listing(folder)
    return {name: path for name, path in listed if path.is_file() and path.resolve().is_relative_to(root)}


def _archive_or_self(name: str, on_disk: dict[str, Path]) -> str | None:
    """The file itself, or the outermost archive that holds it; None when neither exists."""
    parts = PurePosixPath(name).parts
    prefixes = ("/".join(parts[:n]) for n in range(1, len(parts) + 1))
    return next((prefix for prefix in prefixes if prefix in on_disk), None)


def _copy_file(source: Path, target: Path) -> str:
    """Copies the bytes and gives their SHA-256."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as read, target.open("wb") as write:
        shutil.copyfileobj(read, write, 1 << 20)
    with target.open("rb") as written:
        return hashlib.file_digest(written, "sha256").hexdigest()
