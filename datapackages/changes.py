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
    """The differences of two packages' folders, as `compare` tells them.

    Raises:
        OSError, ValueError: one of them cannot be read.
    """
    return compare(_load(before), _load(after))


def compare(old: Json, new: Json) -> dict[str, Any]:
    """The differences of two package.json of one case.

    A document is the same in both when they share a page, or when it is the only one of its type that is left over (a paper
    that was scanned again).

    Returns:
        `documents_added` and `documents_gone` (types), `fields` (`type.field`), `tables` (`type.table`), `pages_added`
        and `pages_gone` (numbers), `verdicts` (`check`, `before`, `after`: how often each verdict was given),
        `missing_before` and `missing_after` (types). What does not differ is left out.
    """
    pairs, gone, added = _paired(old["documents"], new["documents"])
    before, after = _pages(old["documents"]), _pages(new["documents"])
    found: dict[str, Any] = {
        "documents_added": sorted(str(d["type"]) for d in added),
        "documents_gone": sorted(str(d["type"]) for d in gone),
        "fields": sorted({name for one, other in pairs for name in _fields(one, other)}),
        "tables": sorted({name for one, other in pairs for name in _tables(one, other)}),
        "pages_added": len(after - before),
        "pages_gone": len(before - after),
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


def _pages(documents: Sequence[Json]) -> set[tuple[str, int]]:
    return {(str(page["sha256"]), int(page["page"])) for document in documents for page in document["pages"]}


def _paired(old: Sequence[Json], new: Sequence[Json]) -> tuple[list[tuple[Json, Json]], list[Json], list[Json]]:
    """Documents that are the same, those that are gone, those that were added."""
    shared = sorted(
        ((len(_pages([one]) & _pages([other])), i, k) for i, one in enumerate(old) for k, other in enumerate(new)
         if one["type"] == other["type"]),
        key=lambda found: (-found[0], found[1], found[2]),
    )  # fmt: skip
    mine: dict[int, int] = {}
    for common, i, k in shared:
        if common and i not in mine and k not in mine.values():
            mine[i] = k
    gone = [i for i in range(len(old)) if i not in mine]
    added = [k for k in range(len(new)) if k not in mine.values()]
    left = [Counter(str(d[n]["type"]) for n in numbers) for d, numbers in ((old, gone), (new, added))]
    for i in list(gone):
        type_ = str(old[i]["type"])
        if left[0][type_] == left[1][type_] == 1:
            k = next(k for k in added if new[k]["type"] == type_)
            mine[i] = k
            gone.remove(i)
            added.remove(k)
    return [(old[i], new[k]) for i, k in sorted(mine.items())], [old[i] for i in gone], [new[k] for k in added]


def _fields(old: Json, new: Json) -> Iterator[str]:
    one, other = old["fields"], new["fields"]
    for name in one.keys() | other.keys():
        if _told(one.get(name)) != _told(other.get(name)):
            yield f"{new['type']}.{name}"


def _tables(old: Json, new: Json) -> Iterator[str]:
    one, other = old.get("tables", {}), new.get("tables", {})
    for name in one.keys() | other.keys():
        if _rows(one.get(name, ())) != _rows(other.get(name, ())):
            yield f"{new['type']}.{name}"


def _rows(rows: Sequence[Json]) -> list[dict[str, tuple[Any, Any]]]:
    return [{column: _told(value) for column, value in row.items()} for row in rows]


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
