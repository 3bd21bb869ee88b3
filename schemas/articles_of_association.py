"""公司章程: what the paper says, as plain typed values; null means that nothing is printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from schemas.core import Record


class Shareholder(Record):
    """A shareholder and the contribution."""

    name: str | None = Field(default=None, title="股东")
    id_or_code: str | None = Field(default=None, title="证件号码")
    subscribed: Decimal | None = Field(default=None, title="认缴出资额", description="yuan")
    paid: Decimal | None = Field(default=None, title="实缴出资额", description="yuan")
    method: str | None = Field(default=None, title="出资方式")
    due_on: date | None = Field(default=None, title="出资时间")
    ratio: Decimal | None = Field(default=None, title="出资比例（%）", description="per cent")


class ArticlesOfAssociation(Record):
    """The paper."""

    company_name: str | None = Field(default=None, title="公司名称")
    address: str | None = Field(default=None, title="住所")
    business_scope: str | None = Field(default=None, title="经营范围")
    registered_capital: Decimal | None = Field(default=None, title="注册资本", description="yuan")
    legal_representative: str | None = Field(default=None, title="法定代表人", description="a name, seldom printed")
    legal_representative_rule: str | None = Field(
        default=None, title="法定代表人由何职务担任", description="the office, such as 执行董事"
    )
    term_years: int | Literal["long_term"] | None = Field(default=None, title="营业期限（年）")
    signed_date: date | None = Field(default=None, title="签署日期")
    guarantee_clause: str | None = Field(
        default=None, title="对外担保条款", description="who decides on guarantees, and up to how much"
    )
    shareholders: tuple[Shareholder, ...] = ()
