"""The receipt that lies beside a drop: what came of each file, what to do about it, and what is still missing.

It is plain data and one HTML page without scripts or links; what comes from outside is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from datapackages import quality_advice
from datapackages.render import dump
from schemas.core import Record
from schemas.titles import field_title, table_title, type_title

NAME_JSON, NAME_HTML = "_回执.json", "_回执.html"
SCHEMA = "heyan/receipt/1"

CASE_STATES = {
    "open": "正在接收",
    "ready": "已收齐，等待处理",
    "working": "正在识别和核对",
    "packaged": "已生成数据包",
    "needs_attention": "需要人工处理",
    "closed": "已结束",
}
FILE_STATES = {
    "seen": "正在接收",
    "stable": "已收下，等待识别",
    "claimed": "正在识别",
    "read": "已识别，正在核对",
    "packaged": "已收入数据包",
    "duplicate": "重复",
    "quarantined": "不能采用",
    "needs_attention": "需要处理",
}
REASONS = {
    "busy": "文件正被其他程序占用，暂时打不开；请关闭正在使用它的程序，系统会自动重试。",
    "no_permission": "没有权限读取该文件；请管理员开放读取权限，系统会自动重试。",
    "disk_full": "服务器磁盘空间不足，暂时不能收下；请管理员清理磁盘，系统会自动重试。",
    "vanished": "文件在收妥之前已从文件夹中移走，没有收下；如需提交，请重新放入。",
    "original_lost": "已收下的文件在服务器上丢失；请重新放入。",
    "unsafe_path": "这是快捷方式（符号链接）或文件夹层次过深，为安全起见没有读取；请直接提交文件本身。",
    "unsupported": "无法识别的文件格式；请另存为 PDF，或扫描成 PDF、JPG 后重新提交。",
    "too_large": "文件过大；请降低扫描分辨率（300 dpi 即可）或拆成几个文件后重新提交。",
    "encrypted": "文件设有密码，无法读取；请去除密码后重新提交。",
    "corrupt": "文件已损坏或不完整，无法打开；请重新扫描或重新导出后提交。",
    "empty": "文件没有内容；请检查原文件后重新提交。",
    "too_many_pages": "文件页数过多；请拆成几个文件后重新提交。",
    "archive_bomb": "压缩包解压后的内容异常庞大或嵌套过深，已停止解压；请解压后直接提交其中的文件。",
    "nothing_readable": "没有一个文件可以读取，因此没有生成数据包；请按各文件的说明重新提交。",
}
LOOSE = (
    "这些文件直接放在收件箱里，没有放进申请人的文件夹。系统按一个单独的案卷处理，可能混有不同申请人的资料；"
    "请为每个申请人建一个文件夹，把文件移进去，系统会重新处理。"
)
REPLACED = "已被同一位置的新文件代替，旧件留存备查。"
FAILED = "处理没有成功，已多次重试；请联系管理员。"
ARRIVING = "文件还在写入，写完后自动收下。"
GONE = "已收下；收件箱中的原件已被移走，不影响处理。"


class SlipFile(Record):
    """A file on the receipt. States are those of the ledger."""

    name: str
    state: str
    reason: str | None = None
    note: str | None = None
    duplicate_of: str | None = None
    quality: tuple[dict[str, Any], ...] = ()
    superseded: bool = False
    gone: bool = False


class Slip(Record):
    """What a receipt tells. `missing` and `wanted` are document types, null while nothing was packaged; times are ISO text."""

    case_id: str
    case_name: str
    state: str
    reason: str | None
    revision: int
    told_at: str
    due_at: str | None
    loose: bool
    files: tuple[SlipFile, ...]
    as_of: str | None = None
    missing: tuple[str, ...] | None = None
    wanted: tuple[str, ...] | None = None
    changes: dict[str, Any] | None = None
    """Of the last revision against the one before, as `changes.compare` tells them."""


def content(slip: Slip) -> dict[str, Any]:
    """The receipt as `_回执.json` has it."""
    return {
        "schema": SCHEMA,
        "case_id": slip.case_id,
        "case_name": slip.case_name,
        "state": slip.state,
        "state_zh": CASE_STATES.get(slip.state, slip.state),
        "revision": slip.revision,
        "told_at": slip.told_at,
        "due_at": slip.due_at,
        "as_of": slip.as_of,
        "advice": _advice(slip),
        "changes": _changes(slip.changes) if slip.changes else [],
        "counts": _counts(slip.files),
        "missing_documents": _titled(slip.missing),
        "wanted_documents": _titled(slip.wanted),
        "files": [_file(file) for file in slip.files],
    }


def json_text(told: Mapping[str, Any]) -> bytes:
    """The bytes of `_回执.json`."""
    return dump(dict(told))


def html_text(told: Mapping[str, Any]) -> bytes:
    """The bytes of `_回执.html`."""
    return _template().render(slip=told).encode("utf-8", "replace")


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("datapackages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("slip.html.j2")


def _advice(slip: Slip) -> list[str]:
    found = [LOOSE] if slip.loose else []
    if slip.state == "needs_attention":
        found.append(REASONS.get(slip.reason or "", FAILED))
    return found


_TOLD = 12
"""Names in one line of changes; of more, only their number is told."""


def _changes(found: Mapping[str, Any]) -> list[str]:
    """What is new since the last package, one line a kind."""
    named = (
        ("新增材料", [type_title(t) for t in found.get("documents_added", ())]),
        ("不再有的材料", [type_title(t) for t in found.get("documents_gone", ())]),
        ("内容有变", [_place_title(p) for p in (*found.get("fields", ()), *found.get("tables", ()))]),
        ("结论有变", [str(v["check"]) for v in found.get("verdicts", ())]),
    )
    lines = [f"{head}：{_listed(names)}" for head, names in named if names]
    if "missing_before" in found:
        arrived = [type_title(t) for t in found["missing_before"] if t not in found["missing_after"]]
        lines += [f"已补齐：{_listed(arrived)}"] if arrived else []
    return lines


def _listed(names: Sequence[str]) -> str:
    return "、".join(names[:_TOLD]) + (f" 等 {len(names)} 项" if len(names) > _TOLD else "")


def _place_title(place: str) -> str:
    type_, _, name = place.partition(".")
    title = field_title(type_, name)
    return f"{type_title(type_)}·{table_title(name) if title == name else title}"


def _counts(files: Sequence[SlipFile]) -> dict[str, int]:
    found: dict[str, int] = {}
    for file in files:
        found[file.state] = found.get(file.state, 0) + 1
    return found


def _titled(types: Sequence[str] | None) -> list[dict[str, str]] | None:
    return None if types is None else [{"type": type_, "title": type_title(type_)} for type_ in types]


def _file(file: SlipFile) -> dict[str, Any]:
    pages = [
        {"page": q["page"], "codes": q["codes"], "advice": quality_advice.advice(q["codes"])} for q in file.quality
    ]
    return {
        "file": file.name,
        "state": file.state,
        "state_zh": FILE_STATES.get(file.state, file.state),
        "reason": file.reason,
        "message": _message(file),
        "duplicate_of": file.duplicate_of,
        "superseded": file.superseded,
        "pages": pages,
    }


def _message(file: SlipFile) -> str | None:
    if file.superseded:
        return REPLACED
    if file.state == "duplicate":
        first = f"“{file.duplicate_of}”" if file.duplicate_of else "另一个文件"
        return f"内容与{first}完全相同，已按同一份处理；无需再次提交。"
    if file.note:
        return file.note
    if file.reason:
        return REASONS.get(file.reason)
    if file.state == "seen":
        return ARRIVING
    return GONE if file.gone and file.state in ("stable", "claimed", "read") else None
