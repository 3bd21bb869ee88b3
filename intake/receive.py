"""Receiving an applicant's folder: every file is taken, rejected with a reason, or ignored as junk; none is lost.

A bad file never raises. What a file is, its bytes say; its name only identifies it.
"""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from intake import messages
from intake.limits import Budget, Limits
from intake.messages import Refusal
from intake.sniff import Foreign, sniff
from intake.unpack import MACHINE_FAULTS, unpack
from schemas.core import FileKind, Record, RejectedFile, SourceFile
from schemas.core.errors import UnreadableFile
from standards import file_names

Inspector = Callable[[Path, FileKind], int]
"""Opens a file and returns its number of pages, frames or sheets; raises UnreadableFile."""

_JUNK_FILE = re.compile(
    r"thumbs\.db|desktop\.ini|\.ds_store|~\$.*|.*\.tmp|.*\.part|_ready(\.txt)?|_回执\.(html|json)", re.IGNORECASE
)
_JUNK_FOLDER = {"@eadir", "__macosx"}


class Receipt(Record):
    """What came of each file of a folder; paths are relative to it."""

    files: tuple[SourceFile, ...]
    rejected: tuple[RejectedFile, ...]
    ignored: tuple[str, ...]


def receive(folder: Path, unpack_to: Path, inspect: Inspector, limits: Limits | None = None) -> Receipt:
    """Take in all files below `folder`; archives are unpacked below `unpack_to`.

    Raises:
        OSError: `folder` itself cannot be listed, `unpack_to` cannot be written, or the machine fails (disk full).
    """
    unpack_to.mkdir(parents=True, exist_ok=True)
    reception = _Reception(unpack_to, inspect, limits or Limits())
    for name, path in file_names.listing(folder):
        reception.take(name, path)
    return reception.receipt()


def is_junk(name: str) -> bool:
    """Whether the path is one that computers leave behind and nobody submits."""
    path = PurePosixPath(name)
    return bool(_JUNK_FILE.fullmatch(path.name)) or any(part.lower() in _JUNK_FOLDER for part in path.parts[:-1])


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _Reception:
    """The state of one reception: what was seen so far."""

    def __init__(self, unpack_to: Path, inspect: Inspector, limits: Limits) -> None:
        self._unpack_to = unpack_to
        self._inspect = inspect
        self._limits = limits
        self._budget = Budget(limits)
        self._files: list[SourceFile] = []
        self._rejected: list[RejectedFile] = []
        self._ignored: list[str] = []
        self._names: set[str] = set()
        self._first: dict[str, str] = {}

    def receipt(self) -> Receipt:
        return Receipt(files=tuple(self._files), rejected=tuple(self._rejected), ignored=tuple(self._ignored))

    def take(self, name: str, path: Path, depth: int = 0) -> None:
        """Take, reject or ignore one file; `depth` counts the archives around it."""
        if is_junk(name):
            self._ignored.append(name)
            return
        name = file_names.unique(name, self._names)
        try:
            self._accept(name, path, depth)
        except Refusal as refusal:
            self._reject(name, refusal.code, refusal.message)
        except UnreadableFile as error:
            self._reject(name, error.code)
        except PermissionError:
            self._reject(name, "corrupt", messages.NO_PERMISSION)
        except OSError as error:
            if error.errno in MACHINE_FAULTS:
                raise
            self._reject(name, "corrupt")

    def _accept(self, name: str, path: Path, depth: int) -> None:
        size = self._regular_size(path)
        sha256 = _sha256(path)
        if sha256 in self._first:
            raise Refusal("duplicate", messages.duplicate_of(self._first[sha256]))
        kind = sniff(path)
        if kind is Foreign.ZIP:
            self._open_archive(name, path, sha256, depth)
        elif kind is Foreign.ENCRYPTED_OFFICE:
            raise Refusal("encrypted")
        elif isinstance(kind, Foreign):
            raise Refusal("unsupported", messages.for_kind(kind))
        else:
            location = self._nameable(path, sha256)
            self._open_paper(SourceFile(path=name, sha256=sha256, kind=kind, size=size, pages=0, location=location))
        self._first[sha256] = name

    def _regular_size(self, path: Path) -> int:
        state = path.lstat()
        if stat.S_ISLNK(state.st_mode):
            raise Refusal("unsafe_path")
        if stat.S_ISDIR(state.st_mode):
            raise Refusal("corrupt", messages.NO_PERMISSION)
        if not stat.S_ISREG(state.st_mode):
            raise Refusal("unsupported")
        if state.st_size == 0:
            raise Refusal("empty")
        if state.st_size > self._limits.file_bytes:
            raise Refusal("too_large")
        return state.st_size

    def _nameable(self, path: Path, sha256: str) -> str:
        """The path as text; a name that is no text (old Windows shares) is reached through a link."""
        try:
            return path.as_posix().encode().decode()
        except UnicodeEncodeError:
            link = self._unpack_to / f"{sha256}.link"
            link.unlink(missing_ok=True)
            link.symlink_to(path.resolve())
            return str(link)

    def _open_paper(self, file: SourceFile) -> None:
        pages = self._inspect(Path(file.location), file.kind)
        if pages > self._limits.pages:
            raise Refusal("too_many_pages")
        if pages == 0:
            raise Refusal("empty")
        self._files.append(file.model_copy(update={"pages": pages}))

    def _open_archive(self, name: str, path: Path, sha256: str, depth: int) -> None:
        if depth >= self._limits.archive_depth:
            raise Refusal("archive_bomb")
        for member in unpack(path, self._unpack_to / sha256, self._budget):
            inner = f"{name}/{member.name.lstrip('/')}"
            if member.path is not None:
                self.take(inner, member.path, depth + 1)
            elif is_junk(inner):
                self._ignored.append(inner)
            else:
                self._reject(file_names.unique(inner, self._names), member.refusal or "corrupt", member.message)

    def _reject(self, name: str, code: str, message: str | None = None) -> None:
        self._rejected.append(RejectedFile(file=name, reason=code, message=message or messages.BY_CODE[code]))
