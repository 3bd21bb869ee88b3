"""The page store: each page that was read, once, keyed by the file's hash, the page number and the reader's version.

It is the truth about what has been done. A run that is killed leaves every finished page behind, and the next run
reads only the others. An entry that is damaged counts as absent.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from pydantic import ValidationError

from schemas.core import Page
from store import _atomic


def _file_part(text: str) -> str:
    """A reader's name and version as part of a file name."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class PageStore:
    """Pages and page images below `root`. Safe for many processes at once: entries never change, writes are atomic."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def get(self, sha256: str, number: int, reader: str) -> Page | None:
        """The stored page, or None when it was not read by this reader, is damaged, or its picture is gone."""
        try:
            page = Page.model_validate_json(self._entry(sha256, number, reader).read_bytes())
        except (OSError, ValidationError):
            return None
        if (page.sha256, page.number, page.reader) != (sha256, number, reader):
            return None
        return page if page.image is None or self._is_whole(page.image) else None

    def put(self, page: Page) -> None:
        """Keep a page. Its picture must be stored first, so that a page never points at nothing."""
        _atomic.write(self._entry(page.sha256, page.number, page.reader), page.model_dump_json().encode())

    def put_image(self, data: bytes, suffix: str) -> str:
        """Keep a picture and return its SHA-256; `suffix` is `.png` or `.jpg`."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._image_folder(sha256) / f"{sha256}{suffix}"
        if not path.exists() or path.stat().st_size != len(data):
            _atomic.write(path, data)
        return sha256

    def image_path(self, sha256: str) -> Path:
        """Where a stored picture lies.

        Raises:
            KeyError: no such picture is stored.
        """
        found = self._find_image(sha256)
        if found is None:
            raise KeyError(sha256)
        return found

    def _entry(self, sha256: str, number: int, reader: str) -> Path:
        return self.root / "pages" / sha256[:2] / sha256 / f"{number:05d}-{_file_part(reader)}.json"

    def _image_folder(self, sha256: str) -> Path:
        return self.root / "images" / sha256[:2]

    def _find_image(self, sha256: str) -> Path | None:
        return next(self._image_folder(sha256).glob(f"{sha256}.*"), None)

    def _is_whole(self, sha256: str) -> bool:
        path = self._find_image(sha256)
        try:
            return path is not None and hashlib.sha256(path.read_bytes()).hexdigest() == sha256
        except OSError:
            return False
