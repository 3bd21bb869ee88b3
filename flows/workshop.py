"""What the stages of a run share: the stores of a data directory, the readers, and who is told of progress."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from flows.reading import Pool, Reading
from schemas.core import Applicant, Case, Document, Judgement, Page, Party, Reconciliation, Record, SourceFile, Tables
from store.pages import PageStore
from store.records import RecordStore
from store.words import WordStore


class Understanding(Record):
    """What was found on the pages of a case."""

    documents: tuple[Document, ...]
    applicant: Applicant
    parties: tuple[Party, ...]


class Opinion(Record):
    """What the checks say, with the borrowings reconciliation where there is one, and the tables that they lay out."""

    judgement: Judgement
    borrowings: Reconciliation | None
    tables: Tables = Tables()


TARGET = 0.998
"""Share of accepted values that must be right, unless a setting says otherwise."""

Understand = Callable[[Mapping[str, Sequence[Page]], Sequence[SourceFile], PageStore], Understanding]
Judge = Callable[[Case], Opinion]


class Watcher(Protocol):
    """Is told how a run goes on; called from several threads."""

    def received(self, case_id: str, files: int, pages: int) -> None:
        """A folder was received."""
        ...

    def page(self, case_id: str, file: str, number: int) -> None:
        """A page is at hand, stored or newly read."""
        ...

    def stage(self, case_id: str, stage: str) -> None:
        """A stage begins."""
        ...


class Silent:
    """A watcher that says nothing."""

    def received(self, case_id: str, files: int, pages: int) -> None:
        """Say nothing."""

    def page(self, case_id: str, file: str, number: int) -> None:
        """Say nothing."""

    def stage(self, case_id: str, stage: str) -> None:
        """Say nothing."""


class Workshop:
    """Everything a stage needs besides its input; one per data directory and process."""

    def __init__(
        self,
        root: Path,
        workers: int,
        understand: Understand,
        judge: Judge,
        make_pool: Callable[[PageStore, int], Pool],
        watcher: Watcher | None = None,
        engine: str = "rapidocr",
        target: float = TARGET,
    ) -> None:
        self.engine = engine
        self.target = target
        self.root = root.resolve()
        self.pages = PageStore(self.root)
        self.records = RecordStore(self.root / "records")
        self.words = WordStore(self.root / "words")
        self.reading = Reading(self.pages, workers, lambda number: make_pool(self.pages, number), engine)
        self.understand = understand
        self.judge = judge
        self.watcher = watcher or Silent()
        self._identity = self.root / "identity"
        self._guard = threading.Lock()

    def identity(self) -> str:
        """A name that this data directory keeps as long as it lives; results cached elsewhere die with it."""
        with self._guard:
            if not self._identity.exists():
                self.root.mkdir(parents=True, exist_ok=True)
                self._identity.write_text(uuid.uuid4().hex)
            return f"{self._identity.read_text()}-{self.engine}-{self.target:g}"

    def forget_identity(self) -> None:
        """Part with everything that was cached elsewhere for this data directory."""
        with self._guard:
            self._identity.unlink(missing_ok=True)


_open: dict[str, Workshop] = {}


def register(shop: Workshop) -> Workshop:
    """Make the workshop known to steps that get only its data directory's path."""
    _open[str(shop.root)] = shop
    return shop


def at(root: str) -> Workshop:
    """The workshop of a data directory.

    Raises:
        LookupError: none was registered in this process.
    """
    return _open[root]
