"""The real stages joined into a workshop; their modules are imported when they are first needed."""

from __future__ import annotations

import logging
import os
import tempfile
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from flows.reading import Pool
from flows.workshop import TARGET, Opinion, Understand, Understanding, Watcher, Workshop, register
from schemas.core import Case, Page, SourceFile, Tables
from schemas.core.reader import SecondReader
from store.pages import PageStore

if TYPE_CHECKING:
    from settings import Settings

log = logging.getLogger(__name__)
T = TypeVar("T")


def workshop(root: Path, settings: Settings, watcher: Watcher | None = None) -> Workshop:
    """The workshop of a data directory, known to steps by its path."""
    engine = settings.ocr_engine
    _keep_temporary_files_in(root / "tmp")
    # Threads inside of Tesseract cost more than they gain on crops of one line.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")

    def pool(store: PageStore, workers: int) -> Pool:
        from ocr.pool import ReadingPool

        return ReadingPool(workers, store.put_image, engine)

    # Tesseract cannot witness its own readings.
    understand = understander(settings.target_accuracy, witness=engine != "tesseract")
    shop = Workshop(root, settings.workers, understand, opinion, pool, watcher, engine, settings.target_accuracy)
    return register(shop)


def _keep_temporary_files_in(folder: Path) -> None:
    """Libraries' temporary files, of this process and of the reading processes, stay below the data directory."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["TMPDIR"] = str(folder.resolve())
    tempfile.tempdir = str(folder.resolve())


def understanding(
    pages: Mapping[str, Sequence[Page]],
    files: Sequence[SourceFile],
    second: SecondReader | None,
    target: float = TARGET,
) -> Understanding:
    """Documents, applicant and parties of a case's pages.

    `second` is asked about doubtful values; `target` is the share of accepted values that must be right.
    """
    from extractors._assemble import assemble
    from extractors._parties import parties_of

    documents, applicant, parties = parties_of(assemble(pages, files, second, target))
    return Understanding(documents=documents, applicant=applicant, parties=parties)


def parties(case: Case) -> Case:
    """The case with the applicant, the parties and the owners of documents as its values now have them."""
    from extractors._parties import parties_of

    documents, applicant, found = parties_of(case.documents)
    return case.model_copy(update={"documents": documents, "applicant": applicant, "parties": found})


def opinion(case: Case) -> Opinion:
    """What the checks say about a case."""
    from checks import cash_plan, judge, party_table, reconciliations, spread

    judgement = judge(case)
    tables = Tables(
        reconciliations=_or_nothing(lambda: reconciliations(case)) or {},
        spread=_or_nothing(lambda: spread(case, judgement.findings)),
        cash_plan=_or_nothing(lambda: cash_plan(case)),
        parties=_or_nothing(lambda: party_table(case)) or (),
    )
    return Opinion(judgement=judgement, borrowings=tables.reconciliations.get("borrowings"), tables=tables)


def _or_nothing(table: Callable[[], T]) -> T | None:
    """A table, or nothing where it cannot be laid out: the findings are packaged without it."""
    try:
        return table()
    except Exception as error:
        places = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
        log.error("a table is left out: %s at %s", type(error).__name__, " > ".join(places[-3:]))
        return None


def understander(target: float = TARGET, witness: bool = True) -> Understand:
    """The stage from pages to documents; with `witness`, Tesseract reads doubtful crops anew."""

    def understand(pages: Mapping[str, Sequence[Page]], files: Sequence[SourceFile], store: PageStore) -> Understanding:
        if not witness:
            return understanding(pages, files, None, target)
        from ocr.second_reader import Tesseract

        return understanding(pages, files, Tesseract(store.image_path, store.root / "tmp"), target)

    return understand
