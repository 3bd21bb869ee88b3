"""All checks of a case in one judgement."""

from __future__ import annotations

from checks import (  # each import registers its checks
    _papers,
    _registry,
    _visit,
    addresses,
    audit,
    borrowings,
    business,
    capital,
    cash_flow,
    codes,
    continuity,
    costs,
    credit,
    credit_sums,
    declared,
    documents,
    equity,
    expiry,
    fixed_assets,
    forms,
    guarantees,
    headings,
    identity,
    intangibles,
    inventories,
    investments,
    ledgers,
    licence,
    loan_cards,
    ownership,
    payables,
    persons,
    plausibility,
    ratios,
    reading,
    receivables,
    registrar,
    revenue,
    shareholders,
    stamps,
    statements,
    tax_offices,
    tax_returns,
    taxes,
    trends,
)
from schemas.core import Case, Judgement

SUBJECTS = (
    documents,
    reading,
    stamps,
    forms,
    licence,
    registrar,
    business,
    codes,
    taxes,
    tax_returns,
    tax_offices,
    identity,
    addresses,
    ownership,
    declared,
    persons,
    statements,
    continuity,
    cash_flow,
    equity,
    headings,
    audit,
    plausibility,
    ratios,
    trends,
    ledgers,
    shareholders,
    receivables,
    inventories,
    investments,
    fixed_assets,
    intangibles,
    borrowings,
    payables,
    capital,
    revenue,
    costs,
    credit,
    credit_sums,
    loan_cards,
    guarantees,
    expiry,
)
"""The modules of checks, by subject."""


def judge(case: Case, *, strict: bool = False) -> Judgement:
    """Findings of every check, missing and wanted documents, and what to look at on the visit.

    Never raises: an error in one check becomes `cannot_determine` with an error number in the log. With `strict` it is
    raised instead, for tests.
    """
    own = _papers.of_applicant(case)
    findings = _registry.findings(own, case, strict=strict)
    return Judgement(
        findings=findings,
        missing_documents=_papers.missing(own),
        wanted_documents=_papers.wanted(own),
        visit=_visit.visit(own, findings),
    )
