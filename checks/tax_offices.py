"""Whether tax papers fit their time: names of the authority, turnover tax, rates of value added tax."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from checks import _papers, _parameters, _returns, _taxes
from checks._facts import Fact, facts, field_of, name_of
from checks._registry import Outcome, check, passed, unknown, warned, worst
from checks._returns import VatReturn
from schemas.core import Case, Severity

_ZERO = Decimal(0)


@check("TAX-007", title="税务资料与年代相符", article="5.1.1(3)", severity=Severity.MEDIUM, applies=_papers.company)
def of_its_time(case: Case) -> Outcome:
    """The authority bore that name then, turnover tax ended in 2016, and no rate is above the highest of its time."""
    found = [*_offices(case), *_turnover_tax(case)]
    found += [o for r in _returns.vat_returns(case) if (o := _rate(r)) is not None]
    return worst(found, unknown("没有可核对机关名称、税种或税率的税务资料。"))


def _offices(case: Case) -> Iterator[Outcome]:
    """The issuing authorities of tax papers."""
    for fact in facts(
        case, "tax_payment_certificate.issuing_authority", "tax_registration_certificate.issuing_authority"
    ):
        issued = field_of(fact.document, "issue_date")
        if fact.usable and issued.usable and issued.day is not None and "税务" in fact.text:
            yield _office(fact, issued, issued.day)


def _office(name: Fact, issued: Fact, day: date) -> Outcome:
    """One authority by the day of issue: 国家税务局 and 地方税务局 became 国家税务总局…税务局 in 2018."""
    message = f"{name_of(name.document)}机关「{name.text}」、日期 {day.isoformat()}"
    merged = "国家税务总局" in name.text
    if merged and day < _parameters.day("tax_offices_merged"):
        return warned(f"{message}：当时国税地税尚未合并", name, issued)
    if _OLD_NAMES.search(name.text) and not merged and day > _parameters.day("tax_offices_renamed_until"):
        return warned(f"{message}：当时国税局、地税局已合并更名", name, issued)
    return passed(f"{message}，名称与日期相符", name, issued)


_OLD_NAMES = re.compile("国家税务局|地方税务局|国税局|地税局")


def _turnover_tax(case: Case) -> Iterator[Outcome]:
    """Turnover tax of a period after it was replaced by value added tax."""
    ended = _parameters.day("turnover_tax_ended")
    for payment in _taxes.payments(case):
        if (
            payment.kind.usable
            and payment.kind.text.startswith("营业税")
            and payment.start.usable
            and payment.start.day
        ):
            if payment.start.day >= ended:
                yield warned(f"{payment.name}：{ended.isoformat()} 起营业税已改征增值税", payment.kind, payment.start)
            else:
                yield passed(f"{payment.name}所属期在营改增以前", payment.kind, payment.start)


def _rate(declared: VatReturn) -> Outcome | None:
    """Output tax over taxed sales, against the highest rate of the period; null when either is not known."""
    tax, sales = declared.of_period("output_tax"), declared.of_period("taxed_sales")
    if not declared.start.usable or declared.start.day is None or not all(f.usable for f in (*tax, *sales)):
        return None
    base = sum((f.amount or _ZERO for f in sales), _ZERO)
    if base <= 0 or not tax:
        return None
    rate = sum((f.amount or _ZERO for f in tax), _ZERO) / base
    highest = _parameters.number("vat_highest_rate", declared.start.day)
    message = f"{declared.end.text} 增值税申报表销项税额占应税销售额 {rate:.2%}，当期最高税率 {highest:.0%}"
    cited = (*tax, *sales, declared.start)
    if rate > highest + _parameters.number("vat_rate_slack", declared.start.day):
        return warned(f"{message}，高于税率，请核对申报表真伪或金额", *cited)
    return passed(message, *cited)
