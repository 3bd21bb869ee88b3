"""One writer at a time for a data directory; the system frees the lock when its process ends, however it ends."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Busy(Exception):
    """Another process works in this data directory."""


@contextmanager
def only_one(root: Path) -> Iterator[None]:
    """Hold the lock of `root` while the block runs.

    Raises:
        Busy: another process holds it.
    """
    root.mkdir(parents=True, exist_ok=True)
    with (root / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(str(root)) from error
        yield
