"""Doubtful readings put before the second reader: what both read alike is accepted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from schemas.core import Document, FieldValue, Status
from schemas.core.reader import Crop, SecondReader

_OPEN = frozenset({"low_confidence"})
"""Reasons that an equal second reading settles."""

_LEAST = 0.45
"""A first reading less sure than this is not saved by agreement."""

MOST = 120
"""Crops a case; beyond that the papers are too poor for this to help."""

_ALIKE = str.maketrans(
    {"〔": "(", "〕": ")", "[": "(", "]": ")", "【": "(", "】": ")", "—": "-", "–": "-", "O": "0", "o": "0", "〇": "0"}
)


def confirm(documents: tuple[Document, ...], reader: SecondReader) -> tuple[Document, ...]:
    """The documents with agreeing readings accepted."""
    doubtful = list(_doubtful(documents))[:MOST]
    crops = [crop for _, _, crop in doubtful]
    texts = reader.read(crops)
    heard = {
        path: _accepted(value, reader.name) if _same(value.evidence.raw, text) else _differs(value, reader.name)
        for (path, value, _), text in zip(doubtful, texts, strict=True)
        if value.evidence is not None
    }
    return tuple(_with(d, heard) for d in documents) if heard else documents


Path = tuple[str, str, int, str]
"""Document, field or table, row (-1 for a field), column."""


def _doubtful(documents: tuple[Document, ...]) -> Iterator[tuple[Path, FieldValue, Crop]]:
    for document in documents:
        for name, value in document.fields.items():
            crop = _crop(document, value)
            if crop is not None:
                yield (document.document_id, name, -1, ""), value, crop
        for table, rows in document.tables.items():
            for index, row in enumerate(rows):
                for column, value in row.items():
                    crop = _crop(document, value)
                    if crop is not None:
                        yield (document.document_id, table, index, column), value, crop


def _crop(document: Document, value: FieldValue) -> Crop | None:
    evidence = value.evidence
    if (
        value.status is not Status.REVIEW
        or value.reason not in _OPEN
        or value.confidence < _LEAST
        or value.value is None
    ):
        return None
    if evidence is None or evidence.box is None or "seal" in evidence.method or len(evidence.raw) > 40:
        return None
    image = document.pages[evidence.page - 1].image
    return Crop(image=image, box=evidence.box) if image is not None else None


def _same(first: str, second: str) -> bool:
    a, b = _plain(first), _plain(second)
    return len(a) >= 2 and a == b


def _plain(text: str) -> str:
    flat = unicodedata.normalize("NFKC", text).translate(_ALIKE)
    return re.sub(r"[\s_·,:;。、'\"|]+", "", flat) if re.search(r"[\u4e00-\u9fff]", flat) else re.sub(r"\s", "", flat)


def _accepted(value: FieldValue, reader: str) -> FieldValue:
    assert value.evidence is not None
    evidence = value.evidence.model_copy(update={"method": f"{value.evidence.method}+{reader}_agrees"})
    return value.model_copy(
        update={"status": Status.ACCEPTED, "confidence": 0.99, "reason": None, "evidence": evidence}
    )


def _differs(value: FieldValue, reader: str) -> FieldValue:
    """The value as it was; that the second reader saw something else is told to who weighs it."""
    assert value.evidence is not None
    evidence = value.evidence.model_copy(update={"method": f"{value.evidence.method}+{reader}_differs"})
    return value.model_copy(update={"evidence": evidence})


def _with(document: Document, heard: dict[Path, FieldValue]) -> Document:
    mine = {p: v for p, v in heard.items() if p[0] == document.document_id}
    if not mine:
        return document
    fields = document.fields | {name: v for (_, name, row, _), v in mine.items() if row < 0}
    tables = {
        table: tuple(
            row | {c: v for (_, t, i, c), v in mine.items() if t == table and i == index}
            for index, row in enumerate(rows)
        )
        for table, rows in document.tables.items()
    }
    return document.model_copy(update={"fields": fields, "tables": tables})
