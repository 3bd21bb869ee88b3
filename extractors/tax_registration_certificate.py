"""税务登记证 (tax registration certificate): national (国税), local (地税) or joint, until 2015-09-30 for enterprises.

Layouts: a framed sheet with 正本/副本, the number in the line «×国税字/×地税字/×税字 …号», labels spread over a column; the
copy has a second half for branches. Traps: dot-matrix values shifted against the form, scope cut with «...», two seals
side by side on joint certificates, dates in Chinese numerals under the seal.
Source: 税务登记管理办法 (State Administration of Taxation, Order 7).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import _dates, _parse
from extractors._authority import TAX, from_seal, seal_names
from extractors._fields import Field, Form, judged, read
from extractors._signature import Signature
from extractors._values import Extraction, from_span
from extractors._view import PageView, Span
from schemas.core import NOT_FOUND, FieldValue, Status
from standards import taxpayer_id

TITLE_ZH = "税务登记证"
VERSION = "tax_registration_certificate/1"

SIGNATURE = Signature(
    titles=("税务登记证",),
    marks=(
        "纳税人名称",
        "纳税人识别号",
        "登记注册类型",
        "批准设立机关",
        "扣缴义务",
        "发证税务机关",
        "国税字",
        "地税字",
        "税字",
        "国家税务总局监制",
        "经营范围",
    ),
    against=("营业执照", "组织机构代码证", "完税证明", "申请书"),
    enough=4,
)

FORM = Form(
    fields={
        "taxpayer_name": Field(("纳税人名称", "纳税人全称", "名称"), _parse.company, multiline=True),
        "legal_representative": Field(
            ("法定代表人(负责人)", "法定代表人(负责", "法定代表人", "负责人", "业主姓名", "法定代表人(负责人、业主)"),
            _parse.person,
        ),
        "address": Field(("地址", "注册地址", "生产经营地址", "经营地址", "住所"), _parse.prose, multiline=True),
        "registration_type": Field(("登记注册类型", "注册类型", "经济性质"), _parse.text, multiline=True),
        "business_scope": Field(("经营范围", "经营项目", "生产经营范围"), _parse.prose, multiline=True),
        "withholding_obligation": Field(("扣缴义务",), _parse.text, optional=True),
    },
    stops=(
        "批准设立机关",
        "发证税务机关",
        "发证日期",
        "发证机关",
        "纳税人识别号",
        "总机构情况",
        "分支机构设置",
        "国家税务总局监制",
        "总机构名称",
        "证件有效期",
        "有效期限",
        "组织机构代码",
    ),
)

_NUMBER = re.compile(
    r"(?P<mark>[\u4e00-\u9fff]?(?:国税|地税|国/地税|国地税|税))[\u4e00-\u9fff]{0,2}字[::]?(?P<id>[0-9A-Z]{15,20})号?"
)
_LABELLED = re.compile(r"(?:纳税人识别号|识别号|税号)[::]?(?P<id>[0-9A-Z]{15,20})")


def recognise(view: PageView) -> float:
    """How surely the page is a tax registration certificate (0..1)."""
    return SIGNATURE.score(view)


def extract(views: Sequence[PageView]) -> Extraction:
    """The certificate's fields."""
    fields = read(FORM, views, VERSION)
    fields["taxpayer_id"] = _taxpayer_id(views)
    fields["issuing_authority"] = from_seal(views, TAX, VERSION, at_most=2, address=fields["address"])
    fields["tax_authority_kind"] = _kind(views)
    if fields["tax_authority_kind"].value in ("national", "local"):
        fields["issuing_authority"] = from_seal(views, TAX, VERSION, at_most=1, address=fields["address"])
    elif fields["tax_authority_kind"].value == "joint" and "、" not in str(fields["issuing_authority"].value):
        value = fields["issuing_authority"]
        if value.usable:
            fields["issuing_authority"] = value.model_copy(
                update={"status": Status.REVIEW, "reason": "second_seal_unread"}
            )
    fields["issue_date"] = _dates.lowest(views, VERSION)
    return Extraction(fields=fields, tables={})


def identity(view: PageView) -> str | None:
    """Whose certificate the page is: national, local, joint."""
    value = _kind([view]).value
    return str(value) if value is not None else None


def _taxpayer_id(views: Sequence[PageView]) -> FieldValue:
    """The number of the certificate's line, or of a labelled field."""
    best: FieldValue | None = None
    for view in views:
        for pattern in (_NUMBER, _LABELLED):
            for match in view.find(pattern):
                span = view.span_of(match, "id")
                parsed = _parse.taxpayer(span)
                if parsed is None:
                    continue
                value = judged(span, parsed, VERSION, "pattern")
                if best is None or value.confidence > best.confidence:
                    best = value
        if best is None:
            best = _valid_run(view)
    return best or NOT_FOUND


def _valid_run(view: PageView) -> FieldValue | None:
    """A run of 15 or 18 characters anywhere that satisfies its check digit."""
    for match, span in view.find_apart(r"(?<![0-9A-Z])(?:[0-9A-Z]{18}|[0-9A-Z]{15})(?![0-9A-Z])"):
        if taxpayer_id.is_valid(match[0]) and sum(c.isdigit() for c in match[0]) >= 8:
            parsed = _parse.taxpayer(span)
            if parsed is not None:
                return judged(span, parsed, VERSION, "shape")
    return None


def _kind(views: Sequence[PageView]) -> FieldValue:
    """National, local or joint: from the number's prefix, from the seals."""
    seals = {
        "national" if "国家税务局" in n else "local" if "地方税务局" in n else "" for n, _, _ in seal_names(views, TAX)
    } - {""}
    for view in views:
        for match in view.find(_NUMBER):
            mark = match["mark"]
            kind = (
                "national"
                if mark.endswith("国税")
                else "local"
                if mark.endswith("地税") and "国" not in mark
                else "joint"
            )
            agree = not seals or kind in seals or (kind == "joint")
            return from_span(
                view.span_of(match, "mark"),
                kind,
                method="prefix",
                extractor=VERSION,
                accept=0.8,
                doubt=None if agree else "seal_differs",
            )
    for view in views:
        for match in view.find(r"国家税务局|地方税务局"):
            span: Span = view.span_of(match)
            kind = "national" if match[0].startswith("国") else "local"
            kind = "joint" if len(seals) == 2 else kind
            return from_span(
                span, kind, method="authority", extractor=VERSION, accept=0.9, doubt="no_prefix" if not seals else None
            )
    return NOT_FOUND


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
