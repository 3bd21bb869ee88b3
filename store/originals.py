"""The originals, byte for byte, named by their content. What is in here is on the disk, not only on its way there."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

_CHUNK = 2**20
_LEFT_OVER_SECONDS = 3600


class Originals:
    """Files below `root/originals`, each once, whichever cases hold it."""

    def __init__(self, root: Path) -> None:
        self.root = root / "originals"
        self._arriving = self.root / "arriving"

    def path(self, sha256: str) -> Path:
        """Where the content lies, or would."""
        return self.root / sha256[:2] / sha256

    def has(self, sha256: str, size: int) -> bool:
        """Whether the content is held, at its full length."""
        try:
            return self.path(sha256).stat().st_size == size
        except OSError:
            return False

    def keep(self, source: BinaryIO) -> tuple[str, int]:
        """Copy a file in; its SHA-256 and size. The copy is durable once `settle` was called for it.

        Raises:
            OSError: the source cannot be read, or the disk is full.
        """
        self._arriving.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(suffix=".part", dir=self._arriving)
        try:
            with os.fdopen(handle, "wb") as copy:
                digest, size = _pour(source, copy)
                target = self.path(digest)
                if self.has(digest, size):
                    Path(name).unlink()
                    return digest, size
                copy.flush()
                os.fchmod(copy.fileno(), 0o400)
                os.fsync(copy.fileno())
            target.parent.mkdir(mode=0o700, exist_ok=True)
            Path(name).replace(target)
            return digest, size
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def settle(self, contents: Iterable[str]) -> None:
        """Make the names of kept contents durable, before a ledger says that they are held.

        Raises:
            OSError: the disk failed.
        """
        folders = {self.path(sha256).parent for sha256 in contents}
        for folder in sorted(folders | ({self.root} if folders else set())):
            sync_folder(folder)

    def is_sound(self, sha256: str) -> bool:
        """Whether the held content is what its name says."""
        try:
            with self.path(sha256).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except OSError:
            return False

    def sweep(self) -> int:
        """Remove what a killed process left half copied; how many. Nobody copies for an hour."""
        removed = 0
        for path in self._arriving.glob("*.part") if self._arriving.is_dir() else ():
            try:
                if abs(time.time() - path.stat().st_mtime) > _LEFT_OVER_SECONDS:
                    path.unlink()
                    removed += 1
            except FileNotFoundError:
                continue
        return removed


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable.

    Raises:
        OSError: the disk failed.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _pour(source: BinaryIO, copy: BinaryIO) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        copy.write(chunk)
        size += len(chunk)
    return digest.hexdigest(), size
