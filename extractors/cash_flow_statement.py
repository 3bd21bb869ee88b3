"""现金流量表 (cash-flow statement) of a company.

Issuer: the company (编制单位), or its auditor. Layouts seen: as the income statement; 补充资料 below the statement or beside it is
not read. Traps: long labels that wrap, 的 and 所 that come and go, negative net flows.
Sources: 企业会计准则第31号; 财会〔2019〕6号; 小企业会计准则 (财会〔2011〕17号).
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors import _statement, _statement_titles
from extractors._values import Extraction
from extractors._view import PageView

TITLE_ZH = "现金流量表"
VERSION = "cash_flow_statement/1"

FORM = _statement.Form(
    statement="cash_flow_statement",
    version=VERSION,
    roles=("current", "prior"),
    role_of=_statement_titles.period_role,
    resolve=_statement_titles.resolve_period,
    period=True,
)


def recognise(view: PageView) -> float:
    """How surely the page is of this type (0..1)."""
    return _statement.recognise(FORM, view, ("现金流量表",), ("资产负债表", "利润表"))


def extract(views: Sequence[PageView]) -> Extraction:
    """The statement's fields and its `lines`."""
    return _statement.extract(FORM, views)


if __name__ == "__main__":
    from extractors._command import main

    raise SystemExit(main(__file__))
