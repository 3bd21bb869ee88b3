"""居民身份证 (resident identity card), second generation: two sides, one document.

Portrait side: 姓名 性别 民族 出生 住址 公民身份号码. Emblem side: 签发机关 有效期限. Both sides often stand on one sheet.
Traps: labels are pale and may be missed, then the values are told by their shape; 「年 月 日」 are printed apart; 长期.
Source: 居民身份证法, Art. 3 and 5; GB 11643-1999.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import _parse
from extractors._fields import Field, Form, judged, read
from extractors._parse import Parsed
from extractors._signature import Signature
from extractors._values import Extraction, Place, from_span, value_of
from extractors._view import PageView, Span
from schemas.core import FieldValue
from standards import chinese_date, resident_id

TITLE_ZH = "居民身份证"
VERSION = "resident_id_card/1"

SIGNATURE = Signature(
    titles=("居民身份证", "中华人民共和国居民身份证"),
    marks=("公民身份号码", "签发机关", "有效期限", "居民身份证", "姓名", "民族", "住址", "出生"),
    against=(
        "户口簿",
        "常住人口登记卡",
        "营业执照",
        "税务登记证",
        "组织机构代码证",
        "收入证明",
        "信用报告",
        "申请书",
        "登记证书",
    ),
    enough=4,
)

_ETHNIC = "汉蒙回藏维苗彝壮布朝满侗瑶白土哈傣黎傈佤畲高拉水东纳景柯达仫羌撒毛仡锡阿普塔怒乌俄鄂德保裕京独门珞基"


def _sex(span: Span) -> Parsed | None:
    match = re.match(r"[男女]", span.text)
    return Parsed({"男": "male", "女": "female"}[match[0]], least=0.9) if match else Parsed(None)


def _ethnicity(span: Span) -> Parsed | None:
    value = span.text.rstrip("族")
    return Parsed(value, least=0.9, doubt=None if re.fullmatch(r"[\u4e00-\u9fff]{1,5}", value) else "unusual")


FORM = Form(
    fields={
        "name": Field(("姓名",), _parse.person),
        "sex": Field(("性别",), _sex),
        "ethnicity": Field(("民族",), _ethnicity),
        "birth_date": Field(("出生", "出生日期"), _parse.day),
        "address": Field(("住址",), _parse.prose, multiline=True),
        "id_number": Field(("公民身份号码", "公民身份证号码"), _parse.id_number),
        "issuing_authority": Field(("签发机关",), _parse.authority),
        "valid_from": Field(("有效期限", "有效期"), _parse.period(0)),
        "valid_to": Field((), _parse.period(1)),
    },
    stops=("中华人民共和国", "居民身份证"),
    shared={"valid_to": "valid_from"},
    loose=True,
)

PORTRAIT = ("name", "sex", "ethnicity", "birth_date", "address", "id_number")
EMBLEM = ("issuing_authority", "valid_from", "valid_to")

_NUMBER = re.compile(r"(?<!\d)[1-9]\d{16}[0-9Xx](?![0-9])")
_TERM = re.compile(r"(?:19|20)\d{2}[.,·]\d{2}[.,·]\d{2}[-—–一~至]+(?:(?:19|20)\d{2}[.,·]\d{2}[.,·]\d{2}|长期)")
_BIRTH = re.compile(r"((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})\.?日")
_ISSUER = re.compile(r"[\u4e00-\u9fff]{2,20}公安局(?:[\u4e00-\u9fff]{1,10}分局)?")


def recognise(view: PageView) -> float:
    """How surely the page holds one or both sides of a card (0..1)."""
    score = SIGNATURE.score(view)
    sides = sides_on(view)
    if score < 0.5 and sides and len(view.lines) <= 24:
        return 0.72
    return score if sides else min(score, 0.4)


def sides_on(view: PageView) -> frozenset[str]:
    """Which sides the page shows: portrait, emblem."""
    text = view.text
    sides = set()
    if re.search(r"身份证件号|结婚证|持证人|国籍", text):
        return frozenset()
    if (
        _NUMBER.search(text)
        and ("姓名" in text or "出生" in text)
        and "户" not in text
        or re.search(r"公民身份号|公民身份证号", text) is not None
        or ("姓名" in text and "民族" in text and "住址" in text and "户" not in text)
    ):
        sides.add("portrait")
    if ("签发机关" in text or "居民身份证" in text) and (_TERM.search(text) or "有效期" in text or "签发机关" in text):
        sides.add("emblem")
    return frozenset(sides)


def extract(views: Sequence[PageView]) -> Extraction:
    """The card's fields from one or two pages."""
    fields = read(FORM, views, VERSION)
    by_shape(views, fields)
    if fields["name"].value is None:
        fields["name"] = _name_above_sex(views) or fields["name"]
    _agree(fields)
    return Extraction(fields=fields, tables={})


def by_shape(views: Sequence[PageView], fields: dict[str, FieldValue]) -> None:
    """Fill what its label did not lead to from the shape of the values themselves."""
    for view in views:
        for _, span in view.find_apart(_NUMBER):
            parsed = _parse.id_number(span)
            if parsed is not None and (fields["id_number"].value is None or fields["id_number"].reason):
                fields["id_number"] = judged(span, parsed, VERSION, "shape")
        for match in view.find(_BIRTH):
            if fields["birth_date"].value is None:
                span = view.span_of(match)
                found = chinese_date.parse("{}年{}月{}日".format(*match.groups()))
                fields["birth_date"] = from_span(span, found, method="shape", extractor=VERSION, doubt="label_not_read")
        for match in view.find(_TERM):
            span = view.span_of(match)
            for name, which in (("valid_from", 0), ("valid_to", 1)):
                parsed = _parse.period(which)(span)
                if parsed is not None and not fields[name].usable:
                    fields[name] = judged(span, parsed, VERSION, "shape")
        for match in view.find(_ISSUER):
            if fields["issuing_authority"].value is None:
                fields["issuing_authority"] = from_span(
                    view.span_of(match), match[0], method="shape", extractor=VERSION
                )


def _name_above_sex(views: Sequence[PageView]) -> FieldValue | None:
    """The row of two to four characters right above 性别, when the pale label 姓名 was not read."""
    for view in views:
        for above, row in zip(view.rows, view.rows[1:], strict=False):
            if not re.match(r"性别|性[男女]|[男女]民族", row.text) or not re.fullmatch(
                r"[\u3400-\u9fff]{2,4}", above.text
            ):
                continue
            span = Span(view.index, above.chars)
            parsed = _parse.person(span)
            if parsed is not None and abs(above.chars[0].x0 - row.chars[0].x0) < 0.15:
                return judged(span, Parsed(parsed.value, doubt=parsed.doubt, least=0.98), VERSION, "above_sex")
    return None


def _agree(fields: dict[str, FieldValue]) -> None:
    """A valid number witnesses birth date and sex; it never replaces what is printed."""
    number = fields["id_number"]
    if number.value is None or not resident_id.is_valid(str(number.value)):
        return
    birth, sex = resident_id.birth_date(str(number.value)), resident_id.sex(str(number.value))
    for name, expected in (("birth_date", birth), ("sex", sex)):
        value = fields[name]
        if value.value == expected and value.evidence is not None and not value.usable:
            fields[name] = value_of(
                expected,
                raw=value.evidence.raw,
                place=Place(value.evidence.page, value.evidence.box),
                confidence=0.99,
                method=value.evidence.method + "+number_witness",
                extractor=VERSION,
            )
        elif value.usable and value.value != expected and value.confidence < 0.99:
            fields[name] = value.model_copy(update={"status": "review", "reason": "differs_from_number"})


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
