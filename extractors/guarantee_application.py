"""委托担保申请书 (application for a guarantee): the guarantee company's own form, printed or filled in by hand.

Layouts: a ruled table of labels and values, or label lines; a sentence form is read by its labels too. The applicant may
be a company or a person. Traps: amounts in capitals with digits in brackets, the date under the seal below the table.
Source: 担保公司 work manual, Art. 9.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import _dates, _parse, _sentences
from extractors._application_letter import wishes
from extractors._cells import labelled_cells
from extractors._fields import Field, Form, judged, read
from extractors._parse import Parsed
from extractors._signature import Signature
from extractors._values import Extraction
from extractors._view import PageView, Span
from schemas.core import FieldValue, Status
from standards import capital_amount, money

TITLE_ZH = "委托担保申请书"
VERSION = "guarantee_application/2"

SIGNATURE = Signature(
    titles=("委托担保申请书", "担保申请书", "委托担保申请表", "担保申请表", "融资担保申请书", "贷款担保申请书"),
    marks=(
        "申请人",
        "申请担保金额",
        "担保期限",
        "贷款银行",
        "贷款用途",
        "还款来源",
        "反担保措施",
        "反担保",
        "担保有限公司",
        "委托贵公司",
    ),
    against=("借款合同", "营业执照", "信用报告"),
    enough=4,
)


def _applicant(span: Span) -> Parsed | None:
    """A company or a person."""
    company = _parse.company(span)
    if company is None or company.doubt is None:
        return company
    person = _parse.person(span)
    return person if person is not None and person.doubt is None else company


_DIGITS = re.compile(
    r"(?:[¥￥]|小写[)）]?[:：]?[¥￥]?|[(（][:：]?)\s*(?P<a>[0-9][0-9,.]*[0-9])\s*(?P<au>万元|元)?|(?P<b>[0-9][0-9,.]*)\s*(?P<bu>万元|元)"
)


def amount(span: Span) -> Parsed | None:
    """An amount in capitals, digits or both; both must agree."""
    return _sentences.said_twice(span, _amount_in)


def _amount_in(text: str) -> Parsed | None:
    value = re.sub(r"[(（]?大写[)）]?[:：]?", "", text)
    if _parse.is_blank(value):
        return None
    match = _DIGITS.search(value)
    digits = money.parse(match["a"] or match["b"], match["au"] or match["bu"] or "元") if match else None
    words = capital_amount.parse(re.split(r"[(（]?小写|[(（]|[¥￥]", value, maxsplit=1)[0])
    if words is None and digits is None:
        words = capital_amount.parse(value)
    if words is not None and digits is not None:
        if words == digits:
            return Parsed(words, method="capitals=digits", least=0.5)
        return Parsed(words, doubt="capitals_differ_from_digits")
    return Parsed(words if words is not None else digits, method="amount", least=0.93)


def months(span: Span) -> Parsed | None:
    """A term in months: 12个月, 1年, 一年, 壹年半."""
    if _parse.is_blank(span.text):
        return None
    number = _sentences.months_of(span.text)
    return Parsed(number, least=0.9 if re.search(r"\d", span.text) else 0.93)


FORM = Form(
    fields={
        "applicant_name": Field(
            ("申请人", "申请人名称", "申请单位", "企业名称", "申请人(全称)", "借款人", "委托人", "申请人姓名"),
            _applicant,
            multiline=True,
        ),
        "unified_social_credit_code": Field(("统一社会信用代码", "社会信用代码"), _parse.credit_code, optional=True),
        "legal_representative": Field(
            ("法定代表人", "法定代表人/负责人", "负责人", "法人代表", "经营者", "法定代表人(负责人)"),
            _parse.person,
            optional=True,
        ),
        "amount": Field(
            (
                "申请担保金额",
                "担保金额",
                "申请金额",
                "贷款金额",
                "借款金额",
                "融资金额",
                "拟申请担保金额",
                "申请贷款金额",
            ),
            amount,
            multiline=True,
        ),
        "term_months": Field(("担保期限", "贷款期限", "期限", "申请期限", "借款期限", "融资期限"), months),
        "purpose": Field(("贷款用途", "借款用途", "资金用途", "用途", "融资用途"), _parse.prose, multiline=True),
        "lender": Field(
            (
                "贷款银行",
                "贷款行",
                "合作银行",
                "拟贷款银行",
                "贷款机构",
                "债权人",
                "融资机构",
                "金融机构",
                "合作金融机构",
                "授信机构",
                "放款银行",
                "申请贷款银行",
                "拟申请贷款银行",
                "贷款人",
                "融资银行",
                "借款银行",
                "受益人",
            ),
            _parse.text,
            multiline=True,
        ),
        "repayment_source": Field(("还款来源", "还款资金来源", "第一还款来源"), _parse.prose, multiline=True),
        "counter_guarantee": Field(
            ("反担保措施", "反担保方式", "反担保", "反担保条件", "拟提供反担保措施"), _parse.prose, multiline=True
        ),
    },
    stops=(
        "组织机构代码",
        "身份证号码",
        "身份证号",
        "证件号码",
        "联系电话",
        "联系地址",
        "地址",
        "申请人(盖章)",
        "申请人(签字)",
        "法定代表人(签字)",
        "法定代表人(签章)",
        "法定代表人(签名)",
        "日期",
        "申请日期",
        "填表日期",
        "担保种类",
        "注册号",
        "营业执照注册号",
        "贷款种类",
        "住所",
        "电话",
        "申请人签字",
        "申请人(签章)",
    ),
)


def recognise(view: PageView) -> float:
    """How surely the page is an application (0..1)."""
    return SIGNATURE.score(view)


def extract(views: Sequence[PageView]) -> Extraction:
    """The application's fields: from ruled cells where there are any, else from labels."""
    fields = read(FORM, views, VERSION)
    cells = labelled_cells(views, {name: spec.labels for name, spec in FORM.fields.items()})
    for name, span in cells.items():
        parsed = FORM.fields[name].parse(span)
        if parsed is None:
            continue
        value = judged(span, parsed, VERSION, "cell")
        if value.value is not None and (
            fields[name].value is None or fields[name].reason or _longer(value, fields[name])
        ):
            fields[name] = value
    open_ = [name for name in _WISHES if fields[name].value is None or _runs_on(fields[name])]
    if open_:
        told = wishes(views, VERSION)
        fields |= {name: told[name] or _doubted(fields[name]) for name in open_}
    fields["application_date"] = _dates.lowest(views, VERSION)
    return Extraction(fields=fields, tables={})


_WISHES = ("applicant_name", "amount", "term_months", "lender", "purpose", "repayment_source", "counter_guarantee")
"""What a letter says in its sentences where a form has labels."""


def _runs_on(value: FieldValue) -> bool:
    """Whether what stands behind a label is a piece of a paragraph: a sentence ends in it."""
    return isinstance(value.value, str) and "。" in value.value


def _doubted(value: FieldValue) -> FieldValue:
    if value.value is None or value.evidence is None:
        return value
    return value.model_copy(
        update={"status": Status.REVIEW, "confidence": min(value.confidence, 0.5), "reason": "text_incomplete"}
    )


def _longer(value: FieldValue, other: FieldValue) -> bool:
    """Whether the cell holds more of the same text than the label's line gave."""
    return isinstance(value.value, str) and isinstance(other.value, str) and value.value != other.value


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
