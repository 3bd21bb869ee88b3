"""`python -m benchmarks.soak [--pages N] [--off N]`: resident memory while many image pages are read.

First `heyan up` packages case after case, reading processes renewed as always: the memory of its whole tree by quarters of
the pages. Then, with `--off`, reading processes that are never renewed read pages alone: their growth per hundred pages.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import suppress
from itertools import count, cycle, islice
from pathlib import Path

import psutil

from benchmarks._service import Up, wait_for
from ocr import pool
from schemas.core import FileKind, Page, SourceFile

SCANS = sorted((Path(__file__).parents[1] / "samples" / "cases").glob("*/files/*.jpg"))
A_CASE = 20
"""Pages of a case."""
PROCESSES = 2
_MIB = 2**20

Reading = tuple[int, float]
"""Pages read so far, and MiB resident."""


def scans(number: int) -> Iterator[bytes]:
    """So many photographs, each with bytes of its own behind its end."""
    whole = [path for path in SCANS if path.read_bytes()[:3] == b"\xff\xd8\xff" and path.stat().st_size > 50_000]
    for mark, path in zip(range(number), cycle(whole), strict=False):
        yield path.read_bytes() + f"{mark:08d}".encode()


def served(pages: int, folder: Path) -> list[Reading]:
    """`heyan up` over cases of twenty pages, dropped two at a time; what its tree holds every few seconds."""
    up = Up(folder / "data", {"HEYAN_QUIET_SECONDS": "1", "HEYAN_WORKERS": str(PROCESSES)})
    up.start()
    wait_for("the inbox", up.inbox.is_dir)
    content = scans(pages)
    found: list[Reading] = []
    for number in count():
        batch = list(islice(content, A_CASE))
        if not batch:
            break
        staging = folder / "staging" / f"申请人{number:03d}"
        staging.mkdir(parents=True)
        for index, data in enumerate(batch):
            (staging / f"{index:02d}.jpg").write_bytes(data)
        staging.rename(up.inbox / staging.name)
        wanted = max(0, number)

        def watched(least: int = wanted) -> bool:
            read = sum(1 for _ in (up.data / "pages").glob("*/*/*.json"))
            found.append((read, _resident(up.tree())))
            time.sleep(3)
            return sum(1 for _ in (up.data / "packages").glob("*/*/MANIFEST.json")) >= least

        wait_for("the case before", watched, 3600)
    wait_for("the last case", lambda: watched(number), 3600)
    up.stop()
    return found


def alone(pages: int, folder: Path) -> list[Reading]:
    """Reading processes that are never renewed, over so many pages."""
    pool.PAGES_A_PROCESS = 10**9
    reading = pool.ReadingPool(PROCESSES, _Nowhere())
    found: list[Reading] = []
    waiting: set[Future[Page]] = set()
    done = 0
    for number, data in enumerate(scans(pages)):
        path = folder / f"{number:05d}.jpg"
        path.write_bytes(data)
        file = SourceFile(
            path=path.name,
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            kind=FileKind.IMAGE,
            pages=1,
            location=str(path),
        )
        waiting.add(reading.read(file, 1))
        if len(waiting) > PROCESSES:
            ready, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            done += len(ready)
            found.append((done, _resident(psutil.Process().children())))
    wait(waiting)
    reading.close()
    return found


class _Nowhere:
    """Keeps no picture."""

    def __call__(self, data: bytes, suffix: str) -> str:
        return hashlib.sha256(data).hexdigest()


def _resident(processes: list[psutil.Process]) -> float:
    total = 0
    for process in processes:
        with suppress(psutil.Error):
            total += process.memory_info().rss
    return total / _MIB


def quarters(found: list[Reading]) -> list[dict[str, float]]:
    """Mean and peak MiB while each quarter of the pages was read."""
    last = found[-1][0]
    parts: list[list[float]] = [[], [], [], []]
    for read, resident in found:
        parts[min(3, 4 * read // max(1, last))].append(resident)
    return [{"mean_mib": round(statistics.fmean(p)), "peak_mib": round(max(p))} for p in parts if p]


def growth(found: list[Reading]) -> float:
    """MiB more per hundred pages, from the second quarter of the pages on (least squares)."""
    later = [(read, mib) for read, mib in found if read > found[-1][0] / 4]
    return round(100 * statistics.linear_regression(*zip(*later, strict=True)).slope, 1)


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=500, help="that the service reads; 0 for none")
    parser.add_argument("--off", type=int, default=0, help="that processes which are never renewed read")
    given = parser.parse_args()
    told: dict[str, object] = {}
    for name, number, run in (("renewed", given.pages, served), ("never_renewed", given.off, alone)):
        if number:
            told[name] = _told(number, run)
    print(json.dumps(told, indent=1))
    return 0


def _told(pages: int, run: Callable[[int, Path], list[Reading]]) -> dict[str, object]:
    folder = Path(tempfile.mkdtemp(prefix="heyan-soak-"))
    begun = time.monotonic()
    try:
        found = run(pages, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return {
        "pages": found[-1][0],
        "seconds": round(time.monotonic() - begun),
        "quarters": quarters(found),
        "growth_mib_per_100_pages": growth(found),
    }


if __name__ == "__main__":
    sys.exit(main())
