"""开户许可证: what the paper says, as plain typed values; null means that nothing is printed.

Also the sheet 基本存款账户信息 that took its place in 2019.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from schemas.core import Record


class AccountOpeningPermit(Record):
    """The paper."""

    permit_number: str | None = Field(
        default=None, title="核准号", description="核准号, or 基本存款账户编号: a letter and 13 digits"
    )
    company_name: str | None = Field(default=None, title="存款人名称")
    legal_representative: str | None = Field(
        default=None, title="法定代表人（单位负责人）", description="法定代表人(单位负责人)"
    )
    bank_name: str | None = Field(default=None, title="开户银行", description="the branch that keeps the account")
    account_number: str | None = Field(default=None, title="账号", description="digits only, no check digit")
    issuing_authority: str | None = Field(
        default=None, title="发证机关", description="a branch of 中国人民银行; null on the sheet"
    )
    issue_date: date | None = Field(default=None, title="发证日期")
