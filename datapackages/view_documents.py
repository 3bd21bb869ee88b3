"""The documents as the report shows them: inventory, field sheets with their pictures, tables, doubtful values."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from datapackages import places
from datapackages.find import case_field, doubtful, lookup, place, title
from datapackages.quality_advice import short
from datapackages.values import shown
from datapackages.words import SEALS, STATUSES, page_reason, reason_words
from schemas.core import CaseFile, Document, DocumentSeal, FieldValue, PageRef, PageStatus, Row, Status
from schemas.titles import COLUMNS, FIELDS, column_title, field_title, table_title

LONG_TABLE = 90
"""Rows beyond which a table is folded on the screen."""

UNKNOWN = "unknown"
"""The type of papers that could not be told."""

_DATES = ("issue_date", "report_date", "application_date", "period_end", "registration_date")


@dataclass(frozen=True)
class InventoryRow:
    """One received document."""

    document_id: str
    title: str
    places: list[str]
    pages: int
    dated: str
    valid_to: str
    expired: bool
    duplicates: list[str]
    unreadable: int
    unknown: bool
    review: int
    anchor: str


@dataclass(frozen=True)
class FieldView:
    """A field of a document."""

    title: str
    value: str
    raw: str
    status: str
    status_word: str
    confidence: str
    reason: str
    place: str
    crop: str | None
    method: str


@dataclass(frozen=True)
class CellView:
    """A cell of a table."""

    text: str
    numeric: bool
    doubtful: bool
    total: bool


@dataclass(frozen=True)
class TableView:
    """A table of a document."""

    title: str
    columns: list[tuple[str, bool]]
    """Title, and whether the column holds numbers."""
    rows: list[list[CellView]]
    doubtful: int
    folded: bool


@dataclass(frozen=True)
class PageView:
    """A page's thumbnail with a link to its image in the package."""

    label: str
    thumbnail: str | None
    link: str | None
    note: str


@dataclass(frozen=True)
class DocumentView:
    """A document's sheet."""

    anchor: str
    document_id: str
    title: str
    fields: list[FieldView]
    blank: list[str]
    seals: list[str]
    tables: list[TableView]
    pages: list[PageView]
    unknown: bool
    review: int


@dataclass(frozen=True)
class ReviewRow:
    """A value that a person must look at."""

    document: str
    document_id: str
    field: str
    value: str
    reason: str
    crop: str | None
    anchor: str


def inventory(case_file: CaseFile) -> list[InventoryRow]:
    """Every document that was received, in the order of the case."""
    return [_inventory_row(d, case_file) for d in case_file.case.documents]


def documents(
    case_file: CaseFile,
    crops: Mapping[str, str],
    thumbnails: Mapping[str, str],
    page_images: Mapping[str, str],
) -> list[DocumentView]:
    """The field sheets, in the order of the case."""
    waiting = Counter(item.document_id for item in case_file.review)
    return [_document(d, waiting[d.document_id], crops, thumbnails, page_images) for d in case_file.case.documents]


def review(case_file: CaseFile, crops: Mapping[str, str]) -> list[ReviewRow]:
    """The values that a person must look at."""
    by_id = {d.document_id: d for d in case_file.case.documents}
    rows = []
    for item in case_file.review:
        document = by_id.get(item.document_id)
        value = lookup(document, item.field) if document else None
        rows.append(
            ReviewRow(
                document=document.title_zh if document else "案件",
                document_id=item.document_id,
                field=title(document, item.field) if document else case_field(item.field),
                value=shown(item.field.rsplit(".", 1)[-1], value.value) if value else "",
                reason=reason_words(item.reason),
                crop=crops.get(places.crop(item.document_id, item.field)),
                anchor=_anchor(item.document_id) if document else "case",
            )
        )
    return rows


def _anchor(document_id: str) -> str:
    return f"d-{document_id}"


def _inventory_row(document: Document, case_file: CaseFile) -> InventoryRow:
    valid_to = document.field("valid_to")
    dated = next((document.field(name) for name in _DATES if document.field(name).value is not None), None)
    return InventoryRow(
        document_id=document.document_id,
        title=document.title_zh,
        places=_places(document),
        pages=len(document.pages),
        dated=shown("", dated.value) if dated else "",
        valid_to=shown("valid_to", valid_to.value),
        expired=valid_to.usable and isinstance(valid_to.value, date) and valid_to.value < case_file.case.as_of,
        duplicates=[p.duplicate_of for p in document.pages if p.duplicate_of],
        unreadable=sum(p.status is PageStatus.UNREADABLE for p in document.pages),
        unknown=document.type == UNKNOWN,
        review=sum(item.document_id == document.document_id for item in case_file.review),
        anchor=_anchor(document.document_id),
    )


def _places(document: Document) -> list[str]:
    """The files of a document with their page numbers, each file once."""
    by_file: dict[str, list[int]] = {}
    for page in document.pages:
        by_file.setdefault(page.file, []).append(page.page)
    return [f"{file} · 第{_ranges(numbers)}页" for file, numbers in by_file.items()]


def _ranges(numbers: list[int]) -> str:
    """Page numbers with runs joined: 1-3,5."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _document(
    document: Document,
    waiting: int,
    crops: Mapping[str, str],
    thumbnails: Mapping[str, str],
    page_images: Mapping[str, str],
) -> DocumentView:
    order = {name: index for index, name in enumerate(FIELDS.get(document.type, {}))}
    ordered = sorted(document.fields.items(), key=lambda item: order.get(item[0], len(order)))
    printed = [(name, v) for name, v in ordered if v.value is not None or doubtful(v)]
    blank = [field_title(document.type, name) for name, v in ordered if v.value is None and not doubtful(v)]
    return DocumentView(
        anchor=_anchor(document.document_id),
        document_id=document.document_id,
        title=document.title_zh,
        fields=[_field(document, name, v, crops) for name, v in printed],
        blank=blank,
        seals=[_seal(seal) for seal in document.seals],
        tables=[_table(document, name, rows) for name, rows in document.tables.items() if rows],
        pages=_pages(document, thumbnails, page_images),
        unknown=document.type == UNKNOWN,
        review=waiting,
    )


def _seal(seal: DocumentSeal) -> str:
    """A seal in one phrase: whose, what it says, where, whether it is sure."""
    said = " ".join(part for part in (seal.text or "", *seal.inner, seal.number or "") if part)
    notes = [
        f"第{seal.page}页",
        "压签章处" if seal.covers_signature else "",
        "" if seal.status is Status.ACCEPTED else "待人工核对",
    ]
    return f"{SEALS.get(seal.kind, seal.kind)}{f'「{said}」' if said else ''}（{'，'.join(n for n in notes if n)}）"


def _field(document: Document, name: str, value: FieldValue, crops: Mapping[str, str]) -> FieldView:
    evidence = value.evidence
    not_found = value.status is Status.MISSING
    return FieldView(
        title=field_title(document.type, name),
        value=shown(name, value.value),
        raw=_raw(evidence.raw, shown(name, value.value)) if evidence else "",
        status="review" if not_found else value.status.value,
        status_word="未找到" if not_found else STATUSES[value.status],
        confidence="" if not_found else _percent(value.confidence),
        reason=reason_words(value.reason),
        place=place(value) or "",
        crop=crops.get(places.crop(document.document_id, name)),
        method=evidence.method if evidence else "",
    )


def _percent(share: float) -> str:
    """A share with one decimal, cut off so that only certainty reads 100 %."""
    return f"{math.floor(share * 1000) / 10:g}%"


def _raw(raw: str, value: str) -> str:
    """The raw text when it tells more than the value: not when it differs in width, space or digit grouping alone."""
    return "" if _bare(raw) == _bare(value) else raw


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).replace(",", "").split())


def _pages(document: Document, thumbnails: Mapping[str, str], page_images: Mapping[str, str]) -> list[PageView]:
    views = []
    for index, page in enumerate(document.pages, 1):
        note = _page_note(page)
        label = f"工作表 {page.sheet}" if page.sheet else f"第{index}页"
        image = page.image or ""
        views.append(PageView(label, thumbnails.get(image), page_images.get(image), note))
    return views


def _page_note(page: PageRef) -> str:
    if page.status is PageStatus.UNREADABLE:
        return f"未能读取 {page_reason(page.reason)}".strip()
    if page.duplicate_of:
        return "重复页"
    return short([code for code in page.quality.codes if code != "photocopy"])


def _table(document: Document, name: str, rows: tuple[Row, ...]) -> TableView:
    """The table with those columns that hold anything, in the schema's order; internal keys are left out."""
    listed = COLUMNS.get(document.type, {}).get(name, {})
    present = {c for row in rows for c, v in row.items() if v.value is not None or doubtful(v)} - {"key"}
    columns = [c for c in listed if c in present] + sorted(present - listed.keys())
    cells = [[_cell(c, row.get(c), row) for c in columns] for row in rows]
    return TableView(
        title=table_title(name),
        columns=[(column_title(document.type, name, c), _numeric(c, rows)) for c in columns],
        rows=cells,
        doubtful=sum(cell.doubtful for row in cells for cell in row),
        folded=len(rows) > LONG_TABLE,
    )


def _numeric(column: str, rows: tuple[Row, ...]) -> bool:
    return any(column in row and isinstance(row[column].value, Decimal) for row in rows)


def _cell(column: str, value: FieldValue | None, row: Row) -> CellView:
    key = row["key"].value if "key" in row else None
    total = isinstance(key, str) and (key.startswith("total_") or key in _RESULTS)
    if value is None:
        return CellView("", False, False, total)
    return CellView(shown(column, value.value), isinstance(value.value, Decimal), doubtful(value), total)


_RESULTS = frozenset({"operating_profit", "net_profit", "cfo", "cfi", "cff", "net_increase", "cash_end"})
