"""审计报告: what the paper says, as plain typed values; null means that nothing is printed.

The statements behind the letter are documents of their own types.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from schemas.core import Record


class Accountant(Record):
    """A certified public accountant who signed."""

    name: str | None = Field(default=None, title="注册会计师")


class AuditReport(Record):
    """The paper."""

    firm_name: str | None = Field(default=None, title="会计师事务所")
    report_number: str | None = Field(default=None, title="报告文号")
    report_date: date | None = Field(default=None, title="报告日期")
    company_name: str | None = Field(default=None, title="被审计单位")
    period_start: date | None = Field(default=None, title="审计期间起")
    period_end: date | None = Field(default=None, title="审计期间止")
    opinion: Literal["unqualified", "emphasis", "qualified", "adverse", "disclaimer"] | None = Field(
        default=None, title="审计意见"
    )
    cpas: tuple[Accountant, ...] = ()
