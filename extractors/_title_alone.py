"""The type of a page of which little more than the title can be read: blurred, faded or glaring, but told by its heading.

What such a page says is read as far as it goes; that it is there, and what it is, need not be lost. Pages that are read
well are never told by their title alone: there the labels are expected.
"""

from __future__ import annotations

import re
from datetime import date

from extractors._view import PageView, squeeze
from schemas.core import Line

_TITLES: dict[str, str] = {
    r"(?:企业(?:法人)?|个体工商户)?营业执照": "business_licence",
    r"(?:中华人民共和国)?组织机构代码证": "organisation_code_certificate",
    r"税务登记证": "tax_registration_certificate",
    r"税收(?:通用)?(?:完税证明?|缴款书|电子缴款凭证)": "tax_payment_certificate",
    r"(?:中华人民共和国)?居民身份证": "resident_id_card",
    r"常住人口登记卡": "household_register_page",
    r"(?:合并)?资产负债表": "balance_sheet",
    r"(?:合并)?(?:利润表|损益表|利润及利润分配表)": "income_statement",
    r"(?:合并)?现金流量表": "cash_flow_statement",
    r"企业(?:信用|征信)报告": "credit_report",
    r"(?:中华人民共和国)?贷款卡": "loan_card",
    r"开户许可证|基本存款账户(?:编号)?信息": "account_opening_permit",
    r"(?:[\u4e00-\u9fff]{2,12}银行)?(?:单位|企业|公司)?(?:账户|存款)?(?:对账单|交易明细|交易流水)": "bank_statement",
    r"(?:发生额及|科目)余额表": "trial_balance",
    r"验资报告": "capital_verification_report",
    r"(?:流动资金|人民币|固定资产)?借款合同": "loan_contract",
    r"(?:中华人民共和国)?不动产权证书?|房屋所有权证|国有土地使用证": "property_certificate",
    r"(?:中华人民共和国)?机动车登记证书": "vehicle_certificate",
    r"收入证明": "income_proof",
    r"(?:委托)?(?:贷款)?担保申请书": "guarantee_application",
    r"(?:房屋|房地产|土地)?他项权证|不动产登记证明": "encumbrance_certificate",
    r"结婚证": "marriage_certificate",
    r"(?:[\u4e00-\u9fff]{2,24}公司)?章程": "articles_of_association",
    r"(?:[\u4e00-\u9fff]{2,24}公司)?股东会决议": "shareholder_resolution",
    r"审计报告": "audit_report",
}
"""A title standing on a line of its own, and the type that it names."""

_PATTERNS = [(re.compile(f"{words}(?:[(（].{{2,8}}[)）])?"), type_) for words, type_ in _TITLES.items()]

_LONG = (
    *("资产负债表", "现金流量表", "企业信用报告", "委托担保申请书", "房屋他项权证", "房屋所有权证", "科目余额表"),
    *("机动车登记证书", "常住人口登记卡", "组织机构代码证", "不动产登记证明", "不动产权证书", "税收完税证明"),
)
"""Titles long enough to be told with one character misread."""

_BADLY_READ = 0.88
"""A page whose characters are read with less than this confidence, in the mean, is told by its title alone."""

_FEW = 6
"""A page with at most so many lines has lost its labels."""

_LEAST = 0.5
"""A title read with less confidence is none."""

_TALL = 1.15
"""How much larger than the usual line a title is printed."""

_FIGURE = re.compile(r"[-(¥]{0,2}\d[\d,.]*\)?|[.\d]+")

_NUMBER = re.compile(r"[1-9]\d{5}((?:19|20)\d{2})(\d{2})(\d{2})\d{3}[\dXx]")


def told_by_title(view: PageView) -> str | None:
    """The type that the title of a badly read page names; null when it has none, or titles of several types."""
    lines = view.lines
    if not lines or not (_is_badly_read(lines) or len(lines) <= _FEW or _is_figures(lines)):
        return None
    usual = sorted(line.box.height for line in lines)[len(lines) // 2]
    found = {
        type_
        for line in lines
        if line.confidence >= _LEAST
        and (line.box.height >= _TALL * usual or len(lines) <= _FEW)
        and (type_ := _named(squeeze(line.text))) is not None
    }
    if found:
        return found.pop() if len(found) == 1 else None
    return "resident_id_card" if len(lines) <= 2 * _FEW and _numbered(lines) else None


def _is_badly_read(lines: tuple[Line, ...]) -> bool:
    length = sum(len(line.text) for line in lines)
    return sum(line.confidence * len(line.text) for line in lines) < _BADLY_READ * length


def _is_figures(lines: tuple[Line, ...]) -> bool:
    """Whether figures are nearly all that is left, as of a table whose labels are too faint."""
    return sum(_FIGURE.fullmatch(squeeze(line.text)) is not None for line in lines) >= max(20, 0.75 * len(lines))


def _named(text: str) -> str | None:
    """The type whose title the line is, one misread character forgiven in long titles.

    >>> [_named(t) for t in ('现金流送表', '企业信用报告(自主查询版)', '现金流入小计', '居民身份证')]
    ['cash_flow_statement', 'credit_report', None, 'resident_id_card']
    """
    for pattern, type_ in _PATTERNS:
        if pattern.fullmatch(text):
            return type_
    for title in _LONG:
        if len(title) == len(text) and sum(a != b for a, b in zip(title, text, strict=True)) == 1:
            return _named(title)
    return None


def _numbered(lines: tuple[Line, ...]) -> bool:
    """Whether a line is a citizen's number alone, with a day of birth that exists."""
    for line in lines:
        match = _NUMBER.fullmatch(squeeze(line.text))
        if match is None:
            continue
        try:
            date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            continue
        return True
    return False
