"""税务登记证: what the paper says, as plain typed values; null means that nothing is printed.

Issued by the national or the local tax authority, or by both on one paper; replaced by the licence since 2015-10.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from schemas.core import Record


class TaxRegistrationCertificate(Record):
    """The paper."""

    tax_authority_kind: str | None = Field(
        default=None, title="国税/地税", description="national (国税), local (地税) or joint"
    )
    taxpayer_id: str | None = Field(default=None, title="纳税人识别号", description="15, 17, 18 or 20 characters")
    taxpayer_name: str | None = Field(default=None, title="纳税人名称")
    legal_representative: str | None = Field(
        default=None, title="法定代表人（负责人）", description="法定代表人(负责人)"
    )
    address: str | None = Field(default=None, title="地址")
    registration_type: str | None = Field(default=None, title="登记注册类型", description="登记注册类型")
    business_scope: str | None = Field(default=None, title="经营范围")
    withholding_obligation: str | None = Field(default=None, title="扣缴义务", description="such as 依法确定")
    issuing_authority: str | None = Field(
        default=None, title="发证税务机关", description="both authorities of a joint certificate, joined by 、"
    )
    issue_date: date | None = Field(default=None, title="发证日期")
