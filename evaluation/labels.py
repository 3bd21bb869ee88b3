"""Reading labelled cases and packages, and what a labelled document's pages tell about it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Json = Mapping[str, Any]

SEVERITIES = ("clean", "moderate", "hard")
SOURCES = ("image", "born_digital", "spreadsheet")
_SHEETS = (".xlsx", ".xls", ".csv")


def cases(truth_dir: Path) -> Iterator[tuple[str, Json]]:
    """Name and label of every case of the folder, in order of name."""
    for path in sorted(truth_dir.glob("*/truth.json")):
        yield path.parent.name, json.loads(path.read_text("utf-8"))


def package(packages_dir: Path, case: str) -> Json | None:
    """The newest package of a case at any depth; None when there is none that can be read."""
    root = packages_dir / case
    found = [path for path in root.rglob("package.json") if _is_package(path.relative_to(root))]
    if not found:
        return None
    try:
        content = json.loads(max(found, key=lambda path: path.stat().st_mtime).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None


def _is_package(path: Path) -> bool:
    """Not an applicant's own file of that name, nor a package that is still being written."""
    return not any(part == "originals" or part.startswith(".") for part in path.parts)


def severity(document: Json) -> str:
    """The worst page's severity."""
    return max((page.get("severity", "clean") for page in document["pages"]), key=SEVERITIES.index, default="clean")


def source(document: Json) -> str:
    """Whether a document is read from pictures, from a text layer or from a spreadsheet."""
    pages = document["pages"]
    if any(str(page["file"]).lower().endswith(_SHEETS) for page in pages):
        return "spreadsheet"
    digital = all("born_digital" in page.get("degradations", ()) for page in pages)
    return "born_digital" if digital and pages else "image"
