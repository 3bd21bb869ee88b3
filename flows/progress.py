"""How a run goes on, for people: a live bar on a terminal, plain lines elsewhere; always on standard error."""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType
from typing import TYPE_CHECKING

from flows.outcome import Outcome

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

LINE_SECONDS = 5.0
"""Between two plain lines about the same case."""

_STAGES = {
    "receive": "接收文件",
    "understand": "识别材料、提取字段",
    "judge": "核对",
    "package": "生成数据包",
}


class Screen:
    """Shows progress until the block ends; names are shown by case id's name."""

    def __init__(self, names: dict[str, str]) -> None:
        self._names = names
        self._lock = threading.Lock()
        self._pages: dict[str, int] = {}
        self._done: dict[str, int] = {}
        self._finished = 0
        self._last_line: dict[str, float] = {}
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Screen:
        """Begin to show."""
        if sys.stderr.isatty():
            self._start_bar()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Clear the bar."""
        if self._bar is not None:
            self._bar.stop()

    def received(self, case_id: str, files: int, pages: int) -> None:
        """A folder was received."""
        with self._lock:
            self._pages[case_id] = pages
        self._say(case_id, f"收到 {files} 个文件，共 {pages} 页", always=True)

    def page(self, case_id: str, file: str, number: int) -> None:
        """A page is at hand."""
        with self._lock:
            self._done[case_id] = done = self._done.get(case_id, 0) + 1
        total = self._pages.get(case_id, done)
        self._say(case_id, f"读取 {file} 第 {number} 页（{done}/{total}）", always=done == total)

    def stage(self, case_id: str, stage: str) -> None:
        """A stage begins."""
        self._say(case_id, _STAGES[stage], always=True)

    def finished(self, outcome: Outcome) -> None:
        """A case is done."""
        with self._lock:
            self._finished += 1
        self._say(outcome.case_id, "完成" if outcome.package else "未能生成数据包", always=True)

    def _start_bar(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (BarColumn(24), MofNCompleteColumn(), TextColumn("页"), TimeElapsedColumn())
        self._bar = Progress(
            *columns, TextColumn("{task.description}", markup=False), console=Console(stderr=True), transient=True
        )
        self._task = self._bar.add_task("", total=None)
        self._bar.start()

    def _say(self, case_id: str, text: str, always: bool) -> None:
        line = f"[{self._finished}/{len(self._names)}] {self._names.get(case_id, case_id)}：{text}"
        if self._bar is not None and self._task is not None:
            total = sum(self._pages.values()) or None
            self._bar.update(self._task, description=line, total=total, completed=sum(self._done.values()))
            return
        with self._lock:
            now = time.monotonic()
            if always or now - self._last_line.get(case_id, 0.0) >= LINE_SECONDS:
                self._last_line[case_id] = now
                print(line, file=sys.stderr, flush=True)
