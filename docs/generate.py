"""Writes the parts of docs/ that repeat what the code says: `python docs/generate.py`. A test keeps them current."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import yaml

from checks._rules import Rule
from schemas.titles import TYPES
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


EXAMPLES = HOME.parent / "tests" / "checks"
_VERDICTS = {"pass": "相符", "warn": "关注", "fail": "不符", "cannot_determine": "无法判断", "not_applicable": "不适用"}
_SHEETS = frozenset(
    [
        "balance_sheet",
        "income_statement",
        "cash_flow_statement",
        "trial_balance",
        "subsidiary_ledger",
        "receivables_ageing",
        "fixed_asset_list",
        "bank_statement",
        "vat_return",
        "cit_return",
    ]
)
_MANY = 8
"""Types of papers beyond which a row says how many."""


def checks() -> str:
    """The page of checks: each with its weight and reach, then which papers it looks at."""
    from checks import rules

    found = rules(date.today())
    rows = [
        f"| `{r.check}` | {r.title} | {r.article} | {_SEVERITY[r.severity.value]} | {_verdicts(r.check)} | {_source(r)} |"
        for r in found
    ]
    head = (
        "# 核对项\n\n可得结论按 `tests/checks/` 的例子列出。来源：扫描件和电子表格能判断到底的写明哪一种；“人工”须由人录入"
        "（`heyan review`）；没有来源的不由资料判断，只列入实地核查清单。\n\n"
        "| 编号 | 内容 | 条款 | 分量 | 可得结论 | 来源 |\n| --- | --- | --- | --- | --- | --- |\n"
    )
    return head + "\n".join(rows) + "\n\n" + _matrix(found)


def _verdicts(check: str) -> str:
    book = yaml.safe_load((EXAMPLES / f"{check}.yaml").read_text(encoding="utf-8"))
    seen = {example["expect"] for example in book["examples"]}
    return "、".join(word for verdict, word in _VERDICTS.items() if verdict in seen)


def _source(rule: Rule) -> str:
    ways = ["扫描件"] if rule.documents else []
    ways += ["电子表格"] if _SHEETS & set(rule.documents) else []
    ways += ["人工"] if rule.person else []
    if not ways and _verdicts(rule.check) != _VERDICTS["cannot_determine"]:
        ways = ["扫描件"]
    return "、".join(ways) or "—"


def _matrix(found: Sequence[Rule]) -> str:
    """Which check looks at which type of papers."""
    rows = []
    for type_, title in TYPES.items():
        users = [r.check for r in found if type_ in r.documents]
        if users:
            rows.append(f"| {title} | `{type_}` | {len(users)} | {'、'.join(users)} |")
    wide = "、".join(f"{r.check}（{len(r.documents)}）" for r in found if len(r.documents) > _MANY)
    return (
        "## 资料与核对项\n\n| 资料 | 类型 | 项数 | 核对项 |\n| --- | --- | --- | --- |\n" + "\n".join(rows) + "\n\n"
        f"横跨{_MANY}种以上资料的核对项（种数）：{wide}。\n"
    )


PAGES = {"configuration.md": configuration, "checks.md": checks}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (HOME / name).write_text(page(), encoding="utf-8")
