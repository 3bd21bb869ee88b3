"""Ledgers against statements (5.1.4(1))."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from checks import _papers
from checks._compare import tolerance, unit_mismatch
from checks._facts import CENT, Fact, cell_of, field_of, name_of, yuan
from checks._registry import Outcome, check, failed, not_applicable, passed, unknown, warned, worst
from checks._statement import Column, column
from schemas.core import Case, Document, Severity
from schemas.statement_lines import label_of

_ZERO = Decimal(0)


@dataclass(frozen=True)
class Account:
    """One account of a trial balance with its closing cells."""

    code: str
    name: str
    debit: Fact
    credit: Fact

    @property
    def net(self) -> Decimal:
        """Closing debit less closing credit."""
        return (self.debit.amount or _ZERO) - (self.credit.amount or _ZERO)

    @property
    def cells(self) -> tuple[Fact, ...]:
        """The closing cells that hold an amount."""
        return tuple(f for f in (self.debit, self.credit) if f.amount is not None)

    @property
    def doubtful(self) -> bool:
        """Whether a closing cell waits for a person."""
        return any(f.weak or f.unread for f in (self.debit, self.credit))


def accounts(balance: Document) -> tuple[Account, ...]:
    """The accounts of a trial balance."""
    found = []
    for index, row in enumerate(balance.tables.get("accounts", ())):
        code, name, debit, credit = (
            cell_of(balance, "accounts", index, row, c)
            for c in ("account_code", "account_name", "closing_debit", "closing_credit")
        )
        found.append(Account(code.text.replace(".", "").replace("-", ""), name.text.replace("帐", "账"), debit, credit))
    return tuple(found)


def _leaves(every: Iterable[Account], name: str) -> tuple[Account, ...]:
    """The lowest accounts under the general ledger account of a name; the account itself when it has no details."""
    every = tuple(every)
    heads = [a for a in every if a.name.strip() == name]
    if not heads:
        return ()
    head = min(heads, key=lambda a: len(a.code))
    below = [a for a in every if a.code.startswith(head.code) and len(a.code) > len(head.code) and head.code]
    leaves = [a for a in below if not any(b.code.startswith(a.code) and len(b.code) > len(a.code) for b in below)]
    return tuple(leaves) or (head,)


_RULES = {
    "accounts_receivable": ("应收账款", "预收账款"),
    "prepayments": ("预付账款", "应付账款"),
    "other_receivables": ("其他应收款", "其他应付款"),
}


@check(
    "FIN-01a",
    title="往来科目与报表核对",
    article="5.1.4(1)",
    severity=Severity.HIGH,
    applies=_papers.incorporated,
)
def receivables_fit_ledger(case: Case) -> Outcome:
    """Receivables, prepayments and other receivables of the balance sheet follow from the trial balance."""
    pairs = [(t, b) for t in case.of_type("trial_balance") for b in case.of_type("balance_sheet") if _same_day(t, b)]
    if not pairs:
        return unknown("没有与资产负债表同日的科目余额表，不能核对往来科目。")
    outcomes = []
    for balance, sheet in pairs:
        every, cells = accounts(balance), column(sheet, "ending")
        outcomes += [_line(every, cells, key) for key in _RULES]
        outcomes += [_details(every, name) for name, _ in _RULES.values()]
    found = [o for o in outcomes if o is not None]
    return worst(found, not_applicable("科目余额表和报表没有往来科目。"))


def _same_day(balance: Document, sheet: Document) -> bool:
    """Whether both close on one day."""
    a, b = field_of(balance, "period_end"), field_of(sheet, "period_end")
    return a.usable and b.usable and a.value == b.value


def _line(every: tuple[Account, ...], sheet: Column, key: str) -> Outcome | None:
    """One line of the balance sheet against what the ledger makes of it."""
    own, crossed = (_leaves(every, name) for name in _RULES[key])
    printed = sheet.fact(key)
    if not own or printed is None or printed.unread:
        return (
            unknown(f"科目余额表或报表没有读到{label_of(key)}")
            if printed is not None and every and printed.amount
            else None
        )
    expected = sum((a.net for a in (*own, *crossed) if a.net > 0), _ZERO)
    provision = -sum((a.net for a in every if a.name == "坏账准备"), _ZERO)
    extra = (
        [sum((a.net for a in every if a.name == n), _ZERO) for n in ("应收利息", "应收股利")]
        if key == "other_receivables"
        else []
    )
    book = printed.amount or _ZERO
    cited = [f for a in own for f in a.cells] + [f for a in crossed if a.net > 0 for f in a.cells]
    within = tolerance([printed.ulp, *(f.ulp for f in cited)])
    possible = {expected, expected - provision, expected + sum(extra, _ZERO), _gross(own)}
    net = expected - provision if key == "accounts_receivable" else expected
    if any(abs(book - p) <= within for p in possible) or (provision and expected - provision <= book <= expected):
        return passed(f"{label_of(key)}：报表 {yuan(book)} 与科目余额表相符", printed, *cited)
    message = (
        f"{label_of(key)}：{name_of(sheet.document)} {yuan(book)}，科目余额表应为 {yuan(net)}，"
        f"科目余额表{'多' if net > book else '少'} {yuan(abs(net - book))}"
    )
    if unit_mismatch(book, net):
        return warned(f"{message}，疑为金额单位不同（元/万元）", printed, *cited)
    if printed.weak or any(a.doubtful for a in (*own, *crossed)):
        return unknown(f"{message}；有读数待人工复核", printed, *cited)
    return failed(f"{message}{_offset(every, sheet, net - book, within)}", printed, *cited)


def _gross(own: tuple[Account, ...]) -> Decimal:
    """The account's own balance, without what comes over from its counterpart."""
    return sum((a.net for a in own), _ZERO)


def _offset(every: tuple[Account, ...], sheet: Column, gap: Decimal, within: Decimal) -> str:
    """The liability whose ledger differs from the statement by the same amount."""
    for key, name in (
        ("other_payables", "其他应付款"),
        ("accounts_payable", "应付账款"),
        ("advances_received", "预收账款"),
    ):
        amount, ledger = sheet.amount(key), -sum((a.net for a in _leaves(every, name)), _ZERO)
        if amount is not None and abs(ledger - amount - gap) <= within:
            return f"；{label_of(key)}同额相差，可能两边同时少列"
    return ""


def _details(every: tuple[Account, ...], name: str) -> Outcome | None:
    """A general ledger account against the sum of its details; null when it has none."""
    heads = [a for a in every if a.name.strip() == name]
    leaves = _leaves(every, name)
    if not heads or not leaves or leaves[0] is min(heads, key=lambda a: len(a.code)):
        return None
    head = min(heads, key=lambda a: len(a.code))
    total = sum((a.net for a in leaves), _ZERO)
    cells = [*head.cells, *(f for a in leaves for f in a.cells)]
    if abs(head.net - total) <= tolerance([CENT] * (len(leaves) + 1)):
        return passed(f"{name}总账与明细相符", *head.cells)
    message = f"{name}总账 {yuan(head.net)}，明细合计 {yuan(total)}，相差 {yuan(abs(head.net - total))}"
    if head.doubtful or any(a.doubtful for a in leaves):
        return unknown(f"{message}；有读数待人工复核", *cells)
    return failed(message, *cells)
