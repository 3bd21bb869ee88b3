"""details/D001.json: how each value of a document was read, for those who ask (`heyan explain`).

package.json says what was read and where; a document's details add what it rests on: the characters under the box with
their probabilities and the alternatives that the recogniser held possible, the label, and the confidence that was asked
for. Nothing in it decides anything.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from schemas.core import BoundingBox, Document, Evidence, FieldValue, Line, Page, Seal, TextSource

SCHEMA = "heyan/details/1"

PageOf = Callable[[str, int], Page | None]
"""The page of a file's hash and number as it was read, None when it is not at hand."""

Json = dict[str, Any]

_DIGITS = 4


def of_document(document: Document, page_of: PageOf) -> Json:
    """The details of one document."""
    pages = [page_of(page.sha256, page.page) for page in document.pages]
    return {
        "schema": SCHEMA,
        "document_id": document.document_id,
        "pages": [_page(page) for page in pages],
        "values": {path: _value(value, pages) for path, value in _values(document)},
    }


def dump(content: Json) -> bytes:
    """The text of a details file: one value a line."""
    values = content["values"]
    head = {name: part for name, part in content.items() if name != "values"}
    rows = ",\n".join(f"  {_text(path)}: {_text(value)}" for path, value in values.items())
    return f'{_text(head)[:-1]},"values":{{\n{rows}\n}}}}\n'.encode("utf-8", "backslashreplace")


def _text(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _values(document: Document) -> Iterator[tuple[str, FieldValue]]:
    yield from document.fields.items()
    for table, rows in document.tables.items():
        for index, row in enumerate(rows):
            for column, value in row.items():
                yield f"{table}[{index}].{column}", value


def _page(page: Page | None) -> Json | None:
    if page is None:
        return None
    return {
        "width": page.width,
        "height": page.height,
        "rotation": page.rotation,
        "source": page.source.value,
        "reader": page.reader,
        "lines": len(page.lines),
        "tables": len(page.tables),
        "seals": [_seal(seal) for seal in page.seals],
        "codes": [{"symbology": code.symbology, "bbox": _box(code.box)} for code in page.codes],
    }


def _value(value: FieldValue, pages: Sequence[Page | None]) -> Json:
    found: Json = {}
    trace, evidence = value.trace, value.evidence
    if trace is not None:
        found |= {"sought": list(trace.sought)} if trace.sought else {}
        if trace.label is not None and trace.box is not None:
            found["label"] = {"text": trace.label, "page": trace.page, "bbox": _box(trace.box)}
        if trace.threshold is not None:
            found["threshold"] = round(trace.threshold, _DIGITS)
    if evidence is not None:
        if evidence.sureness is not None:
            found["sureness"] = round(evidence.sureness, _DIGITS)
        page = pages[evidence.page - 1] if 1 <= evidence.page <= len(pages) else None
        if page is not None and evidence.box is not None:
            found["reading"] = list(_readings(page, evidence, evidence.box))
    return found


def _readings(page: Page, evidence: Evidence, box: BoundingBox) -> Iterator[Json]:
    """What was read under a value's box: a seal, a code, or pieces of lines."""
    seal = next((s for s in page.seals if s.box == box), None)
    if seal is not None:
        yield _seal(seal)
        return
    code = next((c for c in page.codes if c.box == box), None)
    if code is not None:
        yield {"source": "code", "text": code.payload, "symbology": code.symbology, "bbox": _box(code.box)}
        return
    pieces = [(line, start, end) for line in page.lines for start, end in [_under(line, box)] if end > start]
    pieces.sort(key=lambda piece: (piece[0].box.middle_y, piece[0].box.x0))
    for line, start, end in _saying(pieces, evidence.raw):
        yield _piece(line, start, end)


def _seal(seal: Seal) -> Json:
    told: Json = {
        "source": "seal",
        "text": seal.text,
        "inner": list(seal.inner),
        "shape": seal.shape,
        "colour": seal.colour,
        "confidence": round(seal.confidence, _DIGITS),
        "whole": seal.whole,
        "number": seal.number,
        "bbox": _box(seal.box),
    }
    if seal.text and len(seal.sureness) == len(seal.text):
        told["sureness"] = [round(p, _DIGITS) for p in seal.sureness]
    return told


def _under(line: Line, box: BoundingBox) -> tuple[int, int]:
    """First and last (exclusive) character of a line whose middle lies in the box."""
    slack = 0.25 * line.box.height
    if not box.top - slack <= line.box.middle_y <= box.bottom + slack:
        return 0, 0
    if line.box.x1 < box.x0 or line.box.x0 > box.x1:
        return 0, 0
    inside = [
        i for i in range(len(line.text)) if box.x0 - 1e-6 <= (line.edges[i] + line.edges[i + 1]) / 2 <= box.x1 + 1e-6
    ]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _saying(pieces: list[tuple[Line, int, int]], raw: str) -> list[tuple[Line, int, int]]:
    """The pieces that say something of the raw text, when some do: a box around several rows holds other text too."""
    wanted = _plain(raw)
    saying = [p for p in pieces if (text := _plain(p[0].text[p[1] : p[2]])) and (text in wanted or wanted in text)]
    return saying or pieces


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _piece(line: Line, start: int, end: int) -> Json:
    piece: Json = {
        "source": line.source.value,
        "text": line.text[start:end],
        "bbox": _box(line.part(start, end)),
    }
    if line.source is not TextSource.TEXT_LAYER:
        piece["sureness"] = [round(p, _DIGITS) for p in line.sureness[start:end]]
    others = [(i - start, text, round(p, _DIGITS)) for i, text, p in line.alternatives if start <= i < end]
    if others:
        piece["alternatives"] = [list(other) for other in others]
    return piece


def _box(box: BoundingBox) -> list[float]:
    return [round(v, 5) for v in (box.x0, box.top, box.x1, box.bottom)]
