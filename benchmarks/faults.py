"""`python -m benchmarks.faults`: processes of `heyan up` are killed at random while cases arrive; then what is there is counted.

Counts are printed as JSON: drops, kills of each process, other faults, and what was lost, packaged twice, or half made.
`--short` is a run of a minute or two, for the tests.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psutil

from benchmarks import _drops
from benchmarks._service import Up, wait_for
from datapackages.verify import verify
from store.originals import Originals

SETTLE_SECONDS = 3600.0
"""A deadline so generous that only a service that hangs misses it."""

_AGES = {"watch": 12.0, "work": 12.0}
"""Seconds that a process lives at most before it is killed; others are killed as soon as they are up."""


@dataclass(frozen=True)
class Plan:
    """How much is done: cases dropped, kills of each process, seconds-long stops of a process, locks of the ledger."""

    drops: int = 300
    watch: int = 215
    work: int = 205
    clock: int = 16
    page: int = 14
    server: int = 22
    up: int = 22
    pause: int = 8
    lock: int = 8
    drop_seconds: float = 2.0
    """Between two drops."""
    seed: int = 1


def part(share: float, seed: int) -> Plan:
    """A share of the full plan, at least one of everything."""
    whole = asdict(Plan())
    counted = {name: max(1, round(number * share)) for name, number in whole.items() if isinstance(number, int)}
    return Plan(**{**counted, "seed": seed})


SHORT = Plan(drops=8, watch=4, work=5, clock=1, page=1, server=1, up=1, pause=1, lock=1, drop_seconds=1.0, seed=2)


@dataclass
class Found:
    """What a run found."""

    drops: int = 0
    files: int = 0
    kills: dict[str, int] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    """Names of dropped files that are not in a package, or whose original is not held."""
    duplicated: list[str] = field(default_factory=list)
    """Revisions that hold the same as the one before, folders beside the ledger's revisions."""
    half: list[str] = field(default_factory=list)
    """Packages that do not verify, and revisions without a folder."""
    orphans: int = 0
    attention: int = 0
    """Cases that wait for a person."""
    seconds: float = 0.0

    @property
    def good(self) -> bool:
        """Nothing lost, nothing twice, nothing half, no orphan."""
        return not (self.lost or self.duplicated or self.half or self.orphans or self.attention)


class Run:
    """One run in a data directory of its own."""

    def __init__(self, data: Path, plan: Plan) -> None:
        self.found = Found()
        self._plan = plan
        self._up = Up(data, {"HEYAN_QUIET_SECONDS": "1", "HEYAN_WORKERS": "1"})
        self._data = data
        self._staging = data.parent / f"{data.name}.staging"
        self._drops: list[_drops.Drop] = []
        self._kills: Counter[str] = Counter()

    def run(self) -> Found:
        """Drop and kill, let it settle, stop it, count."""
        begun = time.monotonic()
        self._up.start()
        wait_for("the inbox", self._up.inbox.is_dir)
        rest = ("clock", "page", "server", "up", "pause", "lock")
        # The two that do the work are struck side by side, each again and again; what is left comes in between.
        with ThreadPoolExecutor(3) as threads:
            strikes = [threads.submit(self._strike_all, names) for names in (("watch",), ("work",), rest)]
            self._drop_all()
            for strike in strikes:
                strike.result()
        wait_for("all cases to be settled", self._is_settled, SETTLE_SECONDS)
        _, left = self._up.stop()
        self.found.orphans += left
        self._count()
        self.found.kills = dict(sorted(self._kills.items()))
        self.found.seconds = round(time.monotonic() - begun, 1)
        return self.found

    def _drop_all(self) -> None:
        chance = random.Random(self._plan.seed)
        for number in range(self._plan.drops):
            drop, folder = _drops.make(self._staging, number, chance)
            _drops.put(folder, self._up.inbox, chance)
            self._drops.append(drop)
            time.sleep(chance.random() * 2 * self._plan.drop_seconds)

    def _strike_all(self, names: Sequence[str]) -> None:
        chance = random.Random(f"{self._plan.seed} {names}")
        todo = [name for name in names for _ in range(getattr(self._plan, name))]
        chance.shuffle(todo)
        whole = self._plan.drops * self._plan.drop_seconds
        for name in todo:
            if len(names) > 1:
                time.sleep(chance.random() * whole / len(todo))
            while not self._strike(name, chance):
                continue
            self._kills[name] += 1

    def _strike(self, name: str, chance: random.Random) -> bool:
        """One fault; False when the process was gone before it could be struck."""
        if name == "lock":
            self._lock_ledger()
        elif name == "up":
            self.found.orphans += self._up.kill()
            self._up.start()
        else:
            return self._strike_child(name, chance)
        return True

    def _strike_child(self, name: str, chance: random.Random) -> bool:
        """Kill a child at any moment of its life, or stop it for some seconds."""
        child = chance.choice(["watch", "work"]) if name == "pause" else name
        wait_for(f"{child} to be up", lambda: self._up.pid(child) is not None, SETTLE_SECONDS)
        pid = self._up.pid(child)
        time.sleep(chance.random() * _AGES.get(child, 0.5))
        try:
            process = psutil.Process(pid)
            if name != "pause":
                process.kill()
                return True
            process.suspend()
            time.sleep(2)
            process.send_signal(signal.SIGCONT)
        except psutil.NoSuchProcess:
            return False
        return True

    def _lock_ledger(self) -> None:
        path = self._data / "ledger.sqlite3"
        with (
            closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as connection,
            suppress(sqlite3.OperationalError),
        ):
            connection.execute("BEGIN IMMEDIATE")
            time.sleep(2)
            connection.execute("ROLLBACK")

    def _rows(self, query: str) -> list[tuple[str, ...]]:
        with closing(sqlite3.connect(f"file:{self._data}/ledger.sqlite3?mode=ro", uri=True, timeout=60)) as connection:
            return list(connection.execute(query))

    def _is_settled(self) -> bool:
        time.sleep(0.5)
        try:
            names = {name for name, state in self._rows("SELECT folder, state FROM cases") if _is_done(state)}
            moving = self._rows("SELECT id FROM files WHERE state IN ('seen', 'stable', 'claimed', 'read')")
        except sqlite3.OperationalError:
            return False
        return not moving and all(drop.name in names for drop in self._drops)

    def _count(self) -> None:
        self.found.drops = len(self._drops)
        self.found.files = sum(len(drop.files) for drop in self._drops)
        self.found.attention = len(self._rows("SELECT case_id FROM cases WHERE state = 'needs_attention'"))
        originals = Originals(self._data)
        newest = {name: package for name, package in self._rows("SELECT folder, package FROM cases")}
        for drop in self._drops:
            folder = self._data / (newest.get(drop.name) or "nowhere")
            for name, sha256 in drop.files.items():
                if not originals.is_sound(sha256) or not _holds(folder, sha256):
                    self.found.lost.append(f"{drop.name}/{name}")
        self._count_packages()

    def _count_packages(self) -> None:
        made = self._rows("SELECT case_id, package, content_key FROM revisions ORDER BY case_id, revision")
        before = ("", "")
        for case_id, package, key in made:
            if (case_id, key) == before:
                self.found.duplicated.append(package)
            before = (case_id, key)
            if not (self._data / package).is_dir() or verify(self._data / package):
                self.found.half.append(package)
        recorded = {package for _, package, _ in made}
        for folder in (self._data / "packages").glob("*/*"):
            place = folder.relative_to(self._data).as_posix()
            if place not in recorded:
                (self.found.half if verify(folder) else self.found.duplicated).append(place)


def _is_done(state: str) -> bool:
    return state in ("packaged", "needs_attention")


def _holds(package: Path, sha256: str) -> bool:
    """Whether the package lists a page of this content."""
    try:
        content = json.loads((package / "package.json").read_bytes())
    except (OSError, ValueError):
        return False
    return any(page["sha256"] == sha256 for document in content["documents"] for page in document["pages"])


def main() -> int:
    """Run, print, and end with 0 when nothing was lost, twice or half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--share", type=float, default=1.0, help="of the full plan: 300 drops, 510 faults")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true", help="leave the data directory where it is")
    given = parser.parse_args()
    plan = SHORT if given.short else part(given.share, given.seed)
    folder = Path(tempfile.mkdtemp(prefix="heyan-faults-"))
    found = Run(folder / "data", plan).run()
    print(json.dumps(asdict(found), ensure_ascii=False, indent=1))
    if not given.keep:
        shutil.rmtree(folder, ignore_errors=True)
    return 0 if found.good else 1


if __name__ == "__main__":
    sys.exit(main())
