"""One packaged case a session, copied for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.review import reviewed
from tests.review.reviewed import Reviewed


@pytest.fixture(scope="session")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> Reviewed:
    return reviewed.first(tmp_path_factory.mktemp("reviewed"))


@pytest.fixture
def case(packaged: Reviewed, tmp_path: Path) -> Reviewed:
    return reviewed.copy(packaged, tmp_path / "case")
