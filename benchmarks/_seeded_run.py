"""Reads and judges drawn folders in this process; pages are kept by the file's hash, so only changed papers are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import settings
from checks import judge
from flows import jobs, joins, stages
from flows.stages import UnderstoodCase
from flows.story import Direct
from flows.workshop import Workshop
from samples import _seeded_world
from samples._seeded_world import File
from schemas.core import Case, Finding

INTAKE = date(2026, 1, 5)


@dataclass(frozen=True)
class Told:
    """A case and what the checks say of it."""

    case: Case
    findings: Mapping[str, Finding]

    def verdict(self, check: str) -> str:
        """The verdict of a check, or that it said nothing."""
        found = self.findings.get(check)
        return found.verdict.value if found is not None else "absent"


class Reader:
    """A workshop for drawn folders."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._shop: Workshop = joins.workshop(root / "read", settings.load())

    def tell(self, name: str, content: Iterable[File]) -> Told:
        """What comes of a folder with these files."""
        folder = _seeded_world.save(self._root / "cases" / name, content)
        shop = self._shop
        job = jobs.job(folder, self._root / "out", None, INTAKE)
        shop.records.put("job", job.case_id, job)
        receipt = stages.receive_files(shop, job.case_id)
        Direct(shop).each(stages.read_file, stages.files_of(shop, receipt), job.case_id, receipt)
        understood = shop.records.need("case", stages.understand(shop, job.case_id, receipt), UnderstoodCase)
        return told(understood.case)

    def stop(self) -> None:
        """End the reading processes."""
        self._shop.reading.stop()


def told(case: Case) -> Told:
    """What the checks say of a case."""
    return Told(case, {f.check: f for f in judge(case).findings})
