"""Bookings of a bank statement under the witness of their balances.

The bank's view: balance = balance before - debit + credit. Where that holds for a row, its amount and its balance vouch for
each other; where it fails, neither is used unseen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractors import _amounts
from extractors._bank_rows import DATE, BankRow, Item
from extractors._mend import Cell, linear, mend
from extractors._values import ACCEPT, Place, value_of
from extractors._view import Span
from schemas.core import ABSENT, NOT_FOUND, FieldValue, Row
from standards import chinese_date, money

_CARRIED = re.compile(r"期初|承前|上期|上页|年初|月初|前期余额|起始余额")
_SUMS = re.compile(r"合计|累计|总计|小计|过次页|本页|本月|笔数")
_MONEY = re.compile(r"[-+¥(]{0,3}\d[\d,]*(?:\.\d{1,2})?\)?")
_OUT, _IN = re.compile(r"^(?:借|支|付|出|转出|D|往)"), re.compile(r"^(?:贷|收|存|入|转入|C|来)")


@dataclass
class Booking:
    """A row's numbers before they are judged.

    `linked` when the balance follows from the row before, `broken` when it does not though both are there, `borne_out`
    when the next row's balance follows from this one. `misread` are its amounts that the balances show to be misread; they
    stand here as another reading of the recogniser has them.
    """

    row: BankRow
    debit: Decimal | None
    credit: Decimal | None
    balance: Decimal | None
    linked: bool = False
    broken: bool = False
    borne_out: bool = False
    misread: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Entries:
    """The table, the balance carried forward into it and the last one, and whether every link of the chain holds."""

    rows: tuple[Row, ...]
    carried: FieldValue | None
    last: FieldValue | None
    whole: bool


def entries(rows: Sequence[BankRow], opening: FieldValue, extractor: str) -> Entries:
    """Every booking, oldest first as printed or newest first; `opening` is the balance the head names."""
    carried: FieldValue | None = None
    bookings: list[Booking] = []
    for row in rows:
        words = "".join(row[k].text for k in ("summary", "purpose", "date", "counterparty", "type") if k in row)
        if _CARRIED.search(words) and "balance" in row and not bookings:
            carried = carried or _money_value(row["balance"], _amount(row["balance"]), extractor)
        elif _date_item(row) is not None and not _SUMS.search(row["date"].text if "date" in row else ""):
            booking = _booking(row)
            if booking is not None:
                bookings.append(booking)
    start = opening.value if opening.value is not None else carried.value if carried else None
    first = start if isinstance(start, Decimal) else None
    newest_first = _link(bookings, first)
    if any(b.broken for b in bookings) and _mended(bookings[::-1] if newest_first else bookings, first):
        newest_first = _link(bookings, first)
    table = tuple(_row(b, extractor) for b in bookings)
    last = None
    if table:
        last = table[0 if newest_first else -1]["balance"]
    whole = bool(bookings) and all(b.linked for b in bookings[1:]) and bookings[0].linked
    return Entries(table, carried, last if last is not None and last.value is not None else None, whole)


def _date_item(row: BankRow) -> Item | None:
    return next((row[k] for k in ("date", "booked") if k in row and DATE.search(row[k].text)), None)


def _amount(item: Item | None) -> Decimal | None:
    if item is None:
        return None
    if item.number is not None:
        return Decimal(item.number)
    text = item.text.replace(" ", "")
    if item.span is not None and re.fullmatch(r"[-+¥(]{0,3}\d[\d,.:;']*\)?", text):
        amount = _amounts.read(text) if len(text) <= 24 else None
        return amount.value if amount is not None else None
    match = _MONEY.fullmatch(text) or _MONEY.match(text)
    return money.parse(match[0].lstrip("+")) if match else None


def _booking(row: BankRow) -> Booking | None:
    debit, credit, balance = (_amount(row.get(k)) for k in ("debit", "credit", "balance"))
    single = _amount(row.get("amount"))
    if single is not None and debit is None and credit is None:
        mark = row["mark"].text if "mark" in row else ""
        if _OUT.match(mark) or (not mark and single < 0):
            debit = -single if not mark else single
            row = {**row, "debit": row["amount"]}
        elif _IN.match(mark) or not mark:
            credit = single
            row = {**row, "credit": row["amount"]}
    if debit is None and credit is None and balance is None:
        return None
    return Booking(row, debit, credit, balance)


def _link(bookings: list[Booking], start: Decimal | None) -> bool:
    """Mark the rows whose balance follows from the row before; true when the newest booking stands first."""
    forward, backward = _links(bookings, start), _links(bookings[::-1], start)
    newest_first = backward.count(True) > forward.count(True)
    order, links = (bookings[::-1], backward) if newest_first else (bookings, forward)
    for i, (booking, linked) in enumerate(zip(order, links, strict=True)):
        booking.linked, booking.broken = linked is True, linked is False
        booking.borne_out = i + 1 < len(links) and links[i + 1] is True
    return newest_first


def _links(bookings: Sequence[Booking], start: Decimal | None) -> list[bool | None]:
    """For each row whether its balance follows from the one before; null when one of them is not known."""
    linked: list[bool | None] = []
    before = start
    for b in bookings:
        change = (b.credit or Decimal(0)) - (b.debit or Decimal(0))
        linked.append(None if before is None or b.balance is None else before + change == b.balance)
        before = b.balance
    return linked


_MONIES = ("debit", "credit", "balance")


def _mended(bookings: Sequence[Booking], start: Decimal | None) -> bool:
    """Put right the amounts, oldest first, that their balances show to be misread; whether there were any."""
    cells = {
        (i, role): item
        for i, b in enumerate(bookings)
        for role in _MONIES
        if (item := b.row.get(role)) and re.search(r"\d", item.text)
    }
    others: dict[Cell, Sequence[_amounts.Reading]] = {
        cell: readings
        for cell, item in cells.items()
        if item.span is not None and (readings := _amounts.readings(item.span.chars))
    }
    if not others:
        return False
    values: dict[Cell, Decimal] = {
        (i, role): value for i, b in enumerate(bookings) for role in _MONIES if (value := getattr(b, role)) is not None
    }
    if start is not None:
        values[-1, "balance"] = start
    chain = [
        linear({(j, role): sign for j, role, sign in _change(i) if (j, role) in cells or (j, role) in values})
        for i in range(len(bookings))
        if (i, "balance") in cells and ((i - 1, "balance") in cells or (i - 1, "balance") in values)
    ]
    found = mend(values, others, chain)
    for (i, role), reading in ((cell, r) for cell, r in found.items() if isinstance(cell, tuple)):
        setattr(bookings[i], role, reading.amount.value)
        bookings[i].misread.add(role)
    return bool(found)


def _change(i: int) -> tuple[tuple[int, str, int], ...]:
    """The cells around row `i` that add up to nothing: its bookings, its balance, the balance before."""
    return (i, "debit", -1), (i, "credit", 1), (i, "balance", -1), (i - 1, "balance", 1)


def _row(booking: Booking, extractor: str) -> Row:
    row = booking.row
    moved = booking.debit is not None or booking.credit is not None
    empty = ABSENT if moved else NOT_FOUND
    return {
        "date": _date(row, extractor),
        "summary": _words(row, ("summary", "purpose", "type"), extractor),
        "counterparty": _words(row, ("counterparty",), extractor),
        "debit": _money_value(row.get("debit"), booking.debit, extractor, booking, "debit", empty),
        "credit": _money_value(row.get("credit"), booking.credit, extractor, booking, "credit", empty),
        "balance": _money_value(
            row.get("balance"), booking.balance, extractor, booking, "balance", borne_out=booking.borne_out
        ),
    }


def _date(row: BankRow, extractor: str) -> FieldValue:
    item = _date_item(row)
    match = DATE.search(item.text) if item is not None else None
    if item is None or match is None:
        return NOT_FOUND
    place, sure = item.place, item.sureness
    if item.span is not None:
        part = Span(item.span.page, item.span.chars[match.start() : match.end()])
        digits = [c.sureness for c in part.chars if c.text.isdigit()]
        place, sure = Place(part.page, part.box), min(digits, default=0.0)
    return value_of(
        chinese_date.parse(match[0]),
        raw=item.text,
        place=place,
        confidence=sure,
        method="column",
        extractor=extractor,
        accept=0.93,
    )


def _words(row: BankRow, keys: Sequence[str], extractor: str) -> FieldValue:
    item = next((row[k] for k in keys if k in row and re.search(r"\w", row[k].text)), None)
    if item is None:
        return ABSENT
    return value_of(
        item.text,
        raw=item.text,
        place=item.place,
        confidence=item.sureness,
        method="column",
        extractor=extractor,
        doubt=item.doubt,
        accept=0.93,
    )


def _money_value(
    item: Item | None,
    value: Decimal | None,
    extractor: str,
    booking: Booking | None = None,
    role: str = "",
    empty: FieldValue = NOT_FOUND,
    borne_out: bool = False,
) -> FieldValue:
    """An amount. On paper, one that the balances contradict waits for a person; without their witness it must be sure."""
    if item is None or (value is None and not re.search(r"\d", item.text)):
        return empty
    witnessed = borne_out or (booking is not None and booking.linked)
    broken = not witnessed and booking is not None and booking.broken and item.span is not None
    decoded = "+sum_decoded" if booking is not None and role in booking.misread else ""
    return value_of(
        value,
        raw=item.text,
        place=item.place,
        confidence=max(item.sureness, 0.99) if witnessed else item.sureness,
        method=f"column{decoded}+balance_witness" if witnessed else f"column{decoded}",
        extractor=extractor,
        doubt="balance_differs" if broken else None,
        accept=ACCEPT if witnessed else 0.99,
    )
