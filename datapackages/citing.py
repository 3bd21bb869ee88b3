"""A cited value as package.json has it: with its place on the scan or in the spreadsheet, and its crop where there is one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from datapackages import places
from schemas.core import Citation

Json = dict[str, Any]


def cite(citation: Citation, crops: Collection[str]) -> Json:
    """The citation; `crops` are the package paths of the crops that exist."""
    entry: Json = {
        "document_id": citation.document_id,
        "field": citation.field,
        "value": citation.value,
        "page": citation.page,
    }
    if citation.cell is not None:
        entry |= {"sheet": citation.sheet, "cell": citation.cell}
    else:
        entry["bbox"] = [round(v, 5) for v in citation.bbox] if citation.bbox else None
    crop = places.crop(citation.document_id, citation.field)
    if crop in crops:
        entry["crop"] = crop
    return entry
