"""The case file as the dictionary that package.json holds.

Keys stand in a fixed order and only `created_at` depends on the time, so the same case gives the same text.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from datapackages import deciding, overrides, places, tables_json
from datapackages.citing import cite
from datapackages.values import json_value
from schemas.core import (
    BoundingBox,
    CaseFile,
    Document,
    DocumentSeal,
    FieldValue,
    Finding,
    PageRef,
    PageStatus,
    Quality,
    Record,
    Row,
)

SCHEMA = "heyan/package/1"
HARMLESS = frozenset({"duplicate"})
"""Reasons of rejection that lose no content."""

Json = dict[str, Any]


def package_json(
    case_file: CaseFile,
    created_at: datetime,
    revision: int = 1,
    crops: Collection[str] = (),
    page_images: dict[str, str] | None = None,
) -> Json:
    """The content of package.json, as the contract has it.

    Args:
        case_file: everything about the case.
        created_at: when the package was made.
        revision: counts the packages of one case from 1.
        crops: package paths of the crops that exist; a field names its own.
        page_images: package path of each page image, by the image's hash.
    """
    case, judgement = case_file.case, case_file.judgement
    images = page_images or {}
    known = frozenset(crops)
    decide = deciding.decider(case_file)
    return {
        "schema": SCHEMA,
        "case_id": case.case_id,
        "case_name": case.case_name,
        "revision": revision,
        "created_at": created_at.isoformat(timespec="seconds"),
        "status": status(case_file),
        "as_of": case.as_of.isoformat(),
        "as_of_source": case.as_of_source,
        "applicant": _record(case.applicant),
        "parties": [_record(party) for party in case.parties],
        "documents": [_document(d, known, images) for d in case.documents],
        "findings": [_finding(f, known, overrides.of_finding(case, f), decide(f)) for f in judgement.findings],
        **tables_json.of_case(case_file, known),
        "missing_documents": list(judgement.missing_documents),
        "wanted_documents": list(judgement.wanted_documents),
        "visit": [_record(item) for item in judgement.visit],
        "rejected_files": [_record(item) for item in case_file.rejected],
        "review": [_record(item) for item in case_file.review],
        "records": [_record(record) for record in case.records],
    }


def status(case_file: CaseFile) -> str:
    """`partial` when a page or file that should have been read was not, else `complete`."""
    lost_page = any(p.status is PageStatus.UNREADABLE for d in case_file.case.documents for p in d.pages)
    lost_file = any(r.reason not in HARMLESS for r in case_file.rejected)
    return "partial" if lost_page or lost_file else "complete"


def dump(content: Json) -> bytes:
    """JSON text as the package stores it: UTF-8, indented, one final newline.

    A file name that is no valid Unicode keeps its stray bytes as JSON escapes.
    """
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _record(record: Record) -> Json:
    return record.model_dump(mode="json")


def _document(document: Document, crops: frozenset[str], images: dict[str, str]) -> Json:
    id_ = document.document_id
    return {
        "document_id": id_,
        "type": document.type,
        "title_zh": document.title_zh,
        "type_confidence": round(document.type_confidence, 4),
        "extractor": document.extractor,
        "party_id": document.party_id,
        "pages": [_page(page, images) for page in document.pages],
        "fields": {name: field_value(name, v, places.crop(id_, name), crops) for name, v in document.fields.items()},
        "tables": {name: _rows(id_, name, rows, crops) for name, rows in document.tables.items()},
        "seals": [_seal(seal) for seal in document.seals],
    }


def _seal(seal: DocumentSeal) -> Json:
    return {
        "kind": seal.kind,
        "shape": seal.shape,
        "colour": seal.colour,
        "text": seal.text,
        "lines": list(seal.inner),
        "number": seal.number,
        "status": seal.status.value,
        "reason": seal.reason,
        "confidence": round(seal.confidence, 4),
        "page": seal.page,
        "bbox": _box(seal.box),
        "covers_signature": seal.covers_signature,
        "covers": list(seal.covers),
    }


def _rows(document_id: str, table: str, rows: tuple[Row, ...], crops: frozenset[str]) -> list[Json]:
    return [
        {c: field_value(c, v, places.crop(document_id, f"{table}[{i}].{c}"), crops) for c, v in row.items()}
        for i, row in enumerate(rows)
    ]


def _page(page: PageRef, images: dict[str, str]) -> Json:
    return {
        "file": page.file,
        "sha256": page.sha256,
        "page": page.page,
        "status": page.status.value,
        "reason": page.reason,
        "quality": _quality(page.quality),
        "duplicate_of": page.duplicate_of,
        "region": _box(page.region) if page.region else None,
        "image": images.get(page.image) if page.image else None,
        "sheet": page.sheet,
        "transform": list(page.transform) if page.transform else None,
    }


def _quality(quality: Quality) -> Json:
    figures = quality.model_dump(mode="json")
    return {name: round(v, 4) if isinstance(v, float) else v for name, v in figures.items()}


def field_value(name: str, value: FieldValue, crop: str, crops: frozenset[str]) -> Json:
    """A FieldValue as package.json has it: with a box, or with sheet and cell when it comes from a spreadsheet."""
    evidence = value.evidence
    entry: Json = {
        "value": json_value(name, value.value),
        "raw": evidence.raw if evidence else None,
        "confidence": round(value.confidence, 4),
        "status": value.status.value,
        "page": evidence.page if evidence else None,
    }
    if evidence and evidence.cell is not None:
        entry |= {"sheet": evidence.sheet, "cell": evidence.cell}
    else:
        entry["bbox"] = _box(evidence.box) if evidence and evidence.box else None
    entry["method"] = evidence.method if evidence else "none"
    if evidence and evidence.sureness is not None:
        entry["sureness"] = round(evidence.sureness, 5)
    if value.reason:
        entry["reason"] = value.reason
    if crop in crops:
        entry["crop"] = crop
    if value.word is not None:
        entry["word"] = _record(value.word)
        entry["machine"] = field_value(name, value.machine, "", frozenset()) if value.machine else {"value": None}
    return entry


def _box(box: BoundingBox) -> list[float]:
    return [round(v, 5) for v in (box.x0, box.top, box.x1, box.bottom)]


def _finding(finding: Finding, crops: frozenset[str], override: Json | None, to_decide: tuple[str, ...]) -> Json:
    entry: Json = {
        "check": finding.check,
        "title": finding.title,
        "verdict": finding.verdict.value,
        "severity": finding.severity.value,
        "article": finding.article,
        "message": finding.message,
        "evidence": [cite(c, crops) for c in finding.evidence],
        "parameters": dict(sorted(finding.parameters.items())),
    }
    entry |= {"to_decide": list(to_decide)} if to_decide else {}
    return entry | ({"override": override} if override else {})
