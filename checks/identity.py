"""One applicant on all papers: name, legal representative, codes (5.1.1)."""

from __future__ import annotations

from collections.abc import Callable

from checks import _names, _papers
from checks._facts import Fact, facts, field_of, name_of, names_of, same_text
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from schemas.core import Case, Severity, Verdict
from standards import loan_card, organisation_code, resident_id, taxpayer_id, uscc


@check("XID-001", title="名称一致", article="5.1.1", severity=Severity.HIGH)
def one_name(case: Case) -> Outcome:
    """The applicant has the same name on every paper."""
    if case.applicant.kind == "person":
        return _one_person(case)
    named = list(facts(case, *_papers.COMPANY_NAMES))
    people = [f.text for f in facts(case, "resident_id_card.name", *_papers.LEGAL_REPRESENTATIVES)]
    named = [f for f in named if not (_personal(f) and f.text in people)]
    if len({f.document.document_id for f in named}) < 2:
        return unknown("读到名称的资料不足两份，不能比较。", *named)
    return _same_names(named, "名称")


def _personal(fact: Fact) -> bool:
    """Papers that may stand in the owner's own name."""
    return fact.document.type in (
        "bank_statement",
        "tax_registration_certificate",
        "tax_payment_certificate",
        "loan_contract",
    )


def _one_person(case: Case) -> Outcome:
    """The applicant, and whoever an income proof is about, is one of the persons of the identity cards."""
    cards = list(facts(case, "resident_id_card.name"))
    claims = list(facts(case, "guarantee_application.applicant_name", "income_proof.name"))
    if not cards or not claims:
        return unknown("缺少身份证姓名或申请人姓名。", *cards, *claims)
    register = list(facts(case, "household_register_page.name"))
    return worst((_among(claim, cards, register) for claim in claims), unknown("缺少姓名。"))


def _among(claim: Fact, cards: list[Fact], register: list[Fact]) -> Outcome:
    """Whether a name is one of those of the identity cards."""
    match = next((c for c in cards if _names.compare(c.text, claim.text) == _names.SAME), None)
    if match is not None:
        return passed(f"{name_of(claim.document)}的姓名与身份证一致", claim, match)
    message = f"{name_of(claim.document)}的姓名 {claim.text} 与身份证 {'、'.join(c.text for c in cards)} 不符"
    registered = next((f for f in register if _names.compare(f.text, claim.text) == _names.SAME), None)
    if registered is not None:
        return unknown(f"{message}；户口簿有此人，其身份证没有提供", claim, registered, *cards)
    sure = claim.usable and all(c.usable for c in cards)
    return failed(message, claim, *cards) if sure else warned(f"{message}（识别待复核）", claim, *cards)


def _same_names(named: list[Fact], what: str) -> Outcome:
    """All names against the one that most papers bear (the licence's, when papers are split evenly)."""
    reference = _reference(named)
    odd = [f for f in named if _names.compare(f.text, reference.text) != _names.SAME]
    if not odd:
        if not any(f.usable for f in named):
            return unknown(f"{what}均待人工复核。", *named)
        return passed(f"{len(named)} 份资料的{what}一致：{reference.text}。", *named)
    outcomes = [_difference(f, reference, what) for f in odd]
    return worst(outcomes, unknown(""))


def _reference(named: list[Fact]) -> Fact:
    """The fact that bears the name most papers agree on, usable ones and the licence first."""
    votes: dict[str, int] = {}
    for fact in named:
        votes[_names.company(fact.text)] = votes.get(_names.company(fact.text), 0) + (3 if fact.usable else 1)
    top = max(votes.values())
    best_named = [f for f in named if votes[_names.company(f.text)] == top]
    return max(best_named, key=lambda f: (f.usable, f.document.type == "business_licence"))


def _difference(odd: Fact, reference: Fact, what: str) -> Outcome:
    """What one differing name means."""
    message = (
        f"{name_of(odd.document)}的{what}「{odd.text}」与{name_of(reference.document)}等的「{reference.text}」不一致"
    )
    match = _names.compare(odd.text, reference.text)
    if match == _names.UNSURE:
        return unknown(f"{message}（有生僻字未能识别）", odd, reference)
    if match == _names.CONFUSABLE:
        return warned(f"{message}，仅一个形近字不同，请核对原件", odd, reference)
    if odd.usable and reference.usable:
        return failed(f"{message}；没有变更登记通知书说明", odd, reference)
    return warned(f"{message}（识别待复核）", odd, reference)


@check("XID-002", title="法定代表人一致", article="5.1.1", severity=Severity.HIGH, applies=_papers.company)
def one_representative(case: Case) -> Outcome:
    """The legal representative (operator) is the same on every paper, and is the person of an identity card."""
    named = list(facts(case, *_papers.LEGAL_REPRESENTATIVES))
    cards = [f for d in _papers.id_cards(case) if (f := field_of(d, "name")).value is not None]
    if len({f.document.document_id for f in (*named, *cards)}) < 2 or not named:
        return unknown("读到法定代表人的资料不足两份，不能比较。", *named, *cards)
    outcomes = [_same_names(named, "法定代表人（负责人、经营者）")] if len(named) > 1 else []
    outcomes += [_has_card(_reference(named), cards)] if cards else []
    result = worst(outcomes, unknown(""))
    if result.verdict is Verdict.PASS:
        return passed(
            f"{names_of(f.document for f in (*named, *cards))}的法定代表人一致：{_reference(named).text}。",
            *named,
            *cards,
        )
    return result


def _has_card(person: Fact, cards: list[Fact]) -> Outcome:
    """Whether one of the identity cards is the representative's."""
    matches = {c.text: _names.compare(c.text, person.text) for c in cards}
    if _names.SAME in matches.values():
        return passed("身份证为法定代表人本人", person, *cards)
    message = f"法定代表人为 {person.text}，身份证为 {'、'.join(matches)}"
    if _names.UNSURE in matches.values():
        return unknown(f"{message}（有生僻字未能识别）", person, *cards)
    if _names.CONFUSABLE in matches.values():
        return warned(f"{message}，仅一个形近字不同，请核对原件", person, *cards)
    sure = person.usable and all(c.usable for c in cards)
    return (
        failed(f"{message}，不是同一人", person, *cards) if sure else warned(f"{message}（识别待复核）", person, *cards)
    )


_CODE_PATHS = {
    "统一社会信用代码": (
        "business_licence.unified_social_credit_code",
        "guarantee_application.unified_social_credit_code",
        "credit_report.unified_social_credit_code",
        "registry_extract.unified_social_credit_code",
    ),
    "中征码（贷款卡编码）": ("loan_card.loan_card_code", "credit_report.loan_card_code"),
}


@check("XID-004", title="证件号码互相印证", article="5.1.1", severity=Severity.HIGH)
def codes_agree(case: Case) -> Outcome:
    """Codes that must be equal, or contained in one another, are."""
    outcomes = [_personal_numbers(case)]
    if case.applicant.kind != "person":
        outcomes += [_equal(list(facts(case, *paths)), what, uscc.compact) for what, paths in _CODE_PATHS.items()]
        outcomes += [_taxpayer(case), _loan_card_digit(case)]
        outcomes += [] if case.applicant.sole_proprietor else [_equal(_subject_facts(case), "组织机构代码", _subject)]
    found = [o for o in outcomes if o is not None]
    return worst(found, unknown("可互相印证的证件号码不足两处。"))


def _equal(held: list[Fact], what: str, form: Callable[[str], str | None]) -> Outcome | None:
    """All of the facts in one form; null when there are fewer than two papers."""
    pairs = [(f, c) for f in held if (c := form(f.text))]
    if len({f.document.document_id for f, _ in pairs}) < 2:
        return None
    codes = {c for _, c in pairs}
    cited = [f for f, _ in pairs]
    if len(codes) == 1:
        sure = any(f.usable for f in cited)
        return (
            passed(f"{what}在{names_of(f.document for f in cited)}一致", *cited)
            if sure
            else unknown(f"{what}待人工复核", *cited)
        )
    listing = "；".join(f"{name_of(f.document)} {f.text}" for f in cited)
    if len({c for f, c in pairs if f.usable}) > 1:
        return failed(f"{what}不一致：{listing}", *cited)
    return warned(f"{what}不一致，但有读数待人工复核：{listing}", *cited)


def _subject_facts(case: Case) -> list[Fact]:
    """Papers that hold the organisation code, alone or inside another number."""
    paths = (
        "organisation_code_certificate.organisation_code",
        "credit_report.organisation_code",
        "business_licence.unified_social_credit_code",
        "tax_registration_certificate.taxpayer_id",
        "tax_payment_certificate.taxpayer_id",
    )
    return list(facts(case, *paths))


def _subject(text: str) -> str | None:
    """The organisation code alone or inside a longer number."""
    code = organisation_code.compact(text)
    if len(code) == 18:
        return uscc.organisation_code(code)
    if len(code) == 15:
        return taxpayer_id.organisation_code(code)
    return code if len(code) == 9 else None


def _taxpayer(case: Case) -> Outcome | None:
    """An 18-character taxpayer number of a company is its unified code."""
    numbers = [
        f for f in facts(case, "tax_registration_certificate.taxpayer_id", "tax_payment_certificate.taxpayer_id")
    ]
    long = [
        f
        for f in numbers
        if len(taxpayer_id.compact(f.text)) == 18 and not resident_id.is_valid(taxpayer_id.compact(f.text))
    ]
    licence = list(facts(case, "business_licence.unified_social_credit_code"))
    return _equal([*licence, *long], "纳税人识别号与统一社会信用代码", taxpayer_id.compact) if long else None


def _loan_card_digit(case: Case) -> Outcome | None:
    """The check digits of the loan card code."""
    wrong = [
        f for f in facts(case, *_CODE_PATHS["中征码（贷款卡编码）"]) if f.usable and not loan_card.is_valid(f.text)
    ]
    outcomes = [warned(f"{name_of(f.document)}的中征码 {f.text} 校验位不对", f) for f in wrong]
    return worst(outcomes, unknown("")) if outcomes else None


def _personal_numbers(case: Case) -> Outcome | None:
    """An income proof's identity number is that of the person's card."""
    outcomes = []
    for proof in case.of_type("income_proof"):
        name, number = field_of(proof, "name"), field_of(proof, "id_number")
        cards = [d for d in _papers.id_cards(case) if same_text(d.field("name").value, name.value)]
        held = [number, *(field_of(d, "id_number") for d in cards)]
        outcomes.append(_equal([f for f in held if f.value is not None], "公民身份号码", resident_id.compact))
    found = [o for o in outcomes if o is not None]
    return worst(found, unknown("")) if found else None
