"""The party table: one row a bearer, every source of every fact, agreements and contradictions."""

from __future__ import annotations

from typing import Any

import checks
from schemas.core import Party
from schemas.core.parties import PartyFact, PartySheet
from tests.checks import case_builder

COMPANY = "甲乙机械有限公司"


def table(*papers: dict[str, Any], parties: tuple[Party, ...] = (), **applicant: str | None) -> tuple[PartySheet, ...]:
    example = {"base": "empty", "add": list(papers), "applicant": {"kind": "company", "name": COMPANY} | applicant}
    return checks.party_table(case_builder.case(example).model_copy(update={"parties": parties}))


def fact(sheet: PartySheet, name: str) -> PartyFact:
    return next(f for f in sheet.facts if f.name == name)


def licence(**fields: str | None) -> dict[str, Any]:
    return {"business_licence": {"company_name": COMPANY, "legal_representative": "李明"} | fields}


def card(name: str, number: str) -> dict[str, Any]:
    return {"resident_id_card": {"name": name, "id_number": number}}


def test_what_several_papers_say_alike_is_agreed_and_each_is_cited() -> None:
    company, person = table(
        licence(address="杭州市西湖区文三路1号"),
        {"account_opening_permit": {"company_name": COMPANY, "legal_representative": "李明"}},
        card("李明", "440305199012314535"),
    )
    assert (company.roles, company.kind, company.documents) == (("applicant",), "company", ("doc-001", "doc-002"))
    assert fact(company, "name").agreement == "agreed"
    assert fact(company, "address").agreement == "single"
    assert (person.name, person.roles, person.documents) == ("李明", ("legal_representative",), ("doc-003",))
    assert fact(person, "id_number").value == "440305199012314535"
    places = {(s.citation.document_id, s.citation.field) for s in fact(person, "name").sources}
    assert places == {
        ("doc-001", "legal_representative"),
        ("doc-002", "legal_representative"),
        ("doc-003", "name"),
    }


def test_confirmed_papers_that_differ_contradict_and_doubtful_ones_do_not() -> None:
    (company,) = table(
        licence(registered_capital="5000000", legal_representative=None),
        {"articles_of_association": {"company_name": COMPANY, "registered_capital": "8000000"}},
        {"capital_verification_report": {"company_name": COMPANY, "registered_capital": "5000000"}},
    )
    capital = fact(company, "registered_capital")
    assert (capital.value, capital.agreement, len(capital.sources)) == ("5000000", "contradicted", 3)
    (doubtful,) = table(licence(address="甲路1号?", legal_representative=None))
    assert (fact(doubtful, "address").value, fact(doubtful, "address").agreement) == (None, "unconfirmed")


def test_spellings_that_readers_mix_up_are_one_party_and_both_are_kept() -> None:
    sheets = table(licence(legal_representative="王未"), card("王末", "440305199012314535"))
    person = next(s for s in sheets if s.kind == "person")
    assert {person.name, *person.variants} == {"王未", "王末"}
    traditional = table(licence(legal_representative="黄国强"), card("黃國強", "440305199012314535"))
    assert len(traditional) == 2
    assert traditional[1].variants


def test_namesakes_with_other_numbers_are_two_persons() -> None:
    sheets = table(card("李明", "440305199012314535"), card("李明", "11010519491231002X"))
    assert sorted(fact(s, "id_number").value or "" for s in sheets) == ["11010519491231002X", "440305199012314535"]
    assert len({s.party_id for s in sheets}) == 2


def test_shareholders_spouses_and_owners_have_their_roles() -> None:
    sheets = table(
        licence(),
        {
            "articles_of_association": {
                "company_name": COMPANY,
                "shareholders": [{"name": "李明"}, {"name": "丁一投资有限公司"}],
            }
        },
        {"marriage_certificate": {"party_a_name": "李明", "party_b_name": "周芳"}},
        {"property_certificate": {"owner": "李明、周芳"}},
    )
    roles = {s.name: set(s.roles) for s in sheets}
    assert roles["李明"] == {"legal_representative", "shareholder", "spouse", "collateral_owner"}
    assert roles["周芳"] == {"spouse", "collateral_owner"}
    assert roles["丁一投资有限公司"] == {"shareholder"}
    assert sheets[0].name == COMPANY


NUMBER, OTHER_NUMBER = "440305199012314535", "11010519491231002X"


def page(name: str, number: str | None = None) -> dict[str, Any]:
    return {"household_register_page": {"name": name, "id_number": number}}


def test_a_company_and_a_person_are_never_one() -> None:
    company, person = table(licence(legal_representative=COMPANY))
    assert (company.kind, person.kind, company.name) == ("company", "person", person.name)


def test_one_number_makes_one_person_of_two_names() -> None:
    for papers in (
        (card("李明", NUMBER), card("李旦", NUMBER)),
        (page("李明"), page("李明", NUMBER), card("李旦", NUMBER)),
        (card("李明", NUMBER), page("李明"), card("李旦", NUMBER)),
        (card("李旦", NUMBER), card("李明", NUMBER), licence(company_name=None)),
        (card("李明", NUMBER), page("李明"), page("李明", NUMBER), card("李旦", NUMBER)),
    ):
        (person,) = table(*papers)
        assert {person.name, *person.variants} == {"李明", "李旦"}
        assert fact(person, "id_number").value == NUMBER


def test_numbers_that_are_missing_or_not_confirmed_join_nobody() -> None:
    for papers in (
        (page("李明"), card("李旦", NUMBER)),
        (card("李旦", NUMBER), page("李明")),
        (card("李明", f"{NUMBER}?"), card("李旦", NUMBER)),
        (card("李旦", NUMBER), card("李明", f"{NUMBER}?")),
    ):
        assert {s.name for s in table(*papers)} == {"李明", "李旦"}


def test_a_number_that_is_not_confirmed_parts_nobody() -> None:
    (person,) = table(card("李明", NUMBER), card("李明", f"{OTHER_NUMBER}?"))
    assert fact(person, "id_number").value == NUMBER
    assert fact(person, "id_number").agreement == "single"


def test_ones_own_papers_come_first_among_the_sources() -> None:
    person = table(licence(), card("李明", NUMBER))[1]
    assert [s.citation.document_id for s in fact(person, "name").sources] == ["doc-002", "doc-001"]


def test_the_name_is_what_confirmed_papers_say_and_else_what_was_read() -> None:
    (person,) = table(page("王未?", NUMBER), card("王未?", NUMBER), page("王末", NUMBER))
    assert (person.name, person.variants) == ("王末", ("王未",))
    (doubtful,) = table(page("李明?"))
    assert (doubtful.name, doubtful.roles) == ("李明", ("other",))
    (often,) = table(page("王未", NUMBER), page("王末", NUMBER), card("王末", NUMBER))
    assert often.name == "王末"


def test_the_applicant_is_known_by_name_when_there_is_one() -> None:
    assert table(page("王末"), kind="person", name="王未")[0].roles == ("applicant",)
    assert table(page("王末"), kind="person", name=None)[0].roles == ("other",)


def test_what_most_papers_say_stands_before_what_is_read_first() -> None:
    (company,) = table(
        licence(registered_capital="8000000", legal_representative=None),
        {"articles_of_association": {"company_name": COMPANY, "registered_capital": "5000000"}},
        {"capital_verification_report": {"company_name": COMPANY, "registered_capital": "5000000"}},
    )
    assert (fact(company, "registered_capital").value, len(fact(company, "name").sources)) == ("5000000", 3)


def test_roles_and_ids_of_the_case_are_kept_and_each_id_is_given_once() -> None:
    known = (
        Party(party_id="P01", role="shareholder", kind="person", name="周强"),
        Party(party_id="P05", role="counter_guarantor", kind="person", name="李明"),
    )
    sheets = table(card("李明", NUMBER), card("李明", OTHER_NUMBER), page("王芳"), parties=known)
    assert [(s.name, s.party_id) for s in sheets] == [("李明", "P05"), ("李明", "P02"), ("王芳", "P03")]
    assert [s.roles for s in sheets] == [("counter_guarantor",), ("counter_guarantor",), ("other",)]
    assert [s.party_id for s in table(card("李明", NUMBER), page("王芳"))] == ["P01", "P02"]
