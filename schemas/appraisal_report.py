"""评估报告: what the paper says, as plain typed values; null means that nothing is printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import Field

from schemas.core import Record


class AppraisalReport(Record):
    """The paper."""

    report_number: str | None = Field(default=None, title="报告编号")
    firm_name: str | None = Field(default=None, title="评估机构")
    client: str | None = Field(default=None, title="委托人")
    owner: str | None = Field(default=None, title="产权持有人")
    subject: str | None = Field(default=None, title="评估对象")
    location: str | None = Field(default=None, title="坐落")
    purpose: str | None = Field(default=None, title="评估目的")
    valuation_date: date | None = Field(default=None, title="评估基准日")
    appraised_value: Decimal | None = Field(default=None, title="评估价值", description="yuan")
    report_date: date | None = Field(default=None, title="报告日期")
    validity_months: int | None = Field(default=None, title="使用有效期（月）")
    valid_to: date | None = Field(default=None, title="有效期至", description="only where a date is printed")
