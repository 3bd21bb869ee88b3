"""`heyan up` as a whole: real processes, a small case of spreadsheets, kills, stops. Everything waits for what it wants to see."""

from __future__ import annotations

import json
import signal
import stat
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from benchmarks import faults
from benchmarks._service import Up, wait_for
from datapackages.verify import verify

SETTINGS = {"HEYAN_QUIET_SECONDS": "1", "HEYAN_WORKERS": "1"}
NAME = "<b>甲公司"
RUNNING = 9


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Up]:
    """A service, ended with the test whatever happens."""
    found = Up(tmp_path / "data", SETTINGS)
    yield found
    for process in reversed(found.tree()):
        process.kill()


def drop(up: Up, name: str = NAME) -> None:
    """A tiny case, moved in as a whole."""
    wait_for("the inbox", up.inbox.is_dir)
    staging = up.data.parent / "staging" / name
    staging.mkdir(parents=True)
    (staging / "科目余额表.csv").write_text(f"科目编码,科目名称,期末余额\n1001,库存现金,{len(name)}.00\n")
    staging.rename(up.inbox / name)


def packages(up: Up) -> list[Path]:
    return sorted((up.data / "packages").glob("*/*"))


def standing(up: Up) -> list[str]:
    """The states of the cases, as `heyan status --json` tells them."""
    done = up.run("status", "--json")
    assert done.returncode == 0, done.stderr
    return [case["state"] for case in json.loads(done.stdout)["ledger"]["cases"]]


def is_packaged(up: Up) -> bool:
    """Whether the only case is packaged, as the status page tells it."""
    try:
        content = json.loads(page(up, "status.json"))
    except OSError:
        return False
    return [case["state"] for case in content["cases"]] == ["packaged"]


def page(up: Up, path: str = "") -> str:
    state = up.state()
    assert state is not None
    with urllib.request.urlopen(state.page + path, timeout=60) as answer:
        return str(answer.read().decode())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_dropped_folder_becomes_a_package_and_a_stop_leaves_nothing_behind(up: Up, number: int) -> None:
    up.start()
    assert stat.S_IMODE(up.data.stat().st_mode) == 0o700
    drop(up)
    wait_for("the package", lambda: is_packaged(up))
    assert standing(up) == ["packaged"]
    (package,) = packages(up)
    assert verify(package) == []
    shown = page(up)
    assert "&lt;b&gt;甲公司" in shown
    assert "<b>甲" not in shown
    told = up.run("status")
    assert "已打包" in told.stdout
    assert NAME in told.stdout

    again = up.run("up")
    assert again.returncode == RUNNING
    assert "另一个 heyan" in again.stderr
    other = Up(up.data.parent / "other", {**SETTINGS, "HEYAN_INBOX": str(up.inbox)})
    other.data.mkdir()
    assert other.run("up").returncode == RUNNING

    assert up.stop(number) == (0, 0)
    assert up.state() is None
    assert "没有运行" in up.run("status").stdout
    logs = "".join(p.read_text(errors="replace") for p in (up.data / "logs").iterdir())
    assert "甲" not in logs
    assert "科目余额表" not in logs


def test_a_worker_killed_in_the_middle_makes_exactly_one_package(up: Up) -> None:
    up.start()
    drop(up)
    wait_for("the claim", lambda: any((up.data / "work").glob("*/files")))
    first = up.pid("work")
    assert first is not None
    psutil.Process(first).kill()
    wait_for("another worker", lambda: up.pid("work") not in (None, first))
    wait_for("the package", lambda: is_packaged(up))
    (package,) = packages(up)
    assert (package.name, verify(package)) == ("1", [])
    assert up.stop() == (0, 0)


def test_a_killed_supervisor_leaves_no_orphan_and_the_next_start_goes_on(up: Up) -> None:
    up.start()
    drop(up)
    wait_for("the claim", lambda: any((up.data / "work").glob("*/files")))
    assert up.kill() == 0
    assert "没有运行" in up.run("status").stdout
    up.start()
    wait_for("the package", lambda: is_packaged(up))
    assert len(packages(up)) == 1
    assert up.stop() == (0, 0)


def test_random_kills_lose_nothing_and_make_nothing_twice_or_half(tmp_path: Path) -> None:
    found = faults.Run(tmp_path / "data", faults.SHORT).run()
    assert (found.lost, found.duplicated, found.half) == ([], [], [])
    assert (found.orphans, found.attention) == (0, 0)
    assert found.drops == faults.SHORT.drops


def test_an_inbox_around_the_data_directory_is_refused(tmp_path: Path) -> None:
    for inbox in (tmp_path, tmp_path / "data", tmp_path / "data" / "packages"):
        done = Up(tmp_path / "data", {**SETTINGS, "HEYAN_INBOX": str(inbox)}).run("up")
        assert done.returncode == 2
        assert "HEYAN_INBOX" in done.stderr


def test_status_before_the_first_start(tmp_path: Path) -> None:
    up = Up(tmp_path / "data", SETTINGS)
    done = up.run("status", "--json")
    assert json.loads(done.stdout) == {"running": False, "service": None, "ledger": None}
    assert "还没有台账" in up.run("status").stdout
    assert not up.data.exists()
