"""The page store survives crashes and damage."""

from pathlib import Path

import pytest

from schemas.core import Page, PageStatus, TextSource
from store.pages import PageStore

SHA = "ab" * 32


def page(number: int = 1, image: str | None = None, reader: str = "reader/1") -> Page:
    return Page(
        sha256=SHA,
        number=number,
        status=PageStatus.READ,
        width=10,
        height=20,
        source=TextSource.OCR,
        image=image,
        reader=reader,
    )


def entry(root: Path) -> Path:
    (found,) = (root / "pages").rglob("*.json")
    return found


def test_a_page_comes_back_as_it_was_put(tmp_path: Path) -> None:
    store = PageStore(tmp_path)
    store.put(page())
    assert PageStore(tmp_path).get(SHA, 1, "reader/1") == page()


def test_another_reader_or_page_is_a_miss(tmp_path: Path) -> None:
    store = PageStore(tmp_path)
    store.put(page())
    assert store.get(SHA, 1, "reader/2") is None
    assert store.get(SHA, 2, "reader/1") is None


@pytest.mark.parametrize("damage", [b"", b"{", b'{"number": 1}', b"\xff\xfe"])
def test_a_damaged_entry_is_a_miss_and_can_be_written_again(tmp_path: Path, damage: bytes) -> None:
    store = PageStore(tmp_path)
    store.put(page())
    entry(tmp_path).write_bytes(damage)
    assert store.get(SHA, 1, "reader/1") is None
    store.put(page())
    assert store.get(SHA, 1, "reader/1") == page()


def test_an_entry_moved_to_another_key_is_a_miss(tmp_path: Path) -> None:
    store = PageStore(tmp_path)
    store.put(page(1))
    first = entry(tmp_path)
    first.rename(first.with_name(first.name.replace("00001", "00002")))
    assert store.get(SHA, 2, "reader/1") is None


def test_pictures_are_kept_by_content(tmp_path: Path) -> None:
    store = PageStore(tmp_path)
    sha256 = store.put_image(b"picture", ".png")
    assert store.put_image(b"picture", ".png") == sha256
    assert store.image_path(sha256).read_bytes() == b"picture"
    with pytest.raises(KeyError):
        store.image_path("00" * 32)


@pytest.mark.parametrize("damage", [None, b"pict"])
def test_a_page_whose_picture_is_lost_or_cut_is_a_miss(tmp_path: Path, damage: bytes | None) -> None:
    store = PageStore(tmp_path)
    store.put(page(image=store.put_image(b"picture", ".png")))
    path = store.image_path(store.put_image(b"picture", ".png"))
    path.unlink() if damage is None else path.write_bytes(damage)
    assert store.get(SHA, 1, "reader/1") is None
    store.put_image(b"picture", ".png")
    assert store.get(SHA, 1, "reader/1") is not None


def test_nothing_unfinished_is_left_beside_the_entries(tmp_path: Path) -> None:
    store = PageStore(tmp_path)
    for number in range(1, 4):
        store.put(page(number))
    assert not list(tmp_path.rglob("*.part"))
