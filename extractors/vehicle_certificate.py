"""机动车登记证书 (vehicle registration certificate).

Issuer: 公安机关交通管理部门 (vehicle administration). Page one has numbered boxes: 1 owner with identity document, 2 authority,
3 date of registration, 4 plate, 5-32 the vehicle, 33-34 issue; the following pages hold transfers, mortgages and their
release. Traps: the owner's box holds name, kind of document and number divided by slashes; brand and model are two boxes;
the owner may have changed on a later page; VIN has a check digit, imported vehicles may not obey it.
Source: 机动车登记规定 (Ministry of Public Security); GB 16735 (VIN).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import _parse, _words
from extractors._fields import Field, Form
from extractors._parse import Parsed
from extractors._printed_twice import read_both
from extractors._sentences import row_match
from extractors._signature import Signature
from extractors._values import Extraction, Place, value_of
from extractors._view import PageView, Span
from schemas.core import BoundingBox, FieldValue

TITLE_ZH = "机动车登记证书"
VERSION = "vehicle_certificate/1"

SIGNATURE = Signature(
    titles=("机动车登记证书", "中华人民共和国机动车登记证书"),
    marks=(
        "机动车所有人",
        "登记机关",
        "机动车登记编号",
        "车辆类型",
        "车辆品牌",
        "车辆型号",
        "车身颜色",
        "车辆识别代号",
        "发动机号",
        "燃料种类",
        "使用性质",
        "获得方式",
        "出厂日期",
        "制造厂",
        "注册登记",
    ),
    against=("行驶证", "统一发票", "合格证", "完税证明", "申请书", "合同"),
    enough=5,
)

_CHANGES = ("转移登记摘要信息栏", "抵押登记", "解除抵押", "变更登记", "补[领换]机动车登记证书", "登记栏")


def recognise(view: PageView) -> float:
    """How surely the page is a certificate (0..1); its pages of later registrations score 0.55."""
    score = SIGNATURE.score(view)
    marks = _words.count(view.text, SIGNATURE.marks)
    if any("行驶证" in head or "发票" in head for head in _words.heads(view, 6)):
        return min(score, 0.3)
    if marks >= 7:
        return max(score, 0.75 + 0.02 * min(marks, 10))
    if marks < 5 and "机动车" in view.text and _words.count(view.text, _CHANGES) >= 2:
        return 0.55
    return score if marks >= 3 else min(score, 0.4)


_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警]"
)


def _owner(span: Span) -> Parsed | None:
    """The name before the slash that divides it from the identity document."""
    value = re.split(r"[/|]|居民身份证|营业执照|统一社会信用代码|组织机构代码证", span.text)[0].strip(" :,.。、")
    if _parse.is_blank(value):
        return None
    part = Span(span.page, span.chars[: max(1, len(value))])
    company = _parse.company(part)
    if company is not None and company.doubt is None:
        return company
    person = _parse.person(part)
    return person if person is not None and person.doubt is None else company


def plate(span: Span) -> Parsed | None:
    """A number plate: province, letter, five or six more; the letters I and O are not used after the second place."""
    value = re.sub(r"[\s·.\-:]", "", span.text).upper()
    if _parse.is_blank(value):
        return None
    if _PLATE.fullmatch(value):
        return Parsed(value, least=0.93)
    meant = value[:2] + value[2:].replace("O", "0").replace("I", "1")
    return Parsed(meant if _PLATE.fullmatch(meant) else value, doubt="unusual_plate")


FORM = Form(
    fields={
        "owner": Field(
            (
                "机动车所有人/身份证明名称/号码",
                "机动车所有人/身份证明名称/号",
                "机动车所有人/身份证明名称/",
                "机动车所有人/身份证明名称",
                "机动车所有人/身份证明名",
                "机动车所有人/身份证明",
                "机动车所有人姓名/名称",
                "机动车所有人",
            ),
            _owner,
            multiline=True,
        ),
        "plate_number": Field(("机动车登记编号", "登记编号", "号牌号码"), plate),
        "vin": Field(("车辆识别代号/车架号", "车辆识别代号/车架号码", "车辆识别代号", "车架号"), _parse.vehicle),
        "brand": Field(("车辆品牌",), _parse.text, optional=True),
        "model": Field(("车辆型号",), _parse.text, optional=True),
        "brand_model": Field(("品牌型号", "厂牌型号"), _parse.text, optional=True),
        "registration_date": Field(("登记日期", "注册登记日期"), _parse.day),
    },
    stops=(
        "名称/号码",
        "称/号码",
        "/号码",
        "号码",
        "登记机关",
        "车辆类型",
        "车身颜色",
        "国产/进口",
        "发动机号",
        "发动机型号",
        "燃料种类",
        "排量/功率",
        "制造厂名称",
        "转向形式",
        "轮距",
        "轮胎数",
        "使用性质",
        "车辆获得方式",
        "车辆出厂日期",
        "发证机关章",
        "发证日期",
        "编号",
    ),
)

_CELLS = {
    name: tuple(f"{box}.{label}" for label in labels for box in boxes) + labels
    for name, boxes, labels in (
        ("owner", (1,), ("机动车所有人/身份证明名称/号码", "机动车所有人")),
        ("plate_number", (4,), ("机动车登记编号",)),
        ("vin", (9,), ("车辆识别代号/车架号", "车辆识别代号")),
        ("brand", (6,), ("车辆品牌", "品牌")),
        ("model", (7,), ("车辆型号", "型号")),
        ("registration_date", (3,), ("登记日期",)),
    )
}


def extract(views: Sequence[PageView]) -> Extraction:
    """The certificate's fields; brand and model stand in two boxes and make one value."""
    fields = read_both(FORM, views, VERSION, _CELLS)
    if fields["plate_number"].value is None:
        pattern = rf"(?P<value>{_PLATE.pattern})"
        fields["plate_number"] = row_match(views, (pattern,), plate, VERSION, "shape") or fields["plate_number"]
    brand, model = fields.pop("brand"), fields.pop("model")
    if brand.value is not None and model.value is not None:
        fields["brand_model"] = _joined(brand, model)
    elif fields["brand_model"].value is None:
        fields["brand_model"] = model if model.value is not None else brand
    return Extraction(fields=fields, tables={})


def _joined(brand: FieldValue, model: FieldValue) -> FieldValue:
    one, two = brand.evidence, model.evidence
    if one is None or two is None or one.box is None or two.box is None:
        return model
    name = re.sub(r"[^\w\u4e00-\u9fff/()-]+$", "", f"{brand.value}{model.value}".upper())
    sure = brand.usable and model.usable
    return value_of(
        name,
        raw=f"{one.raw} {two.raw}",
        place=Place(two.page, BoundingBox.around((one.box, two.box))),
        confidence=min(brand.confidence, model.confidence),
        method=two.method + "+joined",
        extractor=VERSION,
        doubt=None if sure else "low_confidence",
    )


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
