"""Chinese words of the tables: statements, units, facts about parties and how their sources agree."""

from __future__ import annotations

from decimal import Decimal

from datapackages.values import money, plain_decimal
from schemas.titles import FIELDS

STATEMENTS = {"balance_sheet": "资产负债表", "income_statement": "利润表", "cash_flow_statement": "现金流量表"}

UNITS = {"times": "倍", "share": "%", "days": "天", "yuan": "元"}

AGREEMENTS = {"agreed": "一致", "single": "仅一处", "contradicted": "矛盾", "unconfirmed": "待核对"}

AGREEMENT_TONES = {"agreed": "pass", "single": "single", "contradicted": "fail", "unconfirmed": "review"}

PARTY_ROLES = {
    "applicant": "申请人",
    "legal_representative": "法定代表人",
    "shareholder": "股东",
    "spouse": "配偶",
    "collateral_owner": "抵（质）押物所有人",
    "counter_guarantor": "反担保人",
    "signatory": "签字人",
    "intermediary": "中介机构",
    "other": "其他",
}

_OWN = {"name": "名称（姓名）", "address": "住所（住址）", "registration_number": "注册号", "valid_to": "证件有效期至"}


def fact_title(name: str) -> str:
    """The Chinese title of a fact about a party: that of the first paper that has it.

    >>> fact_title("id_number"), fact_title("new_fact")
    ('公民身份号码', 'new_fact')
    """
    return _OWN.get(name) or next((fields[name] for fields in FIELDS.values() if name in fields), name)


def share(value: Decimal | None, places: int = 1) -> str:
    """A share as a percentage; empty for null.

    >>> share(Decimal("0.1254")), share(None)
    ('12.5%', '')
    """
    return "" if value is None else f"{value * 100:.{places}f}%"


def ratio_value(value: Decimal | None, unit: str) -> str:
    """A ratio with its unit; empty for null.

    >>> ratio_value(Decimal("1.2345"), "times"), ratio_value(Decimal("0.5"), "share")
    ('1.23', '50.0%')
    >>> ratio_value(Decimal("31.4"), "days"), ratio_value(Decimal("5"), "yuan")
    ('31.4 天', '5.00')
    """
    if value is None:
        return ""
    if unit == "share":
        return share(value)
    if unit == "days":
        return f"{value:.1f} 天"
    return money(plain_decimal(value, 2)) if unit == "yuan" else f"{value:.2f}"
