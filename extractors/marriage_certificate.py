"""结婚证 (marriage certificate), one booklet for each of the two.

Issuer: the marriage registry of the county's civil affairs office (民政局). Left page: 持证人, 登记日期, 结婚证字号, 备注 and the
photograph under the seal; right page: 姓名, 性别, 国籍, 出生日期, 身份证件号 of one party and, below, of the other. Traps: every label of a
party stands there twice, so a value's party is told by its place; 性别 shares its line with 姓名; sex and birth date follow from
the identity number; labels are spread over their column; the seal lies over the photograph.
Source: 婚姻登记条例 (State Council Order 387); 婚姻登记工作规范.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors import _parse, _person_number, _words
from extractors._authority import seal_names
from extractors._fields import Field, Form, judged, read, traced
from extractors._locate import Located
from extractors._parse import Parsed
from extractors._sentences import first_match
from extractors._signature import Signature
from extractors._values import Extraction, Place, value_of
from extractors._view import PageView, Span
from schemas.core import NOT_FOUND, FieldValue, Status

TITLE_ZH = "结婚证"
VERSION = "marriage_certificate/1"

SIGNATURE = Signature(
    titles=("结婚证", "中华人民共和国结婚证"),
    marks=("持证人", "登记日期", "结婚证字号", "性别", "国籍", "出生日期", "身份证件号", "婚姻登记", "婚姻登记员"),
    against=("离婚证", "户口", "信用报告", "申请书", "声明书", "合同", "登记证书"),
    enough=5,
)


def recognise(view: PageView) -> float:
    """How surely the page shows a certificate's parties (0..1); its page with the photograph alone scores less."""
    text = view.text
    score = SIGNATURE.score(view)
    marks = _words.count(text, SIGNATURE.marks)
    if "离婚" in text or "户主" in text:
        return min(score, 0.3)
    if ("持证人" in text or "结婚证字号" in text) and marks >= 4:
        return max(score, 0.8 + 0.02 * min(marks, 9))
    if len(re.findall(r"身份证件号", text)) == 2 and "国籍" in text and len(text) < 400:
        return max(score, 0.8)
    return score if marks >= 3 else min(score, 0.4)


def _sex(span: Span) -> Parsed | None:
    match = re.match(r"[男女]", span.text)
    return Parsed({"男": "male", "女": "female"}[match[0]], least=0.9) if match else None


def _number(span: Span) -> Parsed | None:
    value = re.sub(r"备注.*$", "", span.text).strip(" .,。:")
    if _parse.is_blank(value):
        return None
    good = re.fullmatch(_NUMBER, value)
    return Parsed(value, least=0.93, doubt=None if good else "unusual_number")


_NUMBER = r"[A-Z]?\d{6}-(?:19|20)\d{2}-\d{4,7}|[\u4e00-\u9fff()\[\]0-9]{0,16}(?:结|婚)[\u4e00-\u9fff()\[\]0-9]{0,10}字?第?\d{3,14}号?"

_HEAD = Form(
    fields={
        "holder": Field(("持证人", "持证人姓名"), _parse.person),
        "registration_date": Field(("登记日期", "结婚登记日期", "发证日期"), _parse.day),
        "certificate_number": Field(("结婚证字号", "结婚证字第", "字号", "结婚证号"), _number),
    },
    stops=(
        "备注",
        "姓名",
        "性别",
        "国籍",
        "出生日期",
        "身份证件号",
        "身份证号",
        "登记机关",
        "婚姻登记员",
        "婚姻登记机关",
    ),
)

_PARTY = Form(
    fields={
        "name": Field(("姓名",), _parse.person),
        "sex": Field(("性别",), _sex),
        "birth_date": Field(("出生日期",), _parse.day),
        "id_number": Field(
            ("身份证件号", "身份证件号码", "身份证号", "身份证号码", "公民身份号码", "证件号码"), _parse.id_number
        ),
    },
    stops=("国籍", "持证人", "登记日期", "结婚证字号", "字号", "备注", "登记机关", "婚姻登记员", "民族"),
)

_REGISTRY = re.compile(r"民政局|婚姻登记|人民政府")
_OFFICE = re.compile(r"(?P<value>[\u4e00-\u9fff]{2,20}(?:民政局|婚姻登记处|人民政府))")


def extract(views: Sequence[PageView]) -> Extraction:
    """Head, both parties by their places, and the registry from its seal."""
    fields = read(_HEAD, views, VERSION)
    if fields["certificate_number"].value is None:
        found = first_match(views, (r"(?P<value>J\d{6}-(?:19|20)\d{2}-\d{4,7})",), _number, VERSION, method="shape")
        fields["certificate_number"] = found or fields["certificate_number"]
    parties = _parties(views)
    for letter, party in zip("ab", parties, strict=True):
        fields |= {f"party_{letter}_{name}": value for name, value in party.items()}
    fields["holder"] = _one_of_both(fields["holder"], [party["name"] for party in parties])
    fields["issuing_authority"] = _registry(views)
    return Extraction(fields=fields, tables={})


def _parties(views: Sequence[PageView]) -> tuple[dict[str, FieldValue], dict[str, FieldValue]]:
    """Both parties' facts; what stands above the second party's first line belongs to the first."""
    located = [(view, _PARTY.located(view)) for view in views]
    found = {
        name: [(view.index, item) for view, keys in located for item in keys.get(name, []) if item.span is not None]
        for name in _PARTY.fields
    }
    border = _border(found)
    first: dict[str, FieldValue] = {}
    second: dict[str, FieldValue] = {}
    for name, spec in _PARTY.fields.items():
        for side, values in ((0, first), (1, second)):
            mine = [item for place in found[name] if _side(place, border) == side for item in (place[1],)]
            values[name] = _best(spec, mine)
    for party in (first, second):
        _person_number.witness(party, VERSION)
    return first, second


Seat = tuple[int, Located]
"""Page and label with value."""


def _border(found: dict[str, list[Seat]]) -> tuple[int, float] | None:
    """Page and height where the second party begins: at the second 姓名 or 性别, else below the first number."""
    for name in ("name", "sex"):
        seats = sorted((page, item.label.top) for page, item in found[name])
        if len(seats) >= 2:
            return seats[1][0], seats[1][1] - 0.3 * _height(found[name])
    for name, share in (("id_number", 0.2), ("birth_date", 0.45)):
        seats = sorted((page, item.label.top) for page, item in found[name])
        if len(seats) == 2:
            (page, top), (last, low) = seats
            return (last, 0.0) if page != last else (page, top + share * (low - top))
    return None


def _height(seats: list[Seat]) -> float:
    return seats[0][1].label.bottom - seats[0][1].label.top


def _side(seat: Seat, border: tuple[int, float] | None) -> int:
    return 0 if border is None or (seat[0], seat[1].label.top) < border else 1


def _best(spec: Field, items: list[Located]) -> FieldValue:
    """The surest understood value; two different ones on one party's side wait for a person."""
    best: FieldValue | None = None
    for item in items:
        parsed = spec.parse(item.span) if item.span is not None else None
        if item.span is None or parsed is None:
            continue
        value = traced(judged(item.span, parsed, VERSION, "label"), spec.labels, item.label)
        if best is not None and best.value != value.value and best.usable and value.usable:
            return value.model_copy(update={"status": Status.REVIEW, "confidence": 0.5, "reason": "places_differ"})
        if best is None or value.confidence > best.confidence:
            best = value
    return best if best is not None else traced(NOT_FOUND, spec.labels, None)


def _one_of_both(holder: FieldValue, names: list[FieldValue]) -> FieldValue:
    """The holder is one of the two; a name that is neither was misread."""
    if not isinstance(holder.value, str) or holder.evidence is None:
        return holder
    same = [name for name in names if name.value == holder.value]
    if same and max(holder.confidence, *(n.confidence for n in same)) >= 0.9:
        evidence = holder.evidence.model_copy(update={"method": holder.evidence.method + "+party_witness"})
        return holder.model_copy(
            update={
                "confidence": max(holder.confidence, 0.99),
                "status": Status.ACCEPTED,
                "reason": None,
                "evidence": evidence,
            }
        )
    if holder.usable and not same and all(name.value is not None for name in names):
        return holder.model_copy(update={"status": Status.REVIEW, "confidence": 0.5, "reason": "places_differ"})
    return holder


def _registry(views: Sequence[PageView]) -> FieldValue:
    """The registry's name: printed on the paper, or in the round seal."""
    printed = first_match(views, (_OFFICE.pattern,), _office, VERSION, method="printed")
    for name, seal, page in seal_names(views, _REGISTRY):
        if printed is not None and printed.value == name:
            return printed
        whole = re.search(r"(民政局|登记处|人民政府)$", name)
        return value_of(
            name,
            raw=seal.text or "",
            place=Place(page, seal.box),
            confidence=seal.confidence,
            method="seal_ring",
            extractor=VERSION,
            doubt=None if whole else "name_incomplete",
            accept=0.985,
        )
    return printed or NOT_FOUND


def _office(span: Span) -> Parsed | None:
    parsed = _parse.authority(span)
    return replace(parsed, doubt=None, least=0.95) if parsed is not None else None


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
