"""The re-check on the Prefect server of `heyan up`: its cron schedule really yields runs."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from flows import schedule, server
from flows.child import PARENT
from flows.logs import FOLDER
from settings import Settings
from store import ledger as ledgers
from store.ledger import rechecks

PATIENCE = 180


@pytest.fixture
def api(tmp_path: Path) -> Iterator[str]:
    """The server and the child that offers the re-check, as `heyan up` starts them; the address of the server."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(64)
    url = f"http://127.0.0.1:{listening.getsockname()[1]}/api"
    (tmp_path / FOLDER).mkdir()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT", "HEYAN"))} | {
        "HEYAN_DATA": str(tmp_path),
        "PREFECT_HOME": str(tmp_path / "prefect"),
        "PREFECT_API_URL": url,
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        PARENT: str(os.getpid()),
        server.SOCKET: str(listening.fileno()),
    }
    children = [
        subprocess.Popen([sys.executable, "-m", "flows.child", name], env=environment, pass_fds=(listening.fileno(),))
        for name in ("server", "schedule")
    ]
    yield url
    for child in reversed(children):
        child.kill()
        child.wait(60)
    listening.close()


def states(api: str) -> list[str]:
    """The states of the runs that the server knows."""
    try:
        found = httpx.post(f"{api}/flow_runs/filter", json={"flows": {"name": {"any_": ["recheck"]}}}, timeout=10)
        return [run["state_type"] for run in found.json()] if found.is_success else []
    except httpx.HTTPError:
        return []


def test_the_cron_deployment_yields_a_scheduled_run(api: str) -> None:
    """An unpinned SQLAlchemy once left the scheduler dead without a word: nothing was ever scheduled."""
    deadline = time.monotonic() + PATIENCE
    while "SCHEDULED" not in (found := states(api)) and time.monotonic() < deadline:
        time.sleep(1)
    assert "SCHEDULED" in found


def test_the_flow_rechecks_and_gives_numbers_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEYAN_DATA", str(tmp_path / "data"))
    assert schedule.recheck_flow.fn() == [0, 0]
    ledger = ledgers.open(Settings(data=tmp_path / "data"))
    last = rechecks.last(ledger)
    ledger.close()
    assert last is not None
    assert (tmp_path / "data/rechecks" / last.day.isoformat() / "report.html").is_file()


@pytest.mark.parametrize(("at", "cron"), [("07:00", "0 7 * * *"), ("22:45", "45 22 * * *")])
def test_the_hour_of_the_settings_is_that_of_the_schedule(at: str, cron: str) -> None:
    made = schedule.cron(Settings.model_validate({"recheck_at": at}))
    assert (made.cron, made.timezone) == (cron, "Asia/Shanghai")
