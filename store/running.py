"""What the service says of itself in the data directory (`service.json`), for those who look at it from outside."""

from __future__ import annotations

import json
from pathlib import Path

import psutil
from pydantic import ValidationError

from schemas.core import Record

FILE = "service.json"


class Process(Record):
    """One process of the service; `pid` is null while it is down."""

    pid: int | None
    restarts: int


class Service(Record):
    """A running `heyan up`. `born` is the time that the system gives for its start, in seconds since 1970."""

    pid: int
    born: float
    started_at: str
    page: str
    prefect: str | None
    children: dict[str, Process]


def born() -> float:
    """When this process started, as the system tells it."""
    return float(psutil.Process().create_time())


def state(data: Path) -> Service | None:
    """The service that runs on a data directory, or None. A file left by one that was killed does not count."""
    try:
        found = Service.model_validate_json((data / FILE).read_bytes())
        return found if abs(psutil.Process(found.pid).create_time() - found.born) < 1 else None
    except (OSError, ValidationError, psutil.Error):
        return None


def dump(service: Service) -> bytes:
    """The file's content."""
    return json.dumps(service.model_dump(), indent=1).encode()
