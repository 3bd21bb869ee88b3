"""What stands above a table of a company's books: title, account, owner, period and unit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors._book_rows import Block
from extractors._fragments import Fragment, levels
from extractors._statement_head import Head, read_head
from extractors._values import value_of
from schemas.core import NOT_FOUND, FieldValue

ACCOUNTS = (
    "其他应收款",
    "其他应付款",
    "应收账款",
    "应付账款",
    "预付账款",
    "预收账款",
    "预付款项",
    "预收款项",
    "应收票据",
    "应付票据",
    "合同负债",
    "合同资产",
    "长期应收款",
    "长期应付款",
    "短期借款",
    "长期借款",
    "主营业务收入",
    "主营业务成本",
    "销售费用",
    "管理费用",
    "财务费用",
    "投资收益",
    "营业外收入",
    "营业外支出",
    "库存商品",
    "原材料",
    "银行存款",
    "库存现金",
    "固定资产",
)
"""Accounts that stand in titles; longer names first where one holds another."""

_ACCOUNT = re.compile("|".join(a.replace("账", "[账帐]") for a in sorted(ACCOUNTS, key=len, reverse=True)))
_OF_OTHERS = re.compile(r"^(?:往来单位|客户|供应商|核算项目|往来|部门|科目|会计科目|明细科目|对方)[^:]{0,4}[:]")


def heading_of(items: Sequence[Fragment], below: float) -> str:
    """All text above a table's header."""
    return "|".join(level.text for level in levels([f for f in items if f.middle_y < below]))


def own_head(blocks: Sequence[Block]) -> Head:
    """Owner, unit and period of the first table; what says whose account it is says nothing about the owner."""
    above = list(blocks[0].above) if blocks else []
    kept: list[Fragment] = []
    for level in levels(above):
        members = list({id(f): f for f, _ in level.owners}.values())
        skip = False
        for f in members:
            if _OF_OTHERS.match(f.squeezed):
                skip = f.squeezed.endswith(":")
                continue
            if not skip:
                kept.append(f)
            skip = False
    return read_head(kept)


def account_field(blocks: Sequence[Block], extractor: str) -> FieldValue:
    """The account that the title names."""
    for level in levels(blocks[0].above if blocks else []):
        match = _ACCOUNT.search(level.text)
        if match is not None:
            f = level.part(match.start(), match.end())
            return value_of(
                match[0].replace("帐", "账"),
                raw=f.text,
                place=f.place,
                confidence=f.sureness,
                method="vocabulary",
                extractor=extractor,
                accept=0.85,
            )
    return NOT_FOUND
