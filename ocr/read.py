"""One page of one file to its record; the plain function that runs in a reading process."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pdfplumber
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image

from ocr import codes, editors, grids, headings, picture, quality, ruled, rulings, seals, text_layer
from ocr.page_image import PictureReader
from schemas.core import FileKind, Line, Page, PageStatus, Quality, Table, TextSource
from schemas.core.errors import UnreadableFile

SaveImage = Callable[[bytes, str], str]
"""Keeps an image (bytes, suffix) and returns its SHA-256."""


def read_page(reader: PictureReader, path: Path, kind: FileKind, sha256: str, number: int, save: SaveImage) -> Page:
    """Read page `number` (1-based) of a file. A page that cannot be read is a page with status unreadable."""
    try:
        if kind is FileKind.PDF:
            return _pdf_page(reader, path, sha256, number, save)
        if kind is FileKind.IMAGE:
            shown, dpi = picture.of_image_file(path, number)
            return _scanned(reader, shown, dpi, sha256, number, save, editors.trace(path))
        return _other(reader, path, kind, sha256, number, save)
    except UnreadableFile as error:
        return unreadable(sha256, number, error.code, reader.version)


def unreadable(sha256: str, number: int, reason: str, reader: str) -> Page:
    """The record of a page that could not be read."""
    return Page(
        sha256=sha256,
        number=number,
        status=PageStatus.UNREADABLE,
        reason=reason,
        width=0,
        height=0,
        source=TextSource.OCR,
        reader=reader,
    )


def _pdf_page(reader: PictureReader, path: Path, sha256: str, number: int, save: SaveImage) -> Page:
    try:
        document = pdfium.PdfDocument(path)
        page = document[number - 1]
        scan = picture.covered_by_image(page)
        turn, lines = (0, ()) if scan else _text_of(page)
        if not text_layer.trustworthy(lines):
            shown, dpi = picture.of_pdf_page(page)
            return _scanned(reader, shown, dpi, sha256, number, save)
        shown = np.array(page.render(scale=150 / 72, rev_byteorder=True).to_pil().convert("RGB"), dtype=np.uint8)
        plain = rulings.is_plain(page)
        tables = () if plain else _tables(path, number, page, shown, lines, turn)
    except pdfium.PdfiumError as error:
        raise UnreadableFile("corrupt") from error
    return Page(
        sha256=sha256,
        number=number,
        status=PageStatus.READ,
        width=shown.shape[1],
        height=shown.shape[0],
        rotation=turn,
        source=TextSource.TEXT_LAYER,
        lines=lines,
        tables=tables,
        seals=() if plain else seals.find(shown, reader.engine, grey=False),
        codes=() if plain else codes.find(shown),
        quality=Quality(text_confidence=1.0),
        fingerprint=quality.fingerprint(shown),
        image=save(_jpeg(shown), ".jpg"),
        reader=reader.version,
    )


def _text_of(page: pdfium.PdfPage) -> tuple[int, tuple[Line, ...]]:
    """The degrees that the page had to be turned by, and its lines."""
    glyphs = text_layer.glyphs_of(page)
    turn = text_layer.make_upright(page, glyphs)
    return turn, text_layer.lines_of(page, text_layer.glyphs_of(page) if turn else glyphs)


def _drawn_tables(shown: NDArray[np.uint8], lines: tuple[Line, ...]) -> tuple[Table, ...]:
    """Tables of a page that was turned, from its drawn rulings."""
    height, width = shown.shape[:2]
    channel = np.ascontiguousarray(shown[:, :, 0])
    return tuple(grids.table_of(grid, lines, width, height)[0] for grid in grids.find(channel))


def _tables(
    path: Path, number: int, page: pdfium.PdfPage, shown: NDArray[np.uint8], lines: tuple[Line, ...], turn: int
) -> tuple[Table, ...]:
    if turn:
        return _drawn_tables(shown, lines)
    edges = rulings.edges_of(page)
    if not rulings.may_cross(edges):
        return ()
    with pdfplumber.open(path, pages=[number]) as document:
        return ruled.tables_of(document.pages[0], lines, edges)


def _scanned(
    reader: PictureReader,
    shown: NDArray[np.uint8],
    dpi: float | None,
    sha256: str,
    number: int,
    save: SaveImage,
    editor: str | None = None,
) -> Page:
    scene = reader.read(shown, dpi)
    lost = quality.cannot_be_read(scene.quality, sum(len(line.text) for line in scene.lines))
    height, width = scene.picture.shape[:2]
    return Page(
        sha256=sha256,
        number=number,
        status=PageStatus.UNREADABLE if lost else PageStatus.READ,
        reason="illegible" if lost else None,
        width=width,
        height=height,
        rotation=scene.rotation,
        source=TextSource.OCR,
        lines=headings.of(scene.lines) if lost else scene.lines,
        tables=() if lost else scene.tables,
        seals=scene.seals,
        codes=scene.codes,
        quality=quality.edited(scene.quality, editor),
        fingerprint=scene.fingerprint,
        image=save(_jpeg(scene.picture), ".jpg"),
        transform=scene.transform,
        reader=reader.version,
    )


def _other(reader: PictureReader, path: Path, kind: FileKind, sha256: str, number: int, save: SaveImage) -> Page:
    """Spreadsheets and OFD, whose readers are loaded only when they are met."""
    if kind is FileKind.OFD:
        from ocr.ofd import page_picture

        image, lines = page_picture(path, number)
        shown = np.array(image.convert("RGB"), dtype=np.uint8)
        if not text_layer.trustworthy(lines):
            return _scanned(reader, shown, None, sha256, number, save)
        return Page(
            sha256=sha256,
            number=number,
            status=PageStatus.READ,
            width=shown.shape[1],
            height=shown.shape[0],
            source=TextSource.TEXT_LAYER,
            lines=lines,
            codes=codes.find(shown),
            quality=Quality(text_confidence=1.0),
            fingerprint=quality.fingerprint(shown),
            image=save(_jpeg(shown), ".jpg"),
            reader=reader.version,
        )
    from ocr.spreadsheet import read_sheet

    return read_sheet(path, kind, number, sha256)


def _jpeg(shown: NDArray[np.uint8]) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(shown).save(buffer, "JPEG", quality=85)
    return buffer.getvalue()
