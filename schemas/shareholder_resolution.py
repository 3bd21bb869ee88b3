"""股东会决议: what the paper says, as plain typed values; null means that nothing is printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import Field

from schemas.core import Record


class Signatory(Record):
    """Who signed."""

    name: str | None = Field(default=None, title="签署人")


class ShareholderResolution(Record):
    """The paper."""

    company_name: str | None = Field(default=None, title="公司名称")
    borrower: str | None = Field(
        default=None, title="借款人", description="the company itself unless it stands in for another"
    )
    lender: str | None = Field(default=None, title="贷款人")
    amount: Decimal | None = Field(default=None, title="借款金额", description="yuan")
    term_months: int | None = Field(default=None, title="期限（月）")
    purpose: str | None = Field(default=None, title="借款用途")
    resolution_date: date | None = Field(default=None, title="决议日期")
    signatories: tuple[Signatory, ...] = ()
