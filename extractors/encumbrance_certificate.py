"""不动产登记证明 of a mortgage (since 2015); 房屋他项权证 and 土地他项权利证明书 before.

Issuer: the local registry. The new form names 证明权利或事项, 权利人(申请人), 义务人, 坐落, 不动产单元号, and under 其他 the kind of mortgage, the
secured debt (被担保主债权数额; 最高债权额 of a maximum mortgage) and the debt's term (债务履行期限; 债权确定期间). The old forms name
他项权利人, 所有权人, 权证号, 坐落, 他项权利种类, 债权数额 or 权利价值, 约定期限. Traps: the title's own number is that of the mortgage, the number of
the owner's title stands among the rows; amounts in 万元 or yuan, in figures or capitals; the cell 其他 holds several facts.
Source: 不动产登记暂行条例实施细则 (Ministry of Land and Resources Order 63); 房屋登记办法 (2008).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import _dates, _parse, _sentences, _words
from extractors._authority import LAND, from_seal
from extractors._estate import owners, unit_number, words_only
from extractors._fields import Field, Form
from extractors._parse import Parsed
from extractors._printed_twice import read_both, weighed
from extractors._sentences import counting, digits_of, first_match, row_match
from extractors._signature import Signature
from extractors._values import Extraction
from extractors._view import PageView, Span
from schemas.core import ABSENT, NOT_FOUND, FieldValue
from standards import chinese_date

TITLE_ZH = "他项权证"
VERSION = "encumbrance_certificate/1"

SIGNATURE = Signature(
    titles=("不动产登记证明", "房屋他项权证", "他项权证", "土地他项权利证明书", "房地产他项权证"),
    marks=(
        "证明权利或事项",
        "权利人(申请人)",
        "义务人",
        "他项权利人",
        "他项权利种类",
        "债权数额",
        "债务履行期限",
        "最高债权额",
        "债权确定期间",
        "权利价值",
        "不动产单元号",
        "坐落",
        "所有权证号",
        "抵押权",
        "登记时间",
    ),
    against=("不动产权证书", "房屋所有权证", "国有土地使用证", "合同", "评估报告", "申请书", "信用报告"),
    enough=5,
)

_NEW = r"[\u4e00-\u9fff]?[(\[]?(?:19|20)\d{2}[)\]]?[\u4e00-\u9fff]{2,14}不动产证明第[0-9A-Z]{4,12}号"
_OLD = r"[\u4e00-\u9fff]{0,8}(?:房他证|房地他证|他项权证|他证)[\u4e00-\u9fff]{0,8}字?第?[0-9A-Z\-]{4,18}号?"
_LAND = r"[\u4e00-\u9fff]{0,4}土?他项[(\[](?:19|20)\d{2}[)\]]第?[0-9A-Z\-]{2,12}号"
NUMBER = re.compile(f"{_NEW}|{_OLD}|{_LAND}")
_MARKS = ("证明权利或事项", "他项权利人", "他项权利种类", "不动产登记证明", "他项权证", "土地他项权利证明书")


def recognise(view: PageView) -> float:
    """How surely the page is a certificate of an encumbrance (0..1)."""
    text = view.text
    score = SIGNATURE.score(view)
    marks = _words.count(text, SIGNATURE.marks)
    own = _words.count(text, _MARKS) + (NUMBER.search(text) is not None)
    if own >= 2 and marks >= 4 and "第一条" not in text:
        return max(score, 0.85 + 0.01 * min(marks, 10))
    return score if own else min(score, 0.3)


def _kind(span: Span) -> Parsed | None:
    parsed = words_only(span)
    if parsed is None:
        return None
    good = re.search(r"抵押|地役权|预告登记|居住权|异议", str(parsed.value))
    return Parsed(parsed.value, least=0.9, doubt=parsed.doubt if good else "unusual")


def secured(span: Span) -> Parsed | None:
    """The secured amount in yuan; printed figures need a unit, and figures and capitals must agree."""
    if _parse.is_blank(span.text):
        return None
    text = re.split(r"债务履行|债权确定|履行期限|抵押方式|担保范围", span.text)[0]
    parsed = _sentences.amount_of(text)
    if parsed is None:
        return Parsed(None)
    own = [c for c in span.chars[: len(text)] if c.text.isdigit() or c.text in ".零壹贰叁肆伍陆柒捌玖拾佰仟万亿"]
    return counting(parsed, span, own) if own else parsed


def term(which: int) -> _parse.Parser:
    """The first (0) or last (1) day of the debt's term."""

    def parse(span: Span) -> Parsed | None:
        if _parse.is_blank(span.text):
            return None
        days = chinese_date.find_all(span.text)
        if len(days) != 2:
            return Parsed(None)
        return counting(
            Parsed(days[which], method="period", least=0.9, doubt=None if days[0] < days[1] else "period_reversed"),
            span,
            digits_of(span) or span.chars,
        )

    return parse


_TERM_LABELS = (
    "债务履行期限",
    "债权确定期间",
    "约定期限",
    "抵押期限",
    "设定期限",
    "履行期限",
    "权利存续期间",
    "存续期限",
)

FORM = Form(
    fields={
        "right_or_matter": Field(("证明权利或事项", "他项权利种类", "他项权利种类及范围", "权利种类"), _kind),
        "right_holder": Field(
            ("权利人(申请人)", "房屋他项权利人", "土地他项权利人", "他项权利人", "抵押权人", "权利人"),
            owners,
            multiline=True,
        ),
        "obligor": Field(
            (
                "义务人",
                "房屋所有权人",
                "土地使用权人",
                "房地产权利人",
                "抵押人",
                "土地他项权利义务人",
                "他项权利义务人",
            ),
            owners,
            multiline=True,
        ),
        "location": Field(
            ("坐落", "房屋坐落", "土地坐落", "座落", "土地座落", "房地坐落"), _parse.prose, multiline=True
        ),
        "unit_number": Field(("不动产单元号", "不动产单元代码"), unit_number, optional=True),
        "secured_amount": Field(
            (
                "被担保主债权数额",
                "被担保债权数额",
                "担保债权数额",
                "债权数额",
                "最高债权额",
                "最高债权数额",
                "权利价值",
                "抵押金额",
            ),
            secured,
            multiline=True,
        ),
        "term_start": Field(_TERM_LABELS, term(0), multiline=True),
        "term_end": Field((), term(1), multiline=True),
        "issue_date": Field(("登记时间", "登记日期", "设定日期"), _parse.day),
    },
    stops=(
        "抵押方式",
        "担保范围",
        "附记",
        "其他",
        "登记机构",
        "登记机构(章)",
        "登记机构(盖章)",
        "填发单位",
        "填发单位(盖章)",
        "发证机关",
        "房屋所有权证号",
        "土地证号",
        "不动产权证书号",
        "业务编号",
        "注销日期",
    ),
    shared={"term_end": "term_start"},
    loose=False,
)

_NUMBERS = (f"(?P<value>{_NEW})", f"(?P<value>{_OLD})", f"(?P<value>{_LAND})")
_AMOUNTS = (
    r"(?:主?债权(?:数)?额|权利价值|抵押金额)(?:\([^)]{0,8}\))?:?(?P<value>[人民币¥￥(]{0,5}[\d零壹贰叁肆伍陆柒捌玖拾佰仟万亿][^债履抵担起\n]{2,40})",
)
_DAY = r"(?:(?:19|20)\d{2}(?:年|[-./])\d{1,2}(?:月|[-./])\d{1,2}日?|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
_TERMS = (rf"(?:{'|'.join(_TERM_LABELS)}):?(?P<value>自?{_DAY}[起至\-—到]{{1,3}}{_DAY})",)


def _certificate_number(span: Span) -> Parsed | None:
    value = span.text
    good = re.fullmatch(r"[\u4e00-\u9fff][(]\d{4}[)][\u4e00-\u9fff]{2,14}不动产证明第\d{7,9}号", value)
    old = re.search(r"他.{0,10}第.+号$", value)
    parsed = Parsed(value, least=0.95, doubt=None if good or old else "unusual_number")
    return counting(parsed, span, [c for c in span.chars if c.text not in "()[]"])


def extract(views: Sequence[PageView]) -> Extraction:
    """The certificate's fields; what the cell 其他 holds is told by its own labels."""
    fields = read_both(FORM, views, VERSION)
    fields["certificate_number"] = row_match(views, _NUMBERS, _certificate_number, VERSION, "shape") or NOT_FOUND
    for name, patterns, parse in (
        ("secured_amount", _AMOUNTS, secured),
        ("term_start", _TERMS, term(0)),
        ("term_end", _TERMS, term(1)),
    ):
        inside = first_match(views, patterns, parse, VERSION, method="label_inside")
        if inside is not None and not fields[name].usable:
            fields[name] = inside if fields[name].value is None else weighed(fields[name], inside)
    if "不动产证明" not in str(fields["certificate_number"].value or "") and fields["unit_number"].value is None:
        fields["unit_number"] = ABSENT
    fields["issuing_authority"] = from_seal(views, LAND, VERSION, address=fields["location"])
    if fields["issue_date"].value is None:
        fields["issue_date"] = _date_below(views, fields)
    return Extraction(fields=fields, tables={})


def _date_below(views: Sequence[PageView], fields: dict[str, FieldValue]) -> FieldValue:
    """The day under the registry's seal; the term's own days stand above it."""
    return _dates.lowest(views, VERSION, _dates.used(fields, ("term_start", "term_end")))


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
