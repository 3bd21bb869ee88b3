"""A child of the watcher that opens held files just far enough to say at once what is wrong with them: encrypted, corrupt.

It reads one JSON path a line and answers one JSON line. What a malformed file does to it, it does to this process alone: its
memory is capped here, its time by the watcher.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import zipfile
from pathlib import Path

from intake import messages
from intake.sniff import Foreign, sniff
from schemas.core.errors import UnreadableFile

MEMORY = 3 * 2**30
"""Address space in bytes."""


def verdict(path: Path) -> str | None:
    """The reason for which a file cannot be taken, None when nothing speaks against it so far."""
    kind = sniff(path)
    try:
        if kind is Foreign.ZIP:
            return _of_archive(path)
        if isinstance(kind, Foreign):
            return None
        from ocr.inspect import inspect

        return None if inspect(path, kind) else "empty"
    except UnreadableFile as error:
        return error.code if error.code in messages.BY_CODE else None


def _of_archive(path: Path) -> str | None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except zipfile.BadZipFile:
        return "corrupt"
    if not entries:
        return "empty"
    return "encrypted" if all(entry.flag_bits & 1 for entry in entries) else None


def main() -> None:
    """Answer until the input ends."""
    from flows.child import end_with_parent

    end_with_parent(os.getppid())
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for line in sys.stdin:
        try:
            code = verdict(Path(json.loads(line)))
        except Exception:  # nothing is said of what this cannot judge; the worker's reading does
            code = None
        print(json.dumps(code), flush=True)


if __name__ == "__main__":
    main()
