"""The three-year spread and the ratios as the report shows them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from datapackages.links import Links, PlaceView
from datapackages.values import money, plain_decimal
from datapackages.words_tables import STATEMENTS, ratio_value, share
from schemas.core.spread import Ratio, Spread, SpreadLine, SpreadValue
from schemas.titles import VALUES


@dataclass(frozen=True)
class AmountView:
    """A line in one period: its amount, or why there is none; the change since the year before; where it stands."""

    text: str
    reason: str
    growth: str
    places: list[PlaceView]


@dataclass(frozen=True)
class LineView:
    """A line through the periods; totals are shown strong."""

    title: str
    strong: bool
    amounts: list[AmountView]


@dataclass(frozen=True)
class StatementView:
    """The lines of one statement."""

    title: str
    lines: list[LineView]


@dataclass(frozen=True)
class InputView:
    """A figure that a ratio uses."""

    title: str
    value: str
    places: list[PlaceView]


@dataclass(frozen=True)
class RatioValueView:
    """A ratio of one period, with its inputs."""

    text: str
    reason: str
    inputs: list[InputView]


@dataclass(frozen=True)
class RatioView:
    """A ratio through the periods."""

    title: str
    formula: str
    values: list[RatioValueView]


@dataclass(frozen=True)
class SpreadView:
    """The spread: heads are the periods' titles with the formats of their statements."""

    heads: list[tuple[str, str]]
    verified: bool
    quality: str
    against: list[tuple[str, str]]
    statements: list[StatementView]
    ratios: list[RatioView]


def view(spread: Spread | None, anchors: dict[str, str], links: Links) -> SpreadView | None:
    """The spread; `anchors` are the places of the findings by their check."""
    if spread is None:
        return None
    formats = VALUES.get("standard", {})
    heads = [(p.title, "、".join(formats.get(f, f) for f in p.formats)) for p in spread.periods]
    held = list(dict.fromkeys(line.statement for line in spread.lines))
    return SpreadView(
        heads=heads,
        verified=spread.verified,
        quality=spread.quality,
        against=[(check, anchors[check]) for check in spread.against if check in anchors],
        statements=[
            StatementView(
                STATEMENTS.get(name, name), [_line(line, links) for line in spread.lines if line.statement == name]
            )
            for name in held
        ],
        ratios=_ratios(spread, links),
    )


def _line(line: SpreadLine, links: Links) -> LineView:
    amounts = [_amount(v, g, links) for v, g in zip(line.values, line.growth, strict=True)]
    strong = line.composite or line.title.endswith(("合计", "总计", "总额", "净额")) or line.key in _STRONG
    return LineView(line.title, strong, amounts)


_STRONG = frozenset(["revenue", "operating_profit", "total_profit", "net_profit"])


def _amount(value: SpreadValue, growth: Decimal | None, links: Links) -> AmountView:
    text = "" if value.value is None else money(plain_decimal(value.value, 2))
    return AmountView(text, value.reason or "", signed(growth), [links.of(c) for c in value.citations])


def signed(growth: Decimal | None) -> str:
    """A change as a percentage with its sign; empty for null.

    >>> signed(Decimal("0.125")), signed(Decimal("-0.5"))
    ('+12.5%', '-50.0%')
    """
    return "" if growth is None else ("+" if growth > 0 else "") + share(growth)


def _ratios(spread: Spread, links: Links) -> list[RatioView]:
    by_id: dict[str, list[Ratio]] = {}
    for ratio in spread.ratios:
        by_id.setdefault(ratio.ratio, []).append(ratio)
    ends = [p.end for p in spread.periods]
    return [
        _ratio(found, [next((r for r in found if r.period_end == e), None) for e in ends], links)
        for found in by_id.values()
    ]


def _ratio(found: list[Ratio], by_period: list[Ratio | None], links: Links) -> RatioView:
    return RatioView(found[0].title, found[0].formula, [_ratio_value(r, links) for r in by_period])


def _ratio_value(ratio: Ratio | None, links: Links) -> RatioValueView:
    if ratio is None:
        return RatioValueView("", "", [])
    inputs = [
        InputView(i.title, money(plain_decimal(i.value, 2)), [links.of(c) for c in i.citations]) for i in ratio.inputs
    ]
    return RatioValueView(ratio_value(ratio.value, ratio.unit), ratio.reason or "", inputs)
