"""租赁合同: what the paper says, as plain typed values; null means that nothing is printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from schemas.core import Record


class LeaseContract(Record):
    """The paper."""

    contract_number: str | None = Field(default=None, title="合同编号")
    lessor: str | None = Field(default=None, title="出租人")
    lessee: str | None = Field(default=None, title="承租人")
    location: str | None = Field(default=None, title="房屋坐落")
    area_sqm: Decimal | None = Field(default=None, title="租赁面积（平方米）", description="square metres")
    use: str | None = Field(default=None, title="用途")
    rent: Decimal | None = Field(default=None, title="租金", description="yuan for each rent_period")
    rent_period: Literal["day", "month", "quarter", "half_year", "year"] | None = Field(default=None, title="租金周期")
    start_date: date | None = Field(default=None, title="租赁起始日")
    end_date: date | None = Field(default=None, title="租赁到期日")
