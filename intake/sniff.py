"""What a file is, by its bytes alone: a kind that heyan reads, or something that needs advice."""

from __future__ import annotations

import zipfile
from enum import StrEnum
from pathlib import Path

from intake import _ole
from schemas.core import FileKind
from standards import delimited_text


class Foreign(StrEnum):
    """What heyan knows but does not read as a paper."""

    ZIP = "zip"
    ARCHIVE = "archive"
    WORD = "word"
    PRESENTATION = "presentation"
    SPREADSHEET = "spreadsheet"
    MARKUP = "markup"
    PICTURE = "picture"
    TEXT = "text"
    ENCRYPTED_OFFICE = "encrypted_office"
    UNKNOWN = "unknown"


_HEAD = 4096
_TEXT_LIMIT = 20_000_000
_STARTS: tuple[tuple[bytes, FileKind | Foreign], ...] = (
    (b"\xff\xd8\xff", FileKind.IMAGE),
    (b"\x89PNG\r\n\x1a\n", FileKind.IMAGE),
    (b"II*\0", FileKind.IMAGE),
    (b"MM\0*", FileKind.IMAGE),
    (b"II+\0", FileKind.IMAGE),
    (b"MM\0+", FileKind.IMAGE),
    (b"Rar!\x1a\x07", Foreign.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Foreign.ARCHIVE),
    (b"\x1f\x8b", Foreign.ARCHIVE),
    (b"BZh", Foreign.ARCHIVE),
    (b"\xfd7zXZ\0", Foreign.ARCHIVE),
    (b"GIF8", Foreign.PICTURE),
    (b"\0\0\0\x0cjP  ", Foreign.PICTURE),
    (b"{\\rtf", Foreign.WORD),
)
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"}
_BMP_HEADERS = {12, 40, 52, 56, 64, 108, 124}
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_MARKUP_STARTS = ("<?xml", "<!doctype", "<html", "<table", "mime-version:")


def sniff(path: Path) -> FileKind | Foreign:
    """What the file at `path` is.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if _is_picture(head):
        return FileKind.IMAGE
    if head.startswith(_ZIP_STARTS):
        return _zip_kind(path)
    if head.startswith(_ole.MAGIC):
        return _ole_kind(path)
    if b"%PDF-" in head[:1024]:
        return FileKind.PDF
    return _text_kind(path)


def _is_picture(head: bytes) -> bool:
    bitmap = head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in _BMP_HEADERS
    webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    return bitmap or webp or (head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS)


def _zip_kind(path: Path) -> FileKind | Foreign:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return Foreign.ZIP
    if "ofd.xml" in names:
        return FileKind.OFD
    if "xl/workbook.xml" in names:
        return FileKind.XLSX
    if "[content_types].xml" not in names and "mimetype" not in names:
        return Foreign.ZIP
    if "xl/workbook.bin" in names or "content.xml" in names:
        return Foreign.SPREADSHEET
    if any(name.startswith("ppt/") for name in names):
        return Foreign.PRESENTATION
    return Foreign.WORD if any(name.startswith("word/") for name in names) else Foreign.ZIP


def _ole_kind(path: Path) -> FileKind | Foreign:
    names = _ole.root_names(path)
    if "EncryptedPackage" in names:
        return Foreign.ENCRYPTED_OFFICE
    if names & {"Workbook", "Book"}:
        return FileKind.XLS
    if "PowerPoint Document" in names:
        return Foreign.PRESENTATION
    return Foreign.WORD if "WordDocument" in names else Foreign.UNKNOWN


def _text_kind(path: Path) -> FileKind | Foreign:
    with path.open("rb") as file:
        data = file.read(_TEXT_LIMIT + 1)
    text = delimited_text.decode(data) if len(data) <= _TEXT_LIMIT else None
    if text is None:
        return Foreign.UNKNOWN
    if text.lstrip("\ufeff \t\r\n").lower().startswith(_MARKUP_STARTS):
        return Foreign.MARKUP
    return FileKind.CSV if delimited_text.delimiter(text) else Foreign.TEXT
