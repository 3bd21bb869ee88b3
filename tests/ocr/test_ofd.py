"""OFD pages: text with places, scanned pages as pictures, damage as a code."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from ocr.ofd import page_picture
from schemas.core.errors import UnreadableFile
from tests import making
from tests.making import put


def test_text_stands_where_the_page_shows_it(tmp_path: Path) -> None:
    picture, (line,) = page_picture(put(tmp_path, "a.ofd", making.ofd("委托担保申请书")), 1)
    assert line.text == "委托担保申请书"
    assert line.box.x0 == pytest.approx(20 / 210, abs=0.005)
    assert line.box.x1 == pytest.approx((20 + 7 * 8) / 210, abs=0.02)
    assert line.box.top < 37 / 297 < line.box.bottom
    width, height = picture.size
    assert width / height == pytest.approx(210 / 297, abs=0.01)
    ink = picture.convert("L").point(lambda v: 255 * (v < 128)).getbbox()
    assert ink is not None
    assert ink[0] / width == pytest.approx(line.box.x0, abs=0.02)
    assert ink[1] / height >= line.box.top - 0.01
    assert ink[3] / height <= line.box.bottom + 0.01


def test_a_scanned_page_is_its_image(tmp_path: Path) -> None:
    scan = Image.new("RGB", (210, 297), "white")
    scan.paste((200, 0, 0), (105, 0, 210, 148))
    buffer = io.BytesIO()
    scan.save(buffer, "PNG")
    picture, lines = page_picture(put(tmp_path, "a.ofd", making.ofd(image=buffer.getvalue())), 1)
    assert not lines
    width, height = picture.size
    assert picture.getpixel((int(width * 0.75), int(height * 0.25))) == (200, 0, 0)
    assert picture.getpixel((int(width * 0.25), int(height * 0.25))) == (255, 255, 255)
    assert picture.getpixel((int(width * 0.75), int(height * 0.75))) == (255, 255, 255)


def test_a_damaged_page_is_corrupt(tmp_path: Path) -> None:
    path = put(tmp_path, "a.ofd", making.ofd(image=b"no picture"))
    with pytest.raises(UnreadableFile, match="corrupt"):
        page_picture(path, 1)
    with pytest.raises(UnreadableFile, match="corrupt"):
        page_picture(path, 2)
