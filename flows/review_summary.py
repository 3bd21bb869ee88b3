"""What `heyan review` tells people: which cells were refused and why, and what the answers changed."""

from __future__ import annotations

from collections.abc import Iterator

from datapackages.words import VERDICTS
from flows.reviewing import Applied, Asked

SHOWN = 200
"""Refused cells that are listed; the JSON has all."""


def of_export(asked: Asked) -> str:
    """The end of an export."""
    return (
        f"工作簿：{asked.file}\n"
        f"待核字段 {asked.fields} 处，材料 {asked.papers} 份，待复核的结论 {asked.findings} 项。"
        "填好后运行 heyan review apply。"
    )


def of_apply(applied: Applied) -> str:
    """The end of an application."""
    return "\n".join(_lines(applied))


def _lines(applied: Applied) -> Iterator[str]:
    for refusal in applied.refused[:SHOWN]:
        yield f"{refusal.sheet}!{refusal.cell}（{refusal.code}）：{refusal.message}"
    if len(applied.refused) > SHOWN:
        yield f"……共 {len(applied.refused)} 格，其余见 --json"
    if not applied.applied:
        yield "有单元格不合要求，一处也没有生效。" if applied.refused else "没有新的内容，数据包不变。"
        return
    if applied.refused:
        yield f"上列 {len(applied.refused)} 格没有生效，其余已生效。"
    yield f"{applied.reviewer} 填写的 {applied.said} 项已保存；数据包为第 {applied.revision} 版：{applied.package}"
    for flip in applied.flipped:
        yield f"  {flip.check} {flip.title}：{VERDICTS[flip.before]} → {VERDICTS[flip.after]}"
    yield f"仍待人工核对 {applied.waiting} 处。"
