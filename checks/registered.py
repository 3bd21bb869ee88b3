"""Registered capital and founding date: the same on the licence and wherever else they stand (5.1.4(9))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks import _papers, _parameters
from checks._compare import two_sources
from checks._facts import Fact, best, facts, field_of, name_of, yuan
from checks._registry import Outcome, check, failed, not_applicable, passed, unknown, warned, worst
from schemas.core import Case, Severity, Verdict

_DATED = {
    "capital_verification_report": "report_date",
    "articles_of_association": "signed_date",
    "registry_extract": "report_date",
}
"""Papers that state the registered capital, and the field that says of which day."""


@check("XID-005", title="注册资本一致", article="5.1.4(9)", severity=Severity.HIGH, applies=_papers.incorporated)
def one_capital(case: Case) -> Outcome:
    """Registered capital and founding date of the licence are those of the verification, the charter and the register."""
    printed = _of_licence(case, "registered_capital")
    others = [f for type_ in _DATED for f in _latest(case, type_)]
    outcomes = [*_founded(case)]
    if printed is not None:
        outcomes += [_capital_pair(case, printed, other) for other in others]
    if outcomes:
        return worst(outcomes, unknown(""))
    only_licence = not any(case.of_type(type_) for type_ in _DATED)
    if only_licence and case.as_of >= _parameters.day("inspection_abolished"):
        return not_applicable("认缴制下无需验资，没有第二份资料记载注册资本。", printed)
    return unknown("注册资本只见于一份资料或没有读到，不能比较。", printed, *others)


def _of_licence(case: Case, name: str) -> Fact | None:
    """A field of the licence that counts, of any of its copies."""
    return best(f for d in _papers.licences(case) if (f := field_of(d, name)).value is not None)


def _latest(case: Case, type_: str) -> list[Fact]:
    """The last paper of a type counts: earlier ones state earlier capital."""
    stated = sorted(facts(case, f"{type_}.registered_capital"), key=lambda f: field_of(f.document, _DATED[type_]).text)
    return stated[-1:]


def _capital_pair(case: Case, licence: Fact, other: Fact) -> Outcome:
    """The licence's capital against that of another paper."""
    a, b = licence.amount, other.amount
    if a is None or b is None:
        return unknown("注册资本不是金额", licence, other)
    verdict = two_sources(licence, other, case.as_of)
    message = f"营业执照注册资本 {yuan(a)}，{name_of(other.document)} {yuan(b)}"
    if verdict is Verdict.PASS:
        both = licence.usable and other.usable
        return passed(f"{message}，一致", licence, other) if both else unknown(f"{message}，待人工复核", licence, other)
    if not (licence.usable and other.usable) or verdict is Verdict.WARN:
        return warned(f"{message}，不一致（金额单位或识别待复核）", licence, other)
    issued, stated = field_of(licence.document, "issue_date"), field_of(other.document, _DATED[other.document.type])
    if issued.day and stated.day and _raised_later(other, issued.day, stated.day):
        return warned(f"{message}；执照在后，可能此后变更了注册资本", licence, other, issued, stated)
    return failed(f"{message}，不一致，注册资本是否变更", licence, other)


def _raised_later(other: Fact, issued: date, stated: date) -> bool:
    """Whether the licence is of a later day than the paper, and no new paper had to follow a change of capital.

    A verification had to follow until the reform of 2014; a charter may be amended without being written anew.
    """
    verified = other.document.type == "capital_verification_report"
    return issued > stated and (not verified or issued >= _parameters.day("inspection_abolished"))


def _founded(case: Case) -> Iterator[Outcome]:
    """The founding date against the register's."""
    licence = _of_licence(case, "establishment_date")
    for other in facts(case, "registry_extract.establishment_date"):
        if licence is None:
            continue
        message = f"营业执照成立日期 {licence.text}，{name_of(other.document)} {other.text}"
        if not (licence.usable and other.usable):
            yield unknown(f"{message}，待人工复核", licence, other)
        elif licence.value == other.value:
            yield passed(f"{message}，一致", licence, other)
        else:
            yield failed(f"{message}，不一致", licence, other)
