"""The credit report that counts, and whom it is asked of."""

from __future__ import annotations

from checks import _papers
from checks._facts import field_of
from schemas.core import Case, Document


def applies(case: Case) -> str | None:
    """Applies to companies, and to sole proprietors who hand in a report."""
    reason = _papers.incorporated(case)
    return reason if reason and not case.of_type("credit_report") else None


def newest(case: Case) -> Document | None:
    """The newest report decides."""
    return max(case.of_type("credit_report"), key=lambda d: field_of(d, "report_date").text, default=None)
