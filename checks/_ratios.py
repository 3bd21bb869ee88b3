"""Financial ratios (D.8, 5.1.4(15)): each with its formula, its inputs at their places, and why it is not computable.

Averages are of opening and closing balance. A ratio of a part of a year is not annualised; days are those elapsed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from checks._facts import Fact
from checks._periods import Figure, Period, figure, title_of

_ZERO = Decimal(0)


class NotComputable(Exception):
    """A ratio has no value; the text says why, in Chinese."""


@dataclass(frozen=True)
class Input:
    """One figure that a ratio uses: its title, value in yuan, and the cells that it comes from."""

    title: str
    value: Decimal
    facts: tuple[Fact, ...]


@dataclass
class Reading:
    """The figures of one period as a formula asks for them; every one that is used is written down."""

    period: Period
    inputs: dict[str, Input] = field(default_factory=dict)

    def __call__(self, key: str) -> Decimal:
        """A line or composite at the end of the period, or of the period.

        Raises:
            NotComputable: it is not printed, or waits for a person.
        """
        return self._taken(key, title_of(key), figure(self.period.column_of(key), key))

    def average(self, key: str) -> Decimal:
        """The mean of opening and closing balance.

        Raises:
            NotComputable: see above; also when the opening balance is not known.
        """
        opening = figure(self.period.opening, key)
        if self.period.opening is None:
            raise NotComputable("没有年初数")
        return (self(key) + self._taken(f"{key}@opening", f"年初{title_of(key)}", opening)) / 2

    def _taken(self, name: str, title: str, found: Figure) -> Decimal:
        """A figure's amount, written down; a line that is not printed counts as nothing unless the ratio rests on it."""
        amount = found.amount
        if found.doubtful:
            raise NotComputable(f"{title}待人工复核")
        key = name.removesuffix("@opening")
        if amount is None and (key in _NEEDED or self.period.column_of(key) is None):
            raise NotComputable(f"缺少{title}")
        self.inputs[name] = Input(title, amount or _ZERO, found.facts)
        return amount or _ZERO


_NEEDED = frozenset(
    [
        *("total_current_assets", "total_assets", "total_current_liabilities", "total_liabilities", "total_equity"),
        *("revenue", "cost", "operating_profit", "total_profit", "net_profit", "cfo"),
    ]
)
"""Lines that every statement prints: when one is blank it was not read."""


@dataclass(frozen=True)
class Definition:
    """A ratio: id, title, formula in words, unit (times, share, days, yuan) and how it is computed."""

    id: str
    title: str
    formula: str
    unit: str
    compute: Callable[[Reading], Decimal]


@dataclass(frozen=True)
class Result:
    """A ratio of one period; without a value, `reason` says why."""

    definition: Definition
    period: Period
    value: Decimal | None
    reason: str | None
    inputs: tuple[Input, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The cells that the ratio rests on."""
        return tuple(f for i in self.inputs for f in i.facts)

    @property
    def shown(self) -> str:
        """The value as messages print it."""
        if self.value is None:
            return "不可计算"
        words = {"share": f"{self.value:.1%}", "days": f"{self.value:.0f} 天", "yuan": f"{self.value:,.2f}元"}
        return words.get(self.definition.unit, f"{self.value:.2f}")


def _over(above: Decimal, below: Decimal, what: str) -> Decimal:
    """A quotient; a denominator of nothing or less makes no sense."""
    if below <= 0:
        raise NotComputable(f"{what}不大于零")
    return above / below


def _quick(r: Reading) -> Decimal:
    rest = r("total_current_assets") - r("inventories") - r("prepayments") - r("other_current_assets")
    return _over(rest, r("total_current_liabilities"), "流动负债")


def _cash(r: Reading) -> Decimal:
    ready = r("monetary_funds") + r("trading_fin_assets") + r("short_term_investments")
    return _over(ready, r("total_current_liabilities"), "流动负债")


def tangible_net_worth(r: Reading) -> Decimal:
    """Equity less what cannot be sold: intangible assets, goodwill, development, deferred charges and taxes."""
    soft = ("intangible_assets", "goodwill", "development_expenditure", "lt_deferred_expenses", "deferred_tax_assets")
    return r("total_equity") - sum((r(key) for key in soft), _ZERO)


def _interest(r: Reading) -> Decimal:
    """Interest as printed below the finance cost, else the finance cost itself."""
    printed = figure(r.period.income, "interest_expense")
    return r("interest_expense") if printed.amount or printed.doubtful else r("finance_cost")


def _cover(r: Reading) -> Decimal:
    interest = _interest(r)
    return _over(r("total_profit") + interest, interest, "利息费用")


def _debt(r: Reading) -> Decimal:
    """Debt that bears interest; notes payable are shown apart."""
    keys = ("short_term_borrowings", "ncl_due_1y", "lt_borrowings", "bonds_payable", "lease_liabilities")
    return sum((r(key) for key in keys), _ZERO)


def _days(r: Reading, key: str, per: str) -> Decimal:
    return _over(r.period.days * r.average(key), r(per), title_of(per))


def _margin(r: Reading, key: str) -> Decimal:
    return _over(r(key), r("revenue"), "营业收入")


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "current_ratio",
        "流动比率",
        "流动资产合计 ÷ 流动负债合计",
        "times",
        lambda r: _over(r("total_current_assets"), r("total_current_liabilities"), "流动负债"),
    ),
    Definition(
        "quick_ratio", "速动比率", "(流动资产合计 − 存货 − 预付款项 − 其他流动资产) ÷ 流动负债合计", "times", _quick
    ),
    Definition(
        "simple_quick_ratio",
        "速动比率（仅减存货）",
        "(流动资产合计 − 存货) ÷ 流动负债合计",
        "times",
        lambda r: _over(r("total_current_assets") - r("inventories"), r("total_current_liabilities"), "流动负债"),
    ),
    Definition("cash_ratio", "现金比率", "(货币资金 + 交易性金融资产、短期投资) ÷ 流动负债合计", "times", _cash),
    Definition(
        "debt_ratio",
        "资产负债率",
        "负债合计 ÷ 资产总计",
        "share",
        lambda r: _over(r("total_liabilities"), r("total_assets"), "资产总计"),
    ),
    Definition(
        "debt_to_equity",
        "产权比率",
        "负债合计 ÷ 所有者权益合计",
        "times",
        lambda r: _over(r("total_liabilities"), r("total_equity"), "所有者权益"),
    ),
    Definition(
        "tangible_net_worth",
        "有形净资产",
        "所有者权益合计 − 无形资产 − 商誉 − 开发支出 − 长期待摊费用 − 递延所得税资产",
        "yuan",
        tangible_net_worth,
    ),
    Definition(
        "tangible_debt_ratio",
        "有形净值债务率",
        "负债合计 ÷ 有形净资产",
        "share",
        lambda r: _over(r("total_liabilities"), tangible_net_worth(r), "有形净资产"),
    ),
    Definition(
        "interest_cover",
        "利息保障倍数",
        "(利润总额 + 利息费用) ÷ 利息费用；未列示利息费用时以财务费用近似",
        "times",
        _cover,
    ),
    Definition(
        "ar_days",
        "应收账款周转天数",
        "天数 × 应收票据及应收账款平均余额 ÷ 营业收入",
        "days",
        lambda r: _days(r, "c_trade_receivables", "revenue"),
    ),
    Definition(
        "inventory_days",
        "存货周转天数",
        "天数 × 存货平均余额 ÷ 营业成本",
        "days",
        lambda r: _days(r, "inventories", "cost"),
    ),
    Definition(
        "ap_days",
        "应付账款周转天数",
        "天数 × 应付票据及应付账款平均余额 ÷ 营业成本",
        "days",
        lambda r: _days(r, "c_trade_payables", "cost"),
    ),
    Definition(
        "asset_turnover",
        "总资产周转率",
        "营业收入 ÷ 资产总计平均余额",
        "times",
        lambda r: _over(r("revenue"), r.average("total_assets"), "资产总计"),
    ),
    Definition(
        "gross_margin",
        "毛利率",
        "(营业收入 − 营业成本) ÷ 营业收入",
        "share",
        lambda r: _over(r("revenue") - r("cost"), r("revenue"), "营业收入"),
    ),
    Definition(
        "operating_margin", "营业利润率", "营业利润 ÷ 营业收入", "share", lambda r: _margin(r, "operating_profit")
    ),
    Definition("net_margin", "销售净利率", "净利润 ÷ 营业收入", "share", lambda r: _margin(r, "net_profit")),
    Definition(
        "roe",
        "净资产收益率",
        "净利润 ÷ 所有者权益平均余额（不年化）",
        "share",
        lambda r: _over(r("net_profit"), r.average("total_equity"), "所有者权益"),
    ),
    Definition(
        "roa",
        "总资产报酬率",
        "(利润总额 + 利息费用) ÷ 资产总计平均余额（不年化）",
        "share",
        lambda r: _over(r("total_profit") + _interest(r), r.average("total_assets"), "资产总计"),
    ),
    Definition(
        "interest_bearing_debt",
        "有息债务",
        "短期借款 + 一年内到期的非流动负债 + 长期借款 + 应付债券 + 租赁负债（应付票据另列）",
        "yuan",
        _debt,
    ),
    Definition(
        "cfo_to_debt",
        "经营现金流对有息债务比",
        "经营活动现金流量净额 ÷ 有息债务",
        "share",
        lambda r: _over(r("cfo"), _debt(r), "有息债务"),
    ),
    Definition(
        "cfo_to_profit",
        "净利润现金含量",
        "经营活动现金流量净额 ÷ 净利润",
        "share",
        lambda r: _over(r("cfo"), r("net_profit"), "净利润"),
    ),
)
"""The ratios, in the order in which they are shown."""

_DECIMALS = {"days": 1, "yuan": 2}


def ratios(period: Period) -> tuple[Result, ...]:
    """Every ratio of one period."""
    return tuple(_result(d, period) for d in DEFINITIONS)


def _result(definition: Definition, period: Period) -> Result:
    """One ratio, or the reason why there is none."""
    reading = Reading(period)
    try:
        value = round(definition.compute(reading), _DECIMALS.get(definition.unit, 4))
    except NotComputable as reason:
        return Result(definition, period, None, str(reason), tuple(reading.inputs.values()))
    return Result(definition, period, value, None, tuple(reading.inputs.values()))
