"""Backup and restore: the ledger as lines of JSON, the files beside it.

The ledger is read first, in one consistent view, and then the files: what it names is on the disk before it is named, and
no file of a revision ever changes, so the copy holds at least what the ledger says while the service goes on. The format
knows no database: a backup of SQLite can be restored into PostgreSQL. Prefect's history, caches and logs are left out.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Date, Table, func, insert, select, text

from datapackages.verify import verify
from schemas.core import Record
from settings import Settings
from store import _atomic
from store import ledger as ledgers
from store.ledger import Ledger
from store.ledger.closing import PURGED
from store.ledger.engine import HEAD
from store.ledger.tables import cases, metadata, revisions
from store.ledger.times import UtcTime

TABLES = metadata.sorted_tables  # with those of the re-check, which `closing` declares
LEDGER, LABEL = "ledger.jsonl.gz", "backup.json"
KEPT = ("originals", "packages", "archive", "quarantine", "words", "records", "rechecks", "deletions", "receipts")
"""Folders of the data directory that are backed up; pages that were read are read again when they are needed."""
_BATCH = 1000


class NotPossible(Exception):
    """The backup or restore cannot be done; the message is Chinese. Nothing was changed."""


class Backup(Record):
    """What a backup holds."""

    schema_: str = "heyan/backup/1"
    made_at: datetime
    ledger: str
    rows: int
    files: int


class Restored(Record):
    """What was restored; `damaged` are packages that are not as their manifests say."""

    rows: int
    files: int
    packages: int
    damaged: tuple[str, ...]


def back_up(data: Path, ledger: Ledger, target: Path, now: datetime) -> Backup:
    """Back up into an empty folder; it counts as a backup once its label is there.

    Raises:
        NotPossible: the folder is not empty, or lies in the data directory.
        OSError: the disk is full.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise NotPossible(f"{target} 不是空文件夹")
    if target.resolve().is_relative_to(data):
        raise NotPossible("备份不能放在数据目录之内")
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    rows = _dump(ledger, target / LEDGER)
    files = sum(_copy(data / name, target / name) for name in KEPT)
    made = Backup(made_at=now, ledger=HEAD, rows=rows, files=files)
    _atomic.write(target / LABEL, made.model_dump_json(indent=1).encode())
    return made


def restore(settings: Settings, source: Path) -> Restored:
    """Restore into an empty data directory and an empty ledger, and verify every package.

    Raises:
        NotPossible: this is no whole backup, a newer heyan made it, or there is something where it should go.
        OSError: the disk is full.
    """
    label = _label(source)
    data = settings.data.resolve()
    if data.exists() and any(data.iterdir()):
        raise NotPossible(f"{data} 不是空文件夹，请恢复到新的数据目录")
    if label.ledger > HEAD:
        raise NotPossible("这份备份由更新版本的核验写出，请先升级")
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    files = sum(_copy(source / name, data / name) for name in KEPT)
    ledger = ledgers.open(settings)
    try:
        rows = _load(ledger, source / LEDGER)
        places = _places(ledger)
    finally:
        ledger.close()
    damaged = tuple(place for place in places if verify(data / place))
    return Restored(rows=rows, files=files, packages=len(places), damaged=damaged)


def _label(source: Path) -> Backup:
    try:
        return Backup.model_validate_json((source / LABEL).read_bytes())
    except (OSError, ValueError):
        raise NotPossible(f"{source} 不是完整的备份") from None


def _dump(ledger: Ledger, path: Path) -> int:
    """Write every row of the ledger as a line; how many."""
    number = 0
    with ledger.read() as connection, path.open("wb") as raw, gzip.open(raw, "wt", encoding="utf-8") as file:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        for table in TABLES:
            for row in connection.execute(select(table).order_by(*table.primary_key)).mappings():
                file.write(json.dumps([table.name, dict(row)], ensure_ascii=False, default=_plain) + "\n")
                number += 1
    with path.open("rb") as written:
        os.fsync(written.fileno())
    return number


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _load(ledger: Ledger, path: Path) -> int:
    """Put the rows of a backup into an empty ledger; how many.

    Raises:
        NotPossible: the ledger is not empty.
    """
    tables, number = {table.name: table for table in TABLES}, 0
    with ledger.begin("restore") as connection:
        if any(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in TABLES):
            raise NotPossible("台账数据库不是空的")
        for name, rows in _batches(path):
            connection.execute(insert(tables[name]), [_typed(tables[name], row) for row in rows])
            number += len(rows)
        if connection.dialect.name == "postgresql":
            for table in TABLES:
                _move_sequence(connection, table)
    return number


def _move_sequence(connection: Connection, table: Table) -> None:
    if "id" in table.c:
        newest = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), coalesce(max(id), 0) + 1, false)"
        connection.execute(text(f"{newest} FROM {table.name}"))


def _batches(path: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    name, rows = "", list[dict[str, Any]]()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            table, row = json.loads(line)
            if rows and (table != name or len(rows) >= _BATCH):
                yield name, rows
                rows = []
            name = table
            rows.append(row)
    if rows:
        yield name, rows


def _typed(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """Text back as points in time and days."""
    return {name: _value(table.c[name].type, found) for name, found in row.items()}


def _value(kind: object, found: object) -> object:
    if not isinstance(found, str):
        return found
    if isinstance(kind, UtcTime):
        return datetime.fromisoformat(found)
    return date.fromisoformat(found) if isinstance(kind, Date) else found


def _places(ledger: Ledger) -> list[str]:
    """Every package that the ledger knows and did not purge."""
    query = select(revisions.c.package).join(cases, cases.c.case_id == revisions.c.case_id)
    with ledger.read() as connection:
        found = connection.execute(query.where(cases.c.folder != PURGED).order_by(revisions.c.package))
        return [str(place) for place in found.scalars()]


def _copy(source: Path, target: Path) -> int:
    """Copy a folder's files durably; how many. What vanishes meanwhile was not in the ledger's view, or is a cache."""
    number = 0
    for folder, _, names in os.walk(source):
        place = target / Path(folder).relative_to(source)
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in names:
            if name.endswith(".part"):
                continue
            try:
                shutil.copy2(Path(folder) / name, place / name, follow_symlinks=False)
            except FileNotFoundError:
                continue
            number += 1
    return number
