"""Real pages through the real engine: what is read, what is not, and that no page is lost."""

from __future__ import annotations

import hashlib
import io
import json
import os
import signal
import threading
import time
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import pytest
from PIL import Image

from flows.reading import Reading
from ocr.page_image import PictureReader
from ocr.pool import ReadingPool
from ocr.read import read_page
from samples import _replay
from schemas.core import FileKind, Page, PageStatus, SourceFile, TextSource
from store.pages import PageStore
from tests import making

PERMIT = ("contradictions", "2016-04-12 09.46.png")
"""A photocopy; small, so the quick one where any page will do."""
TURNED = ("old_regime", "Image0003.jpg")
"""A scan that lies on its side."""
PHOTO = ("sole_proprietor", "wx_20170608_2.jpg")
DIGITAL = ("clean_new_regime", "export(1).pdf")

MOST_ERRORS = 0.02
"""Character error rate that real readings may have."""


@cache
def reader() -> PictureReader:
    cv2.setNumThreads(1)
    return PictureReader()


def source(path: Path) -> SourceFile:
    kind = FileKind.PDF if path.suffix == ".pdf" else FileKind.IMAGE
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    return SourceFile(path=path.name, sha256=digest, kind=kind, size=len(data), pages=1, location=str(path))


def read(path: Path) -> Page:
    file = source(path)
    return read_page(reader(), path, file.kind, file.sha256, 1, lambda data, suffix: hashlib.sha256(data).hexdigest())


def path_of(sample: tuple[str, str]) -> Path:
    return _replay.CASES / sample[0] / "files" / sample[1]


@cache
def page(sample: tuple[str, str]) -> Page:
    return read(path_of(sample))


def fields(sample: tuple[str, str]) -> dict[str, Any]:
    truth = json.loads((_replay.CASES / sample[0] / "truth.json").read_text(encoding="utf-8"))
    return dict(next(d for d in truth["documents"] if d["pages"][0]["file"] == sample[1])["fields"])


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def text(of: Page) -> str:
    return plain("".join(line.text for line in of.lines))


def errors(wanted: str, found: str) -> int:
    """Edits between `wanted` and the part of `found` that is most like it."""
    row = [0] * (len(found) + 1)
    for i, a in enumerate(wanted, 1):
        above, row = row, [i]
        for j, b in enumerate(found, 1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b)))
    return min(row)


@pytest.mark.parametrize(
    ("sample", "keys"),
    [
        (PERMIT, ("permit_number", "company_name", "legal_representative", "account_number")),
        (TURNED, ("registration_number", "company_name", "legal_representative")),
        (PHOTO, ("name", "id_number")),
        (DIGITAL, ("company_name",)),
    ],
    ids=["photocopy", "turned", "photo", "born-digital"],
)
def test_key_values_are_read_exactly(sample: tuple[str, str], keys: tuple[str, ...]) -> None:
    known, found = fields(sample), text(page(sample))
    assert page(sample).status is PageStatus.READ
    assert [plain(known[key]) for key in keys if plain(known[key]) not in found] == []


@pytest.mark.parametrize("sample", [PERMIT, TURNED, PHOTO], ids=["photocopy", "turned", "photo"])
def test_printed_texts_have_few_errors(sample: tuple[str, str]) -> None:
    names = ("address", "business_scope", "company_name", "company_type", "bank_name", "name", "account_number")
    wanted = [plain(value) for name, value in fields(sample).items() if name in names and value]
    wrong = sum(errors(value, text(page(sample))) for value in wanted)
    # An address that is printed on two lines may have its lines far apart in reading order.
    assert wrong <= max(2, MOST_ERRORS * sum(map(len, wanted)))


def test_a_page_on_its_side_is_turned_upright() -> None:
    assert page(TURNED).rotation in (90, 270)
    assert page(TURNED).width > page(TURNED).height


def test_a_photo_is_laid_flat_and_says_how() -> None:
    assert page(PHOTO).quality.photo
    assert len(page(PHOTO).transform or ()) == 9


def test_a_text_layer_is_taken_as_it_is() -> None:
    assert page(DIGITAL).source is TextSource.TEXT_LAYER
    assert all(line.confidence == 1 for line in page(DIGITAL).lines)
    assert len(page(DIGITAL).tables[0].cells) > 50


def test_lines_stand_upright_inside_the_page_with_an_edge_for_every_character() -> None:
    for sample in (PERMIT, TURNED, PHOTO, DIGITAL):
        for line in page(sample).lines:
            assert len(line.edges) == len(line.text) + 1
            assert len(line.sureness) == len(line.text)
            assert 0 <= line.box.x0 < line.box.x1 <= 1
            assert 0 <= line.box.top < line.box.bottom <= 1


def test_a_page_read_twice_gives_the_same_record() -> None:
    assert read(path_of(PERMIT)) == page(PERMIT)


def test_a_blank_page_is_read_and_has_no_lines(tmp_path: Path) -> None:
    white = Image.new("RGB", (800, 1100), "white")
    white.save(tmp_path / "blank.png")
    (tmp_path / "blank.pdf").write_bytes(making.pdf())
    for name in ("blank.png", "blank.pdf"):
        found = read(tmp_path / name)
        assert (found.status, found.lines, found.tables, found.seals) == (PageStatus.READ, (), (), ())


def test_a_damaged_page_is_unreadable_and_raises_nothing(tmp_path: Path) -> None:
    whole = io.BytesIO()
    Image.open(path_of(PERMIT)).convert("RGB").save(whole, "JPEG")
    (tmp_path / "head.jpg").write_bytes(whole.getvalue()[:200])
    (tmp_path / "text.png").write_bytes(b"no picture at all")
    (tmp_path / "damaged.pdf").write_bytes(b"%PDF-1.7 broken")
    for name in ("head.jpg", "text.png", "damaged.pdf"):
        found = read(tmp_path / name)
        assert (found.status, found.reason, found.lines) == (PageStatus.UNREADABLE, "corrupt", ())


def test_a_killed_reading_process_loses_no_page(tmp_path: Path) -> None:
    pools: list[ReadingPool] = []

    def make(workers: int) -> ReadingPool:
        pools.append(ReadingPool(workers, PageStore(tmp_path).put_image))
        return pools[-1]

    reading = Reading(PageStore(tmp_path), 1, make)
    killer = threading.Thread(target=_kill_first_process, args=(pools,))
    killer.start()
    try:
        (found,) = reading.pages(source(path_of(PERMIT)), lambda file, number: None)
    finally:
        killer.join()
        reading.stop()
    assert found.status is PageStatus.READ
    assert text(found) == text(page(PERMIT))
    assert len(pools) == 2


def _kill_first_process(pools: list[ReadingPool]) -> None:
    while not (pools and pools[0]._pool._processes):
        time.sleep(0.01)
    (process,) = list(pools[0]._pool._processes)
    os.kill(process, signal.SIGKILL)
