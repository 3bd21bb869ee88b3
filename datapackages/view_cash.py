"""The money in and out until the loan falls due, as the report shows it: an estimate, for the investigator to confirm."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from datapackages.links import Links, PlaceView
from datapackages.values import money
from datapackages.words_tables import share
from schemas.core.cash import CashMonth, CashPlan


@dataclass(frozen=True)
class DueView:
    """A loan of another lender that falls due before ours or close to it."""

    lender: str
    due_date: str
    amount: str
    near: bool
    place: PlaceView | None


@dataclass(frozen=True)
class CashPlanView:
    """The plan: sums in words, the months (month, inflow, outflow, due, net), the loans that fall due."""

    sums: list[tuple[str, str]]
    months: list[tuple[str, str, str, str, str]]
    dues: list[DueView]


def view(plan: CashPlan | None, links: Links) -> CashPlanView | None:
    """The plan, None when there is none."""
    if plan is None:
        return None
    return CashPlanView(
        sums=sums(plan),
        months=[_month(plan, m) for m in plan.months],
        dues=[
            DueView(d.lender, d.due_date, money(d.amount), d.near, links.of(d.citation) if d.citation else None)
            for d in plan.dues
        ],
    )


def _month(plan: CashPlan, month: CashMonth) -> tuple[str, str, str, str, str]:
    """One month; without bank statements nothing is said of inflow and outflow."""
    if not plan.statement_months:
        return month.month, "不详", "不详", money(month.due), "不详"
    left = net(month.inflow, month.outflow, month.due)
    return month.month, money(month.inflow), money(month.outflow), money(month.due), money(left)


def sums(plan: CashPlan) -> list[tuple[str, str]]:
    """What the plan rests on and comes to, with its words."""
    documented = share(_number(plan.documented_share)) if plan.documented_share else "不能测算"
    return [
        ("担保到期日", plan.due_date),
        ("应还本金", money(plan.principal)),
        ("应付利息", money(plan.interest)),
        ("现有存款（对账单期末余额）", money(plan.opening_cash) or "没有读到"),
        ("依据的对账单", f"{plan.statement_months} 个月"),
        ("应收账款（最近报表）", money(plan.receivables) or "没有读到"),
        ("流入中有应收账款支持的比例", documented),
        ("覆盖倍数：(存款 + 流入 − 其他流出) ÷ 本息", plan.coverage or "对账单不足，不能测算"),
    ]


def net(inflow: str, outflow: str, due: str) -> str | None:
    """What a month leaves: inflow less outflow and loans due; null when an amount is no number.

    >>> net("10.00", "3.00", "9.00")
    '-2.00'
    """
    amounts = [_number(text) for text in (inflow, outflow, due)]
    if any(a is None for a in amounts):
        return None
    first, *rest = (a for a in amounts if a is not None)
    return f"{first - sum(rest, Decimal(0)):.2f}"


def _number(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text is not None else None
    except InvalidOperation:
        return None
