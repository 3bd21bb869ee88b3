"""Commands for those who keep the service: the re-check by hand, closing cases, backup and restore.

What is heavy is imported when it is needed, so that the command line starts at once.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from flows.recheck import Done
    from settings import Settings
    from store.ledger import Ledger

USAGE, NOT_INTACT, NEWS = 2, 5, 7

CLOSE = "结案：不再提醒到期；到保存期限后删除（--hold 暂缓删除）。"
BACKUP = "备份台账、数据包和原始文件到一个空文件夹。"
RESTORE = "把备份恢复到一个空的数据目录，并逐个校验数据包。"

Data = Annotated[Path | None, typer.Option("--data", help="数据目录；默认按设置")]
AsJson = Annotated[bool, typer.Option("--json", help="在标准输出打印一个 JSON 对象，此外不打印别的内容")]


def refuse(message: str) -> typer.Exit:
    """Say why a command cannot work; its exit."""
    print(message, file=sys.stderr, flush=True)
    return typer.Exit(USAGE)


def _show(as_json: bool, content: object, lines: Sequence[str]) -> None:
    print(json.dumps(content, ensure_ascii=False, indent=1, default=str) if as_json else "\n".join(lines))


def _settings(data: Path | None) -> Settings:
    import settings

    loaded = settings.load()
    return loaded if data is None else loaded.model_copy(update={"data": data})


@contextmanager
def _ledger(data: Path | None) -> Iterator[tuple[Settings, Ledger]]:
    """The ledger that is there; a command by hand makes no new one."""
    from sqlalchemy.exc import DBAPIError

    from store import ledger
    from store.ledger.engine import FILE

    loaded = _settings(data)
    if loaded.database_url is None and not (loaded.data / FILE).is_file():
        raise refuse(f"{loaded.data} 里没有台账；请先用 heyan up 启动服务，或用 --data 指明数据目录")
    try:
        opened = ledger.open(loaded)
    except (ledger.LedgerTooNew, DBAPIError) as error:
        raise refuse(f"台账无法打开：{type(error).__name__}") from None
    try:
        yield loaded, opened
    finally:
        opened.close()


def recheck_once(as_of: date | None, data: Path | None, as_json: bool) -> None:
    """The scheduled re-check, once; exit status 7 when something is due or flipped."""
    from flows import recheck

    with _ledger(data) as (loaded, ledger):
        try:
            done = recheck.run(loaded, ledger, datetime.now(UTC), as_of)
        except OSError as error:
            raise refuse(f"无法写入 {loaded.data}：{error.strerror}") from None
    content = done.report.model_dump(mode="json") | {
        "news": done.news,
        "fired": done.fired,
        "flipped": done.flipped,
        "folder": done.folder,
    }
    _show(as_json, content, list(_told(done)))
    raise typer.Exit(NEWS if done.news else 0)


def _told(done: Done) -> Iterator[str]:
    report = done.report
    yield f"{report.day.isoformat()}：本次新到期提醒 {done.fired} 次，结论改变 {done.flipped} 个案卷，逾期未答复 {len(report.overdue)} 个"
    for entry in report.due:
        doubt = "" if entry.confirmed else "（读数待人工核对）"
        yield f"  [{entry.id}] 案卷 {entry.case_id}：{entry.what} {entry.day}，{entry.distance}{doubt}"
    for flip in report.flips:
        yield f"  案卷 {flip.case_id}：{flip.check} {flip.title}：{flip.told}"
    for late in report.overdue:
        yield f"  案卷 {late.case_id}：应于 {late.due_at:%Y-%m-%d %H:%M} 前答复，{late.state}"
    yield from (f"  注意：{remark}" for remark in report.remarks)
    yield f"报告：{done.folder}/report.html"


def snooze(number: int, until: date | None, reason: str | None, data: Path | None, as_json: bool) -> None:
    """Send no notice of a date until a day."""
    from store.ledger import expiries

    if until is None or not (reason or "").strip():
        raise refuse("--snooze 要同时给出 --until 日期 和 --reason 原因")
    with _ledger(data) as (_, ledger):
        try:
            expiries.snooze(ledger, number, until, str(reason).strip(), datetime.now(UTC))
        except expiries.NotRegistered:
            raise refuse(f"没有编号为 {number} 的到期登记；编号见复核报告") from None
    _show(as_json, {"snoozed": number, "until": until}, [f"编号 {number} 暂停提醒至 {until.isoformat()}"])


def resend(data: Path | None, as_json: bool) -> None:
    """Try all dead letters again, now."""
    from flows import recheck_notices
    from store.ledger import notices

    now = datetime.now(UTC)
    with _ledger(data) as (loaded, ledger):
        waiting = notices.revive(ledger, now)
        sent = recheck_notices.deliver(loaded, ledger, now, limit=1000)
    _show(as_json, {"revived": waiting, "sent": sent}, [f"重发 {waiting} 条，送达 {sent} 条"])


def close(
    case: Annotated[str, typer.Argument(help="案卷编号（C 开头）")],
    reopen: Annotated[bool, typer.Option("--reopen", help="撤销结案")] = False,
    hold: Annotated[bool, typer.Option("--hold", help="暂缓删除")] = False,
    release: Annotated[bool, typer.Option("--release", help="解除暂缓删除")] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Close a case, or change what was said of it."""
    from store.ledger import closing

    ways: dict[str, tuple[bool, Callable[[Ledger], None], str]] = {
        "reopened": (reopen, lambda ledger: closing.reopen(ledger, case, datetime.now(UTC)), "已撤销结案"),
        "held": (hold, lambda ledger: closing.hold(ledger, case, datetime.now(UTC), True), "已暂缓删除"),
        "released": (release, lambda ledger: closing.hold(ledger, case, datetime.now(UTC), False), "已解除暂缓删除"),
    }
    chosen = [name for name, (wanted, _, _) in ways.items() if wanted]
    if len(chosen) > 1:
        raise refuse("--reopen、--hold、--release 只能用一个")
    ways["closed"] = (True, lambda ledger: closing.close(ledger, case, datetime.now(UTC)), "已结案")
    name = chosen[0] if chosen else "closed"
    with _ledger(data) as (_, ledger):
        try:
            ways[name][1](ledger)
        except closing.NotPossible:
            raise refuse(f"没有案卷 {case}，或它正在处理、已经删除，什么都没有改变") from None
    _show(as_json, {"case_id": case, "done": name}, [f"案卷 {case} {ways[name][2]}"])


def backup(
    target: Annotated[Path, typer.Argument(help="空的或不存在的文件夹")],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Back up the ledger and all files; the service may run meanwhile."""
    from flows import backup as backups

    with _ledger(data) as (loaded, ledger):
        try:
            made = backups.back_up(loaded.data.resolve(), ledger, target, datetime.now(UTC))
        except backups.NotPossible as error:
            raise refuse(str(error)) from None
    _show(as_json, made.model_dump(mode="json"), [f"已备份到 {target}：{made.rows} 行台账，{made.files} 个文件"])


def restore(
    source: Annotated[Path, typer.Argument(help="heyan backup 写出的文件夹")],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Restore a backup into an empty data directory and verify every package; exit status 5 when one is damaged."""
    from flows import backup as backups

    loaded = _settings(data)
    try:
        made = backups.restore(loaded, source)
    except backups.NotPossible as error:
        raise refuse(str(error)) from None
    lines = [f"已恢复到 {loaded.data}：{made.rows} 行台账，{made.files} 个文件，校验数据包 {made.packages} 个"]
    lines += [f"  数据包已损坏：{place}" for place in made.damaged]
    _show(as_json, made.model_dump(mode="json"), lines)
    raise typer.Exit(NOT_INTACT if made.damaged else 0)
