"""The workbook's sheets of the cash plan: the months, and the loans that fall due."""

from __future__ import annotations

from datapackages.links import Links
from datapackages.sheet import Scalar, Sheet, SheetRow, day, linked, number, plain
from datapackages.view_cash import net, sums
from schemas.core import CaseFile
from schemas.core.cash import CashDue, CashMonth, CashPlan


def sheets(case_file: CaseFile, links: Links) -> list[Sheet]:
    """Two sheets; none where the case has no plan."""
    plan = case_file.tables.cash_plan
    if plan is None:
        return []
    months = (("月份（测算）", 40), ("流入", 20), ("流出", 20), ("到期借款", 20), ("结余", 20))
    told = [(title, text, None, None, None) for title, text in sums(plan)]
    dues = (("贷款机构", 36), ("到期日", 14), ("应还金额", 20), ("说明", 20), ("出处", 30))
    return [
        Sheet("还款测算", months, plain([*told, *(_month(plan, m) for m in plan.months)])),
        Sheet("到期借款", dues, tuple(_due(d, links) for d in plan.dues)),
    ]


def _month(plan: CashPlan, month: CashMonth) -> tuple[Scalar, ...]:
    """One month; without bank statements nothing is said of inflow and outflow."""
    if not plan.statement_months:
        return month.month, "不详", "不详", number(month.due), "不详"
    flows = (number(month.inflow), number(month.outflow), number(month.due))
    return month.month, *flows, number(net(month.inflow, month.outflow, month.due))


def _due(due: CashDue, links: Links) -> SheetRow:
    place = links.of(due.citation) if due.citation else None
    note = "与担保到期日相近" if due.near else "担保到期前"
    cells = (due.lender, day(due.due_date), number(due.amount), note, place.words if place else None)
    return SheetRow(cells, links=linked(4, place.href if place else None))
