"""收入证明: what the paper says, as plain typed values; null means that nothing is printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import Field

from schemas.core import Record


class IncomeProof(Record):
    """The paper."""

    name: str | None = Field(default=None, title="姓名")
    id_number: str | None = Field(default=None, title="公民身份号码", description="18 characters, GB 11643-1999")
    employer: str | None = Field(default=None, title="工作单位")
    position: str | None = Field(default=None, title="职务", description="职务")
    annual_income: Decimal | None = Field(default=None, title="年收入", description="yuan a year")
    issue_date: date | None = Field(default=None, title="出具日期")
