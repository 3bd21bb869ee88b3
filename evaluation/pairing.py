"""Which package document stands for which labelled one, and which row for which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from evaluation.forms import Form, form, same

Json = Mapping[str, Any]
PageKey = tuple[str, int]
"""A file's own name without folders or archive, and the page number."""

ROW_KEYS = {"lines": "key", "accounts": "account_code"}
"""Tables whose rows carry a key; rows of others are paired by what they share."""

ACCEPTED = frozenset({"accepted", "corrected"})


def page_key(page: Json) -> PageKey:
    """What tells a page, whatever folder or archive it came in."""
    name = str(page.get("file", "")).replace("\\", "/").replace("!", "/").replace("::", "/")
    return PurePosixPath(name).name, int(page.get("page") or 1)


def page_keys(document: Json) -> frozenset[PageKey]:
    """The pages of a document."""
    return frozenset(page_key(page) for page in document.get("pages") or [])


def value_of(entry: object) -> object:
    """The value of a FieldValue of a package, or the plain value itself."""
    return entry.get("value") if isinstance(entry, dict) else entry


def is_accepted(entry: object) -> bool:
    """Whether the package promises this value: accepted or corrected, and not null."""
    return isinstance(entry, dict) and entry.get("status") in ACCEPTED and entry.get("value") is not None


def pair_documents(truth: Sequence[Json], found: Sequence[Json]) -> dict[int, int]:
    """One-to-one pairs (truth index to found index) within a type, the most shared pages first."""
    pages = [page_keys(d) for d in found]
    candidates = []
    for i, document in enumerate(truth):
        own = page_keys(document)
        for j, other in enumerate(found):
            shared = len(own & pages[j])
            if shared and other.get("type") == document["type"]:
                candidates.append((-shared, len(pages[j] - own), i, j))
    pairs: dict[int, int] = {}
    for _, _, i, j in sorted(candidates):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def pair_rows(table: str, truth: Sequence[Json], found: Sequence[Json]) -> dict[int, int]:
    """Pairs (truth row to found row): by key where the table has one, else the rows that share the most cells.

    Two shared cells are needed, one where the labelled row has at most three columns. Several labelled rows of one key
    share the first found row of that key.
    """
    key = ROW_KEYS.get(table)
    return _by_key(key, truth, found) if key else _by_content(truth, found)


def _by_key(key: str, truth: Sequence[Json], found: Sequence[Json]) -> dict[int, int]:
    rows: dict[object, int] = {}
    for j, row in enumerate(found):
        own = form(key, value_of(row.get(key)))
        if own is not None:
            rows.setdefault(own.exact, j)
    wanted = {i: form(key, row.get(key)) for i, row in enumerate(truth)}
    return {i: rows[own.exact] for i, own in wanted.items() if own is not None and own.exact in rows}


def _by_content(truth: Sequence[Json], found: Sequence[Json]) -> dict[int, int]:
    columns = {column for row in truth for column in row}
    theirs = [{c: form(c, value_of(row.get(c))) for c in columns} for row in found]
    candidates = []
    for i, row in enumerate(truth):
        own = {c: form(c, v) for c, v in row.items() if v is not None}
        enough = 1 if len(row) <= 3 else 2
        for j, other in enumerate(theirs):
            shared = _shared(own, other)
            if shared >= enough:
                candidates.append((-shared, abs(i - j), i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(candidates):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _shared(own: Mapping[str, Form | None], other: Mapping[str, Form | None]) -> int:
    return sum(same(value, other[column]) for column, value in own.items())
