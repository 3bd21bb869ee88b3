"""应收账款账龄表: what the paper says, as plain typed values; null means that nothing is printed.

Amounts are in yuan whatever unit is printed. The ages differ from company to company: `buckets` says what `bucket_1` to
`bucket_10` are, youngest first, in months.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import Field

from schemas.core import Record


class Receivable(Record):
    """One customer."""

    counterparty: str | None = Field(default=None, title="客户名称")
    balance: Decimal | None = Field(default=None, title="期末余额")
    bucket_1: Decimal | None = Field(default=None, title="账龄第1段")
    bucket_2: Decimal | None = Field(default=None, title="账龄第2段")
    bucket_3: Decimal | None = Field(default=None, title="账龄第3段")
    bucket_4: Decimal | None = Field(default=None, title="账龄第4段")
    bucket_5: Decimal | None = Field(default=None, title="账龄第5段")
    bucket_6: Decimal | None = Field(default=None, title="账龄第6段")
    bucket_7: Decimal | None = Field(default=None, title="账龄第7段")
    bucket_8: Decimal | None = Field(default=None, title="账龄第8段")
    bucket_9: Decimal | None = Field(default=None, title="账龄第9段")
    bucket_10: Decimal | None = Field(default=None, title="账龄第10段")
    provision: Decimal | None = Field(default=None, title="坏账准备")
    related_party: bool | None = Field(default=None, title="是否关联方")


class Bucket(Record):
    """One age: `months_from` to `months_to` (null: any older), and the total that is printed under it."""

    label: str | None = Field(default=None, title="账龄")
    months_from: int | None = Field(default=None, title="自（月）")
    months_to: int | None = Field(default=None, title="至（月）")
    total: Decimal | None = Field(default=None, title="合计")


class ReceivablesAgeing(Record):
    """The head, the totals printed, the customers and the ages."""

    company_name: str | None = Field(default=None, title="编制单位")
    account_name: str | None = Field(default=None, title="科目")
    period_end: date | None = Field(default=None, title="截止日期")
    unit: str | None = Field(default=None, title="金额单位", description="yuan or ten_thousand_yuan")
    total_balance: Decimal | None = Field(default=None, title="余额合计", description="as printed")
    total_provision: Decimal | None = Field(default=None, title="坏账准备合计", description="as printed")
    receivables: tuple[Receivable, ...] = Field(default=(), title="应收明细")
    buckets: tuple[Bucket, ...] = Field(default=(), title="账龄分段")
