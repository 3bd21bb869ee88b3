"""组织机构代码证 (organisation code certificate), issued until 2015-09-30 for enterprises.

Issuer: 质量技术监督局 (earlier 技术监督局). Prints seven items: code, name, type, address, term, issuing authority,
registration number 组代管…; the copy also a table of yearly stickers.
Traps: the legal representative stands after 机构类型 without a label; a bar code (Code 39) repeats the nine characters;
the second half of the sheet carries notes and the annual table.
Source: GB 11714-1997; 组织机构代码管理办法.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import _parse, _year_stamps
from extractors._authority import QUALITY
from extractors._fields import Field, Form, judged, read
from extractors._signature import Signature
from extractors._values import Extraction, Place, from_span, value_of
from extractors._view import PageView, Span
from schemas.core import ABSENT, NOT_FOUND, BoundingBox, FieldValue, Seal
from standards import organisation_code

TITLE_ZH = "组织机构代码证"
VERSION = "organisation_code_certificate/1"

SIGNATURE = Signature(
    titles=("组织机构代码证", "中华人民共和国组织机构代码证"),
    marks=("机构名称", "机构类型", "颁发单位", "登记号", "有效期", "组代管", "年检记录", "质量监督检验检疫总局"),
    against=("营业执照", "税务登记证", "企业信用报告"),
    enough=4,
)

FORM = Form(
    fields={
        "organisation_code": Field(("代码", "组织机构代码", "代码:"), _parse.org_code),
        "organisation_name": Field(("机构名称", "名称"), _parse.company, multiline=True),
        "organisation_type": Field(("机构类型", "类型"), _parse.text, multiline=True),
        "address": Field(("地址", "住所", "机构地址"), _parse.prose, multiline=True),
        "valid_from": Field(("有效期", "有效期限", "有效期自"), _parse.period(0), multiline=True),
        "valid_to": Field((), _parse.period(1), multiline=True),
        "issuing_authority": Field(("颁发单位", "颁发机关", "发证机关"), _parse.authority),
        "registration_number": Field(("登记号",), _parse.text),
        "legal_representative": Field(("法定代表人", "负责人"), _parse.person, optional=True),
    },
    stops=("说明", "年检记录", "年检情况", "中华人民共和国", "NO.", "No."),
    shared={"valid_to": "valid_from"},
)

_MISREAD = re.compile(r"(?:质[^量]|[^质]量)技术监督局$")
"""An office whose name was misread in one character."""

_REACH = 0.25
"""Share of the page's height below the heading that the annual table takes."""

_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{8}[-—–一]?[0-9X](?![0-9A-Z])")
_TYPE_AND_PERSON = re.compile(
    r"^(?P<type>企业法人|企业非法人|企业其他|事业法人|事业非法人|机关法人|社团法人|社会团体法人|其他机构|个体|民办非企业单位|农民专业合作社|[^法:]{2,10}?(?:法人|机构))"
    r"(?:[,;、/]?(?:法定代表人|负责人)?[::]?(?P<person>[\u3400-\u9fff·]{2,12}))?$"
)


def recognise(view: PageView) -> float:
    """How surely the page is an organisation code certificate (0..1)."""
    return SIGNATURE.score(view)


def extract(views: Sequence[PageView]) -> Extraction:
    """The certificate's fields."""
    fields = read(FORM, views, VERSION)
    fields["organisation_code"] = _code(views, fields["organisation_code"])
    _split_type(views, fields)
    fields["issuing_authority"] = _issuer(fields["issuing_authority"])
    fields["annual_inspection_years"] = _years(views)
    return Extraction(fields=fields, tables={})


def _code(views: Sequence[PageView], labelled: FieldValue) -> FieldValue:
    """The code, confirmed by the bar code where that decodes."""
    witness = {re.sub(r"[^0-9A-Z]", "", c.payload.upper()): (v.index, c) for v in views for c in v.codes}
    candidates: list[tuple[Span, FieldValue]] = []
    for view in views:
        for _, span in view.find_apart(_CODE):
            clean = Span(span.page, tuple(c for c in span.chars if c.text not in "-—–一"))
            parsed = _parse.org_code(clean)
            if parsed is not None and organisation_code.is_valid(str(parsed.value)):
                candidates.append((span, judged(clean, parsed, VERSION, "pattern")))
    for span, value in candidates:
        if str(value.value).replace("-", "") in witness:
            return from_span(span, value.value, method="pattern+bar_code", extractor=VERSION, accept=0.3)
    for payload, (index, code) in witness.items():
        if len(payload) == 9 and organisation_code.is_valid(payload):
            shown = organisation_code.format(payload)
            return value_of(
                shown,
                raw=code.payload,
                place=Place(index, code.box),
                confidence=1.0,
                method="bar_code",
                extractor=VERSION,
            )
    if candidates:
        return max((v for _, v in candidates), key=lambda v: v.confidence)
    return labelled


def _split_type(views: Sequence[PageView], fields: dict[str, FieldValue]) -> None:
    """机构类型 and, behind or below it, the legal representative without a label."""
    value = fields["organisation_type"]
    if value.evidence is None or not isinstance(value.value, str):
        return
    match = _TYPE_AND_PERSON.match(re.sub(r"\s", "", value.value))
    if match is None:
        fields["organisation_type"] = value.model_copy(update={"value": value.value})
        return
    fields["organisation_type"] = value.model_copy(update={"value": match["type"]})
    person = match["person"]
    if person and fields["legal_representative"].value is None:
        parsed_ok = 2 <= len(person) <= 4 or "·" in person
        fields["legal_representative"] = value_of(
            person,
            raw=value.evidence.raw,
            place=Place(value.evidence.page, value.evidence.box),
            confidence=value.confidence,
            method="after_type",
            extractor=VERSION,
            doubt=None if parsed_ok else "not_a_name",
            accept=0.95,
        )


def _issuer(value: FieldValue) -> FieldValue:
    """The printed 颁发单位 must look like a quality supervision authority."""
    if value.usable and (not QUALITY.search(str(value.value)) or _MISREAD.search(str(value.value))):
        return value.model_copy(update={"status": "review", "reason": "unusual_authority"})
    return value


def _years(views: Sequence[PageView]) -> FieldValue:
    """Years of the annual stamps and stickers, null where there are none.

    Stickers without colour, and years that only stand in a line, may be fewer than there are: a person counts them.
    """
    for view in views:
        heading = next(view.find(r"年检记录|年检情况|年度检验记录"), None)
        if heading is None:
            continue
        title, found = view.span_of(heading).box, _year_stamps.Found()
        _year_stamps.of_stamps(view, [s for s in view.seals if _inspects(s, title)], found)
        stamped = set(found.years)
        _year_stamps.of_lines(view, title.bottom, title.bottom + _REACH, r"年(?!\d{1,2}月)", found)
        coloured = all(seal.colour != "black" for seal in view.seals)
        counted = coloured and set(found.years) == stamped
        return found.value(VERSION, "annual_table", None if counted else "stickers_to_count")
    return ABSENT if views else NOT_FOUND


def _inspects(seal: Seal, title: BoundingBox) -> bool:
    """Whether a stamp stands in the annual table: below its heading, and not the seal of the authority above it."""
    if not _year_stamps.below(title, seal, _REACH) or QUALITY.search(seal.text or ""):
        return False
    return seal.box.top > title.top and seal.box.width < 0.2


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
