"""组织机构代码证: what the paper says, as plain typed values; null means that nothing is printed.

Issued until 2015-09 by the quality supervision authorities.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from schemas.core import Record


class OrganisationCodeCertificate(Record):
    """The paper."""

    organisation_code: str | None = Field(default=None, title="组织机构代码", description="XXXXXXXX-X, GB 11714-1997")
    organisation_name: str | None = Field(default=None, title="机构名称")
    organisation_type: str | None = Field(default=None, title="机构类型", description="such as 企业法人")
    legal_representative: str | None = Field(
        default=None, title="法定代表人", description="printed after 机构类型, often without a label"
    )
    address: str | None = Field(default=None, title="地址")
    valid_from: date | None = Field(default=None, title="有效期自")
    valid_to: date | Literal["long_term"] | None = Field(default=None, title="有效期至")
    issuing_authority: str | None = Field(default=None, title="颁发单位", description="颁发单位")
    registration_number: str | None = Field(default=None, title="登记号", description="登记号, 组代管…")
    annual_inspection_years: tuple[int, ...] | None = Field(
        default=None, title="年检年度", description="years of the stickers on the 副本"
    )
