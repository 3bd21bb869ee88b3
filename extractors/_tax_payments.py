"""The payments on a tax certificate: one row each, and the total that vouches for their amounts."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from extractors import _amounts
from extractors._captions import Captions
from extractors._mend import Cell, linear, mend
from extractors._sentences import digits_of
from extractors._tables import Record, read_pages, records
from extractors._values import ACCEPT, from_span
from extractors._view import PageView, Span
from schemas.core import NOT_FOUND, FieldValue, Row, Status
from standards import chinese_date

CAPTIONS = Captions(
    {
        "voucher": ("原凭证号", "原凭证号码", "原始凭证号", "电子税票号码", "税票号码", "凭证号"),
        "tax_kind": ("税种", "征收项目", "税(费)种", "税费种", "税种名称"),
        "item": ("品目名称", "征收品目", "品目", "税目", "品目/税目"),
        "period": ("税款所属时期", "税款所属期", "所属时期", "所属期", "税款所属期间", "税(费)款所属时期"),
        "period_start": ("税款所属期起", "所属期起", "税款所属时期起"),
        "period_end": ("税款所属期止", "所属期止", "税款所属时期止"),
        "paid_date": ("入(退)库日期", "入库日期", "缴款日期", "入退库日期", "扣款日期", "上解日期"),
        "amount": (
            "实缴(退)金额",
            "实缴金额",
            "实缴(退)税额",
            "实缴税额",
            "金额",
            "税额",
            "实缴退金额",
            "实缴(退)金额(元)",
        ),
    },
    {"paid_date": "date", "period_start": "date", "period_end": "date", "amount": "amount"},
)

KINDS = (
    "增值税",
    "营业税",
    "消费税",
    "企业所得税",
    "个人所得税",
    "城市维护建设税",
    "教育费附加",
    "地方教育附加",
    "地方教育费附加",
    "印花税",
    "房产税",
    "城镇土地使用税",
    "土地增值税",
    "车船税",
    "车辆购置税",
    "契税",
    "资源税",
    "环境保护税",
    "耕地占用税",
    "残疾人就业保障金",
    "文化事业建设费",
    "水利建设基金",
    "水利建设专项收入",
    "地方水利建设基金",
    "工会经费",
    "价格调节基金",
    "河道管理费",
    "社会保险费",
    "滞纳金",
    "罚款",
    "税务行政性罚款",
    "其他收入",
)
_DATE = r"(?:19|20)\d{2}[-./年]?\d{1,2}[-./月]?\d{1,2}日?"
_PERIOD = re.compile(rf"({_DATE})\D{{0,3}}({_DATE})")
_MONTH = re.compile(r"((?:19|20)\d{2})[-./年]?(0?[1-9]|1[0-2])月?(?!\d)")
_AMOUNT = re.compile(r"(?<![\d.,])[-¥]{0,2}\d[\d,.]*\.\d{2}(?!\d)")
"""With points for commas where the reader took them so: a number is read from its first digit on, or not at all."""


def read(views: Sequence[PageView], total: FieldValue, extractor: str) -> tuple[tuple[Row, ...], FieldValue]:
    """The rows and the total, each under the other's witness."""
    pages = read_pages(views, CAPTIONS, lambda text: False)
    found = [r for r in records(pages, CAPTIONS, lambda text: False, frozenset()) if _is_payment(r)]
    rows = [_row(r, extractor) for r in found]
    _add_points(found, rows, total, extractor)
    for index, reading in _misread(found, rows, total).items():
        rows[index]["amount"] = _decoded(rows[index]["amount"], reading)
    amounts = [row["amount"].value for row in rows]
    if rows and total.value is not None and all(isinstance(a, Decimal) for a in amounts):
        agrees = sum(a for a in amounts if isinstance(a, Decimal)) == total.value
        for row in rows:
            row["amount"] = _witnessed(row["amount"]) if agrees else _doubted(row["amount"])
        total = _witnessed(total) if agrees else _doubted(total)
    elif any(row["amount"].value is None or row["tax_kind"].value is None for row in rows):
        rows = [{column: _misplaced(value) for column, value in row.items()} for row in rows]
    return tuple(rows), total


def _add_points(
    found: Sequence[Record], rows: Sequence[dict[str, FieldValue]], total: FieldValue, extractor: str
) -> None:
    """Amounts whose point the reader lost (copies lose it) get it back where all rows then add up to the total."""
    lost: dict[int, tuple[Span, Decimal]] = {}
    known = Decimal(0)
    for index, (record, row) in enumerate(zip(found, rows, strict=True)):
        value, span = row["amount"].value, _span(record, "amount")
        if isinstance(value, Decimal):
            known += value
        elif span is not None and re.fullmatch(r"\d{3,11}", span.text):
            lost[index] = span, Decimal(span.text) / 100
        else:
            return
    if not lost or known + sum(amount for _, amount in lost.values()) != total.value:
        return
    for index, (span, amount) in lost.items():
        rows[index]["amount"] = from_span(span, amount, method="column+sum_decoded", extractor=extractor, accept=0.9)


def _misread(found: Sequence[Record], rows: Sequence[Row], total: FieldValue) -> dict[int, _amounts.Reading]:
    """The row whose amount, in another reading of the recogniser, makes all rows add up to a total that is sure."""
    if not total.usable or not isinstance(total.value, Decimal):
        return {}
    values: dict[Cell, Decimal] = {-1: total.value}
    others: dict[Cell, Sequence[_amounts.Reading]] = {}
    for index, (record, row) in enumerate(zip(found, rows, strict=True)):
        span, value = _span(record, "amount"), row["amount"].value
        match = _AMOUNT.search(span.text) if span is not None else None
        if span is None or match is None or not isinstance(value, Decimal):
            return {}
        values[index] = value
        others[index] = _amounts.readings(span.chars[match.start() : match.end()])
    terms: dict[Cell, int] = {index: 1 for index in range(len(rows))}
    mended = mend(values, others, [linear(terms | {-1: -1})])
    return {cell: reading for cell, reading in mended.items() if isinstance(cell, int)}


def _decoded(value: FieldValue, reading: _amounts.Reading) -> FieldValue:
    """The amount as the total and the recogniser's other reading have it."""
    assert value.evidence is not None
    evidence = value.evidence.model_copy(update={"method": value.evidence.method + "+sum_decoded"})
    return value.model_copy(update={"value": reading.amount.value, "evidence": evidence})


def _misplaced(value: FieldValue) -> FieldValue:
    """A cell of a table with holes in it may belong to a neighbouring row."""
    if not value.usable:
        return value
    return value.model_copy(update={"status": Status.REVIEW, "confidence": 0.5, "reason": "row_unclear"})


def _is_payment(record: Record) -> bool:
    kind = record.text("tax_kind")
    return _kind_of(kind) is not None or (
        _AMOUNT.search(record.text("amount")) is not None
        and re.match(_DATE, record.text("paid_date")) is not None
        and "合计" not in kind + record.text("voucher")[:4]
    )


def _kind_of(text: str) -> str | None:
    return max((k for k in KINDS if text.startswith(k)), key=len, default=None)


def _witnessed(value: FieldValue) -> FieldValue:
    """An amount that adds up with all others."""
    if value.evidence is None or (value.usable and value.confidence >= 0.99):
        return value
    evidence = value.evidence.model_copy(update={"method": value.evidence.method + "+sum_witness"})
    return FieldValue(value=value.value, status=Status.ACCEPTED, confidence=0.99, evidence=evidence)


def _doubted(value: FieldValue) -> FieldValue:
    """An amount of a table that does not add up is used unseen only when every character is nearly certain."""
    if not value.usable or value.confidence >= 0.995:
        return value
    return value.model_copy(update={"status": Status.REVIEW, "confidence": 0.5, "reason": "sum_differs"})


def _row(record: Record, extractor: str) -> Row:
    start, end = _period(record, extractor)
    return {
        "tax_kind": _tax_kind(record, extractor),
        "period_start": start,
        "period_end": end,
        "paid_date": _part(record, "paid_date", re.compile(_DATE), extractor, 0.93),
        "amount": _part(record, "amount", _AMOUNT, extractor, ACCEPT),
    }


def _span(record: Record, key: str) -> Span | None:
    return record.entries[key].cell.span if key in record.entries else None


def _tax_kind(record: Record, extractor: str) -> FieldValue:
    span = _span(record, "tax_kind")
    if span is None:
        return NOT_FOUND
    known = _kind_of(span.text)
    part = Span(span.page, span.chars[: len(known)]) if known else span
    whole = known is not None and re.match(r"[\u4e00-\u9fff]", span.text[len(known) :]) is None
    return from_span(
        part,
        known or span.text,
        method="column",
        extractor=extractor,
        accept=0.85 if whole else ACCEPT,
        doubt=None if known else "unusual",
    )


def _part(record: Record, key: str, pattern: re.Pattern[str], extractor: str, accept: float) -> FieldValue:
    """A date or an amount out of its cell; the first when a missing ruling let in more."""
    span = _span(record, key)
    match = pattern.search(span.text) if span is not None else None
    if span is None or match is None:
        return NOT_FOUND
    part = Span(span.page, span.chars[match.start() : match.end()])
    if "date" in key or "period" in key:
        return from_span(part, _day(match[0]), method="column", extractor=extractor, accept=accept)
    amount = _amounts.read(match[0])
    method = "column+amount_grammar" if amount is not None and amount.repaired else "column"
    value = amount.value if amount is not None else None
    return from_span(part, value, method=method, extractor=extractor, accept=accept)


def _day(text: str) -> date | str | None:
    """The date; where the reader lost a hyphen, the eight digits still are one."""
    found = chinese_date.parse(text)
    digits = re.sub(r"\D", "", text)
    if found is not None or len(digits) != 8:
        return found
    return chinese_date.parse(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")


def _period(record: Record, extractor: str) -> tuple[FieldValue, FieldValue]:
    """Both ends; whole months are usual, so that one end vouches for the other."""
    span = _span(record, "period")
    if span is None:
        day = re.compile(_DATE)
        return _part(record, "period_start", day, extractor, 0.93), _part(record, "period_end", day, extractor, 0.93)
    match = _PERIOD.search(span.text)
    if match is None:
        return _month(span, extractor)
    start, end = _day(match[1]), _day(match[2])
    whole = (
        isinstance(start, date)
        and isinstance(end, date)
        and start.day == 1
        and end.day == monthrange(end.year, end.month)[1]
        and 0 <= (end - start).days < 370
    )
    ends = []
    for group, day_ in ((1, start), (2, end)):
        part = Span(span.page, span.chars[match.start(group) : match.end(group)])
        own = Span(span.page, digits_of(part)) if digits_of(part) else part
        factor = own.sureness / max(part.sureness, 1e-6)
        ends.append(
            from_span(part, day_, method="column", extractor=extractor, factor=factor, accept=0.75 if whole else 0.95)
        )
    return ends[0], ends[1]


def _month(span: Span, extractor: str) -> tuple[FieldValue, FieldValue]:
    """A month printed alone stands for its first and last day."""
    match = _MONTH.match(span.text)
    if match is None:
        return NOT_FOUND, NOT_FOUND
    span = Span(span.page, span.chars[: match.end()])
    year, month = int(match[1]), int(match[2])
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return (
        from_span(span, first, method="column+whole_month", extractor=extractor),
        from_span(span, last, method="column+whole_month", extractor=extractor),
    )
