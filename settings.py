"""Settings: environment (`HEYAN_*`) over `heyan.toml` in the working directory over defaults. Loaded once, passed on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

FILE = Path("heyan.toml")


class SettingsError(Exception):
    """A setting has a value that cannot be used; the message names it."""


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Settings(BaseSettings):
    """What an operator may set."""

    model_config = SettingsConfigDict(env_prefix="HEYAN_", frozen=True, extra="forbid", toml_file=FILE)

    data: Path = Path("data")
    """The data directory: inbox, quarantine, packages, archive, ledger, Prefect's home."""
    inbox: Path | None = None
    """The watched folder; null means `inbox` in the data directory."""
    database_url: str | None = None
    """The ledger; null means SQLite in the data directory."""
    workers: int = Field(default_factory=_cores, ge=1, le=256)
    """Reading processes."""
    ocr_engine: Literal["rapidocr", "tesseract"] = "rapidocr"
    """The first reader."""
    target_accuracy: float = Field(default=0.998, gt=0, lt=1)
    """Share of accepted values that must be right."""
    quiet_seconds: float = Field(default=60, ge=0)
    """A case is packaged when nothing has arrived for so long."""

    @property
    def inbox_folder(self) -> Path:
        """The watched folder."""
        return self.inbox or self.data / "inbox"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def data_is_set() -> bool:
    """Whether the operator chose a data directory (the command line otherwise keeps its cache beside its output)."""
    return "data" in load().model_fields_set


def load() -> Settings:
    """The settings in force.

    Raises:
        SettingsError: a value is unusable or a name in `heyan.toml` is unknown.
    """
    try:
        return Settings()
    except ValidationError as error:
        faults = "; ".join(f"HEYAN_{'.'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors())
        raise SettingsError(faults) from error
    except ValueError as error:
        raise SettingsError(f"{FILE}: {error}") from error
