"""One real Prefect server for the session, its home in a temporary folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.prefect_home import prepare


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data directory whose Prefect home the server uses."""
    root = tmp_path_factory.mktemp("prefect")
    before = dict(os.environ)
    prepare(root)
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield root
    os.environ.clear()
    os.environ.update(before)
