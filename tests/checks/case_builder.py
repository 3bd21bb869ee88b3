"""Builds a case from plain values, so that a check's examples can be read.

In the YAML files a value with a trailing `?` waits for review, `null` is printed nowhere, `"!"` was not found.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from schemas.core import (
    ABSENT,
    NOT_FOUND,
    Applicant,
    BoundingBox,
    Case,
    Document,
    DocumentSeal,
    Evidence,
    FieldValue,
    PageRef,
    PageStatus,
    PaperReview,
    PersonRecord,
    Plain,
    Status,
)
from schemas.statement_lines import key_of

HERE = Path(__file__).parent
Value = str | int | bool | date | list[int] | None
"""What a YAML file may say."""

BASES: dict[str, Any] = yaml.safe_load((HERE / "_bases.yaml").read_text(encoding="utf-8"))

MONEY = set(
    [
        "registered_capital",
        "paid_in_capital",
        "amount",
        "balance",
        "ending",
        "opening",
        "current",
        "prior",
        "overdue_amount",
        "outstanding_balance",
        "attention_balance",
        "non_performing_balance",
        "recourse_balance",
        "overdue_interest",
        "closing_debit",
        "closing_credit",
        *("opening_debit", "opening_credit", "period_debit", "period_credit", "debit", "credit", "annual_rate"),
        *("opening_balance", "closing_balance", "total_balance", "total_provision", "provision", "secured_amount"),
        *("total_cost", "accumulated_depreciation", "period_depreciation"),
        *(f"bucket_{n}" for n in range(1, 11)),
        *("subscribed", "paid", "ratio", "total_amount", "revenue", "cost", "total_profit"),
        *("appraised_value", "annual_income", "rent", "area_sqm"),
        *("ytd", "refund_current", "refund_ytd", "services_current", "services_ytd"),
    ]
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def plain(name: str, value: Value) -> Plain:
    """The value as an extraction holds it."""
    if isinstance(value, list):
        return tuple(int(v) for v in value)
    if name in MONEY:
        return Decimal(str(value).replace(",", "").replace("_", ""))
    if isinstance(value, str) and name.endswith(("_count", "_year", "_months")):
        return int(value)
    if isinstance(value, str) and name == "annual_inspection_years":
        return tuple(int(year) for year in value.split())
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    assert isinstance(value, str | int | bool | date)
    return value


def field(name: str, value: Value, confidence: float = 0.999, method: str = "typed") -> FieldValue:
    """A field value with evidence; see the module for the marks."""
    if value is None:
        return ABSENT
    if value == "!":
        return NOT_FOUND
    printed, sureness, cell = None, None, None
    if isinstance(value, dict):
        value, printed, sureness, cell = value["value"], value.get("raw"), value.get("sureness"), value.get("cell")
    status = Status.ACCEPTED
    if isinstance(value, str) and value.endswith("?"):
        value, status, confidence = value[:-1], Status.REVIEW, min(confidence, 0.6)
    known = plain(name, value)
    raw = printed or (f"{known:,.2f}" if isinstance(known, Decimal) else str(known))
    box = BoundingBox(x0=0.1, top=0.1, x1=0.2, bottom=0.12)
    evidence = Evidence(page=1, box=box, cell=cell, raw=raw, method=method, extractor="test", sureness=sureness)
    reason = "low_confidence" if status is Status.REVIEW else None
    return FieldValue(value=known, status=status, confidence=confidence, evidence=evidence, reason=reason)


def _line(type_: str, label: str, amounts: list[Value]) -> dict[str, FieldValue]:
    """A statement line from its key (or a label that has none) and its two amounts."""
    known = re.fullmatch(r"[a-z0-9_]+", label) is not None or key_of(label, type_) is not None
    columns = ("ending", "opening") if type_ == "balance_sheet" else ("current", "prior")
    row = {"key": field("key", label if known else None), "label": field("label", label)}
    return row | {c: field(c, a) for c, a in zip(columns, amounts, strict=True)}


def _table(type_: str, rows: list[dict[str, Value]] | dict[str, list[Value]]) -> tuple[dict[str, FieldValue], ...]:
    if isinstance(rows, dict):
        return tuple(_line(type_, label, amounts) for label, amounts in rows.items())
    return tuple({column: field(column, value) for column, value in row.items()} for row in rows)


TABLES = ("lines", "loans", "accounts", "guarantees", "entries", "payments")


def _is_table(name: str, content: object) -> bool:
    return name in TABLES or (isinstance(content, list) and any(isinstance(row, dict) for row in content))


def document(type_: str, content: dict[str, Any], number: int) -> Document:
    """A document from its fields and tables."""
    return Document(
        document_id=f"doc-{number:03d}",
        type=type_,
        title_zh="",
        type_confidence=1.0,
        pages=(PageRef(file=f"{number}.pdf", sha256="0" * 64, page=1, status=PageStatus.READ),),
        fields={k: field(k, v) for k, v in content.items() if not _is_table(k, v) and k != "seals"},
        tables={k: _table(type_, v) for k, v in content.items() if _is_table(k, v) and k != "seals"},
        seals=tuple(_seal(s) for s in content.get("seals", ())),
        extractor="test",
    )


def _seal(entry: dict[str, str]) -> DocumentSeal:
    """A seal from its kind and text; a text with a trailing `?` waits for review."""
    text = entry.get("text")
    doubtful = text is not None and text.endswith("?")
    return DocumentSeal(
        kind=entry["kind"],
        shape="round",
        colour="red",
        text=text.rstrip("?") if text else None,
        status=Status.REVIEW if doubtful else Status(entry.get("status", "accepted")),
        confidence=0.9,
        page=1,
        box=BoundingBox(x0=0.5, top=0.5, x1=0.7, bottom=0.7),
    )


MANAGERS = ("manager_a", "manager_b", "third_manager")


def _record(entry: dict[str, Any], documents: tuple[Document, ...]) -> PersonRecord:
    """What a person recorded on papers, by their type; `*` stands for all. Managers stand beside them."""
    said = {d.document_id: entry.get("*", {}) | entry.get(d.type, {}) for d in documents}
    papers = tuple(PaperReview(document_id=i, **words) for i, words in said.items() if words)
    named = {role: entry[role] for role in MANAGERS if role in entry}
    return PersonRecord(reviewer="王芳", at=datetime(2022, 1, 1), papers=papers, **named)


def _scanned(paper: Document) -> Document:
    """The paper with images of its pages."""
    return paper.model_copy(update={"pages": tuple(p.model_copy(update={"image": "0" * 64}) for p in paper.pages)})


def _papers_of(base: dict[str, Any]) -> list[dict[str, Any]]:
    """The documents of a base, after those of the base that it extends."""
    inner: list[dict[str, Any]] = BASES[base["extends"]]["documents"] if "extends" in base else []
    return [*inner, *base["documents"]]


def case(example: dict[str, Any]) -> Case:
    """The case of an example: a base with documents dropped, values changed and documents added."""
    base = BASES[example.get("base", "empty")]
    papers = [(t, dict(c)) for entry in _papers_of(base) for t, c in entry.items() if t not in example.get("drop", [])]
    for path, value in example.get("change", {}).items():
        _change(papers, path, value)
    papers += [(t, dict(c)) for entry in example.get("add", []) for t, c in entry.items()]
    applicant = base["applicant"] | example.get("applicant", {})
    documents = tuple(document(t, c, i) for i, (t, c) in enumerate(papers, 1))
    return Case(
        case_id="case",
        case_name="case",
        as_of=example.get("as_of", base["as_of"]),
        as_of_source=example.get("as_of_source", "application"),
        applicant=Applicant(**applicant),
        documents=tuple(map(_scanned, documents)) if example.get("scanned") else documents,
        records=tuple(_record(entry, documents) for entry in example.get("records", ())),
    )


_PATH = re.compile(r"(?P<type>\w+)(?:\[(?P<n>\d+)\])?\.(?P<field>\w+)(?:\[(?P<row>\d+)\])?(?:\.(?P<column>\S+))?")


def _change(papers: list[tuple[str, dict[str, Any]]], path: str, value: Value) -> None:
    """Set a field, a statement line or a table cell; `type[1].field` means the second document of that type."""
    match = _PATH.fullmatch(path)
    assert match is not None, path
    chosen = [c for t, c in papers if t == match["type"]][int(match["n"] or 0)]
    name, row, column = match["field"], match["row"], match["column"]
    if column is None:
        chosen[name] = value
    elif row is None:
        chosen[name] = {**chosen[name], column: value}
    else:
        chosen[name] = [{**r, column: value} if i == int(row) else r for i, r in enumerate(chosen[name])]
