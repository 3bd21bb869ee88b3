"""What a new revision of a package has that the one before had not, and the other way round: places and codes, no values.

The values stand in the packages themselves; what is told here may go into a ledger.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from datapackages import places

Json = Mapping[str, Any]


def between(before: Path, after: Path) -> dict[str, Any]:
    """The differences of two packages' folders.

    Returns:
        `documents_added` and `documents_gone` (types), `fields` (`type.field` of documents of which each package has
        one), `verdicts` (`check`, `before`, `after`: how often each verdict was given), `missing_before` and
        `missing_after` (types). What does not differ is left out.

    Raises:
        OSError, ValueError: one of them cannot be read.
    """
    old, new = _load(before), _load(after)
    types = [Counter(str(d["type"]) for d in package["documents"]) for package in (old, new)]
    found: dict[str, Any] = {
        "documents_added": sorted((types[1] - types[0]).elements()),
        "documents_gone": sorted((types[0] - types[1]).elements()),
        "fields": sorted(_fields(old["documents"], new["documents"])),
        "verdicts": list(_verdicts(old["findings"], new["findings"])),
    }
    if old["missing_documents"] != new["missing_documents"]:
        found |= {"missing_before": old["missing_documents"], "missing_after": new["missing_documents"]}
    return {name: value for name, value in found.items() if value or name.startswith("missing")}


def _load(folder: Path) -> Json:
    content = json.loads((folder / places.PACKAGE).read_bytes())
    if not isinstance(content, dict):
        raise ValueError("package.json holds no object")
    return content


def _fields(old: Sequence[Json], new: Sequence[Json]) -> Iterator[str]:
    before, after = _only_ones(old), _only_ones(new)
    for type_ in before.keys() & after.keys():
        one, other = before[type_]["fields"], after[type_]["fields"]
        for name in one.keys() | other.keys():
            if _told(one.get(name)) != _told(other.get(name)):
                yield f"{type_}.{name}"


def _only_ones(documents: Sequence[Json]) -> dict[str, Json]:
    """Documents by type, of the types that occur once: others cannot be told apart."""
    counted = Counter(str(d["type"]) for d in documents)
    return {str(d["type"]): d for d in documents if counted[str(d["type"])] == 1}


def _told(value: Json | None) -> tuple[Any, Any]:
    return (value["value"], value["status"]) if value else (None, "missing")


def _verdicts(old: Sequence[Json], new: Sequence[Json]) -> Iterator[dict[str, Any]]:
    before, after = _by_check(old), _by_check(new)
    for check in sorted(before.keys() | after.keys()):
        if before.get(check) != after.get(check):
            yield {"check": check, "before": before.get(check, {}), "after": after.get(check, {})}


def _by_check(findings: Sequence[Json]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for finding in findings:
        counted = found.setdefault(str(finding["check"]), {})
        counted[str(finding["verdict"])] = counted.get(str(finding["verdict"]), 0) + 1
    return found
