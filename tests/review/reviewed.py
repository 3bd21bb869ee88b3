"""A sample case packaged from its recorded pages, for tests that put a person's word on it."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from flows import jobs, joins, reviewing
from flows import run as runs
from flows.reviewing import Applied
from flows.workshop import Understanding, Workshop, register
from samples import _recording, _replay
from schemas.core import Page, SourceFile
from schemas.review_form import SHEETS
from store.pages import PageStore

CASE = "contradictions"
NOW = datetime(2026, 1, 6, 9, 30, tzinfo=UTC)


@dataclass
class Reviewed:
    """A case on disk: its folder, where its packages go, and what its pages were read as."""

    root: Path
    pages: tuple[Page, ...]

    @property
    def folder(self) -> Path:
        return self.root / "in" / CASE

    @property
    def package(self) -> Path:
        return self.root / "out" / CASE

    @property
    def book(self) -> Path:
        return self.root / "out" / f"{CASE}.review.xlsx"

    def shop(self) -> Workshop:
        pages = self.pages

        def understand(
            pages: Mapping[str, Sequence[Page]], files: Sequence[SourceFile], store: PageStore
        ) -> Understanding:
            return joins.understanding(pages, files, None)

        return register(
            Workshop(
                self.root / "out" / ".heyan",
                1,
                understand,
                joins.opinion,
                lambda store, workers: _replay.RecordedPool(pages),
            )
        )

    def run(self) -> dict[str, Any]:
        job = jobs.job(self.folder, self.root / "out", None, _replay.INTAKE)
        (outcome,) = runs.run(self.shop(), [job], runs.direct, lambda o: None)
        assert outcome.error is None
        return self.content()

    def content(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads((self.package / "package.json").read_text())
        return loaded

    def export(self, everything: bool = False) -> Workbook:
        reviewing.export(self.package, None, everything)
        return load_workbook(self.book)

    def apply(self, book: Workbook | None = None, partly: bool = False, reviewer: str = "王芳") -> Applied:
        if book is not None:
            book.save(self.book)
        return reviewing.apply(self.shop(), self.book, self.package, reviewer, partly, NOW)

    def field(self, type_: str, name: str) -> dict[str, Any]:
        (document,) = (d for d in self.content()["documents"] if d["type"] == type_)
        found: dict[str, Any] = document["fields"][name]
        return found

    def verdict(self, check: str) -> str:
        return next(str(f["verdict"]) for f in self.content()["findings"] if f["check"] == check)

    def scan_again(self, name: str) -> None:
        """The file comes again with other bytes; it is read as before."""
        path = next(p for p in self.folder.rglob(name))
        old = hashlib.sha256(path.read_bytes()).hexdigest()
        path.write_bytes(path.read_bytes() + b"\n")
        new = hashlib.sha256(path.read_bytes()).hexdigest()
        self.pages += tuple(p.model_copy(update={"sha256": new}) for p in self.pages if p.sha256 == old)


def first(root: Path) -> Reviewed:
    """The case, packaged."""
    recording = _recording.load(_recording.path(CASE).read_bytes())
    shutil.copytree(_replay.CASES / CASE, root / "in" / CASE)
    case = Reviewed(root, tuple(p.model_copy(update={"image": None}) for p in recording.pages))
    case.run()
    return case


def copy(case: Reviewed, root: Path) -> Reviewed:
    """The same case in a place of its own."""
    shutil.copytree(case.root, root, dirs_exist_ok=True)
    return Reviewed(root, case.pages)


def column(sheet: Worksheet, name: str) -> int:
    """A column's number."""
    return [c.name for c in SHEETS[sheet.title]].index(name) + 1


def row(sheet: Worksheet, *words: str) -> int:
    """The first row whose fixed cells hold all of the words."""
    for number in range(2, sheet.max_row + 1):
        texts = [str(cell.value) for cell in sheet[number]]
        if all(any(word in text for text in texts) for word in words):
            return number
    raise AssertionError(words)


def fill(book: Workbook, title: str, words: tuple[str, ...], **entries: object) -> None:
    """Fill in entry cells of the row that holds the words."""
    sheet = book[title]
    number = row(sheet, *words)
    for name, value in entries.items():
        sheet.cell(row=number, column=column(sheet, name)).value = value
