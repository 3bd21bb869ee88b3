"""借款合同: what the paper says, as plain typed values; null means that nothing is printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import Field

from schemas.core import Record


class LoanContract(Record):
    """The paper."""

    contract_number: str | None = Field(default=None, title="合同编号")
    borrower: str | None = Field(default=None, title="借款人")
    lender: str | None = Field(default=None, title="贷款人")
    amount: Decimal | None = Field(default=None, title="借款金额", description="yuan")
    annual_rate: Decimal | None = Field(
        default=None, title="年利率（%）", description="per cent a year, 4.35 for 4.35%"
    )
    start_date: date | None = Field(
        default=None, title="借款起始日", description="the beginning of the term, not the day of signing"
    )
    end_date: date | None = Field(default=None, title="借款到期日")
    purpose: str | None = Field(default=None, title="借款用途")
