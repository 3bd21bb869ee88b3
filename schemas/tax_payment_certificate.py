"""税收完税证明: what the paper says, as plain typed values; null means that nothing is printed.

Also 税收缴款书 and electronic payment vouchers. Amounts are in yuan, a refund is negative.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import Field

from schemas.core import Record


class Payment(Record):
    """One payment into the treasury."""

    tax_kind: str | None = Field(default=None, title="税种", description="税种, such as 增值税")
    period_start: date | None = Field(default=None, title="所属期起", description="first day of 税款所属时期")
    period_end: date | None = Field(default=None, title="所属期止", description="last day of 税款所属时期")
    paid_date: date | None = Field(default=None, title="入库日期", description="入(退)库日期")
    amount: Decimal | None = Field(default=None, title="实缴金额", description="yuan")


class TaxPaymentCertificate(Record):
    """The paper and its rows."""

    certificate_number: str | None = Field(default=None, title="证明号码", description="the number after No.")
    taxpayer_id: str | None = Field(default=None, title="纳税人识别号", description="15, 17, 18 or 20 characters")
    taxpayer_name: str | None = Field(default=None, title="纳税人名称")
    issuing_authority: str | None = Field(default=None, title="开具税务机关", description="the tax authority")
    issue_date: date | None = Field(default=None, title="填发日期", description="填发日期")
    total_amount: Decimal | None = Field(default=None, title="金额合计", description="yuan; the sum of all payments")
    payments: tuple[Payment, ...] = Field(default=(), title="完税明细")
