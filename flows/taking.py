"""Taking files from the inbox into the originals and the ledger: copied, on the disk, then committed, many at a time."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from intake import messages
from intake.limits import Limits
from intake.scan import on_disk
from intake.settled import STUCK_SECONDS
from intake.sniff import Foreign, sniff
from intake.takeable import Never, NotNow, opened
from store.ledger import arrivals
from store.ledger.arrivals import Kept, Refused, Waiting
from store.ledger.engine import Ledger
from store.ledger.records import FileRow
from store.originals import Originals

log = logging.getLogger(__name__)

AT_ONCE = 250
"""Files in one commit."""
AT_A_STRETCH = 3.0
"""Seconds; then others see what was taken, and new drops are seen, before the rest of a burst is taken."""
_THREADS = 8

Found = Kept | Refused | Waiting


def _small_drops_first(found: list[FileRow]) -> list[FileRow]:
    """A case of few files does not wait behind a burst."""
    counted = Counter(file.case_id for file in found)
    return sorted(found, key=lambda file: (counted[file.case_id], file.case_id, file.id))


class Taking:
    """Takes what has arrived. One per watcher; its threads only copy, the ledger is written by the caller's."""

    def __init__(self, ledger: Ledger, originals: Originals, inbox: Path, limits: Limits | None = None) -> None:
        self._ledger = ledger
        self._originals = originals
        self._inbox = inbox
        self._limits = limits or Limits()
        self.unfinished = False

    def take(self, now: datetime) -> int:
        """Take the files that have arrived whole, for a while; how many were held, refused or given up.

        `unfinished` says afterwards whether time ran out before all were looked at.

        Raises:
            OSError: the machine fails (disk full); what was taken before stays taken.
        """
        waiting = _small_drops_first(arrivals.arriving(self._ledger, now))
        done, begun = 0, time.monotonic()
        self.unfinished = False
        with ThreadPoolExecutor(_THREADS, thread_name_prefix="take") as threads:
            for start in range(0, len(waiting), AT_ONCE):
                if start and time.monotonic() - begun > AT_A_STRETCH:
                    self.unfinished = True
                    break
                done += self._batch(threads, waiting[start : start + AT_ONCE], now)
        return done

    def _batch(self, threads: ThreadPoolExecutor, batch: Sequence[FileRow], now: datetime) -> int:
        faults: list[OSError] = []
        found = list(self._results(threads, batch, now, faults))
        # The names of the copies are on the disk before the ledger says that they are held.
        self._originals.settle(one.sha256 for one in found if isinstance(one, Kept))
        arrivals.settle(self._ledger, now, found)
        if faults:
            raise faults[0]
        return len(found)

    def _results(
        self, threads: ThreadPoolExecutor, batch: Sequence[FileRow], now: datetime, faults: list[OSError]
    ) -> Iterator[Found]:
        for file, future in [(file, threads.submit(self._one, file, now)) for file in batch]:
            try:
                found = future.result()
            except OSError as error:
                faults.append(error)
                found = Waiting(file=file, reason="disk_full", given_up=False)
            if found is not None:
                yield found

    def _one(self, file: FileRow, now: datetime) -> Found | None:
        """What became of one file; None when nothing has to be recorded yet."""
        unchanged = (now - file.changed_at).total_seconds()
        try:
            path = on_disk(self._inbox, file.disk)
            with opened(path, file.size, file.mtime_ns, unchanged, self._limits) as source:
                sha256, size = self._originals.keep(source)
                if size != file.size:
                    return None
            refusal, note = self._refusal(sha256, size)
            return Kept(file=file, sha256=sha256, refusal=refusal, note=note)
        except Never as never:
            return Refused(file=file, reason=never.code)
        except NotNow as later:
            if later.code == "arriving":
                return None
            return Waiting(file=file, reason=later.code, given_up=unchanged >= STUCK_SECONDS)

    def _refusal(self, sha256: str, size: int) -> tuple[str | None, str | None]:
        """What the bytes already say against a file; the worker looks again, and closer."""
        if size == 0:
            return "empty", messages.BY_CODE["empty"]
        try:
            kind = sniff(self._originals.path(sha256))
        except Exception as fault:  # whatever a malformed file does to the look at it: the worker's own look decides
            log.warning("%s: not recognised, %s", sha256[:12], type(fault).__name__)
            return None, None
        if kind is Foreign.ENCRYPTED_OFFICE:
            return "encrypted", messages.BY_CODE["encrypted"]
        if isinstance(kind, Foreign) and kind is not Foreign.ZIP:
            return "unsupported", messages.for_kind(kind)
        return None, None
