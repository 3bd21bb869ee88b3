"""kill -9 of watcher and worker at random moments over a few dozen drops: nothing lost, nothing twice."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

from flows import watch
from settings import Settings
from store import ledger as ledgers
from store.ledger import cases, files
from store.ledger.records import CaseState, FileState, Made
from store.originals import Originals
from tests.making import pdf

DROPS, KILLS, FASTER = 48, 40, 60
"""Time runs faster, so that quiet times and leases end within the test."""


def clock(begun: float) -> datetime:
    """The time of all processes of the test."""
    return datetime(2026, 1, 5, tzinfo=UTC) + timedelta(seconds=(time.time() - begun) * FASTER)


def watching(data: str, begun: float) -> None:
    """A watcher that never rests."""
    watch.LOOK_SECONDS = watch.IDLE_SECONDS = 0.01
    watch.run(_settings(data), threading.Event(), lambda: clock(begun))


def working(data: str, begun: float) -> None:
    """A worker that packages nothing, a little slowly."""
    ledger = ledgers.open(_settings(data))
    while True:
        held = cases.claim(ledger, clock(begun), "worker", 30)
        if held is None:
            time.sleep(0.02)
            continue
        time.sleep(0.03)
        made = Made(path=f"packages/{held.case_id}/{held.revision}", content_key="k")
        cases.finish(ledger, held, clock(begun), made, {})


def _settings(data: str) -> Settings:
    return Settings(data=Path(data), quiet_seconds=10)


def test_a_short_fault_run(tmp_path: Path) -> None:
    settings, begun, chance = _settings(str(tmp_path / "data")), time.time(), random.Random(20260105)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["flows.watch", "tests.flows.test_watch_kills"])
    inbox = settings.inbox_folder
    inbox.mkdir(parents=True)
    running: dict[str, BaseProcess] = {}

    def start(name: str) -> None:
        target = watching if name == "watch" else working
        running[name] = context.Process(target=target, args=(str(settings.data), begun), daemon=True)
        running[name].start()

    start("watch")
    start("work")
    dropped: dict[str, bytes] = {}
    for number in range(max(DROPS, KILLS)):
        if number < DROPS:
            folder, data = f"申请人{number % 9}", pdf(tag=number) + b"%" + b"." * chance.randint(1, 9000) + b"\n%%EOF\n"
            path = inbox / folder / f"{number}.pdf"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
            dropped[f"{folder}/{number}.pdf"] = data
        time.sleep(chance.uniform(0.01, 0.25))
        if number < KILLS:
            name = chance.choice(("watch", "watch", "work"))
            os.kill(running[name].pid or 0, signal.SIGKILL)
            running[name].join()
            start(name)
    ledger = ledgers.open(settings)
    try:
        assert _at_rest(ledger, begun, len(dropped)), files.counts(ledger)
    finally:
        for process in running.values():
            process.kill()
            process.join()
    rows = files.in_state(ledger, *FileState)
    folder_of = {case.case_id: case.folder for case in cases.all_in(ledger)}
    assert Counter(f"{folder_of[r.case_id]}/{r.path}" for r in rows) == Counter(dropped.keys())
    store = Originals(settings.data)
    for row in rows:
        assert row.sha256 is not None
        assert store.path(row.sha256).read_bytes() == dropped[f"{folder_of[row.case_id]}/{row.path}"]
    for case in cases.all_in(ledger):
        numbers = [r.revision for r in cases.revisions_of(ledger, case.case_id)]
        assert numbers == list(range(1, case.revision + 1))
    ledger.close()


def _at_rest(ledger: ledgers.Ledger, begun: float, number: int) -> bool:
    """Wait until everything is packaged and archived; cases whose worker was killed too often are asked for again."""
    for _ in range(2400):
        for case in cases.all_in(ledger, CaseState.NEEDS_ATTENTION):
            cases.ask_again(ledger, case.case_id, clock(begun), "killed")
        rows = files.in_state(ledger, FileState.PACKAGED)
        if len(rows) == number and all(r.place == "archive" for r in rows):
            return True
        time.sleep(0.05)
    return False
