"""企业所得税纳税申报表 (enterprise income tax return): annual (A100000) and monthly or quarterly prepayment (A200000), class A.

Issuer: the taxpayer, on the form of the State Taxation Administration. A line each with its number (行次), label and amount;
the label carries its formula in brackets. Versions of 2008, 2014, 2017 and later number their lines differently, so lines are
known by their labels. Traps: 类别 words in a narrow column; 营业收入 also heads schedules; a rate among the amounts; two amount
columns (本期, 累计) on older prepayment forms; schedules (A101010 …) and the base information sheet are other papers.
Sources: 国家税务总局公告2014年第63号, 2017年第54号, 2018年第26号, 2020年第24号, 2021年第3号.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import _book_rows, _return_head, _return_lines, _words
from extractors._book_columns import Layout, find, plain
from extractors._book_sums import Verdict
from extractors._fragments import Fragment, fragments, levels
from extractors._return_lines import Formula, ReturnLine
from extractors._values import Extraction, value_of
from extractors._view import PageView
from schemas.core import ABSENT, NOT_FOUND, FieldValue, Row

TITLE_ZH = "企业所得税申报表"
VERSION = "cit_return/1"

_TITLE = re.compile(r"企业所得税(?:年度|月\(?季\)?度|季度|预缴)*.{0,14}申报表|企业所得税.{0,8}预缴")
_OTHER = re.compile(r"基础信息表|明细表|封面|填报表单|汇算清缴报告|优惠|完税|[BＢ]类")
_PREPAID = re.compile(r"预缴|A20\d{4}|季\)?度")
_ROLES = (
    ("number", re.compile(r"行次|行")),
    ("label", re.compile(r"项目|项目名称|预缴税款计算")),
    ("amount", re.compile(r"金额|本年累计(?:金额|数)?|累计(?:金额|数)|本年(?:金额|累计)")),
    ("current", re.compile(r"本[期月](?:金额|数)")),
)


def _role(text: str) -> str | None:
    core = plain(text)
    return next((role for role, pattern in _ROLES if pattern.fullmatch(core)), None)


LAYOUT = Layout(_role, lambda roles: {"number", "label", "amount"} <= roles, lambda role: role in ("amount", "current"))

_KEYS = (
    ("revenue", re.compile(r"营业收入|收入总额")),
    ("cost", re.compile(r"营业成本")),
    ("taxes_surcharges", re.compile(r"(?:营业)?税金及附加")),
    ("selling_expense", re.compile(r"销售费用|营业费用")),
    ("admin_expense", re.compile(r"管理费用")),
    ("rd_expense", re.compile(r"研发费用")),
    ("finance_cost", re.compile(r"财务费用")),
    ("asset_impairment", re.compile(r"资产减值损失")),
    ("fair_value_gain", re.compile(r"公允价值变动(?:净)?收益")),
    ("investment_income", re.compile(r"投资(?:净)?收益")),
    ("operating_profit", re.compile(r"营业利润")),
    ("nonoperating_income", re.compile(r"营业外收入")),
    ("nonoperating_expense", re.compile(r"营业外支出")),
    ("total_profit", re.compile(r"利润总额")),
    ("adjustment_increase", re.compile(r"纳税调整增加额")),
    ("adjustment_decrease", re.compile(r"纳税调整减少额")),
    ("adjusted_income", re.compile(r"纳税调整后所得")),
    ("loss_offset", re.compile(r"弥补以前年度亏损")),
    ("taxable_income", re.compile(r"应纳税所得额|实际利润额.*")),
    ("tax_rate", re.compile(r"税率")),
    ("tax_payable", re.compile(r"应纳所得税额")),
    ("tax_relief", re.compile(r"减免所得税额|减:减免所得税额")),
    ("tax_due", re.compile(r"应纳税额")),
    ("tax_final", re.compile(r"实际应纳所得税额")),
    ("tax_prepaid", re.compile(r"(?:本年累计)?实际已(?:预)?缴纳?(?:的)?所得税额")),
    ("tax_to_pay", re.compile(r"本[年期]应补退?(?:所得)?税额.*")),
)
_FIELDS = ("revenue", "cost", "total_profit", "adjusted_income", "taxable_income", "tax_payable")
_KNOWN: dict[int, Formula] = {13: ((10, 1), (11, 1), (12, -1)), 28: ((25, 1), (26, -1), (27, -1))}
"""Of the annual form since 2014; all others are printed."""


def recognise(view: PageView) -> float:
    """How surely the page is a return's main form (0..1)."""
    items = fragments(view)
    header = find(items, LAYOUT)
    top = "".join(_words.heads(view, 8))
    text = _words.page_text(view)
    if _OTHER.search(top) or "增值税" in top:
        return 0.1
    titled = _TITLE.search(top) is not None
    marks = _words.count(
        text,
        (
            r"营业收入",
            r"营业成本",
            r"利润总额",
            r"应纳税所得额",
            r"应纳所得税额",
            r"减免所得税额",
            r"弥补以前年度亏损",
            r"纳税调整",
            r"行次",
        ),
    )
    if titled and (header is not None or marks >= 6):
        return round(min(0.98, 0.7 + 0.03 * marks + (0.05 if header is not None else 0.0)), 4)
    if header is not None and marks >= 6 and "所得税" in text:
        return 0.8
    return 0.55 if marks >= 6 and re.search(r"减免所得税额|抵免所得税额|A[12]00000", text) else 0.0


def extract(views: Sequence[PageView]) -> Extraction:
    """The head and every numbered line."""
    items = [f for view in views for f in fragments(view)]
    blocks = _book_rows.read(views, LAYOUT)
    lines = _return_lines.lines_of(blocks)
    fields = _return_head.read(blocks, items, VERSION)
    fields.pop("filing_date")
    kind = _form_kind(items)
    known = _KNOWN if kind.value == "annual" else {}
    verdict = _return_lines.judged(lines, ("amount", "current"), known, {"amount": None, "current": None})
    table = tuple(_row(line, i, verdict) for i, line in enumerate(lines))
    main = {name: _amount_of(table, name) for name in _FIELDS}
    return Extraction(fields={"form_kind": kind, **fields, **main}, tables={"items": table})


def _form_kind(items: Sequence[Fragment]) -> FieldValue:
    """Annual or prepayment, by the title."""
    for level in levels(items):
        match = _TITLE.search(level.text)
        if match is None:
            continue
        f = level.part(match.start(), match.end())
        return value_of(
            "prepayment" if _PREPAID.search(level.text) else "annual",
            raw=f.text,
            place=f.place,
            confidence=max(0.98, f.sureness) if re.search(r"年度|预缴", match[0]) else f.sureness,
            method="vocabulary",
            extractor=VERSION,
        )
    return NOT_FOUND


def key_of(label: str) -> str | None:
    """The key of a line by its label.

    >>> [key_of(t) for t in ('一、营业收入(填写A101010)', '减:营业成本', '五、应纳税所得额(19-20-21-22)', '减:抵扣应纳税所得额')]
    ['revenue', 'cost', 'taxable_income', None]
    """
    core = re.sub(r"[(【\[][^()]*[)】\]]?", "", re.sub(r"\s", "", label))
    core = re.sub(r"^(?:[一二三四五六七八九十]+、|\d+[.、])?(?:减|加|其中)?[:]?", "", core).strip(":;,.、")
    return next((key for key, pattern in _KEYS if pattern.fullmatch(core)), None)


def _row(line: ReturnLine, index: int, verdict: Verdict) -> Row:
    key = key_of(line.label)
    return {
        "number": _return_lines.number_value(line, key is not None, VERSION),
        "key": _return_lines.key_value(line, key, VERSION),
        "label": _return_lines.label_value(line, key is not None, VERSION),
        "amount": _return_lines.amount(line, index, "amount", verdict, VERSION),
        "current": _return_lines.amount(line, index, "current", verdict, VERSION),
    }


def _amount_of(table: Sequence[Row], key: str) -> FieldValue:
    """The amount of the line with a key."""
    return next((row["amount"] for row in table if row["key"].value == key), ABSENT)


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
