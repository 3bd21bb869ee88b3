"""A person's income: what the employer states against what the bank shows, and other income (5.2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from checks import _bank_flows, _names, _offer, _parameters, _persons, _wishes
from checks._bank_flows import Booking
from checks._facts import Fact, cell_of, field_of, yuan
from checks._measure import ZERO
from checks._registry import Outcome, check, failed, passed, unknown, warned, worst
from checks._related import person
from schemas.core import Case, Document, Severity

_WAGE = re.compile(r"工资|薪|奖金|津贴|代发|劳务报酬")
_AGENT = re.compile(r"代发|工资户|清算|中间户|待划转")


def _states_income(case: Case) -> str | None:
    """Applies to persons, and wherever an income proof lies in the pile."""
    return None if case.of_type("income_proof") else _persons.person(case)


@check("PER-004", title="收入证明与工资流水", article="5.2.2(1)", severity=Severity.HIGH, applies=_states_income)
def income_is_paid(case: Case) -> Outcome:
    """What each income proof states came into the person's account as wages, from the employer that states it."""
    proofs = case.of_type("income_proof")
    return worst((_proof(case, p) for p in proofs), unknown("没有收入证明，收入须到单位核实（IV-13）。"))


def _proof(case: Case, proof: Document) -> Outcome:
    """One person's proof."""
    name, income = field_of(proof, "name"), field_of(proof, "annual_income")
    if not (name.usable and income.usable) or (income.amount or ZERO) <= 0:
        return unknown("收入证明的姓名或年收入没有读到或待人工复核", name, income)
    ours = _persons.applicant_name(case)
    outcomes = []
    if ours and _names.compare(name.text, ours) != _names.SAME and _persons.spouse_proof(case, ours, name.text) is None:
        outcomes.append(unknown(f"{name.text} 与申请人的婚姻关系没有结婚证证明，收入不能合并计算", name))
    wages = list(_wages(case, proof, name, income))
    return worst([*outcomes, *wages], wages[0])


def _wages(case: Case, proof: Document, name: Fact, income: Fact) -> Iterator[Outcome]:
    """The wages of twelve months against the income stated, and who pays them."""
    held = _bank_flows.flows(case, name.text, case.as_of)
    paid = [b for b in held.bookings if b.credit.amount and _is_wage(b, proof)]
    total = sum((b.credit.amount or ZERO for b in paid), ZERO)
    months = _parameters.days("wage_months", case.as_of)
    cells = [b.credit for b in paid]
    stated = f"{name.text} 收入证明年收入 {yuan(income.amount or ZERO)}{_tax(case, name.text)}"
    if held.months < months:
        found = f"对账单只有 {held.months} 个月，工资进账 {yuan(total)}" if held.papers else "没有本人的工资账户对账单"
        yield unknown(f"{stated}；{found}，不足 {months} 个月，须到单位核实（IV-13）", income, *cells)
        return
    if any(b.weak for b in held.bookings):
        yield unknown(f"{stated}；对账单有日期或金额待人工复核", income, *cells)
        return
    yield _apart(case, f"{stated}；{months} 个月工资进账 {yuan(total)}", total, (income, *cells))
    yield from _payer(proof, paid)


def _is_wage(booking: Booking, proof: Document) -> bool:
    """Whether a receipt is called wages, or comes from the employer."""
    employer = field_of(proof, "employer").text
    from_employer = bool(employer) and _names.compare(booking.party, employer) == _names.SAME
    return _WAGE.search(booking.summary) is not None or from_employer


def _apart(case: Case, message: str, total: Decimal, cells: tuple[Fact, ...]) -> Outcome:
    """How far wages and statement differ."""
    income = cells[0].amount or ZERO
    share = abs(total - income) / income
    message += f"，相差 {share:.1%}"
    if share <= _parameters.number("income_pass_share", case.as_of):
        return passed(message, *cells)
    if share <= _parameters.number("income_warn_share", case.as_of):
        return warned(f"{message}，可能为税前、税后之差，请核实", *cells)
    return failed(f"{message}，收入没有工资流水支持", *cells)


def _payer(proof: Document, paid: list[Booking]) -> Iterator[Outcome]:
    """Whether the wages come from the employer; a bank's collective account tells nothing."""
    employer = field_of(proof, "employer")
    if not employer.usable:
        return
    for booking in paid:
        other = booking.party
        told = other and not _AGENT.search(other) and not person(other)
        if told and _names.distance(other, employer.text) > 2:
            yield warned(f"工资由 {other} 发放，收入证明的单位为 {employer.text}", employer, booking.credit)
            return


def _tax(case: Case, name: str) -> str:
    """Income tax that certificates show, for the reader's own comparison."""
    total = ZERO
    for paper in case.of_type("tax_payment_certificate"):
        if _names.compare(field_of(paper, "taxpayer_name").text, name) != _names.SAME:
            continue
        for index, row in enumerate(paper.tables.get("payments", ())):
            kind, amount = (cell_of(paper, "payments", index, row, c) for c in ("tax_kind", "amount"))
            total += (amount.amount or ZERO) if "个人所得税" in kind.text and amount.usable else ZERO
    return f"（完税证明个人所得税 {yuan(total)}）" if total else ""


@check("PER-005", title="其他收入和偿债负担", article="5.2.2(2)", severity=Severity.MEDIUM, applies=_persons.person)
def other_income_is_proven(case: Case) -> Outcome:
    """Rent comes from property of one's own and is received; the debt's service leaves enough of the income."""
    name = _persons.applicant_name(case)
    rents = [_rent(case, lease, name) for lease in case.of_type("lease_contract") if _lets(lease, name)]
    proven = sum((yearly for _, yearly in rents), ZERO)
    burden = _burden(case, name, proven)
    outcomes = [*(o for o, _ in rents), *([burden] if burden is not None else [])]
    return worst(outcomes, unknown("没有读到本人的年收入或其他收入资料，不能判断偿债负担。"))


def _lets(lease: Document, name: str | None) -> bool:
    """Whether the person is the landlord."""
    return bool(name) and _names.compare(field_of(lease, "lessor").text, name or "") == _names.SAME


_A_YEAR = {"day": 365, "month": 12, "quarter": 4, "half_year": 2, "year": 1}


def _rent(case: Case, lease: Document, name: str | None) -> tuple[Outcome, Decimal]:
    """One lease: title, tenant's payments, and the rent a year in yuan when it is proven."""
    lessor, rent, where, tenant = (field_of(lease, n) for n in ("lessor", "rent", "location", "lessee"))
    period, end = field_of(lease, "rent_period"), field_of(lease, "end_date")
    if not (lessor.usable and rent.usable and period.usable) or rent.amount is None or period.text not in _A_YEAR:
        return unknown("租赁合同的出租人、租金或周期没有读到或待人工复核", lessor, rent, period), ZERO
    yearly = rent.amount * _A_YEAR[period.text]
    message = f"租金每年 {yuan(yearly)}"
    cited = (lessor, rent, where, end)
    if end.day is not None and end.day < case.as_of:
        ended = f"{message}，租赁合同已于 {end.text} 到期"
        return (warned(ended, *cited) if end.usable else unknown(f"{ended}（日期待人工复核）", *cited)), ZERO
    estates = [d for d in case.of_type("property_certificate") if field_of(d, "owner").usable]
    here = [d for d in estates if _offer.same_place(field_of(d, "location").text, where.text)]
    if not here:
        return unknown(f"{message}，没有出租房屋的权属证书", *cited), ZERO
    owner = field_of(here[0], "owner")
    if lessor.text not in _offer.owner_names(here[0]):
        return warned(f"{message}，出租房屋的权利人为 {owner.text}，不是出租人", *cited, owner), ZERO
    receipts = [b for b in _bank_flows.flows(case, name, case.as_of).bookings if _pays_rent(b, tenant)]
    if not receipts:
        return unknown(f"{message}，没有收租流水", *cited, owner), ZERO
    return passed(f"{message}，有权属证书和收租流水", *cited, owner, *(b.credit for b in receipts[:5])), yearly


def _pays_rent(booking: Booking, tenant: Fact) -> bool:
    """Whether a receipt is the tenant's, or is called rent."""
    known = tenant.value is not None and _names.compare(booking.party, tenant.text) == _names.SAME
    return bool(booking.credit.amount) and booking.credit.usable and (known or "租" in booking.summary)


def _burden(case: Case, name: str | None, rent: Decimal) -> Outcome | None:
    """What principal and interest take of a year's income; null when no income is stated."""
    debt = _wishes.debt(case)
    own = [f for p in case.of_type("income_proof") if _counts(case, p, name) and (f := field_of(p, "annual_income"))]
    if debt is None or not own:
        return None
    if not all(f.usable and f.amount is not None for f in own):
        return unknown("年收入待人工复核，不能判断偿债负担", *own)
    income = sum((f.amount or ZERO for f in own), ZERO) + rent
    days = max((debt.due - debt.start).days, 365)
    yearly = debt.total * 365 / days
    limit = _parameters.number("debt_service_share", case.as_of)
    message = f"每年应还本息约 {yuan(yearly)}，已证明的年收入 {yuan(income)}（未含其他债务，个人信用报告另查）"
    if yearly > limit * income:
        return warned(f"{message}，超过收入的 {limit:.0%}，还款须靠其他来源", *own, *debt.cited)
    return passed(f"{message}，不超过收入的 {limit:.0%}", *own, *debt.cited)


def _counts(case: Case, proof: Document, name: str | None) -> bool:
    """Whether the proof is the person's own, or a spouse's whose marriage is proven."""
    other = field_of(proof, "name").text
    if not name or _names.compare(other, name) == _names.SAME:
        return True
    return _persons.spouse_proof(case, name, other) is not None
