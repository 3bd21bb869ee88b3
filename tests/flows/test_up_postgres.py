"""`heyan up` with its ledger on a real PostgreSQL server: a drop becomes a package, a killed worker loses nothing."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from benchmarks._service import Up, wait_for
from datapackages.verify import verify
from tests.store.ledger import postgres


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Up]:
    """A service on PostgreSQL; on SQLite, with a warning, where there is none."""
    settings = {"HEYAN_QUIET_SECONDS": "1", "HEYAN_WORKERS": "1"}
    if postgres.programs() is None:
        warnings.warn("PostgreSQL is not installed: the service was tested on SQLite alone", stacklevel=1)
        yield from _service(tmp_path, settings)
        return
    with postgres.server(tmp_path) as address:
        yield from _service(tmp_path, {**settings, "HEYAN_DATABASE_URL": address})


def _service(folder: Path, settings: dict[str, str]) -> Iterator[Up]:
    found = Up(folder / "data", settings)
    yield found
    for process in reversed(found.tree()):
        process.kill()


def test_a_drop_becomes_a_package_though_a_worker_is_killed(up: Up) -> None:
    up.start()
    wait_for("the inbox", up.inbox.is_dir)
    for name in ("甲公司", "乙公司"):
        staging = up.data.parent / "staging" / name
        staging.mkdir(parents=True)
        (staging / "余额表.csv").write_text(
            f"科目编码,科目名称,期末余额\n1001,库存现金,{len(name)}.00\n1002,{name},1\n"
        )
        staging.rename(up.inbox / name)
    wait_for("the claim", lambda: any((up.data / "work").glob("*/files")))
    worker = up.pid("work")
    assert worker is not None
    psutil.Process(worker).kill()
    wait_for("both packages", lambda: _states(up) == ["packaged", "packaged"])
    packages = sorted((up.data / "packages").glob("*/*"))
    assert [(p.name, verify(p)) for p in packages] == [("1", []), ("1", [])]
    if postgres.programs() is not None:
        assert not list(up.data.glob("ledger.sqlite3*")), "the ledger is on the server alone"
    assert up.stop() == (0, 0)


def _states(up: Up) -> list[str]:
    done = up.run("status", "--json")
    assert done.returncode == 0, done.stderr
    return [case["state"] for case in json.loads(done.stdout)["ledger"]["cases"]]
