"""Names of the files in a folder as people know them: "/" between parts, NFC, never two alike.

A name on disk is UTF-8, or GB18030 as old Windows shares have it. Where two names become the same text, the later one is
numbered. The same folder always gives the same names.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath


def listing(folder: Path) -> list[tuple[str, Path]]:
    """Name and path of everything below `folder` that is no real folder, in order of name.

    Links to folders are listed and not followed, and so are folders that may not be opened.

    Raises:
        OSError: `folder` itself cannot be listed.
    """
    taken: set[str] = set()
    return [(unique(name, taken), path) for name, path in sorted(_walk(folder))]


def unique(name: str, taken: set[str]) -> str:
    """The name, numbered when it is taken already; it is then added to `taken`.

    >>> taken = {"a/b.pdf"}
    >>> unique("a/b.pdf", taken), unique("a/b.pdf", taken)
    ('a/b (2).pdf', 'a/b (3).pdf')
    """
    path, number, candidate = PurePosixPath(name), 1, name
    while candidate in taken:
        number += 1
        candidate = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
    taken.add(candidate)
    return candidate


def _walk(folder: Path) -> Iterator[tuple[str, Path]]:
    for entry in os.scandir(folder):
        path = folder / entry.name
        name = readable(entry.name)
        if not entry.is_dir(follow_symlinks=False):
            yield name, path
            continue
        try:
            yield from ((f"{name}/{inner}", inner_path) for inner, inner_path in _walk(path))
        except PermissionError:
            yield name, path


def readable(name: str) -> str:
    """A name on disk, as Python gives it, as text in NFC."""
    raw = os.fsencode(name)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", "replace")
    return unicodedata.normalize("NFC", text)
