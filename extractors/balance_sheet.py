"""资产负债表 (balance sheet) of a company.

Issuer: the company (编制单位), or its auditor as an annex to an audit report. Layouts seen: assets left and liabilities with
equity right, or one below the other over two pages; ending before opening or the other way round; with and without 行次 or 附注;
as a workbook. Traps: one-sided values, wrapped labels, dashes for nothing, amounts in 万元, red or bracketed negatives.
Sources: 企业会计准则第30号; 财会〔2006〕18号, 财会〔2017〕30号, 财会〔2018〕15号, 财会〔2019〕6号; 小企业会计准则 (财会〔2011〕17号).
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors import _statement, _statement_titles
from extractors._values import Extraction
from extractors._view import PageView

TITLE_ZH = "资产负债表"
VERSION = "balance_sheet/1"

FORM = _statement.Form(
    statement="balance_sheet",
    version=VERSION,
    roles=("ending", "opening"),
    role_of=_statement_titles.balance_role,
    resolve=_statement_titles.resolve_balance,
    period=False,
)


def recognise(view: PageView) -> float:
    """How surely the page is of this type (0..1)."""
    return _statement.recognise(FORM, view, ("资产负债表", "财务状况表"), ("现金流量表", "利润表", "所有者权益变动"))


def extract(views: Sequence[PageView]) -> Extraction:
    """The statement's fields and its `lines`."""
    return _statement.extract(FORM, views)


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
