"""Balances with shareholders, and capital that leaves after it came (5.1.4(1))."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from checks import _names, _papers, _parameters
from checks._accounts import ZERO, accounts, groups
from checks._details import Detail, parties
from checks._facts import Fact, cell_of, field_of, yuan
from checks._measure import last_sheet, material
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from checks._related import Circle, circle
from schemas.core import Case, Severity

_OWED = ("receivables", "prepayments", "other_receivables")
_OWING = ("payables", "advances", "other_payables")


@check("FIN-01b", title="股东往来", article="5.1.4(1)", severity=Severity.HIGH, applies=_papers.incorporated)
def shareholders_owe_little(case: Case) -> Outcome:
    """What shareholders, the legal representative and affiliates owe the company is small against its paid-in capital."""
    day = _last_day(case)
    owed = [d for family in _OWED for d in _details(case, family, day)]
    if not owed:
        return unknown("没有往来科目的明细（科目余额表末级或往来明细账），不能查股东往来。")
    near = circle(case)
    rows = [d for d in owed if near.near(d.name)]
    debts = [d for family in _OWING for d in _details(case, family, day) if near.near(d.name)]
    paid = _paid_in(case)
    if paid is None:
        return unknown("资产负债表的实收资本没有读到或待人工复核，不能判断股东往来的轻重。")
    return _weighed(case, near, rows, debts, paid)


def _last_day(case: Case) -> date | None:
    """The last day for which the case holds ledgers."""
    papers = (*case.of_type("trial_balance"), *case.of_type("subsidiary_ledger"))
    return max((f.day for d in papers if (f := field_of(d, "period_end")).usable and f.day), default=None)


def _details(case: Case, family: str, day: date | None) -> tuple[Detail, ...]:
    """Who stands under a family of accounts on the day."""
    rows = [a for b in case.of_type("trial_balance") if field_of(b, "period_end").day == day for a in accounts(b)]
    return parties(case, family, groups(rows, family), day)


def _paid_in(case: Case) -> Fact | None:
    """Paid-in capital of the latest balance sheet, when confirmed and not nil."""
    sheet = last_sheet(case)
    fact = sheet.fact("paid_in_capital") if sheet else None
    return fact if fact is not None and fact.usable and fact.amount else None


def _weighed(case: Case, near: Circle, rows: list[Detail], debts: list[Detail], paid: Fact) -> Outcome:
    """The sum of what they owe, name by name, less what they are owed, against the paid-in capital."""
    sums = {r.name: sum((x.net for x in (*rows, *debts) if x.name == r.name), ZERO) for r in rows}
    owing = {n: s for n, s in sums.items() if s > 0}
    total, capital = sum(owing.values(), ZERO), paid.amount or ZERO
    listing = "、".join(f"{n} {yuan(s)}" for n, s in sorted(owing.items(), key=lambda x: -x[1])) or "无"
    cells = [f for r in (*rows, *debts) for f in r.cells]
    cited = [*cells, paid, *(f for n in owing if (f := near.match(n)) is not None)]
    share = _parameters.number("shareholder_balance_warn_share", case.as_of)
    most = _parameters.number("shareholder_balance_fail_share", case.as_of)
    limit = max(share * capital, material(case, last_sheet(case)))
    message = f"股东及关联方欠款合计 {yuan(total)}（{listing}），实收资本 {yuan(capital)}，占 {total / capital:.1%}"
    if total < limit:
        return passed(message, *cited) if near.known else unknown(f"{message}；没有章程等资料说明股东是谁", *cited)
    if any(r.doubtful for r in (*rows, *debts)):
        return unknown(f"{message}；有读数待人工复核", *cited)
    if total >= most * capital:
        return failed(f"{message}，可能抽回出资，须查每笔来源", *cited)
    return warned(f"{message}，请查每笔来源和投资是否真实", *cited)


_CONTRIBUTION = re.compile(r"投资款|出资|注资|增资|资本金|入股|股本金|验资|注册资金")
_REGULAR = re.compile(r"工资|薪|奖金|分红|股利|报销|差旅")


@dataclass(frozen=True)
class _Entry:
    """One booking of a bank statement."""

    day: date | None
    summary: str
    party: Fact
    out: Fact
    into: Fact


def _entries(case: Case) -> Iterator[_Entry]:
    """All bookings of all bank statements."""
    for paper in case.of_type("bank_statement"):
        for index, row in enumerate(paper.tables.get("entries", ())):
            cell = {c: cell_of(paper, "entries", index, row, c) for c in ("date", "counterparty", "debit", "credit")}
            summary = cell_of(paper, "entries", index, row, "summary").text
            yield _Entry(cell["date"].day, summary, cell["counterparty"], cell["debit"], cell["credit"])


def contributions(case: Case) -> tuple[_Entry, ...]:
    """Receipts that say they are capital."""
    return tuple(e for e in _entries(case) if e.into.amount and e.day and _CONTRIBUTION.search(e.summary))


@check("FIN-01c", title="转移资本", article="5.1.4(1)", severity=Severity.HIGH, applies=_papers.incorporated)
def capital_stays(case: Case) -> Outcome:
    """Capital that was paid in does not go back to shareholders or affiliates within three months."""
    if not case.of_type("bank_statement"):
        return unknown("没有银行对账单，不能查出资后的去向。")
    received = contributions(case)
    if not received:
        return unknown("银行对账单的期间内没有读到出资款，不能查出资后的去向；请提供出资当时的对账单。")
    near, every = circle(case), tuple(_entries(case))
    return worst((_followed(case, near, entry, every) for entry in received), unknown(""))


def _followed(case: Case, near: Circle, entry: _Entry, every: tuple[_Entry, ...]) -> Outcome:
    """One contribution and what went out to the same people afterwards."""
    assert entry.day is not None
    span = timedelta(_parameters.days("withdrawal_days", case.as_of))
    back = [
        e
        for e in every
        if e.out.amount and e.day and entry.day <= e.day <= entry.day + span and _theirs(case, near, entry, e)
    ]
    gone, amount = sum((e.out.amount or ZERO for e in back), ZERO), entry.into.amount or Decimal(1)
    who = "、".join(dict.fromkeys(e.party.text for e in back))
    message = f"{entry.day.isoformat()} 收到出资 {yuan(amount)}，其后 {span.days} 天内转给股东或关联方 {yuan(gone)}（{who or '无'}）"
    cited = [entry.into, entry.party, *(f for e in back for f in (e.out, e.party))]
    if gone >= amount * _parameters.number("withdrawal_share", case.as_of):
        if all(f.usable for f in (entry.into, *(e.out for e in back), *(e.party for e in back))):
            return failed(f"{message}，符合抽逃出资的情形", *cited)
        return unknown(f"{message}；有读数待人工复核", *cited)
    until = max((d for p in case.of_type("bank_statement") if (d := field_of(p, "period_end").day)), default=entry.day)
    if until < entry.day + span:
        return unknown(f"{message}；对账单只到 {until.isoformat()}，其后去向未知", *cited)
    return passed(message, *cited)


def _theirs(case: Case, near: Circle, entry: _Entry, paid: _Entry) -> bool:
    """Whether money went to the contributor or another of the circle, other than wages, dividends and expenses."""
    name = paid.party.text
    own = _names.compare(name, case.applicant.name or "") == _names.SAME
    same = bool(name) and _names.compare(name, entry.party.text) == _names.SAME
    return not own and not _REGULAR.search(paid.summary) and (same or near.near(name))
