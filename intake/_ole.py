"""The names in the root folder of an OLE2 compound file, which tell XLS from DOC and show password protection.

Source: MS-CFB, sections 2.2 (header), 2.3 (FAT), 2.6 (directory entries).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_END = 0xFFFFFFFA
_NONE = 0xFFFFFFFF
_ENTRY = 128
_SECTOR_SHIFTS = (9, 12)
"""Sectors have 512 or 4096 bytes; any other size is damage."""


def root_names(path: Path) -> frozenset[str]:
    """Names of the streams and folders directly under the root; empty when the directory is damaged."""
    try:
        with path.open("rb") as file:
            data = file.read()
        return frozenset(_names(data))
    except (struct.error, IndexError, OSError):
        return frozenset()


def _names(data: bytes) -> Iterator[str]:
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in _SECTOR_SHIFTS:
        return
    size = 1 << shift
    directory = b"".join(_chain(data, size, struct.unpack_from("<I", data, 48)[0]))
    waiting, seen = [struct.unpack_from("<I", directory, 76)[0]], {0}
    while waiting:
        number = waiting.pop()
        if number == _NONE or number in seen:
            continue
        seen.add(number)
        entry = directory[number * _ENTRY : (number + 1) * _ENTRY]
        length, left, right = struct.unpack_from("<H2xII", entry, 64)
        waiting += [left, right]
        yield entry[: max(0, length - 2)].decode("utf-16-le", "replace")


def _chain(data: bytes, size: int, first: int) -> Iterator[bytes]:
    """The sectors that start at `first`, in order; a loop ends the chain."""
    per_sector = size // 4
    fat_sectors = struct.unpack_from("<109I", data, 76)
    sector, seen = first, set[int]()
    while sector < _END and sector not in seen:
        seen.add(sector)
        yield data[(sector + 1) * size : (sector + 2) * size]
        place = (fat_sectors[sector // per_sector] + 1) * size + 4 * (sector % per_sector)
        sector = struct.unpack_from("<I", data, place)[0]
