"""An existing package opened to look something up: its content, its details, one document and one value of it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datapackages import manifest, places
from datapackages.values import shown_text
from schemas.titles import FIELDS, column_title, field_title, type_title

Json = dict[str, Any]

_CELL = re.compile(r"(?P<table>\w+)\[(?P<row>[^\]]+)\](?:\.(?P<column>\w+))?")
_KEYS = ("key", "account_code", "label", "account_name")
"""Columns by which a table's row may be named."""


class NotThere(Exception):
    """What was asked for is not in the package; the message is Chinese and says what is."""


@dataclass(frozen=True)
class Opened:
    """A package: its folder, package.json, and the names of files that are not as the manifest says."""

    folder: Path
    content: Json

    def altered(self, names: list[str]) -> list[str]:
        """Which of these files are missing or not as the manifest has them."""
        try:
            listed = {
                r["path"]: r["sha256"] for r in json.loads((self.folder / places.MANIFEST).read_bytes())["resources"]
            }
        except (OSError, ValueError, KeyError, TypeError):
            return names
        return [n for n in names if not self._intact(n, listed.get(n))]

    def _intact(self, name: str, sha256: str | None) -> bool:
        path = self.folder / name
        return path.is_file() and manifest.sha256(path) == sha256

    def document(self, wanted: str) -> Json:
        """The document of that id, or the only one of that type (English or Chinese name).

        Raises:
            NotThere: there is none, or there are several.
        """
        documents: list[Json] = self.content["documents"]
        found = [d for d in documents if d["document_id"] == wanted]
        found = found or [d for d in documents if wanted in (d["type"], d["title_zh"])]
        if len(found) == 1:
            return found[0]
        if found:
            ids = "、".join(f"{d['document_id']}（{d['pages'][0]['file']}）" for d in found)
            raise NotThere(f"有 {len(found)} 份{found[0]['title_zh']}，请用编号指定：{ids}")
        there = "、".join(f"{d['document_id']} {d['title_zh']}（{d['type']}）" for d in documents) or "没有材料"
        raise NotThere(f"数据包里没有“{wanted}”。现有：{there}")

    def details(self, document_id: str) -> Json | None:
        """How the document's values were read; None when the package does not carry it."""
        try:
            content = json.loads((self.folder / places.details(document_id)).read_bytes())
        except (OSError, ValueError):
            return None
        return content if isinstance(content, dict) else None


def opened(path: Path) -> Opened:
    """The package at a folder, or at its package.json.

    Raises:
        NotThere: there is no package, or it cannot be read.
    """
    file = path / places.PACKAGE if path.is_dir() else path
    try:
        content = json.loads(file.read_bytes())
    except OSError:
        raise NotThere(f"没有这个数据包：{path}（应为数据包文件夹，或其中的 {places.PACKAGE}）") from None
    except ValueError:
        raise NotThere(f"{file} 不是完整的 JSON，数据包可能已损坏，请用 heyan verify 检查") from None
    if not isinstance(content, dict) or "documents" not in content:
        raise NotThere(f"{file} 不是 heyan 的数据包")
    return Opened(file.parent, content)


@dataclass(frozen=True)
class Asked:
    """A value of a document: its path as the package writes it, its entry (None: no such field), its title and row."""

    path: str
    name: str
    entry: Json | None
    title: str
    row: Json | None = None


def asked(document: Json, wanted: str) -> Asked:
    """The field or cell of a document that is meant by `address`, `住所`, `lines[3].ending` or `lines[monetary_funds].ending`.

    Raises:
        NotThere: the type has no such field, the table no such row or column.
    """
    match = _CELL.fullmatch(wanted)
    return _cell(document, match) if match else _field(document, wanted)


def _field(document: Json, wanted: str) -> Asked:
    fields: Json = document["fields"]
    known = FIELDS.get(document["type"], {})
    name = next((n for n in (*fields, *known) if wanted in (n, field_title(document["type"], n))), None)
    if name is None:
        names = "、".join(f"{n}（{field_title(document['type'], n)}）" for n in fields or known)
        tables = "".join(f"；表格 {t}（{len(rows)} 行）" for t, rows in document["tables"].items())
        raise NotThere(f"{type_title(document['type'])}没有字段“{wanted}”。可用：{names or '无'}{tables}")
    return Asked(name, name, fields.get(name), field_title(document["type"], name))


def _cell(document: Json, match: re.Match[str]) -> Asked:
    table, wanted, column = match["table"], match["row"].strip(), match["column"]
    rows: list[Json] | None = document["tables"].get(table)
    if rows is None:
        there = "、".join(document["tables"]) or "没有表格"
        raise NotThere(f"{document['title_zh']}没有表格“{table}”。现有：{there}")
    index = _row(rows, wanted)
    if index is None:
        raise NotThere(_no_row(table, wanted, rows))
    row = rows[index]
    if column is None or column not in row:
        raise NotThere(f"表格 {table} 的行有这些栏：{'、'.join(row)}；请写成 {table}[{wanted}].栏名")
    label = next((shown_text(k, row[k]["value"]) for k in ("label", *_NAMING) if _said(row, k)), f"第 {index + 1} 行")
    path = f"{table}[{index}].{column}"
    return Asked(path, column, row[column], f"{label}·{column_title(document['type'], table, column)}", row)


_NAMING = ("lender", "account_name", "beneficiary", "tax_kind", "date")


def _said(row: Json, column: str) -> bool:
    return column in row and row[column]["value"] is not None


def _row(rows: list[Json], wanted: str) -> int | None:
    """The row's number (rows count from 0), or the first row whose key, code or label is `wanted`.

    An account code is digits too: a number beyond the last row is looked up as a code.
    """
    if wanted.isdecimal() and int(wanted) < len(rows):
        return int(wanted)
    for column in _KEYS:
        for index, row in enumerate(rows):
            if _said(row, column) and str(row[column]["value"]) == wanted:
                return index
    return None


def _no_row(table: str, wanted: str, rows: list[Json]) -> str:
    names = [str(row[c]["value"]) for row in rows for c in _KEYS[:2] if _said(row, c)]
    listed = f"；行名：{'、'.join(names)}" if names else ""
    return f"表格 {table} 没有“{wanted}”这一行（共 {len(rows)} 行，从 0 数起{listed}）。没有读到的行不会出现在表里。"
