"""The head of a bank statement that came as a sheet: captions and values in one cell or side by side."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from extractors._bank_rows import CAPTIONS, item_of
from extractors._fields import Form
from extractors._parse import Parsed
from extractors._values import value_of
from extractors._view import Char, PageView, Span, squeeze
from schemas.core import Cell, FieldValue, Table

_PAIR = re.compile(
    r"(?P<label>[\u4e00-\u9fff()/]{2,12}):\s*(?P<value>(?:[^:]|(?<=\d):(?=\d))*?)(?=[\s,;]+[\u4e00-\u9fff()/]{2,12}:|$)"
)


def sheet_head(view: PageView, form: Form, extractor: str) -> dict[str, FieldValue]:
    """Every field of the form that the sheet's captions lead to; of several the first."""
    found: dict[str, FieldValue] = {}
    for table in view.tables:
        for label, text, home in _pairs(table):
            for name, spec in form.fields.items():
                source = form.shared.get(name, name)
                if name in found or label not in form.fields[source].labels:
                    continue
                parsed = spec.parse(_as_span(view, text))
                if parsed is not None and parsed.value is not None:
                    found[name] = _value(view, home, parsed, extractor)
    return found


def _pairs(table: Table) -> Iterator[tuple[str, str, Cell]]:
    """Caption, value and the value's cell."""
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    for _, cells in sorted(rows.items()):
        cells.sort(key=lambda c: c.column)
        if sum(CAPTIONS.match(squeeze(c.text)) is not None for c in cells) >= 3:
            continue
        for i, cell in enumerate(cells):
            text = unicodedata.normalize("NFKC", cell.text).strip()
            label = squeeze(text).rstrip(":")
            if i + 1 < len(cells) and (":" not in text or text.endswith(":")):
                after = cells[i + 1]
                yield label, after.number or after.text, after
            for match in _PAIR.finditer(text):
                if match["value"].strip():
                    yield squeeze(match["label"]), match["value"], cell


def _as_span(view: PageView, text: str) -> Span:
    """A cell's text as characters without places, for the parsers."""
    plain = squeeze(text)
    return Span(view.index, tuple(Char(c, 0.0, 0.0, 0.0, 0.0, 1.0, -1) for c in plain))


def _value(view: PageView, home: Cell, parsed: Parsed, extractor: str) -> FieldValue:
    return value_of(
        parsed.value,
        raw=home.text,
        place=item_of(view, home).place,
        confidence=home.confidence,
        method="+".join(s for s in ("caption", parsed.method) if s),
        extractor=extractor,
        doubt=parsed.doubt,
    )
