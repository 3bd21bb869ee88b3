"""企业信用信息公示报告 and 企业年度报告: what the print says, as plain typed values; null means that nothing is printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from schemas.core import Record


class Shareholder(Record):
    """A shareholder with what was promised and what was paid."""

    name: str | None = Field(default=None, title="股东", description="股东(发起人)")
    subscribed: Decimal | None = Field(default=None, title="认缴额", description="yuan")
    subscribed_method: str | None = Field(default=None, title="认缴出资方式", description="货币, 实物, 知识产权")
    subscribed_date: date | None = Field(default=None, title="认缴出资日期", description="认缴出资日期")
    paid: Decimal | None = Field(default=None, title="实缴额", description="yuan")
    paid_date: date | None = Field(default=None, title="实缴出资日期", description="实缴出资日期")


class Abnormality(Record):
    """An entry in the list of abnormal operations."""

    reason: str | None = Field(default=None, title="列入原因", description="列入经营异常名录原因")
    listed_on: date | None = Field(default=None, title="列入日期", description="列入日期")
    removed_on: date | None = Field(default=None, title="移出日期", description="null while the entry stands")


class RegistryExtract(Record):
    """The print; amounts of the annual report are null where the company does not publish them."""

    unified_social_credit_code: str | None = Field(default=None, title="统一社会信用代码")
    company_name: str | None = Field(default=None, title="企业名称")
    company_type: str | None = Field(default=None, title="类型")
    legal_representative: str | None = Field(default=None, title="法定代表人")
    registered_capital: Decimal | None = Field(default=None, title="注册资本", description="yuan")
    establishment_date: date | None = Field(default=None, title="成立日期")
    valid_from: date | None = Field(default=None, title="营业期限自")
    valid_to: date | Literal["long_term"] | None = Field(default=None, title="营业期限至")
    address: str | None = Field(default=None, title="住所")
    business_scope: str | None = Field(default=None, title="经营范围")
    issuing_authority: str | None = Field(default=None, title="登记机关")
    issue_date: date | None = Field(default=None, title="核准日期")
    operating_status: str | None = Field(default=None, title="登记状态", description="存续, 开业, 吊销, 注销, 迁出")
    report_date: date | None = Field(default=None, title="报告生成日期", description="the day of the print")
    report_year: int | None = Field(default=None, title="年报年度", description="the latest annual report's year")
    filed_on: date | None = Field(default=None, title="填报日期", description="when that report was filed")
    total_assets: Decimal | None = Field(default=None, title="资产总额", description="yuan")
    total_liabilities: Decimal | None = Field(default=None, title="负债总额", description="yuan")
    owners_equity: Decimal | None = Field(default=None, title="所有者权益合计", description="yuan")
    revenue: Decimal | None = Field(default=None, title="营业总收入", description="yuan")
    total_profit: Decimal | None = Field(default=None, title="利润总额", description="yuan")
    net_profit: Decimal | None = Field(default=None, title="净利润", description="yuan")
    tax_paid: Decimal | None = Field(default=None, title="纳税总额", description="yuan")
    shareholders: tuple[Shareholder, ...] = ()
    abnormal: tuple[Abnormality, ...] = ()
