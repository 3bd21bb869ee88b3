"""`heyan up`: one process that starts the others, starts them again when they end, and ends them all when it stops.

It holds the lock of the data directory and the listening sockets, and does nothing else that could fail: no database, no
HTTP, no reading. What it knows of its children is in `service.json`.
"""

from __future__ import annotations

import fcntl
import logging
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from flows import logs, page, prefect_home, server
from flows.children import Child
from settings import Settings
from store import _atomic, running
from store.lock import Busy, only_one

log = logging.getLogger(__name__)

STOP_SECONDS = 15.0
"""What a process gets to put away its work; then it is killed, which loses nothing but time."""

_LOOK_SECONDS = 0.2
_OWN = (
    "quarantine",
    "packages",
    "archive",
    "originals",
    "work",
    "receipts",
    "logs",
    "prefect",
    "rechecks",
    "deletions",
)
"""Folders of the data directory that must never be watched as an inbox."""


class Misplaced(Exception):
    """The inbox lies where the service keeps its own files, or the other way round; the message is Chinese."""


def up(settings: Settings, announce: Callable[[str], None]) -> None:
    """Run until SIGINT, SIGTERM or SIGHUP; `announce` is told the status page's address.

    Raises:
        Busy: another heyan works in this data directory or on this inbox.
        Misplaced: inbox and data directory are nested in a way that would feed the service its own files.
        OSError: the data directory cannot be written.
    """
    data = settings.data.resolve()
    _check_places(data, settings.inbox_folder.resolve())
    data.mkdir(parents=True, exist_ok=True)
    data.chmod(0o700)
    with only_one(data), _only_watcher(settings.inbox_folder):
        logs.start(data, "up")
        _Service(settings, data).run(announce)


def _check_places(data: Path, inbox: Path) -> None:
    if data == inbox or data.is_relative_to(inbox):
        raise Misplaced(f"收件文件夹 {inbox} 包含数据目录 {data}，请更改 HEYAN_INBOX 或 HEYAN_DATA")
    if any(inbox.is_relative_to(data / own) for own in _OWN):
        raise Misplaced(f"收件文件夹 {inbox} 在数据目录自用的文件夹内，请更改 HEYAN_INBOX")


@contextmanager
def _only_watcher(inbox: Path) -> Iterator[None]:
    """Hold the inbox against another instance with another data directory; nothing is written into it."""
    if not inbox.exists():
        inbox.mkdir(parents=True)
    handle = os.open(inbox, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        raise Busy(str(inbox)) from error
    except OSError:
        log.warning("the inbox cannot be locked on this file system")
    try:
        yield
    finally:
        os.close(handle)


def _listen(port: int) -> socket.socket:
    """A listening socket on loopback; on another port when this one is taken."""
    found = socket.socket()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind(("127.0.0.1", port))
    except OSError:
        found.bind(("127.0.0.1", 0))
    found.listen(128)
    return found


class _Service:
    """The children and the loop over them."""

    def __init__(self, settings: Settings, data: Path) -> None:
        self._data = data
        self._started = datetime.now(UTC)
        self._stopping = False
        self._page_socket = _listen(settings.port)
        self._page_url = f"http://127.0.0.1:{self._page_socket.getsockname()[1]}/"
        prefect_home.prepare(data)
        os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_ENABLED", "false")
        self._children = [*self._servers(), *(Child(name, data, self._prefect) for name in ("watch", "work", "clock"))]

    def run(self, announce: Callable[[str], None]) -> None:
        """Look after the children until a signal comes, then stop them."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            self._look()
            announce(self._page_url)
            while not self._stopping:
                time.sleep(_LOOK_SECONDS)
                self._look()
        finally:
            self._end_all()

    def _servers(self) -> list[Child]:
        """The status page, and the Prefect server unless the operator named one elsewhere."""
        number = self._page_socket.fileno()
        children = [Child("page", self._data, {page.SOCKET: str(number)}, (number,))]
        self._prefect: dict[str, str] = {}
        if not os.environ.get("PREFECT_API_URL"):
            self._prefect_socket = _listen(0)
            number = self._prefect_socket.fileno()
            self._prefect[server.OWN] = "1"
            self._prefect["PREFECT_API_URL"] = f"http://127.0.0.1:{self._prefect_socket.getsockname()[1]}/api"
            children.append(Child("server", self._data, {server.SOCKET: str(number)}, (number,)))
        return children

    def _look(self) -> None:
        now = time.monotonic()
        if any([child.look(now) for child in self._children]):
            self._tell()

    def _tell(self) -> None:
        """Write what the status page and `heyan status` read."""
        content = running.Service(
            pid=os.getpid(),
            born=running.born(),
            started_at=self._started.isoformat(timespec="seconds"),
            page=self._page_url,
            prefect=self._prefect.get("PREFECT_API_URL", os.environ.get("PREFECT_API_URL")),
            children={c.name: running.Process(pid=c.pid, restarts=c.restarts) for c in self._children},
        )
        try:
            _atomic.write(self._data / running.FILE, running.dump(content))
        except OSError as error:
            log.warning("service.json cannot be written, errno %s", error.errno)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True

    def _end_all(self) -> None:
        log.info("stopping")
        deadline = time.monotonic() + STOP_SECONDS
        for child in self._children:
            child.stop()
        for child in self._children:
            child.wait(deadline)
        (self._data / running.FILE).unlink(missing_ok=True)
        log.info("stopped")
