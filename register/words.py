"""How a watched date is called in notices, reports and the calendar: papers, fields and roles in Chinese, no personal data."""

from __future__ import annotations

from datetime import date

from register.expiries import KINDS
from schemas.titles import field_title, type_title

ROLES = {
    "applicant": "申请人",
    "legal_representative": "法定代表人",
    "shareholder": "股东",
    "spouse": "配偶",
    "counter_guarantor": "反担保人",
    "collateral_owner": "抵押物所有人",
    "actual_controller": "实际控制人",
    "other": "其他当事人",
}

_BY_KIND = frozenset(
    {
        "credit_report_age",
        "income_proof_age",
        "statement_age",
        "year_end_statement",
        "annual_report",
        "capital_transition",
    }
)
"""Kinds whose date is not the one printed in the field."""


def called(kind: str, document_type: str, field: str, role: str) -> str:
    """What the date is about.

    >>> called("id_card", "resident_id_card", "valid_to", "legal_representative")
    '居民身份证·有效期至（法定代表人）'
    >>> called("annual_report", "registry_extract", "report_year", "applicant")
    '企业年度报告（申请人）'
    """
    what = KINDS[kind] if kind in _BY_KIND else f"{type_title(document_type)}·{field_title(document_type, field)}"
    return f"{what}（{ROLES.get(role, ROLES['other'])}）"


def distance(day: date, today: date) -> str:
    """How far the date is.

    >>> distance(date(2024, 6, 30), date(2024, 6, 23)), distance(date(2024, 6, 30), date(2024, 7, 7))
    ('还有 7 天', '已过 7 天')
    >>> distance(date(2024, 6, 30), date(2024, 6, 30))
    '今天到期'
    """
    days = (day - today).days
    if days == 0:
        return "今天到期"
    return f"还有 {days} 天" if days > 0 else f"已过 {-days} 天"
