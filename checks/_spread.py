"""The three-year spread and the table of ratios, as data (5.1.3, 5.1.4(15))."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from checks import _papers, _registry
from checks._facts import Fact
from checks._periods import COMMON, COMPOSITES, Period, comparable, figure, periods, title_of
from checks._ratios import Result, ratios
from checks._statement import Column
from checks.ratios import UNVERIFIED, VERIFIED, against, undecided, verified
from schemas.core import Case, Citation, Finding
from schemas.core.spread import Ratio, RatioInput, Spread, SpreadLine, SpreadPeriod, SpreadValue
from schemas.statement_lines import STATEMENTS, lines

_YEARS = 3


def spread(case: Case, findings: tuple[Finding, ...] | None = None) -> Spread | None:
    """The last three years and later months, with ratios; null where no statement is dated.

    Args:
        case: all papers of the case.
        findings: those of the same case; judged here when null.
    """
    own = _papers.of_applicant(case)
    columns = _shown(own)
    if not columns:
        return None
    judged = _registry.findings(own, case) if findings is None else findings
    sure = verified(judged)
    return Spread(
        periods=tuple(_period(p) for p in columns),
        lines=tuple(line for statement in STATEMENTS for line in _lines(statement, columns)),
        ratios=tuple(_ratio(r) for p in columns for r in ratios(p)),
        verified=sure,
        quality=VERIFIED if sure else UNVERIFIED,
        against=tuple(f.check for f in (*against(judged), *undecided(judged))),
    )


def _shown(case: Case) -> tuple[Period, ...]:
    """The last three years that end by the date of judgement, and the latest months after them."""
    past = [p for p in periods(case) if p.end <= case.as_of]
    years = [p for p in past if p.annual][-_YEARS:]
    months = [p for p in past if not years or p.end > years[-1].end]
    return (*years, *months[-1:])


def _period(period: Period) -> SpreadPeriod:
    """A column's head."""
    sheets = (period.balance, period.income, period.cash)
    formats = tuple(dict.fromkeys(s.standard for s in sheets if s is not None and s.standard is not None))
    return SpreadPeriod(end=period.end, title=period.title, annual=period.annual, formats=formats)


def _lines(statement: str, columns: tuple[Period, ...]) -> Iterable[SpreadLine]:
    """A statement's lines: all that are printed while the format stays, else those that keep their meaning."""
    by_period = [_sheet(statement, p) for p in columns]
    formats = {s.standard for s in by_period if s is not None}
    keys = [line.key for line in lines(statement)]
    if len(formats) > 1:
        keys = [*(k for k in keys if k in COMMON), *COMPOSITES]
    for key in keys:
        values = tuple(_value(s, key, by_period) for s in by_period)
        if any(v.value is not None for v in values):
            growth = _growth(columns, values)
            title, composite = title_of(key), key in COMPOSITES
            yield SpreadLine(
                statement=statement, key=key, title=title, composite=composite, values=values, growth=growth
            )


def _sheet(statement: str, period: Period) -> Column | None:
    return {"balance_sheet": period.balance, "income_statement": period.income}.get(statement, period.cash)


def _value(sheet: Column | None, key: str, others: list[Column | None]) -> SpreadValue:
    """A line in one period."""
    if sheet is None:
        return SpreadValue(value=None, reason="没有该期报表")
    found = figure(sheet, key)
    cited = _cited(found.facts)
    newest = next((s for s in reversed(others) if s is not None), sheet)
    if not comparable(sheet, newest, key):
        return SpreadValue(value=None, reason="报表格式不同，口径不可比", citations=cited)
    if found.doubtful:
        return SpreadValue(value=None, reason="待人工复核", citations=cited)
    return SpreadValue(value=found.amount, reason=None if found.amount is not None else "未列示", citations=cited)


def _growth(columns: tuple[Period, ...], values: tuple[SpreadValue, ...]) -> tuple[Decimal | None, ...]:
    """Change from one year to the next; months are not compared with a year."""
    found: list[Decimal | None] = [None]
    for i in range(1, len(values)):
        a, b = values[i - 1].value, values[i].value
        neighbours = columns[i].annual and columns[i].end.year == columns[i - 1].end.year + 1
        found.append(round((b - a) / abs(a), 4) if a and b is not None and neighbours else None)
    return tuple(found)


def _ratio(result: Result) -> Ratio:
    """A ratio with its inputs."""
    inputs = tuple(RatioInput(title=i.title, value=i.value, citations=_cited(i.facts)) for i in result.inputs)
    return Ratio(
        ratio=result.definition.id,
        title=result.definition.title,
        formula=result.definition.formula,
        unit=result.definition.unit,
        period_end=result.period.end,
        value=result.value,
        reason=result.reason,
        inputs=inputs,
    )


def _cited(facts: Iterable[Fact]) -> tuple[Citation, ...]:
    return tuple(f.cite() for f in facts)
