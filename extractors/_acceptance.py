"""What may be used unseen: the fitted chance that a value is right, against the accuracy that is asked for.

The coefficients stand in `acceptance.json`; `python -m benchmarks.calibrate` fits them (docs/adr/0009-fitted-confidence.md).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from schemas.core import Document, FieldValue, PageRef, Row, Status, Trace
from schemas.core.acceptance import OPEN_REASONS, Sight, doubted_share, features, probability

_FILE = Path(__file__).with_name("acceptance.json")


_DERIVED = (".lines.key", ".lines.label")
"""A statement line's label and the key that it stands for are judged by the vocabulary of labels."""


@dataclass(frozen=True)
class Rule:
    """One fitted model and the least probability that is accepted.

    `seen` counts the labelled values of each path; a path that was seen less than `enough` times waits for a person.
    """

    coefficients: Mapping[str, float]
    least: float
    seen: Mapping[str, int]
    enough: int


@dataclass(frozen=True)
class Acceptance:
    """The rules for fields and for table cells at one target accuracy."""

    fields: Rule
    cells: Rule


@cache
def acceptance(target: float) -> Acceptance:
    """The rules for a target (share of accepted values that must be right), the next stricter one that was fitted.

    Beyond the strictest fitted target nothing is accepted from a picture.
    """
    stored: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return Acceptance(_rule(stored["fields"], target), _rule(stored["cells"], target))


def _rule(stored: Mapping[str, Any], target: float) -> Rule:
    strict_enough = [float(least) for level, least in stored["least"].items() if float(level) >= target - 1e-9]
    return Rule(stored["coefficients"], min(strict_enough, default=1.1), stored["seen"], stored["enough"])


def settle(documents: tuple[Document, ...], target: float) -> tuple[Document, ...]:
    """The documents with every open value's confidence and status decided."""
    rules = acceptance(target)
    return tuple(_settled(document, rules) for document in documents)


def _settled(document: Document, rules: Acceptance) -> Document:
    doubted = _doubted(document.fields.values())
    fields = {
        name: _decided(value, f"{document.type}.{name}", document.pages, rules.fields, doubted)
        for name, value in document.fields.items()
    }
    tables = {
        table: _table(rows, f"{document.type}.{table}", document.pages, rules.cells)
        for table, rows in document.tables.items()
    }
    return document.model_copy(update={"fields": fields, "tables": tables})


def _table(rows: tuple[Row, ...], path: str, pages: tuple[PageRef, ...], rule: Rule) -> tuple[Row, ...]:
    doubted = _doubted(value for row in rows for value in row.values())
    return tuple(
        {column: _decided(value, f"{path}.{column}", pages, rule, doubted) for column, value in row.items()}
        for row in rows
    )


def _doubted(values: Iterable[FieldValue]) -> float:
    return doubted_share((value.value is not None, value.reason) for value in values)


def _decided(value: FieldValue, path: str, pages: tuple[PageRef, ...], rule: Rule, doubted: float) -> FieldValue:
    """Accepted or waiting for a person, by the fitted chance; a value held back for another reason stays so."""
    evidence = value.evidence
    if value.value is None or evidence is None or not _open(value) or path.endswith(_DERIVED):
        return value
    sight = Sight(
        path=path,
        value=value.value,
        raw=evidence.raw,
        method=evidence.method,
        sureness=evidence.sureness if evidence.sureness is not None else value.confidence,
        page_confidence=pages[evidence.page - 1].quality.text_confidence if evidence.cell is None else None,
        doubted=doubted,
    )
    chance = probability(rule.coefficients, features(sight))
    known = sight.digital or rule.seen.get(path, 0) >= rule.enough
    trace = (value.trace or Trace()).model_copy(update={"threshold": rule.least})
    decided = value.model_copy(update={"confidence": chance, "trace": trace})
    if chance >= rule.least and known:
        return decided.model_copy(update={"status": Status.ACCEPTED, "reason": None})
    reason = "low_confidence" if known else "too_few_examples"
    return decided.model_copy(update={"status": Status.REVIEW, "reason": reason})


def _open(value: FieldValue) -> bool:
    return value.status is Status.ACCEPTED or (value.status is Status.REVIEW and value.reason in OPEN_REASONS)
