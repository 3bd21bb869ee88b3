"""How long the guarantee that is asked for would run."""

from __future__ import annotations

from datetime import date, timedelta

from schemas.core import Case

_DAYS_A_MONTH = 30.4375


def due(case: Case) -> date | None:
    """When a loan of the term applied for would end, were it granted on the day of judgement; null when unknown."""
    term = case.field("guarantee_application.term_months")
    if not term.usable or not isinstance(term.value, int) or not 0 < term.value <= 600:
        return None
    return case.as_of + timedelta(days=round(term.value * _DAYS_A_MONTH))
