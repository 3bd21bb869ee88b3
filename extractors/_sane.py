"""Values that cannot be what they claim to be: two columns read as one, a stamp's words in a name, a figure unlike its column.

The recogniser is sure of every character of them; only what such a value looks like tells. They wait for a person.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from schemas.core import Document, FieldValue, Row, Status
from schemas.core.acceptance import OPEN_REASONS
from standards import capital_amount

_NAMES = re.compile(
    r"(company|organisation|taxpayer|account|bank|firm|applicant)_name$|^(borrower|lender|beneficiary|employer)$"
)
_PARTIES = re.compile(r"^(counterparty|client|lessor|lessee|obligor|owner|holder|investor)$")
_PERSONS = frozenset({"legal_representative", "name", "party_a_name", "party_b_name"})

_MIXED = re.compile(
    r"\d{3}|有限(?!公司|责任|合伙|[)）]|$)|公司.*(?<!分)公司|(?:公司|行).?(?:报告|日期|时间)|\d[年月日]|\d{1,2}月\d|注册|法定代表|统一社会|经营范围|复印|核对|原件|仅供"
)
"""What no name of a company or institution holds: long figures, a second name, dates, words of forms and stamps."""

_HEADLESS = re.compile(
    r"^(?:有限|股份|和?.{0,3}集团有限公司分|国(?:建设|工商|农业|银行|民生|光大|邮政)|公司$|责任)|有限责任$|集团$|股份有限$|有限$"
)
"""Names without their beginning or end."""

_NO_PERSON = re.compile(r"核对|原件|复印|仅供|注册|法定|代表|住所|住址|类型|经营|签|章|日期|公司|\d")

_NO_TYPE = re.compile(r"\d|万元|^[月服]限|^限责")
"""A company's type holds no figures."""

_PLACES = frozenset({"address", "location", "domicile"})
_BEHIND_A_PLACE = re.compile(r"[号室幢栋层楼座].{0,3}有限(?:责任)?公司$")
"""An address ends before a company's name begins: a seal's words behind it."""

_PRINTED = re.compile(r"-?\(?[\d,]+\.(\d+)\)?")


def doubt(documents: Iterable[Document]) -> tuple[Document, ...]:
    """The documents with such values put before a person."""
    return tuple(_checked(document) for document in documents)


def _checked(document: Document) -> Document:
    printed = Counter(d for v in document.fields.values() if (d := _decimals(v)))
    usual, times = printed.most_common(1)[0] if printed else (None, 0)
    fields = {
        name: _held(value, "unlike_its_column")
        if times >= 3 and _decimals(value) == 0 and _is_open(value) and usual and value.value != 0
        else _field(name, value)
        for name, value in document.fields.items()
    }
    tables = {name: _table(rows) for name, rows in document.tables.items()}
    return document.model_copy(update={"fields": fields, "tables": tables})


def _field(name: str, value: FieldValue) -> FieldValue:
    text = value.value
    if not _is_open(value):
        return value
    if _is_odd_quantity(name, value):
        return _held(value, "odd_quantity")
    if _may_lack_a_numeral(value):
        return _held(value, "odd_quantity")
    if not isinstance(text, str):
        return value
    if name in _PLACES and _BEHIND_A_PLACE.search(text):
        return _held(value, "text_incomplete")
    if name == "right_type" and not text.endswith("权"):
        return _held(value, "text_incomplete")
    if _NAMES.search(name) and (_MIXED.search(text) or _HEADLESS.search(text)):
        return _held(value, "name_incomplete")
    if _PARTIES.search(name) and (_MIXED.search(text) or _HEADLESS.search(text)):
        return _held(value, "name_incomplete")
    if name in _PERSONS and _NO_PERSON.search(text):
        return _held(value, "not_a_name")
    if name in ("company_type", "organisation_type") and _NO_TYPE.search(text):
        return _held(value, "text_incomplete")
    return value


def _may_lack_a_numeral(value: FieldValue) -> bool:
    """An amount in capitals alone that passes over a unit; figures beside them that agree vouch for it."""
    evidence = value.evidence
    if evidence is None or not isinstance(value.value, Decimal) or "capitals=digits" in evidence.method:
        return False
    return capital_amount.skips(evidence.raw)


def _is_odd_quantity(name: str, value: FieldValue) -> bool:
    """An area without its two decimals or of a few square metres, a loan of a month or two: figures are missing."""
    quantity = value.value
    if isinstance(quantity, str | bool | date | tuple) or quantity is None:
        return False
    if name == "area_sqm":
        return quantity < 10 or _decimals(value) == 0
    return name == "term_months" and quantity < 3


def _table(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows with names looked at as in fields, and amounts compared with the decimals that their column prints."""
    usual = {column: _usual_decimals([row[column] for row in rows if column in row]) for column in _columns(rows)}
    checked = tuple({c: _cell(c, value, usual[c]) for c, value in row.items()} for row in rows)
    return tuple(_whole(row) for row in checked)


def _whole(row: Row) -> Row:
    """A row that holds the torn-off end of a name is a piece of its neighbour."""
    torn = any(isinstance(v.value, str) and v.reason == "name_incomplete" and len(v.value) <= 4 for v in row.values())
    return {c: _held(v, "row_unclear") if torn and _is_open(v) else v for c, v in row.items()}


def _columns(rows: tuple[Row, ...]) -> set[str]:
    return {column for row in rows for column in row}


def _cell(column: str, value: FieldValue, decimals: int | None) -> FieldValue:
    found = _decimals(value)
    if found is not None and decimals is not None and found != decimals and _is_open(value) and value.value != 0:
        return _held(value, "unlike_its_column")
    return _field(column, value)


def _usual_decimals(values: list[FieldValue]) -> int | None:
    """The number of decimals that most amounts of a column have; null for whole numbers and short columns.

    Where amounts with decimals have them in no usual number, figures were torn: no number fits, which -1 says.
    """
    counted = Counter(d for v in values if (d := _decimals(v)) is not None and v.value != 0)
    usual, times = counted.most_common(1)[0] if counted else (None, 0)
    total = sum(counted.values())
    if total < 4 or counted[0] == total:
        return None
    return usual if usual and times >= 0.6 * total else -1 if counted[0] <= 0.5 * total else None


def _decimals(value: FieldValue) -> int | None:
    """Decimals of an amount as it was read from a picture; 0 for a bare figure, null for anything else."""
    evidence = value.evidence
    if (
        evidence is None
        or evidence.cell is not None
        or value.value is None
        or isinstance(value.value, str | bool | int)
    ):
        return None
    raw = re.sub(r"[\s¥￥]|平方米|㎡|m2?$|[万亿]?元$", "", evidence.raw)
    printed = _PRINTED.fullmatch(raw)
    if printed:
        return len(printed[1])
    return 0 if re.fullmatch(r"-?\(?[\d,]+\)?", raw) else None


def _is_open(value: FieldValue) -> bool:
    evidence = value.evidence
    if evidence is None or evidence.cell is not None:
        return False
    return value.status is Status.ACCEPTED or (value.status is Status.REVIEW and value.reason in OPEN_REASONS)


def _held(value: FieldValue, reason: str) -> FieldValue:
    return value.model_copy(
        update={"status": Status.REVIEW, "confidence": min(value.confidence, 0.5), "reason": reason}
    )
