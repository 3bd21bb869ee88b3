"""The real stages joined into a workshop; their modules are imported when they are first needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flows.reading import Pool
from flows.workshop import Opinion, Understanding, Watcher, Workshop, register
from schemas.core import Case, Page, SourceFile
from schemas.core.reader import SecondReader
from store.pages import PageStore

if TYPE_CHECKING:
    from settings import Settings


def workshop(root: Path, settings: Settings, watcher: Watcher | None = None) -> Workshop:
    """The workshop of a data directory, known to steps by its path."""
    return register(Workshop(root, settings.workers, _understand, opinion, _pool, watcher))


def _pool(store: PageStore, workers: int) -> Pool:
    from ocr.pool import ReadingPool

    return ReadingPool(workers, store.put_image)


def understanding(
    pages: Mapping[str, Sequence[Page]], files: Sequence[SourceFile], second: SecondReader
) -> Understanding:
    """Documents, applicant and parties of a case's pages; `second` is asked about doubtful values."""
    from extractors._assemble import assemble
    from extractors._parties import parties_of

    documents, applicant, parties = parties_of(assemble(pages, files, second))
    return Understanding(documents=documents, applicant=applicant, parties=parties)


def opinion(case: Case) -> Opinion:
    """What the checks say about a case."""
    from checks import judge, reconcile

    return Opinion(judgement=judge(case), borrowings=reconcile(case))


def _understand(pages: Mapping[str, Sequence[Page]], files: Sequence[SourceFile], store: PageStore) -> Understanding:
    from ocr.second_reader import Tesseract

    return understanding(pages, files, Tesseract(store.image_path, store.root / "tmp"))
