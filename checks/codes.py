"""Organisation code and tax registration: are they there, valid, and all of one organisation (5.1.1(2), 5.1.1(3))."""

from __future__ import annotations

from collections.abc import Iterable

from checks import _papers, _parameters
from checks._facts import Fact, best, facts, field_of, name_of
from checks._registry import Outcome, check, failed, not_applicable, passed, unknown, warned, worst
from schemas.core import Case, Severity, Verdict
from standards import organisation_code, resident_id, taxpayer_id, uscc

_TAX_IDS = (
    "tax_registration_certificate.taxpayer_id",
    "tax_payment_certificate.taxpayer_id",
    "vat_return.taxpayer_id",
    "cit_return.taxpayer_id",
)


def _old_enterprise(case: Case) -> str | None:
    """Applies to companies whose licence has no unified code, until the transition ended."""
    if _papers.incorporated(case):
        return _papers.incorporated(case)
    if case.as_of >= _parameters.day("old_licences_end"):
        return "2018 年 1 月 1 日起代码证、税务登记证不再使用。"
    return "已换领一照一码执照，不再需要。" if _papers.generation(case) == "uscc" else None


@check(
    "ORG-001",
    title="组织机构代码证有效",
    article="5.1.1(2)",
    severity=Severity.BLOCKING,
    by_date=True,
    applies=_old_enterprise,
)
def certificate_is_valid(case: Case) -> Outcome:
    """An enterprise without a unified code shows an organisation code certificate that has not expired."""
    papers = case.of_type("organisation_code_certificate")
    if not papers:
        if _papers.generation(case) is None:
            return unknown("没有组织机构代码证，也不能确定执照是否已换为一照一码。")
        return failed(f"没有组织机构代码证；执照为 15 位注册号，必须提供。{_papers.unread(case)}")
    end = best(f for d in papers if (f := field_of(d, "valid_to")).value is not None)
    if end is None:
        return unknown("没有读到代码证的有效期。", *(field_of(d, "organisation_code") for d in papers))
    if not end.usable:
        return unknown("代码证有效期待人工复核。", end)
    if end.day and end.day < case.as_of:
        return failed(
            f"组织机构代码证有效期至 {end.day.isoformat()}，至 {case.as_of.isoformat()} 已过期，应换证。", end
        )
    return passed(f"组织机构代码证有效期至 {end.text}，未过期。", end)


def _organisation_codes(case: Case) -> list[tuple[Fact, str]]:
    """Every paper that holds an organisation code, with the nine characters."""
    found = []
    for fact in facts(case, "organisation_code_certificate.organisation_code", "credit_report.organisation_code"):
        found.append((fact, organisation_code.compact(fact.text)))
    paths = ("business_licence", "credit_report", "guarantee_application", "registry_extract")
    for fact in facts(case, *(f"{p}.unified_social_credit_code" for p in paths)):
        if len(uscc.compact(fact.text)) == 18:
            found.append((fact, uscc.organisation_code(fact.text)))
    for fact in facts(case, *_TAX_IDS):
        if inside := taxpayer_id.organisation_code(fact.text):
            found.append((fact, inside))
    return found


@check("ORG-002", title="组织机构代码一致", article="5.1.1(2)", severity=Severity.HIGH, applies=_papers.incorporated)
def one_organisation(case: Case) -> Outcome:
    """The organisation code has a right check character and is the same wherever it stands."""
    held = _organisation_codes(case)
    if not held:
        return unknown("没有读到组织机构代码。")
    certificates = [(f, c) for f, c in held if f.path == "organisation_code"]
    wrong = [(f, c) for f, c in certificates if f.usable and not organisation_code.is_valid(c)]
    if wrong:
        fact, code = wrong[0]
        return failed(f"{name_of(fact.document)}的组织机构代码 {fact.text} 校验位{_right_digit(code)}。", fact)
    return _agreement(held, "组织机构代码")


def _right_digit(code: str) -> str:
    """What the check character should be."""
    if len(code) == 9 and code[:8].isalnum() and code.isascii():
        return f"应为 {organisation_code.calc_check_digit(code)}"
    return "无法计算，代码应为 9 位"


def _agreement(held: list[tuple[Fact, str]], what: str) -> Outcome:
    """Whether all codes are the same; doubtful readings alone never make a failure."""
    sure = [(f, c) for f, c in held if f.usable]
    every = [f for f, _ in held]
    if len({c for _, c in sure}) > 1:
        return failed(f"{what}不一致：{_listing(sure)}。", *(f for f, _ in sure))
    if len({c for _, c in held}) > 1:
        return warned(f"{what}不一致，但有读数待人工复核：{_listing(held)}。", *every)
    if not sure:
        return unknown(f"{what}待人工复核。", *every)
    if len({f.document.document_id for f, _ in held}) < 2:
        return passed(f"{what} {sure[0][1]} 只见于一份资料。", *every)
    return passed(f"{what} {sure[0][1]} 在 {len(held)} 处一致。", *every)


def _listing(held: Iterable[tuple[Fact, str]]) -> str:
    """Each code with the papers that hold it."""
    where: dict[str, list[str]] = {}
    for fact, code in held:
        where.setdefault(code, []).append(name_of(fact.document))
    return "；".join(f"{code}（{'、'.join(dict.fromkeys(names))}）" for code, names in where.items())


def _needs_registration(case: Case) -> str | None:
    """Applies to enterprises of the old regime, and to 个体工商户 with an old licence at any date."""
    if not case.applicant.sole_proprietor:
        return _old_enterprise(case)
    return _papers.company(case) or (
        None if _papers.generation(case) == "old" else "个体工商户执照已载统一社会信用代码，不需税务登记证。"
    )


@check(
    "TAX-001",
    title="税务登记",
    article="5.1.1(3)",
    severity=Severity.BLOCKING,
    by_date=True,
    applies=_needs_registration,
)
def registered_for_tax(case: Case) -> Outcome:
    """National and local registration, or one joint certificate."""
    papers = case.of_type("tax_registration_certificate")
    kinds = [field_of(d, "tax_authority_kind") for d in papers]
    if not papers:
        if _papers.generation(case) is None:
            return unknown("没有税务登记证，也不能确定执照是否已换为一照一码。")
        return failed(
            f"没有税务登记证；执照为 15 位注册号，国税、地税登记（或联合登记）必须提供。{_papers.unread(case)}"
        )
    known = {f.text for f in kinds if f.value is not None}
    if not all(f.usable for f in kinds):
        return unknown("税务登记证的国税、地税类别待人工确认。", *kinds)
    if "joint" in known or {"national", "local"} <= known:
        return passed("国税、地税登记齐全。", *kinds)
    if case.as_of >= _parameters.day("tax_offices_merged"):
        return passed("国税地税已合并，一份登记即可。", *kinds)
    lacking = "地税" if known == {"national"} else "国税"
    return warned(f"只有{'国税' if lacking == '地税' else '地税'}登记证，缺{lacking}登记证，请确认是否应办理。", *kinds)


@check("TAX-002", title="纳税人识别号", article="5.1.1(3)", severity=Severity.HIGH, applies=_papers.company)
def tax_number(case: Case) -> Outcome:
    """The taxpayer number is well composed and the same on all tax papers and inside the other codes."""
    held = list(facts(case, *_TAX_IDS))
    if not held:
        if _papers.generation(case) == "uscc":
            return not_applicable("一照一码，纳税人识别号即统一社会信用代码。")
        return unknown("没有读到纳税人识别号。")
    known = {c for f, c in _organisation_codes(case) if f.usable and f.path != "taxpayer_id"}
    outcomes = [_composition(f, known) for f in held if f.usable]
    outcomes.append(_one_number(case, held))
    return worst(outcomes, unknown("纳税人识别号待人工复核。", *held))


def _composition(fact: Fact, known: set[str]) -> Outcome:
    """The form of one number; one that is nearly the known organisation code is that code printed wrong."""
    kind = taxpayer_id.kind(fact.text)
    what = f"{name_of(fact.document)}的纳税人识别号 {fact.text}"
    if kind == "invalid":
        return failed(f"{what} 组成或校验位不对", fact)
    if kind == "legacy":
        inside = taxpayer_id.compact(fact.text)[6:]
        near = next((c for c in known if sum(x != y for x, y in zip(c, inside, strict=False)) <= 2), None)
        if near is not None:
            return failed(f"{what} 后 9 位应为组织机构代码 {near}", fact)
        return warned(f"{what} 后 9 位不是有效的组织机构代码，可能为税务机关自编号", fact)
    return passed(f"纳税人识别号 {fact.text} 组成正确", fact)


def _one_number(case: Case, held: list[Fact]) -> Outcome:
    """Whether all tax papers, and the codes of the other papers, mean one taxpayer."""
    codes = [(f, _subject(f.text)) for f in held]
    result = _agreement(codes, "纳税人识别号内的主体代码")
    if result.verdict in (Verdict.FAIL, Verdict.WARN) or case.applicant.sole_proprietor:
        return result
    others = [(f, c) for f, c in _organisation_codes(case) if f.document.type != "guarantee_application"]
    known = [(f, c) for f, c in codes if taxpayer_id.organisation_code(f.text)]
    return _agreement(
        [*known, *(pair for pair in others if pair[0].path != "taxpayer_id")], "纳税人识别号与其他证件的主体代码"
    )


def _subject(number: str) -> str:
    """The part that tells the taxpayer: organisation code, identity number, or the last nine characters."""
    code = taxpayer_id.compact(number)
    inside = taxpayer_id.organisation_code(code)
    if inside:
        return inside
    return code[:18] if resident_id.is_valid(code[:18]) else code[6:15] if len(code) == 15 else code
