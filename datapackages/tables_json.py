"""The checks' tables as package.json has them: every amount a decimal string, every line with its places."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any

from datapackages.citing import cite
from datapackages.values import plain_decimal
from schemas.core import CaseFile, Citation, Reconciliation
from schemas.core.cash import CashPlan
from schemas.core.parties import PartySheet
from schemas.core.spread import Ratio, Spread, SpreadLine

Json = dict[str, Any]
Crops = Collection[str]

RECONCILED = ("borrowings", "lt_borrowings", "notes_payable")
"""The reconciliations, in their order; the first is always named, null when there is none."""


def of_case(case_file: CaseFile, crops: Crops) -> Json:
    """The keys `reconciliations`, `spread`, `cash_plan` and `party_table`; null, or empty, where the case has none."""
    tables = case_file.tables
    return {
        "reconciliations": _reconciliations(case_file, crops),
        "spread": _spread(tables.spread, crops) if tables.spread else None,
        "cash_plan": _cash_plan(tables.cash_plan, crops) if tables.cash_plan else None,
        "party_table": [_party(sheet, crops) for sheet in tables.parties],
    }


def reconciliations(case_file: CaseFile) -> dict[str, Reconciliation]:
    """The case's reconciliations by name, short-term borrowings first."""
    found = dict(case_file.tables.reconciliations)
    if case_file.borrowings is not None:
        found["borrowings"] = case_file.borrowings
    order = {name: number for number, name in enumerate(RECONCILED)}
    return {name: found[name] for name in sorted(found, key=lambda n: (order.get(n, len(order)), n))}


def _reconciliations(case_file: CaseFile, crops: Crops) -> Json:
    found = {name: _reconciliation(table, crops) for name, table in reconciliations(case_file).items()}
    return {"borrowings": None, **found}


def _reconciliation(table: Reconciliation, crops: Crops) -> Json:
    content = table.model_dump(mode="json", exclude={"rows", "steps"})
    content["rows"] = [
        row.model_dump(mode="json", exclude={"citation"})
        | {"citation": cite(row.citation, crops) if row.citation else None}
        for row in table.rows
    ]
    content["steps"] = [
        {"label": step.label, "amount": step.amount, "citations": _citations(step.citations, crops)}
        for step in table.steps
    ]
    return content


def _spread(spread: Spread, crops: Crops) -> Json:
    return {
        "verified": spread.verified,
        "quality": spread.quality,
        "against": list(spread.against),
        "periods": [period.model_dump(mode="json") for period in spread.periods],
        "lines": [_line(line, crops) for line in spread.lines],
        "ratios": [_ratio(ratio, crops) for ratio in spread.ratios],
    }


def _line(line: SpreadLine, crops: Crops) -> Json:
    values = [
        {"value": _money(v.value), "reason": v.reason, "citations": _citations(v.citations, crops)} for v in line.values
    ]
    growth = [None if share is None else plain_decimal(share, 4) for share in line.growth]
    named = {"statement": line.statement, "key": line.key, "title": line.title, "composite": line.composite}
    return named | {"values": values, "growth": growth}


def _ratio(ratio: Ratio, crops: Crops) -> Json:
    content = ratio.model_dump(mode="json", include={"ratio", "title", "formula", "unit", "period_end", "reason"})
    value = None if ratio.value is None else plain_decimal(ratio.value, 0)
    inputs = [
        {"title": i.title, "value": _money(i.value), "citations": _citations(i.citations, crops)} for i in ratio.inputs
    ]
    return content | {"value": value, "inputs": inputs}


def _cash_plan(plan: CashPlan, crops: Crops) -> Json:
    """The plan; without bank statements nothing is said of inflow and outflow."""
    content = plan.model_dump(mode="json", exclude={"dues"})
    content["estimate"] = True
    if not plan.statement_months:
        content["months"] = [month | {"inflow": None, "outflow": None} for month in content["months"]]
    content["dues"] = [
        due.model_dump(mode="json", exclude={"citation"})
        | {"citation": cite(due.citation, crops) if due.citation else None}
        for due in plan.dues
    ]
    return content


def _party(sheet: PartySheet, crops: Crops) -> Json:
    content = sheet.model_dump(mode="json", exclude={"facts"})
    content["facts"] = [
        {
            "name": fact.name,
            "value": fact.value,
            "agreement": fact.agreement,
            "sources": [cite(s.citation, crops) | {"status": s.status.value} for s in fact.sources],
        }
        for fact in sheet.facts
    ]
    return content


def _citations(citations: Iterable[Citation], crops: Crops) -> list[Json]:
    return [cite(c, crops) for c in citations]


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else plain_decimal(amount, 2)
