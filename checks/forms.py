"""Whether seals, issuing authorities and printed forms fit each other and the date of issue (article 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher

from checks import _loans, _names, _parameters
from checks._facts import Fact, field_of, name_of
from checks._registry import Outcome, check, passed, unknown, warned, worst
from schemas.core import Case, Document, DocumentSeal, Severity, Status

_OWNED = {
    "guarantee_application": "applicant_name",
    "balance_sheet": "company_name",
    "income_statement": "company_name",
    "cash_flow_statement": "company_name",
    "bank_statement": "bank_name",
}
"""Papers that bear the seal of whom they name, and the field that names it."""

_KINDS = {"bank_statement": ("bank", "authority")}
_DATED = {
    "business_licence": "issue_date",
    "organisation_code_certificate": "valid_from",
    "account_opening_permit": "issue_date",
}
"""Papers whose form changed with the law, and the field that says when they were issued."""

_OFFICES = {"national": "地方税务局", "local": "国家税务局"}
"""The office whose seal a tax registration of each kind cannot bear alone."""


@check("DOC-008", title="印章和版式", article="3", severity=Severity.MEDIUM)
def genuine_form(case: Case) -> Outcome:
    """Seals name the authority or the owner of the paper, and the form was in use on the day of issue; else it must be seen."""
    found = [o for d in case.documents for o in (*_seals(d), *_form(case, d))]
    return worst(found, unknown("没有可核对的印章文字、发证机关或发证日期。"))


def _seals(document: Document) -> Iterator[Outcome]:
    """The legible seals of a paper against the authority or the owner that it names."""
    kinds = _KINDS.get(document.type, ("company", "finance") if document.type in _OWNED else ("authority",))
    legible = [s for s in document.seals if s.text and s.status is Status.ACCEPTED and s.kind in kinds]
    named = field_of(document, _OWNED.get(document.type, "issuing_authority"))
    if not legible or not named.usable:
        return
    texts = "、".join(dict.fromkeys(s.text for s in legible if s.text))
    message = f"{name_of(document)}的印章为「{texts}」"
    if document.type == "bank_statement":
        fits = any(_loans.bank(s.text or "") == _loans.bank(named.text) for s in legible)
    else:
        fits = any(_fits(s.text or "", name) for s in legible for name in re.split("[、;,]", named.text))
    kind = field_of(document, "tax_authority_kind")
    if kind.usable and _of_other_office(kind.text, legible):
        yield warned(f"{message}，与证件类别不符，请看原件", kind, named)
    elif fits:
        yield passed(f"{message}，与所载名称相符", named)
    else:
        yield warned(f"{message}，所载为「{named.text}」，请看原件，谨防伪造", named)


def _fits(seal: str, name: str) -> bool:
    """Whether a seal may be a name's: a few slips of reading, but no two characters on end that are others (西安, 成都)."""
    steps = SequenceMatcher(None, _names.company(seal), _names.company(name), autojunk=False).get_opcodes()
    other = any(step == "replace" and min(b - a, d - c) > 1 for step, a, b, c, d in steps)
    return not other and _names.alike(seal, name)


def _of_other_office(kind: str, legible: list[DocumentSeal]) -> bool:
    """Whether all seals are of the other tax office than the registration's."""
    return kind in _OFFICES and all(_OFFICES[kind] in (s.text or "") for s in legible)


def _form(case: Case, document: Document) -> Iterator[Outcome]:
    """Whether the form was in use on the day of issue."""
    if document.type not in _DATED:
        return
    issued = field_of(document, _DATED[document.type])
    if not issued.usable or issued.day is None:
        return
    odd = list(_oddities(case, document, issued.day))
    for what, fact in odd:
        yield warned(f"{name_of(document)}发证日期 {issued.day.isoformat()}，{what}，请看原件", issued, fact)
    if not odd:
        yield passed(f"{name_of(document)}版式与发证日期相符", issued)


def _oddities(case: Case, document: Document, issued: date) -> Iterator[tuple[str, Fact | None]]:
    """What the paper prints that was not printed, or no longer issued, on the day."""
    enterprise = not case.applicant.sole_proprietor
    if document.type == "business_licence":
        yield from _of_licence(document, issued, enterprise)
    elif document.type == "organisation_code_certificate":
        if enterprise and issued >= _parameters.day("one_licence_from"):
            yield "此时已停发组织机构代码证", None
    elif document.type == "account_opening_permit" and issued > _parameters.day("permit_abolished"):
        yield "此时已取消企业银行账户许可、停发开户许可证", None


def _of_licence(document: Document, issued: date, enterprise: bool) -> Iterator[tuple[str, Fact]]:
    """The printed items of a licence by its date."""
    code, number, paid, end = (
        field_of(document, n)
        for n in ("unified_social_credit_code", "registration_number", "paid_in_capital", "valid_to")
    )
    coded_from = _parameters.day("one_licence_from")
    if code.usable and issued < coded_from:
        yield "此时执照尚不载 18 位统一社会信用代码", code
    last_old = coded_from if enterprise else _parameters.day("sole_proprietor_code_from")
    if number.usable and code.value is None and issued >= last_old:
        yield "此时执照应载 18 位统一社会信用代码，却只有注册号", number
    if paid.usable and issued >= _parameters.day("inspection_abolished"):
        yield "此时执照已不载实收资本", paid
    if enterprise and end.usable and issued >= _parameters.day("term_not_printed_from"):
        yield "此时执照已不载营业期限", end
