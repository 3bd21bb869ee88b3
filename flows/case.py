"""The story of a case as a Prefect flow: each stage a task, reading one task a file.

Prefect sees ids, hashes and the data directory's path, nothing else. Results are keys into the stores, kept as JSON and
cached on content hash and code version; the stores stay the truth, so a lost or stale cache costs nothing but time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from prefect import flow, task, unmapped
from prefect.client.schemas.objects import State, TaskRun
from prefect.context import TaskRunContext
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.tasks import Task

from flows import stages, workshop
from flows.faults import ATTEMPTS, is_transient
from flows.story import Stage, package_case
from store import records

RETRY_SECONDS = 2.0
_STAGES: dict[str, Stage] = {
    stage.__name__: stage
    for stage in (stages.receive_files, stages.read_file, stages.understand, stages.hear, stages.judge, stages.package)
}
FILES_AT_ONCE = 8


def _cache_key(context: TaskRunContext, parameters: dict[str, Any]) -> str | None:
    """Inputs, code and the data directory's identity; stages that must look at the disk are never cached."""
    stage, root, ids = parameters["stage"], parameters["root"], parameters["ids"]
    code = stages.CACHED.get(stage)
    if code is None:
        return None
    return records.key(stage, *ids, code(), workshop.at(root).identity())


def _worth_retrying(task_: Task[..., Any], run: TaskRun, state: State[Any]) -> bool:
    error = state.result(raise_on_failure=False)
    return isinstance(error, BaseException) and is_transient(error)


@task(
    retries=ATTEMPTS - 1,
    retry_delay_seconds=RETRY_SECONDS,
    retry_condition_fn=_worth_retrying,
    cache_key_fn=_cache_key,
    persist_result=True,
    result_serializer="json",
    task_run_name="{stage}",
)
def step(root: str, stage: str, ids: list[str]) -> str:
    """One stage of a case."""
    return _STAGES[stage](workshop.at(root), *ids)


class _Tasks:
    """Runs the steps as tasks of the current flow."""

    def __init__(self, root: str) -> None:
        self._root = root

    def run(self, stage: Stage, *ids: str) -> str:
        """The stage's result."""
        return step(self._root, stage.__name__, list(ids))

    def each(self, stage: Stage, last_ids: Sequence[str], *ids: str) -> list[str]:
        """The results, in order."""
        many = [[*ids, last] for last in last_ids]
        return step.map(unmapped(self._root), unmapped(stage.__name__), many).result()


_RUNNER = cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=FILES_AT_ONCE))


@flow(
    name="case",
    flow_run_name="{case_id}",
    task_runner=_RUNNER,
    persist_result=True,
    result_serializer="json",
)
def case_flow(root: str, case_id: str) -> list[str | None]:
    """From folder to package, for a case whose job is in the data directory; keys of receipt and case file."""
    shop = workshop.at(root)
    return list(package_case(shop, case_id, _Tasks(str(shop.root))))
