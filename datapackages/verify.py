"""Whether a package is complete and unaltered, from the package alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from datapackages import manifest, places


class Fault(StrEnum):
    """What is wrong with a file of a package."""

    MISSING = "missing"
    ALTERED = "altered"
    EXTRA = "extra"


@dataclass(frozen=True)
class Problem:
    """One file that is not as the manifest says; `message` is Chinese."""

    path: str
    fault: Fault
    message: str


_MESSAGES = {
    Fault.MISSING: "文件缺失",
    Fault.ALTERED: "内容与清单不符，已被改动",
    Fault.EXTRA: "清单中没有此文件",
}


def verify(package: Path) -> list[Problem]:
    """Every file that is missing, altered or not of the package, in order of path; an intact package gives an empty list."""
    path = package / places.MANIFEST
    if not path.is_file():
        return [_problem(places.MANIFEST, Fault.MISSING)]
    content = _read(path)
    if content is None:
        return [_problem(places.MANIFEST, Fault.ALTERED)]
    listed = {str(r["path"]): r for r in content["resources"]}
    present = set(manifest.files(package))
    problems = [_problem(name, Fault.EXTRA) for name in present - listed.keys()]
    problems += [_problem(name, Fault.MISSING) for name in listed.keys() - present]
    problems += [_problem(n, Fault.ALTERED) for n in present & listed.keys() if not _intact(package / n, listed[n])]
    return sorted(problems, key=lambda problem: problem.path)


def _problem(path: str, fault: Fault) -> Problem:
    return Problem(path, fault, _MESSAGES[fault])


def _read(path: Path) -> dict[str, Any] | None:
    """The manifest, or None when any byte of it is not as it was written."""
    data = path.read_bytes()
    try:
        content = json.loads(data)
        return content if manifest.dump(content) == data and content["resources"] else None
    except (ValueError, TypeError, AttributeError, KeyError):
        return None


def _intact(path: Path, resource: dict[str, Any]) -> bool:
    if path.is_symlink() or not path.is_file() or path.stat().st_size != resource["bytes"]:
        return False
    return bool(manifest.sha256(path) == resource["sha256"])
