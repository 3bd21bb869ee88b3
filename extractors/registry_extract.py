"""企业信用信息公示报告 and 企业年度报告: prints of the public system (国家企业信用信息公示系统, gsxt.gov.cn).

Issuer: the registrar's system; anybody can print it. The report begins with what the licence says (营业执照信息, before 2017 基本信息), then
股东及出资信息, 主要人员, 变更, 动产抵押, 行政处罚, 列入经营异常名录 and the company's annual reports with 资产状况信息, which it may keep to itself
(企业选择不公示). A print of one annual report begins with «××××年度报告» and 填报时间. Traps: names and codes of other companies stand
in later parts; amounts are in 万元; a part without entries says 暂无; two labels with values share a line; tables run over pages.
Source: 企业信息公示暂行条例 (State Council Order 654).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors import _parse, _registry_rows, _words
from extractors._fields import Field, Form, judged
from extractors._parse import Parsed
from extractors._printed_twice import read_both
from extractors._sentences import counting, digits_of
from extractors._signature import Signature
from extractors._values import Extraction
from extractors._view import PageView, Span
from schemas.core import ABSENT, BoundingBox, FieldValue
from standards import chinese_date, money

TITLE_ZH = "企业信用信息公示报告"
VERSION = "registry_extract/1"

SIGNATURE = Signature(
    titles=("企业信用信息公示报告", "企业信用信息", "国家企业信用信息公示系统", "企业年度报告", "年度报告书"),
    marks=(
        "营业执照信息",
        "股东及出资",
        "主要人员信息",
        "变更信息",
        "动产抵押",
        "行政处罚信息",
        "经营异常名录",
        "严重违法失信",
        "认缴额",
        "认缴出资",
        "实缴额",
        "核准日期",
        "登记状态",
        "企业资产状况信息",
        "资产状况信息",
        "生产经营情况",
        "企业通信地址",
        "企业选择不公示",
        "填报时间",
        "暂无相关信息",
        "网站或网店",
        "对外投资",
    ),
    against=("营业执照", "信用报告", "审计报告", "合同", "章程", "申请书", "资产负债表", "对账单"),
    enough=4,
)

_YEAR = re.compile(r"(?P<value>(?:20)\d{2})年度(?:年度)?报告")


def recognise(view: PageView) -> float:
    """How surely the page is of a register print (0..1), its first or a later page."""
    text = view.text
    marks = _words.count(text, SIGNATURE.marks)
    heads = "".join(_words.heads(view, 6))
    if "征信中心" in text or "贷款卡" in text or "第一条" in text or "营业执照(副本)" in heads:
        return 0.0
    score = SIGNATURE.score(view)
    if "企业信用信息公示报告" in heads:
        return max(score, 0.9)
    if _YEAR.search(heads) and marks >= 2 and "审计" not in heads:
        return max(score, 0.85)
    if marks >= 3:
        return max(score, 0.7 + 0.02 * min(marks, 8))
    figures = _words.count(text, [label for field in FIGURES.fields.values() for label in field.labels[:1]])
    if figures >= 5 and re.search(r"万元|不公示", text) and len(text) < 900:
        return max(score, 0.7)
    return score if marks >= 2 else min(score, 0.4)


def _figure(span: Span) -> Parsed | None:
    """An amount in 万元 as its cell says; what the company does not publish is absent."""
    text = span.text
    if _parse.is_blank(text) or re.search(r"不公示|选择不|暂无", text):
        return None
    match = re.match(r"-?\d[\d,]*(?:\.\d{1,6})?", text.replace("¥", ""))
    if match is None:
        return Parsed(None)
    unit = "万元" if "万" in text else "元" if "元" in text else None
    value = money.parse(match[0], unit or "万元")
    rest = text[match.end() :]
    doubt = None if unit and re.fullmatch(r"(?:万|元|万元)?(?:人民币)?", rest) else "unit_unclear"
    return counting(Parsed(value, method="amount", least=0.95, doubt=doubt), span, digits_of(span) or span.chars)


def _state(span: Span) -> Parsed | None:
    value = span.text.strip(" .,。")
    if _parse.is_blank(value):
        return None
    known = re.fullmatch(
        r"(?:存续|在营|开业|在业|在册|正常|吊销|注销|迁出|迁入|停业|歇业|清算|撤销|企业|未注销|[(),、已])+(?:\(.*\))?",
        value,
    )
    return Parsed(value, least=0.9, doubt=None if known else "unusual")


def _end(span: Span) -> Parsed | None:
    """The last day of the term; an open end is long_term."""
    if _parse.is_blank(span.text):
        return None
    found = chinese_date.parse(span.text)
    return Parsed(found, method="date", least=0.9) if found is not None else Parsed(None)


BASE = Form(
    fields={
        "company_name": Field(("企业名称", "名称", "公司名称"), _parse.company, multiline=True),
        "unified_social_credit_code": Field(
            (
                "统一社会信用代码",
                "统一社会信用代码/注册号",
                "统一社会信用代码/注册号/组织机构代码",
                "注册号/统一社会信用代码",
            ),
            _parse.credit_code,
        ),
        "company_type": Field(
            ("类型", "企业类型", "公司类型", "市场主体类型"), _parse.text, multiline=True, optional=True
        ),
        "legal_representative": Field(
            ("法定代表人", "负责人", "经营者", "执行事务合伙人", "投资人", "法定代表人/负责人"),
            _parse.person,
            optional=True,
        ),
        "registered_capital": Field(("注册资本", "注册资本(金)", "出资额"), _parse.capital, optional=True),
        "establishment_date": Field(("成立日期", "注册日期"), _parse.day, optional=True),
        "valid_from": Field(("营业期限自", "经营期限自", "合伙期限自"), _parse.day, optional=True),
        "valid_to": Field(("营业期限至", "经营期限至", "合伙期限至"), _end, optional=True),
        "address": Field(
            ("住所", "经营场所", "营业场所", "主要经营场所", "住所(营业场所)"),
            _parse.prose,
            multiline=True,
            optional=True,
        ),
        "business_scope": Field(("经营范围", "业务范围"), _parse.prose, multiline=True, optional=True),
        "issuing_authority": Field(("登记机关",), _parse.authority, multiline=True, optional=True),
        "issue_date": Field(("核准日期", "核准时间"), _parse.day, optional=True),
        "operating_status": Field(
            ("登记状态", "经营状态", "企业登记状态", "企业经营状态", "企业状态"), _state, multiline=True
        ),
        "report_date": Field(
            ("报告生成时间", "报告生成日期", "打印时间", "打印日期", "报告日期", "生成时间", "查询时间"),
            _parse.day,
            optional=True,
        ),
        "filed_on": Field(
            ("填报时间", "填报日期", "公示日期", "年报日期", "填报时间(最后更新)"), _parse.day, optional=True
        ),
    },
    stops=(
        "股东及出资信息",
        "营业执照信息",
        "基本信息",
        "企业通信地址",
        "企业联系电话",
        "企业电子邮箱",
        "邮政编码",
        "从业人数",
        "是否有投资信息",
        "序号",
        "提示",
        "公司是否",
        "企业是否",
        "企业主营业务活动",
    ),
)

FIGURES = Form(
    fields={
        "total_assets": Field(("资产总额",), _figure, optional=True),
        "total_liabilities": Field(("负债总额",), _figure, optional=True),
        "owners_equity": Field(("所有者权益合计", "所有者权益"), _figure, optional=True),
        "revenue": Field(
            ("营业总收入", "销售总额(营业总收入)", "营业总收入(销售总额)", "销售总额"), _figure, optional=True
        ),
        "total_profit": Field(("利润总额",), _figure, optional=True),
        "net_profit": Field(("净利润",), _figure, optional=True),
        "tax_paid": Field(("纳税总额",), _figure, optional=True),
    },
    stops=(
        "营业总收入中主营业务收入",
        "其中:主营业务收入",
        "主营业务收入",
        "销售总额中主营业务收入",
        "对外提供保证担保信息",
    ),
)

_LATER = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.])?(?:股东(?:及出资|\(发起人\))|发起人|主要人员|变更信息|对外投资|网站或网店|(?:企业)?资产状况|生产经营情况|"
    r"动产抵押|行政处罚|列入|股权出质|(?:20)\d{2}年度报告(?!.*股份))"
)


def extract(views: Sequence[PageView]) -> Extraction:
    """What the register says of the company, the figures of the latest annual report, shareholders, abnormal entries."""
    fields = read_both(BASE, _first_part(views), VERSION)
    for name in ("filed_on", "report_date"):
        if fields[name].value is None:
            fields[name] = read_both(BASE, views, VERSION)[name]
    fields["report_year"] = _report_year(views)
    if fields["report_year"].value is None:
        fields["filed_on"] = ABSENT
    fields |= read_both(FIGURES, views, VERSION)
    return Extraction(fields=fields, tables=_registry_rows.read(views, VERSION))


def _first_part(views: Sequence[PageView]) -> list[PageView]:
    """The pages up to the first part that speaks of others; a print of one annual report begins with its own title."""
    kept: list[PageView] = []
    for view in views:
        for index, row in enumerate(view.rows):
            if not _LATER.match(row.text) or len(row.text) > 30 or (not kept and index < 3):
                continue
            frame = view.region or BoundingBox(x0=0.0, top=0.0, x1=1.0, bottom=1.0)
            return [*kept, replace(view, region=frame.model_copy(update={"bottom": max(frame.top, row.top)}))]
        kept.append(view)
    return kept


def _report_year(views: Sequence[PageView]) -> FieldValue:
    """The year of the latest annual report whose text, and not only a line of a list, is printed."""
    best: FieldValue | None = None
    for view in views:
        for match in view.find(_YEAR):
            span = view.span_of(match, "value")
            line = view.lines[span.chars[0].line].text
            if len(line) > 40 or "审计" in line:
                continue
            value = judged(span, Parsed(int(match["value"]), least=0.9), VERSION, "heading")
            if best is None or int(str(value.value)) > int(str(best.value)):
                best = value
    return best if best is not None else ABSENT


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
