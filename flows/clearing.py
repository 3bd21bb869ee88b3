"""Originals leave the inbox when their case is packaged: to the archive, or to the quarantine with the reason beside them.

Each is held durably and in the ledger long before. A file that changed meanwhile stays, since it is another one.
"""

from __future__ import annotations

import errno
import logging
import os
import shutil
import stat
from datetime import datetime
from pathlib import Path, PurePosixPath

from datapackages.slip import REASONS
from flows.desk import fitting
from intake.scan import on_disk
from standards.file_names import unique
from store.ledger import cases, files, mending
from store.ledger.engine import Ledger
from store.ledger.records import FileRow, FileState, Place
from store.originals import Originals, sync_folder

log = logging.getLogger(__name__)

AT_ONCE = 200
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)


class ReadOnly(Exception):
    """The inbox lets nothing be moved out of it."""


def clear(ledger: Ledger, originals: Originals, data: Path, inbox: Path, now: datetime) -> int:
    """Move what is done with; how many files.

    Raises:
        ReadOnly: nothing can be moved out of the inbox.
        OSError: the disk is full.
    """
    waiting = mending.to_be_moved(ledger)
    names: dict[str, str] = {}
    done = 0
    for start in range(0, len(waiting), AT_ONCE):
        moved: list[tuple[FileRow, Place]] = []
        try:
            for file in waiting[start : start + AT_ONCE]:
                place = Place.QUARANTINE if file.state is FileState.QUARANTINED else Place.ARCHIVE
                if _move(ledger, originals, data, inbox, file, place, names):
                    moved.append((file, place))
        finally:
            if moved:
                mending.moved(ledger, now, moved)
        done += len(moved)
    return done


def found_again(ledger: Ledger, data: Path, now: datetime) -> int:
    """Files that were moved while the process was killed, before the ledger knew: told where they lie; how many."""
    found: list[tuple[FileRow, Place]] = []
    for file in files.in_state(ledger, *FileState):
        place = Place.QUARANTINE if file.state is FileState.QUARANTINED else Place.ARCHIVE
        case = cases.get(ledger, file.case_id) if file.place == Place.GONE else None
        if case is not None and _is_it(data / place.value / fitting(case.folder) / fitting(file.path), file):
            found.append((file, place))
    if found:
        mending.moved(ledger, now, found)
    return len(found)


def _move(
    ledger: Ledger, originals: Originals, data: Path, inbox: Path, file: FileRow, place: Place, names: dict[str, str]
) -> bool:
    source = on_disk(inbox, file.disk)
    if not _is_it(source, file) or not file.sha256 or not originals.has(file.sha256, file.size):
        return False
    if file.case_id not in names:
        case = cases.get(ledger, file.case_id)
        names[file.case_id] = fitting(case.folder) if case else file.case_id
    target = _free(data / place.value / names[file.case_id] / fitting(file.path))
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _rename(source, target, originals.path(file.sha256), file):
        return False
    if place is Place.QUARANTINE:
        _say_why(target, file)
    return True


def _is_it(path: Path, file: FileRow) -> bool:
    try:
        state = path.lstat()
    except OSError:
        return False
    return stat.S_ISREG(state.st_mode) and (state.st_size, state.st_mtime_ns) == (file.size, file.mtime_ns)


def _free(target: Path) -> Path:
    if not os.path.lexists(target):
        return target
    return target.with_name(unique(target.name, {name.name for name in target.parent.iterdir()}))


def _rename(source: Path, target: Path, held: Path, file: FileRow) -> bool:
    try:
        source.rename(target)
    except FileNotFoundError:
        return False
    except OSError as error:
        if error.errno in _READ_ONLY:
            raise ReadOnly from error
        if error.errno != errno.EXDEV:
            raise
        return _copy_over(source, target, held, file)
    if _is_it(target, file):
        sync_folder(target.parent)
        return True
    # It was written to in this moment: back with it, the next look sees a new file.
    target.rename(source if not os.path.lexists(source) else _free(source))
    return False


def _copy_over(source: Path, target: Path, held: Path, file: FileRow) -> bool:
    """To another file system: from the durable copy, then away with the original."""
    part = target.with_name(f".{file.id}.part")
    shutil.copyfile(held, part)
    with part.open("rb") as copy:
        os.fsync(copy.fileno())
    os.utime(part, ns=(file.mtime_ns, file.mtime_ns))
    part.rename(target)
    sync_folder(target.parent)
    try:
        if _is_it(source, file):
            source.unlink()
            return True
    except OSError as error:
        if error.errno in _READ_ONLY:
            target.unlink(missing_ok=True)
            raise ReadOnly from error
        raise
    target.unlink(missing_ok=True)
    return False


def _say_why(target: Path, file: FileRow) -> None:
    name = PurePosixPath(fitting(f"{target.name}.原因.txt")).name
    text = file.note or REASONS.get(file.reason or "", file.reason or "")
    target.with_name(name).write_text(f"{file.path}\n{text}\n", encoding="utf-8", errors="replace")
