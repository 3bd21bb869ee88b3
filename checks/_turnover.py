"""Income and expense of the ledger against the income statement: the turnover of the same months."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from checks import _parameters
from checks._accounts import ZERO, Account, Group, accounts, groups
from checks._compare import tolerance, unit_mismatch
from checks._details import listings
from checks._facts import Fact, name_of, yuan
from checks._registry import Outcome, failed, not_applicable, passed, unknown, warned, worst
from checks._statement import Column, column
from checks._three_way import compare_sums, same_day
from schemas.core import Case, Document
from schemas.statement_lines import label_of


@dataclass(frozen=True)
class Flow:
    """A line of the income statement and the accounts it comes from; `side` is 1 for income (credit), 0 for expense (debit).

    `with_lines` are other lines that some formats take out of this one.
    """

    key: str
    families: tuple[str, ...]
    side: int
    with_lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Months:
    """A trial balance and the income statement of the same months."""

    balance: Document
    sheet: Column
    rows: tuple[Account, ...]


def months(case: Case) -> tuple[Months, ...]:
    """Every trial balance with every income statement of its months."""
    return tuple(
        Months(balance, column(statement, "current"), accounts(balance))
        for balance in case.of_type("trial_balance")
        for statement in case.of_type("income_statement")
        if same_day(balance, statement, "period_start", "period_end")
    )


def flows_fit(case: Case, flows: Iterable[Flow], what: str) -> Outcome:
    """The outcome over all pairs of trial balance and income statement."""
    pairs = months(case)
    if not pairs:
        return unknown(f"没有与利润表同期的科目余额表，不能核对{what}。")
    found = [o for pair in pairs for flow in flows for o in _outcomes(case, pair, flow)]
    return worst(found, not_applicable(f"科目余额表和利润表没有{what}。"))


def _outcomes(case: Case, pair: Months, flow: Flow) -> Iterator[Outcome]:
    """One line against its accounts, and the accounts against their details."""
    sets = groups(pair.rows, *flow.families)
    line = _line(case, pair, flow, sets)
    if line is not None:
        yield line
    for group in sets:
        moved = [a.moved[flow.side] for a in group.leaves]
        if any(f.amount is not None for f in moved):
            yield _sums(case, f"{group.head.name}总账发生额", [group.head.moved[flow.side]], moved)
    for family in flow.families:
        for listing in listings(case, family, pair.sheet.end):
            moved = [(r.credit if flow.side else r.debit) for r in listing.rows]
            heads = [g.head.moved[flow.side] for g in groups(pair.rows, family)]
            if heads:
                yield _sums(case, f"{label_of(flow.key)}总账与明细账", heads, moved)


def _total(cells: Iterable[Fact]) -> Decimal:
    """The sum of what is printed."""
    return sum((f.amount for f in cells if f.amount is not None), ZERO)


def _sums(case: Case, what: str, heads: list[Fact], moved: list[Fact]) -> Outcome:
    """The turnover of accounts against that of their details."""
    every = [*heads, *moved]
    doubtful = any(f.weak or f.unread for f in every)
    return compare_sums(case, what, _total(heads), _total(moved), [f for f in every if f.amount is not None], doubtful)


_RESEARCH = re.compile(r"研发|研究开发|研究费|研究与开发")
_INTEREST = re.compile(r"利息收入|汇兑收益|现金折扣")


def _line(case: Case, pair: Months, flow: Flow, sets: tuple[Group, ...]) -> Outcome | None:
    """A line against the turnover of its accounts; null when the ledger or the statement does not have it."""
    printed = pair.sheet.fact(flow.key)
    if printed is None or not sets:
        return None
    moved = [g.head.moved[flow.side] for g in sets]
    others = [f for key in flow.with_lines for f in pair.sheet.cells.get(key, ()) if f.amount]
    book, ledger = printed.amount or ZERO, _total(moved)
    cited = [f for f in (printed, *moved, *others) if f.amount is not None]
    within = tolerance(f.ulp for f in cited)
    possible = _possible(ledger, flow, sets, _total(others))
    gap = min(abs(book - p) for p in possible)
    if gap <= within and not printed.unread:
        return passed(f"{label_of(flow.key)}：报表 {yuan(book)} 与科目余额表发生额相符", *cited)
    message = (
        f"{label_of(flow.key)}：{name_of(pair.sheet.document)} {yuan(book)}，科目余额表发生额 {yuan(ledger)}，"
        f"相差 {yuan(abs(book - ledger))}"
    )
    if any(f.weak or f.unread for f in (printed, *moved, *others)):
        return unknown(f"{message}；有读数待人工复核", *cited)
    if unit_mismatch(book, ledger):
        return warned(f"{message}，疑为金额单位不同（元/万元）", *cited)
    if gap <= _parameters.number("two_sources_warn_share", case.as_of) * max(abs(book), abs(ledger)):
        return warned(f"{message}，差额很小", *cited)
    if (
        flow.key == "finance_cost"
        and book < ledger
        and not any(_INTEREST.search(a.name) for g in sets for a in g.leaves)
    ):
        return unknown(f"{message}；利息收入可能记在贷方，请查财务费用明细", *cited)
    return failed(message, *cited)


def _possible(ledger: Decimal, flow: Flow, sets: tuple[Group, ...], others: Decimal) -> set[Decimal]:
    """What the line may print: with research shown apart, and with interest income taken off finance cost."""
    leaves = [a for g in sets for a in g.leaves]
    research = _total(a.moved[0] for a in leaves if _RESEARCH.search(a.name)) if flow.key == "admin_expense" else ZERO
    interest = _total(a.moved[1] for a in leaves if _INTEREST.search(a.name)) if flow.key == "finance_cost" else ZERO
    return {ledger, ledger - others, ledger - research, ledger - interest}
