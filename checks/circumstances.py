"""A person's age, health, conduct and litigation (5.2.1, 5.2.3)."""

from __future__ import annotations

from datetime import date

from checks import _bank_flows, _credit_report, _parameters, _persons, _wishes
from checks._facts import Fact, field_of, yuan
from checks._measure import ZERO
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from schemas.core import Case, Severity


@check("PER-002", title="年龄", article="5.2.1(1)", severity=Severity.HIGH, applies=_persons.person)
def of_age(case: Case) -> Outcome:
    """An adult, and not too old when the loan falls due; at 16 and 17 only with income of one's own."""
    birth = _persons.birth(case)
    if birth is None or birth.day is None or not birth.usable:
        return unknown("出生日期没有读到或待人工复核，不能判断年龄。", birth)
    now, adult = years(birth.day, case.as_of), _parameters.days("adult_age", case.as_of)
    message = f"{birth.text} 出生，判断日 {now} 岁"
    if now < adult:
        return _minor(case, message, now, birth)
    due = _wishes.due(case)
    limit = _parameters.days("age_limit", case.as_of)
    if due is None and now <= limit:
        return unknown(f"{message}，已成年；期限没有读到或待人工复核，不能判断到期时年龄。", birth)
    then = years(birth.day, due or case.as_of)
    message += f"，到期日（{due.isoformat()}）{then} 岁" if due else ""
    return warned(f"{message}，超过 {limit} 岁。", birth) if then > limit else passed(f"{message}。", birth)


def _minor(case: Case, message: str, now: int, birth: Fact) -> Outcome:
    """A minor who lives by their own work counts as an adult from sixteen."""
    if now < _parameters.days("working_age", case.as_of):
        return failed(f"{message}，未成年，不能独立承担债务。", birth)
    proof = next(iter(case.of_type("income_proof")), None)
    if proof is None:
        return unknown(f"{message}，未满十八周岁，有无自己的劳动收入尚无资料。", birth)
    return warned(
        f"{message}，未满十八周岁，须以自己的劳动收入为主要生活来源。", birth, field_of(proof, "annual_income")
    )


def years(birth: date, day: date) -> int:
    """Completed years of age.

    >>> years(date(2000, 2, 29), date(2018, 2, 28)), years(date(2000, 2, 29), date(2018, 3, 1))
    (17, 18)
    """
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


@check("PER-003", title="健康和民事行为能力", article="5.2.1(2)", severity=Severity.HIGH, applies=_persons.person)
def healthy(case: Case) -> Outcome:
    """No paper tells: the investigator must see the person."""
    return unknown("健康状况和民事行为能力不能由资料判断，须面见本人（IV-12）。", _named(case))


@check("PER-006", title="社会交往和品行", article="5.2.3(1)(2)", severity=Severity.MEDIUM, applies=_persons.person)
def of_good_conduct(case: Case) -> Outcome:
    """No paper tells of contacts, gambling or drugs: the investigator must ask."""
    return unknown("交往圈、信誉、有无赌博和吸毒不能由资料判断，须走访了解（IV-14）。", _named(case))


def _named(case: Case) -> Fact | None:
    """Whose card it is."""
    paper = _persons.card(case)
    return field_of(paper, "name") if paper is not None else None


_COUNTS = {"civil_judgment_count": "民事判决", "enforcement_count": "强制执行", "penalty_count": "行政处罚"}


@check("PER-007", title="个人诉讼", article="5.2.3(3)", severity=Severity.HIGH, applies=_persons.person)
def no_personal_litigation(case: Case) -> Outcome:
    """No payment to a court and no record of a judgment; that there is none no paper proves."""
    name = _persons.applicant_name(case)
    outcomes = []
    for holder in dict.fromkeys(n for n in (case.applicant.name, name) if n):
        paid = [b for b in _bank_flows.flows(case, holder, case.as_of).bookings if b.court and b.debit.amount]
        total = yuan(sum((b.debit.amount or ZERO for b in paid), ZERO))
        cells = [f for b in paid for f in (b.debit, b.day)]
        message = f"对账单有付给法院或被执行的款项 {len(paid)} 笔共 {total}，请查案由和进展"
        if paid:
            weak = any(b.weak for b in paid)
            outcomes.append(unknown(f"{message}（待人工复核）", *cells) if weak else warned(message, *cells))
    report = _credit_report.newest(case)
    for fact in (field_of(report, n) for n in _COUNTS) if report is not None else ():
        message = f"信用报告有 {fact.text} 条{_COUNTS[fact.path]}记录"
        if fact.amount:
            outcomes.append(warned(message, fact) if fact.usable else unknown(f"{message}（待人工复核）", fact))
    return worst(outcomes, unknown("资料中没有发现诉讼记录，但不能证明没有；请查询法院和执行信息（IV-09）。"))
