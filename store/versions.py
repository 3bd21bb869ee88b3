"""What a stage's code is, as a short hash: a result made by other code is not taken up again."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

_SOURCES = {".py", ".yaml", ".html", ".json"}


@lru_cache
def of(*packages: str) -> str:
    """A hash over the sources (code, parameters, look-ups) of top-level packages of heyan."""
    digest = hashlib.sha256()
    home = Path(__file__).resolve().parents[1]
    for package in packages:
        for path in sorted((home / package).rglob("*")):
            if path.suffix in _SOURCES and path.is_file():
                digest.update(path.relative_to(home).as_posix().encode() + b"\0")
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
