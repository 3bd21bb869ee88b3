"""Contradictions that the drawn papers cannot show, put into what was read of the clean ones; and checks that never fail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from benchmarks._seeded_list import Never, Seed
from schemas.core import (
    ABSENT,
    BoundingBox,
    Case,
    Document,
    Evidence,
    FieldValue,
    PageRef,
    PageStatus,
    PaperReview,
    PersonRecord,
    Plain,
    Status,
)

Cells = Mapping[str, Plain | None]
_PLACE = BoundingBox(x0=0.1, top=0.1, x1=0.2, bottom=0.12)


def value(plain: Plain | None) -> FieldValue:
    """An accepted value, or one that is printed nowhere."""
    if plain is None:
        return ABSENT
    raw = f"{plain:,.2f}" if isinstance(plain, Decimal) else str(plain)
    evidence = Evidence(page=1, box=_PLACE, raw=raw, method="seeded", extractor="seeded")
    return FieldValue(value=plain, status=Status.ACCEPTED, confidence=0.999, evidence=evidence)


def _paper(type_: str, fields: Cells, tables: Mapping[str, list[Cells]]) -> Document:
    page = PageRef(file=f"{type_}.pdf", sha256="0" * 64, page=1, status=PageStatus.READ)
    return Document(
        document_id=f"seeded-{type_}-{len(fields)}-{id(fields)}",
        type=type_,
        title_zh="",
        type_confidence=1.0,
        pages=(page,),
        fields={k: value(v) for k, v in fields.items()},
        tables={t: tuple({k: value(v) for k, v in row.items()} for row in rows) for t, rows in tables.items()},
        extractor="seeded",
    )


def _with(case: Case, *papers: Document) -> Case:
    return case.model_copy(update={"documents": (*case.documents, *papers)})


def _edited(case: Case, type_: str, edit: Callable[[Document], Document]) -> Case:
    at = next(i for i, d in enumerate(case.documents) if d.type == type_)
    papers = list(case.documents)
    papers[at] = edit(papers[at])
    return case.model_copy(update={"documents": tuple(papers)})


def _fields(**values: Plain | None) -> Callable[[Document], Document]:
    said = {k: value(v) for k, v in values.items()}
    return lambda d: d.model_copy(update={"fields": dict(d.fields) | said})


def _line(key: str, **values: Plain | None) -> Callable[[Document], Document]:
    said = {k: value(v) for k, v in values.items()}

    def edit(d: Document) -> Document:
        rows = tuple(dict(r) | said if r["key"].value == key else r for r in d.tables["lines"])
        if not any(r["key"].value == key for r in d.tables["lines"]):
            rows += ({"key": value(key), "label": value(key)} | said,)
        return d.model_copy(update={"tables": dict(d.tables) | {"lines": rows}})

    return edit


def _row(table: str, **values: Plain | None) -> Callable[[Document], Document]:
    added = {k: value(v) for k, v in values.items()}
    return lambda d: d.model_copy(update={"tables": dict(d.tables) | {table: (*d.tables.get(table, ()), added)}})


def _said(case: Case, **names: object) -> Case:
    record = PersonRecord.model_validate({"reviewer": "王芳", "at": datetime(2023, 5, 17), **names})
    return case.model_copy(update={"records": (record,)})


def _not_seen(case: Case) -> Case:
    seen = [PaperReview(document_id=d.document_id, original_seen=True, copy_stamped=True) for d in case.documents]
    at = next(i for i, d in enumerate(case.documents) if d.type == "resident_id_card")
    seen[at] = seen[at].model_copy(update={"original_seen": False})
    return _said(case, papers=tuple(seen))


def _one_manager(case: Case) -> Case:
    return _said(case, manager_a="王芳", manager_b="王芳")


def _judgments(case: Case) -> Case:
    return _edited(case, "credit_report", _fields(civil_judgment_count=2))


def _notes_short(case: Case) -> Case:
    rows: list[Cells] = [
        {"counterparty": "中国工商银行", "closing_debit": Decimal(900000), "closing_credit": None},
        {"counterparty": "同济钢材有限公司", "closing_debit": Decimal(300000), "closing_credit": None},
    ]
    fields: Cells = {"account_name": "应收票据", "period_end": date(2022, 12, 31)}
    case = _edited(case, "balance_sheet", _line("notes_receivable", ending=Decimal(1500000)))
    return _with(case, _paper("subsidiary_ledger", fields, {"balances": rows}))


def _acceptances(case: Case) -> Case:
    row: Cells = {
        "lender": "招商银行股份有限公司济南分行", "kind": "银行承兑汇票", "currency": "人民币", "amount": Decimal(800000),
        "balance": Decimal(800000), "issue_date": date(2022, 12, 1), "due_date": date(2023, 6, 1), "settled_date": None,
    }  # fmt: skip
    case = _edited(case, "balance_sheet", _line("notes_payable", ending=Decimal(300000)))
    return _edited(case, "credit_report", _row("loans", **row))


def _long_contract(case: Case) -> Case:
    terms: Cells = {
        "borrower": case.applicant.name, "lender": "招商银行股份有限公司济南分行", "amount": Decimal(2000000),
        "start_date": date(2021, 6, 1), "end_date": date(2024, 6, 1), "purpose": "购置设备",
    }  # fmt: skip
    row: Cells = {
        "lender": "招商银行股份有限公司济南分行", "kind": "固定资产贷款", "currency": "人民币", "amount": Decimal(2000000),
        "balance": Decimal(2000000), "issue_date": date(2021, 6, 1), "due_date": date(2024, 6, 1), "settled_date": None,
    }  # fmt: skip
    case = _edited(case, "balance_sheet", _line("lt_borrowings", ending=Decimal(1200000)))
    return _with(_edited(case, "credit_report", _row("loans", **row)), _paper("loan_contract", terms, {}))


def _falling(case: Case) -> Case:
    name = case.applicant.name
    months = ((date(2023, 2, 28), Decimal(3000000)), (date(2023, 3, 31), Decimal(2600000)))
    papers = []
    for end, sales in months:
        fields: Cells = {"company_name": name, "period_start": date(2023, 1, 1), "period_end": end, "unit": "yuan"}
        lines: list[Cells] = [{"key": "revenue", "label": "营业收入", "current": sales, "prior": None}]
        papers.append(_paper("income_statement", fields, {"lines": lines}))
    return _with(case, *papers)


def _changed_twice(case: Case) -> Case:
    case = _edited(case, "credit_report", _fields(legal_representative="欧阳春"))
    return _edited(
        case, "articles_of_association", _fields(legal_representative="司马秋", signed_date=date(2022, 1, 5))
    )


def _paid_late(case: Case) -> Case:
    row: Cells = {
        "tax_kind": "增值税", "period_start": date(2022, 9, 1), "period_end": date(2022, 9, 30),
        "paid_date": date(2022, 12, 5), "amount": Decimal(9000),
    }  # fmt: skip
    return _with(case, _paper("tax_payment_certificate", {}, {"payments": [row]}))


RECORDS = (
    Seed("TAX-003", "warn", "new", "value added tax of September paid in December", record=_paid_late),
    Seed("CR-007", "warn", "new", "two civil judgments in the credit report", record=_judgments),
    Seed("DOC-002", "fail", "new", "a person did not see the original of the card", record=_not_seen),
    Seed("EXP-002", "fail", "new", "one person is both managers", record=_one_manager),
    Seed("FIN-03b", "fail", "new", "the list of notes is short of the balance", record=_notes_short),
    Seed("FIN-07e", "fail", "new", "acceptances in the report that the books do not have", record=_acceptances),
    Seed("FIN-08b", "fail", "new", "long-term loan in the books below its contract", record=_long_contract),
    Seed("FS-010", "fail", "new", "revenue of the year to date falls", record=_falling),
    Seed("MAJ-004", "warn", "new", "two changes of the legal representative in two years", record=_changed_twice),
)
"""One for each check that is left."""

NEVER = (
    Never("DOC-003", "a value that waits for a person is never held against the applicant; it cannot be determined"),
    Never("DOC-007", "a unit or period that is not printed must be confirmed on paper; it cannot be determined"),
    Never("PER-003", "health and civil capacity are for the visit (IV-12)"),
    Never("PER-006", "contacts and reputation are for the visit (IV-14)"),
    Never("TAX-008", "lists of the tax offices are for the visit (IV-03)"),
    Never("TRD-004", "figures of formats that do not compare cannot be determined, never held against the applicant"),
)
