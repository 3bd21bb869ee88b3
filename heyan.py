"""The command line. Every command is one call into a flow or a stage; what is heavy is imported when it is needed."""

from __future__ import annotations

import getpass
import json
import logging
import os
import signal
import sys
from datetime import date, datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from flows import keeping

if TYPE_CHECKING:
    from flows.jobs import Job
    from flows.outcome import Outcome
    from flows.reviewing import Applied
    from flows.workshop import Watcher
    from settings import Settings

USAGE, NOT_INTACT, NOT_READY, CHANGED, REFUSED, RUNNING, INTERRUPTED = 2, 5, 6, 7, 8, 9, 130

app = typer.Typer(
    help="核验：读取担保申请人的扫描资料，离线生成经过核对的数据包。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

review = typer.Typer(help="把需要人来看的内容导出为工作簿，填好后再读回。", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(review, name="review")

Folder = Annotated[Path, typer.Argument(help="申请人的文件夹；加 --batch 时为多个申请人文件夹的上级文件夹")]
AsJson = Annotated[bool, typer.Option("--json", help="在标准输出打印一个 JSON 对象，此外不打印别的内容")]


class _Usage(Exception):
    """The command was called in a way that cannot work; the message is Chinese."""


@app.command(help="读取一个申请人的文件夹（或一批），生成数据包。")
def run(
    folder: Folder,
    out: Annotated[Path, typer.Option("--out", help="数据包放在这个文件夹下")],
    as_of: Annotated[str | None, typer.Option("--as-of", help="以这一天判断证照是否有效，如 2024-03-31")] = None,
    batch: Annotated[bool, typer.Option("--batch", help="每个下级文件夹是一个申请人")] = False,
    as_json: AsJson = False,
    engine: Annotated[str, typer.Option("--engine", help="direct（默认）或 prefect")] = "direct",
) -> None:
    """Package one applicant's folder, or a batch of them."""
    _say(f"heyan：正在接收 {folder}")
    outcomes = _run(folder, out, _date(as_of), batch, engine)
    _finish(outcomes, as_json)


@app.command(help="启动全部：监视收件文件夹、识别打包、定时复查、状态页；Ctrl-C 停止。")
def up(as_json: AsJson = False) -> None:
    """Start everything and stay until Ctrl-C or SIGTERM."""
    import settings
    from flows import serve
    from store.lock import Busy

    loaded = settings.load()

    def announce(page: str) -> None:
        _say(f"heyan 已启动，收件文件夹：{loaded.inbox_folder.resolve()}，状态页：{page}")
        if as_json:
            _print_json({"page": page, "pid": os.getpid(), "inbox": loaded.inbox_folder.resolve()})
            sys.stdout.flush()

    try:
        serve.up(loaded, announce)
    except Busy as error:
        _say(f"另一个 heyan 正在使用 {error}")
        raise typer.Exit(RUNNING) from None
    except serve.Misplaced as error:
        raise _Usage(str(error)) from None
    except OSError as error:
        raise _Usage(f"无法使用 {error.filename or loaded.data}：{error.strerror}") from None


@app.command(help="案卷、文件、队列、最近完成、需要处理的事项。")
def status(as_json: AsJson = False) -> None:
    """Say what stands where."""
    import settings
    from flows import status as standing

    found = standing.found(settings.load(), 10_000 if as_json else standing.SHOWN)
    if as_json:
        _print_json(standing.as_dict(*found))
    else:
        print("\n".join(standing.told(*found)))


@app.command(help="检查数据包是否完整、未被改动。")
def verify(package: Annotated[Path, typer.Argument(help="数据包文件夹")], as_json: AsJson = False) -> None:
    """Say whether a package is complete and unaltered."""
    from datapackages.verify import verify as problems_of

    if not package.is_dir():
        raise _Usage(f"没有这个文件夹：{package}")
    problems = problems_of(package)
    if as_json:
        rows = [{"path": p.path, "fault": p.fault.value, "message": p.message} for p in problems]
        _print_json({"package": str(package), "intact": not problems, "problems": rows})
    else:
        for problem in problems:
            print(f"{problem.path}：{problem.message}")
        print("数据包已被改动或不完整。" if problems else "数据包完整，未被改动。")
    raise typer.Exit(NOT_INTACT if problems else 0)


@app.command(help="逐步说明一个值：从页面上的像素到值和状态。")
def explain(
    package: Annotated[Path, typer.Argument(help="数据包文件夹，或其中的 package.json")],
    document: Annotated[
        str, typer.Argument(help="材料编号（D001），或只有一份的材料类型（business_licence、营业执照）")
    ],
    field: Annotated[str, typer.Argument(help="字段（company_name、名称），或单元格（lines[monetary_funds].ending）")],
    draw: Annotated[Path | None, typer.Option("--draw", help="把标出位置的页面图写到这个文件")] = None,
    as_json: AsJson = False,
) -> None:
    """Tell the steps from pixels to one value and its status."""
    from datapackages.explain import explain as steps_of
    from datapackages.opened import NotThere

    try:
        told = steps_of(package, document, field)
        drawn = draw is not None and told.draw(draw)
    except NotThere as error:
        raise _Usage(str(error)) from None
    if as_json:
        _print_json(told.as_dict() | {"drawn": str(draw) if drawn else None})
    else:
        print(told.text())
        if draw is not None:
            print(f"\n页面图：{draw}" if drawn else "\n没有画图：这个值不在页面图上")
    raise typer.Exit(NOT_INTACT if told.altered else 0)


@review.command("export", help="把数据包里需要人来看的内容导出为工作簿。")
def review_export(
    case: Annotated[Path, typer.Argument(help="数据包文件夹，或 heyan up 的案件编号")],
    out: Annotated[Path | None, typer.Option("--out", help="工作簿写到这个文件；默认在数据包旁边")] = None,
    everything: Annotated[bool, typer.Option("--all", help="连已采信的读数和相符的结论一并列出")] = False,
    as_json: AsJson = False,
) -> None:
    """Write the workbook of what waits for a person."""
    import settings
    from datapackages.opened import NotThere
    from flows import review_summary, reviewing

    try:
        asked = reviewing.export(reviewing.place_of(case, settings.load().data), out, everything)
    except (NotThere, reviewing.CannotReview) as error:
        raise _Usage(str(error)) from None
    except reviewing.Altered as error:
        _say(str(error))
        raise typer.Exit(NOT_INTACT) from None
    _print_json(asked.model_dump()) if as_json else print(review_summary.of_export(asked))


@review.command("apply", help="读回填好的工作簿：逐格检查，追加保存，重新核对，生成下一版数据包。")
def review_apply(
    file: Annotated[Path, typer.Argument(help="填好的工作簿")],
    partly: Annotated[bool, typer.Option("--partly", help="有单元格不合要求时，其余的照样生效")] = False,
    reviewer: Annotated[str | None, typer.Option("--reviewer", help="填写人；工作簿里写了的以工作簿为准")] = None,
    package: Annotated[Path | None, typer.Option("--package", help="数据包移动过时，它现在的位置")] = None,
    as_json: AsJson = False,
) -> None:
    """Take a filled workbook back into its package."""
    from datapackages.opened import NotThere
    from flows import review_summary, reviewing

    try:
        applied = _apply(file, package, reviewer or getpass.getuser(), partly)
    except (NotThere, reviewing.CannotReview) as error:
        raise _Usage(str(error)) from None
    except reviewing.Altered as error:
        _say(str(error))
        raise typer.Exit(NOT_INTACT) from None
    status = REFUSED if applied.refused else 0
    if as_json:
        _print_json({"exit_status": status} | applied.model_dump())
    else:
        print(review_summary.of_apply(applied))
    raise typer.Exit(status)


def _apply(file: Path, package: Path | None, reviewer: str, partly: bool) -> Applied:
    """Apply a workbook in the data directory of its package."""
    import settings
    from flows import reviewing
    from flows.joins import workshop
    from store.lock import Busy, only_one

    found = reviewing.package_of(file, package)
    loaded = settings.load()
    root = _data_root(found.resolve().parent, loaded)
    try:
        with only_one(root):
            shop = workshop(root, loaded)
            return reviewing.apply(shop, file, found, reviewer, partly, datetime.now().astimezone())
    except Busy:
        raise _Usage(f"另一个 heyan 正在使用 {root}，请等它结束后再试") from None


@app.command(help="对照标注计算准确率。")
def evaluate(
    cases: Annotated[Path, typer.Argument(help="带标注的案例：<案例>/files 与 <案例>/truth.json")],
    packages: Annotated[Path | None, typer.Option("--packages", help="已有的数据包；不给则先运行一遍")] = None,
    out: Annotated[Path, typer.Option("--out", help="先运行时数据包放在这里")] = Path("out/evaluate"),
    as_json: AsJson = False,
) -> None:
    """Measure accuracy against labelled cases."""
    from evaluation.render import text
    from evaluation.score import score

    if not cases.is_dir():
        raise _Usage(f"没有这个文件夹：{cases}")
    if packages is None:
        _run(cases, out, None, batch=True, engine="direct")
    result = score(cases, packages or out)
    if as_json:
        _print_json(result.as_dict())
    else:
        print(text(result))


@app.command(help="检查本机缺少什么、哪里设置有误。")
def doctor(as_json: AsJson = False) -> None:
    """Say what is missing or misconfigured on this machine."""
    from flows.doctor import examine

    checks = []
    for check in examine(Path(os.environ.get("HEYAN_DATA", "data"))):
        checks.append(check)
        if not as_json:
            print(
                f"{'正常' if check.ok else '异常'}  {check.name}：{check.found}"
                + (f"；{check.advice}" * (not check.ok))
            )
    ready = all(check.ok for check in checks)
    if as_json:
        _print_json({"ready": ready, "checks": [check.model_dump() | {"ok": check.ok} for check in checks]})
    else:
        print("可以使用。" if ready else "请先处理标为“异常”的各项。")
    raise typer.Exit(0 if ready else NOT_READY)


rules_app = typer.Typer(help="核对规则：每项核对的条款、参数、来源，试用别的参数。", no_args_is_help=True)
app.add_typer(rules_app, name="rules")

AsOf = Annotated[str | None, typer.Option("--as-of", help="以这一天为准，如 2024-03-31；默认今天")]
ParameterFile = Annotated[Path, typer.Argument(help="参数文件（YAML），或放参数文件的文件夹")]


@app.command(help="定时复查执行一次：到期提醒、按现行规则重新判断未结案卷；或用 --package 重新判断一个数据包。")
def recheck(
    package: Annotated[Path | None, typer.Option("--package", help="不再识别扫描件，只重新判断这个数据包")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="以这一天判断，如 2024-03-31；提醒照常记账")] = None,
    parameters: Annotated[Path | None, typer.Option("--parameters", help="试用这些参数，与 --package 合用")] = None,
    data: keeping.Data = None,
    snooze: Annotated[int | None, typer.Option("--snooze", help="暂停一项到期提醒：复核报告里的编号")] = None,
    until: Annotated[str | None, typer.Option("--until", help="暂停到这一天")] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="暂停的原因")] = None,
    resend: Annotated[bool, typer.Option("--resend", help="重发多次发送失败的提醒")] = False,
    as_json: AsJson = False,
) -> None:
    """Re-check once, or judge one package again and print the verdicts that flipped."""
    if package is None and parameters is not None:
        raise _Usage("--parameters 要与 --package 合用")
    if package is not None:
        _replay(package, as_of, parameters, as_json)
    elif snooze is not None:
        keeping.snooze(snooze, _date(until, "--until"), reason, data, as_json)
    elif resend:
        keeping.resend(data, as_json)
    else:
        keeping.recheck_once(_date(as_of), data, as_json)


app.command(help=keeping.CLOSE)(keeping.close)
app.command(help=keeping.BACKUP)(keeping.backup)
app.command(help=keeping.RESTORE)(keeping.restore)


def _replay(package: Path, as_of: str | None, parameters: Path | None, as_json: bool) -> None:
    from flows import replay, rulebook

    try:
        found = replay.replay(package, _date(as_of), parameters)
    except (replay.NotThere, replay.BadParameter) as error:
        raise _Usage(str(error)) from None
    except OSError as error:
        raise _Usage(f"无法读取 {parameters}：{error.strerror}") from None
    if as_json:
        _print_json(found.model_dump(mode="json"))
    else:
        print("\n".join(rulebook.told(found)))
    raise typer.Exit(CHANGED if found.changed else 0)


@rules_app.command("list", help="列出全部核对项和现行参数。")
def rules_list(as_of: AsOf = None, as_json: AsJson = False) -> None:
    """List every check with its parameters."""
    from flows import rulebook

    day = _date(as_of) or date.today()
    if as_json:
        _print_json({"as_of": day, "rules": [rule.model_dump(mode="json") for rule in rulebook.rules(day)]})
    else:
        print("\n".join(rulebook.listed(day)))


@rules_app.command("show", help="说明一项核对（如 LIC-005）或一个参数。")
def rules_show(wanted: str, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Tell all about one check or one parameter."""
    from flows import rulebook

    try:
        lines = rulebook.shown(wanted, _date(as_of) or date.today())
    except rulebook.BadParameter as error:
        raise _Usage(str(error)) from None
    if as_json:
        _print_json({"asked": wanted, "lines": lines})
    else:
        print("\n".join(lines))


@rules_app.command("test", help="检查参数文件是否可用，并在已有数据包上试用。")
def rules_test(
    parameters: ParameterFile,
    packages: Annotated[list[Path] | None, typer.Argument(help="在这些数据包上试用")] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Try parameters on packages."""
    from flows import rulebook

    try:
        found = rulebook.trial(parameters, packages or [], _date(as_of))
    except rulebook.BadParameter as error:
        raise _Usage(str(error)) from None
    except OSError as error:
        raise _Usage(f"无法读取 {parameters}：{error.strerror}") from None
    if as_json:
        _print_json(found.model_dump(mode="json"))
    else:
        print(f"参数可用：{found.parameters} 个。")
        print("\n".join([*(line for r in found.replays for line in rulebook.told(r)), *found.unreadable]))
    raise typer.Exit(CHANGED if any(r.changed for r in found.replays) else 0)


@rules_app.command("diff", help="比较两套参数；只给一套时与现行参数比较。")
def rules_diff(
    first: ParameterFile,
    second: Annotated[Path | None, typer.Argument(help="另一套参数")] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Say where two sets of parameters differ."""
    from flows import rulebook

    before, after = (None, first) if second is None else (first, second)
    try:
        found = rulebook.changes(before, after, _date(as_of) or date.today())
    except rulebook.BadParameter as error:
        raise _Usage(str(error)) from None
    except OSError as error:
        raise _Usage(f"无法读取参数：{error.strerror}") from None
    if as_json:
        _print_json({"differences": [d.model_dump() for d in found]})
    else:
        print("\n".join(f"{d.name}：{d.before or '（没有）'} → {d.after or '（没有）'}" for d in found) or "没有不同。")
    raise typer.Exit(CHANGED if found else 0)


def _run(folder: Path, out: Path, as_of: date | None, batch: bool, engine: str) -> list[Outcome]:
    """Run one folder or a batch; progress goes to standard error."""
    import settings
    from flows import run as runs
    from flows.joins import workshop
    from flows.progress import Screen
    from store.lock import Busy, only_one

    engines = {"direct": runs.direct, "prefect": runs.prefect}
    if engine not in engines:
        raise _Usage("--engine 只能是 direct 或 prefect")
    jobs = _jobs(folder, out, as_of, batch)
    loaded = settings.load()
    root = _data_root(out, loaded)
    screen = Screen({job.case_id: job.case_name for job in jobs})
    watcher: Watcher = screen
    try:
        with only_one(root), screen:
            return runs.run(workshop(root, loaded, watcher), jobs, engines[engine], screen.finished)
    except KeyboardInterrupt:
        _say("已中断；读完的页都已保存，再次运行会接着做。")
        raise
    except Busy:
        raise _Usage(f"另一个 heyan 正在使用 {root}，请等它结束后再试") from None


def _jobs(folder: Path, out: Path, as_of: date | None, batch: bool) -> list[Job]:
    from flows import jobs

    if not folder.is_dir():
        raise _Usage(f"没有这个文件夹：{folder}")
    if out.resolve().is_relative_to(folder.resolve()):
        raise _Usage("--out 不能在申请人的文件夹之内，否则生成的数据包会被当作资料再读一遍")
    folders, loose = jobs.batch(folder) if batch else ([folder], [])
    if not folders:
        raise _Usage(f"{folder} 下没有申请人文件夹；如果它本身就是一个申请人的文件夹，请去掉 --batch")
    for file in loose:
        _say(f"注意：{file.name} 不在任何申请人的文件夹里，没有处理；请放入所属申请人的文件夹后再运行")
    return [jobs.job(f, out, as_of, date.today()) for f in folders]


def _data_root(out: Path, loaded: Settings) -> Path:
    """Where the cache lies: beside the packages, or in the data directory that the operator chose."""
    root = loaded.data if "data" in loaded.model_fields_set else out / ".heyan"
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _Usage(f"无法写入 {root}：{error.strerror}") from error
    return root


def _date(text: str | None, option: str = "--as-of") -> date | None:
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise _Usage(f"{option} 应为 2024-03-31 这样的日期，而不是 {text}") from None


def _finish(outcomes: list[Outcome], as_json: bool) -> None:
    from flows.outcome import exit_status
    from flows.summary import show

    status = exit_status(outcomes)
    if as_json:
        _print_json({"exit_status": status, "cases": [o.model_dump() for o in outcomes]})
    else:
        show(outcomes)
    raise typer.Exit(status)


def _print_json(content: object) -> None:
    print(json.dumps(content, ensure_ascii=False, indent=1, default=str))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main() -> None:
    """Run the command line; exit statuses are those of the contract."""
    logging.basicConfig(level=os.environ.get("HEYAN_LOG", "ERROR"), format="%(levelname)s %(name)s %(message)s")
    signal.signal(signal.SIGTERM, _interrupt)
    from settings import SettingsError

    try:
        app()
    except _Usage as error:
        _say(str(error))
        sys.exit(USAGE)
    except SettingsError as error:
        _say(f"设置有误：{error}")
        sys.exit(USAGE)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
