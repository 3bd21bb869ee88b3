"""The same story through a real Prefect server: the same package, nothing done twice, no names told to the server."""

from __future__ import annotations

import errno
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from flows import run as runs
from flows.jobs import job
from flows.outcome import Outcome
from flows.run import Engine
from flows.workshop import Silent, Workshop
from schemas.core import SourceFile
from tests import making
from tests.flows import fakes
from tests.making import put

TODAY = date(2024, 5, 6)
pytestmark = pytest.mark.usefixtures("prefect_server")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "in" / "张三丰商贸有限公司"
    put(folder, "张三丰.pdf", making.pdf(3))
    put(folder, "c.zip", making.archive({"表.csv": "2024-03-31,1\n2024-03-31,2\n".encode("gb18030")}))
    put(folder, "bad.pdf", b"%PDF-1.7 broken")
    return folder


def outcome(shop: Workshop, folder: Path, out: Path, engine: Engine) -> Outcome:
    (found,) = runs.run(shop, [job(folder, out, None, TODAY)], engine, lambda o: None)
    assert found.error is None
    return found


def contents(found: Outcome) -> dict[str, bytes]:
    """Every file of a package but the manifest (it holds the others' hashes), times taken out."""
    root = Path(found.package or "")
    created = json.loads((root / "package.json").read_text())["created_at"]
    moment = re.compile(re.escape(created.encode()) + rb"|" + created[:16].replace("T", ".").encode())
    files = (p for p in root.rglob("*") if p.is_file() and p.name != "MANIFEST.json")
    return {p.relative_to(root).as_posix(): moment.sub(b"", p.read_bytes()) for p in files}


class Listener(Silent):
    """Remembers the stages that really ran."""

    def __init__(self) -> None:
        self.ran: list[str] = []

    def page(self, case_id: str, file: str, number: int) -> None:
        self.ran.append("page")

    def stage(self, case_id: str, stage: str) -> None:
        self.ran.append(stage)


def test_the_package_is_that_of_the_direct_run_and_nothing_is_done_twice(tmp_path: Path, case: Path) -> None:
    direct = contents(outcome(fakes.workshop(tmp_path / "one"), case, tmp_path / "direct", runs.direct))
    through = contents(outcome(fakes.workshop(tmp_path / "two"), case, tmp_path / "prefect", runs.prefect))
    assert len(fakes.FakePool.reads) == 3
    assert set(through) == set(direct)
    assert {name for name in direct if direct[name] != through[name]} == set()

    shop = fakes.workshop(tmp_path / "two")
    shop.watcher = listener = Listener()
    again = contents(outcome(shop, case, tmp_path / "prefect", runs.prefect))
    assert again == through
    assert fakes.FakePool.reads == []
    assert listener.ran == ["receive", "package"]


def test_prefect_is_told_no_names(tmp_path: Path, case: Path, prefect_server: Path) -> None:
    outcome(fakes.workshop(tmp_path / "data"), case, tmp_path / "out", runs.prefect)
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.objects import FlowRun, TaskRun

    with get_client(sync_client=True) as client:
        told: list[FlowRun | TaskRun] = [*client.read_flow_runs(limit=200), *client.read_task_runs(limit=200)]
    assert told
    kept = [p for p in (prefect_server / "prefect").rglob("*") if p.is_file() and p.suffix != ".db"]
    everything = "".join(run.model_dump_json() for run in told) + "".join(p.read_text(errors="replace") for p in kept)
    assert "张三丰" not in everything
    assert "\\u5f20" not in everything


def test_only_a_transient_fault_is_tried_again(tmp_path: Path, case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.case import step

    monkeypatch.setattr(step, "retry_delay_seconds", 0)
    tries = Counter[int]()

    def busy_once(file: SourceFile, number: int) -> None:
        tries[number] += 1
        if number == 1 and tries[number] == 1:
            raise OSError(errno.EIO, "the share was away")

    outcome(fakes.workshop(tmp_path / "data", busy_once), case, tmp_path / "out", runs.prefect)
    assert tries[1] == 2

    def broken(file: SourceFile, number: int) -> None:
        tries[number] += 10
        raise ValueError("a fault of the program")

    shop = fakes.workshop(tmp_path / "other", broken)
    (found,) = runs.run(shop, [job(case, tmp_path / "out2", None, TODAY)], runs.prefect, lambda o: None)
    assert found.error == "ValueError"
    assert tries[1] == 12
