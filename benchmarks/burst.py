"""`python -m benchmarks.burst [FILES] [REPEATS]`: files dropped at once, until all are in the ledger and durably held.

Prints a table; exit status 1 when a file was missed or stands in the ledger twice.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from flows.watch import Watch
from settings import Settings
from store import ledger as ledgers
from store.ledger import files
from store.ledger.records import FileRow, FileState

FILES, FOLDERS, BYTES = 5000, 50, 20_000
SECONDS = 60.0
"""All must be in the ledger after so long."""


def drop(inbox: Path, number: int) -> set[str]:
    """Make the files, in folders of one hundred; their paths below the inbox."""
    names = set()
    for index in range(number):
        name = f"申请人{index % FOLDERS:03d}/扫描{index:05d}.jpg"
        path = inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\xff\xd8\xff" + index.to_bytes(4, "big") + os.urandom(BYTES) + b"\xff\xd9")
        names.add(name)
    return names


def once(root: Path, number: int) -> tuple[float, float, list[str]]:
    """One burst: seconds until all are seen, until all are held, and what went wrong."""
    settings = Settings(data=root, quiet_seconds=3600)
    staged, inbox = root / "staged", settings.inbox_folder
    names = drop(staged, number)
    ledger = ledgers.open(settings)
    inbox.mkdir()
    watch = Watch(settings, ledger)
    for folder in staged.iterdir():
        folder.rename(inbox / folder.name)
    begun, seen = time.monotonic(), 0.0
    while time.monotonic() - begun < 10 * SECONDS:
        arriving = watch.look(datetime.now(UTC))
        counted = sum(files.counts(ledger).values())
        seen = seen or (time.monotonic() - begun if counted >= number else 0.0)
        if not arriving:
            break
        time.sleep(0.0 if watch.behind else 0.2)
    held = time.monotonic() - begun
    rows = files.in_state(ledger, *FileState)
    ledger.close()
    return seen, held, _faults(watch, rows, names)


def _faults(watch: Watch, rows: list[FileRow], names: set[str]) -> list[str]:
    found = []
    paths = [f"{row.disk.split('/')[0]}/{row.path}" for row in rows]
    if len(paths) != len(names) or len(set(paths)) != len(names):
        found.append(f"{len(paths)} rows, {len(set(paths))} paths for {len(names)} files")
    lost = [r for r in rows if r.state is not FileState.STABLE or not watch.originals.has(r.sha256 or "", r.size)]
    return [*found, f"{len(lost)} files are not held"] if lost else found


def main() -> int:
    """Run and print."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    figures, faults = [], []
    for _ in range(repeats):
        root = Path(tempfile.mkdtemp(prefix="heyan-burst-"))
        try:
            seen, held, wrong = once(root, number)
        finally:
            shutil.rmtree(root, ignore_errors=True)
        figures.append((seen, held))
        faults += wrong
        print(f"{number} files: all in the ledger after {seen:.1f} s, all durably held after {held:.1f} s", flush=True)
    medians = [statistics.median(column) for column in zip(*figures, strict=True)]
    print(f"median of {repeats}: {medians[0]:.1f} s and {medians[1]:.1f} s; missed or doubled: {len(faults)}")
    for fault in faults:
        print(f"  {fault}")
    return 1 if faults or max(seen for seen, _ in figures) > SECONDS else 0


if __name__ == "__main__":
    sys.exit(main())
