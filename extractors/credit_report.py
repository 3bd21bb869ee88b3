"""企业信用报告, the enterprise credit report of the People's Bank of China's credit reference centre.

Issuer: 中国人民银行征信中心 (and its local offices). Two generations:

- the first (system of 2006, layout of 2012, printed until 2020-01-18): head with 报告编号, 贷款卡编码; identity table; sums by
  class (笔数, 余额); loans one row each under 授信机构, 种类, 币种, 借据金额, 借据余额, 放款日期, 到期日期, 五级分类; settled loans
  with 结清日期; 对外担保;
- the second (from 2020-01-19): NO., 中征码, 统一社会信用代码; sums 借贷交易 and 担保交易; a block of two or more rows of captions
  and values for each account (账户编号 … 信息报告日期); closed accounts one row each; 相关还款责任.

Traps: amounts are in 万元 unless a caption says otherwise (a note declares it); tables run over pages with and without repeated
captions; lenders wrap within their cell; `--` is empty; 余额 stands for borrowing on the left and for guarantees on the right
of one table; the report's number stands in the header of every page and joins pages that were scanned apart.

Sources: 企业信用报告 (samples and 解读 published by 中国人民银行征信中心, www.pbccrc.org.cn); 贷款卡 / 中征码 check digits as
`standards.loan_card` has them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import _credit_captions as wordings
from extractors import _credit_identity as identity
from extractors import _credit_loans as loans
from extractors import _credit_records as public_records
from extractors import _credit_summary as summary
from extractors import _credit_values as values
from extractors._tables import Record, read_pages, records
from extractors._values import Extraction
from extractors._view import PageView

TITLE_ZH = "企业信用报告"
VERSION = values.VERSION

_TITLE = re.compile(r"^企业(?:信用|征信)报告(?:\([^)]{2,8}\))?$|^企业信用报告")
_OTHER = re.compile(r"个人信用报告|企业信用信息公示报告|信用信息公示系统")
_HEAD = re.compile(r"报告编号:?[A-Z]?\d{12,}|N[Oo]\.?:?\d{18,}")
_MARKS: dict[str, float] = {
    r"中征码|贷款卡编码": 0.1,
    r"征信中心": 0.1,
    r"信贷记录明细|信贷交易信息明细": 0.2,
    r"信息概要|信用概要": 0.15,
    r"已还清债务|已结清信贷|未结清信贷|当前负债": 0.2,
    r"对外担保|相关还款责任": 0.1,
    r"公共信息明细|公共记录明细|非信贷记录": 0.15,
    r"授信机构": 0.15,
    r"五级分类": 0.15,
    r"借据金额|借据余额|放款日期|结清日期|关闭日期|开立日期|信息报告日期|账户编号": 0.15,
    r"(?:人民币|美元)\d[\d,.]*(?:19|20)\d{2}[-.]\d{2}[-.]\d{2}": 0.15,
    r"身份标识|身份信息": 0.05,
    r"首次有信贷|首次有相关还款责任|有信贷记录": 0.1,
}
_PAGE_OF = re.compile(
    r"第(\d{1,3})页[/,;、]?[(]?共(\d{1,3})页|(?<!\d)(\d{1,3})/共?(\d{1,3})页?$|共(\d{1,3})页,?第(\d{1,3})页"
)
_DECLARED = re.compile(r"(?:金额|余额)[^。;]{0,24}?单位(?:均|都)?为?:?(?:人民币)?(百万元|万元|千元|元)")

_SECOND_GENERATION = re.compile(r"账户编号|借贷交易|相关还款责任|NO\.?\d{20,}")


def recognise(view: PageView) -> float:
    """How surely the page is one of an enterprise credit report, 0..1."""
    text = view.text
    if _OTHER.search(text):
        return 0.0
    score = sum(weight for pattern, weight in _MARKS.items() if re.search(pattern, text))
    if any(_TITLE.match(row.text) for row in view.rows[:12]):
        score += 0.5
    elif _HEAD.search(text):
        score += 0.4 if score else 0.3
    return min(score, 1.0) if score >= 0.3 else 0.0


def page_key(view: PageView) -> tuple[str | None, int | None, int | None]:
    """The report's number printed on the page, and m and n of «第 m 页 共 n 页»; null where not printed."""
    found: tuple[str | None, int | None, int | None] | None = view.derived.get("credit_report.page_key")
    if found is None:
        found = view.derived["credit_report.page_key"] = _page_key(view)
    return found


def _page_key(view: PageView) -> tuple[str | None, int | None, int | None]:
    pages = read_pages([view], wordings.CAPTIONS, _is_heading)
    found = records(pages, wordings.CAPTIONS, _is_heading, wordings.STARTERS)
    number = identity.identity_of(pages, found)["report_number"].value
    page, total = _numbering(view)
    return (number if isinstance(number, str) else None), page, total


def _numbering(view: PageView) -> tuple[int | None, int | None]:
    for row in [*reversed(view.rows[-4:]), *view.rows[:4]]:
        match = _PAGE_OF.search(row.text)
        if match:
            first, of, short, short_of, total, nth = match.groups()
            page, total = first or short or nth, of or short_of or total
            if 1 <= int(page) <= int(total):
                return int(page), int(total)
    return None, None


def extract(views: Sequence[PageView]) -> Extraction:
    """Fields, loans and guarantees of one report from all of its pages in order."""
    pages = read_pages(views, wordings.CAPTIONS, _is_heading)
    found = records(pages, wordings.CAPTIONS, _is_heading, wordings.STARTERS)
    money_of = _money(views, found)
    fields = identity.matching(identity.identity_of(pages, found))
    sums = summary.sums_of(pages, found, money_of)
    rows = loans.loans_of(found, money_of)
    rows, sums["outstanding_count"], sums["outstanding_balance"] = loans.weigh(
        rows, sums["outstanding_count"], sums["outstanding_balance"]
    )
    tables = {"loans": tuple(loan.row for loan in rows), "guarantees": tuple(loans.guarantees_of(found, money_of))}
    return Extraction(fields={**fields, **sums, **public_records.counts_of(pages)}, tables=tables)


def _is_heading(text: str) -> bool:
    return len(text) <= 40 and not re.search(r"\d[.,]\d", text) and wordings.HEADING.match(text) is not None


def _money(views: Sequence[PageView], found: Sequence[Record]) -> values.Money:
    """The unit that the report declares for all amounts; when that is not to be read, what the figures' size says.

    Reports of the second generation print 万元 unless they say otherwise; a company's loans of less than 100,000 units
    each are then 万元 beyond doubt. Figures in the millions are yuan, but nobody says so: they wait for a person.
    """
    for view in views:
        match = _DECLARED.search(view.text)
        if match:
            return values.Money(match[1], declared=True)
    printed = [
        v for r in found for k in ("amount", "balance") if (v := values.amount_in(r.text(k), "元")[0]) is not None
    ]
    if printed and sorted(printed)[len(printed) // 2] >= 1_000_000:
        return values.Money("元", declared=False)
    second = any(_SECOND_GENERATION.search(view.text) for view in views)
    return values.Money("万元", declared=second and bool(printed) and max(printed) < 100_000)


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
