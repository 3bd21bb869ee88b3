"""General ledger accounts of a trial balance by family, under any chart of accounts.

The same digits mean different accounts in 企业会计准则, 小企业会计准则 and 企业会计制度, so the name decides first; a row
without a name is known by its code only where the other rows show which chart it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from checks._facts import Fact, cell_of
from schemas.core import Document

ZERO = Decimal(0)
_OLD_MARKS = {"1131": "应收账款", "1501": "固定资产", "2101": "短期借款", "2121": "应付账款", "3101": "实收资本"}


@dataclass(frozen=True)
class Family:
    """One kind of account: its names, the usual one first, and its code in the new and the old chart."""

    names: tuple[str, ...]
    new: str | None = None
    old: str | None = None


FAMILIES: dict[str, Family] = {
    "bank": Family(("银行存款",), "1002", "1002"),
    "notes_receivable": Family(("应收票据",), "1121", "1111"),
    "receivables_financing": Family(("应收款项融资",)),
    "receivables": Family(("应收账款",), "1122", "1131"),
    "prepayments": Family(("预付账款", "预付款项"), "1123", "1151"),
    "dividends_receivable": Family(("应收股利", "应收利润"), "1131", "1121"),
    "interest_receivable": Family(("应收利息",), "1132", "1122"),
    "other_receivables": Family(("其他应收款",), "1221", "1133"),
    "bad_debts": Family(("坏账准备",), "1231", "1141"),
    "stock": Family(
        (
            "材料采购",
            "物资采购",
            "在途物资",
            "原材料",
            "材料成本差异",
            "库存商品",
            "产成品",
            "发出商品",
            "分期收款发出商品",
        )
        + (
            "商品进销差价",
            "委托加工物资",
            "委托代销商品",
            "受托代销商品",
            "周转材料",
            "包装物",
            "低值易耗品",
            "自制半成品",
            "半成品",
        )
        + ("消耗性生物资产", "生产成本", "制造费用", "劳务成本", "合同履约成本", "开发成本", "在产品"),
    ),
    "stock_provision": Family(("存货跌价准备",), "1471", "1281"),
    "goods_on_consignment": Family(("受托代销商品款", "代销商品款")),
    "long_investments": Family(
        ("长期股权投资", "长期债券投资", "长期债权投资", "长期投资", "持有至到期投资", "可供出售金融资产", "债权投资")
        + ("其他债权投资", "其他权益工具投资", "其他非流动金融资产"),
    ),
    "long_investments_provision": Family(
        (
            "长期股权投资减值准备",
            "持有至到期投资减值准备",
            "可供出售金融资产减值准备",
            "长期投资减值准备",
            "债权投资减值准备",
        ),
    ),
    "fixed_assets": Family(("固定资产", "固定资产原值", "固定资产原价"), "1601", "1501"),
    "depreciation": Family(("累计折旧",), "1602", "1502"),
    "fixed_provision": Family(("固定资产减值准备",), "1603", "1505"),
    "fixed_disposal": Family(("固定资产清理",), "1606", "1701"),
    "intangibles": Family(("无形资产",), "1701", "1801"),
    "amortisation": Family(("累计摊销",), "1702"),
    "intangibles_provision": Family(("无形资产减值准备",), "1703", "1805"),
    "development": Family(("研发支出", "开发支出")),
    "deferred_expenses": Family(("长期待摊费用", "递延资产"), "1801", "1901"),
    "short_borrowings": Family(("短期借款",), "2001", "2101"),
    "notes_payable": Family(("应付票据",), "2201", "2111"),
    "payables": Family(("应付账款",), "2202", "2121"),
    "advances": Family(("预收账款", "预收款项"), "2203", "2131"),
    "contract_liabilities": Family(("合同负债",)),
    "interest_payable": Family(("应付利息",), "2231"),
    "dividends_payable": Family(("应付股利", "应付利润"), "2232", "2161"),
    "other_payables": Family(("其他应付款",), "2241", "2181"),
    "long_borrowings": Family(("长期借款",), "2501", "2301"),
    "sales": Family(("主营业务收入", "其他业务收入", "营业收入")),
    "cost_of_sales": Family(("主营业务成本", "其他业务成本", "其他业务支出", "营业成本")),
    "selling": Family(("销售费用", "营业费用")),
    "admin": Family(("管理费用",)),
    "research": Family(("研发费用",)),
    "finance": Family(("财务费用",)),
    "investment_income": Family(("投资收益",)),
    "nonoperating_income": Family(("营业外收入",)),
    "nonoperating_expense": Family(("营业外支出",)),
}
"""Kinds of accounts that the checks use. Accounts of income and expense have no code here: their digits clash."""


def plain_name(name: str) -> str:
    """An account's name without white space, bracketed notes and a leading 减 or 加.

    >>> plain_name(' 减:坏帐准备(应收)'), plain_name('其它应收款')
    ('坏账准备', '其他应收款')
    """
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).replace("帐", "账").replace("其它", "其他")
    return re.sub(r"^[减加][::]|\([^()]*\)$", "", text)


@dataclass(frozen=True)
class Account:
    """One row of a trial balance."""

    code: str
    name: str
    opened: tuple[Fact, Fact]
    moved: tuple[Fact, Fact]
    debit: Fact
    credit: Fact

    @property
    def net(self) -> Decimal:
        """Closing debit less closing credit."""
        return (self.debit.amount or ZERO) - (self.credit.amount or ZERO)

    @property
    def opening(self) -> Decimal:
        """Opening debit less opening credit."""
        return (self.opened[0].amount or ZERO) - (self.opened[1].amount or ZERO)

    @property
    def cells(self) -> tuple[Fact, ...]:
        """The closing cells that hold an amount."""
        return tuple(f for f in (self.debit, self.credit) if f.amount is not None)

    @property
    def doubtful(self) -> bool:
        """Whether a closing cell waits for a person."""
        return any(f.weak or f.unread for f in (self.debit, self.credit))


def accounts(balance: Document) -> tuple[Account, ...]:
    """The accounts of a trial balance, in printing order."""
    found = []
    for index, row in enumerate(balance.tables.get("accounts", ())):
        cell = {c: cell_of(balance, "accounts", index, row, c) for c in _COLUMNS}
        found.append(
            Account(
                code=re.sub(r"\W", "", cell["account_code"].text),
                name=plain_name(cell["account_name"].text),
                opened=(cell["opening_debit"], cell["opening_credit"]),
                moved=(cell["period_debit"], cell["period_credit"]),
                debit=cell["closing_debit"],
                credit=cell["closing_credit"],
            )
        )
    return tuple(found)


_COLUMNS = ("account_code", "account_name", "opening_debit", "opening_credit", "period_debit", "period_credit") + (
    "closing_debit",
    "closing_credit",
)


@dataclass(frozen=True)
class Group:
    """One general ledger account with its lowest details."""

    head: Account
    leaves: tuple[Account, ...]

    @property
    def lowest(self) -> tuple[Account, ...]:
        """The details, the account itself where it has none."""
        return self.leaves or (self.head,)


def groups(every: Iterable[Account], *families: str) -> tuple[Group, ...]:
    """The general ledger accounts of some families, one a name."""
    rows = tuple(every)
    found = []
    for family in families:
        for name in FAMILIES[family].names:
            heads = [a for a in rows if a.name == name]
            if heads:
                found.append(_group(min(heads, key=lambda a: len(a.code)), rows))
        if not any(g.head.name in FAMILIES[family].names for g in found):
            found += [_group(a, rows) for a in rows if not a.name and a.code == _code(family, rows)]
    return tuple(found)


def _group(head: Account, rows: tuple[Account, ...]) -> Group:
    """An account with the lowest accounts whose codes begin with its own."""
    below = [a for a in rows if head.code and a.code.startswith(head.code) and len(a.code) > len(head.code)]
    leaves = [a for a in below if not any(b.code.startswith(a.code) and len(b.code) > len(a.code) for b in below)]
    return Group(head, tuple(leaves))


def _code(family: str, rows: tuple[Account, ...]) -> str | None:
    """The family's code in the chart that the named rows belong to; null when they do not tell."""
    named = {a.code: a.name for a in rows if a.name}
    if any(named.get(code) == name for code, name in _OLD_MARKS.items()):
        return FAMILIES[family].old
    new = any(name in f.names for code, name in named.items() for f in FAMILIES.values() if f.new == code)
    return FAMILIES[family].new if new else None


def family_of(name: str) -> str | None:
    """The family of an account's name, of its detail accounts too.

    >>> family_of('应收账款-甲公司'), family_of('其它应收款'), family_of('甲公司')
    ('receivables', 'other_receivables', None)
    """
    text = re.split(r"[-_/\\—:：.>]", plain_name(name))[0]
    return next((key for key, family in FAMILIES.items() if text in family.names), None)
