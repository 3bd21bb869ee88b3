"""Forms that are both ruled and labelled: what the cells say and what the labels lead to, weighed against each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors._cells import labelled_cells
from extractors._fields import Form, judged, read
from extractors._view import PageView
from schemas.core import FieldValue, Status


def read_both(
    form: Form, views: Sequence[PageView], extractor: str, cell_labels: Mapping[str, Sequence[str]] | None = None
) -> dict[str, FieldValue]:
    """Every field of the form. A cell's longer text wins over a label's; two different readings wait for a person."""
    fields = read(form, views, extractor)
    labels = {n: s.labels for n, s in form.fields.items() if s.labels} | dict(cell_labels or {})
    cells = labelled_cells(views, labels)
    for name, spec in form.fields.items():
        span = cells.get(form.shared.get(name, name))
        parsed = spec.parse(span) if span is not None else None
        if span is not None and parsed is not None:
            fields[name] = weighed(fields[name], judged(span, parsed, extractor, "cell"))
    return fields


def weighed(label: FieldValue, cell: FieldValue) -> FieldValue:
    """One of two readings of the same field."""
    if label.value is None or cell.value is None:
        return cell if cell.value is not None or label.evidence is None else label
    if label.value == cell.value:
        return max(label, cell, key=lambda v: (v.usable, v.confidence))
    if isinstance(cell.value, str) and str(label.value) in cell.value:
        return cell
    if not label.usable or not cell.usable:
        return cell if cell.usable or not label.usable and cell.confidence >= label.confidence else label
    return cell.model_copy(update={"status": Status.REVIEW, "confidence": 0.5, "reason": "places_differ"})
