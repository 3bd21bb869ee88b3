"""营业执照 (business licence) of companies, partnerships, branches and sole proprietors.

Issuer: the registrar (工商行政管理局, since 2018 市场监督管理局, in places 行政审批局).
Layouts: 15-digit number with a page of annual inspections (to 2014), 15-digit without, 18-digit portrait (2015), 18-digit
landscape with QR code (2019), without term (2022); the sole proprietor's form with 经营者 and 组成形式.
Traps: labels spread over their column, code on the line below its label, the authority only in the round seal, the date
under the seal, inspection years only in stamps.
Source: Regulations on the registration of market entities, State Council Decree 746.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors import _dates, _parse, _year_stamps
from extractors._authority import REGISTRAR, from_seal
from extractors._fields import Field, Form, judged, read
from extractors._parse import Parsed
from extractors._signature import Signature
from extractors._values import Extraction, Place, from_span, value_of
from extractors._view import PageView, Span, squeeze
from schemas.core import ABSENT, NOT_FOUND, BoundingBox, FieldValue, Seal, Status
from standards import registration_number, uscc

TITLE_ZH = "营业执照"
VERSION = "business_licence/1"

SIGNATURE = Signature(
    titles=("营业执照", "企业法人营业执照", "个体工商户营业执照"),
    marks=(
        "注册资本",
        "成立日期",
        "营业期限",
        "经营范围",
        "登记机关",
        "法定代表人",
        "统一社会信用代码",
        "注册号",
        "住所",
        "经营者",
        "组成形式",
        "经营场所",
        "国家企业信用信息公示系统",
        "年度检验",
    ),
    against=("税务登记证", "组织机构代码证", "开户许可证", "信用报告", "验资报告", "申请书", "合同", "章程"),
    enough=4,
)


def _scope(span: Span) -> Parsed | None:
    """The scope; a note that the charter determines it, printed in its stead, is none."""
    return None if re.match(r"由.{0,6}章程|中属于|和许可审批", span.text) else _parse.prose(span)


def _capital(span: Span) -> Parsed | None:
    """An amount of capital; bare digits without a unit, or nine and more of them, are some other number."""
    parsed = _parse.capital(span)
    if parsed is None or re.search(r"[元圆万亿]|人民币|[壹贰叁肆伍陆柒捌玖]", span.text):
        return parsed
    return replace(parsed, doubt="unit_unclear") if len(re.sub(r"\D", "", span.text)) < 9 else None


FORM = Form(
    fields={
        "company_name": Field(("名称", "企业名称", "字号名称", "公司名称"), _parse.company, multiline=True),
        "company_type": Field(("类型", "公司类型", "企业类型", "主体类型", "经济性质"), _parse.text, multiline=True),
        "address": Field(
            ("住所", "营业场所", "经营场所", "主要经营场所", "企业住所", "地址"), _parse.prose, multiline=True
        ),
        "legal_representative": Field(
            (
                "法定代表人",
                "法定代表人姓名",
                "负责人",
                "经营者",
                "经营者姓名",
                "执行事务合伙人",
                "投资人",
                "业主姓名",
                "经营者(姓名)",
            ),
            _parse.person,
        ),
        "registered_capital": Field(
            ("注册资本", "注册资金", "出资额", "成员出资总额", "资金数额"), _capital, optional=True
        ),
        "paid_in_capital": Field(("实收资本",), _capital, optional=True),
        "establishment_date": Field(("成立日期", "注册日期"), _parse.day, optional=True),
        "valid_from": Field(
            ("营业期限", "经营期限", "合伙期限", "执照有效期", "有效期限"),
            _parse.period(0),
            multiline=True,
            optional=True,
        ),
        "valid_to": Field((), _parse.period(1), multiline=True, optional=True),
        "business_scope": Field(
            ("经营范围", "经营范围及方式", "经营范围及经营方式", "主营", "业务范围"), _scope, multiline=True
        ),
        "registration_number": Field(("注册号", "注册登记号"), _parse.registration, optional=True),
    },
    stops=(
        "登记机关",
        "发照机关",
        "年度检验情况",
        "须知",
        "统一社会信用代码",
        "编号",
        "组成形式",
        "证照编号",
        "发照日期",
        "核准日期",
        "中华人民共和国国家市场监督管理总局监制",
        "国家市场监督管理总局监制",
        "企业信用信息公示系统网址",
        "国家企业信用信息公示系统网址",
        "扫描二维码登录",
        "重要提示",
        "股东(发起人)",
    ),
    shared={"valid_to": "valid_from"},
)

_CODE = re.compile(r"(?<![0-9A-Z])[159NYAG][0-9A-Z]{17}(?![0-9A-Z])")
_NEARLY_A_CODE = re.compile(r"(?<![0-9A-Z*])[0-9A-Z*]{16,20}(?![0-9A-Z*])")


def recognise(view: PageView) -> float:
    """How surely the page is a business licence (0..1)."""
    score = SIGNATURE.score(view)
    printed = re.search(r"信息公示报告|营业执照信息|股东及出资.*认缴|登记状态.*核准日期|核准日期.*登记状态", view.text)
    return min(score, 0.3) if printed else score


def extract(views: Sequence[PageView]) -> Extraction:
    """The licence's fields from its pages."""
    fields = read(FORM, views, VERSION)
    fields["unified_social_credit_code"] = _credit_code(views)
    if fields["unified_social_credit_code"].value is not None:
        fields["registration_number"] = ABSENT
    elif fields["registration_number"].value is None:
        fields["registration_number"] = _unlabelled_number(views) or fields["registration_number"]
        if fields["registration_number"].value is None:
            fields["unified_social_credit_code"] = NOT_FOUND
    if fields["business_scope"].value is None and _by_charter(views):
        fields["business_scope"] = ABSENT
    fields["issuing_authority"] = from_seal(views, REGISTRAR, VERSION, address=fields["address"])
    fields["issue_date"] = _dates.lowest(
        views, VERSION, _dates.used(fields, ("establishment_date", "valid_from", "valid_to"))
    )
    if fields["establishment_date"].value is None and any(re.search(r"成立日期|注册日期", v.text) for v in views):
        fields["issue_date"] = _perhaps_another(fields["issue_date"])
    fields["copy_kind"] = _copy_kind(views)
    fields["annual_inspection_years"] = _inspections(views)
    fields["qr_payload"] = _qr(views)
    return Extraction(fields=fields, tables={})


def _perhaps_another(value: FieldValue) -> FieldValue:
    """The lowest date may be the day of establishment, where that was not found at its label."""
    if not value.usable:
        return value
    return value.model_copy(update={"status": Status.REVIEW, "confidence": 0.5, "reason": "several_dates"})


def _by_charter(views: Sequence[PageView]) -> bool:
    """Whether the licence says, as Shenzhen's do, that the charter determines the scope."""
    return any("经营范围由章程确定" in view.text for view in views)


def _unlabelled_number(views: Sequence[PageView]) -> FieldValue | None:
    """The registration number by its shape and check digit, where a stamp or 副本 lies over its label."""
    for view in views:
        for match, span in view.find_apart(r"(?<![0-9A-Z])\d{15}(?![0-9A-Z])"):
            parsed = _parse.registration(span)
            if parsed is not None and registration_number.is_valid(match[0]):
                return judged(span, parsed, VERSION, "shape")
    return None


def _credit_code(views: Sequence[PageView]) -> FieldValue:
    """The 18-character code: the printed one, preferring what satisfies its check digit, with the QR code as witness."""
    witness = {code for view in views for c in view.codes for code in _CODE.findall(c.payload.upper())}
    best: FieldValue | None = None
    for view in views:
        for _, span in view.find_apart(_CODE):
            parsed = _parse.credit_code(span)
            if parsed is None:
                continue
            value = judged(span, parsed, VERSION, "pattern")
            if value.value in witness:
                value = from_span(span, value.value, method="pattern+qr_witness", extractor=VERSION, accept=0.5)
            if best is None or _better(value, best):
                best = value
    return best or _damaged_code(views) or ABSENT


def _damaged_code(views: Sequence[PageView]) -> FieldValue | None:
    """A code of which characters were lost, doubled or masked: as the check digits or the mask tell that it is one."""
    for view in views:
        for match, span in view.find_apart(_NEARLY_A_CODE):
            parsed = _parse.credit_code(span)
            if parsed is not None and (parsed.method == "check_digit_decoded" or "**" in match[0]):
                return judged(span, parsed, VERSION, "pattern")
    return None


def _better(value: FieldValue, other: FieldValue) -> bool:
    valid = uscc.is_valid(str(value.value)), uscc.is_valid(str(other.value))
    return valid[0] and not valid[1] or (valid[0] == valid[1] and value.confidence > other.confidence)


def _copy_kind(views: Sequence[PageView]) -> FieldValue:
    """正本 or 副本 as printed under the title; the words in the notes («正本和副本») do not count."""
    for view in views:
        for match in view.find(r"正本|副本"):
            span = view.span_of(match)
            line = squeeze(view.lines[span.chars[0].line].text)
            if len(line) <= 14 and "和" not in line and not re.search(r"《|分为|应当", line):
                kind = "original" if match[0] == "正本" else "duplicate"
                return from_span(span, kind, method="title", extractor=VERSION, accept=0.8)
    for view in views:
        for match in view.find(r"营业执照"):
            span = view.span_of(match)
            if len(squeeze(view.lines[span.chars[0].line].text)) <= 8:
                return from_span(span, "original", method="no_mark_of_a_copy", extractor=VERSION, doubt="no_copy_mark")
    return NOT_FOUND


def _inspections(views: Sequence[PageView]) -> FieldValue:
    """Years of the annual-inspection stamps, in order; absent where the form has no such page."""
    heading, page = next(
        (
            (m, v)
            for v in views
            for m in v.find(r"年度检验(情况|记录)|年检(情况|记录)")
            if v.span_of(m).box.width < 0.45
        ),
        (None, None),
    )
    if page is None or heading is None:
        return ABSENT
    title, found = page.span_of(heading).box, _year_stamps.Found()
    _year_stamps.of_stamps(page, (s for s in page.seals if _inspects(page, s, title)), found)
    _year_stamps.of_lines(page, title.top, 1.0, "年度|年检", found)
    return found.value(VERSION)


def _inspects(page: PageView, seal: Seal, title: BoundingBox) -> bool:
    """Whether a stamp stands in the table of inspections and is not the registrar's own seal."""
    box = seal.box
    inside = _year_stamps.below(title, seal, 0.42) and abs(box.middle_x - title.middle_x) < 0.27 and box.width < 0.2
    return inside and not _is_registrars(page, seal)


def _is_registrars(page: PageView, seal: Seal) -> bool:
    """Whether the seal is the one that the registrar signed the licence with, not an inspection's."""
    ring = seal.text or ""
    if re.search(r"年检|检验|专用", ring):
        return False
    if REGISTRAR.search(ring):
        return True
    labels = [line.box for line in page.lines if re.fullmatch(r"(登记|发照)机关[::]?", squeeze(line.text))]
    return any(box.top - 0.02 < seal.box.middle_y and abs(seal.box.middle_x - box.middle_x) < 0.2 for box in labels)


def _qr(views: Sequence[PageView]) -> FieldValue:
    """What the QR code says; it carries its own error correction."""
    for view in views:
        for code in view.codes:
            if "QR" in code.symbology.upper():
                return value_of(
                    code.payload,
                    raw=code.payload,
                    place=Place(view.index, code.box),
                    confidence=1.0,
                    method="qr_code",
                    extractor=VERSION,
                )
    return FieldValue(value=None, status=Status.MISSING, confidence=1.0)


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
