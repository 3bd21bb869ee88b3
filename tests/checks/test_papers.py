"""Which papers must be there, by applicant and date; whose papers they are; what to see on the visit."""

from datetime import date
from typing import Any

import pytest

import checks
from checks import _papers
from schemas.core import PageStatus, Party, Quality, Verdict
from tests.checks import case_builder

CODES = {"organisation_code_certificate", "tax_registration_certificate"}
ALWAYS = {
    *("guarantee_application", "business_licence", "resident_id_card", "balance_sheet"),
    *("income_statement", "credit_report", "account_opening_permit"),
}


@pytest.mark.parametrize(
    ("as_of", "more"),
    [
        (date(2014, 2, 28), {*CODES, "loan_card", "capital_verification_report"}),
        (date(2014, 3, 1), {*CODES, "loan_card"}),
        (date(2014, 9, 30), {*CODES, "loan_card"}),
        (date(2014, 10, 1), CODES),
        (date(2015, 9, 30), CODES),
        (date(2017, 12, 31), CODES),
        (date(2018, 1, 1), set()),
    ],
)
def test_companies_with_an_old_licence(as_of: date, more: set[str]) -> None:
    assert set(_papers.required(case_builder.case({"base": "old", "as_of": as_of}))) == ALWAYS | more


@pytest.mark.parametrize("as_of", [date(2015, 10, 8), date(2017, 5, 9), date(2024, 1, 1)])
def test_companies_with_a_unified_code(as_of: date) -> None:
    assert set(_papers.required(case_builder.case({"base": "new", "as_of": as_of}))) == ALWAYS


def test_without_a_licence_the_date_decides() -> None:
    early = case_builder.case({"base": "old", "drop": ["business_licence"]})
    assert set(_papers.required(early)) >= CODES
    late = case_builder.case({"base": "new", "drop": ["business_licence", "guarantee_application"]})
    assert not set(_papers.required(late)) & CODES


def test_wanted_papers_are_never_missing_ones() -> None:
    for base in ("old", "new", "shop", "person"):
        judgement = checks.judge(case_builder.case({"base": base}), strict=True)
        assert judgement.wanted_documents
        assert not set(judgement.wanted_documents) & set(judgement.missing_documents)


AUDITOR = {
    "unified_social_credit_code": "92440305MA5G12343K",
    "company_name": "深圳诚信会计师事务所",
    "legal_representative": "周强",
    "valid_to": date(2015, 1, 1),
}


def test_the_licence_of_another_company_does_not_count() -> None:
    case = case_builder.case({"base": "new", "add": [{"business_licence": AUDITOR}]})
    assert len(_papers.of_applicant(case).of_type("business_licence")) == 1
    alone = case_builder.case({"base": "new", "drop": ["business_licence"], "add": [{"business_licence": AUDITOR}]})
    assert checks.judge(alone, strict=True).missing_documents == ("business_licence",)


@pytest.mark.parametrize(
    "licence",
    [
        {"unified_social_credit_code": "91330106580000014N", "company_name": "深圳诚信会计师事务所"},
        {"unified_social_credit_code": "92440305MA5G12343K", "company_name": "甲乙机诫有限公司"},
    ],
)
def test_a_licence_that_shares_name_or_code_is_the_applicants(licence: dict[str, str]) -> None:
    case = case_builder.case({"base": "new", "drop": ["business_licence"], "add": [{"business_licence": licence}]})
    assert _papers.licence(_papers.of_applicant(case)) is not None


def test_the_latest_licence_counts() -> None:
    older = {
        "registration_number": "330106000012340",
        "company_name": "甲乙机械有限公司",
        "issue_date": date(2010, 1, 1),
    }
    case = case_builder.case({"base": "new", "add": [{"business_licence": older}]})
    assert _papers.generation(case) == "uscc"
    assert [d.document_id for d in _papers.licences(case)] == ["doc-002"]


def test_visits_follow_the_findings() -> None:
    clean = {v.item: v.why for v in checks.judge(case_builder.case({"base": "new"}), strict=True).visit}
    assert {"IV-01", "IV-02", "IV-03", "IV-05", "IV-09", "IV-15", "IV-16"} <= set(clean)
    assert "IV-12" not in clean
    change = {"account_opening_permit.legal_representative": "周强"}
    seeded = {
        v.item: v.why for v in checks.judge(case_builder.case({"base": "new", "change": change}), strict=True).visit
    }
    assert "XID-002" in seeded["IV-02"]
    person = {v.item for v in checks.judge(case_builder.case({"base": "person"}), strict=True).visit}
    assert {"IV-12", "IV-13", "IV-14"} <= person
    assert "IV-06" not in person


def test_visits_to_collateral_and_notes_only_where_there_are_some() -> None:
    plain = {v.item for v in checks.judge(case_builder.case({"base": "new"}), strict=True).visit}
    assert not plain & {"IV-07", "IV-10", "IV-11"}
    example = {
        "base": "new",
        "change": {"balance_sheet.lines.notes_receivable": [1300000, 0]},
        "add": [{"property_certificate": {"owner": "李明"}}],
    }
    more = {v.item for v in checks.judge(case_builder.case(example), strict=True).visit}
    assert more >= {"IV-07", "IV-10", "IV-11"}


GUARANTOR = [
    {"business_licence": AUDITOR},
    {"credit_report": {"company_name": "深圳诚信会计师事务所", "unified_social_credit_code": "92440305MA5G12343K"}},
    {
        "balance_sheet": {
            "company_name": "深圳诚信会计师事务所",
            "period_end": date(2021, 12, 31),
            "lines": {"total_assets": [1, 1]},
        }
    },
]


def test_papers_of_a_counter_guarantor_are_not_compared_with_the_applicants() -> None:
    judgement = checks.judge(case_builder.case({"base": "new", "add": GUARANTOR}), strict=True)
    bad = {f.check: f.message for f in judgement.findings if f.verdict is Verdict.FAIL}
    assert not bad
    complete = next(f for f in judgement.findings if f.check == "DOC-001")
    assert "其他单位" in complete.message


def test_a_paper_without_code_in_another_name_is_the_applicants_until_proved_otherwise() -> None:
    case = case_builder.case({"base": "new", "change": {"account_opening_permit.company_name": "深圳诚信会计师事务所"}})
    assert _papers.of_others(case) == ()
    both = case_builder.case(
        {
            "base": "new",
            "change": {"account_opening_permit.company_name": "深圳诚信会计师事务所"},
            "add": [{"business_licence": AUDITOR}],
        }
    )
    assert checks.judge(both, strict=True).missing_documents == ("account_opening_permit",)


def test_a_misread_application_does_not_make_all_papers_foreign() -> None:
    example = {
        "base": "old",
        "applicant": {"name": "田乙机城有限公司责"},
        "change": {"guarantee_application.applicant_name": "田乙机城有限公司责"},
    }
    assert _papers.of_others(case_builder.case(example)) == ()


def test_a_falling_trade_sends_to_the_industry_and_an_open_question_does_not() -> None:
    why = {v.item: v.why for v in checks.judge(case_builder.case({"base": "old"}), strict=True).visit}
    assert not any(check in why["IV-05"] for check in ("FS-005", "FS-009", "FS-012", "TRD-002"))
    change = {"income_statement.lines.revenue": [10000000, 18000000]}
    falling = checks.judge(case_builder.case({"base": "old", "change": change}), strict=True).visit
    assert "TRD-001" in {v.item: v.why for v in falling}["IV-04"]


def others(example: dict[str, Any]) -> list[str]:
    return [d.document_id for d in _papers.of_others(case_builder.case(example))]


LICENCE = {"base": "new", "add": [{"business_licence": AUDITOR}]}


def test_only_a_confirmed_code_proves_another_company() -> None:
    assert others(LICENCE) == ["doc-008"]
    doubtful = AUDITOR | {"unified_social_credit_code": "92440305MA5G12343K?"}
    assert others(LICENCE | {"add": [{"business_licence": doubtful}]}) == []
    codes = [f"credit_report.{n}" for n in ("unified_social_credit_code", "organisation_code", "loan_card_code")]
    codes.append("guarantee_application.unified_social_credit_code")
    assert others(LICENCE | {"drop": ["business_licence"], "change": dict.fromkeys(codes)}) == []
    assert others(LICENCE | {"applicant": {"name": None}}) == []
    code = {"guarantee_application.unified_social_credit_code": "91330106580000014N"}
    own = {"credit_report": {"company_name": "李明"}}
    assert others({"base": "person", "change": code, "add": [{"business_licence": AUDITOR}, own]}) == []


def test_a_name_two_characters_apart_and_the_application_are_the_applicants() -> None:
    near = AUDITOR | {"company_name": "甲乙几诫有限公司"}
    assert others({"base": "new", "drop": ["business_licence"], "add": [{"business_licence": near}]}) == []
    assert others({"base": "new", "add": [{"business_licence": near | {"company_name": "甲丙几诫有限公司"}}]}) == [
        "doc-008"
    ]
    change = {"guarantee_application.applicant_name": AUDITOR["company_name"]}
    change |= {"guarantee_application.unified_social_credit_code": None}
    assert others(LICENCE | {"change": change}) == ["doc-008"]


def test_papers_of_a_firm_that_only_serves_the_case() -> None:
    case = case_builder.case({"base": "new"})
    firm = Party(party_id="p1", role="intermediary", kind="company", name="丙丁评估公司")
    owner = Party(party_id="p2", role="shareholder", kind="person", name="李明")
    first, second, *rest = case.documents
    mine = (first.model_copy(update={"party_id": "p2"}), second.model_copy(update={"party_id": "p1"}), *rest)
    served = case.model_copy(update={"parties": (firm, owner), "documents": mine})
    assert [d.document_id for d in _papers.of_others(served)] == ["doc-002"]


def test_codes_of_the_old_regime_tell_companies_apart_by_the_organisation_code_in_them() -> None:
    licence = {"company_name": "深圳诚信会计师事务所", "registration_number": "440305000012346"}
    assert others({"base": "old", "add": [{"business_licence": licence}]}) == ["doc-013"]
    former = {"taxpayer_name": "丙丁五金厂", "tax_authority_kind": "local", "taxpayer_id": "330106580000014"}
    assert others(LICENCE | {"add": [{"tax_registration_certificate": former}]}) == []
    certificate = {"organisation_name": "丙丁五金厂", "registration_number": "440305000012346"}
    assert others({"base": "old", "add": [{"organisation_code_certificate": certificate}]}) == []


@pytest.mark.parametrize(
    ("base", "as_of", "generation"),
    [
        ("new", date(2015, 9, 30), "old"),
        ("new", date(2015, 10, 1), None),
        ("new", date(2017, 12, 31), None),
        ("new", date(2018, 1, 1), "uscc"),
        ("shop", date(2018, 1, 1), None),
        ("shop", date(2015, 9, 30), "old"),
    ],
)
def test_without_any_number_the_date_tells_the_generation(base: str, as_of: date, generation: str | None) -> None:
    bare = {"base": base, "as_of": as_of, "drop": ["business_licence", "guarantee_application"]}
    assert _papers.generation(case_builder.case(bare)) == generation
    unread = bare | {"add": [{"business_licence": {"company_name": "甲乙机械有限公司"}}]}
    assert _papers.generation(case_builder.case(unread)) == generation


@pytest.mark.parametrize("dropped", ["business_licence", "guarantee_application"])
def test_a_unified_code_tells_the_generation_before_it_was_the_rule(dropped: str) -> None:
    early = case_builder.case({"base": "new", "as_of": date(2015, 9, 1), "drop": [dropped]})
    assert _papers.generation(early) == "uscc"


def test_old_papers_are_wanted_of_old_licences_only() -> None:
    assert set(_papers.required(case_builder.case({"base": "new", "as_of": date(2015, 9, 1)}))) == ALWAYS
    bare = {"base": "new", "as_of": date(2016, 1, 1), "drop": ["business_licence", "guarantee_application"]}
    assert set(_papers.required(case_builder.case(bare))) == ALWAYS


def test_one_card_a_person_the_one_that_is_valid_longest() -> None:
    def cards(*entries: dict[str, Any]) -> list[str]:
        case = case_builder.case({"add": [{"resident_id_card": e} for e in entries]})
        return [d.document_id for d in _papers.id_cards(case)]

    first, second, ever = ({"id_number": "1", "valid_to": end} for end in ("2020-01-01", "2030-01-01", "long_term"))
    assert cards(first, second, first) == ["doc-002"]
    assert cards(second, ever) == ["doc-002"]
    assert cards(second, {"id_number": "1"}) == ["doc-001"]
    assert cards({"name": "李明"}, {"name": "周强"}, {"name": "李明"}) == ["doc-001", "doc-002"]
    assert cards({"sex": "male"}, {"sex": "male"}) == ["doc-001", "doc-002"]


def test_a_person_is_no_sole_proprietor_and_papers_held_are_not_wanted() -> None:
    assert _papers.sole_proprietor(case_builder.case({"base": "person"})) == "申请人为自然人，不适用。"
    assert _papers.sole_proprietor(case_builder.case({"base": "shop"})) is None
    assert _papers.sole_proprietor(case_builder.case({"base": "new"})) == "申请人不是个体工商户，不适用。"
    held = _papers.wanted(case_builder.case({"base": "flows"}))
    assert "bank_statement" not in held and "loan_contract" in held
    assert "registry_extract" not in _papers.wanted(case_builder.case({"base": "new", "as_of": date(2014, 9, 30)}))
    assert "registry_extract" in _papers.wanted(case_builder.case({"base": "new", "as_of": date(2014, 10, 1)}))


def test_a_paper_of_which_one_page_was_not_read_may_hide_the_missing_one() -> None:
    case = case_builder.case({"base": "new"})
    assert _papers.unread(case) == ""
    page = case.documents[0].pages[0]
    lost = next(s for s in PageStatus if s is not PageStatus.READ)
    half = case.documents[0].model_copy(update={"pages": (page, page.model_copy(update={"status": lost}))})
    assert "1 份" in _papers.unread(case.model_copy(update={"documents": (half, *case.documents[1:])}))
    assert "1 份" in _papers.unread(case_builder.case({"base": "new", "add": [{"unknown": {}}]}))


@pytest.mark.parametrize(
    ("status", "confidence", "verdict"),
    [
        (PageStatus.READ, 0.99, Verdict.FAIL),
        (PageStatus.READ, None, Verdict.FAIL),
        (PageStatus.READ, 0.8, Verdict.FAIL),
        (PageStatus.READ, 0.79, Verdict.CANNOT_DETERMINE),
        (PageStatus.UNREADABLE, 0.99, Verdict.CANNOT_DETERMINE),
    ],
)
def test_no_paper_is_missing_for_sure_while_a_page_is_illegible(
    status: PageStatus, confidence: float | None, verdict: Verdict
) -> None:
    case = case_builder.case({"base": "new", "drop": ["account_opening_permit"], "add": [{"unknown": {}}]})
    scan = case.documents[-1]
    pages = [
        p.model_copy(update={"status": status, "quality": Quality(text_confidence=confidence)}) for p in scan.pages
    ]
    scan = scan.model_copy(update={"pages": tuple(pages)})
    judgement = checks.judge(case.model_copy(update={"documents": (*case.documents[:-1], scan)}), strict=True)
    finding = next(f for f in judgement.findings if f.check == "DOC-001")
    assert finding.verdict is verdict
    assert "开户许可证" in finding.message and "1 份" in finding.message
    assert judgement.missing_documents == ("account_opening_permit",), "what is to be supplied stays listed"


def test_an_illegible_page_hides_nothing_where_nothing_is_missing() -> None:
    case = case_builder.case({"base": "new", "add": [{"unknown": {}}]})
    scan = case.documents[-1]
    pages = [p.model_copy(update={"status": PageStatus.UNREADABLE}) for p in scan.pages]
    scan = scan.model_copy(update={"pages": tuple(pages)})
    judgement = checks.judge(case.model_copy(update={"documents": (*case.documents[:-1], scan)}), strict=True)
    assert next(f for f in judgement.findings if f.check == "DOC-001").verdict is Verdict.PASS
