"""The real stages joined into a workshop; their modules are imported when they are first needed."""

from __future__ import annotations

import os
import tempfile
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
    engine = settings.ocr_engine
    _keep_temporary_files_in(root / "tmp")
    # Threads inside of Tesseract cost more than they gain on crops of one line.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")

    def pool(store: PageStore, workers: int) -> Pool:
        from ocr.pool import ReadingPool

        return ReadingPool(workers, store.put_image, engine)

    understand = _with_second_reader if engine != "tesseract" else _alone
    return register(Workshop(root, settings.workers, understand, opinion, pool, watcher, engine))


def _keep_temporary_files_in(folder: Path) -> None:
    """Libraries' temporary files, of this process and of the reading processes, stay below the data directory."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["TMPDIR"] = str(folder.resolve())
    tempfile.tempdir = str(folder.resolve())


def understanding(
    pages: Mapping[str, Sequence[Page]], files: Sequence[SourceFile], second: SecondReader | None
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


def _with_second_reader(
    pages: Mapping[str, Sequence[Page]], files: Sequence[SourceFile], store: PageStore
) -> Understanding:
    from ocr.second_reader import Tesseract

    return understanding(pages, files, Tesseract(store.image_path, store.root / "tmp"))


def _alone(pages: Mapping[str, Sequence[Page]], files: Sequence[SourceFile], store: PageStore) -> Understanding:
    """Tesseract cannot witness its own readings."""
    return understanding(pages, files, None)
