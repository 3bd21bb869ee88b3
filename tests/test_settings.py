"""Settings: environment over file over defaults, and every fault named."""

from __future__ import annotations

from pathlib import Path

import pytest

import settings


@pytest.fixture(autouse=True)
def clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in settings.Settings.model_fields:
        monkeypatch.delenv(f"HEYAN_{name.upper()}", raising=False)


def test_defaults_are_those_of_the_contract() -> None:
    loaded = settings.load()
    assert (loaded.data, loaded.inbox_folder) == (Path("data"), Path("data/inbox"))
    assert (loaded.ocr_engine, loaded.target_accuracy, loaded.quiet_seconds) == ("rapidocr", 0.998, 60)
    assert loaded.workers >= 1


def test_environment_wins_over_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("heyan.toml").write_text('workers = 7\nocr_engine = "tesseract"\n')
    monkeypatch.setenv("HEYAN_WORKERS", "3")
    assert (settings.load().workers, settings.load().ocr_engine) == (3, "tesseract")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("workers = 0", "WORKERS"),
        ("wrokers = 2", "WROKERS"),
        ("workers", "heyan.toml"),
        ("target_accuracy = 1.5", "ACC"),
    ],
)
def test_a_fault_is_named(text: str, named: str) -> None:
    Path("heyan.toml").write_text(text)
    with pytest.raises(settings.SettingsError, match=named):
        settings.load()
