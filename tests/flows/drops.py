"""An inbox, its watcher, a clock and a worker that never fails to read: all driven by the test."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows import jobs
from flows.watch import Watch
from settings import Settings
from store import ledger as ledgers
from store.ledger import cases, files
from store.ledger.records import CaseRow, CaseState, Claim, FileOutcome, FileRow, FileState, Made

START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def pdf(number: int) -> bytes:
    """Bytes that look whole to the watcher; each number gives other ones."""
    return b"%PDF-1.4\n" + b"." * (number % 97) + b"%d\n" % number + b"%%EOF\n"


class Office:
    """A data directory with everything around it. Killing it leaves only what is on the disk."""

    def __init__(self, root: Path, **settings: object) -> None:
        self.settings = Settings.model_validate({"data": root / "data", "quiet_seconds": 60} | settings)
        self.inbox = self.settings.inbox_folder
        self.inbox.mkdir(parents=True, exist_ok=True)
        self.now = START
        self._stamp = 0
        self.start()

    def start(self) -> None:
        """Open everything anew."""
        self.ledger = ledgers.open(self.settings)
        self.watch = Watch(self.settings, self.ledger)

    def kill(self) -> None:
        """Forget everything that is not on the disk."""
        self.ledger.close()
        self.start()

    def drop(self, name: str, data: bytes | None = None) -> Path:
        """Put a file into the inbox, or write it anew."""
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pdf(len(name)) if data is None else data)
        self._stamp += 1
        os.utime(path, ns=(0, 10**18 + self._stamp))
        return path

    def look(self, times: int = 1, seconds: float = 2) -> bool:
        """Let time pass and look."""
        arriving = False
        for _ in range(times):
            self.now += timedelta(seconds=seconds)
            arriving = self.watch.look(self.now)
        return arriving

    def settle(self) -> None:
        """Two looks, then the quiet time."""
        self.look(2)
        self.look(1, self.settings.quiet_seconds + 1)

    def case(self, folder: str) -> CaseRow:
        """The case of a folder."""
        found = cases.get(self.ledger, jobs.case_id(folder))
        assert found is not None
        return found

    def rows(self, folder: str | None = None) -> list[FileRow]:
        """All files of a case, or of all."""
        if folder is not None:
            return files.of_case(self.ledger, jobs.case_id(folder))
        return files.in_state(self.ledger, *FileState)

    def states(self, folder: str) -> dict[str, str]:
        """State (with reason) by path."""
        return {r.path: r.state + (f" {r.reason}" if r.reason else "") for r in self.rows(folder)}

    def claim(self) -> Claim | None:
        """Claim a case as a worker does."""
        return cases.claim(self.ledger, self.now, "worker", 120)

    def work(self) -> list[Claim]:
        """Package every ready case; the claims."""
        done = []
        while held := self.claim():
            done.append(held)
            self.finish(held)
        return done

    def finish(self, held: Claim, **outcome: FileOutcome) -> CaseState:
        """Write a package of nothing and record it."""
        place = f"packages/{held.case_id}/{held.revision}"
        folder = self.settings.data / place
        folder.mkdir(parents=True, exist_ok=True)
        content = {"as_of": "2026-01-05", "missing_documents": ["credit_report"], "wanted_documents": []}
        (folder / "package.json").write_text(json.dumps(content))
        first: dict[str, int] = {}
        outcomes: dict[int, FileOutcome] = {}
        for file in held.files:
            if file.sha256 is None:
                continue
            twin = first.setdefault(file.sha256, file.id)
            if twin != file.id:
                outcomes[file.id] = FileOutcome(state=FileState.DUPLICATE, duplicate_of=twin)
            elif file.reason and file.state is FileState.QUARANTINED:
                outcomes[file.id] = FileOutcome(state=FileState.QUARANTINED, reason=file.reason, note=file.note)
            else:
                outcomes[file.id] = outcome.get(Path(file.path).stem, FileOutcome(state=FileState.PACKAGED))
        return cases.finish(self.ledger, held, self.now, Made(path=place, content_key="k"), outcomes)

    def receipt(self, folder: str) -> dict[str, object]:
        """The receipt beside a drop."""
        found: dict[str, object] = json.loads((self.inbox / folder / "_回执.json").read_bytes())
        return found

    def held(self, row: FileRow) -> bytes:
        """The durable copy of a file."""
        assert row.sha256 is not None
        return self.watch.originals.path(row.sha256).read_bytes()
