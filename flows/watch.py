"""The watcher: looks at the inbox again and again, takes what has arrived, says when a case is ready, writes receipts.

Every look is a full one, so nothing depends on events. Whatever is killed when, the next look finds what the last one left:
the ledger knows a file as seen until a durable copy of it is held.
"""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy.exc import DBAPIError

import settings as settings_module
from flows import clearing, jobs, peeking, receipts
from flows.answering import due_times
from flows.taking import Taking
from intake.scan import Scan, folder_name, scan
from settings import Settings
from store import ledger as ledgers
from store.ledger import arrivals, cases, mending, sightings
from store.ledger.engine import Ledger
from store.originals import Originals

log = logging.getLogger(__name__)

LOOK_SECONDS, IDLE_SECONDS = 1.0, 2.0
"""Between two looks while something is arriving, and while nothing is."""
_SHARE = 10
"""A listing that takes long (a network share) is followed by a pause of so many times its length."""
_LONGEST_PAUSE = 30.0
RECONCILE = timedelta(minutes=1)
LOOSE = "收件箱散放文件"
_LOOSE_KEY = "\0loose"


def case_of(folder: str) -> tuple[str, str]:
    """Case id and readable name of an applicant's folder (encoded; empty: files that lie in the inbox itself)."""
    name = folder_name(folder)
    return (jobs.case_id(name), name) if folder else (jobs.case_id(_LOOSE_KEY), LOOSE)


class Watch:
    """One inbox and its ledger. Time is handed in, so that tests drive the clock."""

    def __init__(self, settings: Settings, ledger: Ledger) -> None:
        self.data = settings.data.resolve()
        self.inbox = settings.inbox_folder.resolve()
        self.originals = Originals(self.data)
        self.scan_seconds = 0.0
        self._settings = settings
        self._ledger = ledger
        self._taking = Taking(ledger, self.originals, self.inbox)
        self._reconciled: datetime | None = None
        self._read_only_until: datetime | None = None

    def look(self, now: datetime) -> bool:
        """One look at everything; whether something is still arriving.

        Raises:
            OSError: the inbox cannot be listed, or the disk is full. The next look goes on from there.
            sqlalchemy.exc.DBAPIError: the ledger cannot be written now. Likewise.
        """
        if self._reconciled is None or not timedelta(0) <= now - self._reconciled < RECONCILE:
            self.reconcile(now)
        begun = time.monotonic()
        seen = scan(self.inbox)
        self.scan_seconds = time.monotonic() - begun
        sightings.sight(self._ledger, now, seen, case_of)
        try:
            self._taking.take(now)
        finally:
            due_times(self._settings, self._ledger)
            arrivals.make_ready(self._ledger, now, self._settings.quiet_seconds, _marks(seen))
            receipts.write_due(self._ledger, self.data, self.inbox, now)
        self._clear(now)
        return bool(arrivals.arriving(self._ledger, now))

    @property
    def behind(self) -> bool:
        """Whether there is more to take than one look took."""
        return self._taking.unfinished

    def reconcile(self, now: datetime) -> None:
        """Put right what killed processes, clocks and hands left behind."""
        mended = mending.mend_clock(self._ledger, now)
        released = cases.release_expired(self._ledger, now)
        freed = mending.free_claimed(self._ledger, now) + mending.reopen_changed(self._ledger)
        lost = mending.retake_lost(self._ledger, now, self.originals.has)
        swept = self.originals.sweep()
        moved = clearing.found_again(self._ledger, self.data, now)
        if mended or released or freed or lost or swept or moved:
            log.info("put right: %d times, %d leases, %d cases, %d originals", mended, len(released), freed, len(lost))
        self._reconciled = now

    def _clear(self, now: datetime) -> None:
        if self._settings.keep_inbox or (self._read_only_until and now < self._read_only_until):
            return
        try:
            clearing.clear(self._ledger, self.originals, self.data, self.inbox, now)
        except clearing.ReadOnly:
            log.warning("the inbox is read-only: originals stay in it")
            self._read_only_until = now + RECONCILE


def _marks(seen: Scan) -> dict[str, int]:
    """When each case was last marked complete (ns)."""
    found: dict[str, int] = {}
    for folder, mark in seen.marks.items():
        case_id = case_of(folder)[0]
        found[case_id] = max(mark, found.get(case_id, 0))
    return found


def run(settings: Settings, stopping: threading.Event, clock: Callable[[], datetime]) -> None:
    """Look until `stopping` is set. Faults of disk, share or database are waited out."""
    settings.inbox_folder.mkdir(parents=True, exist_ok=True)
    with _opened(settings, stopping) as ledger:
        if ledger is None:
            return
        watch = Watch(settings, ledger)
        peeks = threading.Thread(target=peeking.run, args=(ledger, watch.originals, stopping, clock), name="peek")
        peeks.start()
        try:
            while not stopping.is_set():
                pause = _look(watch, clock())
                stopping.wait(min(_LONGEST_PAUSE, max(pause, _SHARE * watch.scan_seconds)))
        finally:
            stopping.set()
            peeks.join()


def _look(watch: Watch, now: datetime) -> float:
    try:
        arriving = watch.look(now)
        return 0.0 if watch.behind else LOOK_SECONDS if arriving else IDLE_SECONDS
    except OSError as error:
        log.error("a look failed: %s, errno %s", type(error).__name__, error.errno)
    except DBAPIError as error:
        log.error("the ledger cannot be used: %s", type(error).__name__)
    return IDLE_SECONDS


@contextmanager
def _opened(settings: Settings, stopping: threading.Event) -> Iterator[Ledger | None]:
    """The ledger, once it can be opened; None when we are stopped before."""
    ledger = None
    while ledger is None and not stopping.is_set():
        try:
            ledger = ledgers.open(settings)
        except DBAPIError as error:
            log.error("the ledger cannot be opened: %s", type(error).__name__)
            stopping.wait(IDLE_SECONDS)
    try:
        yield ledger
    finally:
        if ledger is not None:
            ledger.close()


def main() -> None:
    """Watch until SIGTERM."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    run(settings_module.load(), stopping, lambda: datetime.now(UTC))


if __name__ == "__main__":
    main()
