"""不动产权证书 (real estate title, since 2015) and 房屋所有权证 / 房地产权证 (house title, before).

Issuer: the local registry (国土资源局, 自然资源和规划局, 不动产登记中心; before 2015 房产管理局, 住房和城乡建设局). The inner page of the
new certificate has no title but its number «省(年)市不动产权第…号» over a ruled table of labels and values; the seal stands on
that page or on the cover page. The old one prints 房权证…字第…号, 房屋所有权人, 房屋坐落, 房屋状况. Traps: 面积 names the plot and the
building; 使用期限 names start and end in one sentence; seals of copies lie over the table; 附记 and plan pages follow.
Source: 不动产登记暂行条例 (State Council Order 656) and 不动产登记暂行条例实施细则; 房屋登记办法 (2008).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extractors import _dates, _parse, _words
from extractors._authority import LAND, from_seal
from extractors._estate import area_below, owners, unit_number, words_only
from extractors._fields import Field, Form
from extractors._parse import Parsed
from extractors._printed_twice import read_both
from extractors._sentences import counting, digits_of, first_match, row_match
from extractors._signature import Signature
from extractors._values import Extraction
from extractors._view import PageView, Span
from schemas.core import ABSENT, NOT_FOUND, FieldValue
from standards import chinese_date

TITLE_ZH = "不动产权证书"
VERSION = "property_certificate/1"

SIGNATURE = Signature(
    titles=("不动产权证书", "房屋所有权证", "房地产权证", "房产证", "国有土地使用证", "土地使用权证", "集体土地使用证"),
    marks=(
        "权利人",
        "共有情况",
        "坐落",
        "不动产单元号",
        "权利类型",
        "权利性质",
        "使用期限",
        "权利其他状况",
        "房屋所有权人",
        "房屋坐落",
        "规划用途",
        "建筑面积",
        "登记机构",
        "土地状况",
        "房屋状况",
        "土地使用权人",
        "地类(用途)",
        "使用权类型",
        "终止日期",
        "使用权面积",
        "取得价格",
    ),
    against=("不动产登记证明", "他项权证", "合同", "评估报告", "申请书", "营业执照", "信用报告", "抵押物清单"),
    enough=5,
)

_NEW = r"[\u4e00-\u9fff]?[(\[]?(?:19|20)\d{2}[)\]]?[\u4e00-\u9fff]{2,14}不动产权第[0-9A-Z]{4,12}号"
_OLD = r"[\u4e00-\u9fff]{0,8}(?:房权证|房地权证|房产权证|房地证)[\u4e00-\u9fff]{0,8}(?:[(\[]?(?:19|20)\d{2}[)\]]?)?字?第?[0-9A-Z\-]{4,18}号?"
_LAND = r"[\u4e00-\u9fff]{0,6}(?:国用|集用|土用)[(\[](?:19|20)\d{2}[)\]]字?第?[0-9A-Z\-]{1,14}号"
NUMBER = re.compile(f"{_NEW}|{_OLD}|{_LAND}")
_OTHER = ("不动产登记证明", "证明权利或事项", "义务人", "他项权", "抵押权人", "第[一二三四]条")
_GRANTED = ("准予登记", "颁发此证", "登记机构")
"""What the text page inside the cover says, with the registry's seal."""

_FOLLOWING = ("附记", "附图页", "宗地图", "房屋平面图|房产平面图|分户图")


def recognise(view: PageView) -> float:
    """How surely the page is a certificate's page of facts (0..1); its remarks and plan pages score 0.5."""
    text = view.text
    score = SIGNATURE.score(view)
    marks = _words.count(text, SIGNATURE.marks)
    if _words.count(text, _OTHER):
        return min(score, 0.3)
    if marks >= 5 and (NUMBER.search(text) or marks >= 7 or score >= 0.8):
        return max(score, 0.75 + 0.03 * min(marks, 7))
    if any(row.text in SIGNATURE.titles for row in view.rows) and _words.count(text, _GRANTED) and len(text) < 500:
        return max(score, 0.75)
    if marks < 3 and _words.count(text[:60], _FOLLOWING) and re.search(r"不动产|房屋|宗地|权利", text):
        return 0.5
    return score if marks >= 3 else min(score, 0.4)


def is_cover(view: PageView) -> bool:
    """Whether the page is the text page inside the cover, which says nothing of the estate."""
    return _words.count(view.text, _GRANTED[:2]) > 0 and _words.count(view.text, SIGNATURE.marks) < 4


_AREA = re.compile(
    r"(?P<kind>[\u4e00-\u9fff]{0,12}?):?(?P<number>\d[\d,]*(?:\.\d{1,4})?)(?P<unit>m2?|㎡|M2?|平方米|平米|亩|公顷)?"
)


_DAY = re.compile(r"(?:19|20)\d{2}(?:年|[-./])\d{1,2}(?:月|[-./])\d{1,2}")


def _co_ownership(span: Span) -> Parsed | None:
    value = span.text.strip(" ,.。:")
    if _parse.is_blank(value):
        return None
    return Parsed(
        value, least=0.9, doubt=None if re.match(r"单独所有|共同共有|按份共有|共有|房屋单独|单独", value) else "unusual"
    )


def area(span: Span) -> Parsed | None:
    """The building's area where plot and building are both named, else the only area.

    A number without its unit, or with more than two decimals, may have swallowed the little 2 of m².
    """
    value = span.text
    if _parse.is_blank(value):
        return None
    found = list(_AREA.finditer(value))
    built = [f for f in found if re.search(r"房屋|建筑", f["kind"]) and not re.search(r"分摊|专有|套内", f["kind"])]
    chosen = built or [f for f in found if not re.search(r"分摊|套内|专有", f["kind"])]
    if not chosen:
        return Parsed(None)
    number, unit = chosen[0]["number"], chosen[0]["unit"]
    doubt = None if len(chosen) == 1 else "several_areas"
    if not unit or len(number.partition(".")[2]) > 2:
        doubt = "unit_unclear"
    if not built and "宗地" in chosen[0]["kind"] and re.search(r"房屋|建筑|/", value):
        doubt = "building_area_unclear"
    parsed = Parsed(Decimal(number.replace(",", "")), method="area", least=0.95, doubt=doubt)
    return counting(parsed, span, span.chars[slice(*chosen[0].span("number"))])


def house_area(span: Span) -> Parsed | None:
    """The number under an old certificate's caption 建筑面积, whose unit stands with the caption."""
    match = re.match(r"\d[\d,]*(?:\.\d{1,2})?(?!\d)", span.text)
    return Parsed(Decimal(match[0].replace(",", "")), method="area", least=0.95) if match else Parsed(None)


def term_end(span: Span) -> Parsed | None:
    """The last day of «…起…止»; one date alone counts when 止 or 至 says so."""
    value = span.text
    if _parse.is_blank(value):
        return None
    days = chinese_date.find_all(value)
    if not days:
        return (
            Parsed("long_term", method="period")
            if re.fullmatch(r".{0,12}(长期|永久|无固定期限)", value)
            else Parsed(None)
        )
    if len(days) == 2 and days[0] < days[1]:
        ends = list(_DAY.finditer(value))
        tail = Span(span.page, span.chars[ends[-1].start() :]) if len(ends) == 2 else span
        return counting(Parsed(days[1], method="period", least=0.9), span, digits_of(tail))
    if len(days) == 1 and re.search(r"止|至|到期", value) and "起" not in value:
        return counting(Parsed(days[0], method="period", least=0.9), span, digits_of(span))
    return Parsed(days[-1], doubt="several_terms" if len(days) > 2 else "term_incomplete")


FORM = Form(
    fields={
        "owner": Field(
            (
                "权利人",
                "房屋所有权人",
                "房地产权利人",
                "权属人",
                "所有权人",
                "土地使用权人",
                "土地使用者",
                "土地使用权",
                "使用权人",
            ),
            owners,
            multiline=True,
        ),
        "co_ownership": Field(("共有情况", "房屋共有情况"), _co_ownership),
        "location": Field(("坐落", "房屋坐落", "房地坐落", "座落"), _parse.prose, multiline=True),
        "unit_number": Field(("不动产单元号", "不动产单元代码"), unit_number, optional=True),
        "right_type": Field(("权利类型", "使用权类型"), words_only, multiline=True, optional=True),
        "use": Field(
            ("用途", "规划用途", "房屋用途", "设计用途", "地类(用途)", "地类用途", "土地用途"),
            words_only,
            multiline=True,
        ),
        "area_sqm": Field(("面积", "使用权面积", "土地使用权面积", "房屋建筑面积"), area, multiline=True),
        "valid_to": Field(
            ("使用期限", "土地使用年限", "土地使用期限", "国有土地使用期限"), term_end, multiline=True, optional=True
        ),
        "land_end": Field(("终止日期",), _parse.day, optional=True),
    },
    stops=(
        "权利性质",
        "权利其他状况",
        "登记机构",
        "登记机构(盖章)",
        "登记机构(章)",
        "登记日期",
        "登记时间",
        "填发单位",
        "发证机关",
        "附记",
        "编号",
        "房屋性质",
        "房屋状况",
        "土地状况",
        "总层数",
        "套内建筑面积",
        "地号",
        "土地使用权取得方式",
        "其他",
        "房屋结构",
        "图号",
        "取得价格",
        "其中独用面积",
        "独用面积",
        "分摊面积",
        "记事",
    ),
)

_NUMBERS = (f"(?P<value>{_NEW})", f"(?P<value>{_OLD})", f"(?P<value>{_LAND})")
_HOUSE = (r"(?<![套内分摊])建筑面积(?:\((?:平方米|m2|㎡)\))?:?(?P<value>\d[\d,]*(?:\.\d{1,4})?)",)
_A_DAY = r"(?:19|20)\d{2}(?:年|[-./])\d{1,2}(?:月|[-./])\d{1,2}日?"
_SPANS = (rf"(?P<value>{_A_DAY}(?:起?至|起){_A_DAY}止?)",)
"""The term of use where its caption stands above it, as the old certificates' table of the land has it."""

_REGISTERED = (r"登记(?:日期|时间):?(?P<value>(?:19|20)\d{2}(?:年|[-./])\d{1,2}(?:月|[-./])\d{1,2}日?)",)


def _certificate_number(span: Span) -> Parsed | None:
    value = span.text
    good = re.fullmatch(r"[\u4e00-\u9fff][(]\d{4}[)][\u4e00-\u9fff]{2,14}不动产权第\d{7,9}号", value)
    old = re.search(r"房.{0,3}权证.*第.+号$|用[(]\d{4}[)]字?第.+号$", value.replace("[", "(").replace("]", ")"))
    parsed = Parsed(value, least=0.95, doubt=None if good or old else "unusual_number")
    return counting(parsed, span, [c for c in span.chars if c.text not in "()[]"])


def extract(views: Sequence[PageView]) -> Extraction:
    """The certificate's fields; the registry from its seal, the date under the table."""
    fields = read_both(FORM, views, VERSION)
    land_end = fields.pop("land_end")
    if fields["valid_to"].value is None:
        fields["valid_to"] = land_end
    if fields["valid_to"].value is None:
        fields["valid_to"] = row_match(views, _SPANS, term_end, VERSION, "shape") or fields["valid_to"]
    if fields["area_sqm"].value is None:
        fields["area_sqm"] = area_below(views, VERSION) or fields["area_sqm"]
    if fields["area_sqm"].value is None:
        fields["area_sqm"] = first_match(views, _HOUSE, house_area, VERSION, method="label") or fields["area_sqm"]
    fields["certificate_number"] = row_match(views, _NUMBERS, _certificate_number, VERSION, "shape") or NOT_FOUND
    new = "不动产权第" in str(fields["certificate_number"].value or "") or fields["unit_number"].value is not None
    if not new:
        for name in ("unit_number", "right_type", "co_ownership"):
            fields[name] = fields[name] if fields[name].value is not None else ABSENT
    fields["issuing_authority"] = _registry(views, fields)
    fields["issue_date"] = first_match(views, _REGISTERED, _parse.day, VERSION, method="label") or _date_below(
        views, fields
    )
    return Extraction(fields=fields, tables={})


_STATE = re.compile(LAND.pattern + "|人民政府")
"""Certificates of land were issued by the county's government or by its land office."""


def _registry(views: Sequence[PageView], fields: dict[str, FieldValue]) -> FieldValue:
    found = from_seal(views, LAND, VERSION, address=fields["location"])
    return found if found.value is not None else from_seal(views, _STATE, VERSION)


def _date_below(views: Sequence[PageView], fields: dict[str, FieldValue]) -> FieldValue:
    """The lowest date that is not part of the term of use; the term's own dates stand above it."""
    return _dates.lowest(views, VERSION, _dates.used(fields, ("valid_to",)))


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
