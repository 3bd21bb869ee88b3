"""委托担保申请书: what the paper says, as plain typed values; null means that nothing is printed.

What the applicant declares; never evidence by itself.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import Field

from schemas.core import Record


class GuaranteeApplication(Record):
    """The paper."""

    applicant_name: str | None = Field(default=None, title="申请人", description="a company or a person")
    unified_social_credit_code: str | None = Field(
        default=None, title="统一社会信用代码", description="null for a person"
    )
    legal_representative: str | None = Field(default=None, title="法定代表人", description="null for a person")
    amount: Decimal | None = Field(default=None, title="申请担保金额", description="yuan")
    term_months: int | None = Field(default=None, title="期限（月）", description="months")
    purpose: str | None = Field(default=None, title="借款用途")
    lender: str | None = Field(default=None, title="贷款银行", description="the bank that shall lend")
    repayment_source: str | None = Field(default=None, title="还款来源")
    counter_guarantee: str | None = Field(default=None, title="反担保措施", description="反担保措施")
    application_date: date | None = Field(
        default=None, title="申请日期", description="the date that validity is judged at"
    )
