"""验资报告: what the paper says, as plain typed values; null means that nothing is printed.

Written by an accounting firm; compulsory for most companies until 2014-02.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import Field

from schemas.core import Record


class CapitalVerificationReport(Record):
    """The paper."""

    report_number: str | None = Field(default=None, title="报告文号", description="文号, such as X验字(2010)第12号")
    company_name: str | None = Field(
        default=None, title="被审验单位", description="the company whose capital was verified"
    )
    registered_capital: Decimal | None = Field(default=None, title="注册资本", description="yuan")
    paid_in_capital: Decimal | None = Field(default=None, title="实收资本", description="cumulative, yuan")
    firm_name: str | None = Field(default=None, title="会计师事务所", description="the accounting firm")
    report_date: date | None = Field(default=None, title="报告日期")
