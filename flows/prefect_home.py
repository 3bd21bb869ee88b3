"""Prefect's switches, set before its first import: its home in the data directory, no analytics, no outside look-up."""

from __future__ import annotations

import os
from pathlib import Path


def prepare(root: Path) -> None:
    """Set what is not set already; call it before anything imports Prefect."""
    home = root / "prefect"
    home.mkdir(parents=True, exist_ok=True)
    for name, value in {
        "PREFECT_HOME": str(home),
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_RESULTS_DEFAULT_SERIALIZER": "json",
    }.items():
        os.environ.setdefault(name, value)
