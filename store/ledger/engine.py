"""Opening the ledger: SQLite with a write-ahead log in the data directory, or the database that the setting names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection

from settings import Settings

if TYPE_CHECKING:
    from alembic.config import Config

FILE = "ledger.sqlite3"
HEAD = "0002"
"""The newest migration; a test holds it against the migrations' folder."""
_BUSY_MS = 30_000
_MIGRATION_LOCK = 0x68657961  # any number that all who open the ledger agree on

Fault = Callable[[str], None]
"""Is called right before and right after every commit with the point's name; tests raise from it."""


class LedgerTooNew(Exception):
    """The ledger was written by a newer heyan."""


class Ledger:
    """A handle on the ledger; safe for threads, one per process."""

    def __init__(self, engine: Engine, fault: Fault | None = None) -> None:
        self.engine = engine
        self.fault = fault or (lambda point: None)

    @contextmanager
    def begin(self, point: str = "write") -> Iterator[Connection]:
        """One change, whole or not at all. `point` names it for those who test faults.

        Raises:
            sqlalchemy.exc.OperationalError: the database is gone, locked for too long, or the disk is full.
        """
        with self.engine.connect().execution_options(heyan_write=True) as connection, connection.begin():
            yield connection
            self.fault(f"before {point}")
        self.fault(f"after {point}")

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def open(settings: Settings, fault: Fault | None = None) -> Ledger:
    """The ledger of the settings, brought up to date.

    Raises:
        LedgerTooNew: a newer heyan wrote it.
        sqlalchemy.exc.OperationalError: the database cannot be reached.
    """
    return open_url(url_of(settings), fault)


def url_of(settings: Settings) -> URL:
    """Where the ledger lies; the data directory is made when it is in it."""
    if settings.database_url is None:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        return URL.create("sqlite", database=str((settings.data / FILE).resolve()))
    url = make_url(settings.database_url)
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgres", "postgresql") else url


def open_url(url: URL, fault: Fault | None = None) -> Ledger:
    """The ledger at a database's address, brought up to date."""
    engine = create_engine(url, pool_pre_ping=True, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    _upgrade(engine)
    return Ledger(engine, fault)


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connected(connection: DBAPIConnection, record: object) -> None:
        connection.isolation_level = None  # BEGIN is said below, not by the driver
        cursor = connection.cursor()
        for pragma in (f"busy_timeout={_BUSY_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        write = connection.get_execution_options().get("heyan_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _upgrade(engine: Engine) -> None:
    """Run the migrations that are missing; who comes second waits and finds them done."""
    with engine.connect() as connection, connection.begin():
        if _version(connection) == HEAD:
            return
    with engine.connect().execution_options(heyan_write=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        if _version(connection) != HEAD:
            _migrate(connection)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: Any = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found is not None else None


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = alembic_config()
    config.attributes["connection"] = connection
    version = _version(connection)
    if version is not None:
        try:
            ScriptDirectory.from_config(config).get_revision(version)
        except CommandError:
            raise LedgerTooNew(version) from None
    command.upgrade(config, "head")


def alembic_config() -> Config:
    """Alembic's configuration, without a file."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
