"""不动产权证书: what the paper says, as plain typed values; null means that nothing is printed.

Also 房屋所有权证 and 房地产权证.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from schemas.core import Record


class PropertyCertificate(Record):
    """The paper."""

    certificate_number: str | None = Field(
        default=None, title="权证编号", description="«省(年)市不动产权第…号», or «…房权证…字第…号»"
    )
    owner: str | None = Field(default=None, title="权利人", description="several owners joined by 、")
    co_ownership: str | None = Field(default=None, title="共有情况", description="单独所有, 共同共有, 按份共有")
    location: str | None = Field(default=None, title="坐落", description="坐落")
    unit_number: str | None = Field(
        default=None, title="不动产单元号", description="28 characters; null on certificates before 2015"
    )
    right_type: str | None = Field(
        default=None, title="权利类型", description="权利类型; null on certificates before 2015"
    )
    use: str | None = Field(default=None, title="用途", description="用途, 规划用途")
    area_sqm: Decimal | None = Field(
        default=None, title="面积（平方米）", description="the building's area in square metres, else the plot's"
    )
    valid_to: date | Literal["long_term"] | None = Field(
        default=None, title="使用期限至", description="the last day of the right to use the land"
    )
    issuing_authority: str | None = Field(
        default=None, title="登记机构", description="登记机构, usually only in its seal"
    )
    issue_date: date | None = Field(default=None, title="登记日期", description="登记日期")
