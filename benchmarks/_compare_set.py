"""The pages that readers are compared on: certificates of labelled cases, every page a picture file of its own."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image, ImageOps

from benchmarks._label_regexes import FIELDS

Json = dict[str, Any]

DPI = 200
"""Scanned PDF pages are drawn at this resolution."""

_EMPTY = ("expected_findings", "must_not_flag", "missing_documents", "expected_rejected_files", "duplicate_pages")


def build(cases: Sequence[Path], target: Path, most: int) -> int:
    """Write the set of all certificates on image pages, at most about `most` pages; the number of pages.

    Each case becomes a case with the certificates alone: `files/001.jpg` and so on, and its truth.
    """
    shutil.rmtree(target, ignore_errors=True)
    pages = 0
    for home in cases:
        if pages >= most:
            break
        truth = json.loads((home / "truth.json").read_text(encoding="utf-8"))
        pages += _case(home, truth, target / home.name, most - pages)
    return pages


def _case(home: Path, truth: Json, target: Path, most: int) -> int:
    written: dict[tuple[str, int], str] = {}
    documents = []
    for document in truth["documents"]:
        if len(written) < most and document["type"] in FIELDS and all(_is_scan(home, p) for p in document["pages"]):
            pages = [page | {"file": _page(home, page, target, written), "page": 1} for page in document["pages"]]
            documents.append({k: v for k, v in document.items() if k != "boxes"} | {"pages": pages})
    if documents:
        content = truth | {"documents": documents} | {name: [] for name in _EMPTY}
        (target / "truth.json").write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    return len(written)


def _is_scan(home: Path, page: Json) -> bool:
    return "born_digital" not in page["degradations"] and (home / "files" / page["file"]).is_file()


def _page(home: Path, page: Json, target: Path, written: dict[tuple[str, int], str]) -> str:
    """The page's own file in the set; a page that holds several papers is written once."""
    key = (page["file"], page["page"])
    if key not in written:
        data, ending = _picture((home / "files" / page["file"]).read_bytes(), page["page"])
        written[key] = f"{len(written) + 1:03d}.{ending}"
        (target / "files").mkdir(parents=True, exist_ok=True)
        (target / "files" / written[key]).write_bytes(data)
    return written[key]


def _picture(data: bytes, number: int) -> tuple[bytes, str]:
    """A page as JPEG or PNG; what is one already stays as it is."""
    if data[:4] == b"%PDF":
        with pdfium.PdfDocument(data) as document:
            image = document[number - 1].render(scale=DPI / 72).to_pil()
    elif data[:3] == b"\xff\xd8\xff":
        return data, "jpg"
    else:
        image = Image.open(io.BytesIO(data))
        image.seek(number - 1)
        image = ImageOps.exif_transpose(image)
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=95, dpi=(DPI, DPI))
    return buffer.getvalue(), "jpg"
