"""The workbook's sheets of the three-year spread and the ratios."""

from __future__ import annotations

from datapackages.links import Links
from datapackages.sheet import Scalar, Sheet, SheetRow
from datapackages.values import money, plain_decimal
from datapackages.view_spread import signed
from datapackages.words_tables import STATEMENTS, UNITS
from schemas.core import CaseFile
from schemas.core.spread import Ratio, RatioInput, Spread, SpreadLine


def sheets(case_file: CaseFile, links: Links) -> list[Sheet]:
    """Two sheets; none where the case has no spread."""
    spread = case_file.tables.spread
    return [] if spread is None else [_lines(spread, links), _ratios(spread, links)]


def _lines(spread: Spread, links: Links) -> Sheet:
    """A line a row; each amount leads to its page."""
    columns: list[tuple[str, int]] = [("报表", 14), ("项目", 34)]
    for number, period in enumerate(spread.periods):
        columns += [(period.title, 20)] + ([("增减", 10)] if number else [])
    rows = tuple(_line(line, links) for line in spread.lines)
    return Sheet("三年报表", (*columns, ("未列数的原因与出处", 60)), rows)


def _line(line: SpreadLine, links: Links) -> SheetRow:
    cells: list[Scalar] = [STATEMENTS.get(line.statement, line.statement), line.title]
    marked, targets, told = set(), {}, []
    for number, (value, growth) in enumerate(zip(line.values, line.growth, strict=True)):
        places = [links.of(c) for c in value.citations]
        if href := next((p.href for p in places if p.href), None):
            targets[len(cells)] = href
        if value.reason and places:
            marked.add(len(cells))
        said = "、".join(dict.fromkeys(p.words for p in places))
        told.append("：".join(part for part in (value.reason, said) if part))
        cells += [value.value] + ([signed(growth) or None] if number else [])
    return SheetRow((*cells, "；".join(t for t in dict.fromkeys(told) if t) or None), frozenset(marked), targets)


def _ratios(spread: Spread, links: Links) -> Sheet:
    """A ratio of one period a row, with its formula, what it uses and how far the data may be trusted."""
    columns = (
        ("比率", 24),
        ("期间", 14),
        ("值", 16),
        ("单位", 8),
        ("公式", 50),
        ("取数", 70),
        ("不可计算的原因", 30),
        ("数据质量", 16),
        ("相关核查", 24),
    )
    titles = {p.end: p.title for p in spread.periods}
    quality = (spread.quality, "、".join(spread.against) or None)
    rows = [SheetRow((*_ratio(r, titles.get(r.period_end, ""), links), *quality)) for r in spread.ratios]
    return Sheet("财务比率", columns, tuple(rows))


def _ratio(ratio: Ratio, period: str, links: Links) -> tuple[Scalar, ...]:
    value = ratio.value * 100 if ratio.value is not None and ratio.unit == "share" else ratio.value
    told = "\n".join(_input(i, links) for i in ratio.inputs)
    return ratio.title, period, value, UNITS.get(ratio.unit, ratio.unit), ratio.formula, told or None, ratio.reason


def _input(used: RatioInput, links: Links) -> str:
    places = "、".join(dict.fromkeys(links.of(c).words for c in used.citations))
    return f"{used.title} {money(plain_decimal(used.value, 2))}" + (f"（{places}）" if places else "")
