"""A value at its place: what a check may rely on, what its last digit is worth, what a finding cites."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from checks import _facts, _term
from checks._facts import Fact
from schemas.core import BoundingBox, Document, Evidence, FieldValue, Plain, Status
from tests.checks import case_builder

BOX = BoundingBox(x0=0.1, top=0.2, x1=0.3, bottom=0.4)


def value(plain: Plain, raw: str, cell: str | None = None) -> FieldValue:
    place = Evidence(
        page=3,
        box=None if cell else BOX,
        sheet="资产" if cell else None,
        cell=cell,
        raw=raw,
        method="typed",
        extractor="test",
    )
    return FieldValue(value=plain, status=Status.ACCEPTED, confidence=0.99, evidence=place)


def paper(**fields: FieldValue) -> Document:
    return case_builder.document("balance_sheet", {}, 1).model_copy(update={"fields": fields})


@pytest.mark.parametrize(
    ("plain", "raw", "cell", "size"),
    [
        (Decimal(12300), "1.23", None, "100"),
        (Decimal("1234.5"), "1234.5", None, "0.1"),
        (Decimal("1234.567"), "1234.567", None, "0.01"),
        (Decimal(7000), "7", None, "1000"),
        (Decimal(7000000), "7", None, "1000000"),
        (Decimal(70000000), "7", None, "10000000"),
        (Decimal(700000000), "7", None, "100000000"),
        (Decimal(-70000), "7", None, "10000"),
        (Decimal(-70000), "(7)", None, "10000"),
        (Decimal(70), "7", None, "0.01"),
        (Decimal(700), "7", None, "0.01"),
        (Decimal(700000), "7", None, "0.01"),
        (Decimal(7000000000), "7", None, "0.01"),
        (Decimal(12300), "1.23", "B7", "0.01"),
        (Decimal(0), "0", None, "0.01"),
        (Decimal(0), "7", None, "0.01"),
        (Decimal(7), "0", None, "0.01"),
        (Decimal(7), "七", None, "0.01"),
        (date(2021, 1, 1), "2021", None, "0.01"),
        (12, "12", None, "1"),
    ],
)
def test_the_last_printed_digit_is_worth_its_unit(plain: Plain, raw: str, cell: str | None, size: str) -> None:
    assert _facts.ulp_of(value(plain, raw, cell)) == Decimal(size)


def test_a_citation_says_where_a_value_stands() -> None:
    on_paper = Fact(paper(), "lines[3].ending", value(Decimal("1.50"), "1.50")).cite()
    assert (on_paper.document_id, on_paper.field, on_paper.value) == ("doc-001", "lines[3].ending", "1.50")
    assert (on_paper.page, on_paper.bbox, on_paper.sheet, on_paper.cell) == (3, (0.1, 0.2, 0.3, 0.4), None, None)
    in_sheet = Fact(paper(), "lines[3].ending", value(date(2021, 5, 1), "5月1日", "B7")).cite()
    assert (in_sheet.value, in_sheet.bbox, in_sheet.sheet, in_sheet.cell) == ("2021-05-01", None, "资产", "B7")
    nowhere = Fact(paper(), "period_end", case_builder.field("period_end", None)).cite()
    assert (nowhere.value, nowhere.page, nowhere.bbox, nowhere.cell) == (None, None, None, None)
    assert Fact(paper(), "years", value((2019, 2020), "2019 2020")).cite().value == [2019, 2020]


@pytest.mark.parametrize(
    ("status", "confidence", "unread"),
    [(Status.REVIEW, 1.0, True), (Status.MISSING, 0.49, True), (Status.MISSING, 0.5, False)],
)
def test_what_was_not_read_is_not_what_is_not_there(status: Status, confidence: float, unread: bool) -> None:
    fact = Fact(paper(), "amount", FieldValue(value=None, status=status, confidence=confidence))
    assert fact.unread is unread
    assert (fact.usable, fact.weak, fact.text, fact.day, fact.amount) == (False, False, "", None, None)


def test_a_value_is_seen_by_its_kind() -> None:
    assert Fact(paper(), "amount", value(7, "7")).amount == Decimal(7)
    assert Fact(paper(), "seen", value(True, "是")).amount is None
    assert not Fact(paper(), "amount", value(7, "7")).unread
    doubtful = Fact(paper(), "amount", case_builder.field("company_name", "甲?"))
    assert (doubtful.weak, doubtful.unread, doubtful.usable, doubtful.text) == (True, False, False, "甲")


def test_a_paper_is_called_by_what_tells_it_from_others() -> None:
    assert _facts.name_of(paper()) == "《资产负债表》"
    assert _facts.name_of(paper(period_end=value(date(2021, 12, 31), "x"))) == "《资产负债表》（2021-12-31）"
    assert _facts.names_of([paper(), paper()]) == "《资产负债表》"
    tax = case_builder.document("tax_registration_certificate", {"tax_authority_kind": "local"}, 1)
    assert _facts.name_of(tax) == "《税务登记证》（地税）"
    assert _facts.same_text("杭 州abc", "杭州ABC") and not _facts.same_text("杭州", "杭")


def test_the_first_confirmed_value_is_the_best() -> None:
    sure, weak = (Fact(paper(), n, case_builder.field("n", v)) for n, v in (("a", "甲"), ("b", "乙?")))
    assert _facts.best([weak, sure]) is sure
    assert _facts.best([weak]) is weak
    assert _facts.best([]) is None


@pytest.mark.parametrize(
    ("months", "day"),
    [
        (12, date(2023, 4, 19)),
        (1, date(2022, 5, 19)),
        (600, date(2072, 4, 18)),
        (0, None),
        (601, None),
        ("12?", None),
        (None, None),
        (date(2023, 1, 1), None),
    ],
)
def test_a_guarantee_runs_for_the_term_applied_for(months: case_builder.Value, day: date | None) -> None:
    case = case_builder.case({"base": "new", "change": {"guarantee_application.term_months": months}})
    assert _term.due(case) == day
