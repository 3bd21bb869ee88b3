"""Failing sums point to the misread cell; what is printed out of balance stays out of balance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from extractors import _amounts, balance_sheet, bank_statement, tax_payment_certificate, trial_balance
from extractors._mend import Cell, linear, mend
from extractors._sentences import amount_of, said_twice
from extractors._view import Char, Span, views
from schemas.core import FieldValue, Page, Status
from tests.extractors import test_balance_sheet as sheets
from tests.extractors import test_bank_statement as banks
from tests.extractors import test_tax_payment_certificate as taxes
from tests.extractors import test_trial_balance as trials
from tests.extractors.ledger_pages import page, table


def _read_as(source: Page, printed: str, read: str, seen: float, sureness: float = 0.6) -> Page:
    """The page with an amount read otherwise in one place, where the recogniser also saw what is printed."""
    (place,) = (i for i, (a, b) in enumerate(zip(printed, read, strict=True)) if a != b)
    lines = []
    for item in source.lines:
        if item.text == printed:
            sure = tuple(sureness if i == place else s for i, s in enumerate(item.sureness))
            item = item.model_copy(
                update={"text": read, "sureness": sure, "alternatives": ((place, printed[place], seen),)}
            )
        lines.append(item)
    return source.model_copy(update={"lines": tuple(lines)})


def _sheet() -> Page:
    """A balance sheet that balances: its one unbalanced line corrected."""
    rows = [tuple("(100.00)" if c == "(100.00)" else c for c in row) for row in sheets.ROWS]
    return page(sheets.HEAD + table(sheets.SIDES, rows))


def _receivable(source: Page) -> FieldValue:
    rows = balance_sheet.extract(views([source])).tables["lines"]
    return next(row["ending"] for row in rows if row["key"].value == "accounts_receivable")


def _method(value: FieldValue) -> str:
    assert value.evidence is not None
    return value.evidence.method


def test_a_misread_cell_of_a_statement_is_found_by_its_subtotal() -> None:
    value = _receivable(_read_as(_sheet(), "2,300.00", "2,800.00", 0.3))
    assert value.value == Decimal("2300.00") and value.usable
    assert "sum_decoded" in _method(value)
    assert value.evidence is not None and value.evidence.raw == "2,800.00"


@pytest.mark.parametrize(("seen", "sureness"), [(0.001, 0.999), (0.015, 0.98)])
def test_a_digit_that_is_printed_wrong_stays_wrong(seen: float, sureness: float) -> None:
    value = _receivable(_read_as(_sheet(), "2,300.00", "2,800.00", seen, sureness))
    assert value.value == Decimal("2800.00")
    assert "sum_decoded" not in _method(value)


def test_another_reading_that_does_not_satisfy_the_sum_changes_nothing() -> None:
    tampered = _read_as(_sheet(), "2,300.00", "2,800.00", 0.3)
    lines = [
        item.model_copy(update={"alternatives": ((2, "6", 0.3),)}) if item.text == "2,800.00" else item
        for item in tampered.lines
    ]
    value = _receivable(tampered.model_copy(update={"lines": tuple(lines)}))
    assert value.value == Decimal("2800.00")
    assert (value.status, value.reason) == (Status.REVIEW, "sum_fails")


def _amount(text: str) -> _amounts.Amount:
    found = _amounts.read(text)
    assert found is not None
    return found


def _reading(text: str) -> _amounts.Reading:
    return _amounts.Reading(_amount(text), text, 0.3)


def test_two_cells_that_could_both_be_misread_decide_nothing() -> None:
    values: dict[Cell, Decimal] = {"a": Decimal(18), "b": Decimal(18), "total": Decimal(31)}
    others: dict[Cell, Sequence[_amounts.Reading]] = {"a": [_reading("13")], "b": [_reading("13")]}
    assert mend(values, others, [linear({"a": 1, "b": 1, "total": -1})]) == {}


def test_every_sum_through_the_cell_must_hold() -> None:
    values: dict[Cell, Decimal] = {"a": Decimal(18), "b": Decimal(1), "total": Decimal(14), "grand": Decimal(19)}
    first, second = linear({"a": 1, "b": 1, "total": -1}), linear({"a": 1, "b": 1, "grand": -1})
    assert mend(values, {"a": [_reading("13")]}, [first]) == {"a": _reading("13")}
    assert mend(values, {"a": [_reading("13")]}, [first, second]) == {}


def test_a_cell_that_made_no_amount_is_understood_by_its_sum() -> None:
    assert mend(
        {"b": Decimal(1), "total": Decimal(14)}, {"a": [_reading("13")]}, [linear({"a": 1, "b": 1, "total": -1})]
    )


def test_only_readings_of_some_weight_are_tried() -> None:
    def chars(*others: tuple[str, float]) -> list[Char]:
        places = [Char(c, 0.0, 0.1, 0.0, 0.1, 0.9, 0) for c in "18.50"]
        return [places[0], Char("8", 0.0, 0.1, 0.0, 0.1, 0.9, 0, others), *places[2:]]

    assert [r.text for r in _amounts.readings(chars(("3", 0.08), ("B", 0.05), ("6", 0.01)))] == ["13.50"]
    assert _amounts.readings(chars(("8", 0.2))) == ()


def test_an_account_is_found_by_what_moved_and_by_its_column() -> None:
    balance = page([*trials.HEAD, *trials._scan().lines[len(trials.HEAD) :]])
    rows = trial_balance.extract(views([_read_as(balance, "15.00", "16.00", 0.2)])).tables["accounts"]
    assert rows[1]["opening_credit"].value == Decimal("15.00")
    assert "sum_decoded" in _method(rows[1]["opening_credit"])
    kept = trial_balance.extract(views([_read_as(balance, "15.00", "16.00", 0.002, 0.99)])).tables["accounts"]
    assert kept[1]["opening_credit"].value == Decimal("16.00")


def test_a_booking_is_found_by_the_balances_around_it() -> None:
    printed = banks._paper(banks.ROWS)
    entries = bank_statement.extract(views([_read_as(printed, "12.50", "72.50", 0.3)])).tables["entries"]
    assert entries[1]["debit"].value == Decimal("12.50") and entries[1]["debit"].usable
    assert "sum_decoded" in _method(entries[1]["debit"])
    kept = bank_statement.extract(views([_read_as(printed, "12.50", "72.50", 0.002, 0.99)])).tables["entries"]
    assert kept[1]["debit"].value == Decimal("72.50") and kept[1]["debit"].status is Status.REVIEW


def test_a_balance_is_found_by_the_bookings_before_and_behind() -> None:
    entries = bank_statement.extract(views([_read_as(banks._paper(banks.ROWS), "12,987.50", "12,981.50", 0.3)])).tables[
        "entries"
    ]
    assert entries[1]["balance"].value == Decimal("12987.50")
    assert all(e["balance"].usable for e in entries)


def test_a_tax_payment_is_found_by_the_total() -> None:
    result = tax_payment_certificate.extract(views([_read_as(taxes._page(), "864.19", "864.49", 0.3)]))
    amount = result.tables["payments"][1]["amount"]
    assert amount.value == Decimal("864.19") and amount.usable
    assert "sum_decoded" in _method(amount)
    kept = tax_payment_certificate.extract(views([_read_as(taxes._page(), "864.19", "864.49", 0.002, 0.99)]))
    assert kept.tables["payments"][1]["amount"].value == Decimal("864.49")


def _said(text: str, place: int, others: tuple[tuple[str, float], ...], sureness: float) -> Span:
    chars = [Char(c, i / 99, (i + 1) / 99, 0.0, 0.1, 0.999, 0) for i, c in enumerate(text)]
    chars[place] = replace(chars[place], sureness=sureness, others=others)
    return Span(1, tuple(chars))


def test_capitals_and_digits_settle_a_misread_digit_and_keep_two_different_amounts() -> None:
    text = "人民币伍佰叁拾万元整(¥5,800,000.00)"
    at = text.index("8")
    settled = said_twice(_said(text, at, (("3", 0.3), ("6", 0.1)), 0.55), amount_of)
    assert settled is not None and settled.value == Decimal(5300000) and settled.doubt is None
    assert settled.method == "amount_decoded+capitals=digits"
    kept = said_twice(_said(text, at, (("3", 0.002),), 0.995), amount_of)
    assert kept is not None and kept.doubt == "capitals_differ_from_digits"


def test_a_sum_with_a_cell_that_was_not_understood_says_nothing() -> None:
    column = linear({"a": 1, "b": 1, "total": -1})
    assert mend({"total": Decimal(13)}, {"a": [_reading("13")]}, [column]) == {}
    assert mend({"a": Decimal(4000)}, {"a": [_reading("000")]}, [column]) == {}
