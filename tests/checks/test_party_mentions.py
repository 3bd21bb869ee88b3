"""Who is mentioned on which papers: roles, own papers and the facts that each paper states."""

from __future__ import annotations

from typing import Any

from schemas.core.parties import PartySheet
from tests.checks.test_party_table import COMPANY, NUMBER, OTHER_NUMBER, card, fact, table


def states(sheet: PartySheet, name: str) -> bool:
    return any(f.name == name for f in sheet.facts)


def shareholders(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"articles_of_association": {"shareholders": list(rows)}}


def test_the_application_names_the_applicant_with_facts_of_its_kind() -> None:
    stated = {"applicant_name": "丁一贸易公司", "unified_social_credit_code": "91330106580000014N", "id_number": NUMBER}
    (company,) = table({"guarantee_application": stated})
    assert (company.roles, company.kind, company.documents) == (("applicant",), "company", ("doc-001",))
    assert fact(company, "unified_social_credit_code").value == "91330106580000014N"
    (person,) = table({"guarantee_application": {**stated, "applicant_name": "周强"}}, kind="person", name="李明")
    assert (person.roles, person.kind, person.documents) == (("applicant",), "person", ("doc-001",))
    assert fact(person, "id_number").value == NUMBER
    assert not states(person, "unified_social_credit_code")


def test_names_that_were_not_read_make_no_party() -> None:
    assert table(card("!", NUMBER)) == ()
    assert table(shareholders({"name": "!", "id_or_code": NUMBER})) == ()
    assert table({"marriage_certificate": {"party_a_name": "!", "party_a_id_number": NUMBER}}) == ()
    assert table({"guarantee_application": {"applicant_name": "!"}}) == ()


def test_papers_of_others_make_no_party_of_the_names_on_them() -> None:
    assert table({"audit_report": {"company_name": COMPANY}}) == ()
    assert table({"lease_contract": {"party_a_name": "周芳", "company_name": COMPANY}}) == ()
    assert table({"capital_verification_report": {"shareholders": [{"name": "周芳"}]}}) == ()


def test_signatories_and_shareholders_stand_on_lists_of_their_papers() -> None:
    (signed,) = table({"shareholder_resolution": {"signatories": [{"name": "周芳"}]}})
    assert (signed.roles, signed.documents) == (("signatory",), ())
    (holder,) = table({"registry_extract": {"shareholders": [{"name": "周芳", "id_or_code": NUMBER}]}})
    assert (holder.roles, fact(holder, "id_number").value) == (("shareholder",), NUMBER)


def test_a_code_on_the_list_is_an_identity_number_of_persons_only() -> None:
    sheets = table(
        shareholders({"name": "丁一投资公司", "id_or_code": "123"}, {"name": "戊己投资公司", "id_or_code": "123"})
    )
    assert [s.name for s in sheets] == ["丁一投资公司", "戊己投资公司"]
    (without,) = table(shareholders({"name": "周芳", "id_or_code": None}))
    assert not states(without, "id_number")


def test_a_certificate_is_the_owners_and_thirteen_owners_are_a_misread_list() -> None:
    names = [f"周{c}" for c in "一二三四五六七八九十甲乙丙"]
    sheets = table({"property_certificate": {"owner": "、".join(names)}})
    assert {s.name for s in sheets} == set(names[:12])
    assert all((s.roles, s.documents) == (("collateral_owner",), ("doc-001",)) for s in sheets)


def test_a_marriage_certificate_is_both_spouses_with_what_it_states() -> None:
    stated = {"party_a_name": "李明", "party_a_id_number": NUMBER, "party_b_name": "周芳", "party_b_sex": "female"}
    a, b = sorted(table({"marriage_certificate": stated}), key=lambda s: states(s, "sex"))
    assert (a.name, a.roles, a.documents) == ("李明", ("spouse",), ("doc-001",))
    assert (b.name, b.roles, b.documents) == ("周芳", ("spouse",), ("doc-001",))
    assert (fact(a, "id_number").value, states(a, "birth_date")) == (NUMBER, False)
    assert (fact(b, "sex").value, states(b, "id_number")) == ("female", False)
    assert OTHER_NUMBER not in {f.value for s in (a, b) for f in s.facts}
