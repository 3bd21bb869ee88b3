"""Small cases for runs of the whole service: spreadsheets made by code and small scans, each file with bytes of its own."""

from __future__ import annotations

import hashlib
import io
import random
import time
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
from PIL import Image

SCANS = tuple(sorted((Path(__file__).parents[1] / "samples" / "cases" / "person" / "files").glob("*.jpg")))
"""Photographs of certificates, of which some drops hold one."""
SCAN_SHARE = 0.15
"""Of the drops: their first file."""
_SCAN_SIDE = 1100


@dataclass
class Drop:
    """One folder that was dropped: its name and the SHA-256 of every file in it."""

    name: str
    files: dict[str, str] = field(default_factory=dict)


def make(staging: Path, number: int, chance: random.Random) -> tuple[Drop, Path]:
    """A case of one to three small files below `staging`, not yet dropped."""
    drop = Drop(f"申请人{number:04d}")
    folder = staging / drop.name
    folder.mkdir(parents=True)
    for index in range(chance.randint(1, 3)):
        name, content = _file(number, index, chance)
        (folder / name).write_bytes(content)
        drop.files[name] = hashlib.sha256(content).hexdigest()
    return drop, folder


def put(folder: Path, inbox: Path, chance: random.Random) -> None:
    """Drop a folder as people do: moved in as a whole, or copied file by file with pauses."""
    target = inbox / folder.name
    if chance.random() < 0.7:
        folder.rename(target)
        return
    target.mkdir(exist_ok=True)
    for file in sorted(folder.iterdir()):
        with (target / file.name).open("wb") as copy:
            content = file.read_bytes()
            copy.write(content[: len(content) // 2])
            copy.flush()
            time.sleep(chance.random() * 0.2)
            copy.write(content[len(content) // 2 :])


def _file(number: int, index: int, chance: random.Random) -> tuple[str, bytes]:
    return _scan(index, chance) if index == 0 and chance.random() < SCAN_SHARE else _book(number, index, chance)


def _scan(index: int, chance: random.Random) -> tuple[str, bytes]:
    """A small scan; a few pixels at its corner tell it from the others."""
    with Image.open(chance.choice(SCANS)) as source:
        page = source.convert("RGB")
    page.thumbnail((_SCAN_SIDE, _SCAN_SIDE))
    for x in range(8):
        page.putpixel((x, 0), tuple(chance.randrange(256) for _ in range(3)))
    buffer = io.BytesIO()
    page.save(buffer, "JPEG", quality=85)
    return f"扫描{index}.jpg", buffer.getvalue()


def _book(number: int, index: int, chance: random.Random) -> tuple[str, bytes]:
    rows = [("科目编码", "科目名称", "期末余额")]
    rows += [(f"{1001 + row}", f"科目{row}", f"{chance.randrange(10**8) / 100:.2f}") for row in range(8)]
    rows.append(("9999", f"第{number}号", f"{index}"))
    if chance.random() < 0.3:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            sheet.append(row)
        buffer = io.BytesIO()
        book.save(buffer)
        return f"余额表{index}.xlsx", buffer.getvalue()
    return f"余额表{index}.csv", "".join(",".join(row) + "\n" for row in rows).encode()
