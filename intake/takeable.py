"""Opening a file in the inbox to take it: whole, unchanged, and nothing but a file; or why not."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from intake.limits import Limits
from intake.settled import has_its_end, waits
from intake.unpack import MACHINE_FAULTS


class NotNow(Exception):
    """The file cannot be taken at this moment; `code` is busy, no_permission, or arriving (it changes, or has no end)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Never(Exception):
    """The file cannot be taken at all; `code` is a reason of rejection."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@contextmanager
def opened(path: Path, size: int, mtime_ns: int, unchanged_seconds: float, limits: Limits) -> Iterator[BinaryIO]:
    """The file, open for reading; that it did not change is asked again when the block ends.

    Args:
        path: where it lies.
        size: in bytes, as it was seen.
        mtime_ns: its time, as it was seen.
        unchanged_seconds: for how long both have been the same.
        limits: what may be taken.

    Raises:
        NotNow: it may be taken later.
        Never: it is a link, a device, or too large.
        OSError: the machine fails (disk full).
    """
    try:
        _is_a_file(path, limits)
        # A pipe must not block, and a link that came in between must not be followed.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            if _shape(os.fstat(handle)) != (size, mtime_ns):
                raise NotNow("arriving")
            if waits(unchanged_seconds, has_its_end(file, size)):
                raise NotNow("arriving")
            yield file
            if {_shape(os.fstat(handle)), _shape(path.lstat())} != {(size, mtime_ns)}:
                raise NotNow("arriving")
    except OSError as error:
        raise _fault(error) from error


def _shape(state: os.stat_result) -> tuple[int, int]:
    return state.st_size, state.st_mtime_ns


def _is_a_file(path: Path, limits: Limits) -> None:
    state = path.lstat()
    if stat.S_ISLNK(state.st_mode):
        raise Never("unsafe_path")
    if stat.S_ISDIR(state.st_mode):
        os.scandir(path).close()
        raise Never("unsafe_path")  # it can be listed: folders within folders without end
    if not stat.S_ISREG(state.st_mode):
        raise Never("unsupported")
    if state.st_size > limits.file_bytes:
        raise Never("too_large")


def _fault(error: OSError) -> Exception:
    """A fault of the file or its share waits; one of this machine is passed on."""
    if error.errno in MACHINE_FAULTS:
        return error
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return NotNow("arriving")
    if error.errno == errno.ELOOP:
        return Never("unsafe_path")
    return NotNow("no_permission" if error.errno in (errno.EACCES, errno.EPERM) else "busy")
