"""Which folders are cases, and the job that each of them is."""

from __future__ import annotations

import hashlib
import os
from datetime import date
from pathlib import Path
from urllib.parse import unquote_to_bytes

from intake.receive import is_junk
from schemas.core import Record, RejectedFile
from standards import file_names

_LABELS = ("truth.json", "expected.json")


class Job(Record):
    """One applicant's folder and where its package goes. It holds names, so it stays in the data directory."""

    case_id: str
    case_name: str
    folder_uri: str
    """As a URI, since old Windows shares have names that are no text."""
    target: str
    as_of: date | None
    intake_date: date
    revision: int | None = None
    """The package's number, where a ledger gives it."""
    previous: str | None = None
    """What the package that is there holds (`stages.content_key`); the same again is not packaged twice."""
    refused: tuple[RejectedFile, ...] = ()
    """Files that never came as far as the folder."""

    @property
    def folder(self) -> Path:
        """Where the case's files lie."""
        return Path(os.fsdecode(unquote_to_bytes(self.folder_uri.removeprefix("file://"))))


def case_id(name: str) -> str:
    """An opaque name that is the same for the same folder name, safe in logs.

    >>> case_id("某某公司") == case_id("某某公司")
    True
    """
    digest = hashlib.sha256(name.encode())
    return "C" + digest.hexdigest()[:12]


def job(folder: Path, out: Path, as_of: date | None, today: date) -> Job:
    """The job of one applicant's folder; a labelled case keeps its files in `files/` beside its labels."""
    folder = folder.resolve()
    files = folder / "files"
    labelled = files.is_dir() and any((folder / label).is_file() for label in _LABELS)
    name = file_names.readable(folder.name)
    return Job(
        case_id=case_id(name),
        case_name=name,
        folder_uri=(files if labelled else folder).as_uri(),
        target=str(out.resolve() / name),
        as_of=as_of,
        intake_date=today,
    )


def batch(root: Path) -> tuple[list[Path], list[Path]]:
    """The applicants' folders directly below `root`, and the files that lie beside them and belong to nobody."""
    entries = sorted(p for p in root.iterdir() if not p.name.startswith("."))
    folders = [p for p in entries if p.is_dir() and not p.is_symlink()]
    return folders, [p for p in entries if p not in folders and not is_junk(p.name)]
