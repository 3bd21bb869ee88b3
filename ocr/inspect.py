"""Opening a file just far enough to know that it can be read, and how many pages it has.

Every fault of a file becomes one of the codes of `UnreadableFile`; nothing else is raised about its content.
"""

from __future__ import annotations

import logging
import threading
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

from schemas.core import FileKind
from schemas.core.errors import UnreadableFile

log = logging.getLogger(__name__)

_PDFIUM = threading.Lock()
"""PDFium is not safe for several threads."""

UNPACKED_LIMIT = 2**29
"""Bytes that an office file (XLSX, OFD) may unpack to."""


def inspect(path: Path, kind: FileKind) -> int:
    """The number of pages, frames or sheets of the file at `path`, which is of `kind`.

    Raises:
        UnreadableFile: encrypted, corrupt, empty or too_large.
    """
    try:
        return _BY_KIND[kind](path)
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:  # whatever a reading library makes of a damaged file
        log.info("a %s file cannot be opened: %s", kind.value, type(error).__name__)
        raise UnreadableFile("corrupt") from error


def _pdf(path: Path) -> int:
    with _PDFIUM:
        return _pdf_pages(path)


def _pdf_pages(path: Path) -> int:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile("encrypted" if "assword" in str(error) else "corrupt") from error
    try:
        pages = len(document)
        if pages and not any(_page_loads(document, index) for index in range(pages)):
            raise UnreadableFile("corrupt")
        return pages
    finally:
        document.close()


def _page_loads(document: object, index: int) -> bool:
    import pypdfium2

    assert isinstance(document, pypdfium2.PdfDocument)
    try:
        document[index].close()
    except pypdfium2.PdfiumError:
        return False
    return True


def _image(path: Path) -> int:
    import pi_heif
    from PIL import Image

    pi_heif.register_heif_opener()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(path) as picture:
                frames = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
                picture.draft("L", (64, 64))
                picture.load()
        except Image.DecompressionBombError as error:
            raise UnreadableFile("too_large") from error
    return int(frames)


def _zip_is_sound(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        if any(entry.flag_bits & 1 for entry in entries):
            raise UnreadableFile("encrypted")
        if sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
            raise UnreadableFile("too_large")
        if archive.testzip() is not None:
            raise UnreadableFile("corrupt")


def _ofd(path: Path) -> int:
    import ofdkit

    _zip_is_sound(path)
    with ofdkit.open(path) as document:
        return len(document.pages)


def _xlsx(path: Path) -> int:
    _zip_is_sound(path)
    return _workbook(path)


def _workbook(path: Path) -> int:
    import python_calamine

    try:
        sheets = len(python_calamine.CalamineWorkbook.from_path(path).sheet_names)
    except python_calamine.PasswordError as error:
        raise UnreadableFile("encrypted") from error
    if not sheets:  # every workbook has one
        raise UnreadableFile("corrupt")
    return sheets


def _csv(path: Path) -> int:
    return 1


_BY_KIND: dict[FileKind, Callable[[Path], int]] = {
    FileKind.PDF: _pdf,
    FileKind.IMAGE: _image,
    FileKind.OFD: _ofd,
    FileKind.XLSX: _xlsx,
    FileKind.XLS: _workbook,
    FileKind.CSV: _csv,
}
