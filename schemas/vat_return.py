"""增值税纳税申报表: what the paper says, as plain typed values; null means that nothing is printed.

Both forms: for general taxpayers (`form_kind` general, columns 一般项目 and 即征即退项目) and for small-scale taxpayers
(small_scale, columns 货物及劳务 and 服务、不动产和无形资产). Amounts are in yuan.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import Field

from schemas.core import Record


class VatItem(Record):
    """One numbered line. `key` names the lines that checks use, the same on both forms where they mean the same."""

    number: int | None = Field(default=None, title="栏次")
    key: str | None = Field(default=None, title="项目键")
    label: str | None = Field(default=None, title="项目")
    current: Decimal | None = Field(default=None, title="本月（期）数", description="一般项目, or 货物及劳务")
    ytd: Decimal | None = Field(default=None, title="本年累计", description="一般项目, or 货物及劳务")
    refund_current: Decimal | None = Field(default=None, title="即征即退本月数")
    refund_ytd: Decimal | None = Field(default=None, title="即征即退本年累计")
    services_current: Decimal | None = Field(default=None, title="服务不动产无形资产本期数")
    services_ytd: Decimal | None = Field(default=None, title="服务不动产无形资产本年累计")


class VatReturn(Record):
    """The head and the lines."""

    form_kind: str | None = Field(default=None, title="申报表种类", description="general or small_scale")
    taxpayer_id: str | None = Field(default=None, title="纳税人识别号")
    taxpayer_name: str | None = Field(default=None, title="纳税人名称")
    period_start: date | None = Field(default=None, title="税款所属期起")
    period_end: date | None = Field(default=None, title="税款所属期止")
    filing_date: date | None = Field(default=None, title="填表日期")
    items: tuple[VatItem, ...] = Field(default=(), title="申报项目")
