"""Who stands near the applicant, whose a title is, which papers speak of one property, what persons recorded."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from checks import _compare, _names, _offer, _persons, _recorded, _related
from checks._facts import field_of
from schemas.core import Document
from tests.checks import case_builder


def paper(type_: str, number: int = 1, **fields: Any) -> Document:  # noqa: ANN401
    return case_builder.document(type_, fields, number)


@pytest.mark.parametrize(
    ("a", "b", "how"),
    [
        ("杭州末来公司", "杭州未来公司", "confusable"),
        ("杭州末米公司", "杭州未来公司", "different"),
        ("杭州甲公司", "杭州乙公司", "different"),
        ("杭州□公司", "杭州乙公司", "unsure"),
        ("杭州乙公司", "杭州?公司", "unsure"),
        ("杭州□公司", "杭州□公司", "same"),
        ("a 甲・乙", "A甲·乙", "same"),
        ("甲〔杭州〕公司", "甲（杭州）公司", "same"),
    ],
)
def test_two_names(a: str, b: str, how: str) -> None:
    assert _names.compare(a, b) == how


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [("甲乙丙", "甲乙丙", 0), ("甲乙丙", "甲丙", 1), ("甲丙", "甲乙丙", 1), ("", "甲乙", 2), ("甲乙丙", "丁乙戊", 2)],
)
def test_how_far_two_names_are_apart(a: str, b: str, apart: int) -> None:
    assert _names.distance(a, b) == apart


@pytest.mark.parametrize(
    ("seal", "name", "may"),
    [
        ("甲丙", "甲乙", True),
        ("丁丙", "甲乙", False),
        ("甲乙丙丁戊己", "甲乙丙丁庚辛", True),
        ("甲乙丙丁戊己", "甲乙丙庚辛壬", False),
        ("甲乙丙丁戊", "甲乙丙庚辛", False),
        ("甲乙丙丁", "甲乙丙丁庚辛", True),
        ("甲乙丙丁庚辛", "甲乙丙丁", True),
    ],
)
def test_a_seal_may_be_a_names_when_a_third_of_it_differs(seal: str, name: str, may: bool) -> None:
    assert _names.alike(seal, name) is may


@pytest.mark.parametrize(
    ("x", "y", "verdict"),
    [
        ("1000000.00", "1000000.02", "pass"),
        ("1000000.00", "1000000.03", "warn"),
        ("1000000.00", "1005025.12", "warn"),
        ("1000000.00", "1005025.13", "fail"),
        ("1005025.13", "1000000.00", "fail"),
        ("-1000000.00", "-1004000.00", "warn"),
        ("1005025.12", "-1000000.00", "fail"),
        ("-1005025.12", "-1000000.00", "warn"),
        ("-1000000.00", "-1005025.12", "warn"),
        ("1000000.00", "100.00", "warn"),
        ("1000000.00", "-1000000.00", "fail"),
    ],
)
def test_one_amount_in_two_papers(x: str, y: str, verdict: str) -> None:
    case = case_builder.case({"add": [{"trial_balance": {"total_cost": v}} for v in (x, y)]})
    a, b = (field_of(d, "total_cost") for d in case.documents)
    assert _compare.two_sources(a, b, date(2022, 1, 1)) == verdict


def test_what_matters_and_slips_of_one_digit() -> None:
    on = date(2022, 1, 1)
    assert _compare.materiality(Decimal(12000000), on) == 60000
    assert _compare.materiality(Decimal(-12000000), on) == 60000
    assert _compare.materiality(Decimal(1000), on) == _compare.materiality(None, on) == 10000
    assert not _compare.one_digit_apart(Decimal("12.30"), Decimal("12.30"))
    assert not _compare.one_digit_apart(Decimal("12.30"), Decimal("13.20"))
    assert not _compare.unit_mismatch(Decimal(0), Decimal(1000))
    assert _compare.unit_mismatch(Decimal(10001), Decimal(100000000))
    assert not _compare.unit_mismatch(Decimal(10002), Decimal(100000000))
    assert _compare.unit_mismatch(Decimal(-1500000), Decimal(150))
    assert _compare.unit_mismatch(Decimal(150), Decimal(-1500000))
    assert _compare.tolerance([Decimal(100), Decimal(1)]) == Decimal("50.51")


def test_a_property_that_the_applicant_rents_is_not_offered() -> None:
    title = {"property_certificate": {"owner": "周强、 王芳"}}

    def held(**lease: Any) -> int:  # noqa: ANN401
        return len(_offer.titles(case_builder.case({"base": "new", "add": [title, {"lease_contract": lease}]})))

    assert held(lessor="王芳", lessee="甲乙机械有限公司") == 0
    assert held(lessor="王芳") == 0
    assert held(lessor="王芳", lessee="丙丁五金厂") == 1
    assert held(lessee="甲乙机械有限公司") == 1
    assert held(lessor="李明", lessee="甲乙机械有限公司") == 1


def test_collateral_concerns_those_who_offer_things() -> None:
    def why(words: str | None, *papers: str) -> str | None:
        change = {"guarantee_application.counter_guarantee": words}
        add: list[dict[str, Any]] = [{p: {}} for p in papers]
        return _offer.has_collateral(case_builder.case({"base": "new", "change": change, "add": add}))

    assert why("厂房抵押") is None
    assert why("王芳保证") is not None
    assert why("王芳保证", "appraisal_report") is None
    assert why("王芳保证?") is None


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("乙路1号2室", "乙路1号2室", True),
        ("乙路1号2室", "乙路1号3室", False),
        ("乙路1号2室", "乙路1号", None),
        ("乙路1号", "乙路1号2室", None),
        ("末来路1号", "未来路1号", None),
        ("东乙路1号", "乙路1号", None),
        ("厂房", "厂房", True),
        ("本公司厂区", "本 公司厂区", True),
        ("本公司厂区", "杭州市", None),
        ("本公司厂区", "乙路1号", None),
        ("乙路1号", "杭州市", None),
    ],
)
def test_two_places(a: str, b: str, same: bool | None) -> None:
    assert _offer.same_place(a, b) is same


def test_which_papers_speak_of_a_property() -> None:
    title = paper("property_certificate", unit_number="U1", location="乙路1号2室")

    def met(other: Document, alone: bool = False, of: Document = title) -> bool:
        return _offer.of_property(of, (other,), alone) == (other,)

    assert met(paper("encumbrance_certificate", unit_number="U1", location="丙路9号"))
    assert not met(paper("encumbrance_certificate", unit_number="U2", location="乙路1号2室"), alone=True)
    assert met(paper("encumbrance_certificate", location="乙路1号2室"))
    assert met(paper("encumbrance_certificate", location="乙路1号"))
    assert not met(paper("encumbrance_certificate", location="丙路9号"), alone=True)
    assert met(paper("appraisal_report", location="丙路9号"), alone=True)
    assert not met(paper("appraisal_report", location="丙路9号"))
    assert met(paper("encumbrance_certificate"), alone=True)
    assert not met(paper("encumbrance_certificate"))
    car = paper("vehicle_certificate")
    assert met(paper("encumbrance_certificate"), of=car)
    assert not met(paper("encumbrance_certificate", location="丙路9号"), of=car)
    assert _offer.years_later(date(2020, 2, 29), 15) == date(2035, 2, 28)
    assert _offer.years_later(date(2020, 3, 1), 15) == date(2035, 3, 1)


WEDDING = {"party_a_name": "李明", "party_b_name": "王芳"}
ADDED = [
    {"articles_of_association": {"shareholders": [{"name": "周强"}, {"name": "赵六?"}, {"name": None}]}},
    {"shareholder_resolution": {"signatories": [{"name": "钱七"}]}},
    {"marriage_certificate": WEDDING},
]


def test_everybody_whom_a_case_knows() -> None:
    pile = case_builder.case({"base": "new", "add": ADDED})
    known = [(k.name, k.role) for k in _offer.parties(pile, pile)]
    assert known[:5] == [
        ("甲乙机械有限公司", "申请人"),
        ("李明", "法定代表人"),
        ("周强", "股东"),
        ("钱七", "股东"),
        ("李明", "股东"),
    ]
    assert known[5:] == [(n, "提供身份资料的个人") for n in ("李明", "李明", "王芳")]
    nobody = case_builder.case({})
    assert [k.role for k in _offer.parties(nobody, nobody)] == ["申请人"]
    near = _related.circle(pile)
    assert near.known and not _related.circle(case_builder.case({"base": "new"})).known
    assert [near.near(n) for n in ("周强", "钱七", "赵六", "", "某股东", "孙八")] == [
        True,
        True,
        False,
        False,
        True,
        False,
    ]
    weak = case_builder.case({"base": "old", "drop": ["business_licence"], "change": {}})
    assert [f.text for f in _related.circle(weak).names] == ["李明"]
    assert [_related.person(n) for n in ("王", "王小明明明", "欧阳小明", "Wang")] == [False, False, True, False]


def test_a_couple_is_proved_by_a_certificate_that_names_both() -> None:
    case = case_builder.case({"add": [{"marriage_certificate": WEDDING}]})
    for name, other in (("李明", "王芳"), ("王芳", "李明")):
        found = _offer.spouse(case, name)
        assert found is not None and found.text == other
        assert _persons.spouse_proof(case, name, other) is not None
    assert _offer.spouse(case, "周强") is None
    assert _persons.spouse_proof(case, "李明", "周强") is None
    doubtful = case_builder.case({"add": [{"marriage_certificate": WEDDING | {"party_b_name": "王芳?"}}]})
    assert _persons.spouse_proof(doubtful, "李明", "王芳") is None
    alone = case_builder.case({"add": [{"marriage_certificate": {"party_a_name": "李明"}}]})
    assert _offer.spouse(alone, "李明") is None


def test_a_persons_own_card_and_birth() -> None:
    other = {"resident_id_card": {"name": "周强", "id_number": "2", "birth_date": "1980-05-05"}}

    def own(example: dict[str, Any]) -> tuple[str | None, date | None]:
        case = case_builder.case(example)
        card, birth = _persons.card(case), _persons.birth(case)
        return card.document_id if card else None, birth.day if birth else None

    born = date(1990, 12, 31)
    assert own({"base": "person"}) == ("doc-002", born)
    assert own({"base": "person", "add": [other]}) == ("doc-002", born)
    assert own({"base": "person", "drop": ["resident_id_card"]}) == (None, born)
    assert own({"base": "person", "drop": ["resident_id_card", "household_register_page"], "add": [other]}) == (
        None,
        None,
    )
    assert own({"base": "person", "change": {"resident_id_card.birth_date": "1990-12-30?"}}) == ("doc-002", born)
    assert own(
        {"base": "person", "change": {"household_register_page.name": "周强", "resident_id_card.birth_date": None}}
    ) == (
        "doc-002",
        None,
    )
    weak = {"resident_id_card.birth_date": "1990-12-31?"}
    assert own({"base": "person", "drop": ["household_register_page"], "change": weak}) == ("doc-002", born)
    nameless = {"base": "person", "applicant": {"name": None}}
    assert own(nameless) == ("doc-002", born)
    assert own(nameless | {"add": [other]}) == (None, None)
    assert own({"base": "shop", "add": [other]}) == ("doc-004", born)
    assert [_persons.person(case_builder.case({"base": b})) for b in ("person", "shop")] == [None, None]
    assert _persons.person(case_builder.case({"base": "new"})) == "申请人为企业，不适用。"
    assert _persons.applicant_name(case_builder.case({})) is None


def test_the_last_word_on_each_matter_counts() -> None:
    records = [
        {"manager_a": "王芳", "manager_b": "周强", "business_licence": {"original_seen": True, "copy_stamped": False}},
        {"manager_a": " 李四 ", "manager_b": " ", "business_licence": {"copy_stamped": True}},
    ]
    case = case_builder.case({"base": "new", "records": records})
    said = _recorded.on_paper(case, case.documents[1])
    assert (said.document_id, said.original_seen, said.copy_stamped) == ("doc-002", True, True)
    assert _recorded.on_paper(case, case.documents[0]).original_seen is None
    assert _recorded.managers(case) == {"manager_a": "李四"}
