"""`python -m benchmarks.receipts [DROPS]`: seconds from a drop to the receipt beside it that tells what became of every file."""

from __future__ import annotations

import json
import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import _drops
from benchmarks._service import Up, wait_for

RECEIPT = "_回执.json"


def measure(up: Up, folder: Path, drops: int) -> list[float]:
    """Seconds of each drop; folders of one to three small files, moved in as a whole."""
    chance = random.Random(1)
    found = []
    for number in range(drops):
        drop, staged = _drops.make(folder, number, chance)
        target = up.inbox / drop.name
        begun = time.monotonic()
        staged.rename(target)

        def told(receipt: Path = target / RECEIPT, names: frozenset[str] = frozenset(drop.files)) -> bool:
            time.sleep(0.05)
            try:
                return names <= {file["file"] for file in json.loads(receipt.read_bytes())["files"]}
            except (OSError, ValueError):
                return False

        wait_for("the receipt", told, 600)
        found.append(time.monotonic() - begun)
        time.sleep(chance.random() * 3)
    return found


def main() -> int:
    """Run and print."""
    drops = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    folder = Path(tempfile.mkdtemp(prefix="heyan-receipts-"))
    up = Up(folder / "data", {"HEYAN_QUIET_SECONDS": "30"})
    up.start()
    wait_for("the inbox", up.inbox.is_dir)
    found = measure(up, folder / "staging", drops)
    up.stop()
    shutil.rmtree(folder, ignore_errors=True)
    print(f"{drops} drops: median {statistics.median(found):.1f} s, at worst {max(found):.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
