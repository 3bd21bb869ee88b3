"""Unpacking a ZIP so that nothing leaves its folder, nothing floods the disk, and Chinese names survive.

Members are written under numbers, never under their own names, so that no name can point anywhere. Names without the
UTF-8 flag are UTF-8 or GB18030 (what Windows writes in China), decided for the archive as a whole.
"""

from __future__ import annotations

import errno
import re
import shutil
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from intake import messages
from intake.limits import Budget
from intake.messages import Refusal
from schemas.core import Record

_UTF8 = 0x800
_ENCRYPTED = 0x1
_UNICODE_PATH = 0x7075
_UNSAFE = re.compile(r"^/|^[A-Za-z]:|(^|/)\.\.(/|$)|[\0-\x1f]")
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, ValueError, OSError)

MACHINE_FAULTS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.ENOMEM})
"""Error numbers that say nothing about the file: they stop the run instead of rejecting it."""


class Member(Record):
    """One file of an archive: its name inside, and where it was unpacked or why it was not."""

    name: str
    path: Path | None = None
    refusal: str | None = None
    message: str | None = None


def unpack(archive: Path, into: Path, budget: Budget) -> Iterator[Member]:
    """Unpack the files of `archive` below `into` in the archive's order.

    Raises:
        Refusal: the archive as a whole cannot be taken (corrupt, empty, encrypted, archive_bomb).
    """
    try:
        opened = zipfile.ZipFile(archive)
    except NotImplementedError as error:
        raise Refusal("unsupported", messages.ODD_COMPRESSION) from error
    except _DAMAGE as error:
        raise Refusal("corrupt") from error
    with opened:
        entries = [info for info in opened.infolist() if not info.is_dir()]
        _check(entries, archive.stat().st_size, budget)
        into.mkdir(parents=True, exist_ok=True)
        for number, (info, name) in enumerate(zip(entries, _names(entries), strict=True)):
            yield _member(opened, info, name, into / f"{number:05d}")


def _check(entries: list[zipfile.ZipInfo], packed: int, budget: Budget) -> None:
    if not entries:
        raise Refusal("empty")
    if not budget.spend(len(entries), sum(info.file_size for info in entries), packed):
        raise Refusal("archive_bomb")
    if all(info.flag_bits & _ENCRYPTED for info in entries):
        raise Refusal("encrypted")


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, target: Path) -> Member:
    link = stat.S_ISLNK(info.external_attr >> 16)
    if link or _UNSAFE.search(name):
        return Member(name=_harmless(name), refusal="unsafe_path")
    if info.flag_bits & _ENCRYPTED:
        return Member(name=name, refusal="encrypted")
    try:
        with archive.open(info) as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy, 2**20)
    except NotImplementedError:
        return Member(name=name, refusal="unsupported", message=messages.ODD_COMPRESSION)
    except _DAMAGE as error:
        if isinstance(error, OSError) and error.errno in MACHINE_FAULTS:
            raise
        return Member(name=name, refusal="corrupt")
    return Member(name=name, path=target)


def _harmless(name: str) -> str:
    """The last part of an unsafe name, fit to be shown and to be joined to a path."""
    return "".join(c if c >= " " else "\ufffd" for c in name.rstrip("/").rsplit("/", 1)[-1])


def _names(entries: list[zipfile.ZipInfo]) -> list[str]:
    """The members' names with "/" between parts, NFC."""
    raw = [info.orig_filename.encode("cp437") for info in entries if not info.flag_bits & _UTF8]
    encoding = "utf-8" if _decodable(raw, "utf-8") else "gb18030" if _decodable(raw, "gb18030") else "cp437"
    return [_name(info, encoding) for info in entries]


def _name(info: zipfile.ZipInfo, encoding: str) -> str:
    name = info.orig_filename
    if not info.flag_bits & _UTF8:
        raw = name.encode("cp437")
        name = _unicode_path(info.extra, raw) or raw.decode(encoding)
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name in the Info-ZIP Unicode Path field, when it belongs to this name (APPNOTE 4.6.9)."""
    while len(extra) >= 4:
        tag, length = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if tag == _UNICODE_PATH and len(field) > 5 and struct.unpack_from("<I", field, 1)[0] == zlib.crc32(raw):
            return field[5:].decode("utf-8", "replace")
    return None


def _decodable(names: list[bytes], encoding: str) -> bool:
    try:
        return all(name.decode(encoding) for name in names)
    except UnicodeDecodeError:
        return False
