"""`python -m benchmarks.idle`: what `heyan up` takes when it has nothing to do, CPU and resident memory of its whole tree.

Memory is told twice: the sum of resident sets, in which shared pages count for each process, and the sum of what each
process has for itself and its share of the rest (PSS).
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil

from benchmarks._service import Up, wait_for


def measure(up: Up, seconds: float) -> dict[str, object]:
    """CPU seconds and bytes of the tree over a while."""
    before = _cpu(up)
    begun = time.monotonic()
    time.sleep(seconds)
    took = time.monotonic() - begun
    after = _cpu(up)
    names, resident, shared = {}, 0, 0
    for process in up.tree():
        with suppress(psutil.Error):
            memory = process.memory_full_info()
            resident += memory.rss
            shared += memory.pss
            command = process.cmdline()
            core = 100 * (after.get(process.pid, 0.0) - before.get(process.pid, 0.0)) / took
            names[command[-1]] = {"rss_mib": round(memory.rss / 2**20), "cpu_percent": round(core, 2)}
    return {
        "seconds": round(took),
        "cpu_percent_of_a_core": round(100 * (sum(after.values()) - sum(before.values())) / took, 2),
        "rss_mib": round(resident / 2**20),
        "pss_mib": round(shared / 2**20),
        "processes": names,
    }


def _cpu(up: Up) -> dict[int, float]:
    found = {}
    for process in up.tree():
        with suppress(psutil.Error):
            times = process.cpu_times()
            found[process.pid] = times.user + times.system
    return found


def main() -> int:
    """Start, let it come to rest, measure, stop, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rest", type=float, default=90, help="seconds until it is measured")
    parser.add_argument("--seconds", type=float, default=120, help="seconds that are measured")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="heyan-idle-"))
    up = Up(folder / "data", {"HEYAN_IDLE_SECONDS": "20"})
    up.start()
    wait_for("the inbox", up.inbox.is_dir)
    case = up.inbox / "甲公司"
    case.mkdir()
    (case / "a.csv").write_text("科目编码,科目名称,期末余额\n1001,库存现金,1.00\n")
    (case / "_READY").touch()
    wait_for("the package", lambda: any((up.data / "packages").glob("*/*/MANIFEST.json")))
    time.sleep(given.rest)
    found = measure(up, given.seconds)
    up.stop()
    shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(found, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
