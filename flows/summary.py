"""The end of a run for people: a table of the cases, what was rejected and why, and where the packages lie."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.table import Table

from flows.outcome import HARMLESS, Outcome

_COLUMNS = ("案卷", "材料", "页", "可直接采信", "待人工看", "不通过", "提示", "拒收文件", "结果")


def show(outcomes: list[Outcome]) -> None:
    """Print the summary on standard output."""
    width = None if sys.stdout.isatty() else 120
    console = Console(width=width, highlight=False, markup=False, emoji=False)
    console.print(_table(outcomes))
    for outcome in outcomes:
        _show_losses(console, outcome)
    packages = [outcome for outcome in outcomes if outcome.package]
    if packages:
        console.print("\n数据包：", style="bold")
    for outcome in packages:
        console.print(f"  {outcome.package}", soft_wrap=True)


def _table(outcomes: list[Outcome]) -> Table:
    table = Table()
    for column in _COLUMNS:
        table.add_column(column, justify="left" if column in ("案卷", "结果") else "right", overflow="fold")
    for o in outcomes:
        lost = sum(r.reason not in HARMLESS for r in o.rejected)
        counts = (o.documents, o.pages, o.accepted, o.review, o.failed, o.warned, lost)
        table.add_row(o.case_name, *map(str, counts), _result(o))
    return table


def _result(outcome: Outcome) -> str:
    if outcome.error:
        return f"程序出错（{outcome.error}），其余案卷不受影响"
    if outcome.package is None:
        return "没有可读取的文件"
    if outcome.unreadable_pages:
        return f"已生成，{outcome.unreadable_pages} 页读不出"
    return "完整" if outcome.complete else "已生成，有文件被拒收"


def _show_losses(console: Console, outcome: Outcome) -> None:
    if not outcome.rejected:
        return
    console.print(f"\n{outcome.case_name} 中没有采用的文件：", style="bold")
    for rejected in outcome.rejected:
        console.print(f"  {rejected.file}（{rejected.reason}）：{rejected.message}", soft_wrap=True)
