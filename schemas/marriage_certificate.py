"""结婚证: what the paper says, as plain typed values; null means that nothing is printed."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from schemas.core import Record


class MarriageCertificate(Record):
    """The paper; party a is printed first."""

    certificate_number: str | None = Field(default=None, title="结婚证字号", description="结婚证字号")
    registration_date: date | None = Field(default=None, title="登记日期", description="登记日期")
    holder: str | None = Field(default=None, title="持证人", description="whose copy it is")
    issuing_authority: str | None = Field(
        default=None, title="登记机关", description="民政局 or its office, usually only in its seal"
    )
    party_a_name: str | None = Field(default=None, title="一方姓名", description="the party printed first")
    party_a_sex: Literal["male", "female"] | None = Field(default=None, title="一方性别", description="性别")
    party_a_birth_date: date | None = Field(default=None, title="一方出生日期", description="出生日期")
    party_a_id_number: str | None = Field(default=None, title="一方身份证件号", description="身份证件号")
    party_b_name: str | None = Field(default=None, title="另一方姓名", description="the party printed second")
    party_b_sex: Literal["male", "female"] | None = Field(default=None, title="另一方性别", description="性别")
    party_b_birth_date: date | None = Field(default=None, title="另一方出生日期", description="出生日期")
    party_b_id_number: str | None = Field(default=None, title="另一方身份证件号", description="身份证件号")
