"""A drawn paper: its type, true values, true tables, and the sheets that show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from samples._draw import Sheet
from schemas import titles

Value = Any

TITLES = titles.TYPES | {
    "business_licence": "营业执照",
    "organisation_code_certificate": "组织机构代码证",
    "tax_registration_certificate": "税务登记证",
    "resident_id_card": "居民身份证",
    "household_register_page": "常住人口登记卡",
    "balance_sheet": "资产负债表",
    "income_statement": "利润表",
    "credit_report": "企业信用报告",
    "loan_card": "贷款卡",
    "account_opening_permit": "开户许可证",
    "trial_balance": "科目余额表",
    "capital_verification_report": "验资报告",
    "income_proof": "收入证明",
    "guarantee_application": "委托担保申请书",
    "subsidiary_ledger": "明细账",
    "receivables_ageing": "应收账款账龄表",
    "fixed_asset_list": "固定资产清单",
    "vat_return": "增值税纳税申报表",
    "cit_return": "企业所得税申报表",
    "unknown": "未识别",
}


@dataclass
class Paper:
    """One document. A sheet's mark `name` is the box of field `name`, `table[key].column` that of a cell."""

    type: str
    key: str
    fields: dict[str, Value] = field(default_factory=dict)
    tables: dict[str, list[dict[str, Value]]] = field(default_factory=dict)
    sheets: list[Sheet] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)

    def boxes(self) -> dict[str, tuple[int, tuple[float, float, float, float]]]:
        """Each mark's page (from 1) and box in fractions of that sheet; a value printed twice keeps its first page."""
        found: dict[str, tuple[int, tuple[float, float, float, float]]] = {}
        for number, sheet in enumerate(self.sheets, 1):
            for name, (x0, y0, x1, y1) in sheet.marks.items():
                w, h = sheet.width, sheet.height
                found.setdefault(name, (number, (x0 / w, y0 / h, x1 / w, y1 / h)))
        return found


def text_fields(values: Mapping[str, Value]) -> dict[str, Value]:
    """The values of a truth file, in the order given."""
    return dict(values)
