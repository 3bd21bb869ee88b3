"""The three-year spread: every figure with its place, nothing guessed, nothing compared that is not comparable."""

from datetime import date
from decimal import Decimal
from typing import Any

import checks
from schemas.core.spread import Ratio, Spread, SpreadLine
from tests.checks import case_builder


def _spread(**example: object) -> Spread:
    found = checks.spread(case_builder.case({"base": "old", **example}))
    assert found is not None
    return found


def _line(spread: Spread, key: str) -> SpreadLine:
    return next(line for line in spread.lines if line.key == key)


def _ratio(spread: Spread, id_: str, year: int = 2011) -> Ratio:
    return next(r for r in spread.ratios if r.ratio == id_ and r.period_end.year == year)


def test_a_statement_tells_two_years_with_the_cell_of_every_amount() -> None:
    spread = _spread()
    assert [p.end for p in spread.periods] == [date(2010, 12, 31), date(2011, 12, 31)]
    revenue = _line(spread, "revenue")
    assert [v.value for v in revenue.values] == [Decimal(18000000), Decimal(20000000)]
    assert [[c.field for c in v.citations] for v in revenue.values] == [["lines[0].prior"], ["lines[0].current"]]
    assert revenue.growth == (None, Decimal("0.1111"))
    assert _line(spread, "total_assets").title == "资产总计"


def test_a_ratio_shows_formula_inputs_and_places() -> None:
    ratio = _ratio(_spread(), "ar_days")
    assert ratio.value == Decimal("56.6")
    assert "营业收入" in ratio.formula
    assert [(i.title, i.value) for i in ratio.inputs] == [
        ("应收票据及应收账款", Decimal(3300000)),
        ("年初应收票据及应收账款", Decimal(2900000)),
        ("营业收入", Decimal(20000000)),
    ]
    assert [c.field for i in ratio.inputs for c in i.citations] == [
        "lines[1].ending",
        "lines[1].opening",
        "lines[0].current",
    ]


def test_every_ratio_by_its_definition() -> None:
    spread = _spread(
        add=[
            {
                "cash_flow_statement": {
                    "period_start": date(2011, 1, 1),
                    "period_end": date(2011, 12, 31),
                    "lines": {"cfo": [300000, 1], "cash_end": [1, 1]},
                }
            }
        ]
    )
    assert {r.ratio: r.value for r in spread.ratios if r.period_end.year == 2011} == {
        "current_ratio": Decimal("1.8421"),
        "quick_ratio": Decimal("1.1842"),
        "simple_quick_ratio": Decimal("1.1842"),
        "cash_ratio": Decimal("0.3158"),
        "debt_ratio": Decimal("0.4000"),
        "debt_to_equity": Decimal("0.6667"),
        "tangible_net_worth": Decimal("7200000.00"),
        "tangible_debt_ratio": Decimal("0.6667"),
        "interest_cover": Decimal("3.6667"),
        "ar_days": Decimal("56.6"),
        "inventory_days": Decimal("54.8"),
        "ap_days": Decimal("47.9"),
        "asset_turnover": Decimal("1.7021"),
        "gross_margin": Decimal("0.2000"),
        "operating_margin": Decimal("0.0400"),
        "net_margin": Decimal("0.0300"),
        "roe": Decimal("0.0870"),
        "roa": Decimal("0.0936"),
        "interest_bearing_debt": Decimal("3000000.00"),
        "cfo_to_debt": Decimal("0.1000"),
        "cfo_to_profit": Decimal("0.5000"),
    }


def test_what_cannot_be_computed_has_no_value_and_a_reason() -> None:
    spread = _spread(change={"balance_sheet.lines.inventories": ["2500000?", 2300000]})
    assert (_ratio(spread, "inventory_days").value, _ratio(spread, "inventory_days").reason) == (None, "存货待人工复核")
    assert _ratio(spread, "cfo_to_debt").reason == "缺少经营活动产生的现金流量净额"
    assert _ratio(spread, "ar_days", 2010).reason == "没有年初数"
    stock = _line(spread, "inventories").values[-1]
    assert (stock.value, stock.reason, [c.field for c in stock.citations]) == (None, "待人工复核", ["lines[2].ending"])


def test_negative_equity_has_no_return() -> None:
    spread = _spread(change={"balance_sheet.lines.total_equity": [-100, -100]})
    assert (_ratio(spread, "roe").value, _ratio(spread, "roe").reason) == (None, "所有者权益不大于零")


def test_ratios_are_marked_by_what_the_checks_found() -> None:
    sound = _spread()
    assert (sound.verified, sound.quality, sound.against) == (True, "数据已核对", ())
    broken = _spread(change={"balance_sheet.lines.total_assets": [12314561, 11500000]})
    assert (broken.verified, broken.quality) == (False, "数据未核对")
    assert "FS-001" in broken.against
    open_ = _spread(change={"balance_sheet.lines.total_assets": ["12314561?", 11500000]})
    assert not open_.verified
    assert "FS-001" in open_.against


EARLIER = {
    "period_end": date(2009, 12, 31),
    "standard": "cas_2018",
    "lines": {
        "notes_and_accounts_receivable": [2700000, None],
        "inventories": [2000000, None],
        "total_assets": [9, None],
    },
}


def test_other_formats_are_compared_on_composites_only() -> None:
    spread = _spread(
        change={"balance_sheet.lines.notes_receivable": [400000, 100000]}, add=[{"balance_sheet": EARLIER}]
    )
    trade = _line(spread, "c_trade_receivables")
    assert trade.composite
    assert [v.value for v in trade.values] == [Decimal(2700000), Decimal(3000000), Decimal(3700000)]
    assert [len(v.citations) for v in trade.values] == [1, 2, 2]
    assert not [line for line in spread.lines if line.key in ("accounts_receivable", "notes_and_accounts_receivable")]
    assert _line(spread, "inventories").values[0].value == Decimal(2000000)


def test_main_business_of_2001_is_not_put_beside_revenue() -> None:
    old = {
        "period_start": date(2009, 1, 1),
        "period_end": date(2009, 12, 31),
        "standard": "old_2001",
        "lines": {"revenue": [17000000, None], "net_profit": [1, None]},
    }
    revenue = _line(_spread(add=[{"income_statement": old}]), "revenue")
    assert (revenue.values[0].value, revenue.values[0].reason) == (None, "报表格式不同，口径不可比")
    assert revenue.growth == (None, None, Decimal("0.1111"))


def test_three_years_and_the_latest_months() -> None:
    def sheet(end: date) -> dict[str, Any]:
        return {"balance_sheet": {"period_end": end, "standard": "cas_2007", "lines": {"total_assets": [5, 4]}}}

    ends = [date(2008, 12, 31), date(2009, 12, 31), date(2012, 2, 29), date(2012, 3, 31), date(2012, 12, 31)]
    spread = _spread(add=[sheet(end) for end in ends])
    assert [p.title for p in spread.periods] == ["2009 年", "2010 年", "2011 年", "2012 年 1-3 月"]
    assert _line(spread, "total_assets").growth[-1] is None


def test_persons_and_cases_without_statements_have_none() -> None:
    assert checks.spread(case_builder.case({"base": "person"})) is None
    assert checks.spread(case_builder.case({"base": "old", "drop": ["balance_sheet", "income_statement"]})) is None


def test_it_survives_as_json() -> None:
    spread = _spread()
    assert Spread.model_validate_json(spread.model_dump_json()) == spread


def test_one_format_shows_every_printed_line_and_no_composite() -> None:
    spread = _spread()
    assert _line(spread, "accounts_receivable").values[-1].value == Decimal(3300000)
    assert not [line.key for line in spread.lines if line.composite]
    assert _line(spread, "accounts_receivable").values[-1].reason is None
    loss = _line(spread, "asset_impairment").values
    assert [(v.value, v.reason) for v in loss] == [(None, "未列示"), (Decimal(200000), None)]


def test_composites_stand_once_and_only_where_one_is_printed() -> None:
    spread = _spread(add=[{"balance_sheet": EARLIER}])
    keys = [line.key for line in spread.lines if line.composite]
    assert len(keys) == len(set(keys))
    assert {"c_trade_receivables", "c_trade_payables", "c_fixed_assets"} <= set(keys)
    assert "c_cip" not in keys
    assert all(any(v.value is not None for v in line.values) for line in spread.lines)


def test_months_before_the_last_year_end_are_not_shown() -> None:
    half = {"period_end": date(2011, 6, 30), "standard": "cas_2007", "lines": {"total_assets": [5, 4]}}
    assert [p.title for p in _spread(add=[{"balance_sheet": half}]).periods] == ["2010 年", "2011 年"]
    alone = {"period_end": date(2012, 3, 31), "standard": "cas_2007", "lines": {"total_assets": [5, None]}}
    spread = _spread(drop=["balance_sheet", "income_statement"], add=[{"balance_sheet": alone}])
    assert [p.title for p in spread.periods] == ["2012 年 1-3 月"]


def test_years_apart_are_not_compared() -> None:
    older = {"period_end": date(2008, 12, 31), "standard": "cas_2007", "lines": {"total_assets": [10000000, None]}}
    assert _line(_spread(add=[{"balance_sheet": older}]), "total_assets").growth == (None, None, Decimal("0.0435"))
    months = {"period_end": date(2012, 3, 31), "standard": "cas_2007", "lines": {"total_assets": [5, None]}}
    assert _line(_spread(add=[{"balance_sheet": months}]), "total_assets").growth == (None, Decimal("0.0435"), None)


def test_ready_money_is_more_than_cash() -> None:
    lines = {"trading_fin_assets": [380000, None], "short_term_investments": [190000, None]}
    spread = _spread(change={f"balance_sheet.lines.{k}": v for k, v in lines.items()})
    assert _ratio(spread, "cash_ratio").value == Decimal("0.4658")


def test_a_denominator_of_one_yuan_counts_and_one_of_nothing_does_not() -> None:
    spread = _spread(change={"balance_sheet.lines.total_equity": [1, 1]})
    assert _ratio(spread, "debt_to_equity").value == Decimal("4800000.0000")
    none = _spread(change={"balance_sheet.lines.total_equity": [0, 1]})
    assert _ratio(none, "debt_to_equity").reason == "所有者权益不大于零"


def test_without_an_income_statement_interest_is_unknown() -> None:
    assert _ratio(_spread(drop=["income_statement"]), "interest_cover").reason == "缺少财务费用"


def test_interest_as_printed_comes_before_the_finance_cost() -> None:
    printed = _spread(change={"income_statement.lines.interest_expense": [250000, None]})
    assert _ratio(printed, "interest_cover").value == Decimal("4.2000")
    assert _ratio(printed, "roa").value == Decimal("0.0894")
    unread = _spread(change={"income_statement.lines.interest_expense": ["!", None]})
    assert _ratio(unread, "interest_cover").reason == "利息费用待人工复核"


def test_growth_from_a_loss_is_measured_by_its_size() -> None:
    spread = _spread(change={"income_statement.lines.net_profit": [600000, -525000]})
    assert _line(spread, "net_profit").growth[-1] == Decimal("2.1429")


def test_a_statement_of_the_day_of_judgement_is_shown() -> None:
    assert [p.title for p in _spread(as_of=date(2011, 12, 31)).periods] == ["2010 年", "2011 年"]


def test_without_findings_nothing_is_verified() -> None:
    found = checks.spread(case_builder.case({"base": "old"}), ())
    assert found is not None
    assert (found.verified, found.against) == (False, ())
