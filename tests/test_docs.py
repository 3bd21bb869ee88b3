"""The generated pages of docs/ say what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs import generate

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("name", generate.PAGES)
def test_a_generated_page_is_current(name: str) -> None:
    page = ROOT / "docs" / name
    assert page.read_text(encoding="utf-8") == generate.PAGES[name](), "run: make docs"


def test_every_command_and_reason_is_documented() -> None:
    import heyan
    from intake.messages import BY_CODE

    readme = (ROOT / "README.md").read_text() + (ROOT / "README.zh-CN.md").read_text()
    for command in heyan.app.registered_commands:
        assert command.callback is not None
        assert readme.count(f"`heyan {command.callback.__name__}") >= 2
    errors = (ROOT / "docs" / "errors.md").read_text()
    assert all(f"`{code}`" in errors for code in BY_CODE)
