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

from extractors._sequence import is_borne_out
from schemas.core import Document, FieldValue, PageRef, Row, Status, Trace
from schemas.core.acceptance import OPEN_REASONS, Sight, doubted_share, features, probability, witnesses_of

_FILE = Path(__file__).with_name("acceptance.json")


_POOLED = 30
"""Examples of a type, and of a name in all types, that stand for those of the one field that both describe."""

_COLUMNS = 100
"""Examples of a table's other columns that stand for those of one that the labels do not hold."""

_DERIVED = (".lines.key", ".lines.label")
"""A statement line's label and the key that it stands for are judged by the vocabulary of labels."""


@dataclass(frozen=True)
class Rule:
    """One fitted model and the least probability that is accepted.

    `seen` counts the labelled values of each path, `enough` is how many are needed.
    """

    coefficients: Mapping[str, float]
    least: float
    seen: Mapping[str, int]
    enough: int

    def knows(self, path: str) -> bool:
        """Whether there were examples enough of a path.

        Its own, or those of its type and of its name elsewhere, or those of the other columns of its table.
        """
        if self.seen.get(path, 0) >= self.enough or min(self._like(path)) >= _POOLED:
            return True
        table = path.rpartition(".")[0]
        return table.count(".") == 1 and sum(n for p, n in self.seen.items() if p.startswith(f"{table}.")) >= _COLUMNS

    def _like(self, path: str) -> tuple[int, int]:
        type_, _, name = path.partition(".")
        of_type = sum(n for p, n in self.seen.items() if p.startswith(f"{type_}."))
        return of_type, sum(n for p, n in self.seen.items() if p.endswith(f".{name}"))


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
    page = pages[evidence.page - 1] if evidence.cell is None else None
    sight = Sight(
        path=path,
        value=value.value,
        raw=evidence.raw,
        method=evidence.method,
        sureness=evidence.sureness if evidence.sureness is not None else value.confidence,
        page_confidence=page.quality.text_confidence if page is not None else None,
        doubted=doubted,
        codes=page.quality.codes if page is not None else (),
    )
    chance = probability(rule.coefficients, features(sight))
    if is_borne_out(value):
        chance = max(chance, rule.least)
    known = sight.digital or "code" in witnesses_of(evidence.method) or rule.knows(path)
    trace = (value.trace or Trace()).model_copy(update={"threshold": rule.least})
    decided = value.model_copy(update={"confidence": chance, "trace": trace})
    if chance >= rule.least and known:
        return decided.model_copy(update={"status": Status.ACCEPTED, "reason": None})
    reason = "low_confidence" if known else "too_few_examples"
    return decided.model_copy(update={"status": Status.REVIEW, "reason": reason})


def _open(value: FieldValue) -> bool:
    return value.status is Status.ACCEPTED or (value.status is Status.REVIEW and value.reason in OPEN_REASONS)
