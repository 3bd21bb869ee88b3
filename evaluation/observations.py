"""What is learnt from labelled cases about confidence: every open value, its features, and whether it was right."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation import documents, labels
from evaluation.forms import CODES
from evaluation.pairing import is_accepted, pair_documents, value_of
from evaluation.score import labels_of
from schemas.core.acceptance import OPEN_REASONS, Sight, doubted_share, features

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Observation:
    """One open value: a value that nothing but its confidence could hold back.

    `path` is `type.field` or `type.table.column`; `part` is identifier, field or cell; `right` compares with the label.
    """

    case: str
    path: str
    part: str
    severity: str
    source: str
    features: Mapping[str, float]
    digital: bool
    accepted: bool
    right: bool


def observe(truth_dir: Path, packages_dir: Path, only: Collection[str] | None = None) -> Iterator[Observation]:
    """Every open value of the packages of the labelled cases, in order."""
    for case, truth in labels.cases(truth_dir):
        package = labels.package(packages_dir, case) if only is None or case in only else None
        if package is not None:
            yield from _of_case(case, truth, package)


def _of_case(case: str, truth: Json, package: Json) -> Iterator[Observation]:
    found = [d for d in package.get("documents") or [] if isinstance(d, dict)]
    pairs = pair_documents(truth["documents"], found)
    for document, label, basis in labels_of(truth, found, pairs):
        for path, name, _, _, right in documents.promises(label, document, _is_open):
            entry = _entry(document, path)
            sight = _sight(document, path, name, entry)
            yield Observation(
                case=case,
                path=sight.path,
                part="cell" if "[" in path else "identifier" if name in CODES else "field",
                severity=labels.severity(basis),
                source=labels.source(basis),
                features=features(sight),
                digital=sight.digital,
                accepted=is_accepted(entry),
                right=right,
            )


def _is_open(entry: object) -> bool:
    if not isinstance(entry, dict) or value_of(entry) in (None, "", []):
        return False
    return entry.get("status") == "accepted" or (
        entry.get("status") == "review" and entry.get("reason") in OPEN_REASONS | {"too_few_examples"}
    )


def _entry(document: Json, path: str) -> Json:
    table, bracket, rest = path.partition("[")
    if not bracket:
        entry: Json = document["fields"][path]
        return entry
    index, _, column = rest.partition("].")
    cell: Json = document["tables"][table][int(index)][column]
    return cell


def _sight(document: Json, path: str, name: str, entry: Json) -> Sight:
    table = path.partition("[")[0] + "." if "[" in path else ""
    page = None if "cell" in entry else document["pages"][int(entry.get("page") or 1) - 1]
    return Sight(
        path=f"{document['type']}.{table}{name}",
        value=entry["value"],
        raw=str(entry.get("raw") or ""),
        method=str(entry.get("method") or ""),
        sureness=float(entry.get("sureness", entry["confidence"])),
        page_confidence=(page.get("quality") or {}).get("text_confidence") if page is not None else None,
        doubted=_doubted(document, path),
        codes=tuple((page.get("quality") or {}).get("codes") or ()) if page is not None else (),
    )


def _doubted(document: Json, path: str) -> float:
    table, bracket, _ = path.partition("[")
    rows: list[Json] = document["tables"][table] if bracket else [document["fields"]]
    return doubted_share((e.get("value") is not None, e.get("reason")) for row in rows for e in row.values())
