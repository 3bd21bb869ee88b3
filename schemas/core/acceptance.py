"""What is known about a value's truth, put into numbers: shared by what fits the confidence and by what applies it.

A value's features are sparse: name to weight. The model is a logistic regression over them, so its coefficients can be
read: how much a witness of some kind, a page's quality or a field's record adds to the odds that the value is right.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

OPEN_REASONS = frozenset({"low_confidence"})
"""Reasons of review that a confidence settles; every other reason forbids acceptance whatever the confidence."""

_WEIGHED = OPEN_REASONS | {"too_few_examples", "cut_by_seal"}
"""Reasons given by the confidence itself or after it."""

_CEILING = 1e-4
"""The recogniser's own probabilities say nothing finer than this."""

_WITNESSES: Mapping[str, tuple[str, ...]] = {
    "check_digit": ("check_digit", "check_digit_decoded", "tax_number", "report_number"),
    "check_digit_fails": ("check_digit_fails",),
    "no_check_digit": ("no_check_digit",),
    "prose": ("prose", "prose_number", "prose_firm", "prose_party", "prose_signature", "sentence", "clause", "heading"),
    "arithmetic": ("sum", "sums", "sum_witness", "balance", "balance_witness", "equal_balance", "rows"),
    "said_twice": (
        "capitals=digits",
        "agreed_2",
        "agreed_3",
        "agreed_4",
        "said_again",
        "digits=capitals",
        "printed_again",
        "number_witness",
        "equal_amount",
        "same_subject",
        "seal_witness",
    ),
    "other_document": ("other_document",),
    "code": ("qr_code", "qr_witness", "bar_code"),
    "second_reader": ("tesseract_agrees",),
    "second_reader_differs": ("tesseract_differs",),
    "seal": ("seal_ring", "seal", "stamps", "annual_table"),
    "known_authority": ("known_authority",),
    "vocabulary": ("vocabulary",),
    "repaired": (
        "amount_grammar",
        "label_slip",
        "joined",
        "check_digit_decoded",
        "sum_decoded",
        "amount_decoded",
        "proposed",
    ),
    "by_shape": ("pattern", "shape", "row", "columns", "prefix", "form"),
    "lowest_date": ("lowest_date",),
}
_OF_STEP: Mapping[str, tuple[str, ...]] = {
    step: tuple(witness for witness, steps in _WITNESSES.items() if step in steps)
    for step in {step for steps in _WITNESSES.values() for step in steps}
}

_NAMES = re.compile(r"name$|borrower|lender|owner|beneficiary|counterparty|employer|lessor|lessee|client|applicant")
_PERSONS = frozenset({"legal_representative", "name", "operator"})
_LONG = frozenset(
    {"business_scope", "address", "location", "purpose", "repayment_source", "counter_guarantee", "subject", "summary"}
)
_AMOUNT = re.compile(r"-?\d+\.\d+")
_DATE = re.compile(r"\d{4}-\d\d-\d\d|long_term")
_NUMBER = re.compile(r"(code|number|_id|vin|account)$")


@dataclass(frozen=True)
class Sight:
    """How one value was seen.

    `path` is `type.field` or `type.table.column`; `sureness` is the weakest character's probability (0..1);
    `page_confidence` is the page's mean probability, null for a text layer or a spreadsheet; `doubted` is the share of its
    neighbours (the document's fields, or the table's cells) that something speaks against; `codes` say what is wrong with
    the page's picture.
    """

    path: str
    value: object
    raw: str
    method: str
    sureness: float
    page_confidence: float | None
    doubted: float = 0.0
    codes: tuple[str, ...] = ()

    @property
    def digital(self) -> bool:
        """Whether nothing was recognised: the value stands in a text layer or a spreadsheet."""
        return self.page_confidence is None or (self.page_confidence >= 1.0 and self.sureness >= 1.0)


def features(sight: Sight) -> dict[str, float]:
    """The value's features.

    >>> sorted(features(Sight("loan_card.loan_card_code", "A1", "A1", "label+check_digit", 0.99, 0.98)))[:3]
    ['doubt', 'doubt|number', 'field:loan_card.loan_card_code']
    """
    kind = kind_of(sight.path.rsplit(".", 1)[-1], sight.value)
    if sight.digital or sight.page_confidence is None:
        return {"digital": 1.0, f"digital|{kind}": 1.0, f"field:{sight.path}": 1.0}
    page = min(max(0.0, 1.0 - sight.page_confidence) * 10.0, 2.0)
    doubt = math.log10(max(1.0 - sight.sureness, _CEILING)) / -math.log10(_CEILING) + 1.0
    found = {
        "one": 1.0,
        "doubt": doubt,
        f"kind:{kind}": 1.0,
        f"doubt|{kind}": doubt,
        f"field:{sight.path}": 1.0,
        "page": page,
        "page|doubt": page * doubt,
        "neighbours": math.sqrt(sight.doubted),
        "length": math.log10(max(len(sight.raw), 1)),
    }
    for code in sight.codes:
        found[f"quality:{code}"] = 1.0
    for witness in witnesses_of(sight.method):
        found[f"witness:{witness}"] = 1.0
        found[f"witness:{witness}|doubt"] = doubt
    return found


def doubted_share(neighbours: Iterable[tuple[bool, str | None]]) -> float:
    """The share of values (0..1) that something speaks against, of those printed or looked for.

    Args:
        neighbours: for each value whether it is there, and the reason why it is held back.

    >>> doubted_share([(True, None), (True, "sum_fails"), (False, None), (True, "low_confidence")])
    0.3333333333333333
    """
    counted = [reason for there, reason in neighbours if there or reason is not None]
    return sum(r is not None and r not in _WEIGHED for r in counted) / len(counted) if counted else 0.0


def witnesses_of(method: str) -> frozenset[str]:
    """What vouches for a value, by the steps of its method.

    >>> sorted(witnesses_of("label+check_digit+tesseract_agrees"))
    ['check_digit', 'second_reader']
    """
    return frozenset(witness for step in method.split("+") for witness in _OF_STEP.get(step, ()))


def kind_of(name: str, value: object) -> str:
    """The kind of a value, plain or as package text: fields of one kind are misread in the same ways.

    >>> kind_of("issue_date", date(2020, 1, 1)), kind_of("account_number", "1"), kind_of("purpose", "x")
    ('date', 'number', 'long_text')
    """
    if isinstance(value, bool):
        return "choice"
    if isinstance(value, Decimal | int) or (isinstance(value, str) and _AMOUNT.fullmatch(value)):
        return "amount"
    if isinstance(value, date) or (isinstance(value, str) and _DATE.fullmatch(value)):
        return "date"
    if isinstance(value, tuple | list):
        return "years"
    if _NUMBER.search(name):
        return "number"
    if name in _LONG:
        return "long_text"
    if name in _PERSONS:
        return "person"
    if name == "issuing_authority":
        return "authority"
    return "name" if _NAMES.search(name) else "word"


def probability(coefficients: Mapping[str, float], found: Mapping[str, float]) -> float:
    """The chance (0..1) that a value with these features is right."""
    odds = sum(weight * coefficients.get(name, 0.0) for name, weight in found.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))
