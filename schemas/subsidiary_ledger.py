"""明细账: what the paper says, as plain typed values; null means that nothing is printed.

Either bookings with a running balance (`entries`) or one row a customer, supplier or detail account (`balances`). The side of
a running balance is `direction`: debit, credit or even (平). Amounts are in yuan.
"""

from __future__ import annotations

import datetime
from decimal import Decimal

from pydantic import Field

from schemas.core import Record


class LedgerEntry(Record):
    """One booking."""

    account_code: str | None = Field(default=None, title="科目编码")
    account_name: str | None = Field(default=None, title="科目名称")
    counterparty: str | None = Field(default=None, title="往来单位")
    date: datetime.date | None = Field(default=None, title="日期")
    voucher: str | None = Field(default=None, title="凭证字号")
    summary: str | None = Field(default=None, title="摘要")
    counter_account: str | None = Field(default=None, title="对方科目")
    debit: Decimal | None = Field(default=None, title="借方", description="yuan")
    credit: Decimal | None = Field(default=None, title="贷方", description="yuan")
    direction: str | None = Field(default=None, title="方向", description="debit, credit or even")
    balance: Decimal | None = Field(default=None, title="余额", description="after the booking, yuan")


class DetailBalance(Record):
    """The opening balance, turnover and closing balance of one customer, supplier or detail account."""

    account_code: str | None = Field(default=None, title="科目编码")
    account_name: str | None = Field(default=None, title="科目名称")
    counterparty: str | None = Field(default=None, title="往来单位")
    opening_debit: Decimal | None = Field(default=None, title="期初借方")
    opening_credit: Decimal | None = Field(default=None, title="期初贷方")
    period_debit: Decimal | None = Field(default=None, title="本期借方")
    period_credit: Decimal | None = Field(default=None, title="本期贷方")
    closing_debit: Decimal | None = Field(default=None, title="期末借方")
    closing_credit: Decimal | None = Field(default=None, title="期末贷方")


class SubsidiaryLedger(Record):
    """The head, the opening balance carried forward, and the rows of either form."""

    company_name: str | None = Field(default=None, title="编制单位")
    account_code: str | None = Field(default=None, title="科目编码")
    account_name: str | None = Field(default=None, title="科目名称")
    counterparty: str | None = Field(default=None, title="往来单位")
    period_start: datetime.date | None = Field(default=None, title="期间起")
    period_end: datetime.date | None = Field(default=None, title="期间止")
    opening_balance: Decimal | None = Field(default=None, title="期初余额", description="of bookings, as printed")
    closing_balance: Decimal | None = Field(default=None, title="期末余额", description="of bookings, as printed")
    entries: tuple[LedgerEntry, ...] = Field(default=(), title="明细分录")
    balances: tuple[DetailBalance, ...] = Field(default=(), title="明细余额")
