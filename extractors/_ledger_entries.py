"""Bookings of a subsidiary ledger under the witness of their running balances.

A debit balance counts up with debits, a credit balance with credits: signed balance = balance before + debit - credit. Where
that holds, the amounts and the side of a row are borne out; where it fails, neither is used unseen. Rows of monthly sums and
sums of the year are no bookings; the sums they show bear out their months.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from extractors import _book_sums
from extractors._book_rows import DATE, BookRow
from extractors._book_sums import Equation, Key, Verdict, told, words
from extractors._ledger_context import Context
from schemas.core import ABSENT, NOT_FOUND, FieldValue, Row, Status
from standards import chinese_date

_CARRIED = re.compile(r"期初|上年结转|承前|年初|月初|上期结[转余]|上页")
_SUMS = re.compile(r"本[月年日页期季]|合计|累计|总计|过次页|结转下年|当前|小计")
_VOUCHER = re.compile(r"(?:[\u4e00-\u9fff]{1,4}(?:字|凭证)?第?[-#]?\d[\d\-]*号?|[-#]?\d[\d\-]*号?)")
_SIDES = {"借": 1, "贷": -1, "平": 0}
_NAMES = {1: "debit", -1: "credit", 0: "even"}


@dataclass
class Line:
    """A row with its signed balance; `kind` is entry, carried or sum. `side` is +1, -1 or 0 as printed, null when unread."""

    row: BookRow
    context: dict[str, FieldValue]
    kind: str
    side: int | None
    signed: Decimal | None = None
    agrees: bool | None = None


def line_of(row: BookRow, context: Context) -> Line | None:
    """A row as a line of the ledger, null when it is none."""
    if row.is_text or not any(r in row.cells for r in ("debit", "credit", "balance")):
        return None
    text = row.text("summary") + row.label + row.words
    kind = "carried" if _CARRIED.search(text) else "sum" if _SUMS.search(row.text("summary") or row.label) else "entry"
    if kind == "entry" and not _has_day(row):
        return None
    mark = re.sub(r"方|\W", "", row.text("direction"))
    return Line(row, dict(context.values), kind, _SIDES.get(mark))


def _has_day(row: BookRow) -> bool:
    return bool(
        DATE.search(row.text("date")) or re.search(r"\d", row.text("date") + row.text("day") + row.text("month"))
    )


def judged(lines: Sequence[Line], has_sides: bool) -> Verdict:
    """What the chain of balances and the sums of months and years say; signs the balances."""
    rows = [line.row for line in lines]
    read = _book_sums.amounts_of(rows, ("debit", "credit", "balance"))
    natural = 0 if has_sides else _natural(lines, read)
    amounts = {k: v for k, v in read.items() if k[1] != "balance"}
    equations: list[Equation] = []
    before: int | None = None
    for i, line in enumerate(lines):
        balance = read.get((i, "balance"))
        if i and _whose(lines[i - 1]) != _whose(line) and line.kind != "sum":
            before = None
        moved = line.kind == "entry"
        expected = _expected(before, i, amounts, moved)
        line.signed = _signed(line, balance, expected, natural)
        if line.signed is None:
            continue
        amounts[(i, "balance")] = line.signed
        if expected is not None and before is not None:
            flow = (((i, "debit"), 1), ((i, "credit"), -1)) if moved else ()
            equations.append((((before, "balance"), 1), *flow, ((i, "balance"), -1)))
            line.agrees = expected == line.signed
        if line.kind != "sum":
            before = i
    equations += _monthly(lines, amounts)
    return _book_sums.judge(equations, amounts, rows)


def _whose(line: Line) -> tuple[object, ...]:
    row = line.row
    own = tuple(row.text(n) for n in ("account_code", "account_name", "counterparty"))
    return (*own, *(v.value for k, v in sorted(line.context.items())))


def _expected(before: int | None, i: int, amounts: dict[Key, Decimal], moved: bool) -> Decimal | None:
    if before is None or (before, "balance") not in amounts:
        return None
    start = amounts[(before, "balance")]
    if not moved:
        return start
    return start + amounts.get((i, "debit"), Decimal(0)) - amounts.get((i, "credit"), Decimal(0))


def _signed(line: Line, balance: Decimal | None, expected: Decimal | None, natural: int) -> Decimal | None:
    """The balance with its sign: the printed side, else the account's own side, else what the chain demands."""
    if balance is None:
        return Decimal(0) if line.side == 0 else None
    if natural:
        return natural * balance
    if expected is not None and abs(expected) == abs(balance):
        return expected if line.side is None else line.side * balance if line.side else balance * 0
    return balance if line.side is None else line.side * balance


def _natural(lines: Sequence[Line], read: dict[Key, Decimal]) -> int:
    """+1 for an account whose balance grows with debits, -1 for one that grows with credits, by most of its rows."""
    votes = 0
    for i in range(1, len(lines)):
        a, b = read.get((i - 1, "balance")), read.get((i, "balance"))
        if a is None or b is None or lines[i].kind != "entry":
            continue
        move = read.get((i, "debit"), Decimal(0)) - read.get((i, "credit"), Decimal(0))
        votes += (a + move == b) - (a - move == b)
    return 1 if votes >= 0 else -1


def _monthly(lines: Sequence[Line], amounts: dict[Key, Decimal]) -> list[Equation]:
    """Bookings against the row of sums that follows them: of the month, or of all since the account began."""
    equations: list[Equation] = []
    since: list[int] = []
    whole: list[int] = []
    for i, line in enumerate(lines):
        if i and _whose(lines[i - 1]) != _whose(line) and line.kind != "sum":
            since, whole = [], []
        if line.kind == "entry":
            since.append(i)
            whole.append(i)
        elif line.kind == "sum" and since + whole:
            for role in ("debit", "credit"):
                options = [_book_sums.column_sums(part, i, (role,), amounts) for part in (since, whole) if part]
                good = [e for option in options for e in option if _book_sums.gap(e, amounts) == 0]
                wanted = options[-1 if re.search(r"累计|总计", line.row.label) else 0]
                equations += good[:1] or wanted
            if not re.search(r"累计", line.row.label):
                since = []
    return equations


def row_of(line: Line, index: int, verdict: Verdict, extractor: str, year: int | None, has_sides: bool) -> Row:
    """One booking."""
    row = line.row

    def amount(role: str) -> FieldValue:
        return _book_sums.value(row, (index, role), verdict, extractor)

    def named(role: str) -> FieldValue:
        own = words(row, role, extractor)
        return own if own.value is not None else line.context.get(role, ABSENT)

    moved = "debit" in row.cells or "credit" in row.cells
    balance = amount("balance")
    return {
        "account_code": named("account_code"),
        "account_name": named("account_name"),
        "counterparty": named("counterparty"),
        "date": _day(row, year, extractor),
        "voucher": _voucher(row, extractor),
        "summary": words(row, "summary", extractor),
        "counter_account": words(row, "counter_account", extractor),
        "debit": amount("debit") if moved else NOT_FOUND,
        "credit": amount("credit") if moved else NOT_FOUND,
        "direction": _direction(line, index, verdict, extractor) if has_sides else ABSENT,
        "balance": balance,
    }


def _voucher(row: BookRow, extractor: str) -> FieldValue:
    """The voucher's word and number; digits before or words behind them belong to a neighbour."""
    text = row.text("voucher")
    if text and not _VOUCHER.fullmatch(text):
        row.doubts.setdefault("voucher", "column_unclear")
    return words(row, "voucher", extractor, accept=0.97)


def _direction(line: Line, index: int, verdict: Verdict, extractor: str) -> FieldValue:
    cell = line.row.cells.get("direction")
    if not cell:
        return NOT_FOUND
    if line.side is None:
        return told(None, cell, extractor)
    value = told(_NAMES[line.side], cell, extractor, accept=0.9)
    held = (index, "balance") in verdict.held
    if held and line.agrees and value.status is Status.REVIEW and value.evidence is not None:
        evidence = value.evidence.model_copy(update={"method": value.evidence.method + "+balance_witness"})
        return value.model_copy(
            update={"status": Status.ACCEPTED, "confidence": 0.99, "reason": None, "evidence": evidence}
        )
    if line.agrees is False and not held and line.row.cells["direction"][0].sureness < 0.999:
        return value.model_copy(update={"status": Status.REVIEW, "confidence": 0.5, "reason": "balance_differs"})
    return value


def _day(row: BookRow, year: int | None, extractor: str) -> FieldValue:
    """The booking's day: in one column, or month and day apart under the year."""
    cell = row.cells.get("date")
    if cell:
        text = row.text("date")
        match = DATE.search(text)
        found = chinese_date.parse(match[0]) if match else None
        if found is None and year is not None:
            short = re.fullmatch(r"(\d{1,2})[-./月](\d{1,2})日?", text)
            found = _date(year, short[1], short[2]) if short else None
        return told(found if isinstance(found, date) else None, cell, extractor, row.doubts.get("date"), 0.95)
    month, day = row.cells.get("month"), row.cells.get("day")
    if not month or not day:
        return NOT_FOUND
    found = _date(year, row.text("month"), row.text("day")) if year is not None else None
    doubt = None if year is not None else "year_unknown"
    return told(found, [*month, *day], extractor, row.doubts.get("day") or doubt, 0.97)


def _date(year: int, month: str, day: str) -> date | None:
    try:
        return date(year, int(re.sub(r"\D", "", month)), int(re.sub(r"\D", "", day)))
    except ValueError:
        return None
