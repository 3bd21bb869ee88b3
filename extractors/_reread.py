"""Doubtful readings put before the second reader: what both read alike is accepted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from extractors._acceptance import settle
from extractors._decode import plain
from schemas.core import Document, FieldValue, Status
from schemas.core.reader import Crop, SecondReader
from standards import chinese_date

_OPEN = frozenset({"low_confidence", "check_digit_decoded"})
"""Reasons that an equal second reading settles."""

_LEAST = 0.45
"""A first reading less sure than this is not saved by agreement."""

MOST = 120
"""Crops a case; beyond that the papers are too poor for this to help."""

_ALIKE = str.maketrans(
    {"〔": "(", "〕": ")", "[": "(", "]": ")", "【": "(", "】": ")", "—": "-", "–": "-", "O": "0", "o": "0", "〇": "0"}
)


def confirm(documents: tuple[Document, ...], reader: SecondReader, target: float) -> tuple[Document, ...]:
    """The documents with agreeing readings accepted; only what agreement would settle at `target` is read again."""
    doubtful = _worth_it(documents, list(_doubtful(documents)), reader.name, target)[:MOST]
    crops = [crop for _, _, crop in doubtful]
    texts = reader.read(crops)
    heard = {
        path: _heard(path, value, text, reader.name) for (path, value, _), text in zip(doubtful, texts, strict=True)
    }
    return tuple(_with(d, heard) for d in documents) if heard else documents


Path = tuple[str, str, int, str]
"""Document, field or table, row (-1 for a field), column."""

_Question = tuple[Path, FieldValue, Crop]


def _worth_it(
    documents: tuple[Document, ...], doubtful: list[_Question], reader: str, target: float
) -> list[_Question]:
    """The questions whose answer may change a status: what stays doubtful after every answer that agrees is not asked."""
    open_ = {path: _accepted(value, reader) for path, value, _ in doubtful if value.status is Status.REVIEW}
    if not open_:
        return doubtful
    best = {d.document_id: d for d in settle(tuple(_with(d, open_) for d in documents), target)}
    return [q for q in doubtful if q[0] not in open_ or _at(best[q[0][0]], q[0]).status is Status.ACCEPTED]


def _at(document: Document, path: Path) -> FieldValue:
    _, name, row, column = path
    return document.fields[name] if row < 0 else document.tables[name][row][column]


def _doubtful(documents: tuple[Document, ...]) -> Iterator[_Question]:
    for document in documents:
        for name, value in document.fields.items():
            crop = _crop(document, value, name)
            if crop is not None:
                yield (document.document_id, name, -1, ""), value, crop
        for table, rows in document.tables.items():
            for index, row in enumerate(rows):
                for column, value in row.items():
                    crop = _crop(document, value)
                    if crop is not None:
                        yield (document.document_id, table, index, column), value, crop


def _crop(document: Document, value: FieldValue, name: str = "") -> Crop | None:
    evidence = value.evidence
    doubtful = value.status is Status.REVIEW and value.reason in _OPEN and value.confidence >= _LEAST
    if value.value is None or not (doubtful or _decides(name, value)):
        return None
    if evidence is None or evidence.box is None or "seal" in evidence.method or len(evidence.raw) > 40:
        return None
    if evidence.method.partition("+")[0] in _INFERRED:
        return None
    image = document.pages[evidence.page - 1].image
    return Crop(image=image, box=evidence.box) if image is not None else None


_INFERRED = frozenset({"lines", "form", "year", "formula", "no_mark_of_a_copy"})
"""Steps that conclude a value from what is not its own text, so that reading that text again says nothing."""

_DECIDING = frozenset({"application_date"})
"""Fields that so much hangs on that they are read twice even when they were read well."""

_CERTAIN = 0.9995
"""Digits so sure need no second reading."""


def _decides(name: str, value: FieldValue) -> bool:
    sure = value.evidence.sureness if value.evidence is not None else None
    return name in _DECIDING and value.status is Status.ACCEPTED and sure is not None and sure < _CERTAIN


def _heard(path: Path, value: FieldValue, text: str, reader: str) -> FieldValue:
    """What the second reader's text does to a value: equal readings accept it, another date doubts a deciding one."""
    assert value.evidence is not None
    if _says(value, text):
        return _accepted(value, reader)
    if path[1] in _DECIDING and value.status is Status.ACCEPTED:
        found = chinese_date.find_all(text)
        if not found or value.value in found:
            return value
        return _differs(value, reader).model_copy(
            update={"status": Status.REVIEW, "confidence": 0.5, "reason": "readers_disagree"}
        )
    return _differs(value, reader)


def _says(value: FieldValue, text: str) -> bool:
    """Whether a second reading has what the first one says: a repaired code as it was repaired, a date as a date."""
    assert value.evidence is not None
    if value.reason == "check_digit_decoded":
        return plain(str(value.value)) == plain(text)
    if isinstance(value.value, date) and chinese_date.parse(value.evidence.raw) == value.value:
        return chinese_date.parse(text) == value.value or _same(value.evidence.raw, text)
    return _same(value.evidence.raw, text)


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
