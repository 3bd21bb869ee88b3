"""General ledger, subsidiary ledgers and statement line against one another (rule L3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from checks import _parameters
from checks._accounts import ZERO, Account, Group, accounts, groups
from checks._compare import tolerance, unit_mismatch
from checks._details import Detail, listings, parties
from checks._facts import Fact, field_of, name_of, yuan
from checks._registry import Outcome, failed, not_applicable, passed, unknown, warned, worst
from checks._statement import Column, column
from schemas.core import Case, Document, Verdict
from schemas.statement_lines import label_of


@dataclass(frozen=True)
class Rule:
    """What the ledger makes of a statement line.

    `own` families enter with the sign `side`; of them and of `crossed` families only the details on that side do
    (reclassification). `less` are contra accounts, `shared` contra accounts that other lines have a part in, `plus` families
    that some formats put into the line. `merged` is the line that takes its place in a format, with the families it adds and
    the contra accounts (`merged_shared`) that come with them.
    """

    lines: tuple[str, ...]
    own: tuple[str, ...]
    side: int = 1
    crossed: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    plus: tuple[str, ...] = ()
    merged: tuple[str, tuple[str, ...]] | None = None
    merged_shared: tuple[str, ...] = ()


@dataclass(frozen=True)
class Books:
    """A trial balance and the balance sheet of its day."""

    case: Case
    balance: Document
    sheet: Column
    rows: tuple[Account, ...]

    def sets(self, *families: str) -> tuple[Group, ...]:
        """The general ledger accounts of some families."""
        return groups(self.rows, *families)

    def net(self, *families: str) -> Decimal:
        """Closing debit less credit of the general ledger accounts of some families."""
        return sum((g.head.net for g in self.sets(*families)), ZERO)


def books(case: Case) -> tuple[Books, ...]:
    """Every trial balance of which rows were read with every balance sheet of its day."""
    return tuple(
        Books(case, balance, column(sheet, "ending"), rows)
        for balance in case.of_type("trial_balance")
        for sheet in case.of_type("balance_sheet")
        if same_day(balance, sheet, "period_end") and (rows := accounts(balance))
    )


def same_day(a: Document, b: Document, *names: str) -> bool:
    """Whether both papers print the same confirmed dates."""
    pairs = [(field_of(a, n), field_of(b, n)) for n in names]
    return all(x.usable and y.usable and x.value == y.value for x, y in pairs)


def three_way(case: Case, rules: Iterable[Rule], what: str) -> Outcome:
    """The outcome over all pairs of trial balance and balance sheet."""
    pairs = books(case)
    if not pairs:
        return unknown(f"没有与资产负债表同日的科目余额表，不能核对{what}。")
    every = tuple(rules)
    found = [o for pair in pairs for rule in every if (o := line(pair, rule)) is not None]
    found += [o for pair in pairs for rule in every for family in rule.own for o in summed(pair, family)]
    return worst(found, not_applicable(f"科目余额表和报表没有{what}。"))


def line(pair: Books, rule: Rule) -> Outcome | None:
    """One line of the statement against what the ledger makes of it; null when neither has it."""
    if rule.merged and pair.sheet.amount(rule.lines[0]) is None and pair.sheet.amount(rule.merged[0]) is not None:
        shared = rule.shared + rule.merged_shared
        rule = replace(rule, lines=(rule.merged[0],), own=rule.own + rule.merged[1], shared=shared, merged=None)
    keys, own = rule.lines, rule.own
    cells = [f for key in keys for f in pair.sheet.cells.get(key, ())]
    book = sum((f.amount for f in cells if f.amount is not None), ZERO)
    sets = pair.sets(*own)
    expected = _expected(pair, rule)
    if not sets or not cells:
        missing = book or (sets and expected.value)
        return unknown(f"科目余额表或报表没有读到{label_of(keys[0])}", *cells) if missing else None
    cited = [f for f in cells if f.amount is not None] + [f for a in expected.used for f in a.cells]
    within = tolerance(f.ulp for f in cited)
    gap = min(max(low - book, book - high, ZERO) for low, high in expected.spans)
    if gap <= within and not any(f.unread for f in cells):
        return passed(f"{label_of(keys[0])}：报表 {yuan(book)} 与科目余额表相符", *cited)
    message = (
        f"{label_of(keys[0])}：{name_of(pair.sheet.document)} {yuan(book)}，科目余额表应为 {yuan(expected.value)}，"
        f"科目余额表{'多' if expected.value > book else '少'} {yuan(abs(expected.value - book))}"
    )
    if any(f.weak or f.unread for f in cells) or any(a.doubtful for a in expected.used):
        return unknown(f"{message}；有读数待人工复核", *cited)
    if unit_mismatch(book, expected.value):
        return warned(f"{message}，疑为金额单位不同（元/万元）", *cited)
    if gap <= _parameters.number("two_sources_warn_share", pair.case.as_of) * max(abs(book), abs(expected.value)):
        return warned(f"{message}，差额很小", *cited)
    return failed(f"{message}{_offset(pair, rule, expected.value - book, within)}", *cited)


@dataclass(frozen=True)
class _Expected:
    """What a line should print: the usual value, all the ranges that are allowed, and the accounts behind them."""

    value: Decimal
    spans: tuple[tuple[Decimal, Decimal], ...]
    used: tuple[Account | Detail, ...]


def _expected(pair: Books, rule: Rule) -> _Expected:
    """The value of a line by the ledger: with or without reclassification, impairment and the lines that formats merge."""
    own, small = rule.own, pair.sheet.standard == "small_enterprise"
    net = rule.side * pair.net(*own)
    details = [d for f in own + rule.crossed for d in _lowest(pair, f)]
    split = sum((max(rule.side * d.net, ZERO) for d in details), ZERO) if rule.crossed else net
    contra = rule.side * pair.net(*rule.less)
    shared = ZERO if small else min(rule.side * pair.net(*rule.shared), ZERO)
    plus = rule.side * pair.net(*rule.plus)
    spans = [(v + contra + p + shared, v + contra + p) for v in (net, split) for p in (ZERO, plus)]
    counted = [d for d in details if rule.side * d.net > 0] if rule.crossed else [g.head for g in pair.sets(*own)]
    others = [g.head for g in pair.sets(*rule.less, *rule.shared, *rule.plus)]
    main = shared if rule.lines[0] in ("accounts_receivable", "notes_and_accounts_receivable") else ZERO
    return _Expected(split + contra + main, tuple(spans), (*counted, *others))


def _lowest(pair: Books, family: str) -> Iterable[Account | Detail]:
    """Who stands under a family: its list of balances, its details, or the account itself."""
    sets = pair.sets(family)
    return parties(pair.case, family, sets, pair.sheet.end) or [a for g in sets for a in g.lowest]


_OPPOSITE = {
    "other_payables": ("other_payables",),
    "accounts_payable": ("payables",),
    "advances_received": ("advances",),
}


def _offset(pair: Books, rule: Rule, gap: Decimal, within: Decimal) -> str:
    """The liability whose ledger differs from the statement by the same amount as an asset's does."""
    for key, families in _OPPOSITE.items():
        amount, ledger = pair.sheet.amount(key), -pair.net(*families)
        if rule.side > 0 and amount is not None and abs(ledger - amount - gap) <= within:
            return f"；{label_of(key)}同额相差，可能两边同时少列"
    return ""


def summed(pair: Books, family: str) -> Iterator[Outcome]:
    """General ledger accounts against the sums of their details, in the trial balance and in subsidiary ledgers."""
    sets = pair.sets(family)
    for group in sets:
        if group.leaves:
            yield equal_sum(pair.case, group.head, group.leaves, f"{group.head.name or group.head.code}总账")
    lists = listings(pair.case, family, pair.sheet.end)
    if not lists or not sets:
        return
    heads = [g.head for g in sets]
    found = [_against(pair.case, heads, [r for x in chosen for r in x.rows]) for chosen in ([x] for x in lists)]
    found += [_against(pair.case, heads, [r for x in lists for r in x.rows])]
    yield min(found, key=lambda o: _GRAVITY.index(o.verdict))


_GRAVITY = (Verdict.PASS, Verdict.WARN, Verdict.CANNOT_DETERMINE, Verdict.FAIL)


def _against(case: Case, heads: list[Account], rows: list[Detail]) -> Outcome:
    """The general ledger accounts of a family against one list of balances."""
    named = f"{heads[0].name or heads[0].code}总账与明细账"
    both: list[Account | Detail] = [*heads, *rows]
    cells, doubtful = [f for x in both for f in x.cells], any(x.doubtful for x in both)
    return compare_sums(
        case, named, sum((a.net for a in heads), ZERO), sum((r.net for r in rows), ZERO), cells, doubtful
    )


def equal_sum(case: Case, head: Account, leaves: Iterable[Account], what: str) -> Outcome:
    """A general ledger account against its details."""
    below = tuple(leaves)
    cells = [f for a in (head, *below) for f in a.cells]
    doubtful = head.doubtful or any(a.doubtful for a in below)
    return compare_sums(case, what, head.net, sum((a.net for a in below), ZERO), cells, doubtful)


def compare_sums(case: Case, what: str, head: Decimal, total: Decimal, cells: list[Fact], doubtful: bool) -> Outcome:
    """An account against the sum of its details (T1): rounding passes, a ten-thousandth is remarked on, more is refused."""
    gap = abs(head - total)
    message = f"{what} {yuan(head)}，明细合计 {yuan(total)}，相差 {yuan(gap)}"
    if gap <= tolerance(f.ulp for f in cells):
        return passed(f"{what}与明细相符", *cells)
    if doubtful:
        return unknown(f"{message}；有读数待人工复核", *cells)
    if unit_mismatch(head, total):
        return warned(f"{message}，疑为金额单位不同（元/万元）", *cells)
    if gap <= _parameters.number("arithmetic_warn_share", case.as_of) * abs(head):
        return warned(f"{message}，差额很小", *cells)
    return failed(message, *cells)
