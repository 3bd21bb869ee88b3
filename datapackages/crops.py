"""Crops: small pictures of the values, cut from the upright page images.

A page image is decoded once, whatever number of values lies on it.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from PIL import Image

from datapackages import places
from datapackages.tables_json import reconciliations
from schemas.core import BoundingBox, CaseFile, Citation, Document, FieldValue

MAX_WIDTH = 1100
"""Pixels; wider crops are scaled down."""
MAX_HEIGHT = 420
THUMBNAIL = (210, 290)
MARGIN_LINES = 0.35
"""Margin around a crop, as a share of the box's height."""
MARGIN_PIXELS = 6

ImagePath = Callable[[str], Path]


class Pictures:
    """The crops and page thumbnails of a package, as JPEG bytes.

    `crops` has the package paths of `places.crop` as keys; `thumbnails` the hashes of the page images.
    """

    def __init__(self, crops: Mapping[str, bytes], thumbnails: Mapping[str, bytes]) -> None:
        self.crops = crops
        self.thumbnails = thumbnails


def cut(case_file: CaseFile, image_path: ImagePath) -> Pictures:
    """Cuts every header field that has a box, and every table cell that a finding cites or a person must look at.

    An image that cannot be opened gives no pictures; it never stops the package.
    """
    wanted = _wanted(case_file)
    crops: dict[str, bytes] = {}
    thumbnails: dict[str, bytes] = {}
    for sha in _images(case_file):
        image = _open(image_path, sha)
        if image is None:
            continue
        for name, box in wanted.get(sha, ()):
            crops[name] = _crop(image, box)
        thumbnails[sha] = _thumbnail(image)
    return Pictures(dict(sorted(crops.items())), thumbnails)


def _images(case_file: CaseFile) -> list[str]:
    return sorted({page.image for d in case_file.case.documents for page in d.pages if page.image})


def _wanted(case_file: CaseFile) -> dict[str, list[tuple[str, BoundingBox]]]:
    """Per page image: package path and box of each crop."""
    citations = _citations(case_file)
    cited = {(c.document_id, c.field) for c in citations}
    cited |= {(item.document_id, item.field) for item in case_file.review}
    found: dict[str, tuple[str, BoundingBox]] = {}
    for document in case_file.case.documents:
        for path, value in _croppable(document, cited):
            if place := _place(document, value):
                found[places.crop(document.document_id, path)] = place
    documents = {d.document_id: d for d in case_file.case.documents}
    for citation in citations:
        if place := _cited_place(documents.get(citation.document_id), citation):
            found.setdefault(places.crop(citation.document_id, citation.field), place)
    wanted: dict[str, list[tuple[str, BoundingBox]]] = defaultdict(list)
    for name, (sha, box) in found.items():
        wanted[sha].append((name, box))
    return wanted


def _citations(case_file: CaseFile) -> list[Citation]:
    citations = [c for f in case_file.judgement.findings for c in f.evidence]
    tables = reconciliations(case_file).values()
    citations += [
        c for t in tables for c in (*(r.citation for r in t.rows), *(c for s in t.steps for c in s.citations)) if c
    ]
    plan = case_file.tables.cash_plan
    return citations + [due.citation for due in (plan.dues if plan else ()) if due.citation]


def _croppable(document: Document, cited: set[tuple[str, str]]) -> Iterable[tuple[str, FieldValue]]:
    yield from document.fields.items()
    for table, rows in document.tables.items():
        for index, row in enumerate(rows):
            for column, value in row.items():
                path = f"{table}[{index}].{column}"
                if (document.document_id, path) in cited:
                    yield path, value


def _place(document: Document, value: FieldValue) -> tuple[str, BoundingBox] | None:
    """The page image and the box of a value; None when it has no picture."""
    evidence = value.evidence
    if evidence is None or evidence.box is None:
        return None
    sha = _image(document, evidence.page)
    return (sha, evidence.box) if sha else None


def _cited_place(document: Document | None, citation: Citation) -> tuple[str, BoundingBox] | None:
    if document is None or citation.bbox is None or citation.page is None:
        return None
    x0, top, x1, bottom = citation.bbox
    sha = _image(document, citation.page)
    return (sha, BoundingBox(x0=x0, top=top, x1=x1, bottom=bottom)) if sha else None


def _image(document: Document, page: int) -> str | None:
    return document.pages[page - 1].image if 1 <= page <= len(document.pages) else None


def _open(image_path: ImagePath, sha: str) -> Image.Image | None:
    try:
        image = Image.open(image_path(sha))
        image.load()
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
    if image.mode in ("L", "RGB"):
        return image
    return image.convert("L" if image.mode in ("1", "I;16", "LA") else "RGB")


def pixels(box: BoundingBox, width: int, height: int) -> tuple[int, int, int, int]:
    """The box in pixels with its margin, clipped to the image and at least one pixel wide and high.

    Boxes that are reversed, outside the page or not finite give the nearest sensible rectangle.
    """
    x0, x1 = sorted((_fraction(box.x0) * width, _fraction(box.x1) * width))
    top, bottom = sorted((_fraction(box.top) * height, _fraction(box.bottom) * height))
    margin = min(MARGIN_LINES * (bottom - top), 0.02 * height) + MARGIN_PIXELS
    left = min(max(0, int(x0 - margin)), width - 1)
    upper = min(max(0, int(top - margin)), height - 1)
    right = max(left + 1, min(width, int(x1 + margin) + 1))
    lower = max(upper + 1, min(height, int(bottom + margin) + 1))
    return left, upper, right, lower


def _fraction(value: float) -> float:
    return min(1.0, max(0.0, value)) if value == value else 0.0


def _crop(image: Image.Image, box: BoundingBox) -> bytes:
    part = image.crop(pixels(box, image.width, image.height))
    part.thumbnail((MAX_WIDTH, MAX_HEIGHT))
    return _jpeg(part, quality=80)


def _thumbnail(image: Image.Image) -> bytes:
    factor = max(1, min(image.width // (2 * THUMBNAIL[0]), image.height // (2 * THUMBNAIL[1])))
    small = image.reduce(factor) if factor > 1 else image.copy()
    small.thumbnail(THUMBNAIL)
    return _jpeg(small, quality=60)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
