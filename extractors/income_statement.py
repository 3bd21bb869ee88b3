"""利润表 (income statement) of a company, also titled 损益表.

Issuer: the company (编制单位), or its auditor. Layouts seen: 本期金额 and 上期金额; 本年累计金额 and 上年金额; 本月数 and 本年累计数
(monthly: the year to date counts, there is no prior column); either column first. Traps: 其中 lines that repeat, losses with a
minus or in brackets, impairment losses that are printed negative since 2019.
Sources: 企业会计准则第30号; 财会〔2019〕6号; 小企业会计准则 (财会〔2011〕17号).
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors import _statement, _statement_titles
from extractors._values import Extraction
from extractors._view import PageView

TITLE_ZH = "利润表"
VERSION = "income_statement/1"

FORM = _statement.Form(
    statement="income_statement",
    version=VERSION,
    roles=("current", "prior"),
    role_of=_statement_titles.period_role,
    resolve=_statement_titles.resolve_period,
    period=True,
)


def recognise(view: PageView) -> float:
    """How surely the page is of this type (0..1)."""
    return _statement.recognise(FORM, view, ("利润表", "损益表", "利润及利润分配表"), ("资产负债表", "现金流量表"))


def extract(views: Sequence[PageView]) -> Extraction:
    """The statement's fields and its `lines`."""
    return _statement.extract(FORM, views)


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
