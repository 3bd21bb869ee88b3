"""固定资产清单 (also 固定资产卡片, 固定资产折旧明细表): what the paper says, as plain typed values; null means that nothing is printed.

Amounts are in yuan whatever unit is printed.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import Field

from schemas.core import Record


class Asset(Record):
    """One asset or card."""

    asset_code: str | None = Field(default=None, title="资产编号")
    name: str | None = Field(default=None, title="资产名称")
    asset_class: str | None = Field(default=None, title="资产类别")
    specification: str | None = Field(default=None, title="规格型号")
    quantity: Decimal | None = Field(default=None, title="数量")
    acquisition_date: date | None = Field(
        default=None, title="购置日期", description="a bare month counts as its first day"
    )
    life_months: int | None = Field(default=None, title="使用年限（月）")
    cost: Decimal | None = Field(default=None, title="原值")
    accumulated_depreciation: Decimal | None = Field(default=None, title="累计折旧")
    period_depreciation: Decimal | None = Field(default=None, title="本期折旧")
    impairment: Decimal | None = Field(default=None, title="减值准备")
    net_value: Decimal | None = Field(default=None, title="净值")


class FixedAssetList(Record):
    """The head, the totals printed, and the assets; subtotals are no rows."""

    company_name: str | None = Field(default=None, title="编制单位")
    period_end: date | None = Field(default=None, title="截止日期")
    unit: str | None = Field(default=None, title="金额单位", description="yuan or ten_thousand_yuan")
    total_cost: Decimal | None = Field(default=None, title="原值合计", description="as printed")
    total_depreciation: Decimal | None = Field(default=None, title="累计折旧合计", description="as printed")
    total_net_value: Decimal | None = Field(default=None, title="净值合计", description="as printed")
    assets: tuple[Asset, ...] = Field(default=(), title="资产明细")
