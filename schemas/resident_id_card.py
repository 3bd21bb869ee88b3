"""居民身份证: what the paper says, as plain typed values; null means that nothing is printed.

Both sides are one paper.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from schemas.core import Record


class ResidentIdCard(Record):
    """The paper."""

    name: str | None = Field(default=None, title="姓名")
    sex: str | None = Field(default=None, title="性别", description="male or female")
    ethnicity: str | None = Field(default=None, title="民族", description="without 族")
    birth_date: date | None = Field(default=None, title="出生日期")
    address: str | None = Field(default=None, title="住址")
    id_number: str | None = Field(default=None, title="公民身份号码", description="18 characters, GB 11643-1999")
    issuing_authority: str | None = Field(default=None, title="签发机关", description="公安局 or its branch")
    valid_from: date | None = Field(default=None, title="有效期自")
    valid_to: date | Literal["long_term"] | None = Field(
        default=None, title="有效期至", description="`long_term` for 长期"
    )
