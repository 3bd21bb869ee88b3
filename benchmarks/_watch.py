"""Running a command and watching its whole process tree: seconds, CPU seconds, peak memory."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

_INTERVAL = 0.1
"""Seconds between looks at the processes."""


@dataclass
class Watched:
    """What a command took. Memory is in bytes: `peak` sums resident sets, so what processes share counts for each."""

    status: int = 0
    seconds: float = 0.0
    cpu: float = 0.0
    peak: int = 0
    processes: int = 0
    output: str = ""
    _times: dict[int, float] = field(default_factory=dict, repr=False)

    def look(self, root: psutil.Process) -> None:
        """Note the present state of the process and its descendants."""
        resident = 0
        for process in _tree(root):
            try:
                with process.oneshot():
                    times = process.cpu_times()
                    resident += process.memory_info().rss
            except psutil.Error:
                continue
            self._times[process.pid] = times.user + times.system
        self.peak = max(self.peak, resident)
        self.processes = len(self._times)
        self.cpu = sum(self._times.values())


def _tree(root: psutil.Process) -> list[psutil.Process]:
    try:
        return [root, *root.children(recursive=True)]
    except psutil.Error:
        return []


def run(command: Sequence[str | Path], log: Path) -> Watched:
    """Run a command to its end; its error output goes to `log`, its standard output into the result."""
    found = Watched()
    start = time.monotonic()
    output = log.with_suffix(".out")
    with log.open("wb") as errors, output.open("wb") as printed:
        process = subprocess.Popen([str(part) for part in command], stdout=printed, stderr=errors)
        root = psutil.Process(process.pid)
        while process.poll() is None:
            found.look(root)
            time.sleep(_INTERVAL)
    found.seconds = time.monotonic() - start
    found.status = process.returncode
    found.output = output.read_text(encoding="utf-8", errors="replace")
    return found
