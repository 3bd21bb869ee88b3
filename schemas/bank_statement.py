"""银行对账单: what the paper says, as plain typed values; null means that nothing is printed.

The bank's view: a debit is money that leaves the account. Amounts are in yuan.
"""

from __future__ import annotations

import datetime
from decimal import Decimal

from pydantic import Field

from schemas.core import Record


class Entry(Record):
    """One booking; balance = balance before - debit + credit."""

    date: datetime.date | None = Field(default=None, title="日期", description="交易日期")
    summary: str | None = Field(default=None, title="摘要")
    counterparty: str | None = Field(default=None, title="对方户名")
    debit: Decimal | None = Field(default=None, title="借方（支出）", description="outflow, yuan")
    credit: Decimal | None = Field(default=None, title="贷方（收入）", description="inflow, yuan")
    balance: Decimal | None = Field(default=None, title="余额", description="after the booking, yuan")


class BankStatement(Record):
    """The paper and its rows."""

    account_name: str | None = Field(default=None, title="户名")
    account_number: str | None = Field(default=None, title="账号", description="digits only")
    bank_name: str | None = Field(default=None, title="开户行")
    period_start: datetime.date | None = Field(default=None, title="期间起")
    period_end: datetime.date | None = Field(default=None, title="期间止")
    opening_balance: Decimal | None = Field(default=None, title="期初余额", description="yuan")
    closing_balance: Decimal | None = Field(default=None, title="期末余额", description="yuan")
    entries: tuple[Entry, ...] = Field(default=(), title="交易明细")
