"""企业所得税纳税申报表: what the paper says, as plain typed values; null means that nothing is printed.

The annual return (`form_kind` annual, A100000) and the monthly or quarterly prepayment (prepayment, A200000). Amounts are in
yuan; the fields after the head are those of the lines of the same meaning.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import Field

from schemas.core import Record


class CitItem(Record):
    """One numbered line. `key` names the lines that checks use."""

    number: int | None = Field(default=None, title="行次")
    key: str | None = Field(default=None, title="项目键")
    label: str | None = Field(default=None, title="项目")
    amount: Decimal | None = Field(default=None, title="金额", description="of the year, or of the year to date")
    current: Decimal | None = Field(default=None, title="本期金额", description="prepayment forms with two columns")


class CitReturn(Record):
    """The head, the lines that checks compare with the income statement, and all lines."""

    form_kind: str | None = Field(default=None, title="申报表种类", description="annual or prepayment")
    taxpayer_id: str | None = Field(default=None, title="纳税人识别号")
    taxpayer_name: str | None = Field(default=None, title="纳税人名称")
    period_start: date | None = Field(default=None, title="税款所属期起")
    period_end: date | None = Field(default=None, title="税款所属期止")
    revenue: Decimal | None = Field(default=None, title="营业收入")
    cost: Decimal | None = Field(default=None, title="营业成本")
    total_profit: Decimal | None = Field(default=None, title="利润总额")
    adjusted_income: Decimal | None = Field(default=None, title="纳税调整后所得")
    taxable_income: Decimal | None = Field(default=None, title="应纳税所得额")
    tax_payable: Decimal | None = Field(default=None, title="应纳所得税额")
    items: tuple[CitItem, ...] = Field(default=(), title="申报项目")
