"""The workbook's sheets of the reconciliations: loans by list, the waterfall, the interval, each line with its place."""

from __future__ import annotations

from datapackages.links import Links
from datapackages.sheet import Scalar, Sheet, SheetRow, day, linked, number
from datapackages.tables_json import RECONCILED, reconciliations
from datapackages.view_reconciliations import note
from datapackages.words import RECONCILIATION_LISTS, VERDICTS
from schemas.core import CaseFile, Reconciliation, ReconciliationRow, ReconciliationStep

_TITLES = {"borrowings": "借款核对", "lt_borrowings": "长期借款核对", "notes_payable": "应付票据核对"}
_HEADS = ("清单", "授信机构", "业务种类", "发放日期", "到期日期", "借款金额", "余额", "计入下限", "计入上限")
_COLUMNS = (*((head, 18) for head in _HEADS), ("处理", 50), ("出处", 30))
_PLACE = len(_COLUMNS) - 1


def sheets(case_file: CaseFile, links: Links) -> list[Sheet]:
    """A sheet for each reconciliation; that of short-term borrowings is always there."""
    found = reconciliations(case_file)
    held = [name for name in RECONCILED if name in found or name == "borrowings"]
    return [Sheet(_TITLES[name], _COLUMNS, _rows(found[name], links) if name in found else ()) for name in held]


def _rows(found: Reconciliation, links: Links) -> tuple[SheetRow, ...]:
    order = list(RECONCILIATION_LISTS)
    loans = sorted(found.rows, key=lambda row: order.index(row.list) if row.list in order else len(order))
    notes: list[tuple[str, Scalar]] = [
        (f"账面{found.title}", number(found.book)),
        ("应在区间下限", number(found.low)),
        ("应在区间上限", number(found.high)),
        ("容差", number(found.tolerance)),
        ("报表日", day(found.statement_date)),
        ("信用报告日", day(found.report_date)),
        ("结论", VERDICTS[found.verdict]),
        ("说明", found.explanation),
    ]
    notes += [("提示", words)] if (words := note(found)) else []
    steps = [_step(step, links) for step in found.steps]
    return (*(_loan(row, links) for row in loans), *(SheetRow((*pair, *[None] * 9)) for pair in notes), *steps)


def _loan(row: ReconciliationRow, links: Links) -> SheetRow:
    numbers = [number(v) for v in (row.amount, row.balance, row.low, row.high)]
    kind = RECONCILIATION_LISTS.get(row.list, row.list)
    dates = (day(row.issue_date), day(row.due_date))
    place = links.of(row.citation) if row.citation else None
    cells = (kind, row.lender, row.kind, *dates, *numbers, row.treatment, place.words if place else None)
    return SheetRow(cells, links=linked(_PLACE, place.href if place else None))


def _step(step: ReconciliationStep, links: Links) -> SheetRow:
    """A step of the waterfall with the places that make it up; the link leads to the first."""
    found = [links.of(c) for c in step.citations]
    told = "\n".join(f"{p.field} {p.value}（{p.words}）" for p in found)
    href = next((p.href for p in found if p.href), None)
    return SheetRow(
        ("推算步骤", number(step.amount), step.label, *[None] * 7, told or None), links=linked(_PLACE, href)
    )
