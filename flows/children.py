"""The processes under `heyan up`: started, looked after, started again when they end, stopped together."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flows.child import PARENT, RENEW
from flows.logs import FOLDER

log = logging.getLogger(__name__)

FIRST_DELAY, LONGEST_DELAY = 0.2, 10.0
"""Seconds before a process that ended is started again; doubled each time."""

STEADY_SECONDS = 3.0
"""A process that lived so long came through its start; it starts with the first delay again."""

_ERRORS_KEPT = 5 * 2**20


@dataclass
class Child:
    """One process: `python -m flows.child name`.

    Args:
        name: the module in `flows`.
        data: the data directory.
        environment: what is set for it beside the environment of this process.
        sockets: numbers of the open sockets that are handed to it.
    """

    name: str
    data: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    sockets: Sequence[int] = ()
    restarts: int = 0
    started: float = 0.0
    process: subprocess.Popen[bytes] | None = None
    _delay: float = FIRST_DELAY
    _due: float = 0.0

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        return self.process.pid if self.process else None

    def look(self, now: float) -> bool:
        """Start it when it is due, note when it has ended; whether anything changed. `now` is a monotonic clock."""
        if self.process is None:
            if now < self._due:
                return False
            self._start(now)
            return True
        status = self.process.poll()
        if status is None:
            return False
        self._ended(status, now)
        return True

    def stop(self) -> None:
        """Ask it to stop."""
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def wait(self, deadline: float) -> None:
        """Wait for its end; kill it, and what it started, at the deadline (monotonic)."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            log.warning("%s does not stop; killed", self.name)
        self._kill_group()
        self.process.wait()
        self.process = None

    def _start(self, now: float) -> None:
        errors = self.data / FOLDER / f"{self.name}.err"
        if errors.exists() and errors.stat().st_size > _ERRORS_KEPT:
            errors.unlink()
        environment = {**os.environ, **self.environment, PARENT: str(os.getpid())}
        with errors.open("ab") as output:
            self.process = subprocess.Popen(
                # -P: a folder `flows` in the working directory is not ours.
                [sys.executable, "-P", "-m", "flows.child", self.name],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                pass_fds=tuple(self.sockets),
                start_new_session=True,
            )
        self.started = now
        log.info("%s started, pid %d", self.name, self.process.pid)

    def _ended(self, status: int, now: float) -> None:
        self._kill_group()
        self.process = None
        self.restarts += 1
        if status == RENEW or now - self.started >= STEADY_SECONDS:
            self._delay = FIRST_DELAY
        self._due = now if status == RENEW else now + self._delay
        level = logging.INFO if status == RENEW else logging.WARNING
        log.log(level, "%s ended with status %d; starts again in %.1f s", self.name, status, self._due - now)
        if status != RENEW:
            self._delay = min(LONGEST_DELAY, self._delay * 2)

    def _kill_group(self) -> None:
        """End what it started itself: reading processes, Tesseract. The group has the child's number."""
        assert self.process is not None
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return
