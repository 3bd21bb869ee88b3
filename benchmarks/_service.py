"""`heyan up` run from outside, as an operator would: started, looked at through its files, killed, stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import psutil

from store import running

ROOT = Path(__file__).resolve().parents[1]


class Late(Exception):
    """Something did not happen before a generous deadline."""


def wait_for(what: str, ready: Callable[[], bool], seconds: float = 300) -> None:
    """Look again and again until `ready`.

    Raises:
        Late: the deadline passed.
    """
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            raise Late(what)
        time.sleep(0.2)


class Up:
    """One `heyan up` on a data directory; may be started again after its end."""

    def __init__(self, data: Path, settings: Mapping[str, str]) -> None:
        self.data = data
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("HEYAN_", "PREFECT_"))},
            "HEYAN_DATA": str(data),
            "HEYAN_PORT": "0",
            **settings,
        }
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def inbox(self) -> Path:
        """The watched folder."""
        return self.data / "inbox"

    def command(self, *arguments: str) -> list[str]:
        """A heyan command line."""
        return [sys.executable, "-P", "-m", "heyan", *arguments]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Another heyan command on the same data directory."""
        return subprocess.run(
            self.command(*arguments), env=self._environment, cwd=ROOT, capture_output=True, text=True, check=False
        )

    def start(self) -> None:
        """Start it and wait until its children have been started."""
        self.data.mkdir(parents=True, exist_ok=True)
        with (self.data.parent / f"{self.data.name}.up.log").open("ab") as output:
            self.process = subprocess.Popen(
                self.command("up"), env=self._environment, cwd=ROOT, stdout=output, stderr=output
            )
        wait_for("heyan up", lambda: self.state() is not None or self._ended())

    def _ended(self) -> bool:
        assert self.process is not None
        if self.process.poll() is not None:
            raise Late(f"heyan up ended with status {self.process.returncode}")
        return False

    def state(self) -> running.Service | None:
        """What it says of itself; None unless this very process says it."""
        found = running.state(self.data)
        return found if found and self.process and found.pid == self.process.pid else None

    def pid(self, name: str) -> int | None:
        """The process of a child, while it is up."""
        found = self.state()
        return found.children[name].pid if found and name in found.children else None

    def tree(self) -> list[psutil.Process]:
        """It and everything below it."""
        assert self.process is not None
        try:
            root = psutil.Process(self.process.pid)
            return [root, *root.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def kill(self) -> int:
        """End the supervisor by kill -9; how many of its processes did not end by themselves."""
        assert self.process is not None
        below = self.tree()[1:]
        self.process.kill()
        self.process.wait()
        _, alive = psutil.wait_procs(below, timeout=30)
        for orphan in alive:
            orphan.kill()
        return len(alive)

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, int]:
        """Stop it; its exit status, and how many processes it left."""
        assert self.process is not None
        below = self.tree()[1:]
        self.process.send_signal(number)
        status = self.process.wait(120)
        _, alive = psutil.wait_procs(below, timeout=10)
        return status, len(alive)
