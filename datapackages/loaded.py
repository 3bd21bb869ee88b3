"""A package read back as the case that the checks judged: the package alone is enough to judge it again.

What a value's type is, the document type's schema says; package.json holds dates and amounts as text.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

from pydantic import ValidationError

from datapackages.opened import NotThere, opened
from schemas.core import (
    Applicant,
    BoundingBox,
    Case,
    Document,
    DocumentSeal,
    Evidence,
    FieldValue,
    PageRef,
    Party,
    PersonRecord,
    Plain,
    Record,
    Status,
)
from schemas.titles import TYPES

Json = Mapping[str, Any]
Kinds = Mapping[str, Any]
"""Field or column name to the annotation of its type; a table's name to the kinds of its columns."""


def case_of(package: Path) -> Case:
    """The case of the package at a folder, or at its package.json.

    Raises:
        NotThere: there is no package, or it is not one that heyan wrote; the message is Chinese.
    """
    content = opened(package).content
    try:
        return _case(content)
    except (KeyError, TypeError, ValueError, InvalidOperation, ValidationError):
        # The cause may quote values: it is not passed on.
        raise NotThere(f"数据包内容不完整，无法重新判断：{package}") from None


def _case(content: Json) -> Case:
    return Case(
        case_id=content["case_id"],
        case_name=content["case_name"],
        as_of=date.fromisoformat(content["as_of"]),
        as_of_source=content["as_of_source"],
        applicant=Applicant(**content["applicant"]),
        parties=tuple(Party(**{k: p[k] for k in Party.model_fields if k in p}) for p in content["parties"]),
        documents=tuple(_document(d) for d in content["documents"]),
        records=tuple(PersonRecord.model_validate(r) for r in content.get("records", ())),
    )


def _document(content: Json) -> Document:
    kinds, extractor = kinds_of(content["type"]), content.get("extractor", "")
    tables = {
        name: tuple({c: _value(c, v, kinds.get(name, {}), extractor) for c, v in row.items()} for row in rows)
        for name, rows in content["tables"].items()
    }
    return Document(
        document_id=content["document_id"],
        type=content["type"],
        title_zh=content["title_zh"],
        type_confidence=content.get("type_confidence", 1.0),
        party_id=content["party_id"],
        pages=tuple(_page(p) for p in content["pages"]),
        fields={name: _value(name, v, kinds, extractor) for name, v in content["fields"].items()},
        tables=tables,
        seals=tuple(_seal(s) for s in content.get("seals", ())),
        extractor=extractor,
    )


def _page(content: Json) -> PageRef:
    known = {k: v for k, v in content.items() if k in PageRef.model_fields and k not in ("region", "transform")}
    return PageRef.model_validate(known | {"region": _box(content.get("region"))})


def _seal(content: Json) -> DocumentSeal:
    known = {k: v for k, v in content.items() if k in DocumentSeal.model_fields}
    return DocumentSeal.model_validate(known | {"inner": content.get("lines", ()), "box": _box(content["bbox"])})


def _box(corners: object) -> BoundingBox | None:
    if not isinstance(corners, list):
        return None
    return BoundingBox(x0=corners[0], top=corners[1], x1=corners[2], bottom=corners[3])


def _value(name: str, content: Json, kinds: Kinds, extractor: str) -> FieldValue:
    value, box = content["value"], _box(content.get("bbox"))
    evidence = None
    if box is not None or content.get("cell") is not None:
        evidence = Evidence(
            page=content.get("page") or 1,
            box=box,
            sheet=content.get("sheet"),
            cell=content.get("cell"),
            raw=content.get("raw") or "",
            method=content.get("method") or "",
            extractor=extractor,
            sureness=content.get("sureness"),
        )
    return FieldValue(
        value=None if value is None else typed(value, kinds.get(name)),
        status=Status(content["status"]),
        confidence=content["confidence"],
        evidence=evidence,
        reason=content.get("reason"),
    )


def typed(value: object, kind: object) -> Plain:
    """A value of package.json as an extraction holds it; a value of no known kind stays as it is.

    Raises:
        ValueError: the value is not of its kind.

    >>> typed("12.50", Decimal | None), typed("long_term", date | None), typed([2011], tuple[int, ...] | None)
    (Decimal('12.50'), 'long_term', (2011,))
    """
    kinds = get_args(kind) or (kind,)
    if isinstance(value, list):
        return tuple(int(item) for item in value)
    if isinstance(value, str) and Decimal in kinds:
        return Decimal(value)
    if isinstance(value, str) and date in kinds and value != "long_term":
        return date.fromisoformat(value)
    if not isinstance(value, str | int | bool):
        raise ValueError("no value of a package")
    return value


@cache
def kinds_of(type_: str) -> Kinds:
    """What the fields and tables of a document type hold; empty for an unknown type."""
    if type_ not in TYPES or type_ == "unknown":
        return {}
    module = importlib.import_module(f"schemas.{type_}")
    return _kinds(_paper(module, type_))


def _paper(module: ModuleType, type_: str) -> type[Record]:
    """The module's record of the whole paper, named as the module is."""
    found: type[Record] = getattr(module, "".join(part.title() for part in type_.split("_")))
    return found


def _kinds(record: type[Record]) -> dict[str, Any]:
    return {name: _columns(info.annotation) for name, info in record.model_fields.items()}


def _columns(annotation: object) -> object:
    """The kinds of a table's columns, or the annotation itself."""
    inner = get_args(annotation)
    if inner and isinstance(inner[0], type) and issubclass(inner[0], Record):
        return _kinds(inner[0])
    return annotation
