"""Payments of taxes as the certificates list them, and the last day on which each was due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks import _parameters
from checks._facts import Fact, cell_of
from schemas.core import Case, Document, Row
from standards import working_days

_EXTRA = ("滞纳金", "罚款", "罚没")
_BY_PERIOD = (
    *("增值税", "营业税", "消费税", "城市维护建设税", "教育费附加", "地方教育附加", "企业所得税", "个人所得税"),
    *("文化事业建设费", "水利建设"),
)
"""Taxes that are due on a fixed day after each month or quarter. The terms of the others differ by place and occasion."""

_LONGEST_PERIOD = 92
"""Days of a quarter, and one more."""


@dataclass(frozen=True)
class Payment:
    """One row of a certificate."""

    kind: Fact
    start: Fact
    end: Fact
    paid: Fact
    amount: Fact

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The cells that show when what was paid."""
        return (self.kind, self.start, self.end, self.paid, self.amount)

    @property
    def extra(self) -> bool:
        """Whether it is a late fee or a fine."""
        return any(word in self.kind.text for word in _EXTRA)

    @property
    def name(self) -> str:
        """The tax and its period."""
        period = f"{self.start.text} 至 {self.end.text}" if self.end.value is not None else "所属期未读到"
        return f"{self.kind.text or '税种未读到'}（{period}）"


def payments(case: Case) -> tuple[Payment, ...]:
    """Every payment of every certificate."""
    return tuple(p for d in case.of_type("tax_payment_certificate") for p in _of(d))


def _of(document: Document) -> Iterator[Payment]:
    """The rows of one certificate; rows without a tax and without an amount are left out."""
    for index, row in enumerate(document.tables.get("payments", ())):
        found = Payment(*(_cell(document, index, row, c) for c in _COLUMNS))
        if found.kind.value is not None or found.amount.value is not None:
            yield found


_COLUMNS = ("tax_kind", "period_start", "period_end", "paid_date", "amount")


def _cell(document: Document, index: int, row: Row, column: str) -> Fact:
    return cell_of(document, "payments", index, row, column)


def due(payment: Payment) -> date | None:
    """The last day for a payment, moved by holidays; null when the tax has no fixed day or the period is not known.

    The yearly settlement of the enterprise income tax is due five months after the year.
    """
    start, end = payment.start, payment.end
    if not (start.usable and end.usable and start.day and end.day and payment.kind.usable):
        return None
    if not any(payment.kind.text.startswith(kind) for kind in _BY_PERIOD):
        return None
    if (start.day, end.day) == (date(end.day.year, 1, 1), date(end.day.year, 12, 31)):
        settled = payment.kind.text.startswith("企业所得税")
        return working_days.moved(date(end.day.year + 1, 5, 31)) if settled else None
    if not 0 <= (end.day - start.day).days <= _LONGEST_PERIOD:
        return None
    day = _parameters.days("tax_term_day", end.day)
    year, month = divmod(end.day.year * 12 + end.day.month, 12)
    return working_days.monthly_deadline(year, month + 1, day)
