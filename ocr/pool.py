"""Reading processes: each loads the models once, reads page after page, and is renewed now and then."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from schemas.core import FileKind, Page, SourceFile

if TYPE_CHECKING:
    from ocr.page_image import PictureReader

PAGES_A_PROCESS = 150
"""Pages after which a process is replaced, so that memory which never returns is bounded."""

_KEPT = 256 * 2**20
"""Bytes."""

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
"""From malloc.h."""

_reader: PictureReader | None = None
_save: Callable[[bytes, str], str] | None = None
_engine = "rapidocr"


class ReadingPool:
    """Reads pages in child processes, one model load and one thread each.

    Args:
        workers: number of processes.
        save: keeps an image and returns its SHA-256; must be picklable.
        engine: name of the engine that reads (HEYAN_OCR_ENGINE).
    """

    def __init__(self, workers: int, save: Callable[[bytes, str], str], engine: str = "rapidocr") -> None:
        self._pool = ProcessPoolExecutor(
            max_workers=max(1, workers),
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_start,
            initargs=(save, os.getpid(), engine),
            max_tasks_per_child=PAGES_A_PROCESS,
        )

    def read(self, file: SourceFile, number: int) -> Future[Page]:
        """Begin to read page `number` (1-based) of a file."""
        return self._pool.submit(_read, file.location, file.kind, file.sha256, number)

    def close(self, cancel: bool = False) -> None:
        """End the processes; with `cancel`, without reading what still waits."""
        self._pool.shutdown(wait=True, cancel_futures=cancel)

    def kill(self) -> None:
        """End the processes at once; pages that were being read raise BrokenProcessPool."""
        children = list((self._pool._processes or {}).values())
        self._pool.shutdown(wait=False, cancel_futures=True)
        for child in children:
            child.kill()


def _start(save: Callable[[bytes, str], str], parent: int, engine: str) -> None:
    global _save, _engine
    # Ctrl-C reaches the whole process group; the parent decides what becomes of its children.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    _keep_freed_memory()
    _save, _engine = save, engine


def _keep_freed_memory() -> None:
    """Let the C library keep what is freed, up to `_KEPT`, where it can be told so (glibc).

    Detection takes and frees one block of more than 128 MiB a page; the system would clear it anew for each page, which
    takes a tenth of the detector's time.
    """
    option = getattr(ctypes.CDLL(None), "mallopt", None)
    if option is not None:
        option(_M_MMAP_THRESHOLD, _KEPT)
        option(_M_TRIM_THRESHOLD, _KEPT)


def _end_with(parent: int) -> None:
    """End this process when its parent is gone, however it went."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _read(location: str, kind: FileKind, sha256: str, number: int) -> Page:
    global _reader
    from ocr.read import read_page

    if _reader is None:
        import cv2

        from ocr.page_image import PictureReader

        cv2.setNumThreads(1)
        _reader = PictureReader(_engine)
    assert _save is not None, "the pool's initializer has run"
    return read_page(_reader, Path(location), kind, sha256, number, _save)
