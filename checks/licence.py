"""The business licence: number, term, yearly inspection, regime (5.1.1(1))."""

from __future__ import annotations

from checks import _names, _papers, _parameters
from checks._facts import Fact, best, field_of
from checks._registry import Outcome, check, failed, not_applicable, passed, unknown, warned
from schemas.core import Case, Document, Severity
from standards import chinese_date, registration_number, uscc


@check("LIC-002", title="执照号码校验", article="5.1.1(1)", severity=Severity.HIGH, applies=_papers.company)
def number_is_valid(case: Case) -> Outcome:
    """The check digit of the unified code or of the registration number is right."""
    numbers = [
        field_of(d, n) for d in _papers.licences(case) for n in ("unified_social_credit_code", "registration_number")
    ]
    fact = best(n for n in numbers if n.value is not None)
    if fact is None:
        return unknown("没有读到营业执照的统一社会信用代码或注册号。")
    if not fact.usable:
        return unknown("执照号码待人工复核，不能判断校验位。", fact)
    return _of_code(fact) if fact.path == "unified_social_credit_code" else _of_registration(fact)


def _of_code(fact: Fact) -> Outcome:
    """The unified code's check character."""
    if uscc.is_valid(fact.text):
        return passed(f"统一社会信用代码 {fact.text} 校验位正确。", fact)
    code = uscc.compact(fact.text)
    if len(code) != 18 or any(c not in uscc.ALPHABET for c in code):
        return failed(f"统一社会信用代码 {fact.text} 不是 18 位有效字符。", fact)
    right = uscc.calc_check_digit(code)
    return failed(f"统一社会信用代码 {fact.text} 校验位应为 {right}，证件号码有误或系伪造，请查公示系统。", fact)


def _of_registration(fact: Fact) -> Outcome:
    """The registration number's check digit; numbers of 13 digits are from before 2008."""
    number = registration_number.compact(fact.text)
    if len(number) != 15:
        issued = field_of(fact.document, "issue_date")
        early = issued.day is not None and issued.day < _parameters.day("registration_number_from")
        message = f"注册号 {fact.text} 不是 15 位号码"
        return (
            passed(f"{message}，为 2008 年以前的旧号，无校验位。", fact)
            if early
            else warned(f"{message}，请查公示系统。", fact)
        )
    if registration_number.is_valid(number):
        return passed(f"注册号 {fact.text} 校验位正确。", fact)
    if not number.isdigit():
        return failed(f"注册号 {fact.text} 含有非数字字符。", fact)
    right = registration_number.calc_check_digit(number)
    return failed(f"注册号 {fact.text} 校验位应为 {right}，证件号码有误或系伪造，请向登记机关核实。", fact)


@check(
    "LIC-003", title="营业期限", article="5.1.1(1)", severity=Severity.BLOCKING, by_date=True, applies=_papers.company
)
def not_expired(case: Case) -> Outcome:
    """The term of business has not ended."""
    paper = _papers.licence(case)
    if paper is None:
        return unknown("没有营业执照。")
    fact = best(f for d in _papers.licences(case) if (f := field_of(d, "valid_to")).value is not None)
    if fact is None:
        return _no_term(case, paper)
    if not fact.usable:
        return unknown("营业期限待人工复核。", fact)
    if fact.value == chinese_date.LONG_TERM:
        return passed("营业期限为长期。", fact)
    if fact.day is None:
        return unknown("营业期限不是日期。", fact)
    if fact.day < case.as_of:
        days = (case.as_of - fact.day).days
        return failed(f"营业期限至 {fact.day.isoformat()}，至 {case.as_of.isoformat()} 已过期 {days} 天。", fact)
    return passed(f"营业期限至 {fact.day.isoformat()}，未过期。", fact)


def _no_term(case: Case, paper: Document) -> Outcome:
    """What the lack of a printed term means."""
    if case.applicant.sole_proprietor:
        return not_applicable("个体工商户执照不记载营业期限。")
    issued = field_of(paper, "issue_date")
    if issued.day and issued.day >= _parameters.day("term_not_printed_from"):
        return unknown("新版执照不再记载营业期限，请查章程或企业信用信息公示报告。", issued)
    return unknown("没有读到营业期限，请查执照原件、章程或公示系统。")


def _before_reform(case: Case) -> str | None:
    """Applies while licences were inspected every year."""
    end = _parameters.day("inspection_abolished")
    return None if case.as_of < end else f"{end.isoformat()} 起停止企业年检，改为年度报告。"


@check(
    "LIC-005",
    title="执照年检",
    article="5.1.1(1)",
    severity=Severity.BLOCKING,
    by_date=True,
    applies=(_papers.incorporated, _before_reform),
)
def inspected(case: Case) -> Outcome:
    """The licence bears the stamp of the year that the date requires: that of Y-2 until 30 June, then of Y-1."""
    needed = case.as_of.year - (2 if case.as_of.month <= 6 else 1)
    papers = _papers.licences(case)
    years = [f for d in papers if (f := field_of(d, "annual_inspection_years")).value is not None]
    founded = best(f for d in papers if (f := field_of(d, "establishment_date")).value is not None)
    if founded and founded.usable and founded.day and founded.day.year > needed:
        return passed(f"{founded.day.isoformat()} 成立，首次年检尚未到期。", founded)
    if not years:
        return _no_stamps(papers, needed)
    stamped = sorted({y for f in years if isinstance(f.value, tuple) for y in f.value})
    listed = "、".join(str(y) for y in stamped) or "无"
    if stamped and stamped[-1] >= needed:
        return _stamped(case, needed, stamped[-1], listed, years)
    if not all(f.usable for f in years):
        return unknown(f"年检记录（{listed}）待人工复核，应有 {needed} 年度年检。", *years)
    return failed(f"副本年检记录只有 {listed} 年度，{case.as_of.isoformat()} 应有 {needed} 年度年检。", *years)


def _stamped(case: Case, needed: int, latest: int, listed: str, years: list[Fact]) -> Outcome:
    """The stamp needed, or a later one, was read."""
    if not any(f.usable for f in years):
        return unknown(f"年检记录（{listed}）待人工复核。", *years)
    note = f";{latest + 1} 年度年检应于 {case.as_of.year} 年 6 月 30 日前办理" if latest == case.as_of.year - 2 else ""
    return passed(f"副本有 {listed} 年度年检记录，已满足 {needed} 年度要求{note}。", *years)


def _no_stamps(papers: tuple[Document, ...], needed: int) -> Outcome:
    """No stamp was read at all."""
    duplicates = [d for d in papers if d.field("copy_kind").value == "duplicate"]
    fact = best(field_of(d, "annual_inspection_years") for d in duplicates)
    if fact is not None and not fact.unread:
        return failed(f"执照副本没有年检记录，应有 {needed} 年度年检。", field_of(fact.document, "copy_kind"))
    return unknown(f"没有读到年检记录（年检章盖在副本上），请查副本是否有 {needed} 年度年检。")


def _after_transition(case: Case) -> str | None:
    """Applies since only licences with the unified code are valid."""
    end = _parameters.day("old_licences_end")
    return None if case.as_of >= end else f"{end.isoformat()} 以前旧版执照仍有效。"


@check(
    "LIC-007",
    title="执照版本",
    article="5.1.1(1)",
    severity=Severity.BLOCKING,
    by_date=True,
    applies=(_papers.incorporated, _after_transition),
)
def of_valid_regime(case: Case) -> Outcome:
    """An enterprise shows a licence with the unified code from 2018-01-01 on."""
    paper = _papers.licence(case)
    if paper is None:
        return unknown("没有营业执照。")
    code, number = field_of(paper, "unified_social_credit_code"), field_of(paper, "registration_number")
    if code.value is not None:
        return (
            passed("执照载有统一社会信用代码。", code) if code.usable else unknown("统一社会信用代码待人工复核。", code)
        )
    if number.usable:
        return failed("仍为 15 位注册号的旧版执照，2018 年 1 月 1 日起不再有效，应换领新版执照。", number)
    return unknown("没有读到执照号码，不能判断执照版本。", number)


@check("LIC-010", title="经营者身份", article="5.1.1", severity=Severity.HIGH, applies=_papers.sole_proprietor)
def operator_is_applicant(case: Case) -> Outcome:
    """The operator of a 个体工商户 is the person of the identity card."""
    operator = _papers.legal_representative(case)
    cards = [field_of(d, "name") for d in _papers.id_cards(case)]
    named = [c for c in cards if c.value is not None]
    if operator is None or not named:
        return unknown("缺少执照经营者或身份证姓名。", operator, *named)
    match = next((c for c in named if _names.compare(c.text, operator.text) == _names.SAME), None)
    if match is not None:
        return passed(f"执照经营者与身份证姓名一致({operator.text})。", operator, match)
    people = "、".join(c.text for c in named)
    message = f"执照经营者为 {operator.text}，身份证为 {people}"
    if operator.usable and all(c.usable for c in named):
        return failed(f"{message}，经营者不是申请人。", operator, *named)
    return warned(f"{message}，识别待复核。", operator, *named)
