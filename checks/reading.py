"""Whether what must be known was read: deciding fields, amounts printed twice, units and periods of statements."""

from __future__ import annotations

from collections.abc import Iterator

from checks import _papers
from checks._facts import Fact, cell_of, field_of, name_of, yuan
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from schemas.core import Case, Document, Severity, Status
from schemas.titles import field_title
from standards import capital_amount

_DECIDING: dict[str, tuple[str, ...]] = {
    "guarantee_application": ("applicant_name", "amount", "term_months", "application_date"),
    "business_licence": ("company_name", "legal_representative", "valid_to", "issue_date"),
    "resident_id_card": ("name", "id_number", "birth_date", "valid_to"),
    "organisation_code_certificate": ("organisation_code", "organisation_name", "valid_to"),
    "tax_registration_certificate": ("taxpayer_id", "taxpayer_name", "tax_authority_kind"),
    "credit_report": ("company_name", "report_date", "outstanding_count", "outstanding_balance"),
    "loan_card": ("loan_card_code", "company_name"),
    "account_opening_permit": ("company_name", "account_number"),
    "capital_verification_report": ("company_name", "paid_in_capital", "report_date"),
    "balance_sheet": ("company_name", "period_end", "unit"),
    "income_statement": ("company_name", "period_end", "unit"),
    "household_register_page": ("name", "id_number", "birth_date"),
    "income_proof": ("name", "annual_income", "issue_date"),
}
"""The fields that the checks of the required papers cannot do without."""

_NUMBERS = ("unified_social_credit_code", "registration_number")
_SHOWN = 8
_CLEAR = 0.9
"""Probability of the weakest character from which a reading is clear."""


@check("DOC-003", title="关键字段已确认", article="3", severity=Severity.MEDIUM)
def read_for_sure(case: Case) -> Outcome:
    """No field that decides waits for a person."""
    papers = [d for d in case.documents if d.type in _DECIDING]
    if not papers:
        return unknown("没有可核对的资料。")
    waiting = [f for d in papers for f in _waiting(d)]
    if not waiting:
        return passed(f"{len(papers)} 份资料的关键字段均已确认。")
    listed = "、".join(f"{name_of(f.document)}{field_title(f.document.type, f.path)}" for f in waiting[:_SHOWN])
    more = f"等 {len(waiting)} 项" if len(waiting) > _SHOWN else ""
    return unknown(f"{listed}{more}待人工复核后才能据以判断。", *waiting)


def _waiting(document: Document) -> Iterator[Fact]:
    """The deciding fields of a paper that are not confirmed; of a licence's two numbers one is enough."""
    named = [field_of(document, n) for n in _DECIDING[document.type]]
    if document.type == "business_licence":
        numbers = [field_of(document, n) for n in _NUMBERS]
        named += [] if any(f.usable for f in numbers) else numbers[:1]
    yield from (f for f in named if f.field.status is Status.REVIEW)


@check("DOC-006", title="金额大小写一致", article="3", severity=Severity.HIGH)
def capitals_fit_digits(case: Case) -> Outcome:
    """An amount printed in capitals and in figures is the same."""
    found = [o for d in case.documents for f in _amounts(d) if (o := _twice(f)) is not None]
    return worst(found, unknown("没有读到同时写有大写和小写的金额。"))


def _amounts(document: Document) -> Iterator[Fact]:
    """Every amount of a paper, in its head and in its tables."""
    yield from (field_of(document, n) for n in document.fields)
    for table, rows in document.tables.items():
        yield from (cell_of(document, table, i, row, c) for i, row in enumerate(rows) for c in row)


def _twice(fact: Fact) -> Outcome | None:
    """One amount; null when it is not printed both ways."""
    evidence = fact.field.evidence
    printed = capital_amount.printed_twice(evidence.raw) if evidence and fact.amount is not None else None
    if printed is None:
        return None
    words, figures = printed
    title = field_title(fact.document.type, fact.path)
    if words == figures:
        return passed(f"{name_of(fact.document)}{title}大小写一致：{yuan(words)}", fact)
    message = f"{name_of(fact.document)}{title}大写为 {yuan(words)}，小写为 {yuan(figures)}，不一致"
    if fact.usable:
        return failed(message, fact)
    return (
        warned(f"{message}（待人工确认）", fact) if _clear(fact) else unknown(f"{message}，读数不清，待人工复核", fact)
    )


def _clear(fact: Fact) -> bool:
    """Whether both amounts were read clearly, so that it is the paper that contradicts itself."""
    sureness = fact.field.evidence.sureness if fact.field.evidence else None
    return sureness is not None and sureness >= _CLEAR


_STATEMENTS = ("balance_sheet", "income_statement", "cash_flow_statement")
_HEAD = {"balance_sheet": ("unit", "period_end")}


def _has_statements(case: Case) -> str | None:
    """Applies to companies, and to others who hand in statements."""
    reason = _papers.incorporated(case)
    return reason if reason and not any(case.of_type(t) for t in _STATEMENTS) else None


@check("DOC-007", title="报表单位和期间", article="5.1.4", severity=Severity.HIGH, applies=_has_statements)
def head_is_known(case: Case) -> Outcome:
    """Unit and period of every statement are known; a unit that is not printed is never assumed."""
    papers = [d for t in _STATEMENTS for d in case.of_type(t)]
    if not papers:
        return unknown("没有财务报表。")
    heads = [field_of(d, n) for d in papers for n in _HEAD.get(d.type, ("unit", "period_start", "period_end"))]
    lacking = [f for f in heads if not f.usable]
    if lacking:
        listed = "、".join(f"{_called(f)}{field_title(f.document.type, f.path)}" for f in lacking)
        return unknown(f"{listed}没有读到或待人工复核，请在原件上确认，不得默认为元。", *lacking)
    return passed(f"{len(papers)} 张报表的金额单位和期间均已确定。", *heads)


def _called(fact: Fact) -> str:
    """The statement's name."""
    return name_of(fact.document)
