"""The sample case, on disk and packaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.datapackages.sample_case import Prepared, prepare


@pytest.fixture
def prepared(tmp_path: Path) -> Prepared:
    """The case on disk."""
    return prepare(tmp_path)


@pytest.fixture
def package(prepared: Prepared, tmp_path: Path) -> Path:
    """The case's package."""
    return prepared.build(tmp_path / "out" / "样例")
