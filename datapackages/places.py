"""Where things lie inside a package: the one place that names its files."""

from __future__ import annotations

import hashlib
import re

from schemas.core import PageRef

PACKAGE = "package.json"
MANIFEST = "MANIFEST.json"
REPORT = "report.html"
WORKBOOK = "workbook.xlsx"
ORIGINALS = "originals"
PAGES = "pages"
CROPS = "crops"
DETAILS = "details"

_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]+")


def page_image(page: PageRef, suffix: str) -> str:
    """The path of an upright page image: the file's hash and the page number, so it tells no name."""
    return f"{PAGES}/{page.sha256[:16]}-p{page.page:03d}{suffix.lower()}"


def crop(document_id: str, path: str) -> str:
    """The path of the crop of a field or of a cell given as `loans[3].balance`."""
    return f"{CROPS}/{_safe(document_id)}/{_safe(path.replace('[', '-').replace('].', '-'))}.jpg"


def details(document_id: str) -> str:
    """The path of a document's details: how each of its values was read."""
    return f"{DETAILS}/{_safe(document_id)}.json"


def _safe(name: str) -> str:
    """A name that any file system takes; a hash keeps apart what cleaning would make equal."""
    clean = _UNSAFE.sub("_", name).strip(".")
    if clean == name and len(name) <= 80:
        return clean
    return f"{clean[:60]}-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
