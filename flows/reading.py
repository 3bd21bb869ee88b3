"""Getting the pages of a file: from the page store, else read by a reading process; a page is never lost.

A page that ends its process or takes too long is tried once more alone. If that fails too it is an unreadable page of
the package, and it is tried again by the next run.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Protocol

from flows.faults import Stopped
from ocr.versions import SPREADSHEET, reader_of
from schemas.core import Page, PageStatus, SourceFile, TextSource
from store.pages import PageStore

PAGE_SECONDS = 300.0
"""After so long a page is given up. An ordinary page takes 3 s of a core."""

_AGAIN = frozenset({"crashed", "timeout"})
"""Reasons that the next run tries again."""

OnPage = Callable[[SourceFile, int], None]
"""Told of every page that is at hand: the file and the page's number."""


class Pool(Protocol):
    """Reading processes (ocr.pool.ReadingPool)."""

    def read(self, file: SourceFile, number: int) -> Future[Page]:
        """Begin to read a page."""
        ...

    def kill(self) -> None:
        """End the processes at once."""
        ...


class Reading:
    """Pages through the store; thread-safe. Processes start with the first page that must be read."""

    def __init__(
        self, store: PageStore, workers: int, make_pool: Callable[[int], Pool], engine: str = "rapidocr"
    ) -> None:
        self.store = store
        self._engine = engine
        self.pages_read = 0
        self._make_pool = make_pool
        self._workers = workers
        self._threads = ThreadPoolExecutor(workers + 2, thread_name_prefix="page")
        self._guard = threading.Lock()
        self._alone = threading.Lock()
        self._pools: list[Pool] = []
        self._shared: Pool | None = None
        self._stopped = False

    def pages(self, file: SourceFile, on_page: OnPage, numbers: Sequence[int] | None = None) -> tuple[Page, ...]:
        """All pages of a file in order, or those with these numbers.

        Raises:
            Stopped: `stop` was called.
        """

        def one(number: int) -> Page:
            page = self._page(file, number)
            on_page(file, number)
            return page

        try:
            return tuple(self._threads.map(one, numbers or range(1, file.pages + 1)))
        except RuntimeError:
            if self._stopped:
                raise Stopped from None
            raise

    def stop(self) -> None:
        """End all reading processes at once; waiting calls raise Stopped."""
        self._stopped = True
        with self._guard:
            for pool in self._pools:
                pool.kill()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _page(self, file: SourceFile, number: int) -> Page:
        stored = self.store.get(file.sha256, number, reader_of(file.kind, self._engine))
        if stored is not None and stored.reason not in _AGAIN:
            return stored
        page = self._read(file, number)
        self.pages_read += 1
        self.store.put(page)
        return page

    def _read(self, file: SourceFile, number: int) -> Page:
        if reader_of(file.kind, self._engine) == SPREADSHEET:
            return _sheet(file, number)
        try:
            return self._shared_pool().read(file, number).result(PAGE_SECONDS)
        except (BrokenProcessPool, TimeoutError):
            self._drop_shared()
        return self._read_alone(file, number)

    def _read_alone(self, file: SourceFile, number: int) -> Page:
        with self._alone:
            pool = self._new_pool(1)
            try:
                return pool.read(file, number).result(PAGE_SECONDS)
            except BrokenProcessPool:
                return self._given_up(file, number, "crashed")
            except TimeoutError:
                return self._given_up(file, number, "timeout")
            finally:
                pool.kill()

    def _given_up(self, file: SourceFile, number: int, reason: str) -> Page:
        if self._stopped:
            raise Stopped
        return Page(
            sha256=file.sha256,
            number=number,
            status=PageStatus.UNREADABLE,
            reason=reason,
            width=0,
            height=0,
            source=TextSource.OCR,
            reader=reader_of(file.kind, self._engine),
        )

    def _shared_pool(self) -> Pool:
        with self._guard:
            if self._shared is None:
                self._shared = self._new_pool_unguarded(self._workers)
            return self._shared

    def _drop_shared(self) -> None:
        with self._guard:
            if self._shared is not None:
                self._shared.kill()
            self._shared = None

    def _new_pool(self, workers: int) -> Pool:
        with self._guard:
            return self._new_pool_unguarded(workers)

    def _new_pool_unguarded(self, workers: int) -> Pool:
        if self._stopped:
            raise Stopped
        pool = self._make_pool(workers)
        self._pools.append(pool)
        return pool


def _sheet(file: SourceFile, number: int) -> Page:
    from pathlib import Path

    from ocr.spreadsheet import read_sheet

    return read_sheet(Path(file.location), file.kind, number, file.sha256)
