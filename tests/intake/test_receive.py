"""Receiving a folder: nothing is lost, every bad file has its reason and a sentence that says what to do."""

from __future__ import annotations

import io
import os
import re
import stat
import unicodedata
import zipfile
from pathlib import Path

import pytest

from intake.limits import Limits
from intake.receive import Receipt, receive
from ocr.inspect import inspect
from schemas.core import FileKind
from tests import making
from tests.making import put


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "case"
    path.mkdir()
    return path


def taken(folder: Path, limits: Limits | None = None) -> Receipt:
    return receive(folder, folder.parent / "unpacked", inspect, limits)


def reasons(receipt: Receipt) -> dict[str, str]:
    return {r.file: r.reason for r in receipt.rejected}


GOOD = {
    "a.pdf": (making.pdf(3), FileKind.PDF, 3),
    "junk before.pdf": (b"\r\n\r\njunk" + making.pdf(2, tag=7), FileKind.PDF, 2),
    "b.png": (making.picture(), FileKind.IMAGE, 1),
    "b.jpg": (making.picture(form="JPEG"), FileKind.IMAGE, 1),
    "b.bmp": (making.picture(form="BMP"), FileKind.IMAGE, 1),
    "b.webp": (making.picture(form="WEBP"), FileKind.IMAGE, 1),
    "b.avif": (making.picture(form="AVIF"), FileKind.IMAGE, 1),
    "c.tif": (making.tiff(4), FileKind.IMAGE, 4),
    "d.ofd": (making.ofd(), FileKind.OFD, 1),
    "e.xlsx": (making.workbook(), FileKind.XLSX, 1),
    "f.csv": ("科目,余额\n现金,1.50\n".encode("gb18030"), FileKind.CSV, 1),
    "g.csv": ("科目\t余额\n现金\t1.50\n".encode("utf-16"), FileKind.CSV, 1),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_file_is_what_its_bytes_say(folder: Path, name: str) -> None:
    data, kind, pages = GOOD[name]
    put(folder, "misnamed.doc", data)
    (file,) = taken(folder).files
    assert (file.path, file.kind, file.pages, file.size) == ("misnamed.doc", kind, pages, len(data))
    assert Path(file.location).read_bytes() == data


FOREIGN = {
    "a.docx": (making.archive({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "另存为 PDF"),
    "a.doc": (making.compound(["WordDocument", "1Table"]), "另存为 PDF"),
    "a.wps": (making.compound(["WordDocument"]), "WPS"),
    "a.ppt": (making.compound(["PowerPoint Document"]), "另存为 PDF"),
    "a.rar": (b"Rar!\x1a\x07\x01\x00" + b"x" * 50, "改用 ZIP"),
    "a.7z": (b"7z\xbc\xaf\x27\x1c" + b"x" * 50, "解压后提交"),
    "a.ods": (making.archive({"mimetype": b"x", "content.xml": b"<x/>"}), "另存为 XLSX"),
    "export.xls": (b"<html><table><tr><td>1</td></tr></table></html>", "另存为 XLSX"),
    "a.txt": ("这是一封信，没有表格。\n谢谢。".encode("gb18030"), "打印为 PDF"),
    "a.gif": (b"GIF89a" + b"x" * 50, "另存为 JPG"),
    "a.bin": (bytes(range(256)), "另存为 PDF"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_what_heyan_does_not_read_is_unsupported_with_exact_advice(folder: Path, name: str) -> None:
    data, advice = FOREIGN[name]
    put(folder, name, data)
    (rejected,) = taken(folder).rejected
    assert rejected.reason == "unsupported"
    assert advice in rejected.message


ENCRYPTED = {
    "a.pdf": making.pdf(password="secret"),
    "a.zip": making.locked_archive({"a.png": making.picture(), "b.png": making.picture(3)}),
    "a.xlsx": making.compound(["EncryptedPackage", "EncryptionInfo"]),
}


@pytest.mark.parametrize("name", ENCRYPTED)
def test_encrypted(folder: Path, name: str) -> None:
    put(folder, name, ENCRYPTED[name])
    assert reasons(taken(folder)) == {name: "encrypted"}


CORRUPT = {
    "cut.jpg": making.noise("JPEG")[:-9000],
    "cut.png": making.noise("PNG")[:-9000],
    "cut.tif": making.tiff(3)[:1000],
    "cut.zip": making.archive({"a.png": making.noise("PNG")})[:-5000],
    "cut.xlsx": making.workbook()[:-1000],
    "cut.ofd": making.ofd(image=making.noise("PNG"))[:-1000],
    "head only.pdf": b"%PDF-1.7\nnothing else\n",
    "cut.xls": making.compound(["Workbook"]),
}


@pytest.mark.parametrize("name", CORRUPT)
def test_corrupt(folder: Path, name: str) -> None:
    put(folder, name, CORRUPT[name])
    assert reasons(taken(folder)) == {name: "corrupt"}


def test_a_pdf_cut_after_its_pages_is_still_read(folder: Path) -> None:
    whole = making.pdf(2)
    put(folder, "cut.pdf", whole[: whole.rindex(b"startxref")])
    (file,) = taken(folder).files
    assert file.pages == 2


def test_empty(folder: Path) -> None:
    put(folder, "nothing.pdf", b"")
    put(folder, "nothing.zip", making.archive({}))
    put(folder, "in.zip", making.archive({"zero.jpg": b""}))
    assert reasons(taken(folder)) == {
        "nothing.pdf": "empty",
        "nothing.zip": "empty",
        "in.zip/zero.jpg": "empty",
    }


def test_too_large_in_bytes_and_in_pixels(folder: Path) -> None:
    put(folder, "bytes.png", making.noise("PNG"))
    put(folder, "pixels.png", making.picture(size=(20000, 10000)))
    assert reasons(taken(folder, Limits(file_bytes=300_000))) == {"bytes.png": "too_large", "pixels.png": "too_large"}


def test_too_many_pages(folder: Path) -> None:
    put(folder, "long.pdf", making.pdf(6))
    assert reasons(taken(folder, Limits(pages=5))) == {"long.pdf": "too_many_pages"}


def nested(depth: int) -> bytes:
    data = making.archive({"a.png": making.picture()})
    for _ in range(depth - 1):
        data = making.archive({"in.zip": data})
    return data


@pytest.mark.parametrize(
    "data",
    [
        making.archive({"zeros": bytes(120 * 2**20)}),
        making.archive({f"{n}.png": b"x" for n in range(6000)}),
        nested(4),
    ],
    ids=["ratio", "entries", "depth"],
)
def test_archive_bomb(folder: Path, data: bytes) -> None:
    put(folder, "a.zip", data)
    receipt = taken(folder)
    assert set(reasons(receipt).values()) == {"archive_bomb"}
    assert not receipt.files


def test_many_archives_share_one_budget(folder: Path) -> None:
    for number in range(3):
        put(folder, f"{number}.zip", making.archive({"a.png": making.picture(number)}))
    receipt = taken(folder, Limits(archive_entries=2))
    assert reasons(receipt) == {"2.zip": "archive_bomb"}
    assert len(receipt.files) == 2


@pytest.mark.parametrize("name", ["../up.png", "a/../../up.png", "/etc/up.png", "C:\\x\\up.png", "..\\up.png"])
def test_unsafe_path_in_an_archive(folder: Path, name: str) -> None:
    put(folder, "a.zip", making.archive({name: making.picture(), "good.png": making.picture(9)}))
    receipt = taken(folder)
    assert [(r.file, r.reason) for r in receipt.rejected] == [("a.zip/up.png", "unsafe_path")]
    assert [f.path for f in receipt.files] == ["a.zip/good.png"]
    assert not list(folder.parent.rglob("up.png"))


def test_unsafe_path_of_links(folder: Path, tmp_path: Path) -> None:
    secret = put(tmp_path, "secret.png", making.picture())
    (folder / "link.png").symlink_to(secret)
    (folder / "linked folder").symlink_to(tmp_path)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        info = zipfile.ZipInfo("link.png")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(info, str(secret))
    put(folder, "a.zip", buffer.getvalue())
    receipt = taken(folder)
    assert not receipt.files
    assert reasons(receipt) == {
        "a.zip/link.png": "unsafe_path",
        "link.png": "unsafe_path",
        "linked folder": "unsafe_path",
    }


def test_duplicate_names_the_first(folder: Path) -> None:
    put(folder, "1.png", making.picture())
    put(folder, "2.png", making.picture())
    put(folder, "3.zip", making.archive({"again.png": making.picture()}))
    receipt = taken(folder)
    assert [f.path for f in receipt.files] == ["1.png"]
    assert reasons(receipt) == {"2.png": "duplicate", "3.zip/again.png": "duplicate"}
    assert all("1.png" in r.message for r in receipt.rejected)


def test_names_in_archives_from_windows_are_chinese(folder: Path) -> None:
    put(folder, "资料.zip", making.archive({"财务\\资产负债表.png": making.picture()}, flag_utf8=False))
    put(folder, "b.zip", making.archive({"营业执照.png": making.picture(3)}))
    assert {f.path for f in taken(folder).files} == {"资料.zip/财务/资产负债表.png", "b.zip/营业执照.png"}


def test_an_archive_with_one_damaged_member_gives_the_others(folder: Path) -> None:
    data = bytearray(making.archive({"a.png": making.noise("PNG"), "b.png": making.picture()}, stored=True))
    data[5000] ^= 0xFF
    put(folder, "a.zip", bytes(data))
    receipt = taken(folder)
    assert [f.path for f in receipt.files] == ["a.zip/b.png"]
    assert reasons(receipt) == {"a.zip/a.png": "corrupt"}


def test_junk_is_ignored_and_not_rejected(folder: Path) -> None:
    junk = ["Thumbs.db", "desktop.ini", "sub/.DS_Store", "~$a.xlsx", "x.tmp", "y.part", "@eaDir/a.png", "_READY"]
    for name in junk:
        put(folder, name, b"x")
    put(folder, "a.zip", making.archive({"__MACOSX/._a.png": b"x", "a.png": making.picture()}))
    receipt = taken(folder)
    assert not receipt.rejected
    assert sorted(receipt.ignored) == sorted([*junk, "a.zip/__MACOSX/._a.png"])
    assert [f.path for f in receipt.files] == ["a.zip/a.png"]


def test_names_are_nfc_and_never_collide(folder: Path) -> None:
    put(folder, unicodedata.normalize("NFD", "café.png"), making.picture(1))
    put(folder, unicodedata.normalize("NFC", "café.png"), making.picture(2))
    assert sorted(f.path for f in taken(folder).files) == ["café (2).png", "café.png"]


def test_names_from_old_windows_shares_are_chinese(folder: Path) -> None:
    (folder / os.fsdecode("营业执照.png".encode("gb18030"))).write_bytes(making.picture())
    assert [f.path for f in taken(folder).files] == ["营业执照.png"]


def test_odd_things_in_a_folder_do_not_stop_the_case(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    put(folder, "good.png", making.picture())
    receipt = taken(folder)
    assert [f.path for f in receipt.files] == ["good.png"]
    assert reasons(receipt) == {"pipe": "unsupported"}


def test_every_code_has_one_chinese_sentence_with_the_next_step() -> None:
    from intake.messages import BY_CODE

    contract = "encrypted corrupt unsupported empty too_large too_many_pages archive_bomb unsafe_path duplicate"
    assert set(BY_CODE) == set(contract.split())
    for message in BY_CODE.values():
        assert re.search(r"请|无需", message)
        assert message.endswith("。")
        assert message.count("。") == 1


def test_receiving_again_gives_the_same(folder: Path) -> None:
    put(folder, "a.zip", making.archive({"a.png": making.picture(), "bad.jpg": b"\xff\xd8\xff"}))
    assert taken(folder) == taken(folder)
