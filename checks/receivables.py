"""Receivables by age, and notes receivable (5.1.4(1), 5.1.4(3))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from checks import _papers, _parameters
from checks._accounts import ZERO
from checks._compare import tolerance, unit_mismatch
from checks._details import listings
from checks._facts import Fact, cell_of, field_of, name_of, yuan
from checks._measure import last_sheet
from checks._registry import Outcome, check, failed, not_applicable, passed, unknown, warned, worst
from checks._three_way import Books, Rule, books, compare_sums, three_way
from schemas.core import Case, Document, Row, Severity

_BUCKETS = tuple(f"bucket_{n}" for n in range(1, 11))


@check(
    "FIN-01d", title="应收账款账龄和坏账准备", article="5.1.4(1)", severity=Severity.HIGH, applies=_papers.incorporated
)
def receivables_are_young(case: Case) -> Outcome:
    """The ageing list adds up to the receivables, little of it is old, and the provision is what its rates make."""
    nothing = unknown("没有应收账款账龄表，不能判断账龄和坏账准备。")
    return worst((o for paper in case.of_type("receivables_ageing") for o in _ageing(case, paper)), nothing)


def _ageing(case: Case, paper: Document) -> Iterator[Outcome]:
    """All that one ageing list can be asked."""
    rows = [
        {c: cell_of(paper, "receivables", i, row, c) for c in ("counterparty", "balance", "provision", *_BUCKETS)}
        for i, row in enumerate(paper.tables.get("receivables", ()))
    ]
    total = field_of(paper, "total_balance")
    balances = [r["balance"] for r in rows if r["balance"].amount is not None]
    listed = sum((f.amount or ZERO for f in balances), ZERO)
    if total.amount is not None and balances:
        doubtful = total.weak or any(f.weak for f in balances)
        yield compare_sums(case, f"{name_of(paper)}余额合计", total.amount, listed, [total, *balances], doubtful)
    pair = next((b for b in books(case) if b.sheet.end == field_of(paper, "period_end").day), None)
    book = total.amount if total.amount is not None else listed
    if pair is None:
        yield unknown("没有与账龄表同日的科目余额表，不能核对应收账款余额", total, *balances[:1])
    elif balances or total.amount is not None:
        yield _gross(case, pair, book, [total, *balances])
    yield _age(case, paper, rows, book)
    yield _provision(pair, paper, rows)


def _gross(case: Case, pair: Books, book: Decimal, cells: list[Fact]) -> Outcome:
    """The list's total against the receivables before provision in the ledger."""
    sets = pair.sets("receivables")
    gross = sum((max(a.net, ZERO) for g in sets for a in g.lowest), ZERO)
    net = pair.net("receivables")
    cited = [f for f in cells if f.amount is not None] + [f for g in sets for f in g.head.cells]
    gap = min(abs(book - gross), abs(book - net))
    message = f"账龄表合计 {yuan(book)}，科目余额表应收账款 {yuan(gross)}"
    if gap <= tolerance(f.ulp for f in cited):
        return passed(f"{message}，相符", *cited)
    if any(f.weak for f in cited) or not sets:
        return unknown(f"{message}；有读数待人工复核或科目没有读到", *cited)
    if unit_mismatch(book, gross):
        return warned(f"{message}，疑为金额单位不同（元/万元）", *cited)
    if gap <= _parameters.number("two_sources_warn_share", case.as_of) * max(book, gross):
        return warned(f"{message}，差额很小", *cited)
    return failed(f"{message}，相差 {yuan(gap)}", *cited)


def _age(case: Case, paper: Document, rows: list[dict[str, Fact]], book: Decimal) -> Outcome:
    """The share older than a year, between what must be and what can be; the five largest customers are shown."""
    ages = [_months(paper, i, row) for i, row in enumerate(paper.tables.get("buckets", ()))]
    cells = [(r[b], ages[n]) for r in rows for n, b in enumerate(_BUCKETS) if n < len(ages) and r[b].amount]
    if not cells or book <= 0:
        return unknown("账龄表没有读到各账龄段的金额")
    known = [(f, a) for f, a in cells if a is not None]
    old = sum((f.amount or ZERO for f, a in known if a[0] >= 12), ZERO)
    maybe = sum((f.amount or ZERO for f, a in known if a[0] < 12 and (a[1] is None or a[1] > 12)), ZERO)
    limit = _parameters.number("aged_receivables_share", case.as_of)
    balances = [r["balance"] for r in rows if r["balance"].amount is not None]
    top = sum(sorted((f.amount or ZERO for f in balances), reverse=True)[:5], ZERO)
    message = f"一年以上应收账款 {yuan(old)}，占 {old / book:.1%}；前五名占 {top / book:.1%}"
    cited = [f for f, a in known if a[0] >= 12] or [f for f, _ in cells[:1]]
    if any(f.weak for f, _ in cells) or len(known) < len(cells):
        return unknown(f"{message}；有读数待人工复核", *cited)
    if old > limit * book:
        return warned(f"{message}，超过 {limit:.0%}，回收可能有困难", *cited)
    if old + maybe > limit * book:
        return unknown(f"{message}；另有 {yuan(maybe)} 所在账龄段跨一年，不能区分", *cited)
    return passed(message, *cited)


def _months(paper: Document, index: int, row: Row) -> tuple[int, int | None] | None:
    """An age in months; null when its beginning was not read."""
    start, end = (cell_of(paper, "buckets", index, row, c) for c in ("months_from", "months_to"))
    low, high = start.amount, end.amount
    return (int(low), int(high) if high is not None else None) if low is not None else None


def _provision(pair: Books | None, paper: Document, rows: list[dict[str, Fact]]) -> Outcome:
    """The booked provision against rate times age, with the rates that rows of one age alone show."""
    if pair is not None and pair.sheet.standard == "small_enterprise":
        return not_applicable("小企业会计准则不计提坏账准备")
    rates = _rates(rows)
    total = field_of(paper, "total_provision")
    used = {b for r in rows for b in _BUCKETS if r[b].amount}
    if pair is None or total.amount is None or not used <= set(rates):
        return unknown("没有坏账准备的计提方法或账龄表没有列坏账准备，不能复算", total)
    expected = sum(((r[b].amount or ZERO) * rates[b] for r in rows for b in used), ZERO)
    booked = -pair.net("bad_debts")
    heads = [f for g in pair.sets("bad_debts") for f in g.head.cells]
    message = f"按账龄和比例应计坏账准备 {yuan(expected)}，账龄表 {yuan(total.amount)}，科目余额表 {yuan(booked)}"
    within = tolerance([total.ulp, *(f.ulp for f in heads), *(Decimal("0.01") for _ in rows)])
    cells = [total, *heads]
    if any(f.weak for f in cells) or any(r[b].weak for r in rows for b in used):
        return unknown(f"{message}；有读数待人工复核", *cells)
    others = pair.net("other_receivables") > 0
    if abs(total.amount - expected) <= within and (abs(booked - expected) <= within or (others and booked >= expected)):
        return passed(f"{message}，相符", *cells)
    gap = max(abs(total.amount - expected), ZERO if others and booked >= expected else abs(booked - expected))
    if gap <= _parameters.number("two_sources_warn_share", pair.case.as_of) * max(expected, booked):
        return warned(f"{message}，差额很小", *cells)
    return failed(f"{message}，不相符", *cells)


def _rates(rows: list[dict[str, Fact]]) -> dict[str, Decimal]:
    """The rate of each age, from the rows that stand in that age alone; an age of which a row fits no plain rate has none."""
    found: dict[str, tuple[Decimal, Decimal]] = {}
    odd: set[str] = set()
    for row in rows:
        filled = [b for b in _BUCKETS if row[b].amount]
        amount, provision = (row[filled[0]].amount if len(filled) == 1 else None), row["provision"].amount
        if amount and provision is not None and amount > found.get(filled[0], (ZERO, ZERO))[0]:
            found[filled[0]] = (amount, round(provision / amount, 3))
            if abs(amount * found[filled[0]][1] - provision) > Decimal("0.01"):
                odd.add(filled[0])
    return {b: rate for b, (_, rate) in found.items() if b not in odd}


_NOTES = Rule(
    lines=("notes_receivable", "receivables_financing"),
    own=("notes_receivable", "receivables_financing"),
    merged=("notes_and_accounts_receivable", ("receivables",)),
    merged_shared=("bad_debts",),
)


@check(
    "FIN-03a", title="应收票据总账与报表核对", article="5.1.4(3)", severity=Severity.HIGH, applies=_papers.incorporated
)
def notes_fit_ledger(case: Case) -> Outcome:
    """Notes receivable of the balance sheet (and those held for sale) are those of the ledger."""
    return three_way(case, (_NOTES,), "应收票据")


@check("FIN-03b", title="应收票据逐张登记", article="5.1.4(3)", severity=Severity.HIGH, applies=_papers.incorporated)
def notes_are_listed(case: Case) -> Outcome:
    """Large notes receivable are listed one by one, and the list adds up to the balance."""
    sheet = last_sheet(case)
    total = sheet.fact("total_assets") if sheet else None
    cells = [f for k in _NOTES.lines for f in (sheet.cells.get(k, ()) if sheet else ())]
    if sheet is None or total is None or not total.usable or any(f.weak or f.unread for f in cells):
        return unknown("资产负债表的应收票据或资产总计没有读到或待人工复核。", total, *cells)
    notes = sum((f.amount for f in cells if f.amount is not None), ZERO)
    large, share = (_parameters.number(n, case.as_of) for n in ("notes_amount", "notes_share"))
    message = f"应收票据 {yuan(notes)}，资产总计 {yuan(total.amount or ZERO)}"
    if notes < large and notes < share * (total.amount or ZERO) or not notes:
        return not_applicable(f"{message}，低于逐张登记的界限。", *cells)
    return _registered(case, sheet.end, notes, [f for f in cells if f.amount], message)


def _registered(case: Case, day: date | None, notes: Decimal, cells: list[Fact], message: str) -> Outcome:
    """The balance against the list of notes, which shows neither due dates nor endorsers."""
    lists = listings(case, "notes_receivable", day)
    if not lists:
        return unknown(f"{message}；没有票据登记簿或票据复印件，请逐张查看票号、承兑人、到期日和背书。", *cells)
    total, rows = lists[0].total, [f for r in lists[0].rows for f in r.cells]
    message = f"{message}；票据明细合计 {yuan(total)}"
    within = tolerance(f.ulp for f in (*cells, *rows))
    if abs(total - notes) <= within or any(f.weak for f in rows):
        return unknown(f"{message}，请逐张查看票号、承兑人、到期日和背书。", *cells, *rows)
    small = _parameters.number("two_sources_warn_share", case.as_of) * notes
    make = warned if abs(total - notes) <= small or unit_mismatch(total, notes) else failed
    return make(f"{message}，与报表相差 {yuan(abs(total - notes))}。", *cells, *rows)
