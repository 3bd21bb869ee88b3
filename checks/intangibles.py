"""Intangible assets, development and deferred expenses (5.1.4(6))."""

from __future__ import annotations

from decimal import Decimal

from checks import _names, _papers, _parameters
from checks._facts import Fact, field_of, yuan
from checks._measure import ZERO, Year, figures, last_sheet, last_year, total_of
from checks._registry import Outcome, check, not_applicable, passed, unknown, warned, worst
from checks._three_way import Rule, books, three_way
from checks.fixed_assets import Asset, assets
from schemas.core import Case, Severity

_RULES = (
    Rule(lines=("intangible_assets",), own=("intangibles",), less=("amortisation", "intangibles_provision")),
    Rule(lines=("lt_deferred_expenses",), own=("deferred_expenses",)),
    Rule(lines=("development_expenditure",), own=("development",)),
)
_LINES = ("intangible_assets", "lt_deferred_expenses", "development_expenditure")


@check(
    "FIN-06a",
    title="无形资产和递延资产核对",
    article="5.1.4(6)",
    severity=Severity.MEDIUM,
    applies=_papers.incorporated,
)
def intangibles_fit_ledger(case: Case) -> Outcome:
    """Intangible assets and deferred expenses are those of the ledger, are the applicant's, and no large part of the assets."""
    sheet = last_sheet(case)
    found = [three_way(case, _RULES, "无形资产和长期待摊费用")]
    if sheet is not None:
        found += [o for o in (_share(case), _land(case)) if o is not None]
    return worst(found, found[0])


def _share(case: Case) -> Outcome | None:
    """The share of total assets; null while nothing can be said against it."""
    sheet = last_sheet(case)
    total = sheet.fact("total_assets") if sheet else None
    cells = figures(sheet, *_LINES) if sheet else None
    if sheet is None or cells is None or total is None or not total.usable or not total.amount or cells.doubtful:
        return None
    amount, limit = total_of(sheet, *_LINES), _parameters.number("intangible_share", case.as_of)
    if amount <= limit * total.amount:
        return None
    message = (
        f"无形资产、开发支出和长期待摊费用 {yuan(amount)}，占资产总计 {amount / total.amount:.1%}，超过 {limit:.0%}"
    )
    return warned(message, *cells.cells, total)


def _land(case: Case) -> Outcome | None:
    """A right to use land that stands in another's name while the applicant carries intangible assets."""
    sheet = last_sheet(case)
    carried = figures(sheet, "intangible_assets").cells if sheet else ()
    papers = [d for d in case.of_type("property_certificate") if _only_land(field_of(d, "right_type"))]
    owners = [f for d in papers if (f := field_of(d, "owner")).usable and not _ours(case, f.text)]
    if not owners or not any(f.amount for f in carried):
        return None
    return warned(f"土地使用权的权利人是 {'、'.join(dict.fromkeys(f.text for f in owners))}，不是申请人", *owners)


def _only_land(right: Fact) -> bool:
    """Whether a certificate is of land alone."""
    return right.usable and "地使用权" in right.text and "房屋" not in right.text


def _ours(case: Case, owner: str) -> bool:
    return any(_names.distance(part, case.applicant.name or "") <= 1 for part in owner.split("、"))


@check("FIN-06b", title="无形资产摊销", article="5.1.4(6)", severity=Severity.MEDIUM, applies=_papers.incorporated)
def intangibles_are_amortised(case: Case) -> Outcome:
    """Intangible assets and deferred expenses are written off over their lives."""
    year = last_year(case)
    if year is None:
        return unknown("没有同一截止日的资产负债表和利润表，不能判断摊销。")
    cells = [figures(s, *_LINES[:2]) for s in (year.sheet, year.opening)]
    if not any(f.amount for c in cells for f in c.cells):
        return not_applicable("没有无形资产和长期待摊费用。")
    outcomes = [_unchanged(year, key) for key in _LINES[:2]] + [_straight(case, year)]
    return worst([o for o in outcomes if o is not None], unknown(""))


def _unchanged(year: Year, key: str) -> Outcome | None:
    """A balance that is the same at both ends of a year."""
    now, before = (figures(s, key) for s in (year.sheet, year.opening))
    amounts = (year.sheet.amount(key), year.opening.amount(key))
    if not year.whole or not amounts[0] or now.doubtful or before.doubtful or amounts[0] != amounts[1]:
        return None
    what = "无形资产" if key == "intangible_assets" else "长期待摊费用"
    return warned(f"{what} {yuan(amounts[0])}，全年未变，没有摊销（费用可能资本化）", *now.cells, *before.cells)


def _straight(case: Case, year: Year) -> Outcome:
    """A year's amortisation by the list's cost and life against the ledger's, or the list's own charge."""
    rows = [a for p in case.of_type("fixed_asset_list") for a in assets(p) if a.intangible and a.cost.amount]
    usable = [a for a in rows if a.life.usable and a.life.amount and a.cost.usable]
    charges = [a.charge for a in rows if a.charge.amount is not None]
    heads = [g.head for b in books(case) if b.sheet.end == year.sheet.end for g in b.sets("amortisation")]
    booked = sum((f.amount or ZERO for f in charges), ZERO) or sum((a.opening - a.net for a in heads), ZERO)
    cited = charges or [f for a in heads for f in a.cells]
    if not rows or len(usable) < len(rows) or not cited or any(f.weak for f in cited):
        return unknown("没有无形资产的成本、起始日和摊销年限，不能复算摊销", *cited)
    usual = sum(((a.cost.amount or ZERO) * _months(a, year) / (a.life.amount or Decimal(1)) for a in usable), ZERO)
    band = _parameters.number("amortisation_band", case.as_of)
    message = f"按直线法应摊销 {yuan(usual)}，账面摊销 {yuan(booked)}"
    make = passed if abs(booked - usual) <= band * usual else warned
    return make(message + ("" if make is passed else f"，相差超过 {band:.0%}"), *cited)


def _months(asset: Asset, year: Year) -> Decimal:
    """Months of the year in which the asset was written off, from the month it was acquired."""
    end, start = year.sheet.end, asset.acquired.day
    if end is None or start is None:
        return Decimal(12)
    age = (end.year - start.year) * 12 + end.month - start.month + 1
    return max(ZERO, min(Decimal(12), Decimal(age), (asset.life.amount or ZERO) - (age - 12)))
