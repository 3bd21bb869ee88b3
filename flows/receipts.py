"""Receipts beside the drops: `_回执.html` and `_回执.json`, written anew whenever something changed for the case.

A copy always lies in the data directory, for the status page, and for inboxes that cannot be written.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from datapackages import slip as slips
from datapackages.slip import NAME_HTML, NAME_JSON, Slip, SlipFile
from intake.scan import on_disk
from store.ledger import cases, files, mending
from store.ledger.engine import Ledger
from store.ledger.records import CaseRow, CaseState, FileRow, FileState, Place

log = logging.getLogger(__name__)

FOLDER = "receipts"


def write_due(ledger: Ledger, data: Path, inbox: Path, now: datetime) -> list[str]:
    """Write the receipts that are out of date; the ids of their cases. One that cannot be written is tried again later."""
    done = []
    for case in mending.untold(ledger):
        try:
            _write(ledger, data, inbox, now, case)
        except OSError as error:
            log.warning("%s: no receipt, errno %s", case.case_id, error.errno)
            continue
        mending.told(ledger, case.case_id, case.touched)
        done.append(case.case_id)
    return done


def _write(ledger: Ledger, data: Path, inbox: Path, now: datetime, case: CaseRow) -> None:
    rows = files.of_case(ledger, case.case_id)
    told = slips.content(slip_of(case, rows, _package(data, case), now, _changes(ledger, case)))
    texts = {NAME_JSON: slips.json_text(told), NAME_HTML: slips.html_text(told)}
    _put(data / FOLDER / case.case_id, texts, make=True)
    if case.state is CaseState.CLOSED:
        return
    for folder in _folders(inbox, case, rows):
        try:
            _put(folder, texts)
        except OSError as error:
            log.info("%s: the inbox takes no receipt, errno %s", case.case_id, error.errno)


def slip_of(
    case: CaseRow,
    rows: list[FileRow],
    package: dict[str, Any] | None,
    now: datetime,
    changes: dict[str, Any] | None = None,
) -> Slip:
    """What the receipt of a case tells; `package` is the newest package.json, `changes` are those of its revision."""
    names = {row.id: row.path for row in rows}
    return Slip(
        case_id=case.case_id,
        case_name=case.folder,
        state=case.state,
        reason=case.reason,
        revision=case.revision,
        told_at=_minute(now),
        due_at=_minute(case.due_at) if case.due_at else None,
        loose=case.loose,
        files=tuple(_file(row, names) for row in rows),
        as_of=package.get("as_of") if package else None,
        missing=tuple(package["missing_documents"]) if package else None,
        wanted=tuple(package["wanted_documents"]) if package else None,
        changes=changes,
    )


def _changes(ledger: Ledger, case: CaseRow) -> dict[str, Any] | None:
    made = cases.revisions_of(ledger, case.case_id) if case.revision > 1 else []
    return made[-1].changes_json if made else None


def _minute(at: datetime) -> str:
    return at.astimezone().isoformat(sep=" ", timespec="seconds")


def _file(row: FileRow, names: dict[int, str]) -> SlipFile:
    return SlipFile(
        name=row.path,
        state=row.state,
        reason=None if row.state is FileState.DUPLICATE else row.reason,
        note=row.note,
        duplicate_of=names.get(row.duplicate_of) if row.duplicate_of else None,
        quality=tuple(row.quality or ()),
        superseded=row.superseded,
        gone=row.place is Place.GONE,
    )


def _package(data: Path, case: CaseRow) -> dict[str, Any] | None:
    if case.package is None:
        return None
    try:
        content = json.loads((data / case.package / "package.json").read_bytes())
        keys = ("as_of", "missing_documents", "wanted_documents")
        return {key: content[key] for key in keys}
    except (OSError, ValueError, KeyError, TypeError):
        log.warning("%s: its package cannot be read", case.case_id)
        return None


def _folders(inbox: Path, case: CaseRow, rows: list[FileRow]) -> list[Path]:
    """The folders on disk in which the case's files lie or lay; two names may read alike."""
    if case.loose:
        return [inbox]
    firsts = sorted({row.disk.split("/", 1)[0] for row in rows})
    found = [on_disk(inbox, first) for first in firsts]
    return [folder for folder in found if folder.is_dir() and not folder.is_symlink()]


def _put(folder: Path, texts: dict[str, bytes], make: bool = False) -> None:
    """Write whole or not at all; it need not survive a power cut, so nothing waits for the disk."""
    if make:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, text in texts.items():
        handle, part = tempfile.mkstemp(prefix=".", suffix=".part", dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text)
            Path(part).chmod(0o600 if make else 0o644)
            Path(part).replace(folder / name)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
