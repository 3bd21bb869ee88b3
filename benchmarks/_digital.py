"""Pages a second that are read from a text layer, in one process: running text, a ruled table, a statement with a seal."""

from __future__ import annotations

import time
from pathlib import Path

import cv2

from ocr.page_image import PictureReader
from ocr.read import read_page
from samples import _print
from samples._draw import Sheet, Stroke
from schemas.core import FileKind, Page, TextSource
from store.pages import PageStore

SEALED = Path("samples/cases/clean_new_regime/files/export(1).pdf")
"""A ruled income statement with a seal, which is read by the engine; relative to the repository."""

_PASSAGE = "借款人应当按照约定的用途使用借款，未经贷款人书面同意不得挪作他用；逾期的，自逾期之日起计收罚息。"
_LINES = 38


def measure(repository: Path, out: Path, seconds: float = 5.0) -> dict[str, float]:
    """Pages a second of each kind.

    Args:
        repository: the checkout.
        out: a folder for the drawn page and the stored pictures.
        seconds: how long each kind is read.
    """
    cv2.setNumThreads(1)
    out.mkdir(parents=True, exist_ok=True)
    text, table = out / "text.pdf", out / "table.pdf"
    text.write_bytes(_print.pdf([_text_page()]))
    table.write_bytes(_print.pdf([_table_page()]))
    reader, store = PictureReader(), PageStore(out / "store")
    return {
        "text_pages_a_second": _rate(reader, store, text, seconds),
        "table_pages_a_second": _rate(reader, store, table, seconds),
        "sealed_table_pages_a_second": _rate(reader, store, repository / SEALED, seconds),
    }


def _text_page() -> Sheet:
    sheet = Sheet(210, 297)
    sheet.text(105, 30, "流动资金借款合同（补充条款）", 15, "hei", align="c")
    for number in range(_LINES):
        start = number * 3 % 20
        sheet.text(22, 42 + 6.2 * number, f"第{number + 1}条  " + (_PASSAGE * 2)[start : start + 38])
    return sheet


def _table_page() -> Sheet:
    """Eight columns and thirty-two rows of figures between lines."""
    sheet = Sheet(297, 210)
    sheet.text(148, 16, "科目余额表", 15, "hei", align="c")
    columns, rows = [14 + 33.5 * i for i in range(9)], [22 + 5.4 * i for i in range(33)]
    for x in columns:
        sheet.ops.append(Stroke(x, rows[0], x, rows[-1], 0.2, (0, 0, 0)))
    for y in rows:
        sheet.ops.append(Stroke(columns[0], y, columns[-1], y, 0.2, (0, 0, 0)))
    for i, y in enumerate(rows[1:]):
        sheet.text(columns[0] + 1.5, y - 1.6, f"{1001 + i}", 8)
        sheet.text(columns[1] + 1.5, y - 1.6, f"明细科目第{i + 1}号", 8)
        for j, right in enumerate(columns[3:]):
            sheet.text(right - 1.5, y - 1.6, f"{(i + 3) * (j + 7) * 1234.57:,.2f}", 8, align="r")
    return sheet


def _rate(reader: PictureReader, store: PageStore, path: Path, seconds: float) -> float:
    page = _read(reader, store, path)
    assert page.source is TextSource.TEXT_LAYER, f"{path.name} is not read from its text layer"
    count, start = 0, time.monotonic()
    while time.monotonic() - start < seconds:
        store.put(_read(reader, store, path))
        count += 1
    return count / (time.monotonic() - start)


def _read(reader: PictureReader, store: PageStore, path: Path) -> Page:
    return read_page(reader, path, FileKind.PDF, "0" * 64, 1, store.put_image)
