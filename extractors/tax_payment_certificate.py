"""税收完税证明 (tax payment certificate), also 税收缴款书 and 电子缴税付款凭证.

Issuer: the tax authority (×国家税务局 / ×地方税务局 until mid-2018, then 国家税务总局×税务局). A table of payments (原凭证号, 税种,
品目名称, 税款所属时期, 入(退)库日期, 实缴(退)金额) between a head (No., 填发日期, 税务机关, taxpayer) and a foot (金额合计 in capitals and
digits). Traps: a period wraps within its cell or names a month only; a refund is negative; seals cover amounts; No. consists
of a year in brackets, 国证 or 地证, and a serial number.
Source: 税收票证管理办法 (国家税务总局令第28号); 国家税务总局公告2018年第57号.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import _parse, _sentences, _tax_payments, _words
from extractors._authority import TAX, from_seal
from extractors._cells import labelled_cells
from extractors._fields import Field, Form, judged
from extractors._parse import Parsed
from extractors._printed_twice import read_both
from extractors._sentences import counting
from extractors._signature import Signature
from extractors._values import Extraction
from extractors._view import PageView, Span
from schemas.core import NOT_FOUND, FieldValue

TITLE_ZH = "税收完税证明"
VERSION = "tax_payment_certificate/1"

SIGNATURE = Signature(
    titles=(
        "税收完税证明",
        "完税证明",
        "税收缴款书",
        "税收电子缴款书",
        "税收转账专用完税证",
        "税收通用完税证",
        "电子缴税付款凭证",
        "电子缴款凭证",
        "中华人民共和国税收完税证明",
    ),
    marks=(
        "填发日期",
        "税务机关",
        "纳税人识别号",
        "纳税人名称",
        "原凭证号",
        "税种",
        "品目名称",
        "税款所属",
        "库日期",
        "金额合计",
        "填票人",
        "妥善保管",
        "实缴",
    ),
    against=("税务登记证", "纳税申报表", "收入证明", "信用报告", "营业执照", "申请书", "登记证书"),
    enough=5,
)


def recognise(view: PageView) -> float:
    """How surely the page is a certificate of payments (0..1); a page that only carries its table on scores 0.65."""
    text = _words.page_text(view)
    score = SIGNATURE.score(view)
    marks = _words.count(text, SIGNATURE.marks)
    heads = "".join(_words.heads(view, 6))
    if "申报表" in heads or "登记证" in heads:
        return min(score, 0.3)
    if marks >= 5 and score < 0.8 and not _words.count(text, ("填发日期", "纳税人识别号", "完税证明")):
        return 0.65
    if marks >= 7 or (marks >= 5 and "完税" in text):
        return max(score, 0.8 + 0.01 * marks)
    return score if marks >= 3 else min(score, 0.4)


_NUMBER = (
    r"(?:N[Oo0][.:]{0,2}|№)(?P<value>[(\[]?\d{4,10}[)\]]?\d{0,2}[国地]?[证税]?\d{6,12})",
    r"(?P<value>[(\[]\d{6,10}[)\]]\d{2}[国地]证\d{8})",
    r"(?:票证号码|凭证号码|证明编号|票号|编号):?(?P<value>[(\[]?[0-9A-Z][0-9A-Z()\[\]国地证]{7,28})",
)
_TOTAL = re.compile(r"(?:金额)?合计\(?.{0,60}")


def _certificate_number(span: Span) -> Parsed | None:
    value = span.text
    good = re.fullmatch(r"[(]\d{6,8}[)]\d{2}[国地]证\d{8}|\d{8,20}", value)
    parsed = Parsed(value, least=0.95, doubt=None if good else "unusual_number")
    return counting(parsed, span, [c for c in span.chars if c.text not in "()[]"])


def _authority(span: Span) -> Parsed | None:
    """A tax authority's name; a neighbouring caption or remark is none."""
    value = re.sub(r"\((?:盖章|章|公章)\)", "", span.text).strip(" :,.。_")
    if _parse.is_blank(value) or not re.search(r"税务", value):
        return None
    whole = re.fullmatch(
        r"[\u4e00-\u9fff()]{2,30}税务(?:局|分局|所|总局)(?:[\u4e00-\u9fff]{1,16}(?:分局|局|所|厅))?", value
    )
    return Parsed(value, least=0.9, doubt=None if whole and "备注" not in value else "name_incomplete")


FORM = Form(
    fields={
        "taxpayer_id": Field(("纳税人识别号", "纳税人代码", "纳税人编码", "税务登记号"), _parse.taxpayer),
        "taxpayer_name": Field(
            ("纳税人名称", "纳税人全称", "缴款单位名称", "缴款单位(人)全称"), _parse.company, multiline=True
        ),
        "issuing_authority": Field(("税务机关", "征收机关", "开具税务机关", "开票税务机关"), _authority),
        "issue_date": Field(("填发日期", "开具日期", "打印日期"), _parse.day),
    },
    stops=(
        "原凭证号",
        "税种",
        "品目名称",
        "税款所属时期",
        "入(退)库日期",
        "实缴(退)金额",
        "金额合计",
        "填票人",
        "备注",
        "税务机关(盖章)",
        "(盖章)",
        "妥善保管",
        "地址",
    ),
)


def extract(views: Sequence[PageView]) -> Extraction:
    """The certificate's head, its payments, and the total that must be their sum."""
    fields = read_both(FORM, views, VERSION)
    fields["certificate_number"] = (
        _sentences.first_match(views, _NUMBER, _certificate_number, VERSION, method="shape") or NOT_FOUND
    )
    if fields["issuing_authority"].value is None:
        fields["issuing_authority"] = from_seal(views, TAX, VERSION)
    payments, total = _tax_payments.read(views, _total(views), VERSION)
    fields["total_amount"] = total
    return Extraction(fields=fields, tables={"payments": payments})


def _total(views: Sequence[PageView]) -> FieldValue:
    """The total in capitals and digits, which must agree."""
    best: FieldValue | None = None
    for view in views:
        for match in view.find(_TOTAL):
            span = _sentences.trimmed(view.span_of(match))
            value = _counted(span)
            if value is not None and value.usable:
                return value
            best = best or value
    cell = labelled_cells(views, {"total": ("金额合计", "合计")}).get("total")
    return best or (_counted(cell) if cell is not None else None) or NOT_FOUND


def _counted(span: Span) -> FieldValue | None:
    end = re.search(r"\d\.\d{2}(?!\d)", span.text)
    span = Span(span.page, span.chars[: end.end()]) if end else span
    parsed = _sentences.said_twice(span, _sentences.amount_of)
    if parsed is None:
        return None
    own = [c for c in span.chars if c.text.isdigit() or c.text in "零壹贰叁肆伍陆柒捌玖拾佰仟万亿"]
    return judged(span, counting(parsed, span, own), VERSION, "total")


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
