"""Results of stages between runs: records as JSON, named by what they were made from. A damaged entry is a miss."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from schemas.core import Record
from store import _atomic

R = TypeVar("R", bound=Record)

_KEY = re.compile(r"[A-Za-z0-9-]{1,80}")


def key(*parts: str) -> str:
    """One name for several inputs (hashes, versions, options); any change gives another name."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


class RecordStore:
    """Records below `root`, by stage and key."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def get(self, stage: str, name: str, type_: type[R]) -> R | None:
        """The record, or None when there is none or it is damaged."""
        try:
            return type_.model_validate_json(self._path(stage, name).read_bytes())
        except (OSError, ValidationError):
            return None

    def need(self, stage: str, name: str, type_: type[R]) -> R:
        """The record of a stage that has run.

        Raises:
            LookupError: it is not there or damaged; running the stage again makes it anew.
        """
        record = self.get(stage, name, type_)
        if record is None:
            raise LookupError(f"{stage} {name[:12]}")
        return record

    def put(self, stage: str, name: str, record: Record) -> str:
        """Keep a record and return its key."""
        _atomic.write(self._path(stage, name), record.model_dump_json().encode())
        return name

    def has(self, stage: str, name: str) -> bool:
        """Whether there is an entry, whole or not."""
        return self._path(stage, name).exists()

    def _path(self, stage: str, name: str) -> Path:
        if not (_KEY.fullmatch(stage) and _KEY.fullmatch(name)):
            raise ValueError("a key is letters, digits and hyphens")
        return self.root / stage / f"{name}.json"
