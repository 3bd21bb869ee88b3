"""The story of a case. Who runs its steps, and how, is handed in: directly here, as Prefect tasks in `flows.case`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from flows import stages
from flows.faults import ATTEMPTS, is_transient
from flows.workshop import Workshop

Stage = Callable[..., str]


class Steps(Protocol):
    """Runs stages: one at a time, or the same one for many inputs."""

    def run(self, stage: Stage, *ids: str) -> str:
        """The stage's result."""
        ...

    def each(self, stage: Stage, last_ids: Sequence[str], *ids: str) -> list[str]:
        """The results of the stage for `ids` followed by each of `last_ids`."""
        ...


def package_case(shop: Workshop, case_id: str, steps: Steps) -> tuple[str, str | None]:
    """From folder to package; the keys of the receipt and of the case file (None when no file can be read)."""
    receipt = steps.run(stages.receive_files, case_id)
    files = stages.files_of(shop, receipt)
    if not files:
        return receipt, None
    steps.each(stages.read_file, files, case_id, receipt)
    case = steps.run(stages.understand, case_id, receipt)
    heard = steps.run(stages.hear, case_id, receipt, case)
    case_file = steps.run(stages.judge, case_id, receipt, heard)
    return receipt, steps.run(stages.package, case_id, case_file)


class Direct:
    """Runs the steps here and now, files side by side; a transient fault is tried again."""

    def __init__(self, shop: Workshop) -> None:
        self._shop = shop

    def run(self, stage: Stage, *ids: str) -> str:
        """The stage's result."""
        for _ in range(ATTEMPTS - 1):
            try:
                return stage(self._shop, *ids)
            except Exception as error:
                if not is_transient(error):
                    raise
        return stage(self._shop, *ids)

    def each(self, stage: Stage, last_ids: Sequence[str], *ids: str) -> list[str]:
        """The results, in order."""
        with ThreadPoolExecutor(min(8, len(last_ids)) or 1, thread_name_prefix="file") as threads:
            return list(threads.map(lambda last: self.run(stage, *ids, last), last_ids))
