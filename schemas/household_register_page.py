"""户口簿常住人口登记卡: what the paper says, as plain typed values; null means that nothing is printed.

One person's card.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from schemas.core import Record


class HouseholdRegisterPage(Record):
    """The paper."""

    name: str | None = Field(default=None, title="姓名")
    relation_to_head: str | None = Field(
        default=None, title="户主或与户主关系", description="户主, or the relation to the head of the household"
    )
    sex: str | None = Field(default=None, title="性别", description="male or female")
    ethnicity: str | None = Field(default=None, title="民族", description="without 族")
    birth_date: date | None = Field(default=None, title="出生日期")
    native_place: str | None = Field(default=None, title="籍贯", description="籍贯")
    id_number: str | None = Field(default=None, title="公民身份号码", description="18 characters, GB 11643-1999")
    registration_date: date | None = Field(default=None, title="登记日期", description="登记日期 at the foot")
