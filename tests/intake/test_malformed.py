"""Malformed files of every kind: each is taken or refused with a reason, and none stops the others or the process."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from intake import messages
from intake.limits import Limits
from intake.receive import receive
from ocr.inspect import inspect
from tests import making
from tests.making import put

WHOLE = {
    "pdf": making.pdf(3),
    "png": making.picture(),
    "jpg": making.picture(form="JPEG"),
    "bmp": making.picture(form="BMP"),
    "webp": making.picture(form="WEBP"),
    "tif": making.tiff(3),
    "ofd": making.ofd(),
    "xlsx": making.workbook(),
    "csv": "科目,余额\n现金,1.50\n".encode("gb18030"),
    "zip": making.archive({"a.png": making.picture(), "b/c.csv": b"1,2\n"}),
    "xls": making.compound(["Workbook"]),
}
EACH = 16
"""Malformed files of each kind."""

Damage = Callable[[bytes, random.Random], bytes]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data))]


def _beheaded(data: bytes, chance: random.Random) -> bytes:
    return data[chance.randrange(1, len(data)) :]


def _flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, max(1, len(data) // 50))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _holed(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + bytes(chance.randint(1, 400)) + data[start + chance.randint(1, 400) :]


def _repeated(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start : start + 300] * 40 + data[start:]


def _numbers_raised(data: bytes, chance: random.Random) -> bytes:
    """Lengths and counts in plain digits made enormous."""
    figure = bytes([chance.choice(b"123456789")])
    return data.replace(figure, figure * 9)


DAMAGES: tuple[Damage, ...] = (_cut, _beheaded, _flipped, _holed, _repeated, _numbers_raised)


def corpus(seed: int) -> Iterator[tuple[str, bytes]]:
    """Names and bytes; the same for the same seed."""
    chance = random.Random(seed)
    for kind, data in WHOLE.items():
        for number in range(EACH):
            yield f"{kind}{number:02d}.{kind}", DAMAGES[number % len(DAMAGES)](data, chance)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_malformed_file_is_taken_or_refused_with_a_reason(tmp_path: Path, seed: int) -> None:
    folder = tmp_path / "case"
    folder.mkdir()
    good = making.pdf(2, tag=99)
    put(folder, "whole.pdf", good)
    names = ["whole.pdf"]
    for name, data in corpus(seed):
        put(folder, name, data)
        names.append(name)
    receipt = receive(folder, tmp_path / "unpacked", inspect)
    told = Counter({name.split("/")[0] for name in (*(f.path for f in receipt.files), *receipt.ignored)})
    told += Counter({r.file.split("/")[0] for r in receipt.rejected} - told.keys())
    assert told == Counter(names)
    assert {r.reason for r in receipt.rejected} <= messages.BY_CODE.keys()
    assert all(r.message for r in receipt.rejected)
    assert [f.pages for f in receipt.files if f.path == "whole.pdf"] == [2]
    assert len(receipt.rejected) > len(names) / 4, "the corpus is hardly malformed"


def _document(*objects: bytes) -> bytes:
    """A PDF without a table of its objects, as damaged ones are; the first object is the catalogue."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, content) for number, content in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer\n<< /Root 1 0 R /Size %d >>\n%%%%EOF\n" % (len(objects) + 1)


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>"
HOSTILE_PDFS = {
    "endless": _document(CATALOGUE, b"<< /Type /Pages /Count 2000000000 /Kids [3 0 R] >>", PAGE),
    "endless, none loads": _document(CATALOGUE, b"<< /Type /Pages /Count 2000000000 /Kids [9 0 R] >>"),
    "tree in a circle": _document(CATALOGUE, b"<< /Type /Pages /Count 3 /Kids [2 0 R 2 0 R 2 0 R] >>"),
    "page among its own ancestors": _document(
        CATALOGUE,
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Pages /Parent 2 0 R /Count 1 /Kids [2 0 R] >>",
    ),
    "nested beyond measure": _document(
        CATALOGUE, b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", b"[" * 60_000 + b"]" * 60_000
    ),
}


@pytest.mark.parametrize("name", HOSTILE_PDFS)
def test_a_hostile_pdf_comes_to_an_end(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "case"
    folder.mkdir()
    put(folder, "a.pdf", HOSTILE_PDFS[name])
    receipt = receive(folder, tmp_path / "unpacked", inspect)
    assert [r.reason for r in receipt.rejected if r.reason not in ("corrupt", "too_many_pages", "empty")] == []
    assert len(receipt.files) + len(receipt.rejected) == 1
    assert all(file.pages <= Limits().pages for file in receipt.files)
