"""贷款卡: what the paper says, as plain typed values; null means that nothing is printed.

The central bank's card of a borrower, until 2014.
"""

from __future__ import annotations

from pydantic import Field

from schemas.core import Record


class LoanCard(Record):
    """The paper."""

    loan_card_code: str | None = Field(
        default=None, title="贷款卡编码", description="16 characters; lives on as 中征码"
    )
    company_name: str | None = Field(default=None, title="企业名称")
    annual_inspection_years: tuple[int, ...] | None = Field(
        default=None, title="年审年度", description="years for which 年审 stamps vouch"
    )
