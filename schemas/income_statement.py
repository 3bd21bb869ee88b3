"""利润表: what the paper says, as plain typed values.

Amounts are in yuan whatever unit is printed; null means that nothing is printed, which is not the same as a printed zero.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import Field

from schemas.core import Record


class IncomeLine(Record):
    """One printed row."""

    key: str | None = Field(
        default=None, title="科目键", description="see schemas.statement_lines; null for an unknown line"
    )
    label: str = Field(title="项目")
    current: Decimal | None = Field(
        default=None, title="本期金额", description="the year to date where both are printed"
    )
    prior: Decimal | None = Field(default=None, title="上期金额")


class IncomeStatement(Record):
    """The head and the rows."""

    company_name: str | None = Field(default=None, title="编制单位")
    period_start: date | None = Field(default=None, title="期间起")
    period_end: date | None = Field(default=None, title="期间止")
    unit: str | None = Field(default=None, title="金额单位", description="yuan, thousand_yuan, ten_thousand_yuan")
    standard: str | None = Field(default=None, title="报表格式", description="see schemas.statement_lines.STANDARDS")
    lines: tuple[IncomeLine, ...] = Field(default=(), title="报表项目")
