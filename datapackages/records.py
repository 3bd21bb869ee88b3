"""What an existing package carries besides the papers: its number, and what persons said."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from datapackages import places
from datapackages.opened import NotThere, Opened, opened
from schemas.core import PersonRecord


def carried(package: Path, case_id: str) -> tuple[PersonRecord, ...]:
    """The records in an unaltered package of the case; none where there is no such package."""
    found = _package(package, case_id)
    if found is None or found.altered([places.PACKAGE]):
        return ()
    try:
        return tuple(PersonRecord.model_validate(r) for r in _list(found.content.get("records")))
    except ValidationError:
        return ()


def revision_of(package: Path, case_id: str) -> int:
    """The number of the package of the case that lies there; 0 when there is none."""
    found = _package(package, case_id)
    number = found.content.get("revision") if found else None
    return number if isinstance(number, int) and number > 0 else 0


def _package(package: Path, case_id: str) -> Opened | None:
    try:
        found = opened(package)
    except NotThere:
        return None
    return found if found.content.get("case_id") == case_id else None


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
