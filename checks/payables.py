"""Payables of the ledger against the statement, and borrowing that hides among them (5.1.4(7))."""

from __future__ import annotations

import re
from decimal import Decimal

from checks import _papers, _parameters
from checks._accounts import ZERO
from checks._details import Detail, parties
from checks._facts import yuan
from checks._measure import last_sheet, material
from checks._registry import Outcome, check, passed, unknown, warned
from checks._related import Circle, circle, person
from checks._three_way import Rule, books, three_way
from schemas.core import Case, Severity

_RULES = (
    Rule(
        lines=("accounts_payable",),
        own=("payables",),
        side=-1,
        crossed=("prepayments",),
        merged=("notes_and_accounts_payable", ("notes_payable",)),
    ),
    Rule(
        lines=("advances_received", "contract_liabilities"),
        own=("advances", "contract_liabilities"),
        side=-1,
        crossed=("receivables",),
    ),
    Rule(
        lines=("other_payables",),
        own=("other_payables",),
        side=-1,
        crossed=("other_receivables",),
        plus=("interest_payable", "dividends_payable"),
    ),
)


@check(
    "FIN-07c",
    title="应付、预收、其他应付核对",
    article="5.1.4(7)",
    severity=Severity.HIGH,
    applies=_papers.incorporated,
)
def payables_fit_ledger(case: Case) -> Outcome:
    """Payables, advances and other payables of the balance sheet follow from the ledger and its details."""
    return three_way(case, _RULES, "应付和预收科目")


_LENDER = re.compile(r"小额贷款|小贷|投资|资产管理|典当|融资|租赁|担保|基金|借款|集资|拆借")
_DEPOSIT = re.compile(r"保证金|押金|定金|质保|代扣|代收|社保|公积金|工会|党|工资|报销|税")


@check("FIN-07d", title="其他应付款中的借款", article="5.1.4(7)", severity=Severity.HIGH, applies=_papers.incorporated)
def no_hidden_loans(case: Case) -> Outcome:
    """Other payables hold no large sums of persons, shareholders or lenders that are no banks, and no large round sums."""
    sheet, near = last_sheet(case), circle(case)
    nothing = unknown("没有其他应付款的明细（科目余额表末级或往来明细账），不能查民间借款。")
    if sheet is None:
        return nothing
    rows = [
        r
        for b in books(case)
        if b.sheet.end == sheet.end
        for r in parties(case, "other_payables", b.sets("other_payables"), b.sheet.end)
        if r.net < 0
    ]
    owing = {r.name: r for r in rows}
    if not owing:
        return nothing
    found = {n: r for n, r in owing.items() if _suspicious(case, near, r)}
    total = -sum((r.net for r in found.values()), ZERO)
    limit = material(case, sheet)
    listing = "、".join(f"{n} {yuan(-r.net)}" for n, r in sorted(found.items(), key=lambda x: x[1].net)) or "无"
    interest = sheet.amount("interest_payable")
    note = f"；另有应付利息 {yuan(interest)}" if interest else ""
    message = f"其他应付款中个人、股东、非银行机构或整数大额 {yuan(total)}（{listing}）{note}"
    cited = [f for r in (found or owing).values() for f in r.cells]
    if total <= limit:
        return passed(f"{message}，不超过 {yuan(limit)}。", *cited)
    if any(r.doubtful for r in found.values()):
        return unknown(f"{message}，有读数待人工复核。", *cited)
    return warned(f"{message}，可能是民间借款，请查借据和利息支出。", *cited)


def _suspicious(case: Case, near: Circle, row: Detail) -> bool:
    """Whether a creditor is a person, a shareholder or no bank, or the sum is large and round."""
    if _DEPOSIT.search(row.name):
        return False
    round_sum = -row.net >= _parameters.number("round_amount", case.as_of) and row.net % Decimal(100000) == 0
    return person(row.name) or near.near(row.name) or _LENDER.search(row.name) is not None or round_sum
