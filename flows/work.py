"""The worker: claims a ready case under a lease, runs it, puts its package in place, records it in the ledger.

Whatever is killed when, the ledger knows the case as ready or held; a package exists once its revision is recorded, and
what a dead worker left half done is made anew from the pages that are stored.
"""

from __future__ import annotations

import errno
import logging
import os
import signal
import socket
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial

import psutil
from sqlalchemy.exc import DBAPIError

import settings as settings_module
from flows import engine, outcomes, stages
from flows import run as runs
from flows.child import RENEW
from flows.desk import Desk, newest_content
from flows.faults import Stopped
from flows.run import Engine
from flows.workshop import Silent, Workshop
from intake.receive import Receipt
from schemas.core import CaseFile
from settings import Settings
from store import ledger as ledgers
from store.ledger import cases, leases
from store.ledger.records import Claim, LeaseLost, Made

log = logging.getLogger(__name__)

LEASE_SECONDS = 120.0
_HEARTBEAT_SECONDS = 20.0
_LOOK_SECONDS = 0.5
_CASES_AT_ONCE = 2
"""So that reading never waits for checking or writing."""
_CASES_A_PROCESS = 300
"""Then the worker is renewed: whatever memory it kept is given back."""
_WAIT_FOR_DISK = 60.0
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


def owner() -> str:
    """The name that this process signs its claims with."""
    return f"{socket.gethostname()[:40]}/{os.getpid()}/{psutil.Process().create_time():.2f}"


def is_dead(name: str) -> bool:
    """Whether the worker of that name ran on this machine and has ended."""
    host, _, rest = name.rpartition("/")[0].partition("/")
    if host != socket.gethostname()[:40]:
        return False
    try:
        return bool(abs(psutil.Process(int(rest)).create_time() - float(name.rpartition("/")[2])) > 1)
    except psutil.NoSuchProcess:
        return True
    except (psutil.Error, ValueError):
        return False


class Worker:
    """Works on cases until told to stop."""

    def __init__(
        self,
        settings: Settings,
        ledger: ledgers.Ledger,
        shop: Workshop,
        run: Engine = engine.case_engine,
        now: Clock = utc_now,
    ) -> None:
        self._settings = settings
        self._ledger = ledger
        self._shop = shop
        self._engine = run
        self._now = now
        self._owner = owner()
        self._held: dict[str, Claim] = {}
        self._guard = threading.Lock()
        self._done = 0
        self._last = time.monotonic()
        self.stopping = threading.Event()
        shop.watcher = _Reader(self)

    def serve(self) -> int:
        """Work until stopped, or until it is time for a fresh process; the exit status."""
        self.take_over()
        threading.Thread(target=self._keep_leases, daemon=True, name="leases").start()
        threads = ThreadPoolExecutor(_CASES_AT_ONCE, thread_name_prefix="case")
        while not self.stopping.wait(_LOOK_SECONDS):
            if self._is_worn():
                return RENEW
            while self._has_room() and (held := self.claim()):
                threads.submit(self.work, held)
        self._shop.reading.stop()
        threads.shutdown(wait=True, cancel_futures=True)
        return 0

    def take_over(self) -> None:
        """Give back what workers held that are no more."""
        for case_id in leases.release_dead(self._ledger, self._now(), is_dead):
            log.warning("%s: its worker has ended; it is ready again", case_id)

    def claim(self) -> Claim | None:
        """The next case, None when there is none or the ledger cannot be reached."""
        try:
            if not leases.is_ready(self._ledger, self._now()):
                return None
            held = cases.claim(self._ledger, self._now(), self._owner, LEASE_SECONDS)
        except DBAPIError as fault:
            log.warning("the ledger cannot be reached: %s", type(fault).__name__)
            return None
        if held is not None:
            with self._guard:
                self._held[held.case_id] = held
        return held

    def work(self, held: Claim) -> None:
        """Take one claimed case to its package, or give it back."""
        log.info("%s: revision %d, try %d", held.case_id, held.revision, held.attempt)
        try:
            self._package(held)
        except Stopped:
            self._tell(held, lambda: leases.put_back(self._ledger, held, self._now(), "stopped"))
        except LeaseLost:
            log.warning("%s: another has it", held.case_id)
        except DBAPIError as fault:
            log.warning("%s: the ledger cannot be reached: %s", held.case_id, type(fault).__name__)
            self._tell(held, lambda: leases.put_back(self._ledger, held, self._now(), "ledger_away", 5))
        except Exception as fault:
            self._failed(held, fault)
        finally:
            with self._guard:
                self._held.pop(held.case_id, None)
                self._done += 1
                self._last = time.monotonic()

    def mark_read(self, case_id: str) -> None:
        """Note in the ledger that the pages of a case have been read."""
        with self._guard:
            held = self._held.get(case_id)
        if held is not None:
            leases.mark_read(self._ledger, held, self._now())

    def _package(self, held: Claim) -> None:
        desk = Desk(self._shop.root, held)
        made = [(r.content_key, r.package) for r in cases.revisions_of(self._ledger, held.case_id)]
        previous = newest_content(made, self._shop.root)
        job = desk.lay_out(previous)
        self._shop.records.put("job", held.case_id, job)
        receipt_key, case_file = runs.tried(self._shop, job, self._engine)
        if self.stopping.is_set():
            raise Stopped
        receipt = self._shop.records.need("receipt", receipt_key, Receipt)
        content = self._shop.records.need("casefile", case_file, CaseFile) if case_file else None
        told = outcomes.outcomes(held.files, receipt, content)
        if content is None or case_file is None:
            state = cases.finish(self._ledger, held, self._now(), None, told)
        elif (key := stages.content_key(case_file)) == previous:
            state = leases.finish_unchanged(self._ledger, held, self._now(), told)
        else:
            changes = _changes(desk, made)
            leases.hold(self._ledger, held, desk.put_in_place)
            record = Made(
                path=desk.place,
                content_key=key,
                kind=content.case.applicant.kind,
                as_of=content.case.as_of,
                changes=changes,
            )
            state = cases.finish(self._ledger, held, self._now(), record, told)
        log.info("%s: %s", held.case_id, state)
        desk.clear()

    def _failed(self, held: Claim, fault: Exception) -> None:
        if isinstance(fault, OSError) and fault.errno in _NO_ROOM:
            log.error("%s: the disk is full", held.case_id)
            self._tell(held, lambda: leases.put_back(self._ledger, held, self._now(), "disk_full", _WAIT_FOR_DISK))
            return
        name = type(fault).__name__
        # Without the message: it may quote what stands in the papers.
        log.error("%s: %s\n%s", held.case_id, name, "".join(traceback.format_tb(fault.__traceback__)))
        self._tell(held, lambda: cases.fail(self._ledger, held, self._now(), name, retryable=True))

    def _tell(self, held: Claim, say: Callable[[], object]) -> None:
        """Tell the ledger how a case ended; when it cannot be told, the lease runs out and says it."""
        try:
            say()
        except LeaseLost:
            log.warning("%s: another has it", held.case_id)
        except DBAPIError as fault:
            log.warning("%s: the ledger could not be told: %s", held.case_id, type(fault).__name__)

    def _keep_leases(self) -> None:
        while True:
            time.sleep(_HEARTBEAT_SECONDS)
            with self._guard:
                held = list(self._held.values())
            for claim in held:
                self._tell(claim, partial(cases.renew, self._ledger, claim, self._now(), LEASE_SECONDS))

    def _has_room(self) -> bool:
        with self._guard:
            return len(self._held) < _CASES_AT_ONCE and not self._is_used_up()

    def _is_used_up(self) -> bool:
        return self._done >= _CASES_A_PROCESS

    def _is_worn(self) -> bool:
        """Whether nothing is at hand and a fresh process would be smaller."""
        with self._guard:
            idle = time.monotonic() - self._last >= self._settings.idle_seconds
            return not self._held and (self._is_used_up() or (self._done > 0 and idle))


class _Reader(Silent):
    """Tells the ledger when the pages of a case have been read."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    def stage(self, case_id: str, stage: str) -> None:
        """A stage begins; understanding begins when all is read."""
        if stage == "understand":
            self._worker.mark_read(case_id)


def _changes(desk: Desk, made: list[tuple[str, str]]) -> dict[str, object] | None:
    from datapackages.changes import between

    if not made:
        return None
    try:
        return between(desk.package.parents[2] / made[-1][1], desk.package)
    except (OSError, ValueError, KeyError):
        return None


def main() -> None:
    """Work until SIGTERM."""
    from flows.joins import workshop

    loaded = settings_module.load()
    root = loaded.data.resolve()
    worker = Worker(loaded, ledgers.open(loaded), workshop(root, loaded))
    signal.signal(signal.SIGTERM, lambda *_: worker.stopping.set())
    threading.Thread(target=engine.close_dead_runs, args=(utc_now(),), daemon=True, name="runs").start()
    status = worker.serve()
    # Libraries' threads may wait for a server that is gone; everything of ours is recorded.
    logging.shutdown()
    os._exit(status)
