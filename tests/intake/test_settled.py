"""Whether a file has arrived whole."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from intake.settled import has_its_end, waits
from tests import making


def picture(form: str) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((120, 90), 60).convert("RGB").save(buffer, form)
    return buffer.getvalue()


WHOLE = {
    "pdf": making.pdf(2),
    "jpg": picture("JPEG"),
    "png": picture("PNG"),
    "tiff": making.tiff(3),
    "bmp": picture("BMP"),
    "webp": picture("WEBP"),
    "xlsx": making.workbook(),
    "zip": making.archive({"a.txt": b"abc" * 100}),
    "csv": "科目,余额\n".encode(),
}


def ends(path: Path, data: bytes) -> bool:
    path.write_bytes(data)
    with path.open("rb") as file:
        return has_its_end(file, len(data))


@pytest.mark.parametrize("kind", sorted(WHOLE))
def test_a_whole_file_has_its_end(tmp_path: Path, kind: str) -> None:
    assert ends(tmp_path / "a", WHOLE[kind])


@pytest.mark.parametrize("kind", sorted(WHOLE.keys() - {"csv"}))
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_part_has_not(tmp_path: Path, kind: str, share: float) -> None:
    data = WHOLE[kind]
    assert not ends(tmp_path / "a", data[: int(len(data) * share)])


@pytest.mark.parametrize("kind", sorted(WHOLE.keys() - {"csv", "bmp", "webp", "tiff"}))
def test_a_file_that_got_its_room_before_its_content_has_not(tmp_path: Path, kind: str) -> None:
    data = WHOLE[kind]
    part = data[: len(data) // 2]
    assert not ends(tmp_path / "a", part + bytes(2**17))


def test_an_empty_file_has_none(tmp_path: Path) -> None:
    assert not ends(tmp_path / "a", b"")


def test_bytes_of_a_camera_behind_the_end_do_no_harm(tmp_path: Path) -> None:
    assert ends(tmp_path / "a", WHOLE["jpg"] + b"trailer" * 50)
    assert ends(tmp_path / "b", WHOLE["pdf"] + b"\r\n" * 20)


@pytest.mark.parametrize("start", [b"II*\0\x08\0\0\0\xff\xff", b"RIFF", b"BM", b"\0\0\0\x18ftypheic\0\0", b"MM\0*"])
def test_nonsense_raises_nothing(tmp_path: Path, start: bytes) -> None:
    for length in range(0, 60, 7):
        ends(tmp_path / "a", start + b"\xff" * length)


def test_how_long_a_file_is_waited_for() -> None:
    assert waits(0.5, complete=True)
    assert not waits(1.5, complete=True)
    assert waits(59, complete=False)
    assert not waits(61, complete=False)
