"""What may be used unseen is decided by the fitted confidence and the accuracy that is asked for."""

from __future__ import annotations

import doctest

import pytest

from extractors import _acceptance
from extractors._acceptance import Acceptance, Rule, settle
from schemas.core import BoundingBox, Document, Evidence, FieldValue, PageRef, PageStatus, Quality, Status
from schemas.core import acceptance as signs

_BOX = BoundingBox(x0=0.1, top=0.1, x1=0.4, bottom=0.12)


def _value(sureness: float, status: Status = Status.ACCEPTED, reason: str | None = None) -> FieldValue:
    evidence = Evidence(page=1, box=_BOX, raw="贷款卡", method="label", extractor="x/1", sureness=sureness)
    return FieldValue(value="贷款卡", status=status, confidence=sureness, evidence=evidence, reason=reason)


def _document(fields: dict[str, FieldValue], page_confidence: float = 0.98) -> Document:
    quality = Quality(text_confidence=page_confidence)
    page = PageRef(file="a.jpg", sha256="0", page=1, status=PageStatus.READ, quality=quality)
    return Document(
        document_id="D1",
        type="paper",
        title_zh="纸",
        type_confidence=1.0,
        pages=(page,),
        fields=fields,
        extractor="x/1",
    )


@pytest.fixture(autouse=True)
def rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model in which only the recogniser's doubt counts: 0.95 at a sureness of 0.99."""
    rule = Rule({"one": 6.0, "doubt": -6.0}, 0.95, {"paper.name": 50, "paper.rare": 2}, 10)
    monkeypatch.setattr(_acceptance, "acceptance", lambda target: Acceptance(rule, rule))


def _settled(**fields: FieldValue) -> dict[str, FieldValue]:
    return settle((_document(fields),), 0.998)[0].fields


def test_the_chance_decides_and_is_the_confidence() -> None:
    sure, doubtful = _settled(name=_value(0.9999))["name"], _settled(name=_value(0.9))["name"]
    assert sure.status is Status.ACCEPTED and sure.confidence > 0.99
    assert doubtful.status is Status.REVIEW and doubtful.reason == "low_confidence" and doubtful.confidence < 0.95


def test_a_value_held_back_by_a_constant_is_accepted_when_its_chance_is_high() -> None:
    found = _settled(name=_value(0.9999, Status.REVIEW, "low_confidence"))["name"]
    assert found.status is Status.ACCEPTED and found.reason is None


def test_any_other_doubt_stands_whatever_the_chance() -> None:
    held = _value(0.9999, Status.REVIEW, "name_incomplete")
    assert _settled(name=held)["name"] == held


def test_a_field_with_too_few_examples_waits_for_a_person() -> None:
    found = _settled(rare=_value(0.9999))["rare"]
    assert found.status is Status.REVIEW and found.reason == "too_few_examples"


def test_a_text_layer_needs_no_examples() -> None:
    rule = Rule({"digital": 9.0}, 0.95, {}, 10)
    document = _document({"rare": _value(1.0)}, page_confidence=1.0)
    found = _acceptance._settled(document, Acceptance(rule, rule)).fields["rare"]
    assert found.status is Status.ACCEPTED


def test_signs_read_as_documented() -> None:
    assert doctest.testmod(signs).failed == 0
