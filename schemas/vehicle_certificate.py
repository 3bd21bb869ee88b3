"""机动车登记证书: what the paper says, as plain typed values; null means that nothing is printed."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from schemas.core import Record


class VehicleCertificate(Record):
    """The paper."""

    owner: str | None = Field(default=None, title="机动车所有人", description="机动车所有人")
    plate_number: str | None = Field(default=None, title="登记编号", description="机动车登记编号")
    vin: str | None = Field(default=None, title="车辆识别代号", description="17 characters, GB 16735")
    brand_model: str | None = Field(default=None, title="品牌型号", description="车辆品牌 and 车辆型号 joined")
    registration_date: date | None = Field(default=None, title="登记日期", description="登记日期")
