"""Three years side by side: sales and profit, their quality, what the company is worth, and what may be compared (D.8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from checks import _parameters
from checks._compare import materiality, unit_mismatch
from checks._facts import Fact, yuan
from checks._periods import comparable, figure, title_of, years
from checks._ratios import NotComputable, Reading, tangible_net_worth
from checks._registry import Outcome, check, not_applicable, passed, unknown, warned, worst
from checks._statement import Column, has_statements
from schemas.core import Case, Severity
from schemas.titles import VALUES

_WANTED = 3


@dataclass(frozen=True)
class Point:
    """A figure of one year with its cells."""

    year: int
    value: Decimal
    facts: tuple[Fact, ...]
    sheet: Column | None


def _series(case: Case, key: str) -> tuple[list[Point], list[str]]:
    """A line's or composite's confirmed figures, year by year; and what stands in the way of the others."""
    points, lacking = [], []
    for period in years(case):
        sheet = period.column_of(key)
        found = figure(sheet, key)
        if sheet is None:
            continue
        if found.known is None:
            lacking.append(f"{period.title}{title_of(key)}{'待人工复核' if found.doubtful else '没有读到'}")
        else:
            points.append(Point(period.end.year, found.known, found.facts, sheet))
    return points, lacking


def _steps(points: list[Point], key: str) -> Iterator[tuple[Point, Point]]:
    """Neighbouring years whose figures may be compared."""
    for a, b in zip(points, points[1:], strict=False):
        if b.year == a.year + 1 and (a.sheet is None or b.sheet is None or comparable(a.sheet, b.sheet, key)):
            yield a, b


def _growth(a: Point, b: Point) -> Decimal | None:
    """Change as a share of the earlier figure; null when that is nothing."""
    return (b.value - a.value) / abs(a.value) if a.value else None


@check("TRD-001", title="收入和利润趋势", article="5.1.3(4)", severity=Severity.HIGH, applies=has_statements)
def sales_and_profit(case: Case) -> Outcome:
    """Revenue, total profit and net profit of three years: no fall beyond a fifth, no two falls, no loss at last."""
    outcomes = [o for key in ("revenue", "total_profit", "net_profit") for o in _falls(case, key)]
    return worst(outcomes, unknown("没有年度利润表，不能判断收入和利润趋势。"))


def _falls(case: Case, key: str) -> Iterator[Outcome]:
    """One line through the years."""
    points, lacking = _series(case, key)
    title = title_of(key)
    limit = _parameters.number("trend_fall_share", case.as_of)
    steps = list(_steps(points, key))
    for a, b in steps:
        change, message = _growth(a, b), f"{b.year} 年{title} {yuan(b.value)}，上年 {yuan(a.value)}"
        if unit_mismatch(a.value, b.value):
            yield warned(f"{message}，疑为金额单位不同（元/万元）", *a.facts, *b.facts)
        elif a.value > 0 and change is not None and change < -limit:
            yield warned(f"{message}，下降 {abs(change):.1%}，应了解原因", *a.facts, *b.facts)
    cited = [f for p in points for f in p.facts]
    shown = "、".join(f"{p.year} 年 {yuan(p.value)}" for p in points)
    whole = len(steps) == _WANTED - 1
    if whole and all(b.value < a.value for a, b in steps):
        yield warned(f"{title}连续两年下降（{shown}），应了解原因", *cited)
    last = points[-1] if points else None
    if last is not None and key != "revenue" and last.value < 0:
        yield warned(f"{last.year} 年{title}为亏损 {yuan(abs(last.value))}", *last.facts)
    if lacking:
        yield unknown("、".join(lacking), *cited)
    elif not whole:
        yield unknown(f"{title}可比的年度只有 {shown or '零个'}，需要连续 {_WANTED} 年", *cited)
    else:
        yield passed(f"{title}三年：{shown}", *cited)


@check("TRD-002", title="利润质量趋势", article="5.1.3(4)", severity=Severity.HIGH, applies=has_statements)
def quality_of_profit(case: Case) -> Outcome:
    """Receivables do not outgrow sales, profit comes with cash, margin and expense ratio stay near last year's."""
    outcomes = [
        *_receivables(case),
        *_cash(case),
        *_points(case, "毛利率", _gross),
        *_points(case, "期间费用率", _expense),
    ]
    return worst(outcomes, unknown("没有两个年度的报表，不能判断利润质量。"))


def _receivables(case: Case) -> Iterator[Outcome]:
    """Growth of trade receivables against growth of revenue."""
    (owed, no_owed), (sales, no_sales) = _series(case, "c_trade_receivables"), _series(case, "revenue")
    by_year = {b.year: (a, b) for a, b in _steps(sales, "revenue")}
    limit = _parameters.number("trend_receivables_points", case.as_of)
    compared = [(a, b, *by_year[b.year]) for a, b in _steps(owed, "c_trade_receivables") if b.year in by_year]
    for a, b, c, d in compared:
        more, sold = _growth(a, b), _growth(c, d)
        if more is None or sold is None:
            continue
        message = f"{b.year} 年应收票据及应收账款增长 {more:.1%}，营业收入增长 {sold:.1%}"
        cited = (*a.facts, *b.facts, *c.facts, *d.facts)
        if more - sold > limit and b.value - a.value > _matter(case, b):
            yield warned(f"{message}，应收增长远快于收入，查是否虚增收入或放宽信用", *cited)
        else:
            yield passed(message, *cited)
    if no_owed or no_sales or not compared:
        yield unknown("、".join((*no_owed, *no_sales)) or "没有两个年度的应收账款和营业收入可比")


def _matter(case: Case, point: Point) -> Decimal:
    """What matters beside the total assets of the point's balance sheet."""
    return materiality(point.sheet.amount("total_assets") if point.sheet else None, case.as_of)


def _cash(case: Case) -> Iterator[Outcome]:
    """Profit without operating cash in two successive years."""
    (profit, no_profit), (flow, no_flow) = _series(case, "net_profit"), _series(case, "cfo")
    earned = {p.year: p for p in profit}
    paper = [(earned[p.year], p) for p in flow if p.year in earned and earned[p.year].value > 0 > p.value]
    for (a, x), (b, y) in zip(paper, paper[1:], strict=False):
        if b.year == a.year + 1:
            shown = "、".join(
                f"{p.year} 年净利润 {yuan(p.value)}、经营现金流 {yuan(q.value)}" for p, q in ((a, x), (b, y))
            )
            yield warned(f"{shown}，连续两年有利润无现金，可能是账面利润", *a.facts, *x.facts, *b.facts, *y.facts)
    if no_profit or no_flow or len([p for p in flow if p.year in earned]) < 2:
        yield unknown("、".join((*no_profit, *no_flow)) or "没有两个年度的现金流量表，不能判断利润有无现金支持")
    else:
        yield passed("净利润有经营现金流支持", *(f for p in flow for f in p.facts))


def _gross(r: Reading) -> Decimal:
    return _share(r("revenue") - r("cost"), r("revenue"))


def _expense(r: Reading) -> Decimal:
    return _share(r("selling_expense") + r("c_admin_rd") + r("finance_cost"), r("revenue"))


def _share(part: Decimal, whole: Decimal) -> Decimal:
    if whole <= 0:
        raise NotComputable("营业收入不大于零")
    return part / whole


def _computed(case: Case, formula: Callable[[Reading], Decimal], on: str) -> tuple[list[Point], list[str]]:
    """A computed figure, year by year, and why others have none; `on` is a line of the statement that it rests on."""
    points, lacking = [], []
    for period in years(case):
        sheet = period.column_of(on)
        if sheet is None:
            continue
        reading = Reading(period)
        try:
            value = formula(reading)
        except NotComputable as reason:
            lacking.append(f"{period.title}{reason}")
            continue
        facts = tuple(f for i in reading.inputs.values() for f in i.facts)
        points.append(Point(period.end.year, value, facts, sheet))
    return points, lacking


def _points(case: Case, title: str, formula: Callable[[Reading], Decimal]) -> Iterator[Outcome]:
    """A share of revenue that jumps from one year to the next."""
    points, lacking = _computed(case, formula, "revenue")
    limit = _parameters.number("trend_margin_points", case.as_of)
    steps = list(_steps(points, "revenue"))
    for a, b in steps:
        message = f"{title} {a.year} 年 {a.value:.1%}，{b.year} 年 {b.value:.1%}"
        if abs(b.value - a.value) > limit:
            moved = f"变动 {abs(b.value - a.value) * 100:.1f} 个百分点"
            yield warned(f"{message}，{moved}，应了解原因", *a.facts, *b.facts)
        else:
            yield passed(message, *a.facts, *b.facts)
    if lacking or not steps:
        yield unknown("、".join(lacking) or f"没有两个年度的{title}可比")


@check("TRD-003", title="有形净资产和长期资产趋势", article="5.1.3(3)", severity=Severity.HIGH, applies=has_statements)
def worth(case: Case) -> Outcome:
    """Tangible net worth is not negative, and neither it nor the long-term assets fall by a fifth."""
    outcomes = [*_worth(case, "有形净资产", tangible_net_worth), *_worth(case, "长期资产", _long_term)]
    return worst(outcomes, unknown("没有年末资产负债表，不能判断有形净资产趋势。"))


def _long_term(r: Reading) -> Decimal:
    """Assets that are not current; the format of 2001 prints no total of them."""
    return r("total_assets") - r("total_current_assets")


def _worth(case: Case, title: str, formula: Callable[[Reading], Decimal]) -> Iterator[Outcome]:
    """A worth through the years."""
    points, lacking = _computed(case, formula, "total_assets")
    limit = _parameters.number("trend_fall_share", case.as_of)
    steps = list(_steps(points, "total_assets"))
    last = points[-1] if points else None
    if last is not None and last.value < 0:
        yield warned(f"{last.year} 年末{title}为负数 {yuan(last.value)}", *last.facts)
    for a, b in steps:
        change, message = _growth(a, b), f"{title} {a.year} 年末 {yuan(a.value)}，{b.year} 年末 {yuan(b.value)}"
        if unit_mismatch(a.value, b.value):
            yield warned(f"{message}，疑为金额单位不同（元/万元）", *a.facts, *b.facts)
        elif change is not None and change <= -limit and a.value - b.value > _matter(case, b):
            yield warned(f"{message}，下降 {abs(change):.1%}，应了解去向", *a.facts, *b.facts)
        else:
            yield passed(message, *a.facts, *b.facts)
    if lacking or not steps:
        yield unknown("、".join(lacking) or f"没有两个年末的{title}可比")


@check("TRD-004", title="不同格式报表的可比口径", article="3", severity=Severity.MEDIUM, applies=has_statements)
def comparable_formats(case: Case) -> Outcome:
    """Years in different formats are compared only on the lines and composites that keep their meaning (E.6)."""
    found = years(case)
    sheets = [(p, s) for p in found for s in (p.balance, p.income) if s is not None]
    if len({p.end for p, _ in sheets}) < 2:
        return unknown("没有两个年度的报表，不涉及跨格式比较。")
    facts = [Fact(s.document, "standard", s.document.field("standard")) for _, s in sheets]
    if any(s.standard is None for _, s in sheets):
        return unknown("有报表的格式不能确定，不能判断各年是否可比。", *facts)
    names = {s.standard for _, s in sheets if s.standard is not None}
    by_type = {
        t: {s.standard for _, s in sheets if s.document.type == t} for t in ("balance_sheet", "income_statement")
    }
    if all(len(formats) < 2 for formats in by_type.values()):
        return not_applicable("各年报表格式相同，科目直接可比。", *facts)
    shown = "、".join(sorted(VALUES["standard"].get(n, n) for n in names))
    if "old_2001" in by_type["income_statement"] and len(by_type["income_statement"]) > 1:
        return unknown(f"各年报表格式不同（{shown}），主营业务收入与营业收入口径不同，收入、成本不能直接比较。", *facts)
    return passed(f"各年报表格式不同（{shown}），趋势只按可比口径（合并应收应付、减值等项目）比较。", *facts)
