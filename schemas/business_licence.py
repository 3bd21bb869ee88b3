"""营业执照: what the paper says, as plain typed values; null means that nothing is printed.

Forms: 15-digit 注册号 until 2015-09, 18-character code since; 正本 and 副本; companies, partnerships, branches, 个体工商户.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from schemas.core import Record


class BusinessLicence(Record):
    """The paper."""

    unified_social_credit_code: str | None = Field(
        default=None,
        title="统一社会信用代码",
        description="18 characters, GB 32100-2015; null on licences printed before 2015-10",
    )
    registration_number: str | None = Field(
        default=None, title="注册号", description="15 digits, GS 15-2006, or 13 on older licences; null since 2015-10"
    )
    company_name: str | None = Field(
        default=None, title="名称", description="may be null for 个体工商户 without a trade name"
    )
    company_type: str | None = Field(
        default=None, title="类型", description="as printed under 类型, 公司类型, 企业类型 or 主体类型"
    )
    address: str | None = Field(default=None, title="住所", description="住所, 营业场所, 主要经营场所 or 经营场所")
    legal_representative: str | None = Field(
        default=None, title="法定代表人（负责人/经营者）", description="also 负责人, 经营者, 执行事务合伙人, 投资人"
    )
    registered_capital: Decimal | None = Field(default=None, title="注册资本", description="yuan")
    paid_in_capital: Decimal | None = Field(default=None, title="实收资本", description="yuan; printed until 2014-02")
    establishment_date: date | None = Field(
        default=None, title="成立日期", description="成立日期, or 注册日期 of 个体工商户"
    )
    valid_from: date | None = Field(default=None, title="营业期限自")
    valid_to: date | Literal["long_term"] | None = Field(
        default=None, title="营业期限至", description="`long_term` for 长期, 永久, 不约定期限"
    )
    business_scope: str | None = Field(default=None, title="经营范围")
    issuing_authority: str | None = Field(
        default=None, title="登记机关", description="the registrar, usually only in its seal"
    )
    issue_date: date | None = Field(default=None, title="发照日期", description="the date under the registrar's seal")
    copy_kind: str | None = Field(default=None, title="正本/副本", description="original (正本) or duplicate (副本)")
    annual_inspection_years: tuple[int, ...] | None = Field(
        default=None, title="年检年度", description="years for which 年检 stamps vouch, until 2014-02"
    )
    qr_payload: str | None = Field(default=None, title="二维码内容", description="what the QR code holds")
