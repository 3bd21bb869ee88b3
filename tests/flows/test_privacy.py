"""No name and no number of an applicant reaches a log, a Prefect table or a status: a whole run, then everything is searched."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks._service import Up, wait_for

CASE = Path(__file__).parents[2] / "samples" / "cases" / "person"
FOLDER = "某个人"
SOMETHING_DUE = 7
FEWEST = 20
"""Values that are searched for at least; fewer mean that the search itself is broken."""


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Up]:
    """A service with one worker, ended with the test whatever happens."""
    found = Up(tmp_path / "data", {"HEYAN_QUIET_SECONDS": "1", "HEYAN_WORKERS": "1", "HEYAN_LOG": "DEBUG"})
    yield found
    for process in reversed(found.tree()):
        process.kill()


def test_a_whole_run_tells_no_log_and_no_prefect_table_who_the_applicant_is(up: Up) -> None:
    up.start()
    wait_for("the inbox", up.inbox.is_dir)
    staging = up.data.parent / "staging" / FOLDER
    shutil.copytree(CASE / "files", staging)
    (staging / "残缺.pdf").write_bytes((staging / "DOC_0005.pdf").read_bytes()[:900])
    staging.rename(up.inbox / FOLDER)
    wait_for("the package", lambda: any((up.data / "packages").glob("*/*/package.json")))
    wait_for("the archive", lambda: not any((up.inbox / FOLDER).glob("DOC_*")))
    assert up.run("recheck").returncode in (0, SOMETHING_DUE)
    assert up.stop()[0] == 0

    secrets = _secrets()
    assert len(secrets) >= FEWEST
    package = next((up.data / "packages").glob("*/*/package.json")).read_text(encoding="utf-8")
    assert sum(s in package for s in secrets) >= FEWEST // 2, "the run read nothing that could be told"
    logs = {p.name: p.read_text(errors="replace") for p in (up.data / "logs").iterdir()}
    logs["up"] = (up.data.parent / "data.up.log").read_text(errors="replace")
    tables = {p.name: "\n".join(_rows(p)) for p in (up.data / "prefect").glob("*.db")}
    assert any("packaged" in text for text in logs.values())
    assert tables
    for name, text in (logs | tables).items():
        told = [secret for secret in (*secrets, FOLDER) if secret in text]
        assert told == [], name


def _secrets() -> list[str]:
    """What the sample's papers say of persons and firms: texts, long numbers and amounts, as read and as printed."""
    truth = json.loads((CASE / "truth.json").read_text(encoding="utf-8"))
    found = {text for document in truth["documents"] for text in _texts([document["fields"], document["tables"]])}
    return sorted(text for text in found if re.search(r"[\u4e00-\u9fff]{2}.|[0-9A-Z]{8}", text) and _is_own(text))


def _is_own(text: str) -> bool:
    """Whether a text is the applicant's own and not a word of any program: no dates, no plain words of forms."""
    return not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) and len(text) >= 3


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _rows(path: Path) -> Iterator[str]:
    """Every value of every table of a SQLite file."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            for row in connection.execute(f'SELECT * FROM "{name}"'):
                yield " ".join(_plain(value) for value in row)


def _plain(value: object) -> str:
    text = value.decode(errors="replace") if isinstance(value, bytes) else str(value)
    # JSON in a column may hold characters as escapes.
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)
