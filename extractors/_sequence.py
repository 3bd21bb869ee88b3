"""The date of application against the credit report's: a report is fetched for the application, days or weeks before it.

So much hangs on this date (it decides by which rules the case is judged) that what bears it out is worth a step of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from schemas.core import Document, FieldValue, Status

STEP = "in_sequence"

_MOST_DAYS = 60
"""Between the newest credit report and the application."""


def bear_out(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents, an application's date that follows the newest credit report's closely marked as borne out."""
    reports = [d.field("report_date") for d in documents if d.type == "credit_report"]
    days = [v.value for v in reports if v.status is Status.ACCEPTED and isinstance(v.value, date)]
    return tuple(_marked(d, max(days)) if days and d.type == "guarantee_application" else d for d in documents)


def _marked(document: Document, report: date) -> Document:
    value = document.field("application_date")
    day, evidence = value.value, value.evidence
    if evidence is None or not isinstance(day, date) or not 0 <= (day - report).days <= _MOST_DAYS:
        return document
    marked = value.model_copy(update={"evidence": evidence.model_copy(update={"method": f"{evidence.method}+{STEP}"})})
    return document.model_copy(update={"fields": document.fields | {"application_date": marked}})


def is_borne_out(value: FieldValue) -> bool:
    """Whether a date that was read well enough by itself is borne out as well."""
    evidence = value.evidence
    return value.status is Status.ACCEPTED and evidence is not None and STEP in evidence.method.split("+")
