"""What is measured: the image pages of labelled cases, as files for the whole job and as pictures for the bare engine."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from ocr import picture

_SHEETS = (".xlsx", ".xls", ".csv")

PageOf = tuple[Path, int]
"""A file and a page of it, counted from 1."""


def image_pages(cases: Path, most: int | None = None) -> list[PageOf]:
    """Pages that can only be read from their picture, of files outside archives; whole files until `most` are reached."""
    pages: list[PageOf] = []
    for truth in sorted(cases.glob("*/truth.json")):
        for file, count in _scans(truth):
            if most is not None and len(pages) >= most:
                return pages
            pages += [(file, number) for number in range(1, count + 1)]
    return pages


def _scans(truth: Path) -> Iterator[tuple[Path, int]]:
    listed: dict[str, list[dict[str, Any]]] = {}
    for document in json.loads(truth.read_text(encoding="utf-8"))["documents"]:
        for page in document["pages"]:
            listed.setdefault(page["file"], []).append(page)
    for name, pages in sorted(listed.items()):
        path = truth.parent / "files" / name
        digital = any("born_digital" in page.get("degradations", ()) for page in pages)
        if path.is_file() and not digital and not name.lower().endswith(_SHEETS):
            yield path, max(page["page"] for page in pages)


def folders(pages: list[PageOf], target: Path) -> Path:
    """A batch of applicants' folders that holds the files of these pages and nothing else."""
    shutil.rmtree(target, ignore_errors=True)
    for file in sorted({file for file, _ in pages}):
        home = target / file.relative_to(_case_of(file).parent).parts[0]
        home.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, home / file.name)
    return target


def _case_of(file: Path) -> Path:
    return next(parent for parent in file.parents if (parent / "truth.json").is_file())


def one_case(pages: list[PageOf], count: int, target: Path) -> Path:
    """One applicant's folder of `count` pages or a few more: the files over and over, each copy with bytes of its own."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    sizes = {file: sum(file == other for other, _ in pages) for file, _ in pages}
    made = turn = 0
    while made < count:
        for file, size in sizes.items():
            if made < count:
                copy = target / f"{turn:02d}-{made:03d}{file.suffix}"
                copy.write_bytes(file.read_bytes() + b"\n%% copy %d\n" % made)
                made += size
        turn += 1
    return target


def red_channels(pages: list[PageOf], target: Path) -> list[Path]:
    """The pages' red channels as arrays on disk, drawn as heyan draws them."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    paths = []
    for index, (file, number) in enumerate(pages):
        paths.append(target / f"{index:03d}.npy")
        np.save(paths[-1], _red(file, number))
    return paths


def _red(file: Path, number: int) -> NDArray[np.uint8]:
    if file.read_bytes()[:4] == b"%PDF":
        with pdfium.PdfDocument(file) as document:
            shown = picture.of_pdf_page(document[number - 1])[0]
    else:
        shown = picture.of_image_file(file, number)[0]
    return np.ascontiguousarray(cv2.split(shown)[0])
