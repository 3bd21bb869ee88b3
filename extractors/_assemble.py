"""All pages of a case to its documents: classify, group, extract, compare across documents."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from extractors import _covered, _near_names, _same_code, _same_standard, _sane, _sequence
from extractors._acceptance import settle
from extractors._classify import Piece, pieces_of
from extractors._registry import UNKNOWN, document_types
from extractors._reread import confirm
from extractors._seal_kinds import seals_of
from extractors._split import Group, Placed, groups_of, title_of
from extractors._values import Extraction
from extractors._witness import agree
from extractors._wording import propose
from schemas.core import Document, FieldValue, Page, PageRef, SourceFile, Status
from schemas.core.reader import SecondReader

logger = logging.getLogger(__name__)


def assemble(
    pages: Mapping[str, Sequence[Page]],
    files: Sequence[SourceFile],
    second: SecondReader | None = None,
    target: float = 0.998,
) -> tuple[Document, ...]:
    """The documents of a case.

    Args:
        pages: the pages of every file, by the file's SHA-256.
        files: the case's files in the order that they are listed in.
        second: reads doubtful crops anew; without one, what is doubtful stays so.
        target: share of accepted values that must be right.
    """
    placed = [
        Placed(piece, index, file.path)
        for index, file in enumerate(files)
        for page in pages.get(file.sha256, ())
        for piece in pieces_of(page)
    ]
    return _understood(groups_of(placed), second, target)


def read_as(
    type_: str,
    pages: Sequence[Page],
    file: str,
    second: SecondReader | None = None,
    target: float = 0.998,
) -> Document:
    """All these pages of one file as one document of the given type; parts of a page that are other papers are left out."""
    placed = [Placed(piece, 0, file) for page in pages for piece in _of_type(type_, page)]
    (document,) = _understood([Group(type_, placed)], second, target)
    return document


def _of_type(type_: str, page: Page) -> list[Piece]:
    found = [piece for piece in pieces_of(page) if piece.type == type_]
    return found or [Piece(page, type_, 0.0)]


def _understood(groups: Sequence[Group], second: SecondReader | None, target: float) -> tuple[Document, ...]:
    """Every group's document, with the statuses that follow from comparing readings."""
    documents = _sane.doubt(_document(f"D{i:03d}", group) for i, group in enumerate(groups, 1))
    documents = _same_standard.agree(agree(documents))
    documents = _sequence.bear_out(_same_code.agree(documents))
    if second is not None:
        documents = confirm(settle(documents, target), second, target)
    views = {f"D{i:03d}": [p.view(n) for n, p in enumerate(group.pieces, 1)] for i, group in enumerate(groups, 1)}
    documents = _near_names.doubt(_same_code.propose(documents, views), views)
    return _covered.doubt(settle(propose(documents, views), target), views)


def _document(document_id: str, group: Group) -> Document:
    extraction, version = _extracted(document_id, group)
    views = [p.view(i) for i, p in enumerate(group.pieces, 1)]
    refs = [_reference(p, None) for p in group.pieces]
    refs += [_reference(copy, f"{original.file}#{original.number}") for copy, original in group.repeats]
    return Document(
        document_id=document_id,
        type=group.type,
        title_zh=title_of(group.type),
        type_confidence=round(max(p.piece.score for p in group.pieces), 4),
        pages=tuple(refs),
        fields=extraction.fields
        | {n: _doubted(extraction.fields[n]) for n in group.doubtful if n in extraction.fields},
        tables=extraction.tables,
        seals=seals_of(views, extraction.fields, extraction.tables),
        extractor=version,
    )


def _doubted(value: FieldValue) -> FieldValue:
    """A value of a page that may belong to another document waits for a person."""
    if not value.usable:
        return value
    return value.model_copy(
        update={"status": Status.REVIEW, "confidence": min(value.confidence, 0.5), "reason": "pairing_unsure"}
    )


def _extracted(document_id: str, group: Group) -> tuple[Extraction, str]:
    """The extractor's work; a defect in one extractor leaves its document without values and the case alive."""
    if group.type == UNKNOWN:
        return Extraction(fields={}, tables={}), UNKNOWN
    module = document_types()[group.type]
    views = [p.view(i) for i, p in enumerate(group.pieces, 1)]
    try:
        return module.extract(views), module.VERSION
    except Exception as error:
        logger.error("extractor %s failed on %s: %s", module.VERSION, document_id, type(error).__name__)
        return Extraction(fields={}, tables={}), f"{module.VERSION}+failed"


def _reference(placed: Placed, duplicate_of: str | None) -> PageRef:
    page = placed.piece.page
    return PageRef(
        file=placed.file,
        sha256=page.sha256,
        page=page.number,
        status=page.status,
        reason=page.reason,
        quality=page.quality,
        duplicate_of=duplicate_of,
        region=placed.piece.region,
        image=page.image,
        sheet=page.sheet,
        transform=page.transform,
    )
