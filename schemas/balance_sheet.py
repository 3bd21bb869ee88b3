"""资产负债表: what the paper says, as plain typed values.

Amounts are in yuan whatever unit is printed; null means that nothing is printed, which is not the same as a printed zero.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import Field

from schemas.core import Record


class BalanceLine(Record):
    """One printed row."""

    key: str | None = Field(
        default=None, title="科目键", description="see schemas.statement_lines; null for an unknown line"
    )
    label: str = Field(title="项目")
    ending: Decimal | None = Field(default=None, title="期末余额")
    opening: Decimal | None = Field(default=None, title="年初余额")


class BalanceSheet(Record):
    """The head and the rows."""

    company_name: str | None = Field(default=None, title="编制单位")
    period_end: date | None = Field(default=None, title="报表日")
    unit: str | None = Field(default=None, title="金额单位", description="yuan, thousand_yuan, ten_thousand_yuan")
    standard: str | None = Field(default=None, title="报表格式", description="see schemas.statement_lines.STANDARDS")
    lines: tuple[BalanceLine, ...] = Field(default=(), title="报表项目")
