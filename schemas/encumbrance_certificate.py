"""他项权证 / 不动产登记证明: what the paper says, as plain typed values; null means that nothing is printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import Field

from schemas.core import Record


class EncumbranceCertificate(Record):
    """The paper."""

    certificate_number: str | None = Field(
        default=None, title="证明编号", description="«省(年)市不动产证明第…号», or «…他证…字第…号»"
    )
    right_or_matter: str | None = Field(
        default=None, title="证明权利或事项", description="抵押权, 最高额抵押权; 他项权利种类"
    )
    right_holder: str | None = Field(
        default=None, title="权利人", description="who holds the encumbrance, usually a bank"
    )
    obligor: str | None = Field(default=None, title="义务人", description="the owner; 房屋所有权人 before 2015")
    location: str | None = Field(default=None, title="坐落", description="坐落")
    unit_number: str | None = Field(
        default=None, title="不动产单元号", description="28 characters; null on certificates before 2015"
    )
    secured_amount: Decimal | None = Field(default=None, title="债权数额", description="yuan")
    term_start: date | None = Field(default=None, title="履行期限起", description="first day of the debt's term")
    term_end: date | None = Field(default=None, title="履行期限止", description="last day of the debt's term")
    issuing_authority: str | None = Field(
        default=None, title="登记机构", description="登记机构, usually only in its seal"
    )
    issue_date: date | None = Field(default=None, title="登记日期", description="登记日期")
