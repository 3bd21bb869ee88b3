"""Settings: environment (`HEYAN_*`) over `heyan.toml` in the working directory over defaults. Loaded once, passed on."""

from __future__ import annotations

import os
from datetime import time
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
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

    data: Path = Field(
        Path("data"), description="数据目录：收件箱、隔离区、数据包、归档、台账和 Prefect 的文件都在其中"
    )
    inbox: Path | None = Field(
        None, description="被监视的收件文件夹，其下一级文件夹各为一个申请人；默认是数据目录下的 inbox"
    )
    database_url: str | None = Field(None, description="台账数据库；默认是数据目录下的 SQLite 文件")
    workers: int = Field(default_factory=_cores, ge=1, le=256, description="读取页面的进程数")
    ocr_engine: Literal["rapidocr", "tesseract"] = Field("rapidocr", description="文字识别引擎，rapidocr 或 tesseract")
    target_accuracy: float = Field(0.998, gt=0, lt=1, description="可直接采信的值中必须正确的比例")
    quiet_seconds: float = Field(60, ge=0, description="一个案卷多少秒没有新文件就开始打包")
    idle_seconds: float = Field(60, ge=0, description="空闲多少秒后结束读取进程，归还内存")
    port: int = Field(8470, ge=0, le=65535, description="状态页的端口，只在本机；被占用时，或为 0 时，另选一个")
    notice_days: str = Field(
        "60,30,7,0", pattern=r"^\s*\d{1,4}(\s*[,，]\s*\d{1,4})*\s*$", description="到期前多少天提醒，此后每周一次"
    )
    notice_urls: SecretStr | None = Field(
        None,
        description="提醒发往何处（apprise 地址，空格分隔）：mailto://、wecombot://、dingtalk://、jsons:// 等；含密钥",
    )
    notice_file: Path | None = Field(None, description="存放上述地址的文件，一行一个，与 HEYAN_NOTICE_URLS 合用")
    recheck_at: time = Field(time(7), description="每天到期复核的时间（北京时间）")
    office_closes: time = Field(time(17, 30), description="一个工作日答复期限届满的时间（北京时间）")
    retention_days: int | None = Field(
        None, ge=1, description="案卷结案多少天后删除并出具删除证明；不设则不删除，暂缓删除的不删"
    )
    keep_inbox: bool = Field(False, description="处理完的文件是否留在收件箱；默认移到归档区，不能采用的移到隔离区")

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
