"""Loans of a credit report, rolled to the date of the statement."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from checks import _parameters
from checks._facts import Fact, cell_of, has_column
from schemas.core import Document, Row

SHORT = "short"
LONG = "long"
ACCEPTANCE = "acceptance"
OFF_BALANCE = "off"

_ACCEPTED = re.compile(r"承兑")
_INSTALMENTS = re.compile(r"分期|按揭|等额")
_KNOWN_KIND = re.compile(r"贷款$|借款$|透支|贴现|承兑|保函|信用证|垫款")
_DOCUMENTARY = re.compile(r"信用证|保函")
_OFF = re.compile(r"承兑|信用证|保函|保证|授信")
_SHORT_SECTION = re.compile(r"短期|循环透支|贴现|追偿|垫款")
_LONG_SECTION = re.compile(r"中长期|长期借款")
_LONG_KIND = re.compile(r"固定资产|项目|中长期|基本建设|技术改造|按揭")
_REVOLVING = re.compile(r"循环透支|透支|循环贷")
_RECOURSE = re.compile(r"追偿|垫款|代偿")
_YUAN = re.compile(r"人民币|CNY|RMB|(?<![美欧日港澳加])元", re.IGNORECASE)


@dataclass(frozen=True)
class Loan:
    """One account of the report with the facts of its row."""

    lender: Fact
    kind: Fact
    section: Fact
    currency: Fact
    amount: Fact
    balance: Fact
    issued: Fact
    due: Fact
    settled: Fact
    classification: Fact
    overdue: Fact
    repaid: Fact
    as_of: Fact
    tells_repayment: bool
    index: int

    @property
    def sort(self) -> str:
        """Section and kind in one text."""
        return f"{self.section.text} {self.kind.text}"

    @property
    def open(self) -> bool:
        """Whether the report shows it as not settled."""
        return self.settled.value is None and self.balance.amount != 0

    @property
    def foreign(self) -> bool:
        """Whether its amounts are in another currency."""
        return self.currency.value is not None and not _YUAN.search(self.currency.text)

    @property
    def owed(self) -> Decimal:
        """What is owed by the report: the balance, else the amount."""
        return self.balance.amount or self.amount.amount or _NOTHING

    @property
    def recourse(self) -> bool:
        """Whether it is a paid guarantee or an advance that the lender claims back."""
        return _RECOURSE.search(self.sort) is not None

    @property
    def _accepted(self) -> bool:
        """Whether it is a bank acceptance; letters of credit stand in the same section of the report."""
        if self.recourse or _DOCUMENTARY.search(self.kind.text):
            return False
        return _ACCEPTED.search(self.sort) is not None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The cells a reconciliation rests on."""
        return (self.amount, self.balance, self.issued, self.due, self.settled)

    @property
    def doubtful(self) -> bool:
        """Whether a cell that decides is not confirmed, or the amounts are not in yuan."""
        unsettled = self.settled.value is None and (self.balance.amount is None or self.settled.unread)
        return self.foreign or self.issued.value is None or unsettled or any(f.weak for f in self.facts)

    def bullet(self, limit: date) -> bool:
        """Whether it is taken to be repaid in one sum: a short loan whose kind speaks of no instalments."""
        return self.term_class(limit) != LONG and not _INSTALMENTS.search(self.sort)

    def class_doubtful(self, limit: date) -> bool:
        """Whether a cell that tells short from long from off-balance is not confirmed, and another reading could matter."""
        if self.kind.weak and not _KNOWN_KIND.search(self.kind.text):
            return True
        told = _SHORT_SECTION.search(self.section.text) or _LONG_SECTION.search(self.section.text)
        if told and not self.section.weak:
            return False
        if self.section.weak and replace(self, section=self.settled).term_class(limit) != self.term_class(limit):
            return True
        return any(f.weak or f.unread for f in (self.issued, self.due))

    def term_class(self, limit: date) -> str:
        """Short or long by section, else by original term, else by kind; acceptances and the rest off balance apart."""
        if self._accepted:
            return ACCEPTANCE
        if _OFF.search(self.sort) and not self.recourse:
            return OFF_BALANCE
        if _SHORT_SECTION.search(self.section.text) or self.recourse:
            return SHORT
        if _LONG_SECTION.search(self.section.text):
            return LONG
        if self.issued.day and self.due.day:
            return (
                SHORT if (self.due.day - self.issued.day).days <= _parameters.days("short_term_days", limit) else LONG
            )
        return LONG if _LONG_KIND.search(self.kind.text) else SHORT


def loans_of(report: Document) -> tuple[Loan, ...]:
    """The report's accounts; rows without any amount or date are left out."""
    found = [_loan(report, index, row) for index, row in enumerate(report.tables.get("loans", ()))]
    return tuple(
        x for x in found if x.issued.value is not None or x.amount.value is not None or x.balance.value is not None
    )


def _loan(report: Document, index: int, row: Row) -> Loan:
    """One row of the table."""

    def cell(name: str) -> Fact:
        return cell_of(report, "loans", index, row, name)

    return Loan(
        lender=cell("lender"),
        kind=cell("kind"),
        section=cell("section"),
        currency=cell("currency"),
        amount=cell("amount"),
        balance=cell("balance"),
        issued=cell("issue_date"),
        due=cell("due_date"),
        settled=cell("settled_date"),
        classification=cell("classification"),
        overdue=cell("overdue_amount"),
        repaid=cell("last_repayment_date"),
        as_of=cell("balance_as_of"),
        tells_repayment=has_column(row, "last_repayment_date"),
        index=index,
    )


@dataclass(frozen=True)
class Interval:
    """What a loan contributes to the borrowings on the statement date: between `low` and `high` yuan, and why.

    `weak` marks a range that is as wide as it is because a reading waits for a person.
    """

    loan: Loan
    low: Decimal
    high: Decimal
    treatment: str
    weak: bool = False


_NOTHING = Decimal(0)


def roll(loan: Loan, statement: date, report: date, *, bullet: bool = True) -> Interval:
    """The loan's place in the borrowings of the statement date; a `bullet` loan is repaid in one sum."""
    printed = [f.amount for f in (loan.amount, loan.balance) if f.amount is not None]
    if not printed:
        return Interval(loan, _NOTHING, _NOTHING, "金额未读到")
    amount, balance = printed[0], printed[-1]
    high = max(amount, balance)
    if loan.issued.day and loan.issued.day > statement:
        return _excluded(loan, loan.issued, "报表日后发放，不计")
    if loan.settled.day and loan.settled.day <= statement:
        return _excluded(loan, loan.settled, "报表日前已结清，不计")
    if loan.settled.day:
        kept = f"报表日后（{loan.settled.day.isoformat()}）结清，报表日仍在账"
        return _sure(loan, amount if bullet else _NOTHING, amount, kept + ("" if bullet else "，可能已分期归还一部分"))
    if not loan.open:
        return _sure(loan, _NOTHING, high, "已结清，结清日未读到")
    if _REVOLVING.search(loan.sort):
        return _sure(loan, _NOTHING, high, "循环透支，以额度为上限")
    if statement > report and loan.due.day and loan.due.day <= statement:
        return _sure(loan, _NOTHING, high, "报告日后、报表日前到期，是否归还未知")
    interval = _open_at_both(loan, balance, high, statement)
    if loan.due.day and loan.due.day < report and balance:
        return replace(interval, treatment=f"{interval.treatment}；到期日已过仍有余额，疑为逾期")
    return interval


def _open_at_both(loan: Loan, balance: Decimal, high: Decimal, statement: date) -> Interval:
    """A loan that is open on the statement date and on the report's."""
    repaid_after = not loan.tells_repayment or loan.repaid.unread
    repaid_after = repaid_after or (loan.repaid.day is not None and loan.repaid.day > statement)
    if balance >= high or not repaid_after:
        return _sure(loan, balance, balance, "两个日期均未结清，按余额计")
    return _sure(loan, balance, high, "报表日后可能部分归还，按余额至原金额计")


def _excluded(loan: Loan, by: Fact, treatment: str) -> Interval:
    """A loan that one date alone keeps out, whatever else is doubtful about it."""
    return Interval(loan, _NOTHING, _NOTHING, treatment) if by.usable else _sure(loan, _NOTHING, _NOTHING, treatment)


def unclassed(loan: Loan, interval: Interval, title: str) -> Interval:
    """The interval of a loan that may not belong to the borrowings at all; one that is kept out by its dates stays out."""
    if not interval.high:
        return interval
    high = max(interval.high, loan.amount.amount or _NOTHING, loan.balance.amount or _NOTHING)
    return Interval(loan, _NOTHING, high, f"{interval.treatment}（种类或期限待人工复核，可能不是{title}）", weak=True)


def _sure(loan: Loan, low: Decimal, high: Decimal, treatment: str) -> Interval:
    """The interval, widened when a cell that decides waits for a person."""
    if not loan.doubtful:
        return Interval(loan, low, high, treatment)
    widest = max(loan.amount.amount or _NOTHING, loan.balance.amount or _NOTHING, high)
    why = "有读数待人工复核"
    if loan.foreign:
        widest, why = widest * _parameters.number("foreign_currency_ceiling", date.max), "外币，汇率未读到"
    return Interval(loan, _NOTHING, widest, f"{treatment}（{why}，按零至 {widest:,.2f}元计）", weak=True)


_SHORT_NAMES = {
    "工行": "中国工商银行",
    "农行": "中国农业银行",
    "中行": "中国银行",
    "建行": "中国建设银行",
    "交行": "交通银行",
    "招行": "招商银行",
    "邮储银行": "中国邮政储蓄银行",
    "工商银行": "中国工商银行",
    "农业银行": "中国农业银行",
    "建设银行": "中国建设银行",
}
"""What bookkeepers call the banks."""

_HEAD = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|总行|营业部|[一-龥]{1,10}(?:分行|支行|分理处|信用社)).*$")


def bank(lender: str) -> str:
    """The head bank of a lender's name.

    >>> bank('中国建设银行股份有限公司杭州分行') == bank('中国建设银行杭州西湖支行') == '中国建设银行'
    True
    """
    short = re.match("|".join(_SHORT_NAMES), lender)
    if short:
        return _SHORT_NAMES[short.group()]
    found = re.match(r".*?(?:银行|信用合作联社|信用联社|信用社|财务公司|信托|小额贷款)", lender)
    return found.group() if found else _HEAD.sub("", lender)
