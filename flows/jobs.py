"""Which folders are cases, and the job that each of them is."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import date
from pathlib import Path

from intake.receive import is_junk
from schemas.core import Record

_LABELS = ("truth.json", "expected.json")


class Job(Record):
    """One applicant's folder and where its package goes. It holds names, so it stays in the data directory."""

    case_id: str
    case_name: str
    folder: str
    target: str
    as_of: date | None
    intake_date: date


def case_id(name: str) -> str:
    """An opaque name that is the same for the same folder name, safe in logs.

    >>> case_id("某某公司") == case_id("某某公司")
    True
    """
    digest = hashlib.sha256(unicodedata.normalize("NFC", name).encode("utf-8", "surrogateescape"))
    return "C" + digest.hexdigest()[:12]


def job(folder: Path, out: Path, as_of: date | None, today: date) -> Job:
    """The job of one applicant's folder; a labelled case keeps its files in `files/` beside its labels."""
    folder = folder.resolve()
    files = folder / "files"
    labelled = files.is_dir() and any((folder / label).is_file() for label in _LABELS)
    return Job(
        case_id=case_id(folder.name),
        case_name=unicodedata.normalize("NFC", folder.name),
        folder=str(files if labelled else folder),
        target=str(out.resolve() / folder.name),
        as_of=as_of,
        intake_date=today,
    )


def batch(root: Path) -> tuple[list[Path], list[Path]]:
    """The applicants' folders directly below `root`, and the files that lie beside them and belong to nobody."""
    entries = sorted(p for p in root.iterdir() if not p.name.startswith("."))
    folders = [p for p in entries if p.is_dir() and not p.is_symlink()]
    return folders, [p for p in entries if p not in folders and not is_junk(p.name)]
