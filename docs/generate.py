"""Writes the parts of docs/ that repeat what the code says: `python docs/generate.py`. A test keeps them current."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from checks._registry import CHECKS
from settings import Settings

HOME = Path(__file__).resolve().parent
_SEVERITY = {"blocking": "阻断", "high": "高", "medium": "中", "low": "低"}


def configuration() -> str:
    """The page of settings."""
    rows = []
    for name, field in Settings.model_fields.items():
        default = "核数" if field.default_factory is not None else field.default
        shown = "见说明" if default is None else default
        rows.append(f"| `HEYAN_{name.upper()}` | `{name}` | {shown} | {field.description} |")
    head = (
        "# 设置\n\n环境变量优先于工作目录下的 `heyan.toml`，再次是默认值。名称或取值有误时，命令以退出码 2 结束并指出是哪一项。\n\n"
        "| 环境变量 | heyan.toml | 默认 | 说明 |\n| --- | --- | --- | --- |\n"
    )
    return head + "\n".join(rows) + "\n"


def checks() -> str:
    """The page of checks."""
    import_module("checks")  # registers them
    rows = [
        f"| `{check.id}` | {check.title} | {check.article} | {_SEVERITY[check.severity.value]} |"
        for check in sorted(CHECKS.values(), key=lambda c: c.id)
    ]
    head = "# 核对项\n\n| 编号 | 内容 | 条款 | 分量 |\n| --- | --- | --- | --- |\n"
    return head + "\n".join(rows) + "\n"


PAGES = {"configuration.md": configuration, "checks.md": checks}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (HOME / name).write_text(page(), encoding="utf-8")
