"""MANIFEST.json: every file of a package with its size, SHA-256 and role, and the versions that made it.

The manifest's own digest covers its content, so that a changed byte in it is found too. It shows alteration by accident or
by a hasty hand; who can write the package can also write a new manifest.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from datapackages import places
from schemas.core import CaseFile

SCHEMA = "heyan/manifest/1"

_ROLES = {
    places.PACKAGE: "data",
    places.REPORT: "report",
    places.WORKBOOK: "workbook",
    places.ORIGINALS: "original",
    places.PAGES: "page_image",
    places.CROPS: "crop",
    places.DETAILS: "details",
}

Json = dict[str, Any]


def make(folder: Path, case_file: CaseFile, revision: int, versions: Mapping[str, str]) -> bytes:
    """The manifest's text for everything that lies in `folder`."""
    content: Json = {
        "schema": SCHEMA,
        "case_id": case_file.case.case_id,
        "revision": revision,
        "versions": dict(sorted({"heyan": _own_version(), **versions}.items())),
        "extractors": sorted({d.extractor for d in case_file.case.documents}),
        "parameters": {
            f.check: dict(sorted(f.parameters.items())) for f in case_file.judgement.findings if f.parameters
        },
        "resources": [_resource(folder, name) for name in files(folder)],
    }
    return dump(content)


def dump(content: Json) -> bytes:
    """The canonical text of a manifest, with its digest as the last key."""
    body = {name: value for name, value in content.items() if name != "digest"}
    return _text({**body, "digest": hashlib.sha256(_text(body)).hexdigest()})


def files(folder: Path) -> list[str]:
    """Every file and link under `folder`, relative, but for the manifest itself; sorted."""
    found = []
    for directory, folders, names in os.walk(folder):
        links = [name for name in folders if Path(directory, name).is_symlink()]
        for name in [*names, *links]:
            found.append(Path(directory, name).relative_to(folder).as_posix())
    return sorted(name for name in found if name != places.MANIFEST)


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _text(content: Json) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _resource(folder: Path, name: str) -> Json:
    path = folder / name
    role = _ROLES.get(name) or _ROLES.get(name.split("/", 1)[0], "other")
    return {"path": name, "bytes": path.stat().st_size, "sha256": sha256(path), "role": role}


def _own_version() -> str:
    try:
        return metadata.version("heyan")
    except metadata.PackageNotFoundError:
        return "unknown"
