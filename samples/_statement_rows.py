"""What drawn statements say: lines, wordings and figures of every format, with memo lines, blanks and losses.

The figures add up by the format's sums, but for those of a sheet that is drawn out of balance.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from schemas import statement_lines
from schemas.statement_lines import MEMO, StatementLine

ZERO = Decimal(0)
STANDARDS = ("cas_2007", "cas_2017", "cas_2018", "cas_2019a", "cas_2019", "small_enterprise", "old_2001")
YEARS = {
    "old_2001": (2005, 2012),
    "cas_2007": (2008, 2017),
    "cas_2017": (2017, 2017),
    "cas_2018": (2018, 2018),
    "cas_2019a": (2019, 2020),
    "cas_2019": (2019, 2025),
    "small_enterprise": (2013, 2025),
}
"""Years in which a format was in use."""

_GROUP_ONLY = {
    *("minority_interest", "parent_equity", "translation_differences", "general_risk_reserve"),
    *("parent_net_profit", "minority_net_profit"),
}
_LOSSES = {
    *("retained_earnings", "finance_cost", "investment_income", "fair_value_gain", "disposal_gain", "oci", "fx_effect"),
    *("hedging_income", "other_business_profit", "income_tax", "associates_income", "taxes_payable", "oci_reserve"),
}
_NO_SUBTOTALS = {"cf_op_in", "cf_op_out", "cf_inv_in", "cf_inv_out", "cf_fin_in", "cf_fin_out"}
_COMMON = {
    *("monetary_funds", "accounts_receivable", "prepayments", "other_receivables", "inventories", "fixed_assets"),
    *("accumulated_depreciation", "fixed_assets_cost", "short_term_borrowings", "accounts_payable", "taxes_payable"),
    *("employee_benefits_payable", "other_payables", "paid_in_capital", "surplus_reserve", "retained_earnings"),
    *("revenue", "cost", "taxes_surcharges", "selling_expense", "admin_expense", "finance_cost", "income_tax"),
    *("cf_sales", "cf_other_op_in", "cf_purchases", "cf_employees", "cf_taxes", "cf_other_op_out", "cash_begin"),
    *("notes_and_accounts_receivable", "notes_and_accounts_payable", "cf_capex", "cf_repay", "cf_borrow_in"),
}
_OFF_SUMS = {"total_operating_cost", "preferred_shares", "perpetual_bonds", "basic_eps", "diluted_eps"}
_BANKING = {
    "monetary_funds": ("结算备付金", "拆出资金"),
    "prepayments": ("应收保费", "应收分保账款", "应收分保合同准备金"),
    "other_receivables": ("买入返售金融资产",),
    "short_term_borrowings": ("向中央银行借款", "拆入资金"),
    "accounts_payable": ("卖出回购金融资产款", "吸收存款及同业存放"),
}
"""Lines of financial groups that the form of a listed company prints empty."""


@dataclass(frozen=True)
class Line:
    """A printed row: its key (none for headings and unlabelled lines), label, depth of indent, kind (head, sum, memo, line)."""

    key: str | None
    label: str
    depth: int
    kind: str


@dataclass(frozen=True)
class Figures:
    """Rows in printing order and both columns by key (this period or day, the one before), in yuan."""

    statement: str
    standard: str
    lines: tuple[Line, ...]
    values: dict[str, tuple[Decimal, Decimal]]


def figures(
    rng: random.Random, statement: str, standard: str, scale: Decimal, step: Decimal, group: bool = False
) -> Figures:
    """A statement's rows and figures, in steps of `step` yuan; about one in fifteen does not add up."""
    own = [line for line in statement_lines.lines(statement) if _printed(line, standard, group)]
    filled = rng.choice((0.1, 0.25, 0.5, 0.9))
    columns = [_column(rng, statement, standard, own, scale, step, filled) for _ in range(2)]
    if rng.random() < 0.07:
        _unbalance(rng, rng.choice(columns), step)
    values = {line.key: (columns[0][line.key], columns[1][line.key]) for line in own}
    return Figures(statement, standard, tuple(_lines(rng, statement, standard, own, group)), values)


def _printed(line: StatementLine, standard: str, group: bool) -> bool:
    if line.key in (*_GROUP_ONLY, "total_operating_cost") and not group:
        return False
    if standard == "small_enterprise" and line.key in _NO_SUBTOTALS:
        return False
    return (
        standard in line.standards
        and line.key != "fixed_assets_before_impairment"
        or (line.key == "fixed_assets_before_impairment" and standard == "old_2001")
    )


def _column(
    rng: random.Random,
    statement: str,
    standard: str,
    own: Sequence[StatementLine],
    scale: Decimal,
    step: Decimal,
    filled: float,
) -> dict[str, Decimal]:
    value = {line.key: _leaf(rng, line, standard, scale, step, filled) for line in own}
    formulas = {
        "balance_sheet": statement_lines.balance_formula,
        "income_statement": statement_lines.income_formula,
        "cash_flow_statement": statement_lines.cash_flow_formula,
    }[statement](standard)
    _tie(value, standard, rng)
    for _ in range(4):
        for formula in formulas:
            terms = [(k, sign) for k, sign in formula.terms if k in value or k in _NO_SUBTOTALS]
            if formula.total in value or formula.total in _NO_SUBTOTALS:
                value[formula.total] = sum((sign * value.get(k, ZERO) for k, sign in terms), ZERO)
        if statement == "balance_sheet":
            off = value["total_assets"] - value["total_liabilities_equity"]
            value["retained_earnings"] += off
    _follow(value)
    return value


def _leaf(
    rng: random.Random, line: StatementLine, standard: str, scale: Decimal, step: Decimal, filled: float
) -> Decimal:
    chance = 0.93 if line.key in _COMMON else filled * (0.5 if line.section_in(standard) == MEMO else 1)
    if rng.random() > chance:
        return ZERO
    if line.key.endswith("_eps"):
        return Decimal(rng.randrange(1, 300)) / 100
    share = Decimal(str(10 ** rng.uniform(-3.2, -0.3)))
    amount = ((scale * share / step).quantize(Decimal(1)) * step).quantize(Decimal("0.01"))
    negative = line.key in _LOSSES or (line.key.endswith("impairment") and standard in ("cas_2019", "cas_2019a"))
    return -amount if negative and rng.random() < 0.35 else amount


def _tie(value: dict[str, Decimal], standard: str, rng: random.Random) -> None:
    """Lines that follow from memo lines."""
    if "fixed_assets_cost" in value:
        cost = max(value["fixed_assets_cost"], value["accumulated_depreciation"])
        value["fixed_assets_cost"], value["accumulated_depreciation"] = (
            cost,
            min(cost, value["accumulated_depreciation"]),
        )
        value["fixed_assets"] = cost - value["accumulated_depreciation"]
    if standard == "old_2001" and "fixed_assets_before_impairment" in value:
        value["fixed_assets_before_impairment"] = value["fixed_assets"]
        value["fixed_assets_impairment"] = ZERO
    if "data_resources" in value:
        value["data_resources"] = ZERO


def _follow(value: dict[str, Decimal]) -> None:
    """Memo lines that follow from sums."""
    pairs = (
        ("parent_equity", "total_equity", "minority_interest"),
        ("parent_net_profit", "net_profit", "minority_net_profit"),
    )
    for part, whole, rest in pairs:
        if part in value:
            value[part] = value[whole] - value[rest]
    if "continuing_profit" in value:
        value["continuing_profit"] = value["net_profit"] - value["discontinued_profit"]
    if "total_fixed_assets" in value:
        value["total_lt_investments"] = value["lt_equity_investments"] + value["lt_bond_investments"]
        parts = ("fixed_assets", "construction_in_progress", "construction_materials", "fixed_assets_disposal")
        value["total_fixed_assets"] = sum((value[k] for k in parts), ZERO)
        others = ("intangible_assets", "lt_deferred_expenses", "other_nc_assets")
        value["total_intangible_and_other"] = sum((value[k] for k in others), ZERO)
    if "total_operating_cost" in value:
        costs = ("cost", "taxes_surcharges", "selling_expense", "admin_expense", "rd_expense", "finance_cost")
        value["total_operating_cost"] = sum((value.get(k, ZERO) for k in costs), ZERO)
    if "main_profit" in value:
        value["main_profit"] = value["revenue"] - value["cost"] - value["taxes_surcharges"]


def _unbalance(rng: random.Random, value: dict[str, Decimal], step: Decimal) -> None:
    key = rng.choice([k for k, v in value.items() if v and not k.endswith("_eps")] or ["total_assets"])
    value[key] = value.get(key, ZERO) + step * rng.choice((1, 9, 10, 27, 100, 900, 1000, 100000))


_HEADS = {
    "total_current_assets": "流动资产:",
    "total_nc_assets": "非流动资产:",
    "total_current_liabilities": "流动负债:",
    "total_nc_liabilities": "非流动负债:",
    "total_equity": "所有者权益(或股东权益):",
    "cf_op_in": "一、经营活动产生的现金流量:",
    "cf_inv_in": "二、投资活动产生的现金流量:",
    "cf_fin_in": "三、筹资活动产生的现金流量:",
}
_OLD_HEADS = {
    "lt_bond_investments": "长期投资:",
    "fixed_assets_cost": "固定资产:",
    "intangible_assets": "无形资产及其他资产:",
}
_NUMBERED = {
    "revenue": "一、", "main_profit": "二、", "operating_profit": "二、", "total_profit": "三、", "net_profit": "四、", "oci": "五、",
    "total_comprehensive_income": "六、", "continuing_profit": "(一)", "discontinued_profit": "(二)", "basic_eps": "(一)", "diluted_eps": "(二)",
    "fx_effect": "四、", "net_increase": "五、", "cash_end": "六、", "parent_net_profit": "1.", "minority_net_profit": "2.",
}  # fmt: skip
_MARKED = {
    "cost": "减:", "treasury_stock": "减:", "nonoperating_income": "加:", "nonoperating_expense": "减:", "income_tax": "减:",
    "other_income": "加:", "accumulated_depreciation": "减:", "fixed_assets_impairment": "减:", "cash_begin": "加:",
}  # fmt: skip
_SIGNED = {
    "investment_income", "fair_value_gain", "operating_profit", "total_profit", "net_profit", "credit_impairment", "asset_impairment",
    "disposal_gain", "hedging_income", "continuing_profit", "main_profit", "other_business_profit",
}  # fmt: skip


def _lines(rng: random.Random, statement: str, standard: str, own: Sequence[StatementLine], group: bool) -> list[Line]:
    """The rows in printing order with headings."""
    out: list[Line] = []
    seen: set[str] = set()
    style = _Wording(rng, statement, standard, group)
    previous = ""
    for line in own:
        section = line.section_in(standard)
        head = _heading(line, section, standard, statement)
        if head and head not in seen:
            seen.add(head)
            out.append(Line(None, style.heading(head), 0, "head"))
        if line.key == "basic_eps":
            out.append(Line(None, "七、每股收益:", 0, "head"))
        memo = section == MEMO and line.key not in ("main_profit", "fixed_assets_cost")
        total = (
            "total" in line.key
            or line.key in ("operating_profit", "net_profit", *_NO_SUBTOTALS)
            or line.key[:3] == "cfo"
        )
        kind = "sum" if total else "memo" if memo else "line"
        if line.key == "total_operating_cost":
            out.append(Line("revenue", "其中:营业收入", 2, "memo"))
            out.append(Line(line.key, "二、营业总成本", 0, "sum"))
        elif line.key in _OFF_SUMS and line.key[-3:] != "eps":
            out.append(Line(None, style.memo(line.label, previous), 2, "memo"))
        else:
            out.append(Line(line.key, style.label(line, kind, previous), 0 if total else 2 if memo else 1, kind))
        if group and line.key in _BANKING and standard != "old_2001":
            out += [Line(None, style.mark + text, 1, "line") for text in _BANKING[line.key]]
        previous = kind
    return out


def _heading(line: StatementLine, section: str, standard: str, statement: str) -> str | None:
    if statement == "cash_flow_statement" and standard == "small_enterprise":
        return {
            "cf_sales": _HEADS["cf_op_in"],
            "cf_inv_recover": _HEADS["cf_inv_in"],
            "cf_equity_in": _HEADS["cf_fin_in"],
        }.get(line.key)
    if standard == "old_2001" and line.key in _OLD_HEADS:
        return _OLD_HEADS[line.key]
    if standard == "old_2001" and section == "total_nc_assets":
        return None
    if standard == "old_2001" and section == "total_nc_liabilities":
        return "长期负债:"
    return _HEADS.get(section)


class _Wording:
    """One printer's wordings."""

    def __init__(self, rng: random.Random, statement: str, standard: str, group: bool) -> None:
        self.rng, self.statement, self.standard = rng, statement, standard
        self.synonyms = rng.choice((0.0, 0.1, 0.3))
        self.numbered, self.marked = rng.random() < 0.85, rng.random() < 0.85
        self.mark = rng.choice(("", "*", "△", "☆")) if group else ""
        self.note = rng.choice(
            (
                "(亏损以“-”号填列)",
                '(亏损以"-"号填列)',
                "(损失以“-”号填列)",
                "(亏损以“－”号填列)",
                "(亏损以-号填列)",
                "",
                "",
            )
        )
        self.colon = rng.random() < 0.9
        self.zhang = rng.random() < 0.12
        self.equity = rng.choice(("所有者权益(或股东权益)", "所有者权益", "股东权益", "所有者权益(或股东权益)"))
        self.spread = rng.random() < 0.2

    def heading(self, text: str) -> str:
        """A heading of a section."""
        text = text.replace("所有者权益(或股东权益)", self.equity)
        return text if self.colon else text.rstrip(":")

    def memo(self, label: str, before: str) -> str:
        """A line that explains the one above."""
        return ("其中:" if before != "memo" else "　　　") + label

    def label(self, line: StatementLine, kind: str, before: str) -> str:
        """A line's printed label."""
        text = self._named(line)
        if self.numbered and line.key in _NUMBERED:
            text = self._number(line.key) + text
        elif self.marked and line.key in _MARKED:
            text = _MARKED[line.key] + text
        elif kind == "memo" and not line.key.startswith(("total", "parent", "fixed", "accumulated", "oci_")):
            text = self.memo(text, before)
        if line.key in _SIGNED:
            text += self.note
        if kind == "sum" and self.spread and len(text) in (4, 6):
            text = ("　" if len(text) == 4 else " ").join(text)
        return text.replace("账款", "帐款") if self.zhang else text

    def _number(self, key: str) -> str:
        if self.standard == "old_2001":
            return {"operating_profit": "三、", "total_profit": "四、", "net_profit": "五、"}.get(key, _NUMBERED[key])
        if self.standard == "small_enterprise" and key in ("net_increase", "cash_end"):
            return {"net_increase": "四、", "cash_end": "五、"}[key]
        return _NUMBERED[key]

    def _named(self, line: StatementLine) -> str:
        key, old, rng = line.key, self.standard == "old_2001", self.rng
        fixed = {
            "total_equity": f"{self.equity}合计",
            "total_liabilities_equity": f"负债{rng.choice('和和及')}{self.equity}{rng.choice(('总计', '总计', '合计'))}",
            "paid_in_capital": rng.choice(("实收资本(或股本)", "实收资本", "实收资本(股本)", "股本")),
            "total_assets": rng.choice(("资产总计", "资产总计", "资产合计")),
            "taxes_surcharges": "税金及附加" if self.standard not in ("cas_2007", "old_2001") else "营业税金及附加",
            **_CASH_LABELS,
        }
        if old:
            fixed |= _OLD_LABELS
        elif self.standard == "small_enterprise":
            fixed |= _SMALL_LABELS
        if key in fixed:
            return fixed[key]
        usable = [t for t in line.synonyms if "或" not in t and t not in _NEVER]
        return rng.choice(usable) if usable and rng.random() < self.synonyms else line.label


_OLD_LABELS = {
    "revenue": "主营业务收入", "cost": "主营业务成本", "taxes_surcharges": "主营业务税金及附加", "selling_expense": "营业费用", "income_tax": "所得税",
    "prepayments": "预付账款", "advances_received": "预收账款", "taxes_payable": "应交税金", "employee_benefits_payable": "应付工资",
    "other_current_assets": "待摊费用", "other_current_liabilities": "预提费用", "lt_bond_investments": "长期债权投资", "fixed_assets": "固定资产净额",
    "total_nc_liabilities": "长期负债合计", "other_nc_assets": "其他长期资产", "other_nc_liabilities": "其他长期负债", "ncl_due_1y": "一年内到期的长期负债",
    "nca_due_1y": "一年内到期的长期债权投资", "deferred_tax_assets": "递延税款借项", "deferred_tax_liabilities": "递延税款贷项",
}  # fmt: skip
_SMALL_LABELS = {
    "prepayments": "预付账款", "advances_received": "预收账款", "dividends_payable": "应付利润", "fixed_assets": "固定资产账面价值",
    "cf_sales": "销售产成品、商品、提供劳务收到的现金", "cf_purchases": "购买原材料、商品、接受劳务支付的现金", "cf_employees": "支付的职工薪酬",
    "cf_taxes": "支付的税费", "cf_equity_in": "吸收投资者投资收到的现金", "cf_repay": "偿还借款本金支付的现金",
    "cf_inv_recover": "收回短期投资、长期债券投资和长期股权投资收到的现金", "cf_inv_paid": "短期投资、长期债券投资和长期股权投资支付的现金",
    "cf_disposal": "处置固定资产、无形资产和其他非流动资产收回的现金净额", "cf_capex": "购建固定资产、无形资产和其他非流动资产支付的现金",
    "net_increase": "现金净增加额", "cash_begin": "期初现金余额", "cash_end": "期末现金余额",
}  # fmt: skip
_CASH_LABELS = {
    "cf_sales": "销售商品、提供劳务收到的现金", "cf_purchases": "购买商品、接受劳务支付的现金", "cf_employees": "支付给职工以及为职工支付的现金",
    "cf_disposal": "处置固定资产、无形资产和其他长期资产收回的现金净额", "cf_capex": "购建固定资产、无形资产和其他长期资产支付的现金",
    "cf_div_int": "分配股利、利润或偿付利息支付的现金",
}  # fmt: skip
_NEVER = {"应付福利费", "其他应交款", "应付工资", "待摊费用", "预提费用", "递延资产", "所得税", "利息费用收入"}
