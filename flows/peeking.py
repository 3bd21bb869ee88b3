"""Has held files looked into by a child process, so that a receipt says within seconds what cannot be read.

It only hastens the receipt: a file about which it says nothing, or that ends the child, is judged when it is read.
"""

from __future__ import annotations

import json
import logging
import select
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from intake import messages
from store.ledger import arrivals, files
from store.ledger.engine import Ledger
from store.ledger.records import FileState
from store.originals import Originals

log = logging.getLogger(__name__)

SECONDS = 20.0
"""For one file."""
IDLE_SECONDS = 20.0
_PAUSE = 0.5
_AT_ONCE = 50

Peek = Callable[[Path], str | None]


class Child:
    """The process that opens files; started when it is needed, ended when it is idle or hangs."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __call__(self, path: Path) -> str | None:
        """The reason against a file; None when there is none, or the child did not survive it."""
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(str(path)).encode() + b"\n")
            process.stdin.flush()
            ready, _, _ = select.select([process.stdout], [], [], SECONDS)
            answer = process.stdout.readline() if ready else b""
        except OSError:
            answer = b""
        if not answer:
            log.warning("%s: it could not be looked into", path.name[:12])
            self.end()
            return None
        code: str | None = json.loads(answer)
        return code

    def end(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
            self._process = None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.end()
            # Not -I: where heyan lies may be told by PYTHONPATH.
            command = [sys.executable, "-P", "-m", "flows.peek"]
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        return self._process


class Peeking:
    """Looks into every stable file once."""

    def __init__(self, ledger: Ledger, originals: Originals, peek: Peek) -> None:
        self._ledger = ledger
        self._originals = originals
        self._peek = peek
        self._done: set[int] = set()

    def step(self, clock: Callable[[], datetime], stopping: threading.Event | None = None) -> int:
        """Look into the files that are new; how many."""
        stable = files.ids_in_state(self._ledger, FileState.STABLE)
        waiting = [number for number in stable if number not in self._done][:_AT_ONCE]
        for file in files.by_id(self._ledger, waiting):
            if stopping is not None and stopping.is_set():
                break
            self._done.add(file.id)
            code = self._peek(self._originals.path(file.sha256 or ""))
            if code is not None:
                arrivals.object_to(self._ledger, clock(), file, code, messages.BY_CODE[code])
        return len(waiting)


def run(ledger: Ledger, originals: Originals, stopping: threading.Event, clock: Callable[[], datetime]) -> None:
    """Look into files until `stopping` is set."""
    child, idle = Child(), 0.0
    peeking = Peeking(ledger, originals, child)
    while not stopping.wait(_PAUSE if idle else 0.0):
        try:
            idle = 0.0 if peeking.step(clock, stopping) else idle + _PAUSE
        except (DBAPIError, OSError) as error:
            idle += _PAUSE
            log.warning("files are not looked into: %s", type(error).__name__)
        if idle > IDLE_SECONDS:
            child.end()
    child.end()
