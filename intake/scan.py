"""What lies in the inbox now: its first-level folders are applicants, files beside them are loose.

Nothing is opened and no link followed. A folder that cannot be listed is told, so that nobody takes its files for gone.
Paths are carried percent-encoded, since a name on disk need not be text.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote_from_bytes, unquote_to_bytes

from intake.receive import is_junk
from standards.file_names import readable

READY = ("_ready", "_ready.txt")
"""Windows hides the ending that its editor adds."""
DEEPEST = 64
"""Folders within folders; what lies deeper is told as one entry and not taken."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as it lies there: `folder` is its applicant's (empty when loose), `name` its readable path in it."""

    folder: str
    name: str
    disk: str
    size: int
    mtime_ns: int
    device: str
    inode: str


@dataclass(frozen=True, slots=True)
class Scan:
    """One look at the inbox. `marks` are the times (ns) of `_READY` by folder; `blind` what could not be listed."""

    entries: tuple[Entry, ...]
    marks: dict[str, int]
    blind: frozenset[str]

    def hides(self, disk: str) -> bool:
        """Whether the path lies in a folder that could not be listed."""
        return any(disk == folder or disk.startswith(f"{folder}/") for folder in self.blind)


def encoded(name: str) -> str:
    """A name on disk as ASCII; "/" stays."""
    return quote_from_bytes(os.fsencode(name), safe="/")


def on_disk(inbox: Path, disk: str) -> Path:
    """Where an encoded path lies."""
    return inbox / os.fsdecode(unquote_to_bytes(disk))


def folder_name(folder: str) -> str:
    """The readable name of an applicant's folder."""
    return readable(os.fsdecode(unquote_to_bytes(folder)))


def scan(inbox: Path) -> Scan:
    """Look at everything in the inbox.

    Raises:
        OSError: the inbox itself cannot be listed.
    """
    look = _Look()
    for entry in os.scandir(inbox):
        if not entry.name.startswith("."):
            look.at(entry, "" if not _is_folder(entry) else encoded(entry.name))
    return Scan(entries=tuple(look.entries), marks=look.marks, blind=frozenset(look.blind))


class _Look:
    """What was seen so far."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.marks: dict[str, int] = {}
        self.blind: set[str] = set()

    def at(self, found: os.DirEntry[str], folder: str) -> None:
        """See one entry of the inbox and everything below it."""
        first = encoded(found.name)
        waiting = [(found, first, "" if folder else readable(found.name), 0)]
        while waiting:
            entry, disk, name, depth = waiting.pop()
            if not _is_folder(entry) or depth >= DEEPEST:
                self._file(entry, folder, disk, name)
                continue
            try:
                waiting += [
                    (inner, f"{disk}/{encoded(inner.name)}", _joined(name, inner.name), depth + 1)
                    for inner in os.scandir(entry.path)
                ]
            except OSError as error:
                self.blind.add(disk)
                if not isinstance(error, FileNotFoundError) and name:
                    self._file(entry, folder, disk, name)

    def _file(self, entry: os.DirEntry[str], folder: str, disk: str, name: str) -> None:
        try:
            state = entry.stat(follow_symlinks=False)
        except OSError as error:
            if not isinstance(error, FileNotFoundError):
                self.blind.add(disk)
            return
        if name.lower() in READY and stat.S_ISREG(state.st_mode):
            # A copied mark keeps its old time; when it came to lie here does not lie.
            self.marks[folder] = max(state.st_mtime_ns, state.st_ctime_ns)
        elif not is_junk(name):
            size = state.st_size if stat.S_ISREG(state.st_mode) else 0
            place = str(state.st_dev), str(state.st_ino)
            self.entries.append(Entry(folder, name, disk, size, state.st_mtime_ns, *place))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _joined(name: str, inner: str) -> str:
    return f"{name}/{readable(inner)}" if name else readable(inner)
