"""`heyan status`: the ledger and the service at one moment, as JSON or as text for the back office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from console import words
from console.look import moment
from schemas.core.service import CaseStanding, Standing
from settings import Settings
from store import ledger as ledgers
from store import running
from store.ledger import status
from store.ledger.engine import FILE
from store.running import Service

SHOWN = 50
"""Cases that the text lists."""


def found(settings: Settings, most: int) -> tuple[Standing | None, Service | None]:
    """The ledger (None when there is none yet) with at most `most` cases, and the service (None when none runs).

    Raises:
        SQLAlchemyError: the ledger cannot be read.
    """
    data = settings.data.resolve()
    if settings.database_url is None and not (data / FILE).is_file():
        return None, running.state(data)
    ledger = ledgers.open(settings)
    try:
        return status.standing(ledger, datetime.now(UTC), most), running.state(data)
    finally:
        ledger.close()


def as_dict(standing: Standing | None, service: Service | None) -> dict[str, Any]:
    """For `--json`; `ledger` is null before the first start."""
    return {
        "running": service is not None,
        "service": service.model_dump(mode="json") if service else None,
        "ledger": standing.model_dump(mode="json") if standing else None,
    }


def told(standing: Standing | None, service: Service | None) -> Iterator[str]:
    """As lines of text."""
    yield f"heyan up 正在运行，状态页：{service.page}" if service else "heyan up 没有运行。"
    for name, child in service.children.items() if service else ():
        state = f"运行中（进程 {child.pid}）" if child.pid else "正在重新启动"
        yield f"  {words.PROCESSES.get(name, name)}：{state}" + (f"，重启过 {child.restarts} 次" * bool(child.restarts))
    if standing is None:
        yield "还没有台账：heyan up 没有在这个数据目录运行过。"
        return
    yield f"需人工处理 {standing.needs_attention}，超过时限 {standing.overdue}，排队和处理中 {standing.queue}"
    yield "案卷：" + _counts(standing.case_states, words.CASES)
    yield "文件：" + _counts(standing.file_states, words.FILES)
    for case in standing.cases:
        yield _case(case)
    if len(standing.cases) < sum(standing.case_states.values()):
        yield f"  其余 {sum(standing.case_states.values()) - len(standing.cases)} 个案卷见状态页。"
    for run in standing.last_runs:
        yield f"最近完成：{moment(run.made_at)}　{run.name}　第 {run.revision} 版　{run.package}"


def _counts(numbers: dict[str, int], names: dict[str, str]) -> str:
    return "，".join(f"{names.get(state, state)} {number}" for state, number in numbers.items() if number) or "无"


def _case(case: CaseStanding) -> str:
    parts = [f"  {case.name}（{case.case_id}）", words.CASES.get(case.state, case.state)]
    parts += [f"第 {case.revision} 版"] if case.package else []
    parts += [_counts(case.files, words.FILES)] if case.files else []
    parts += [f"应于 {moment(case.due_at)} 前完成" + "（已超过）" * case.overdue] if case.due_at else []
    parts += [words.REASONS.get(case.reason, case.reason)] if case.reason else []
    return "　".join(parts)
