"""What is missing or misconfigured on this machine. Each check is quick, changes nothing and needs no network."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import settings as settings_module
from schemas.core import Record

FREE_BYTES = 2 * 2**30
"""Free disk space below which a large batch may fail."""

_FONTS = Path("/usr/share/fonts")
_CJK = ("NotoSansCJK*", "NotoSerifCJK*", "wqy-*", "uming*", "ukai*")
_LIBRARIES = {
    "cv2": "sudo apt-get install libgl1 libglib2.0-0",
    "rapidocr": "make setup",
    "onnxruntime": "make setup",
    "pypdfium2": "make setup",
    "zxingcpp": "make setup",
    "pi_heif": "make setup",
    "ofdkit": "make setup",
    "python_calamine": "make setup",
}


class Check(Record):
    """One thing that was looked at; `advice` is Chinese, null when all is well."""

    name: str
    found: str
    advice: str | None = None

    @property
    def ok(self) -> bool:
        """Whether all is well."""
        return self.advice is None


def examine(data: Path) -> Iterator[Check]:
    """All checks, for work in the data directory `data`."""
    yield from _settings()
    for module, advice in _LIBRARIES.items():
        yield _library(module, advice)
    yield _models()
    yield _tesseract()
    yield _fonts()
    yield _writable(data)
    yield _space(data)


def _settings() -> Iterator[Check]:
    try:
        found = settings_module.load()
    except settings_module.SettingsError as error:
        yield Check(name="设置", found="无效", advice=f"请更正环境变量或 heyan.toml：{error}")
    else:
        yield Check(name="设置", found=f"{found.workers} 个识别进程，引擎 {found.ocr_engine}")


def _library(module: str, advice: str) -> Check:
    try:
        loaded = importlib.import_module(module)
    except ImportError as error:
        return Check(name=module, found="无法加载", advice=f"请运行 {advice}（{error}）")
    return Check(name=module, found=str(getattr(loaded, "__version__", "可用")))


def _models() -> Check:
    try:
        home = Path(str(importlib.import_module("rapidocr").__file__)).parent
    except ImportError:
        return Check(name="识别模型", found="缺失", advice="请运行 make setup")
    models = list(home.rglob("*.onnx"))
    if len(models) < 2:
        return Check(name="识别模型", found="缺失", advice="请删除 .venv 后重新运行 make setup")
    return Check(name="识别模型", found=f"随程序安装，{len(models)} 个，无需联网")


def _tesseract() -> Check:
    if shutil.which("tesseract") is None:
        return Check(
            name="Tesseract", found="缺失", advice="请运行 sudo apt-get install tesseract-ocr tesseract-ocr-chi-sim"
        )
    listed = _output(["tesseract", "--list-langs"])
    if "chi_sim" not in listed.split():
        return Check(name="Tesseract", found="缺简体中文", advice="请运行 sudo apt-get install tesseract-ocr-chi-sim")
    return Check(name="Tesseract", found=f"{_output(['tesseract', '--version']).split()[1]}，有简体中文")


def _output(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    return done.stdout + done.stderr


def _fonts() -> Check:
    found = next((path for pattern in _CJK for path in _FONTS.rglob(pattern)), None)
    if found is None:
        return Check(name="中文字体", found="缺失", advice="请运行 sudo apt-get install fonts-noto-cjk")
    return Check(name="中文字体", found=found.name)


def _existing(path: Path) -> Path:
    """The path or the nearest folder above it that exists."""
    return next(p for p in (path.resolve(), *path.resolve().parents) if p.exists())


def _writable(data: Path) -> Check:
    folder = _existing(data)
    try:
        with tempfile.TemporaryFile(dir=folder):
            return Check(name="数据目录", found=f"{data} 可写")
    except OSError:
        return Check(name="数据目录", found=f"{folder} 不可写", advice="请更改 HEYAN_DATA，或开放该目录的写入权限")


def _space(data: Path) -> Check:
    free = shutil.disk_usage(_existing(data)).free
    found = f"剩余 {free / 2**30:.1f} GB"
    return Check(name="磁盘空间", found=found, advice=None if free >= FREE_BYTES else "请清理磁盘，至少留出 2 GB")
