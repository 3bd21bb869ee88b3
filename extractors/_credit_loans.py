"""The loans and guarantees of a credit report from its records, and what speaks for or against their values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from extractors import _credit_captions as wordings
from extractors import _credit_values as values
from extractors._tables import UNKNOWN, Record
from schemas.core import ABSENT, NOT_FOUND, FieldValue, Row

_TOTAL = re.compile(r"合计|总计|小计|汇总")
_REQUIRED = ("lender", "kind", "amount", "issue_date", "due_date")
_ALWAYS = (
    "lender",
    "kind",
    "currency",
    "amount",
    "balance",
    "issue_date",
    "due_date",
    "classification",
    "settled_date",
)
_LOAN_KEYS = frozenset(("amount", "balance", "issue_date", "due_date", "settled_date", "classification", "currency"))
_LENDER = re.compile(r"银行|信用社|信用联社|支行|分行|营业部|财务公司|信托|租赁|小额贷款|农商行")
_TWO_NAMES = re.compile(
    r"有限公司.+有限公司|[支分]行.+银行|^(?:[支分]行|股份|有限|责任|任公司|公司|营业部|[^\u4e00-\u9fff])"
)
"""A lender's name that ran together with the next row's, or a part of one."""
_WHOLE = re.compile(r"(?:[行社部司处所]|中心|联社|[)])$")
"""How a lender's name ends."""


def _is_odd(name: str) -> bool:
    return _TWO_NAMES.search(name) is not None or _WHOLE.search(name) is None


_PARSERS: dict[str, str] = {
    "lender": "text",
    "kind": "kind",
    "currency": "currency",
    "classification": "classification",
    "amount": "amount",
    "balance": "amount",
    "overdue_amount": "amount",
    "issue_date": "date",
    "due_date": "date",
    "settled_date": "date",
    "balance_as_of": "date",
    "last_repayment_date": "date",
}


@dataclass(frozen=True)
class Loan:
    """A loan's row, and whether it is still owed."""

    row: Row
    settled: bool


def loans_of(records: Iterable[Record], money_of: values.Money) -> list[Loan]:
    """Every loan, owed and settled, in the order of the report."""
    found = [_loan(record, money_of) for record in records if _is_loan(record)]
    return [Loan(_consistent(loan.row), loan.settled) for loan in _same_decimals(found)]


def guarantees_of(records: Iterable[Record], money_of: values.Money) -> list[Row]:
    """Every guarantee given for somebody else."""
    rows = []
    for record in records:
        name = record.text("beneficiary")
        if not name or values.is_blank(name) or _TOTAL.search(name) or record.text("lender") == name:
            continue
        rows.append(
            {
                "beneficiary": values.text(record.entries["beneficiary"].cell.span),
                "amount": _first(record, ("guarantee_amount", "amount"), money_of),
                "balance": _first(record, ("guaranteed_balance", "balance"), money_of),
            }
        )
    return rows


def _first(record: Record, keys: tuple[str, ...], money_of: values.Money) -> FieldValue:
    for key in keys:
        if key in record.entries:
            entry = record.entries[key]
            return values.amount(entry.cell.span, entry.unit or record.unit, money_of)
    return NOT_FOUND if record.headed & set(keys) else ABSENT


def _is_loan(record: Record) -> bool:
    if "beneficiary" in record.headed or wordings.NOT_BORROWED.search(record.heading.text if record.heading else ""):
        return False
    known = record.headed & _LOAN_KEYS
    if "lender" not in record.headed and (len(known) < 4 or not known & {"balance", "settled_date"}):
        return False
    if not known & {"amount", "balance"} or not known & {"issue_date", "due_date", "settled_date"}:
        return False
    names = [record.text(key) for key in ("lender", "account_number", "kind", "index")]
    if any(_TOTAL.search(name) for name in (*names, *(cell.text for cell in record.others))):
        return False
    filled = sum(bool(record.text(key)) for key in (*_LOAN_KEYS, "lender"))
    return filled >= 2 and any(c.isdigit() for key in ("amount", "balance", "issue_date") for c in record.text(key))


def _is_settled(record: Record) -> bool:
    heading = record.heading.text if record.heading else ""
    if "settled_date" in record.headed:
        text = record.text("settled_date")
        return bool(text) and not values.is_blank(text) or wordings.SETTLED.search(heading) is not None
    return wordings.SETTLED.search(heading) is not None and "balance" not in record.headed


def _loan(record: Record, money_of: values.Money) -> Loan:
    settled = _is_settled(record)
    row: Row = {key: _cell(record, key, settled, money_of) for key in _PARSERS}
    if "settled_date" not in record.entries:
        row["settled_date"] = NOT_FOUND if settled and "settled_date" in record.headed else ABSENT
    if row["lender"] is NOT_FOUND:
        names = [cell for cell in record.others if _LENDER.search(cell.text)]
        row["lender"] = values.text(names[0].span) if len(names) == 1 else NOT_FOUND
    if isinstance(row["lender"].value, str) and _is_odd(row["lender"].value):
        row["lender"] = values.doubted(row["lender"], "not_plausible")
    row["section"] = values.text(record.heading) if record.heading else ABSENT
    return Loan({key: row[key] for key in (*_ALWAYS, *[k for k in row if k not in _ALWAYS])}, settled)


def _cell(record: Record, key: str, settled: bool, money_of: values.Money) -> FieldValue:
    entry = record.entries.get(key)
    if entry is None:
        must = key in _REQUIRED or (not settled and key in ("balance", "classification"))
        lost = key in record.headed or key in ("lender", "amount")
        unread = UNKNOWN in record.headed and (must or key in ("currency", "classification"))
        return NOT_FOUND if (must and lost) or unread else ABSENT
    span, kind = entry.cell.span, _PARSERS[key]
    if kind == "amount":
        return values.amount(span, entry.unit or record.unit, money_of)
    if kind == "date":
        return values.day(span)
    known = {
        "kind": wordings.KINDS_OF_CREDIT,
        "currency": wordings.CURRENCIES,
        "classification": wordings.CLASSES,
    }.get(kind)
    if known is None:
        return values.text(span)
    found = values.word(span, known, closed=kind != "kind")
    elsewhere = kind == "kind" and (found.value in wordings.CURRENCIES or found.value in wordings.CLASSES)
    return values.doubted(found, "column_unclear") if elsewhere else found


def _same_decimals(loans: list[Loan]) -> list[Loan]:
    """Amounts that are printed unlike the others of their column (a lost point or digit) wait for a person."""
    keys = ("amount", "balance", "overdue_amount")
    shapes = Counter(values.decimals(loan.row[k]) for loan in loans for k in keys if loan.row[k].value is not None)
    if not shapes:
        return loans
    usual, times = shapes.most_common(1)[0]
    if times < 3 or times < 0.6 * sum(shapes.values()):
        return loans

    def looked_at(value: FieldValue) -> FieldValue:
        return (
            value
            if value.value is None or values.decimals(value) == usual
            else values.doubted(value, "unlike_its_column")
        )

    return [Loan({k: looked_at(v) if k in keys else v for k, v in loan.row.items()}, loan.settled) for loan in loans]


def _consistent(row: Row) -> Row:
    """Order of dates and balance within amount: values that contradict each other are doubted, but for very sure ones."""
    row = dict(row)
    begun, due, closed = (_day(row[k]) for k in ("issue_date", "due_date", "settled_date"))
    if begun and due and due < begun:
        _doubt_weak(row, ("issue_date", "due_date"), "date_order")
    if begun and closed and closed < begun:
        _doubt_weak(row, ("issue_date", "settled_date"), "date_order")
    total, left = row["amount"].value, row["balance"].value
    if isinstance(total, Decimal) and isinstance(left, Decimal):
        if left > total:
            _doubt_weak(row, ("amount", "balance"), "balance_above_amount")
        elif left == total and min(row["amount"].confidence, row["balance"].confidence) >= 0.8:
            both = 1 - (1 - row["amount"].confidence) * (1 - row["balance"].confidence)
            row["amount"] = values.supported(row["amount"], min(both, 0.99), "equal_balance")
            row["balance"] = values.supported(row["balance"], min(both, 0.99), "equal_amount")
    return row


def _doubt_weak(row: Row, keys: Iterable[str], reason: str) -> None:
    for key in keys:
        if row[key].confidence < 0.999:
            row[key] = values.doubted(row[key], reason)


def _day(value: FieldValue) -> date | None:
    return value.value if isinstance(value.value, date) else None


def weigh(loans: list[Loan], count: FieldValue, balance: FieldValue) -> tuple[list[Loan], FieldValue, FieldValue]:
    """The printed sums as witnesses of the rows, and the rows as witnesses of the sums.

    Agreement in number and amount supports every balance; a contradiction sends the weaker readings to a person.
    """
    owed = [loan for loan in loans if not loan.settled]
    amounts = [loan.row["balance"].value for loan in owed]
    known = [v for v in amounts if isinstance(v, Decimal)]
    if balance.value is None or not owed or len(known) < len(amounts):
        differs = owed and count.value is not None and count.value != len(owed)
        return loans, values.doubted(count, "sum_differs") if differs else count, balance
    rows_agree = count.value is None or count.value == len(owed)
    if sum(known) == balance.value and rows_agree:
        return (
            [_amount_beside(_balance_through(loan, lambda v: _upheld(v, "sum"))) for loan in loans],
            _upheld(count, "rows"),
            _upheld(balance, "sum"),
        )
    reason = "sum_differs"
    weak = [_balance_through(loan, lambda v: _weak_doubted(v, reason)) for loan in loans]
    return weak, _weak_doubted(count, reason), _weak_doubted(balance, reason)


def _balance_through(loan: Loan, change: Callable[[FieldValue], FieldValue]) -> Loan:
    return loan if loan.settled else Loan({**loan.row, "balance": change(loan.row["balance"])}, loan.settled)


def _amount_beside(loan: Loan) -> Loan:
    """A loan of which nothing is repaid prints its amount twice; the confirmed balance vouches for an equal amount."""
    amount, balance = loan.row["amount"], loan.row["balance"]
    if loan.settled or not balance.usable or amount.value != balance.value:
        return loan
    return Loan({**loan.row, "amount": _upheld(amount, "balance")}, loan.settled)


def _upheld(value: FieldValue, witness: str) -> FieldValue:
    if value.value is not None and value.reason == "unlike_its_column":
        value = value.model_copy(update={"reason": "low_confidence"})
    return values.supported(value, 0.995, witness) if value.confidence >= 0.3 else value


def _weak_doubted(value: FieldValue, reason: str) -> FieldValue:
    return values.doubted(value, reason) if value.value is not None and value.confidence < 0.99 else value
