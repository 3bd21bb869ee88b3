"""Receipts and payments of the applicant's bank statements, each booking once, over the last twelve months."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from checks import _names
from checks._facts import Fact, cell_of, field_of
from checks._related import circle
from schemas.core import Case, Document

_ZERO = Decimal(0)
_NOT_TRADE = re.compile(
    r"贷款|借款|放款|放贷|投资款|出资|增资|注资|退款|退回|退汇|冲正|转存|内部|调拨|理财|赎回|保证金|押金|利息|结息|补贴|退税"
)
_MOVED = re.compile(r"内部|调拨|转存|理财|定期")
_REPAID = re.compile(r"还贷|还款|(?:归还|偿还).{0,6}(?:贷款|借款|本金)|贷款本金|贷款收回|收回贷款")
_COURT = re.compile(r"法院|执行款|诉讼|仲裁|司法扣划|强制执行|案款")


@dataclass(frozen=True)
class Booking:
    """One row of a statement."""

    paper: Document
    day: Fact
    said: Fact
    other: Fact
    debit: Fact
    credit: Fact
    balance: Fact
    own: bool

    @property
    def summary(self) -> str:
        """What the bank notes."""
        return self.said.text

    @property
    def party(self) -> str:
        """The other side's name."""
        return self.other.text

    @property
    def words(self) -> str:
        """Summary and counterparty in one text."""
        return f"{self.summary} {self.party}"

    @property
    def weak(self) -> bool:
        """Whether the day, an amount or the words that tell its kind are not confirmed."""
        told = (self.day, self.debit, self.credit, self.said, self.other)
        return self.day.day is None or any(f.weak or f.unread for f in told)

    @property
    def court(self) -> bool:
        """Whether the booking speaks of a court or an enforcement."""
        return _COURT.search(self.words) is not None

    @property
    def repays(self) -> bool:
        """Whether it pays back a loan."""
        return _REPAID.search(self.words) is not None


@dataclass(frozen=True)
class Flows:
    """The bookings between two days, and how many days of the span the statements cover."""

    bookings: tuple[Booking, ...]
    days: int
    papers: tuple[Document, ...]
    near: tuple[str, ...]

    @property
    def receipts(self) -> tuple[Booking, ...]:
        """Money from customers or employers: no loans, own transfers, shareholders, refunds."""
        return tuple(
            b
            for b in self.bookings
            if (b.credit.amount or _ZERO) > 0 and not b.own and not _NOT_TRADE.search(b.words) and not self._close(b)
        )

    @property
    def payments(self) -> tuple[Booking, ...]:
        """Money for goods, wages, taxes, rent, interest: no repaid loans, own transfers, shareholders."""
        return tuple(
            b
            for b in self.bookings
            if (b.debit.amount or _ZERO) > 0
            and not b.own
            and not b.repays
            and not self._close(b)
            and not _MOVED.search(b.words)
        )

    def _close(self, booking: Booking) -> bool:
        return any(_names.compare(booking.party, name) == _names.SAME for name in self.near)

    @property
    def months(self) -> int:
        """Whole months of thirty days that the statements cover."""
        return self.days // 30

    @property
    def total_in(self) -> Decimal:
        """All receipts, in yuan."""
        return sum((b.credit.amount or _ZERO for b in self.receipts), _ZERO)

    @property
    def total_out(self) -> Decimal:
        """All payments, in yuan."""
        return sum((b.debit.amount or _ZERO for b in self.payments), _ZERO)

    def in_days(self, total: Decimal, days: int) -> Decimal:
        """What a sum of the days covered comes to in another number of days; nothing when no day is covered."""
        return total * days / self.days if self.days else _ZERO


def flows(case: Case, holder: str | None, until: date) -> Flows:
    """The bookings of a holder's accounts in the year before a day; statements in another name are left out."""
    start = until - timedelta(365)
    papers = tuple(p for p in case.of_type("bank_statement") if _held_by(p, holder) and not _before(p, start))
    found: dict[tuple[object, ...], Booking] = {}
    for paper in papers:
        for booking in _bookings(paper, holder):
            if not booking.day.usable or (booking.day.day is not None and start < booking.day.day <= until):
                found.setdefault(_identity(booking), booking)
    near = tuple(f.text for f in circle(case).names) if case.applicant.kind != "person" else ()
    return Flows(tuple(found.values()), _covered(papers, start, until), papers, near)


def _held_by(paper: Document, holder: str | None) -> bool:
    """Whether an account may be the holder's."""
    name = field_of(paper, "account_name")
    return name.value is None or not holder or _names.compare(name.text, holder) != _names.DIFFERENT


def _before(paper: Document, start: date) -> bool:
    """Whether a statement ends before a day for sure."""
    end = field_of(paper, "period_end")
    return end.usable and end.day is not None and end.day <= start


def _identity(booking: Booking) -> tuple[object, ...]:
    """What tells a booking from others: two statements of an account may overlap, rows of one statement never."""
    number = field_of(booking.paper, "account_number").text
    told = (
        booking.balance.value
        if booking.balance.value is not None
        else (booking.paper.document_id, booking.balance.path)
    )
    return number, booking.day.day, booking.debit.amount, booking.credit.amount, told


_CELLS = ("date", "summary", "counterparty", "debit", "credit", "balance")


def _bookings(paper: Document, holder: str | None) -> tuple[Booking, ...]:
    """The rows of a statement."""
    found = []
    for index, row in enumerate(paper.tables.get("entries", ())):
        day, said, other, debit, credit, balance = (cell_of(paper, "entries", index, row, c) for c in _CELLS)
        own = bool(holder) and _names.compare(other.text, holder or "") == _names.SAME
        found.append(Booking(paper, day, said, other, debit, credit, balance, own))
    return tuple(found)


def _covered(papers: tuple[Document, ...], start: date, until: date) -> int:
    """Days inside a span that the statements' confirmed periods cover together."""
    spans = []
    for paper in papers:
        begins, ends = (field_of(paper, n) for n in ("period_start", "period_end"))
        if begins.usable and ends.usable and begins.day and ends.day:
            spans.append((begins.day, min(ends.day, until)))
    covered, reached = 0, start
    for begins_on, ends_on in sorted(spans):
        first = max(begins_on, reached + timedelta(1))
        covered += max((ends_on - first).days + 1, 0)
        reached = max(reached, ends_on)
    return covered


def opening(papers: tuple[Document, ...]) -> tuple[Fact, ...]:
    """The closing balance of each account's last statement."""
    last: dict[str, Fact] = {}
    for paper in papers:
        number, closing = field_of(paper, "account_number").text, field_of(paper, "closing_balance")
        if closing.amount is None:
            continue
        known = last.get(number)
        if known is None or field_of(paper, "period_end").text > field_of(known.document, "period_end").text:
            last[number] = closing
    return tuple(last.values())
