"""科目余额表: what the paper says, as plain typed values.

Amounts are in yuan whatever unit is printed; null means that nothing is printed, which is not the same as a printed zero.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import Field

from schemas.core import Record


class Account(Record):
    """One printed row."""

    account_code: str = Field(title="科目编码", description="as printed, without white space")
    account_name: str | None = Field(default=None, title="科目名称")
    opening_debit: Decimal | None = Field(default=None, title="期初借方")
    opening_credit: Decimal | None = Field(default=None, title="期初贷方")
    period_debit: Decimal | None = Field(default=None, title="本期借方")
    period_credit: Decimal | None = Field(default=None, title="本期贷方")
    closing_debit: Decimal | None = Field(default=None, title="期末借方")
    closing_credit: Decimal | None = Field(default=None, title="期末贷方")


class TrialBalance(Record):
    """The head and the rows."""

    company_name: str | None = Field(default=None, title="编制单位")
    period_start: date | None = Field(default=None, title="期间起")
    period_end: date | None = Field(default=None, title="期间止")
    accounts: tuple[Account, ...] = Field(default=(), title="科目余额")
