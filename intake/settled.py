"""Whether a file has arrived whole: unchanged over two looks, and with the end that its kind must have."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from typing import BinaryIO

SETTLE_SECONDS = 1.0
"""Unchanged for so long between two looks."""
INCOMPLETE_SECONDS = 60.0
"""A file without its end that does not change for so long is taken as it is: it will get no better."""
STUCK_SECONDS = 600.0
"""A file that cannot be opened for so long no longer holds up its case."""

_HEAD = 64
_TAIL = 2**16 + 64

_ENDS: tuple[tuple[bytes, bytes, int], ...] = (
    (b"\xff\xd8\xff", b"\xff\xd9", 2**16),
    (b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82", 2048),
    (b"%PDF-", b"%%EOF", 2048),
)
"""Start of a kind, what must stand at its end, and within how many last bytes."""


def waits(seconds_unchanged: float, complete: bool) -> bool:
    """Whether a file must be waited for.

    >>> waits(2, True), waits(2, False), waits(100, False)
    (False, True, False)
    """
    return seconds_unchanged < (SETTLE_SECONDS if complete else INCOMPLETE_SECONDS)


def has_its_end(file: BinaryIO, size: int) -> bool:
    """Whether the end of the file is there, as far as its kind has one; an empty file has none.

    Sources: ISO 32000-1, 7.5.5; ITU T.81, B.2; PNG 1.2, 4.1.4; ZIP APPNOTE 4.3.16; TIFF 6.0, section 2; RIFF; ISO 14496-12.
    """
    if size == 0:
        return False
    head = _at(file, 0, _HEAD)
    for start, end, within in _ENDS:
        if head.startswith(start):
            return end in _at(file, max(0, size - within), within)
    try:
        return next(
            (check(file, head, size) for (place, mark), check in _CHECKS if head[place:].startswith(mark)), True
        )
    except struct.error:
        return False


def _at(file: BinaryIO, place: int, length: int) -> bytes:
    return os.pread(file.fileno(), length, place)


def _zip(file: BinaryIO, head: bytes, size: int) -> bool:
    """The end record stands whole, with its comment."""
    tail = _at(file, max(0, size - _TAIL), _TAIL)
    place = tail.rfind(b"PK\x05\x06")
    return place >= 0 and place + 22 + struct.unpack_from("<H", tail, place + 20)[0] <= len(tail)


_STRIPS, _STRIP_LENGTHS = (273, 324), (279, 325)
_WIDTHS = {3: ("H", 2), 4: ("I", 4)}
_MOST = 2000


def _tiff(file: BinaryIO, head: bytes, size: int) -> bool:
    """Every directory of the chain lies inside, with the picture that it describes."""
    order = "<" if head.startswith(b"II") else ">"
    place, seen = struct.unpack_from(f"{order}I", head, 4)[0], set[int]()
    while place and place not in seen and len(seen) < _MOST:
        seen.add(place)
        count = struct.unpack(f"{order}H", _at(file, place, 2))[0]
        entries = _at(file, place + 2, 12 * count)
        if _picture_end(file, entries, order) > size:
            return False
        place = struct.unpack(f"{order}I", _at(file, place + 2 + 12 * count, 4))[0]
    return True


def _picture_end(file: BinaryIO, entries: bytes, order: str) -> int:
    """Where the last strip or tile of a directory ends; 0 when it cannot be told."""
    starts: list[int] = []
    lengths: list[int] = []
    for place in range(0, len(entries), 12):
        tag, kind, count = struct.unpack_from(f"{order}HHI", entries, place)
        if tag in _STRIPS + _STRIP_LENGTHS and kind in _WIDTHS and count <= 2**20:
            form, width = _WIDTHS[kind]
            inline = entries[place + 8 : place + 12]
            raw = inline if count * width <= 4 else _at(file, struct.unpack(f"{order}I", inline)[0], count * width)
            (starts if tag in _STRIPS else lengths).extend(struct.unpack(f"{order}{count}{form}", raw[: count * width]))
    return max((start + length for start, length in zip(starts, lengths, strict=False)), default=0)


def _riff(file: BinaryIO, head: bytes, size: int) -> bool:
    told: int = struct.unpack_from("<I", head, 4)[0] if len(head) >= 8 else size
    return size >= told + 8


def _bitmap(file: BinaryIO, head: bytes, size: int) -> bool:
    told: int = struct.unpack_from("<I", head, 2)[0] if len(head) >= 6 else 0
    return size >= told


def _boxes(file: BinaryIO, head: bytes, size: int) -> bool:
    """The top-level boxes fill the file (HEIF)."""
    place = 0
    for _ in range(1000):
        box = _at(file, place, 16)
        if len(box) < 8:
            return place == size
        length: int = struct.unpack_from(">I", box)[0]
        if length == 1 and len(box) == 16:
            length = struct.unpack_from(">Q", box, 8)[0]
        if length == 0 or place + length >= size:
            return length == 0 or place + length == size
        place += max(length, 8)
    return True


def _sectors(file: BinaryIO, head: bytes, size: int) -> bool:
    """An OLE2 file (XLS) is made of whole sectors."""
    return size % 512 == 0


_Check = Callable[[BinaryIO, bytes, int], bool]
_CHECKS: tuple[tuple[tuple[int, bytes], _Check], ...] = (
    ((0, b"PK\x03\x04"), _zip),
    ((0, b"II*\0"), _tiff),
    ((0, b"MM\0*"), _tiff),
    ((0, b"RIFF"), _riff),
    ((0, b"BM"), _bitmap),
    ((4, b"ftyp"), _boxes),
    ((0, bytes.fromhex("d0cf11e0a1b11ae1")), _sectors),
)
