"""What the applicant declares against primary papers, and the account against the rest (5.1.1, A22)."""

from __future__ import annotations

from collections.abc import Iterator

from checks import _loans, _names, _papers
from checks._facts import Fact, best, facts, field_of, name_of
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from schemas.core import Case, Document, Severity
from standards import uscc

_PRIMARY = {
    "applicant_name": ("company_name", "申请人名称"),
    "legal_representative": ("legal_representative", "法定代表人（经营者）"),
    "unified_social_credit_code": ("unified_social_credit_code", "统一社会信用代码"),
}
"""What the application declares, the licence's field for it, and what it is called."""


@check("XID-007", title="申请书与证照一致", article="5.1.1", severity=Severity.MEDIUM)
def declared_as_proved(case: Case) -> Outcome:
    """Each fact that the application declares is that of the licence, or of the identity card."""
    application = case.first("guarantee_application")
    if application is None:
        return unknown("没有委托担保申请书。")
    outcomes = (
        [*_of_company(case, application)] if case.applicant.kind != "person" else [*_of_person(case, application)]
    )
    return worst(outcomes, unknown("申请书与证照没有可比较的内容。", field_of(application, "applicant_name")))


def _of_company(case: Case, application: Document) -> Iterator[Outcome]:
    """Name, representative and code against the licence."""
    for ours, (theirs, title) in _PRIMARY.items():
        declared = field_of(application, ours)
        proved = best(f for d in _papers.licences(case) if (f := field_of(d, theirs)).value is not None)
        if declared.value is not None and proved is not None:
            yield _fact(declared, proved, title)


def _of_person(case: Case, application: Document) -> Iterator[Outcome]:
    """The applicant's name against the identity cards: one of them must bear it."""
    declared = field_of(application, "applicant_name")
    cards = list(facts(case, "resident_id_card.name"))
    if declared.value is None or not cards:
        return
    same = next((c for c in cards if _names.compare(c.text, declared.text) == _names.SAME), None)
    yield _fact(declared, same or cards[0], "申请人姓名")


def _fact(declared: Fact, proved: Fact, title: str) -> Outcome:
    """One declared fact."""
    same = _names.compare(declared.text, proved.text)
    if declared.path == "unified_social_credit_code":
        same = _names.SAME if uscc.compact(declared.text) == uscc.compact(proved.text) else _names.DIFFERENT
    message = f"申请书所填{title}「{declared.text}」，{name_of(proved.document)}为「{proved.text}」"
    if same == _names.SAME and (declared.usable or proved.usable):
        return passed(f"申请书所填{title}与{name_of(proved.document)}一致", declared, proved)
    if not (declared.usable and proved.usable) or same == _names.UNSURE:
        return unknown(f"{message}，待人工复核", declared, proved)
    return warned(f"{message}，不一致，请申请人说明", declared, proved)


@check("XID-008", title="账户与证照一致", article="5.1.1", severity=Severity.MEDIUM, applies=_papers.company)
def account_of_applicant(case: Case) -> Outcome:
    """Name, representative and number of the account are the same on permit, licence, bank statement and loan contract."""
    outcomes = [*_names_of_accounts(case), *_representatives(case), *_numbers(case)]
    return worst(outcomes, unknown("没有可比较的账户资料。", *facts(case, "account_opening_permit.company_name")))


def _names_of_accounts(case: Case) -> Iterator[Outcome]:
    """The holder of the account and the borrower against the licence's name, or the owner's of a 个体工商户."""
    licence = best(f for d in _papers.licences(case) if (f := field_of(d, "company_name")).value is not None)
    owner = _papers.legal_representative(case) if case.applicant.sole_proprietor else None
    paths = ("account_opening_permit.company_name", "bank_statement.account_name", "loan_contract.borrower")
    for fact in facts(case, *paths):
        if owner is not None and _names.compare(owner.text, fact.text) == _names.SAME:
            yield passed(f"{name_of(fact.document)}户名为经营者本人", fact, owner)
        elif licence is not None:
            yield _match(fact, licence, "户名（借款人）")


def _representatives(case: Case) -> Iterator[Outcome]:
    """The representative on the permit against the licence's."""
    licence = best(f for d in _papers.licences(case) if (f := field_of(d, "legal_representative")).value is not None)
    for fact in facts(case, "account_opening_permit.legal_representative"):
        if licence is not None:
            yield _match(fact, licence, "法定代表人（单位负责人）")


def _match(fact: Fact, reference: Fact, title: str) -> Outcome:
    """One name against the licence's."""
    same = _names.compare(fact.text, reference.text)
    message = f"{name_of(fact.document)}{title}「{fact.text}」，{name_of(reference.document)}「{reference.text}」"
    if same == _names.SAME and (fact.usable or reference.usable):
        return passed(f"{name_of(fact.document)}{title}与{name_of(reference.document)}一致", fact, reference)
    if same == _names.UNSURE or not (fact.usable and reference.usable):
        return unknown(f"{message}，待人工复核", fact, reference)
    if same == _names.CONFUSABLE:
        return warned(f"{message}，仅一个形近字不同，请核对原件", fact, reference)
    return failed(f"{message}，不一致", fact, reference)


def _numbers(case: Case) -> Iterator[Outcome]:
    """The account number of the permit against bank statements of the same branch; other branches keep other accounts."""
    for permit in case.of_type("account_opening_permit"):
        number, bank = field_of(permit, "account_number"), field_of(permit, "bank_name")
        for statement in case.of_type("bank_statement"):
            other, branch = field_of(statement, "account_number"), field_of(statement, "bank_name")
            if number.value is None or other.value is None:
                continue
            yield _account(number, other, same_branch=_one_branch(bank, branch))


def _account(number: Fact, other: Fact, *, same_branch: bool) -> Outcome:
    """Two account numbers."""
    if not (number.usable and other.usable):
        return unknown("账号待人工复核，不能比较", number, other)
    if uscc.compact(number.text) == uscc.compact(other.text):
        return passed("对账单账号与基本存款账户一致", number, other)
    if same_branch:
        return warned(f"同一开户行的账号不同：{number.text}、{other.text}，请核对是否另有账户", number, other)
    return passed(f"对账单为另一开户行的账户 {other.text}", number, other)


def _one_branch(a: Fact, b: Fact) -> bool:
    """Whether two banks are the same branch."""
    if not (a.usable and b.usable):
        return False
    x, y = _names.company(a.text), _names.company(b.text)
    return _loans.bank(x) == _loans.bank(y) and x.replace("股份有限公司", "") == y.replace("股份有限公司", "")
