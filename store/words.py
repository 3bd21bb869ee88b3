"""What persons said, for good: one file a record, numbered, written once and never again. Each is on the disk before it counts."""

from __future__ import annotations

import os
import re
from pathlib import Path

from pydantic import ValidationError

from schemas.core import PersonRecord

_CASE = re.compile(r"[A-Za-z0-9-]{1,80}")


class DamagedRecord(Exception):
    """A person's record cannot be read: it must be restored from a backup, never passed over. Names the file only."""


class WordStore:
    """Records below `root`, by case. There is no way to change or remove one."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def of(self, case_id: str) -> tuple[PersonRecord, ...]:
        """All records of a case, the oldest first.

        Raises:
            DamagedRecord: one of them is not whole.
        """
        return tuple(_read(path) for path in self._files(case_id))

    def add(self, case_id: str, record: PersonRecord) -> None:
        """Keep a record behind those that are there.

        Raises:
            OSError: the disk is full or the folder cannot be written; nothing was kept then.
        """
        folder = self._folder(case_id)
        folder.mkdir(parents=True, exist_ok=True)
        files = self._files(case_id)
        number = int(files[-1].stem) + 1 if files else 1
        _write_once(folder / f"{number:06d}.json", record.model_dump_json(indent=1).encode("utf-8", "replace"))

    def adopt(self, case_id: str, records: tuple[PersonRecord, ...]) -> None:
        """Keep those of `records` that are not there yet, as when the store was lost and a package still carries them."""
        known = {(r.reviewer, r.at) for r in self.of(case_id)}
        for record in sorted(records, key=lambda r: r.at):
            if (record.reviewer, record.at) not in known:
                self.add(case_id, record)

    def _folder(self, case_id: str) -> Path:
        if not _CASE.fullmatch(case_id):
            raise ValueError("a case id is letters, digits and hyphens")
        return self.root / case_id

    def _files(self, case_id: str) -> list[Path]:
        return sorted(p for p in self._folder(case_id).glob("*.json") if p.stem.isdecimal())


def _read(path: Path) -> PersonRecord:
    try:
        return PersonRecord.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        raise DamagedRecord(f"{path.parent.name}/{path.name}") from None


def _write_once(path: Path, data: bytes) -> None:
    """Write a new file: first under another name, to the disk, then linked to its own, which must be free."""
    part = path.with_suffix(".part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.link(part, path)
    finally:
        part.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
